"""Fit how candidates are put in order before they are read.

    python -m models.training.candidate_order --data ../shared/data [--write]

A candidate's score is the cosine of its best two sentences with the question plus three voices of
late interaction (`models.late_interaction`), each by a weight. Of a grid of weights those are taken
whose mean reciprocal rank is the best on what was held out of `open`: Chinese questions, the same put
into English word by word, and English sentences among Chinese ones, each set counting the same. What
is printed was measured on halves that the weights were not chosen on, beside the cosine with twice
the first voice alone. Only English questions use the weights; that the Chinese set is among those
they are chosen on keeps them from suiting sentence pairs alone.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..embedding import load_embedder
from ..late_interaction import (
    LATE_WEIGHT,
    ORDER_WEIGHTS,
    LateInteraction,
    OrderWeights,
    late_interaction,
)
from .measure_embedder import Task, best_window, dev_tasks, sentence_pairs, top, windows

# As many as are looked at when a question is asked.
CANDIDATES = 50
QUESTIONS = 1000
GRID = tuple(
    OrderWeights(*weights)
    for weights in itertools.product(
        (1.0, 1.5, 2.0, 2.5, 3.0), (0.0, 0.25, 0.5, 0.75, 1.0), (0.0, 0.05, 0.1, 0.15, 0.2)
    )
)
BEFORE = OrderWeights(LATE_WEIGHT, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Listed:
    """Candidates of one set's questions, as many for each.

    `voices` (questions, candidates, 4) are cosine and `LateInteraction.compared`; `right` is the
    place of the passage that answers, -1 where it is no candidate.
    """

    voices: npt.NDArray[np.float32]
    right: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.right)

    def part(self, half: int) -> Listed:
        """Every second question, from the first or from the second."""
        return Listed(self.voices[half::2], self.right[half::2])

    def reciprocal_ranks(self, weights: OrderWeights) -> npt.NDArray[np.float64]:
        """(questions,) 1 / rank of what answers, 0 where it is no candidate."""
        scores = self.voices @ np.array([1.0, weights.asked, weights.told, weights.length])
        own = np.take_along_axis(scores, np.maximum(self.right, 0)[:, None], axis=1)
        # Of equal scores the earlier candidate, the one of the larger cosine, comes first.
        ahead = (scores > own) | (
            (scores == own) & (np.arange(scores.shape[1]) < self.right[:, None])
        )
        ranks: npt.NDArray[np.float64] = (self.right >= 0) / (1.0 + ahead.sum(axis=1))
        return ranks


def listed(task: Task, dense: npt.NDArray[np.float32], late: LateInteraction) -> Listed:
    """The best candidates of every question by (questions, passages) cosines."""
    near = top(dense, CANDIDATES)
    voices = np.zeros((*near.shape, 4), dtype=np.float32)
    voices[:, :, 0] = np.take_along_axis(dense, near, axis=1)
    for row, question in enumerate(task.questions):
        texts = [task.passages[number] for number in near[row]]
        voices[row, :, 1:] = late.compared(question, texts)
    found = near == task.gold[:, None]
    return Listed(voices, np.where(found.any(axis=1), found.argmax(axis=1), -1))


def chosen(sets: Sequence[Listed]) -> OrderWeights:
    """The weights of the grid with the best mean reciprocal rank, each set counting the same."""

    def worth(weights: OrderWeights) -> float:
        return float(np.mean([one.reciprocal_ranks(weights).mean() for one in sets]))

    return max(GRID, key=worth)


def crossed(sets: Sequence[Listed]) -> list[tuple[float, float]]:
    """(first ranks, mean reciprocal rank) of each set, in halves by weights of the other halves."""
    ranks: list[list[npt.NDArray[np.float64]]] = [[] for _ in sets]
    for half in (0, 1):
        weights = chosen([one.part(half) for one in sets])
        for kept, one in zip(ranks, sets, strict=True):
            kept.append(one.part(1 - half).reciprocal_ranks(weights))
    return [_figures(np.concatenate(kept)) for kept in ranks]


def _figures(ranks: npt.NDArray[np.float64]) -> tuple[float, float]:
    return round(float((ranks == 1).mean()), 4), round(float(ranks.mean()), 4)


def held_out(data: Path, model_name: str) -> Iterator[tuple[str, Listed]]:
    """The sets by name. Raises `TypeError` for an embedder without rows."""
    model = load_embedder(model_name)
    late = late_interaction(model)
    if late is None:
        raise TypeError(f"{model_name} is no static table: late interaction needs one")
    told: npt.NDArray[np.float32] | None = None
    owners = np.zeros(0, dtype=np.int64)
    for whole, _ in dev_tasks(data):
        task = whole.sampled(QUESTIONS)
        if told is None:
            texts, owners = windows(task.passages, 2)
            told = model.encode_document(texts, batch_size=256)
        asked = model.encode_query(task.questions, batch_size=256)
        yield task.name, listed(task, best_window(asked @ told.T, owners), late)
    name, pairs = sentence_pairs(data, "dev")
    task = Task(name, [p[1] for p in pairs], [p[0] for p in pairs], np.arange(len(pairs)))
    task = task.sampled(QUESTIONS)
    asked = model.encode_query(task.questions, batch_size=256)
    yield name, listed(task, asked @ model.encode_document(task.passages).T, late)


def main(arguments: list[str] | None = None) -> int:
    """Command line; figures to standard output."""
    parser = argparse.ArgumentParser(
        prog="python -m models.training.candidate_order",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds open/")
    parser.add_argument("--model", default="builtin", help="a static embedder")
    parser.add_argument("--write", action="store_true", help=f"to {ORDER_WEIGHTS.name}")
    options = parser.parse_args(arguments)
    named = dict(held_out(options.data, options.model))
    sets = list(named.values())
    for (name, one), after in zip(named.items(), crossed(sets), strict=True):
        before = _figures(one.reciprocal_ranks(BEFORE))
        line = {"set": name, "questions": len(one), "R@1, MRR before": before, "after": after}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    weights = chosen(sets)
    sys.stdout.write(json.dumps(asdict(weights)) + "\n")
    if options.write:
        ORDER_WEIGHTS.write_text(json.dumps(asdict(weights)) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
