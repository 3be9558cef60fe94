"""In which order the columns of a page were set: the order that explains all breaks at once.

A column that was moved breaks the text in up to three places at a time, so that joins are no
matters of their own: either a whole block changes its place, or all stays. A page is a sequence of
paragraphs; its likelihood is the product over neighbours (does one go on with the other, or does a
broken one go on with nothing), and each exchange of two neighbouring blocks has a price: more where
it cuts between two whole sentences, or takes text from one article into another, less for a column
that slid down behind the last article. The best order is climbed to one exchange at a time; the
chance of a join is its share among all orders that are one exchange from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from .signal import Floats

# An interruption is passed over where its two sides belong together so clearly.
_CLEARLY = 2.0
_MOST_EXCHANGES = 4
_MOST_CUTS = 45
_NEVER = -60.0


@dataclass(frozen=True, slots=True)
class Prices:
    """What an exchange of two blocks costs, in nats; fitted by `index.layout.training.fit`.

    Each of its three cuts has a price, higher where nothing shows one (between two whole
    sentences); then what moves: a block in its own article, one that slid down behind the last
    article, one that stands in another article. Columns that changed places are about equally long:
    `uneven` is paid in full where one of the two blocks is nothing beside the other.
    """

    visible_cut: float = 0.8
    hidden_cut: float = 3.3
    moved: float = 0.2
    slid_down: float = 0.4
    other_article: float = 2.0
    uneven: float = 1.4


Kind = Literal["text", "line", "start", "end"]


@dataclass(frozen=True, slots=True)
class Node:
    """A paragraph, a short line, or the start or end of an article, in the order of the page.

    `tail` and `head` are its row and column in the odds, or -1; `article` is where it is printed,
    `length` its characters, `group` its number among the groups of the page.
    """

    kind: Kind
    article: int
    tail: int = -1
    head: int = -1
    length: int = 0
    group: int = -1


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The best joint of each tail; and the groups above which the best order cuts the page."""

    joints: list[Joint]
    cuts: frozenset[int]


@dataclass(frozen=True, slots=True)
class Joint:
    """Row and column of the odds, and the chance that they are one sentence (0 to 1)."""

    tail: int
    head: int
    chance: float


def arrange(page: Sequence[Node], odds: Floats, none: Floats, prices: Prices) -> Arrangement:
    """The best head of each tail, given log-odds of each pair and of each tail's having none.

    >>> page = [Node("start", 1), Node("text", 1, head=0), Node("end", 1), Node("text", 1, tail=0)]
    >>> [joint.head for joint in arrange(page, np.array([[9.0]]), np.zeros(1), Prices()).joints]
    [0]
    """
    places = _without_interruptions(page, odds, none)
    neighbours = _neighbours(page, places, odds, none, prices)
    chances = neighbours.chances(odds.shape)
    best = chances.argmax(axis=1)
    joints = [
        Joint(tail, int(head), float(chances[tail, head]))
        for tail, head in enumerate(best)
        if chances[tail, head] > 0
    ]
    return Arrangement(joints, frozenset(neighbours.cuts()))


def join_chances(page: Sequence[Node], odds: Floats, none: Floats, prices: Prices) -> Floats:
    """The chance that tail i and head j are one sentence: (tails, heads)."""
    places = _without_interruptions(page, odds, none)
    return _neighbours(page, places, odds, none, prices).chances(odds.shape)


def _neighbours(
    page: Sequence[Node], places: Sequence[int], odds: Floats, none: Floats, prices: Prices
) -> _Neighbours:
    nodes = [page[place] for place in places]
    nodes.append(Node("end", nodes[-1].article + 1))
    return _Neighbours(nodes, odds, none, prices)


def _without_interruptions(page: Sequence[Node], odds: Floats, none: Floats) -> list[int]:
    """Places of the page, less the short lines that stand between the two halves of a sentence."""
    places = list(range(len(page)))
    number = 1
    while number < len(places) - 1:
        above, line, below = (page[place] for place in places[number - 1 : number + 2])
        if line.kind == "line" and above.tail >= 0 and below.head >= 0:
            across = odds[above.tail, below.head] - none[above.tail]
            own = odds[line.tail, below.head] - none[line.tail] if line.tail >= 0 else _NEVER
            if across > max(_CLEARLY, own):
                del places[number]
                continue
        number += 1
    return places


class _Neighbours:
    """How well any node stands after any other, and what it costs to move blocks."""

    def __init__(self, nodes: Sequence[Node], odds: Floats, none: Floats, prices: Prices) -> None:
        size = len(nodes)
        self._prices = prices
        self._size = size
        self._fit = np.zeros((size, size))
        self._joined = np.zeros((size, size))
        heads = [place for place, node in enumerate(nodes) if node.head >= 0]
        columns = [nodes[place].head for place in heads]
        for place, node in enumerate(nodes):
            if node.tail >= 0:
                alone = none[node.tail]
                with_heads = odds[node.tail, columns]
                self._fit[place] = alone
                self._fit[place, heads] = np.logaddexp(with_heads, alone)
                self._joined[place, heads] = 1 / (1 + np.exp(np.clip(alone - with_heads, -30, 30)))
        self._articles = np.array([node.article for node in nodes])
        self._starts = np.array([node.kind == "start" for node in nodes])
        edges = np.array([node.kind in ("start", "end") for node in nodes])
        self._open_left = edges | np.array([node.tail >= 0 for node in nodes])
        self._open_right = edges
        self._nodes = nodes
        self._lengths = np.array([node.length for node in nodes])
        self._visited: list[tuple[float, tuple[int, ...]]] | None = None
        ends = [place for place, node in enumerate(nodes[:-2]) if node.kind == "end"]
        self._slid = np.zeros(size, bool)
        if ends:
            self._slid[ends[-1] + 1 :] = True

    def cuts(self) -> list[int]:
        """Groups that have another one above them in the best order than they have on the page."""
        _, order = max(self._orders())
        return [self._nodes[below].group for above, below in pairwise(order) if below != above + 1]

    def chances(self, shape: tuple[int, ...]) -> Floats:
        """The chance that tail i goes on with head j: (tails, heads), which is `shape`."""
        between = self._between()
        chances = np.zeros(shape)
        tails = [place for place, node in enumerate(self._nodes) if node.tail >= 0]
        heads = [place for place, node in enumerate(self._nodes) if node.head >= 0]
        rows = [self._nodes[place].tail for place in tails]
        columns = [self._nodes[place].head for place in heads]
        chances[np.ix_(rows, columns)] = between[np.ix_(tails, heads)]
        return chances

    def _orders(self) -> list[tuple[float, tuple[int, ...]]]:
        if self._visited is None:
            self._visited = self._climb()
        return self._visited

    def _between(self) -> Floats:
        """The chance that one node goes on with another: (nodes, nodes)."""
        visited = self._orders()
        best = max(total for total, _ in visited)
        known = {order for _, order in visited}
        weights = np.zeros((self._size, self._size))
        everything = 0.0
        for total, order in visited[-2:]:
            exchanges, gains = self._exchanges(order)
            shares = np.exp(np.clip(total - best + gains, _NEVER, 30))
            for number in np.nonzero(shares > 1e-4)[0]:
                if _exchanged(order, exchanges[number]) in known:
                    shares[number] = 0
            own = float(np.exp(total - best)) + shares.sum()
            everything += own
            places = np.array(order)
            weights[places[:-1], places[1:]] += own
            a, b, c = exchanges.T
            for left, right, old in ((a - 1, b, a), (c - 1, a, c), (b - 1, c, b)):
                np.add.at(weights, (places[left], places[right]), shares)
                np.add.at(weights, (places[left], places[old]), -shares)
        for gain, order in self._swaps(visited[-1][1]):
            if order not in known:
                share = float(np.exp(np.clip(visited[-1][0] - best + gain, _NEVER, 30)))
                everything += share
                weights[order[:-1], order[1:]] += share
        chances: Floats = weights / everything * self._joined
        return chances

    def _swaps(self, order: tuple[int, ...]) -> Iterator[tuple[float, tuple[int, ...]]]:
        """Orders in which two moved blocks have each other's place, and what the page gains.

        As many blocks are moved as before, so that no price is paid: two columns of two articles
        at the foot of a page may each belong to either.
        """
        starts = [0] + [k for k in range(1, len(order)) if order[k] != order[k - 1] + 1]
        blocks = [order[a:b] for a, b in pairwise([*starts, len(order)])]
        fit = self._total(order)
        for first, second in combinations(range(1, len(blocks) - 1), 2):
            if self._starts[[*blocks[first], *blocks[second]]].any():
                continue
            swapped = list(blocks)
            swapped[first], swapped[second] = blocks[second], blocks[first]
            other = tuple(node for block in swapped for node in block)
            yield self._total(other) - fit, other

    def _total(self, order: tuple[int, ...]) -> float:
        return float(self._fit[order[:-1], order[1:]].sum())

    def _climb(self) -> list[tuple[float, tuple[int, ...]]]:
        """Orders from the printed one to the best, with their log-likelihoods."""
        order = tuple(range(self._size))
        visited = [(0.0, order)]
        total = 0.0
        for _ in range(_MOST_EXCHANGES):
            exchanges, gains = self._exchanges(order)
            if not len(gains) or gains.max() <= 0:
                break
            total += float(gains.max())
            order = _exchanged(order, exchanges[gains.argmax()])
            if any(order == seen for _, seen in visited):
                break
            visited.append((total, order))
        return visited

    def _exchanges(self, order: Sequence[int]) -> tuple[npt.NDArray[np.int64], Floats]:
        """All (a, b, c): the blocks a:b and b:c change places; and what the page gains by it."""
        prices = self._prices
        places = np.array(order)
        cuts = list(range(1, len(order)))
        if len(cuts) > _MOST_CUTS:
            shows = self._open_left[places[:-1]] | self._open_right[places[1:]]
            cuts = [place for place in cuts if shows[place - 1]][:_MOST_CUTS]
        exchanges = np.array(cuts, np.int64)[_triples(len(cuts))]
        a, b, c = exchanges.T
        gains = np.zeros(len(exchanges))
        for left, new, old in ((a - 1, b, a), (c - 1, a, c), (b - 1, c, b)):
            before, after, instead = places[left], places[old], places[new]
            gains += self._fit[before, instead] - self._fit[before, after]
            shows = self._open_left[before] | self._open_right[after]
            gains -= np.where(shows, prices.visible_cut, prices.hidden_cut)
        moved = places[b]
        slid = self._slid[moved]
        written = np.concatenate([[0], np.cumsum(self._lengths[places])])
        first, second = written[b] - written[a], written[c] - written[b]
        uneven = np.abs(first - second) / np.maximum(first + second, 1)
        gains -= np.where(slid, prices.slid_down, prices.moved + prices.uneven * uneven)
        other = self._articles[moved] != self._articles[places[a - 1]]
        gains -= np.where(other & ~slid, prices.other_article, 0)
        # The block that moves up must not hold the start of an article.
        started = np.cumsum(self._starts[places])
        gains[started[c - 1] > started[b - 1]] = _NEVER
        return exchanges, gains


@lru_cache(maxsize=_MOST_CUTS + 1)
def _triples(count: int) -> npt.NDArray[np.int64]:
    """All a < b < c below `count`: (triples, 3)."""
    return np.array(list(combinations(range(count), 3)), np.int64).reshape(-1, 3)


def _exchanged(order: Sequence[int], exchange: Sequence[int]) -> tuple[int, ...]:
    a, b, c = exchange
    return (*order[:a], *order[b:c], *order[a:b], *order[c:])
