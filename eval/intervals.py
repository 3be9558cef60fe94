"""How sure is a figure? Bootstrap intervals, and paired comparison of two runs.

Every measure here is a ratio of sums: row i contributes `numerators[i]` and `denominators[i]` (1 for
a plain mean). Rows that belong together, as the turns of one conversation, are drawn together.

Sources: percentile bootstrap (Efron & Tibshirani 1993); paired bootstrap for systems on the same
questions (Koehn 2004; Berg-Kirkpatrick et al. 2012); exact McNemar test (McNemar 1947) for outcomes
that are right or wrong. Everything is drawn from one seeded generator: the same rows give the same
digits.

Where every row is right (or wrong) the bootstrap draws nothing else, and its interval has no width:
of n rows all right the true share may still be as low as 1 - 3/n (Hanley & Lippman-Hand 1983).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SEED = 20260101
SAMPLES = 2000

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """`low..high` holds the value with 95 % confidence; `value` is the ratio on all rows."""

    value: float
    low: float
    high: float


def _by_cluster(values: Sequence[float], clusters: Sequence[str] | None) -> _Floats:
    array = np.asarray(values, dtype=np.float64)
    if clusters is None:
        return array
    _, places = np.unique(np.asarray(clusters), return_inverse=True)
    return np.bincount(places, weights=array).astype(np.float64)


def _draws(size: int, samples: int, seed: int) -> Iterator[npt.NDArray[np.int64]]:
    """Index matrices `(chunk, size)`, `samples` rows in all."""
    generator = np.random.default_rng(seed)
    chunk = max(1, 4_000_000 // size)
    for begin in range(0, samples, chunk):
        yield generator.integers(0, size, (min(chunk, samples - begin), size))


def _ratio(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator else 0.0


def bootstrap(
    numerators: Sequence[float],
    denominators: Sequence[float],
    *,
    clusters: Sequence[str] | None = None,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> Interval:
    """95 % percentile interval of `sum(numerators) / sum(denominators)`.

    >>> bootstrap([1, 1, 1], [1, 1, 1])
    Interval(value=1.0, low=1.0, high=1.0)
    """
    if samples < 1:
        raise ValueError(f"samples is {samples}, expected at least 1")
    top, bottom = _by_cluster(numerators, clusters), _by_cluster(denominators, clusters)
    if not len(top):
        return Interval(0.0, 0.0, 0.0)
    drawn: list[_Floats] = []
    for places in _draws(len(top), samples, seed):
        weights = bottom[places].sum(axis=1)
        # A draw in which nothing could be measured says nothing.
        measured = weights > 0
        drawn.append(top[places].sum(axis=1)[measured] / weights[measured])
    if not sum(map(len, drawn)):
        return Interval(0.0, 0.0, 0.0)
    low, high = np.percentile(np.concatenate(drawn), [2.5, 97.5])
    return Interval(_ratio(float(top.sum()), float(bottom.sum())), float(low), float(high))


@dataclass(frozen=True, slots=True)
class Difference:
    """B minus A on the same rows. `p` is two-sided: the chance of such a difference by luck.

    `only_a` and `only_b` count the rows on which just one of them is right.
    """

    value: float
    low: float
    high: float
    p_bootstrap: float
    p_mcnemar: float
    only_a: int
    only_b: int


def paired_difference(
    first: Sequence[tuple[float, float]],
    second: Sequence[tuple[float, float]],
    *,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> Difference:
    """Compare two runs row by row; each row is `(numerator, denominator)`.

    Raises ValueError when the runs have different lengths.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} rows against {len(second)}: pair the same rows")
    if not first:
        return Difference(0.0, 0.0, 0.0, 1.0, 1.0, 0, 0)
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)

    def gap(places: npt.NDArray[np.int64]) -> _Floats:
        values = []
        for rows in (b, a):
            sums = rows[places].sum(axis=-2)
            values.append(
                np.divide(
                    sums[..., 0],
                    sums[..., 1],
                    out=np.zeros_like(sums[..., 0]),
                    where=sums[..., 1] > 0,
                )
            )
        return np.atleast_1d(values[0] - values[1])

    observed = float(gap(np.arange(len(a)))[0])
    drawn = np.concatenate([gap(places) for places in _draws(len(a), samples, seed)])
    low, high = np.percentile(drawn, [2.5, 97.5])
    # Shift the drawn differences to a null of zero, and count what is at least as far out.
    extreme = np.count_nonzero(np.abs(drawn - drawn.mean()) >= abs(observed) - 1e-12)
    measured = (a[:, 1] > 0) & (b[:, 1] > 0)
    right_a, right_b = a[:, 0] >= a[:, 1], b[:, 0] >= b[:, 1]
    only_a = int(np.count_nonzero(measured & right_a & ~right_b))
    only_b = int(np.count_nonzero(measured & ~right_a & right_b))
    return Difference(
        observed,
        float(low),
        float(high),
        (1 + int(extreme)) / (1 + len(drawn)),
        mcnemar(only_a, only_b),
        only_a,
        only_b,
    )


def mcnemar(only_a: int, only_b: int) -> float:
    """Exact two-sided McNemar test: the discordant rows under a fair coin.

    >>> mcnemar(1, 8)
    0.0390625
    """
    discordant = only_a + only_b
    if not discordant:
        return 1.0
    tail = sum(math.comb(discordant, k) for k in range(min(only_a, only_b) + 1))
    return min(1.0, float(2 * tail / 2**discordant))


def percentile(values: Sequence[float], share: float) -> float:
    """The `share` quantile with linear interpolation (numpy's default); 0.0 of nothing.

    >>> percentile([10, 20, 30, 40], 0.5)
    25.0
    """
    return (
        float(np.percentile(np.asarray(values, dtype=np.float64), share * 100)) if values else 0.0
    )
