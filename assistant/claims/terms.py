"""The words of a claim that its evidence must carry, each with the ways to say it.

Chinese is cut into words; English is looked up in a small lexicon, its names by their sound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index import Language
from index.figures import Figure
from index.figures.places import is_generic
from index.normalise import fold

from ..synonyms import widen
from .function_words import CHINESE, NEVER_NAMES
from .lexicon import look_up

_KEEP = ("n", "v", "a", "j", "l", "i", "z", "x", "eng", "s", "f", "b", "g")
_MEASURE = re.compile(
    r"(?:收入|销售额|交易额|金额|总额|产值|增加值|生产总值|gdp|产量|面积|人口|投资|分红|利润|税收|资金|授信|贷款|租金|成本|补助|"
    r"增幅|增速|率|占比|比重|比例|份额|倍差|收入比|差距|得分|价格|工资|人次|数量|规模|存量|覆盖|出口|进口|接待|岗位|年产)"
)
_DIRECTION = re.compile(
    r"增长|上升|提高|增加|提升|上涨|扩大|下降|减少|降低|回落|缩小|下跌|下滑|縮小|擴大|下降|減少|增長|上漲"
)
# Words that link a measure to its figure; the tagger would glue them to the measure.
_LINKING = re.compile(r"(?:已?[经經]?[达達]到?了?|[为為]|是|有|已|[仅僅]|[约約]|高[达達]|[还還])+$")
# What newspapers call by several names, closer than the search's synonyms.
_ALIKE = {
    word: tuple(w for w in group.split() if w != word)
    for group in (
        "金额 总额 总金额 额度",
        "增速 增幅 增长率 涨幅",
        "卖出 销出 售出 卖掉 销售",
        "营收 营业收入 销售收入",
        "造出 生产 产出",
        "花费 投资 投入 斥资",
        "开张 开业 营业",
        "启用 投用 开通 投入使用",
        "年产量 年产",
        "产量 产出 年产",
        "客流 游客 客流量",
        "员工 职工 工人",
    )
    for word in group.split()
}
_TIMES = (
    ("周末", "双休", "星期六", "星期天", "周六", "周日"), ("夜", "晚"), ("雨",), ("雪",), ("中午", "午间"),
    ("早上", "早晨", "清早", "一早", "晨"), ("春",), ("夏", "暑"), ("秋",), ("冬", "寒"), ("节假", "假期", "假日", "长假"),
)  # fmt: skip
_NAME_TAGS = ("nr", "ns", "nt", "nrt", "nrfg")
_CAPITAL = re.compile(
    r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z]+(?:'[a-z]+)?(?:\s+[A-Z][a-z]+)*|^[A-Z][a-z]+"
)


@dataclass(frozen=True, slots=True)
class Term:
    """One content word. `forms` are folded Chinese; a term is carried when one of them is.

    `name`: who or where, which the evidence must carry. `sound`: a name given in pinyin.
    `guessed`: the forms are a model's translation, sure only where the source says one of them.
    `start` is its place in the folded claim (English: -1).
    """

    text: str
    forms: tuple[str, ...]
    weight: float
    name: bool = False
    measure: bool = False
    sound: str = ""
    start: int = -1
    guessed: bool = False


# English words -> likely Chinese words, each with its weight.
Translate = Callable[[str], Sequence[tuple[str, float]]]
# What an English word counts that may name the thing or nothing at all.
_UNKNOWN = 0.35
_LEAST_LIKELY = 0.1
_MOST_TRANSLATED = 4
_MOST_FORMS = 3


def claim_terms(
    claim: str,
    language: Language,
    figures: Sequence[Figure],
    translate: Translate | None = None,
) -> list[Term]:
    """The terms of a claim; its figures are compared elsewhere and left out.

    English words that the lexicon lacks get the Chinese of `translate`, marked as `guessed`.
    """
    blanked = list(_DIRECTION.sub(lambda m: "," * len(m[0]), claim))
    for figure in figures:
        kept = ("name", "ordinal") if language == "en" else ("name", "ordinal", "rank")
        if figure.kind not in kept or (language == "en" and figure.value not in (None, 1)):
            linking = _LINKING.search(claim, 0, figure.start)
            start = linking.start() if linking else figure.start
            blanked[start : figure.end] = "," * (figure.end - start)
    text = "".join(blanked)
    return _english(claim, text, translate) if language == "en" else _chinese(text)


def _chinese(text: str) -> list[Term]:
    import rjieba

    found: list[Term] = []
    seen: set[str] = set()
    position = 0
    folded = fold(text).text
    for word, tag in rjieba.tag(folded):
        start, position = position, position + len(word)
        if tag == "t" and (times := _recurring(word)) and word not in seen:
            # 夜里采茶 is not proved by a sentence that tells no time.
            seen.add(word)
            found.append(Term(word, times, 1.6, name=True, start=start))
            continue
        name = tag in _NAME_TAGS and len(word) >= 2 and not is_generic(word)
        if word in CHINESE or word in seen or not (name or tag.startswith(_KEEP)):
            continue
        if not re.search(r"[\u4e00-\u9fffa-z]", word):
            continue
        seen.add(word)
        measure = _MEASURE.search(word) is not None
        weight = 1.6 if name else 1.3 if measure else 1.0
        if tag.startswith(("v", "a", "d", "z")) and not measure:
            weight = 0.5
        if len(word) == 1:
            weight *= 0.4
        forms = (word, *_ALIKE.get(word, ()), *widen(word).split())
        if name and len(word) > 2 and word[-1] in "省市县区镇乡村州":
            forms = (word, word[:-1])
        found.append(Term(word, forms, weight, name=name, measure=measure, start=start))
    return found


def _recurring(word: str) -> tuple[str, ...]:
    """How texts tell of a time that comes again and again: 夜 and 晚 for 夜里; nothing for a date."""
    return next((forms for forms in _TIMES if any(form in word for form in forms)), ())


def _english(claim: str, text: str, translate: Translate | None) -> list[Term]:
    found: list[Term] = []
    rest = text
    for match in _CAPITAL.finditer(claim):
        words = [w.removesuffix("'s") for w in match.group().split()]
        while words and words[0].lower() in NEVER_NAMES:
            words.pop(0)
        kept = [w for w in words if w.lower() not in NEVER_NAMES]
        if not kept or (len(kept) == 1 and look_up(kept[0])[:1] and look_up(kept[0])[0][1]):
            continue
        # Zhili Town, Wuxing Smart Logistics: the part that is no English word is the name.
        named = [w for w in kept if not (look_up(w) and look_up(w)[0][1])]
        if not named:
            continue
        sound = "".join(named).lower()
        if not re.fullmatch(r"[a-z]{2,24}", sound):
            continue
        found.append(Term(" ".join(named), (), 1.6, name=True, sound=sound))
        for word in named:
            rest = re.sub(rf"\b{re.escape(word)}\b", ",", rest, count=1)
    translated = 0
    for form, chinese, measure in look_up(rest):
        if not chinese and translate is not None and translated < _MOST_TRANSLATED:
            translated += 1
            likely = [c for c, w in translate(form) if w >= _LEAST_LIKELY and len(c) > 1]
            if likely:
                forms = tuple(likely[:_MOST_FORMS])
                found.append(Term(form, forms, _UNKNOWN, measure=measure, guessed=True))
                continue
        if chinese:
            weight = 1.3 if measure else 1.0
            if all(len(c) == 1 for c in chinese):
                weight = 0.5
        else:
            weight = _UNKNOWN
        found.append(Term(form, chinese, weight, measure=measure))
    return found
