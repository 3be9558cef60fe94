"""Which few segments carry most of a sentence, and how far each carries each of its words.

A word is carried as printed, as a synonym, or near in meaning (rows of the built-in bilingual table,
compared token by token as in `models.late_interaction`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from index.figures import find_figures
from index.normalise import fold_text
from models import LateInteraction, late_interaction, load_embedder

from ..claims.carried import carried, sounds_of
from ..claims.terms import Term
from .segments import Segment
from .statement import Statement

_MOST_SEGMENTS = 3
# What a further segment must add, as a share of the sentence's weight.
_LEAST_GAIN = 0.06
_FIGURE_WORTH = 1.5
# Words that stand before the segment in its passage, or in a title, carry less.
_CONTEXT_WORTH = 0.7
# Cosines of token rows: below the first two words have nothing in common, above the second they
# mean the same.
_FAR, _NEAR = 0.45, 0.75
_FAR_ENGLISH, _NEAR_ENGLISH = 0.35, 0.6
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Carriers:
    """The segments that carry a sentence, `carry` (segments, terms) of 0 to 1, and the share
    `strength` of the sentence's weight that they carry together."""

    statement: Statement
    segments: list[Segment]
    carry: npt.NDArray[np.float32]
    strength: float

    def weakest_clause(self) -> float:
        """The least share of a clause's words that the segments carry."""
        stated = self.statement
        best = self.carry.max(axis=0) if self.carry.size else stated.weights
        least = 1.0
        for clause in stated.clauses:
            places = stated.terms_in(clause)
            weight = sum(stated.terms[i].weight for i in places)
            if weight >= 1.0:
                share = sum(stated.terms[i].weight * best[i] for i in places) / weight
                least = min(least, float(share))
        return least

    def proving(self, clause: str) -> Segment:
        """The segment that carries most of a clause, its names aside."""
        stated = self.statement
        places = [i for i in stated.terms_in(clause) if stated.terms[i].text not in stated.names]
        worth = [sum(stated.terms[i].weight * float(row[i]) for i in places) for row in self.carry]
        return self.segments[int(np.argmax(worth))]


class Coverage:
    """Finds carriers. Remembers the tokens of texts: the same passages prove many sentences."""

    def __init__(self) -> None:
        self._tokens: dict[str, npt.NDArray[np.int64]] = {}

    def carriers(self, stated: Statement, segments: Sequence[Segment]) -> Carriers:
        """The few segments that carry most of a sentence, by greedy gain, and how much it is.

        None are chosen where no segment carries anything. `segments` must not be empty.
        """
        directions = np.stack([_direction(t.text) for t in stated.terms]) if stated.terms else None
        carry = _table(self._carried(stated, directions, segment) for segment in segments)
        figures = _table(_figures_carried(stated, segment) for segment in segments)
        words = float(stated.weights.sum())
        worth = np.concatenate(
            [stated.weights, np.full(figures.shape[1], _FIGURE_WORTH, np.float32)]
        )
        chosen, best = _greedy(np.concatenate([carry, figures], axis=1), worth)
        carried_words = float(best[: len(stated.weights)] @ stated.weights)
        strength = carried_words / words if words else 1.0
        return Carriers(stated, [segments[place] for place in chosen], carry[chosen], strength)

    def _carried(
        self, stated: Statement, directions: npt.NDArray[np.float32] | None, segment: Segment
    ) -> list[float]:
        """How far each term of the sentence stands in a segment, 0 to 1."""
        near = self._nearness(stated, directions, segment.folded)
        found = []
        for term, soft in zip(stated.terms, near, strict=True):
            here = carried(term, segment.folded, _sounds(term, segment.folded))
            there = 0.0
            if here < _CONTEXT_WORTH:
                there = carried(term, segment.before, _sounds(term, segment.before))
            found.append(max(here, 0.0 if term.name else soft, _CONTEXT_WORTH * there))
        return found

    def _nearness(
        self, stated: Statement, directions: npt.NDArray[np.float32] | None, text: str
    ) -> list[float]:
        """The same by the rows of the bilingual table."""
        ids = self._ids(text)
        if directions is None or not len(ids):
            return [0.0] * len(stated.terms)
        table = _builtin_table()
        rows = table.rows[ids] / table.lengths[ids, None]
        cosines = (directions @ rows.T).max(axis=1)
        far, near = (_FAR_ENGLISH, _NEAR_ENGLISH) if stated.language == "en" else (_FAR, _NEAR)
        return [float(v) for v in np.clip((cosines - far) / (near - far), 0.0, 1.0)]

    def _ids(self, text: str) -> npt.NDArray[np.int64]:
        known = self._tokens.get(text)
        if known is None:
            if len(self._tokens) >= _KEPT:
                self._tokens.clear()
            known = self._tokens[text] = np.unique(_builtin_table().tokens(text))
        return known


@lru_cache(maxsize=1)
def _builtin_table() -> LateInteraction:
    table = late_interaction(load_embedder())
    assert table is not None  # the built-in embedder is a static table
    return table


def _direction(word: str) -> npt.NDArray[np.float32]:
    """The unit vector of a word: its token rows summed up; zeros where none is known."""
    table = _builtin_table()
    rows = table.rows[table.tokens(word)]
    if not len(rows):
        return np.zeros(table.rows.shape[1], np.float32)
    total = rows.sum(axis=0)
    direction: npt.NDArray[np.float32] = total / max(float(np.linalg.norm(total)), 1e-9)
    return direction


def _greedy(
    carry: npt.NDArray[np.float32], worth: npt.NDArray[np.float32]
) -> tuple[list[int], npt.NDArray[np.float32]]:
    """Rows that together carry most of `worth` (columns,), and what they carry of each column."""
    total = float(worth.sum()) or 1.0
    best = np.zeros(carry.shape[1], np.float32)
    chosen: list[int] = []
    while len(chosen) < _MOST_SEGMENTS:
        gains = (np.maximum(carry, best) - best) @ worth / total
        # Of equal gains the segment that carries more of the sentence in all.
        place = int(np.argmax(gains + 1e-3 * (carry @ worth) / total))
        if gains[place] < (_LEAST_GAIN if chosen else 1e-6):
            break
        chosen.append(place)
        best = np.maximum(best, carry[place])
    return chosen, best


def _table(rows: Iterable[list[float]]) -> npt.NDArray[np.float32]:
    made = np.array(list(rows), dtype=np.float32)
    return made.reshape(len(made), -1)


def _figures_carried(stated: Statement, segment: Segment) -> list[float]:
    """Which figures of the sentence a segment may hold, by value: a guess that guides the choice."""
    values = _values(segment.text)
    return [
        float((f.value, f.kind) in values or fold_text(f.text) in segment.folded)
        for f in stated.figures
    ]


@lru_cache(maxsize=4096)
def _values(text: str) -> frozenset[tuple[Decimal, str]]:
    figures = find_figures(text, subjects=False)
    return frozenset((f.value, f.kind) for f in figures if f.value is not None)


def _sounds(term: Term, text: str) -> str:
    return sounds_of(text) if term.sound else ""
