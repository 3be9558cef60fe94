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

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

from .signal import Floats

# Prices in nats, found by trial on generated pages and rounded by hand; see CARD.md.
_VISIBLE_CUT, _HIDDEN_CUT = 1.4, 3.0
_MOVED, _SLID_DOWN = 2.0, -1.0
_OTHER_ARTICLE = 3.3
# An interruption is passed over where its two sides belong together so clearly.
_CLEARLY = 2.0
_MOST_EXCHANGES = 4
_MOST_CUTS = 45
_NEVER = -60.0

Kind = Literal["text", "line", "start", "end"]


@dataclass(frozen=True, slots=True)
class Node:
    """A paragraph, a short line, or the start or end of an article, in the order of the page.

    `tail` and `head` are its row and column in the odds, or -1; `article` is where it is printed.
    """

    kind: Kind
    article: int
    tail: int = -1
    head: int = -1


@dataclass(frozen=True, slots=True)
class Joint:
    """Row and column of the odds, and the chance that they are one sentence (0 to 1)."""

    tail: int
    head: int
    chance: float


def arrange(page: Sequence[Node], odds: Floats, none: Floats) -> list[Joint]:
    """The best head of each tail, given log-odds of each pair and of each tail's having none.

    >>> page = [Node("start", 1), Node("text", 1, head=0), Node("end", 1), Node("text", 1, tail=0)]
    >>> [joint.head for joint in arrange(page, np.array([[9.0]]), np.array([0.0]))]
    [0]
    """
    nodes = _without_interruptions(page, odds, none)
    nodes.append(Node("end", nodes[-1].article + 1))
    neighbours = _Neighbours(nodes, odds, none)
    chances = neighbours.chances()
    found: list[Joint] = []
    for place, node in enumerate(nodes):
        if node.tail >= 0:
            best = int(chances[place].argmax())
            if chances[place, best] > 0:
                found.append(Joint(node.tail, nodes[best].head, float(chances[place, best])))
    return found


def _without_interruptions(page: Sequence[Node], odds: Floats, none: Floats) -> list[Node]:
    """Less the short lines that stand between the two halves of a sentence."""
    nodes = list(page)
    place = 1
    while place < len(nodes) - 1:
        line, above, below = nodes[place], nodes[place - 1], nodes[place + 1]
        if line.kind == "line" and above.tail >= 0 and below.head >= 0:
            across = odds[above.tail, below.head] - none[above.tail]
            own = odds[line.tail, below.head] - none[line.tail] if line.tail >= 0 else _NEVER
            if across > max(_CLEARLY, own):
                del nodes[place]
                continue
        place += 1
    return nodes


class _Neighbours:
    """How well any node stands after any other, and what it costs to move blocks."""

    def __init__(self, nodes: Sequence[Node], odds: Floats, none: Floats) -> None:
        size = len(nodes)
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
        ends = [place for place, node in enumerate(nodes[:-2]) if node.kind == "end"]
        self._slid = np.zeros(size, bool)
        if ends:
            self._slid[ends[-1] + 1 :] = True

    def chances(self) -> Floats:
        """The chance that one node goes on with another: (nodes, nodes)."""
        visited = self._climb()
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
        chances: Floats = weights / everything * self._joined
        return chances

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
        places = np.array(order)
        cuts = list(range(1, len(order)))
        if len(cuts) > _MOST_CUTS:
            shows = self._open_left[places[:-1]] | self._open_right[places[1:]]
            cuts = [place for place in cuts if shows[place - 1]][:_MOST_CUTS]
        exchanges = np.array(list(combinations(cuts, 3)), np.int64).reshape(-1, 3)
        a, b, c = exchanges.T
        gains = np.zeros(len(exchanges))
        for left, new, old in ((a - 1, b, a), (c - 1, a, c), (b - 1, c, b)):
            before, after, instead = places[left], places[old], places[new]
            gains += self._fit[before, instead] - self._fit[before, after]
            shows = self._open_left[before] | self._open_right[after]
            gains -= np.where(shows, _VISIBLE_CUT, _HIDDEN_CUT)
        moved = places[b]
        slid = self._slid[moved]
        gains -= np.where(slid, _SLID_DOWN, _MOVED)
        other = self._articles[moved] != self._articles[places[a - 1]]
        gains -= np.where(other & ~slid, _OTHER_ARTICLE, 0)
        # The block that moves up must not hold the start of an article.
        started = np.cumsum(self._starts[places])
        gains[started[c - 1] > started[b - 1]] = _NEVER
        return exchanges, gains


def _exchanged(order: Sequence[int], exchange: Sequence[int]) -> tuple[int, ...]:
    a, b, c = exchange
    return (*order[:a], *order[b:c], *order[a:b], *order[c:])
