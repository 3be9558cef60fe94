"""Retrieval, intervals, paired tests and the risk-coverage curve, against hand-computed values."""

from __future__ import annotations

import math
import random

import pytest

from eval import bootstrap, mcnemar, ndcg_at, paired_difference, recall_at, reciprocal_rank
from eval.intervals import percentile
from eval.refusals import Attempt, risk_coverage


def test_retrieval_by_hand() -> None:
    ranked, relevant = ["x", "a", "y", "b"], {"a", "b", "c"}
    assert recall_at(ranked, relevant, 1) == 0
    assert recall_at(ranked, relevant, 2) == pytest.approx(1 / 3)
    assert recall_at(ranked, relevant, 4) == pytest.approx(2 / 3)
    assert reciprocal_rank(ranked, relevant) == 0.5
    gain = 1 / math.log2(3) + 1 / math.log2(5)
    best = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert ndcg_at(ranked, relevant, 10) == pytest.approx(gain / best)
    assert ndcg_at(["a", "b", "c"], relevant, 3) == 1


def test_nothing_relevant_and_doubles() -> None:
    assert recall_at(["a"], set(), 5) == 0
    assert reciprocal_rank([], {"a"}) == 0
    assert ndcg_at(["a"], set(), 5) == 0
    assert ndcg_at(["a", "a", "b"], {"a", "b"}, 3) < 1
    with pytest.raises(ValueError, match="at least 1"):
        recall_at(["a"], {"a"}, 0)


def test_bootstrap_covers_the_truth_as_often_as_it_says() -> None:
    generator = random.Random(3)
    covered = 0
    for trial in range(100):
        sample = [float(generator.random() < 0.7) for _ in range(60)]
        interval = bootstrap(sample, [1.0] * 60, samples=300, seed=trial)
        covered += interval.low <= 0.7 <= interval.high
    assert 85 <= covered <= 100


def test_bootstrap_of_a_ratio_and_of_clusters() -> None:
    assert bootstrap([1, 0], [2, 2], samples=50).value == 0.25
    assert bootstrap([], []).value == 0
    # One row of ten can be measured at all, and it is right: no draw says otherwise.
    rare = bootstrap([1.0] + [0.0] * 9, [1.0] + [0.0] * 9)
    assert (rare.value, rare.low, rare.high) == (1, 1, 1)
    rows = [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0] * 5
    names = [str(place // 4) for place in range(40)]
    alone = bootstrap(rows, [1.0] * 40)
    together = bootstrap(rows, [1.0] * 40, clusters=names)
    # Turns that stand and fall together carry less information than their number says.
    assert together.high - together.low > alone.high - alone.low


def test_mcnemar_by_hand() -> None:
    assert mcnemar(0, 0) == 1
    assert mcnemar(5, 5) == 1
    assert mcnemar(0, 6) == pytest.approx(2 / 64)
    assert mcnemar(2, 8) == pytest.approx(2 * (1 + 10 + 45) / 1024)


def test_a_clear_difference_is_found_and_none_is_not() -> None:
    worse = [(float(n % 2), 1.0) for n in range(100)]
    better = [(1.0, 1.0)] * 100
    found = paired_difference(worse, better)
    assert found.value == 0.5
    assert found.only_b == 50
    assert found.p_bootstrap < 0.01
    assert found.p_mcnemar < 0.01
    same = paired_difference(worse, worse)
    assert (same.value, same.p_bootstrap, same.p_mcnemar) == (0, 1, 1)
    with pytest.raises(ValueError, match="pair the same rows"):
        paired_difference(worse, better[:5])


def test_percentiles() -> None:
    assert percentile([], 0.5) == 0
    assert percentile([1, 2, 3, 4, 5], 0.9) == pytest.approx(4.6)


def test_risk_coverage_by_hand() -> None:
    curve = risk_coverage(
        [
            Attempt(True, 0.9, True),
            Attempt(True, 0.8, False),
            Attempt(True, 0.7, True),
            Attempt(False, 0.2, False),
        ]
    )
    assert curve.points == ((0.25, 0.0), (0.5, 0.5), (0.75, pytest.approx(1 / 3)))
    assert curve.aurc == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
    assert (curve.coverage, curve.risk) == (0.75, pytest.approx(1 / 3))


def test_equal_confidence_does_not_depend_on_the_order() -> None:
    rows = [Attempt(True, 0.5, True), Attempt(True, 0.5, False)]
    assert risk_coverage(rows) == risk_coverage(rows[::-1])
    assert risk_coverage(rows).points == ((0.5, 0.5), (1.0, 0.5))


def test_confidence_that_orders_well_has_the_lower_area() -> None:
    good = [Attempt(True, 1 - n / 10, n < 7) for n in range(10)]
    bad = [Attempt(True, n / 10, n < 7) for n in range(10)]
    assert risk_coverage(good).aurc < risk_coverage(bad).aurc
    assert risk_coverage([]).aurc == 0
