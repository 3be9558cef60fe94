"""Questions made from sentences of news that state a figure or a date.

The figure becomes a question word; to keep it from being a copying exercise, words are dropped and
clauses change places.
"""

from __future__ import annotations

import random
import re

from .corpus import Example

_FIGURE = re.compile(
    r"(?<![\d.])(\d[\d,.]*\d|\d)(?:多|余)?(?:万|亿|万亿)?(?:多|余)?"
    r"(%|个百分点|平方米|平方公里|公里|公顷|公斤|吨|元|美元|人次|人|名|家|个|项|户|亩|辆|件|例|座|套|所|"
    r"位|场|起|艘|架|台|部|种|条|株|倍|岁|米|小时|分钟|天|年)"
)
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年")
_SENTENCE = re.compile(r"[^。!?\n]{12,90}[。!?]")


def make_cloze(article: str, chance: random.Random) -> Example | None:
    """One question about one figure of the article, or `None` where it states none.

    The sentence "全镇共有34个行政村。" gives "全镇共有多少个行政村?" with the answer "34个".
    """
    options = []
    for sentence in _SENTENCE.finditer(article, 0, 3000):
        for match in _FIGURE.finditer(article, sentence.start(), sentence.end()):
            options.append((sentence.span(), match.span(), match.group(2)))
        for match in _DAY.finditer(article, sentence.start(), sentence.end()):
            options.append((sentence.span(), match.span(), "date"))
    if not options:
        return None
    (first, last), (start, end), unit = chance.choice(options)
    if unit == "date":
        gap = (
            chance.choice(("什么时候", "哪天", "何时"))
            if "日" in article[start:end]
            else "什么时候"
        )
    elif unit in "%个百分点":
        gap = "多少"
    else:
        gap = chance.choice(("多少", "几")) + unit
    question = _reworded(article[first:start], gap, article[end:last].rstrip("。!?"), chance)
    if not 6 <= len(question) <= 60:
        return None
    return Example("cloze", article, question + "?", start, end)


def _reworded(before: str, gap: str, after: str, chance: random.Random) -> str:
    """The clause around the gap, and some of the others, with some characters dropped."""
    clauses = re.split("[,;:]", before + "\0" + after)
    place = next(i for i, clause in enumerate(clauses) if "\0" in clause)
    core = clauses[place]
    others = [c for i, c in enumerate(clauses) if i != place and 3 <= len(c) <= 25]
    chance.shuffle(others)
    kept = others[: chance.choice((0, 1, 1, 2)) if len(core) > 8 else 2]
    thin = 0.08 if chance.random() < 0.7 else 0.0
    core = "".join(c for c in core if c == "\0" or chance.random() >= thin)
    parts = [*kept, core] if chance.random() < 0.8 else [core, *kept]
    return ",".join(parts).replace("\0", gap)
