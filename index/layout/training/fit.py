"""Fit the weights of `order` and the prices of `arrangement`: `python -m index.layout.training.fit --data DIR`.

Made of pages of the fit lot of `news`, whose articles neither the counts nor the network have seen.
Of the first three quarters of its articles:

1. the weights of the evidence, by maximum likelihood of the true head of each tail among all heads
   of the page and none (a conditional logit model; that the next paragraph is the likelier one is
   fitted along and left out, since the prices say it);
2. the prices, the scale of the odds and what any head has in favour of it, by maximum likelihood of
   the true joins under `arrangement`.

Of the last quarter: a table of what each least chance of a join would give, to judge `SURE` by. The
same data and seed give the same file.
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
from ..order import ALONE, EVIDENCE, WEIGHTS, weigh, weigh_alone
from ..page import read_groups
from ..reading_order import Ends, find_ends, forbid_itself, is_line, nodes_of, pieces_of
from ..roles import Group
from ..signal import Floats
from .measure import letters
from .news import add_data, read_articles
from .pages import Page, pages_of

# The least chance of a join; see CARD.md for what others give.
SURE = 0.65
ROUNDS = 2
# So that a kind of evidence that is hardly ever seen gets a weight near nothing.
_PULL = 0.02
# No single tail is worth more than this: some are cut where nobody could tell.
_LEAST_CHANCE = 1e-3
# As many characters on each side of a joint as `measure` looks at.
_AROUND = 9


@dataclass(frozen=True, slots=True)
class Sample:
    """A page as the decision about its joins sees it.

    `truth` is the head of each tail that the page's maker cut off, or -1; `stands` says of every
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
    return Sample(
        nodes=nodes,
        ends=ends,
        evidence=weigh(*pieces_of(groups, ends)),
        alone=np.array(
            [weigh_alone(groups[i].text, is_line=is_line(groups[i])) for i in ends.tails]
        ),
        following=_following(nodes, ends),
        truth=_truth(page, groups, ends),
        stands=_stands(page, groups, ends),
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
        if len(rows) == len(columns) == 1:
            truth[rows[0]] = columns[0]
    return truth


def _stands(page: Page, groups: Sequence[Group], ends: Ends) -> npt.NDArray[np.bool_]:
    true = "\n".join(
        letters(paragraph) for article in page.articles for paragraph in article.paragraphs
    )
    lefts = [letters(groups[i].text)[-_AROUND:] for i in ends.tails]
    rights = [letters(groups[i].text)[:_AROUND] for i in ends.heads]
    return np.array([[left + right in true for right in rights] for left in lefts])


def fit_weights(samples: Sequence[Sample]) -> tuple[Floats, Floats]:
    """Weights of `EVIDENCE` and of `ALONE`: a concave problem, solved by L-BFGS."""
    from scipy.optimize import minimize

    kinds, count = len(EVIDENCE), len(EVIDENCE) + len(ALONE) + 1

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = _PULL * float(weights @ weights), 2 * _PULL * weights
        for page in samples:
            odds, none = page.odds(weights[:kinds], weights[kinds:-1])
            scores = np.concatenate([odds + weights[-1] * page.following, none[:, None]], axis=1)
            shares = np.exp(scores - scores.max(axis=1, keepdims=True))
            shares /= shares.sum(axis=1, keepdims=True)
            rows = np.arange(len(scores))
            total -= float(np.log(np.maximum(shares[rows, page.truth], 1e-12)).sum())
            shares[rows, page.truth] -= 1
            slope[:kinds] += np.einsum("th,thk->k", shares[:, :-1], page.evidence)
            slope[kinds:-1] += shares[:, -1] @ page.alone
            slope[-1] += float((shares[:, :-1] * page.following).sum())
        return total, slope

    found = minimize(loss, np.zeros(count), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return found.x[:kinds], found.x[kinds:-1]


def fit_prices(
    samples: Sequence[Sample], evidence: Floats, alone: Floats
) -> tuple[Prices, float, float]:
    """Prices, the scale of the odds, and what is added to them (Nelder and Mead, 1965)."""
    from scipy.optimize import minimize

    odds = [page.odds(evidence, alone) for page in samples]

    def loss(values: Floats) -> float:
        prices, scale, more = Prices(*values[:-2]), float(np.exp(values[-2])), values[-1]
        total = 0.0
        for page, (pairs, none) in zip(samples, odds, strict=True):
            chances = join_chances(page.nodes, scale * pairs + more, scale * none, prices)
            total -= float(np.log(np.maximum(_of_truth(chances, page.truth), _LEAST_CHANCE)).sum())
        return total

    start = np.array([1.4, 3.0, 2.0, -1.0, 3.3, 0.5, 0.0, 1.0])
    simplex = np.concatenate([[start], start + np.diag([0.7, 0.7, 1.0, 1.0, 1.0, 0.5, 0.3, 1.0])])
    found = minimize(
        loss, start, method="Nelder-Mead",
        options={"initial_simplex": simplex, "maxfev": 160, "xatol": 0.02, "fatol": 0.05},
    )  # fmt: skip
    sys.stderr.write(f"loss of the joins {loss(start):.1f}, fitted {found.fun:.1f}\n")
    return Prices(*map(float, found.x[:-2])), float(np.exp(found.x[-2])), float(found.x[-1])


def _of_truth(chances: Floats, truth: npt.NDArray[np.int64]) -> Floats:
    """The chance of what is true of each tail: its head, or that it has none."""
    true: Floats = np.where(
        truth >= 0, chances[np.arange(len(truth)), truth], 1 - chances.sum(axis=1)
    )
    return true


def compare_chances(
    samples: Sequence[Sample], evidence: Floats, alone: Floats, prices: Prices
) -> str:
    """A table of what each least chance at which to join gives."""
    joins: list[tuple[float, bool]] = []
    breaks = 0
    for page in samples:
        chances = join_chances(page.nodes, *page.odds(evidence, alone), prices)
        breaks += int((page.truth >= 0).sum())
        for tail, head in enumerate(chances.argmax(axis=1)):
            joins.append((float(chances[tail, head]), bool(page.stands[tail, head])))
    table: list[str] = []
    for least in np.arange(0.95, 0.49, -0.05).round(2):
        made = [right for chance, right in joins if chance >= least]
        wrong = 1 - sum(made) / max(1, len(made))
        table.append(
            f"{least:.2f}  rejoined {sum(made) / breaks:.3f} of {breaks}"
            f"  wrong {wrong:.4f} of {len(made)}\n"
        )
    return "".join(table)


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
    fitted = list(_samples(articles[:last], options.seed))
    evidence, alone = fit_weights(fitted)
    prices, scale, more = fit_prices(fitted[: len(fitted) // ROUNDS], evidence, alone)
    evidence, alone = scale * evidence, scale * alone
    evidence[EVIDENCE.index("any")] += more
    others = list(_samples(articles[last:], options.seed + 1))
    sys.stderr.write(compare_chances(others, evidence, alone, prices))
    weights = {
        "evidence": dict(zip(EVIDENCE, map(_rounded, evidence), strict=True)),
        "alone": dict(zip(ALONE, map(_rounded, alone), strict=True)),
        "prices": {name: _rounded(value) for name, value in asdict(prices).items()},
        "sure": SURE,
    }
    options.out.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")
    return 0


def _samples(articles: Sequence[str], seed: int) -> Iterable[Sample]:
    """The articles on pages, `ROUNDS` times in other columns."""
    for number in range(ROUNDS):
        for page in pages_of(articles, 1_000_000 * (seed + 1) + 10_000 * number):
            found = sample(page)
            if found is not None:
                yield found


def _rounded(value: float) -> float:
    return round(float(value), 3)


if __name__ == "__main__":
    raise SystemExit(main())
