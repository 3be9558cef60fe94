"""How likely is it that these characters stand side by side? The language signal of the repairs.

A character trigram model over folded text (digits are one symbol, Latin letters another), interpolated
as P(c|ab) = w·n(abc)/n(ab) + (1-w)·P(c|b) with w = n(ab) / (n(ab) + k), after Jelinek and Mercer
(1980). The counts were made by `index.layout.train`; they are quantised to eighths of a power of
two. Words are those of the rjieba dictionary.

The measure used everywhere is the *affinity* of a joint: how much better the next characters are
explained by what stands before them than without it (pointwise mutual information, in nats).

>>> signal = load_signal()
>>> signal.affinity("不断完善城市的公", "共服务水平") > signal.affinity("不断完善城市的公", "去年以来")
True
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..normalise import simplified_table

Ids = npt.NDArray[np.int64]

STATISTICS = Path(__file__).with_name("signal.npz")
UNKNOWN = 0
SENTENCE_END = "。"

_HALF_OF_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# The corpus and the page need not agree on the width of their punctuation.
_SAME = {ord(a): b for a, b in zip(",:;?!()%", "，：；？！（）％", strict=True)}


@lru_cache(maxsize=1)
def _table() -> dict[int, int | str]:
    table: dict[int, int | str] = {}
    for code, half in _HALF_OF_FULL.items():
        table[code] = _SAME.get(half, chr(half))
    table.update(_SAME)
    for code, simple in simplified_table().items():
        table[code] = simple
    for digit in "0123456789０１２３４５６７８９":
        table[ord(digit)] = "0"
    for code in range(ord("A"), ord("Z") + 1):
        table[code] = table[code + 32] = table[code + 0xFEE0] = table[code + 32 + 0xFEE0] = "a"
    table[ord("\u3000")] = " "
    table[ord("\xa0")] = " "
    return table


def plain(text: str) -> str:
    """Folded for the model; the length does not change.

    >>> plain("臺州２６個,APP")
    '台州00个，aaa'
    """
    return text.translate(_table())


@dataclass(frozen=True, slots=True)
class Signal:
    """Counts of characters, pairs and triples; keys are sorted, counts are logarithms base 2."""

    ids: dict[str, int]
    singles: npt.NDArray[np.float32]
    pair_keys: Ids
    pair_counts: npt.NDArray[np.float32]
    triple_keys: Ids
    triple_counts: npt.NDArray[np.float32]
    total: float
    k: float = 4.0

    def encode(self, text: str) -> Ids:
        """Ids of the characters of `text`, which is folded here."""
        get = self.ids.get
        return np.fromiter((get(c, UNKNOWN) for c in plain(text)), np.int64, len(text))

    def log_probabilities(self, text: str) -> npt.NDArray[np.float64]:
        """log P(character | the two before it), one per character; the first two know less."""
        ids = self.encode(text)
        if not len(ids):
            return np.zeros(0)
        size = len(self.ids) + 1
        one = self.singles[ids] / self.total
        two = one.copy()
        if len(ids) > 1:
            pairs = self._count(self.pair_keys, self.pair_counts, ids[:-1] * size + ids[1:])
            before = self.singles[ids[:-1]]
            weight = before / (before + 64 * self.k)
            two[1:] = weight * pairs / np.maximum(before, 1) + (1 - weight) * one[1:]
            three = two.copy()
            if len(ids) > 2:
                keys = (ids[:-2] * size + ids[1:-1]) * size + ids[2:]
                triples = self._count(self.triple_keys, self.triple_counts, keys)
                context = np.maximum(pairs[:-1], 0.0)
                weight = context / (context + self.k)
                three[2:] = weight * triples / np.maximum(context, 1) + (1 - weight) * two[2:]
            two = three
        logs: npt.NDArray[np.float64] = np.log(np.maximum(two, 1e-9))
        return logs

    def affinity(self, left: str, right: str) -> float:
        """Nats gained on the first two characters of `right` by knowing the end of `left`."""
        left, right = left[-2:], right[:3]
        if not left or not right:
            return 0.0
        joined = self.log_probabilities(left + right)[len(left) : len(left) + 2]
        alone = self.log_probabilities(right)[:2]
        return float(joined.sum() - alone.sum())

    @staticmethod
    def _count(keys: Ids, counts: npt.NDArray[np.float32], wanted: Ids) -> npt.NDArray[np.float32]:
        places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        found: npt.NDArray[np.float32] = np.where(keys[places] == wanted, counts[places], 0.0)
        return found


def is_word(text: str) -> bool:
    """Is the folded `text` in the dictionary?"""
    import rjieba

    return bool(rjieba.has_word(text))


def word_across(left: str, right: str, longest: int = 4) -> str | None:
    """The longest dictionary word that starts in `left` and ends in `right`, if there is one.

    >>> word_across("不断提", "升公共服务")
    '提升'
    """
    left, right = plain(left[-longest:]), plain(right[:longest])
    best: str | None = None
    for begin in range(1, min(longest - 1, len(left)) + 1):
        for end in range(1, min(longest - begin, len(right)) + 1):
            word = left[-begin:] + right[:end]
            if (best is None or len(word) > len(best)) and word.isalpha() and is_word(word):
                best = word
    return best


@lru_cache(maxsize=1)
def load_signal() -> Signal:
    """The statistics that ship with the package."""
    with np.load(STATISTICS, allow_pickle=False) as data:
        alphabet = "".join(map(chr, data["alphabet"]))
        return Signal(
            ids={character: i + 1 for i, character in enumerate(alphabet)},
            singles=_counts(data["singles"]),
            pair_keys=np.cumsum(data["pair_steps"], dtype=np.int64),
            pair_counts=_counts(data["pair_counts"]),
            triple_keys=np.cumsum(data["triple_steps"], dtype=np.int64),
            triple_counts=_counts(data["triple_counts"]),
            total=float(data["total"]),
        )


def _counts(levels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Eighths of a power of two back to counts; level 0 is none."""
    counts = np.exp2((levels.astype(np.float32) - 1) / 8)
    counts[levels == 0] = 0
    return counts
