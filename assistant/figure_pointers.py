"""Which figures of a sentence the reader points at, and how firmly."""

from __future__ import annotations

from collections.abc import Sequence

from index.figures import Figure

from .evidence import Evidence


def pointed_at(evidence: Evidence, figure: Figure) -> float:
    """1 where the reader's span overlaps the figure, else less the farther it lies."""
    if evidence.span is None:
        return 0.0
    start, end = evidence.start + figure.start, evidence.start + figure.end
    a, b = evidence.span
    if start < b and a < end:
        return 1.0
    return -0.5 * min(abs(start - b), abs(a - end)) / max(len(evidence.text), 1)


def shares_of_belief(evidence: Evidence, wanted: Sequence[Figure]) -> list[float]:
    """Of the reader's belief in any figure of `wanted`, the share of each: 0 where it has none."""
    beliefs = [
        max(
            (
                score
                for a, b, score in evidence.pointers
                if evidence.start + figure.start < b and a < evidence.start + figure.end
            ),
            default=0.0,
        )
        for figure in wanted
    ]
    total = sum(beliefs)
    return [belief / total if total > 0 else 0.0 for belief in beliefs]
