"""Which piece of text goes on with which: joins as one assignment over the whole page.

A column that ends in mid-sentence leaves a *tail*, and a paragraph that begins in mid-sentence is
its *head*, somewhere on the page. The chance that a tail goes on with a head is a logistic model of
three things: the affinity of the characters at the joint, whether the joint makes a dictionary word,
and how little the head looks like the start of a sentence. One tail has one head: the odds are
scaled until rows and columns sum to one (Sinkhorn and Knopp, 1967), with a place for "none", and a
join is made where the scaled chance is high and the best assignment agrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .signal import SENTENCE_END, load_signal, word_across

# Fitted by `python -m index.layout.train`-split news, 6,000 true and 6,000 false joints of which
# half were measured: see tests/index/layout for the figures.
_AFFINITY, _START, _WORD, _LONG_WORD, _COMMA, _BIAS = 0.40, -0.154, 1.08, 1.70, 0.47, 0.51
ADJACENT = 2.5
COMMA_SHORT = -0.5
PLAIN_SHORT = -2.5
UNDER_HEADING = -2.0
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Join:
    """Tail number, head number, and how sure that they are one sentence (0 to 1)."""

    tail: int
    head: int
    chance: float


def joint_odds(tail: str, head: str) -> float:
    """Log-odds that `head` goes on with the sentence that `tail` breaks off.

    >>> joint_odds("办好民生实事，不断提", "升公共服务配套") > 2 > joint_odds("不断提", "去年以来，")
    True
    """
    signal = load_signal()
    affinity = float(np.clip(signal.affinity(tail, head), -8, 10))
    start = float(np.clip(signal.affinity(SENTENCE_END, head), -8, 6))
    word = word_across(tail, head)
    odds = _BIAS + _AFFINITY * affinity + _START * start
    if word is not None:
        odds += _WORD if len(word) == 2 else _LONG_WORD
    if tail[-1:] in "，,、":
        odds += _COMMA
    if tail[-1:].isdigit() and (head[:1].isdigit() or head[:1] in ".%％"):
        odds -= 1.0  # two halves of a number tell nothing about each other
    return odds


def match(
    tails: Sequence[str],
    heads: Sequence[str],
    prior: npt.NDArray[np.float64],
    *,
    sure: float = SURE,
) -> list[Join]:
    """The joins that are sure, given `prior[i, j]` log-odds of tail i standing before head j."""
    if not tails or not heads:
        return []
    from scipy.optimize import linear_sum_assignment

    odds = prior + np.array([[joint_odds(tail, head) for head in heads] for tail in tails])
    count = len(tails), len(heads)
    # "None of these" costs nothing: odds of one for each tail and each head.
    square = np.zeros((sum(count), sum(count)))
    square[: count[0], : count[1]] = odds
    square[: count[0], count[1] :] = np.where(np.eye(count[0]) > 0, 0.0, -30.0)
    square[count[0] :, : count[1]] = np.where(np.eye(count[1]) > 0, 0.0, -30.0)
    rows, columns = linear_sum_assignment(-square)
    chances = _scale(square)
    return [
        Join(int(row), int(column), float(chances[row, column]))
        for row, column in zip(rows, columns, strict=True)
        if row < count[0] and column < count[1] and chances[row, column] >= sure
    ]


def _scale(odds: npt.NDArray[np.float64], rounds: int = 50) -> npt.NDArray[np.float64]:
    scaled: npt.NDArray[np.float64] = np.exp(np.clip(odds, -30, 30))
    for _ in range(rounds):
        scaled /= scaled.sum(axis=1, keepdims=True)
        scaled /= scaled.sum(axis=0, keepdims=True)
    return scaled
