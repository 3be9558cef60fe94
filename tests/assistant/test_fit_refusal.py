"""The weights and the threshold of refusing, fitted on rows made by hand."""

from __future__ import annotations

import math

import pytest

from assistant.fit_refusal import Row, fit
from assistant.refuse import MONOTONE

COVERED = 16  # how the passage carries the question's words
UNMET = 24


def _row(
    group: int, covered: float, *, answerable: bool, unmet: float = 0, final: bool = False
) -> Row:
    signals = [0.0] * len(MONOTONE)
    signals[COVERED], signals[UNMET] = covered, unmet
    return Row(signals, answerable, group, "made", "asked" if answerable else "near", "", final)


def _rows(final: int = 0) -> list[Row]:
    """Answerable ones are covered by .5 and more, others by less than .6; the first are final."""
    rightly = [_row(i, 0.5 + i / 200, answerable=True, final=i < final) for i in range(100)]
    amiss = [_row(i, i / 167, answerable=False) for i in range(100)]
    return rightly + amiss


def _refused(rows: list[Row], found: dict) -> float:
    """The share of answerable rows that the fit refuses."""
    rightly = [row for row in rows if row.answerable]
    lost = [
        row.final
        or found["bias"] + sum(w * s for w, s in zip(found["weights"], row.signals, strict=True))
        < math.log(found["threshold"] / (1 - found["threshold"]))
        for row in rightly
    ]
    return sum(lost) / len(lost)


@pytest.mark.parametrize("final", [0, 4])
def test_no_more_answerable_ones_are_refused_than_is_allowed(final: int) -> None:
    rows = _rows(final)
    assert 0.03 <= _refused(rows, fit(rows, "test")) <= 0.09


def test_what_is_refused_anyway_teaches_no_weight() -> None:
    rows = _rows()
    plain = fit(rows, "test")
    # Questions of another year, covered word by word: the rule refuses them, whatever the weights.
    others = [_row(i, 1.0, answerable=False, unmet=1, final=True) for i in range(80)]
    assert fit(rows + others, "test") == plain
    taught = [_row(i, 1.0, answerable=False, unmet=1) for i in range(80)]
    assert fit(rows + taught, "test")["weights"][UNMET] < plain["weights"][UNMET] == 0


def test_more_refused_by_the_rules_than_is_allowed_leaves_a_threshold() -> None:
    rows = _rows(final=20)
    found = fit(rows, "test")
    assert 0.19 <= _refused(rows, found) <= 0.22 and 0.01 < found["threshold"] < 1
