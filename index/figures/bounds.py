"""Bound words around a number: 约, 近, 超, 余, 以上, 不到; "more than", "at most"."""

from __future__ import annotations

import re

from .figure import Bound

_BEFORE: tuple[tuple[Bound, str], ...] = (
    (
        "at_most",
        r"不超过?了?|不高于|不多于|不大于|至多|最多|不过|up to|at most|no more than|"
        r"not more than|no higher than|within",
    ),
    (
        "at_least",
        r"至少|不低于|不少于|不小于|不下于?|起码|最少|上|at least|"
        r"no fewer than|no less than|not less than|a minimum of",
    ),
    (
        "under",
        r"跌破|降破|不到|不足|未满|不满|未达到?|不及|低于|少于|小于|尚?未到|less than|fewer than|under|below|"
        r"lower than",
    ),
    (
        "over",
        r"远?超过?了?|超出|逾|首?次?突破了?|首?破了?|高于|多于|大于|不止|过|"
        r"more than|over|above|exceeding|exceeds?|exceeded|upwards of|in excess of|"
        r"greater than|surpass(?:ed|ing)?|topped|topping",
    ),
    ("nearly", r"将近|接近|逼近|近|nearly|almost|close to|just under"),
    (
        "about",
        r"大约[为有]?|约为|约有|约占|约达|约合|约|大概|差不多|估计|about|around|approximately|roughly|some|"
        r"an estimated|circa",
    ),
)
_PREFIX = re.compile(
    "|".join(
        rf"(?P<{bound}>(?:(?<![a-z])(?:{words})|(?:{words}))(?:\s+|(?<![a-z])))$"
        for bound, words in _BEFORE
    )
)
# 首次突破: 首次 is an ordinal of its own and stays outside.
_CONTEXT = re.compile(
    r"(?P<at_most>(?:最高|最多|最长|最大|至多|上限)(?:可[\u4e00-\u9fff]{1,2}|为|达|可))$"
    r"|(?P<at_most2>(?:最长))$"
    r"|(?P<at_least>(?:至少|最少|起码)(?:有|要|需|为|达|达到))$"
    r"|(?P<over>(?:超过?|突破)(?:了|人民币|了近)?)$"
)
_SUFFIX = re.compile(
    r"\s?(?:(?P<at_least>及以上|以上|之上|or more|or above|and above|\+(?![0-9a-z]))"
    r"|(?P<at_most>以内|之内|以下|及以下|or less|or fewer)"
    r"|(?P<about>左右|上下|前后(?![0-9])|or so\b)"
    r"|(?P<over>有余|开外))"
)
_OVER_AFTER_UNIT = re.compile(r"多(?![一-鿿])|余(?![一-鿿])|多(?=[的来前后里时未没内，地点就才])")


def before(text: str, start: int) -> tuple[Bound, int]:
    """The bound word that touches a number on its left, and where the word starts.

    >>> before("出口超80亿元", 3)
    ('over', 2)
    """
    match = _PREFIX.search(text, max(0, start - 18), start)
    if match is None or match.lastgroup is None:
        return "exact", start
    bound = match.lastgroup
    begin = match.start()
    if bound == "nearly" and match.group().startswith("近") and _word_of_near(text, begin):
        return "exact", start
    if match.group() in ("上", "过") and (
        text[start] not in "百千万亿半" or (begin > 0 and text[begin - 1] in "超通经不以")
    ):
        return "exact", start
    if bound == "over" and match.group().startswith("首次"):
        begin += 2
    return bound, begin  # type: ignore[return-value]


def _word_of_near(text: str, position: int) -> bool:
    """Whether this 近 ends another word (附近, 最近, 邻近)."""
    return position > 0 and text[position - 1] in "附最邻临靠亲"


def context(text: str, start: int) -> Bound:
    """A bound a verb away, outside the span: 最高可贷50万元, 至少有七成."""
    match = _CONTEXT.search(text, max(0, start - 8), start)
    if match is None or match.lastgroup is None:
        return "exact"
    return match.lastgroup.rstrip("2")  # type: ignore[return-value]


def after(text: str, end: int) -> tuple[Bound, int]:
    """The bound that follows a figure (以上, 左右), and where it ends.

    >>> after("3/4以上", 3)
    ('at_least', 5)
    """
    match = _SUFFIX.match(text, end)
    if match is not None and match.lastgroup is not None:
        return match.lastgroup, match.end()  # type: ignore[return-value]
    more = _OVER_AFTER_UNIT.match(text, end)
    if more is not None:
        return "over", more.end()
    return "exact", end


def join(left: Bound, inner: Bound, right: Bound) -> Bound:
    """One bound of the words before, inside (余, 多) and after: the outer word decides."""
    for bound in (left, right):
        if bound in ("at_most", "at_least", "under", "over"):
            return bound
    if inner != "exact":
        return inner
    return left if left != "exact" else right
