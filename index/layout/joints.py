"""A small network that hears whether one piece of text goes on with another.

The last twelve characters of one piece and the first twelve of the other are embedded and pass, with
the mean of 64 for the topic, through two layers each; the score is the dot product of the two vectors
(and a bias of the right side), less what a random piece would get. Trained by `index.layout.train_joints` to pick the true continuation
among 768 pieces, eight from each article (contrastive, as in van den Oord et al., 2018). It hears
what the trigrams of `signal` cannot: syntax over 24 characters, and topic.

>>> int(score(["当地建成农家书屋和城市书房，每年举办文化活"], ["动超过三千场。", "水泵的流量。"]).argmax())
0
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .signal import Floats, load_signal

WEIGHTS = Path(__file__).with_name("joints.npz")
REACH = 12
WIDE = 64
SCALE = 4.0

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Joints:
    """Embeddings (characters, 48), and two layers for each side; `reference` are random pieces."""

    embeddings: Matrix
    left: tuple[Matrix, Matrix, Matrix, Matrix]
    right: tuple[Matrix, Matrix, Matrix, Matrix]
    bias: tuple[Matrix, Matrix]
    reference: Matrix
    reference_bias: Matrix

    def score(self, tails: Sequence[str], heads: Sequence[str]) -> Floats:
        """Log-ratio of `heads[j]` to a random piece after `tails[i]`: (tails, heads)."""
        left = self._pass(self._characters([tail[-WIDE:][::-1] for tail in tails]), self.left)
        right = self._pass(self._characters([head[:WIDE] for head in heads]), self.right)
        scores = left @ right.T / SCALE + (right @ self.bias[0].T + self.bias[1]).T
        random = left @ self.reference.T / SCALE + self.reference_bias
        most = random.max(axis=1, keepdims=True)
        usual = most + np.log(np.exp(random - most).mean(axis=1, keepdims=True))
        ratios: Floats = (scores - usual).astype(np.float64)
        return ratios

    def _characters(self, texts: Sequence[str]) -> Matrix:
        signal = load_signal()
        ids = np.zeros((len(texts), WIDE), np.int64)
        for row, text in enumerate(texts):
            ids[row, : len(text)] = signal.encode(text)
        near = self.embeddings[ids[:, :REACH]].reshape(len(texts), -1)
        counted = np.maximum((ids > 0).sum(axis=1, keepdims=True), 1)
        topic = (self.embeddings[ids] * (ids > 0)[:, :, None]).sum(axis=1) / counted
        characters: Matrix = np.concatenate([near, topic], axis=1, dtype=np.float32)
        return characters

    @staticmethod
    def _pass(inputs: Matrix, layers: tuple[Matrix, Matrix, Matrix, Matrix]) -> Matrix:
        from scipy.special import erf

        first, first_bias, second, second_bias = layers
        hidden = inputs @ first.T + first_bias
        curved = hidden * 0.5 * (1 + erf(hidden / 2**0.5))
        passed: Matrix = (curved @ second.T + second_bias).astype(np.float32)
        return passed


def score(tails: Sequence[str], heads: Sequence[str]) -> Floats:
    """The score of every pair, by the weights that ship with the package."""
    return load_joints().score(tails, heads)


@lru_cache(maxsize=1)
def load_joints() -> Joints:
    """The weights that ship with the package."""
    with np.load(WEIGHTS, allow_pickle=False) as data:
        floats = {name: data[name].astype(np.float32) for name in data.files}
    names = ("first", "first_bias", "second", "second_bias")
    left = tuple(floats[f"left_{name}"] for name in names)
    right = tuple(floats[f"right_{name}"] for name in names)
    return Joints(
        embeddings=floats["embeddings"] * floats["step"],
        left=(left[0], left[1], left[2], left[3]),
        right=(right[0], right[1], right[2], right[3]),
        bias=(floats["bias_weight"], floats["bias"]),
        reference=floats["reference"],
        reference_bias=floats["reference_bias"],
    )
