"""Fit the weights of `order` and the prices of `arrangement`: `python -m index.layout.training.fit --data DIR`.

Made of pages of the fit lot of `news`, whose articles neither the counts nor the network have seen.
Of the first three quarters of its articles:

1. the weights of the evidence, by maximum likelihood of the true head of each tail among all heads
   of the page and none (a conditional logit model; that the next paragraph is the likelier one is
   fitted along and left out, since the prices say it);
2. the prices, the scale of the odds and what any head has in favour of it, by the likelihood of the
   true joins under `arrangement`, held near those of an earlier fit (a normal prior): these pages
   come from one generator, and real ones move their columns in more ways;
3. how far the chance that comes out can be trusted, by logistic regression.

Of pages of the last quarter, `JUDGED` times in other columns, the least chance of a join: the least
at which no more than `WRONG` of the joins are wrong; and whether the prices that were fitted stand,
or those of the earlier fit: those that rejoin more there. The same data and seed give the same file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..arrangement import Node, Prices, join_chances
from ..groups import Group
from ..order import (
    ALONE,
    EVIDENCE,
    TRUST,
    WEIGHTS,
    Broken,
    weigh,
    weigh_alone,
    weigh_trust,
)
from ..page import read_groups
from ..reading_order import (
    Ends,
    at_foot,
    find_ends,
    forbid_itself,
    is_line,
    nodes_of,
    pieces_of,
)
from ..repeated import Repeats
from ..signal import Floats, Ids
from .measure import letters
from .news import add_data, read_articles
from .pages import Page, pages_of

# The share of wrong joins that is allowed for.
WRONG = 0.005
ROUNDS, JUDGED = 2, 4
# Pages on which the prices are fitted: each try of a price arranges all of them.
PRICED = 400
_UNKNOWN = -2
# How far the prices, the logarithm of the scale and what any head has may be from those of the
# earlier fit: standard deviations of the prior, in nats.
_NEAR = (0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.2, 2.0)
_MOST_TRIES = 130
# A chance below this is no join, whatever else speaks for it.
_NO_CHANCE = 0.3
# So that a kind of evidence that is hardly ever seen gets a weight near nothing.
_PULL = 0.02
_MOST_STEPS, _LONGEST_STEP, _NO_STEP = 100, 1.0, 1e-6
# No single tail is worth more than this: some are cut where nobody could tell.
_LEAST_CHANCE = 1e-3
# As many characters on each side of a joint as `measure` looks at.
_AROUND = 9


@dataclass(frozen=True, slots=True)
class Sample:
    """A page as the decision about its joins sees it.

    `truth` is the head of each tail that the page's maker cut off, -1 if it has none, -2 where that
    cannot be told (the other half was taken for a caption); `stands` says of every
    pair whether the words at the joint stand so in an article. It is more: authors end a line in
    mid-sentence too, and where two columns begin with the same words, either is right.
    """

    nodes: list[Node]
    ends: Ends
    evidence: Floats
    alone: Floats
    following: Floats
    truth: npt.NDArray[np.int64]
    stands: npt.NDArray[np.bool_]
    tails: list[Broken]

    def odds(self, evidence: Floats, alone: Floats) -> tuple[Floats, Floats]:
        """Log-odds of each pair, and of each tail's having no head."""
        odds = self.evidence @ evidence
        forbid_itself(odds, self.ends)
        return odds, self.alone @ alone


def sample(page: Page) -> Sample | None:
    """The page's evidence and truth; `None` if nothing on it breaks off."""
    groups = read_groups(page.raw).groups
    ends = find_ends(groups)
    if not ends.tails or not ends.heads:
        return None
    nodes = nodes_of(groups, ends)
    tails, heads = pieces_of(groups, ends)
    return Sample(
        nodes=nodes,
        ends=ends,
        evidence=weigh(tails, heads, Repeats(group.text for group in groups)),
        alone=np.array(
            [
                weigh_alone(groups[i].text, is_line=is_line(groups[i]), at_foot=at_foot(groups, i))
                for i in ends.tails
            ]
        ),
        following=_following(nodes, ends),
        truth=_truth(page, groups, ends),
        stands=_stands(page, groups, ends),
        tails=tails,
    )


def _following(nodes: Sequence[Node], ends: Ends) -> Floats:
    """1 where the head is printed next after the tail."""
    following = np.zeros((len(ends.tails), len(ends.heads)))
    for above, below in pairwise(nodes):
        if above.tail >= 0 and below.head >= 0:
            following[above.tail, below.head] = 1
    return following


def _truth(page: Page, groups: Sequence[Group], ends: Ends) -> npt.NDArray[np.int64]:
    truth = np.full(len(ends.tails), -1)
    for left, right in page.breaks:
        rows = [k for k, i in enumerate(ends.tails) if groups[i].text.endswith(left)]
        columns = [k for k, i in enumerate(ends.heads) if groups[i].text.startswith(right)]
        truth[rows] = columns[0] if len(rows) == len(columns) == 1 else _UNKNOWN
    return truth


def _stands(page: Page, groups: Sequence[Group], ends: Ends) -> npt.NDArray[np.bool_]:
    true = "\n".join(
        letters(paragraph) for article in page.articles for paragraph in article.paragraphs
    )
    lefts = [letters(groups[i].text)[-_AROUND:] for i in ends.tails]
    rights = [letters(groups[i].text)[:_AROUND] for i in ends.heads]
    return np.array([[left + right in true for right in rights] for left in lefts])


def fit_weights(samples: Sequence[Sample]) -> tuple[Floats, Floats]:
    """Weights of `EVIDENCE` and of `ALONE`: a concave problem, solved by Newton's method."""
    choices, starts, true = _choices(samples)
    sizes = np.diff([*starts, len(choices)])
    weights = np.zeros(choices.shape[1])
    for _ in range(_MOST_STEPS):
        scores = choices @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        shares = np.exp(scores)
        shares /= np.repeat(np.add.reduceat(shares, starts), sizes)
        shared = choices * shares[:, None]
        means = np.add.reduceat(shared, starts)
        slope = choices[true].sum(axis=0) - means.sum(axis=0) - 2 * _PULL * weights
        bend = choices.T @ shared - means.T @ means + 2 * _PULL * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        # Far from the best weights a whole step may leap over them.
        weights = weights + step * min(1.0, _LONGEST_STEP / float(np.abs(step).max()))
        if np.abs(step).max() < _NO_STEP:
            break
    kinds = len(EVIDENCE)
    return weights[:kinds], weights[kinds:-1]


def _choices(samples: Sequence[Sample]) -> tuple[Floats, npt.NDArray[np.int64], Ids]:
    """What each tail may go on with, one a row: its heads, then none.

    Columns: the evidence, what speaks for none, is the head printed next. Also the first row of
    each tail, and its true one.
    """
    rows: list[Floats] = []
    starts: list[int] = []
    true: list[int] = []
    size = 0
    for page in samples:
        for tail, head in enumerate(page.truth):
            if head == _UNKNOWN:
                continue
            others = np.array([h != page.ends.tails[tail] for h in page.ends.heads])
            pairs = page.evidence[tail][others]
            following = page.following[tail][others][:, None]
            heads = np.concatenate([pairs, np.zeros((len(pairs), len(ALONE))), following], axis=1)
            alone = np.concatenate([np.zeros(len(EVIDENCE)), page.alone[tail], [0.0]])
            starts.append(size)
            true.append(size + (len(pairs) if head < 0 else int(others[:head].sum())))
            rows += [heads, alone[None]]
            size += len(pairs) + 1
    return np.concatenate(rows), np.array(starts), np.array(true)


@dataclass(frozen=True, slots=True)
class Priced:
    """Prices, the scale of the odds, and the nats that any head has in favour of it."""

    prices: Prices
    scale: float
    more: float

    def weights(self, evidence: Floats, alone: Floats) -> tuple[Floats, Floats]:
        """The weights of the evidence and of none, on the scale of the prices."""
        evidence, alone = self.scale * evidence, self.scale * alone
        evidence[EVIDENCE.index("any")] += self.more
        return evidence, alone


EARLIER = Priced(Prices(), 0.8, 2.0)


def fit_prices(samples: Sequence[Sample], evidence: Floats, alone: Floats) -> Priced:
    """The likeliest prices that are near the `EARLIER` ones (Nelder and Mead, 1965)."""
    from scipy.optimize import minimize

    odds = [page.odds(evidence, alone) for page in samples]
    start = np.array([*asdict(EARLIER.prices).values(), np.log(EARLIER.scale), EARLIER.more])

    def loss(values: Floats) -> float:
        prices, scale, more = Prices(*values[:-2]), float(np.exp(values[-2])), values[-1]
        total = float((((values - start) / _NEAR) ** 2).sum()) / 2
        for page, (pairs, none) in zip(samples, odds, strict=True):
            chances = join_chances(page.nodes, scale * pairs + more, scale * none, prices)
            true = _of_truth(chances, page.truth)[page.truth != _UNKNOWN]
            total -= float(np.log(np.maximum(true, _LEAST_CHANCE)).sum())
        return total

    simplex = np.concatenate([[start], start + np.diag([0.4, 0.7, 0.4, 0.4, 0.7, 0.5, -0.2, 1.0])])
    found = minimize(
        loss, start, method="Nelder-Mead",
        options={"initial_simplex": simplex, "maxfev": _MOST_TRIES, "xatol": 0.02, "fatol": 0.05},
    )  # fmt: skip
    sys.stderr.write(f"loss of the joins {loss(start):.1f}, fitted {found.fun:.1f}\n")
    return Priced(Prices(*map(float, found.x[:-2])), float(np.exp(found.x[-2])), float(found.x[-1]))


def _of_truth(chances: Floats, truth: npt.NDArray[np.int64]) -> Floats:
    """The chance of what is true of each tail: its head, or that it has none."""
    true: Floats = np.where(
        truth >= 0, chances[np.arange(len(truth)), truth], 1 - chances.sum(axis=1)
    )
    return true


@dataclass(frozen=True, slots=True)
class Joins:
    """The best join of each tail: what speaks for it, and whether it is right; and the breaks."""

    weighed: Floats
    right: npt.NDArray[np.bool_]
    breaks: int


def best_joins(samples: Sequence[Sample], evidence: Floats, alone: Floats, prices: Prices) -> Joins:
    """What `arrangement` would join, had every chance been enough."""
    weighed: list[list[float]] = []
    right: list[bool] = []
    breaks = 0
    for page in samples:
        chances = join_chances(page.nodes, *page.odds(evidence, alone), prices)
        breaks += int((page.truth != -1).sum())
        for row, head in enumerate(chances.argmax(axis=1)):
            if chances[row, head] >= _NO_CHANCE:
                pair = page.evidence[row, head]
                weighed.append(weigh_trust(float(chances[row, head]), page.tails[row], pair))
                right.append(bool(page.stands[row, head]))
    return Joins(np.array(weighed), np.array(right), breaks)


def fit_trust(joins: Joins) -> Floats:
    """Weights of `TRUST`: a logistic regression on which joins are right."""
    from scipy.optimize import minimize

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = joins.weighed @ weights
        sign = np.where(joins.right, 1.0, -1.0)
        total = np.logaddexp(0, -sign * odds).sum() + _PULL * weights @ weights
        slope = joins.weighed.T @ (1 / (1 + np.exp(-odds)) - joins.right) + 2 * _PULL * weights
        return float(total), slope

    found: Floats = minimize(loss, np.zeros(len(TRUST)), jac=True, method="L-BFGS-B").x
    return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What joining from a least chance on gives: shares of the broken sentences and of the joins."""

    least: float
    rejoined: float
    wrong: float

    def __str__(self) -> str:
        return f"{self.least:.3f}  rejoined {self.rejoined:.4f}  wrong {self.wrong:.4f}"


def try_chances(joins: Joins, trust: Floats) -> list[Outcome]:
    """What each least chance gives, from one half up."""
    chances = 1 / (1 + np.exp(-(joins.weighed @ trust)))
    outcomes: list[Outcome] = []
    for least in np.arange(0.5, 1.0, 0.005).round(3):
        made = joins.right[chances >= least]
        right = int(made.sum())
        outcomes.append(Outcome(float(least), right / joins.breaks, 1 - right / max(1, len(made))))
    return outcomes


def choose_chance(outcomes: Sequence[Outcome]) -> Outcome:
    """The first from which on no more than `WRONG` of the joins are wrong, however high it is."""
    chosen = len(outcomes) - 1
    while chosen and outcomes[chosen - 1].wrong <= WRONG:
        chosen -= 1
    return outcomes[chosen]


@dataclass(frozen=True, slots=True)
class Fitted:
    """All that is written, and what it gives on the pages that judge it."""

    evidence: Floats
    alone: Floats
    prices: Prices
    trust: Floats
    outcome: Outcome

    def as_json(self) -> str:
        """The text of `order.json`."""
        weights = {
            "evidence": dict(zip(EVIDENCE, map(_rounded, self.evidence), strict=True)),
            "alone": dict(zip(ALONE, map(_rounded, self.alone), strict=True)),
            "prices": {name: _rounded(value) for name, value in asdict(self.prices).items()},
            "trust": dict(zip(TRUST, map(_rounded, self.trust), strict=True)),
            "sure": self.outcome.least,
        }
        return json.dumps(weights, indent=2) + "\n"


def fit_rest(
    fitted: Sequence[Sample],
    judged: Sequence[Sample],
    weights: tuple[Floats, Floats],
    priced: Priced,
) -> Fitted:
    """What follows from the prices: how far a chance is trusted, and the least that is enough."""
    evidence, alone = priced.weights(*weights)
    trust = fit_trust(best_joins(fitted, evidence, alone, priced.prices))
    outcomes = try_chances(best_joins(judged, evidence, alone, priced.prices), trust)
    chosen = choose_chance(outcomes)
    sys.stderr.write(f"{priced}\n" + "".join(f"{outcome}\n" for outcome in outcomes))
    sys.stderr.write(f"chosen: {chosen}\n")
    return Fitted(evidence, alone, priced.prices, trust, chosen)


def main(arguments: list[str] | None = None) -> int:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m index.layout.training.fit"
    )
    add_data(parser)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    articles = read_articles(options.data, "fit")
    last = 3 * len(articles) // 4
    fitted = list(_samples(articles[:last], options.seed, ROUNDS))
    judged = list(_samples(articles[last:], options.seed + 1, JUDGED))
    weights = fit_weights(fitted)
    best = max(
        (
            fit_rest(fitted, judged, weights, priced)
            for priced in (EARLIER, fit_prices(fitted[:PRICED], *weights))
        ),
        key=lambda found: found.outcome.rejoined,
    )
    options.out.write_text(best.as_json(), encoding="utf-8")
    return 0


def _samples(articles: Sequence[str], seed: int, rounds: int) -> Iterable[Sample]:
    """The articles on pages, several times in other columns."""
    for number in range(rounds):
        for page in pages_of(articles, 1_000_000 * (seed + 1) + 10_000 * number):
            found = sample(page)
            if found is not None:
                yield found


def _rounded(value: float) -> float:
    return round(float(value), 3)


if __name__ == "__main__":
    raise SystemExit(main())
