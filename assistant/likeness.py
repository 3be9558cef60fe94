"""Which words of a question are most like those that a turn names: in meaning, or by how they end.

>>> from assistant.frame import frame_of
>>> def alike(word, others):
...     return [0.5 if {word, other} == {"晚饭", "午餐"} else 0.0 for other in others]
>>> question = "石桥村的食堂午餐多少钱？"
>>> of_like_meaning("晚饭", question, frame_of(question), alike)
'石桥村的食堂晚饭多少钱？'
"""

from __future__ import annotations

import re

from .attributes import ROLE, is_attribute
from .dialogue import Alike
from .frame import CONDITION, Frame
from .named import places_named, wide_place
from .tagging import tagged

# Between counterparts (小学, 初中) and nouns that only stand in one question (小学, 食堂).
ALIKE = 0.3
_LONGEST_LIKE = 8
# 学生票 is a price as 票价 is.
_PRICED = re.compile("[票费]价?$")
_STAGE = re.compile("第?[一二三四五六]期")
_SHORTEST_TAIL = 2


def of_like_meaning(core: str, text: str, frame: Frame, alike: Alike | None) -> str | None:
    """晚饭 for 午餐, 初中 for 小学: the noun of the question that is nearest in meaning.

    Places, measures and conditions have rules of their own.
    """
    plain = re.sub(r"(?:上|里|方面)$", "", core)
    settled = places_named(core) or wide_place(core) or is_attribute(core) or ROLE.search(core)
    if alike is None or settled or CONDITION.search(core) or not 2 <= len(plain) <= _LONGEST_LIKE:
        return None
    runs = [run for run in _noun_runs(text, frame) if run not in plain and plain not in run]
    if not runs:
        return None
    scores = alike(plain, runs)
    best, score = max(zip(runs, scores, strict=True), key=lambda pair: (pair[1], len(pair[0])))
    if score < ALIKE or (is_attribute(best) and not _PRICED.search(best)):
        return None
    return text.replace(best, plain, 1)


def _noun_runs(text: str, frame: Frame) -> list[str]:
    """Nouns of a question, and neighbours of them together, without places, times and what asks."""
    asked = {*places_named(text), frame.asked, frame.time}
    found: list[str] = []
    run: list[str] = []
    for word, tag in (*tagged(text), ("", "x")):
        noun = tag[:1] in ("n", "j", "l", "i") or tag in ("vn", "eng") or _STAGE.fullmatch(word)
        if noun and word not in asked and not any(word in part for part in asked if part):
            run.append(word)
            continue
        found += ["".join(run[i:j]) for i in range(len(run)) for j in range(i + 1, len(run) + 1)]
        run = []
    return list(dict.fromkeys(words for words in found if len(words) > 1))


def alike_part(core: str, phrase: str) -> str | None:
    """The words of `phrase` that `core` is most like: the same ending of two characters or more.

    >>> alike_part("经营性收入", "村集体经济总收入")
    '总收入'
    """
    words = [word for word, _ in tagged(phrase)]
    runs = [
        "".join(words[i:j])
        for i in range(len(words))
        for j in range(i + 1, min(i + 4, len(words)) + 1)
    ]
    best = max(runs, key=lambda run: _likeness(core, run), default=None)
    if best is None or _common_tail(core, best) < _SHORTEST_TAIL or best in core:
        return None if best is None or best not in core or best == core else phrase
    return best


def _common_tail(a: str, b: str) -> int:
    tail = 0
    while tail < min(len(a), len(b)) and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return tail


def _likeness(core: str, run: str) -> float:
    """Shared last characters count most; words that would be lost count against."""
    lost = len(set(run) - set(core))
    return (
        2.0 * _common_tail(core, run)
        + len(set(core) & set(run))
        - 0.5 * lost
        - 0.6 * abs(len(core) - len(run))
    )
