"""How likely is it that these characters stand side by side? The language signal of the repairs.

A character trigram model over folded text (digits are one symbol, Latin letters another), interpolated
as P(c|ab) = w·n(abc)/n(ab) + (1-w)·P(c|b) with w = n(ab) / (n(ab) + k), after Jelinek and Mercer
(1980). The counts were made by `index.layout.training.counts`; they are quantised to eighths of a power of
two. Words are those of the rjieba dictionary.

The measure used everywhere is the *affinity* of a joint: how much better the next characters are
explained by what stands before them than without it (pointwise mutual information, in nats).

>>> signal = load_signal()
>>> signal.affinity("不断完善城市的公", "共服务水平") > signal.affinity("不断完善城市的公", "去年以来")
True
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..normalise import simplified_table

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

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
    four_keys: Ids
    four_counts: npt.NDArray[np.float32]
    standing_alone: Floats
    total: float
    k: float = 4.0

    def encode(self, text: str) -> Ids:
        """Ids of the characters of `text`, which is folded here."""
        get = self.ids.get
        return np.fromiter((get(c, UNKNOWN) for c in plain(text)), np.int64, len(text))

    def count(self, grams: Ids) -> Floats:
        """How often strings of one to four characters were seen: (..., characters) to (...)."""
        keys = grams[..., 0]
        for place in range(1, grams.shape[-1]):
            keys = keys * (len(self.ids) + 1) + grams[..., place]
        kept = {
            1: lambda: self.singles[keys],
            2: lambda: self._count(self.pair_keys, self.pair_counts, keys),
            3: lambda: self._count(self.triple_keys, self.triple_counts, keys),
            4: lambda: self._count(self.four_keys, self.four_counts, keys),
        }
        known = (grams != UNKNOWN).all(axis=-1)
        found: Floats = np.where(known, kept[grams.shape[-1]](), 0.0).astype(np.float64)
        return found

    def one(self, c: Ids) -> Floats:
        """P(c), elementwise."""
        found: Floats = np.maximum(self.singles[c], 0.5) / self.total
        return found

    def two(self, b: Ids, c: Ids) -> Floats:
        """P(c | b), elementwise."""
        pairs = self._count(self.pair_keys, self.pair_counts, b * (len(self.ids) + 1) + c)
        before = self.singles[b]
        weight = before / (before + 64 * self.k)
        found: Floats = weight * pairs / np.maximum(before, 1) + (1 - weight) * self.one(c)
        return found

    def three(self, a: Ids, b: Ids, c: Ids) -> Floats:
        """P(c | a b), elementwise."""
        size = len(self.ids) + 1
        context = self._count(self.pair_keys, self.pair_counts, a * size + b)
        triples = self._count(self.triple_keys, self.triple_counts, (a * size + b) * size + c)
        weight = context / (context + self.k)
        found: Floats = weight * triples / np.maximum(context, 1) + (1 - weight) * self.two(b, c)
        return found

    def closeness(self, first: str, second: str) -> float:
        """Pointwise mutual information of two neighbouring characters, in nats."""
        a, b = self.encode(first[-1:]), self.encode(second[:1])
        return float(np.log(self.two(a, b)[0] / self.one(b)[0]))

    def alone(self, character: str) -> float:
        """How often the character is a word of its own (0 to 1)."""
        return float(self.standing_alone[self.ids.get(plain(character), UNKNOWN)])

    def rarity(self, pair: str) -> float:
        """How much rarer than a common pair of characters, in nats; 0 for common ones."""
        first, second = self.encode(pair[:1]), self.encode(pair[1:2])
        seen = self._count(self.pair_keys, self.pair_counts, first * (len(self.ids) + 1) + second)
        return max(0.0, float(np.log(self.total / (seen[0] + 5))) - 6)

    def affinity(self, left: str, right: str) -> float:
        """Nats gained on the first two characters of `right` by knowing the end of `left`."""
        if not left or not right:
            return 0.0
        before, after = self.encode(left[-2:]), self.encode(right[:2])
        y, z = before[-1:], after[:1]
        first = self.three(before[:1], y, z) if len(before) == 2 else self.two(y, z)
        gained = float(np.log(first[0] / self.one(z)[0]))
        if len(after) == 2:
            gained += float(np.log(self.three(y, z, after[1:])[0] / self.two(z, after[1:])[0]))
        return gained

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


def wording_in_common(left: str, right: str) -> float:
    """Rare pairs of characters that two texts share, per character of the text compared with."""
    shared = _pairs(left) & _pairs(right)
    return sum(map(_rarity, sorted(shared))) / math.sqrt(len(right) + 200)


@lru_cache(maxsize=1 << 16)
def _rarity(pair: str) -> float:
    return load_signal().rarity(pair)


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    text = plain(text)
    return frozenset(text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalpha())


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
            four_keys=np.cumsum(data["four_steps"], dtype=np.int64),
            four_counts=_counts(data["four_counts"]),
            standing_alone=data["standing_alone"].astype(np.float64) / 10_000,
            total=float(data["total"]),
        )


def _counts(levels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Eighths of a power of two back to counts; level 0 is none."""
    counts = np.exp2((levels.astype(np.float32) - 1) / 8)
    counts[levels == 0] = 0
    return counts
