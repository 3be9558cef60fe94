"""A small network that hears whether one piece of text goes on with another.

The 20 characters of each side that are nearest to the joint, and the mean of 64 for the topic, are
embedded one by one and in pairs, and pass through two layers a side. The score of two pieces is a
dot product, what a small layer over both adds to it, and a bias of the right side, less what a
random piece would get; a last unit says whether the right piece begins in mid-sentence. Trained by
`index.layout.training.joints` to pick the true continuation among 384 pieces, eight from each
article, and pieces that begin a sentence (contrastive, as in van den Oord et al., 2018). It hears
what the trigrams of `signal` cannot: syntax over 40 characters, and topic.

>>> tail = "当地建成农家书屋和城市书房，每年举办文化活"
>>> int(hear([tail], ["动超过三千场。", "水泵的流量。"]).scores.argmax())
0
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .signal import Floats, Ids, Signal, load_signal

WEIGHTS = Path(__file__).with_name("joints.npz")
REACH = 20
WIDE = 64
PAIRS = 14_000
SCALE = 6.0

Matrix = npt.NDArray[np.float32]


class Tokens:
    """Characters and frequent pairs of characters as numbers; 0 is none, or an unknown one."""

    def __init__(self, signal: Signal) -> None:
        self._width = len(signal.ids) + 1
        first, second = np.divmod(signal.pair_keys, self._width)
        known = (first > 0) & (second > 0)
        keys, counts = signal.pair_keys[known], signal.pair_counts[known]
        self._keys = np.sort(keys[np.argsort(-counts, kind="stable")[:PAIRS]])
        self.count = self._width + len(self._keys)

    def pairs(self, first: Ids, second: Ids) -> Ids:
        """Number of each pair of characters in the order of the text, elementwise."""
        wanted = first * self._width + second
        places = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        found: Ids = np.where(self._keys[places] == wanted, self._width + places, 0)
        return found

    def left(self, ids: Ids) -> Ids:
        """Of left sides, nearest character first: (sides, WIDE) to (sides, 2, WIDE)."""
        return self._both(ids, self.pairs(ids[:, 1:], ids[:, :-1]))

    def right(self, ids: Ids) -> Ids:
        """Of right sides: (sides, WIDE) to (sides, 2, WIDE)."""
        return self._both(ids, self.pairs(ids[:, :-1], ids[:, 1:]))

    @staticmethod
    def _both(ids: Ids, pairs: Ids) -> Ids:
        tokens = np.zeros((len(ids), 2, ids.shape[1]), np.int64)
        tokens[:, 0] = ids
        tokens[:, 1, :-1] = pairs
        return tokens


@lru_cache(maxsize=1)
def load_tokens() -> Tokens:
    """The characters and pairs of the signal that ships with the package."""
    return Tokens(load_signal())


@dataclass(frozen=True, slots=True)
class Heard:
    """Log-ratio of head j to a random piece after tail i: (tails, heads); and log-odds that head j
    begins in mid-sentence, where as many do as do not: (heads,)."""

    scores: Floats
    broken: Floats


@dataclass(frozen=True, slots=True)
class Side:
    """Two layers: what a piece is, as far as the other side is concerned."""

    first: Matrix
    first_bias: Matrix
    second: Matrix
    second_bias: Matrix

    def __call__(self, inputs: Matrix) -> Matrix:
        vectors: Matrix = (
            _gelu(inputs @ self.first.T + self.first_bias) @ self.second.T + self.second_bias
        ).astype(np.float32)
        return vectors


@dataclass(frozen=True, slots=True)
class Joints:
    """Embeddings (tokens, width), a side each, and the vectors of random pieces.

    A vector holds the part for the dot product, then that for the layer over both sides; on the
    right also the bias and whether the piece begins in mid-sentence.
    """

    embeddings: Matrix
    left: Side
    right: Side
    over: Matrix
    reference: Matrix

    def hear(self, tails: Sequence[str], heads: Sequence[str]) -> Heard:
        """The scores of every pair, and how each head begins."""
        left = self.left(self._characters(self._read([tail[-WIDE:][::-1] for tail in tails], True)))
        right = self.right(self._characters(self._read([head[:WIDE] for head in heads], False)))
        random = self._pair(left, self.reference)
        most = random.max(axis=1, keepdims=True)
        usual = most + np.log(np.exp(random - most).mean(axis=1, keepdims=True))
        scores = (self._pair(left, right) - usual).astype(np.float64)
        return Heard(scores, right[:, -1].astype(np.float64))

    def _pair(self, left: Matrix, right: Matrix) -> Matrix:
        size = len(self.over)
        dot = left.shape[1] - size
        scores = left[:, :dot] @ right[:, :dot].T / SCALE + right[:, -2]
        both = _gelu(left[:, None, dot:] + right[None, :, dot : dot + size])
        paired: Matrix = scores + both @ self.over
        return paired

    @staticmethod
    def _read(texts: Sequence[str], is_left: bool) -> Ids:
        signal, tokens = load_signal(), load_tokens()
        ids = np.zeros((len(texts), WIDE), np.int64)
        for row, text in enumerate(texts):
            ids[row, : len(text)] = signal.encode(text)
        return tokens.left(ids) if is_left else tokens.right(ids)

    def _characters(self, tokens: Ids) -> Matrix:
        """What `training.joints` calls embedding: near characters one by one, the mean of all."""
        embedded = self.embeddings[tokens].sum(axis=1)
        known = (tokens[:, 0] > 0)[:, :, None]
        topic = (embedded * known).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
        near = embedded[:, :REACH].reshape(len(tokens), -1)
        characters: Matrix = np.concatenate([near, topic], axis=1, dtype=np.float32)
        return characters


def _gelu(values: Matrix) -> Matrix:
    from scipy.special import erf

    curved: Matrix = values * 0.5 * (1 + erf(values / np.float32(2**0.5)))
    return curved


def hear(tails: Sequence[str], heads: Sequence[str]) -> Heard:
    """What the network hears, by the weights that ship with the package.

    >>> middle, start = hear(["去年"], ["升村民的收入，让日子更红火。", "去年以来，村里修了新路。"]).broken
    >>> bool(middle > 0 > start)
    True
    """
    return load_joints().hear(tails, heads)


@lru_cache(maxsize=1)
def load_joints() -> Joints:
    """The weights that ship with the package."""
    return read_joints(WEIGHTS)


def read_joints(file: Path) -> Joints:
    """The weights that `index.layout.training.joints` saved in a file."""
    with np.load(file, allow_pickle=False) as data:
        arrays: dict[str, npt.NDArray[Any]] = {name: data[name] for name in data.files}
    weights = {
        name: (
            array * arrays[f"{name}_step"].astype(np.float32) if f"{name}_step" in arrays else array
        ).astype(np.float32)
        for name, array in arrays.items()
        if not name.endswith("_step")
    }

    def side(name: str) -> Side:
        layers = [f"{name}_{part}" for part in ("first", "first_bias", "second", "second_bias")]
        return Side(*(weights[layer] for layer in layers))

    return Joints(
        embeddings=weights["embeddings"],
        left=side("left"),
        right=side("right"),
        over=weights["over"],
        reference=weights["reference"],
    )
