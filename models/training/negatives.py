"""Questions that the passage at hand does not answer.

Hard negatives are passages that a lexical search ranks high and that do not hold the answer; near
misses are questions edited so that their own passage no longer answers: another year, number,
name or attribute.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import numpy as np

from ..reader_text import ReaderText

# Wide enough that the bigrams of 25,000 passages seldom share a bucket.
_BUCKETS = 2**22


def _grams(ids: np.ndarray) -> np.ndarray:
    """Hashed uni- and bigrams of token ids."""
    wide = ids.astype(np.int64)
    pairs = (wide[:-1] * 1_000_003 + wide[1:] * 7_919 + 13) % _BUCKETS
    return np.concatenate([wide % _BUCKETS, pairs])


def rank_passages(
    questions: Sequence[np.ndarray], passages: Sequence[np.ndarray], top: int
) -> tuple[np.ndarray, np.ndarray]:
    """BM25 (k1 1.2, b 0.75) over token uni- and bigrams, best first.

    Returns passage numbers and scores, both (questions, top).
    """
    from scipy.sparse import csr_matrix

    def counts(texts: Sequence[np.ndarray]) -> csr_matrix:
        grams = [_grams(ids) for ids in texts]
        rows = np.repeat(np.arange(len(grams)), [len(g) for g in grams])
        columns = np.concatenate(grams)
        ones = np.ones(len(columns), dtype=np.float32)
        made = csr_matrix((ones, (rows, columns)), shape=(len(texts), _BUCKETS))
        made.sum_duplicates()
        return made

    told = counts(passages)
    lengths = np.asarray(told.sum(axis=1)).ravel()
    frequency = np.bincount(told.indices, minlength=_BUCKETS)
    idf = np.log1p((len(passages) - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
    row = np.repeat(np.arange(told.shape[0]), np.diff(told.indptr))
    norm = 1.2 * (0.25 + 0.75 * lengths / lengths.mean())
    told.data = told.data * 2.2 / (told.data + norm[row]) * idf[told.indices]
    asked = counts(questions)
    asked.data[:] = 1.0
    best = np.empty((len(questions), top), dtype=np.int32)
    reached = np.empty((len(questions), top), dtype=np.float32)
    across = told.T.tocsc()
    for first in range(0, len(questions), 512):
        scores = (asked[first : first + 512] @ across).toarray()
        some = np.argpartition(-scores, top, axis=1)[:, :top]
        order = np.argsort(-np.take_along_axis(scores, some, axis=1), axis=1)
        best[first : first + 512] = np.take_along_axis(some, order, axis=1)
        reached[first : first + 512] = np.take_along_axis(scores, best[first : first + 512], axis=1)
    return best, reached


# Attributes that articles state of the same thing; swapping one makes another question.
_ATTRIBUTES = (
    "面积", "人口", "海拔", "长度", "高度", "宽度", "产量", "产值", "收入", "投资", "价格", "票房",
    "票数", "时速", "重量", "温度", "年龄", "校长", "市长", "主席", "总统", "导演", "作者", "编剧",
    "创始人", "总部", "首都", "母亲", "父亲", "妻子", "儿子", "出生", "去世", "成立", "解散", "开工",
    "竣工", "通车", "开幕", "闭幕", "英文名", "别名", "冠军", "亚军", "东部", "西部", "南部", "北部",
    "最大", "最小", "最高", "最低", "第一", "最后", "增长", "下降", "进口", "出口", "上半年", "下半年",
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20[0-3]\d)(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")


class NearMiss:
    """Edits a question so that its passage no longer answers it."""

    def __init__(self, text: ReaderText, questions: Sequence[str], names: Sequence[str]) -> None:
        self._names: dict[int, list[str]] = {}
        known = frozenset(names)
        self._known = known
        for question in questions:
            for name in self._found(question):
                self._names.setdefault(len(name), []).append(name)

    def _found(self, question: str) -> list[str]:
        found = []
        position = 0
        while position < len(question):
            for length in (5, 4, 3, 2):
                if question[position : position + length] in self._known:
                    found.append(question[position : position + length])
                    position += length - 1
                    break
            position += 1
        return found

    def edit(self, question: str, context: str, chance: random.Random) -> str | None:
        """Another question, or `None` where nothing can be swapped."""
        ways = [self._year, self._attribute, self._name, self._number]
        chance.shuffle(ways)
        for way in ways:
            changed = way(question, context, chance)
            if changed is not None and changed != question:
                return changed
        return None

    def _year(self, question: str, context: str, chance: random.Random) -> str | None:
        match = _YEAR.search(question)
        if match is None:
            return None
        steps = [s for s in (-10, -5, -3, -2, -1, 1, 2, 3, 4, 7, 10)
                 if str(int(match.group()) + s) not in context]  # fmt: skip
        if not steps:
            return None
        year = str(int(match.group()) + chance.choice(steps))
        return question[: match.start()] + year + question[match.end() :]

    def _number(self, question: str, context: str, chance: random.Random) -> str | None:
        match = _NUMBER.search(question)
        if match is None:
            return None
        other = str(int(match.group()) + chance.choice((1, 2, 3, 5, 11)))
        if other in context:
            return None
        return question[: match.start()] + other + question[match.end() :]

    def _attribute(self, question: str, context: str, chance: random.Random) -> str | None:
        here = [a for a in _ATTRIBUTES if a in question]
        if not here:
            return None
        old = chance.choice(here)
        place = _ATTRIBUTES.index(old)
        near = _ATTRIBUTES[max(0, place - 6) : place + 7]
        others = [a for a in near if a != old and a not in context and a not in question]
        return question.replace(old, chance.choice(others), 1) if others else None

    def _name(self, question: str, context: str, chance: random.Random) -> str | None:
        here = [name for name in self._found(question) if name in context]
        if not here:
            return None
        old = chance.choice(here)
        for _ in range(8):
            other = chance.choice(self._names[len(old)])
            if other not in context and other not in question:
                return question.replace(old, other, 1)
        return None
