"""Order the candidates of a question by three voices: BM25, late interaction, and the reader.

BM25 counts common words, late interaction (`models.late_interaction`) hears what is worded
differently, and the reader knows whether a passage answers. Their weights are those under which the
gold passages of held-out training questions are likeliest: a conditional logit over the candidates
of each question (McFadden 1974), which is also the softmax of learning to rank by lists (Cao et al.,
"ListNet", ICML 2007). Before anything is read, the candidates of BM25 are put in order by the first
two voices alone, and only the best of them are read (`shortlist`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..embedding import load_embedder
from ..late_interaction import late_interaction
from .reading_pool import ReadingPool, Request

# Keeps the weights finite where the voices separate everything; small beside a question's share.
_RIDGE = 1e-3


# How near passages are to a question, in -1..1.
Voice = Callable[[str, Sequence[str]], tuple[float, ...]]


class Weights(NamedTuple):
    """Of BM25 (divided by the best of the question) and of late interaction; the reader has 1."""

    lexical: float = 0.0
    late: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates of one question: passage numbers and their voices; the gold number.

    `lexical` is BM25, `late` late interaction in -1..1; `margins` are minus the null score of the
    reader: log of span mass over null.
    """

    gold: int
    passages: tuple[int, ...]
    lexical: tuple[float, ...]
    late: tuple[float, ...]
    margins: tuple[float, ...]

    def voices(self) -> np.ndarray:
        """(candidates, 3): BM25 divided by the best of the question, late interaction, margin."""
        lexical = np.array(self.lexical)
        best = max(float(lexical.max()), 1e-6)
        return np.stack([lexical / best, np.array(self.late), np.array(self.margins)], axis=1)

    def first(self, weights: Weights) -> int:
        """The number of the passage that comes first."""
        scores = self.voices() @ np.array([*weights, 1.0])
        return self.passages[int(np.argmax(scores))]


class LateVoice:
    """Late interaction by the embedder that ships."""

    def __init__(self) -> None:
        table = late_interaction(load_embedder())
        if table is None:
            raise TypeError("the built-in embedder is no static table: late interaction needs one")
        self._table = table

    def __call__(self, question: str, passages: Sequence[str]) -> tuple[float, ...]:
        return tuple(float(score) for score in self._table.scores(question, passages))


def shortlist(
    late: Voice,
    questions: Sequence[str],
    passages: Sequence[str],
    candidates: np.ndarray,
    lexical: np.ndarray,
    weight: float,
    size: int,
) -> tuple[np.ndarray, np.ndarray]:
    """The `size` candidates of each question that are the best by BM25 and late interaction.

    `candidates` and `lexical` are passage numbers and BM25 scores, both (questions, top) and best
    first; `weight` is that of late interaction beside BM25 divided by its best. Returns numbers and
    BM25 scores, both (questions, size), in the order of BM25.
    """
    heard = np.array(
        [
            late(question, [passages[number] for number in row])
            for question, row in zip(questions, candidates.tolist(), strict=True)
        ]
    )
    scores = lexical / np.maximum(lexical[:, :1], 1e-6) + weight * heard
    chosen = np.sort(np.argsort(-scores, axis=1, kind="stable")[:, :size], axis=1)
    return np.take_along_axis(candidates, chosen, 1), np.take_along_axis(lexical, chosen, 1)


def read_candidates(
    pool: ReadingPool,
    late: Voice,
    questions: Sequence[str],
    gold: Sequence[int],
    passages: Sequence[str],
    candidates: np.ndarray,
    lexical: np.ndarray,
) -> list[Ranked]:
    """Hear all voices on the candidates (questions, top) of each question."""
    told = [tuple(passages[n] for n in row) for row in candidates.tolist()]
    requests = [
        Request(question, texts, ((),) * len(texts))
        for question, texts in zip(questions, told, strict=True)
    ]
    return [
        Ranked(
            right,
            tuple(row),
            tuple(scores),
            late(request.question, request.passages),
            tuple(-reading.no_answer for reading in readings),
        )
        for right, row, scores, request, readings in zip(
            gold, candidates.tolist(), lexical.tolist(), requests, pool.read(requests), strict=True
        )
    ]


def first_right(ranked: Sequence[Ranked], weights: Weights) -> float:
    """Share of questions whose gold passage comes first."""
    return sum(one.first(weights) == one.gold for one in ranked) / len(ranked)


def fit_weights(ranked: Sequence[Ranked]) -> Weights:
    """The likeliest weights; questions whose gold passage is no candidate teach nothing."""
    lexical, meaning, margin = _likeliest(ranked, voices=3)
    return Weights(round(lexical / margin, 2), round(meaning / margin, 2))


def fit_shortlist(ranked: Sequence[Ranked]) -> float:
    """The likeliest weight of late interaction beside BM25 where nothing has been read."""
    lexical, meaning = _likeliest(ranked, voices=2)
    return round(meaning / lexical, 2)


def _likeliest(ranked: Sequence[Ranked], voices: int) -> list[float]:
    """Weights of the first `voices` (2 or 3); those that others are divided by stay above zero."""
    from scipy.optimize import minimize
    from scipy.special import logsumexp

    lists = [
        (one.voices()[:, :voices], one.passages.index(one.gold))
        for one in ranked
        if one.gold in one.passages
    ]

    def loss(weights: np.ndarray) -> float:
        surprise = 0.0
        for heard, gold in lists:
            scores = heard @ weights
            surprise += float(logsumexp(scores) - scores[gold])
        return surprise / len(lists) + _RIDGE * float(weights @ weights)

    least = (1e-3, 0.0, 1e-3)[:voices]
    found = minimize(loss, np.ones(voices), bounds=[(bound, None) for bound in least])
    return [float(weight) for weight in found.x]
