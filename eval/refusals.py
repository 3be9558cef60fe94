"""Knowing when not to answer: refusals, false refusals, and the risk-coverage curve.

Refusing everything makes "refused of the unanswerable" perfect, and refusing nothing makes "false
refusals" perfect: the two are only meaningful together, and `scoring` never reports one alone.

The risk-coverage curve (El-Yaniv & Wiener, JMLR 2010) orders the answers by confidence: with
the k most confident of n questions answered, coverage is k / n and risk is the share of those k
that are wrong. An answer to an unanswerable question is wrong. AURC (Geifman, Uziel & El-Yaniv, ICLR
2019) is the mean risk over the coverages reached: lower is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attempt:
    """One question: whether it was answered, how confidently, and whether rightly."""

    answered: bool
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """Points `(coverage, risk)`, most confident first, and the area under them."""

    points: tuple[tuple[float, float], ...]
    aurc: float
    coverage: float
    risk: float


def risk_coverage(attempts: Sequence[Attempt]) -> RiskCoverage:
    """The curve over all questions; refused ones are never covered.

    Answers of equal confidence have no order: each carries the mean error of its group, which is
    what a random order gives on average.

    >>> curve = risk_coverage([Attempt(True, 0.9, True), Attempt(True, 0.4, False)])
    >>> curve.points, curve.aurc
    (((0.5, 0.0), (1.0, 0.5)), 0.25)
    """
    answered = sorted((a for a in attempts if a.answered), key=lambda a: -a.confidence)
    points: list[tuple[float, float]] = []
    errors = 0.0
    begin = 0
    while begin < len(answered):
        end = begin
        while end < len(answered) and answered[end].confidence == answered[begin].confidence:
            end += 1
        wrong = sum(not attempt.right for attempt in answered[begin:end]) / (end - begin)
        for place in range(begin, end):
            errors += wrong
            points.append(((place + 1) / len(attempts), errors / (place + 1)))
        begin = end
    if not points:
        return RiskCoverage((), 0.0, 0.0, 0.0)
    aurc = sum(risk for _, risk in points) / len(points)
    return RiskCoverage(tuple(points), aurc, points[-1][0], points[-1][1])
