"""What goes on where, and in which order the groups of a page are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrangement import Kind, Node, Prices, arrange
from .groups import Group, wide_gap
from .lines import ends_sentence
from .openings import Opening
from .order import (
    Broken,
    Join,
    alone_odds,
    is_unclosed,
    load_weights,
    looks_like_heading,
    odds_of,
    opens_like_news,
    trust,
    weigh,
)
from .repeated import Repeats
from .roles import find_banner
from .signal import Floats, wording_in_common

# Tails times heads: a newspaper page has a few hundred pairs.
MANY_PAIRS = 10_000
# How much of a column tells what it is about, in characters.
COLUMN = 400
_NEVER = -60.0
_SHORTEST_TAIL = 2
_CUT_DECIMAL = re.compile(r"(?<![A-Za-z\d.])\d{1,3}\.$")


@dataclass(frozen=True, slots=True)
class Ends:
    """The groups that break off in mid-sentence, and those that may go on with one of them."""

    tails: tuple[int, ...]
    heads: tuple[int, ...]


def find_ends(groups: Sequence[Group]) -> Ends:
    """Positions in `groups`; running text alone can be a head, a short line a tail as well."""
    return Ends(
        tails=tuple(
            i
            for i, group in enumerate(groups)
            if not group.marked
            and group.role in ("body", "short")
            and len(group.text) >= _SHORTEST_TAIL
            and _is_broken(group.text)
        ),
        heads=tuple(
            i for i, group in enumerate(groups) if group.role == "body" and not group.marked
        ),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What goes on where; and the groups above which the page is cut where columns were moved."""

    joins: list[Join]
    cuts: frozenset[int] = frozenset()


def find_joins(groups: Sequence[Group]) -> Found:
    """Which group's text goes on in which other group; numbers are positions in `groups`."""
    ends = find_ends(groups)
    if not ends.tails or not ends.heads:
        return Found([])
    weights = load_weights()
    none = np.array([none_fits(groups, tail) for tail in ends.tails])
    if len(ends.tails) * len(ends.heads) > MANY_PAIRS:
        return Found(_straight_joins(groups, ends.tails, none, weights.sure))
    tails, heads = pieces_of(groups, ends)
    evidence = weigh(tails, heads, Repeats(group.text for group in groups))
    odds = odds_of(evidence)
    forbid_itself(odds, ends)
    found = arrange(nodes_of(groups, ends), odds, none, Prices(**weights.prices))
    joins: list[Join] = []
    for joint in found.joints:
        sure = trust(joint.chance, tails[joint.tail], evidence[joint.tail, joint.head])
        if sure >= weights.sure:
            joins.append(Join(ends.tails[joint.tail], ends.heads[joint.head], sure))
    return Found(joins, found.cuts)


def pieces_of(groups: Sequence[Group], ends: Ends) -> tuple[list[Broken], list[Broken]]:
    """Tails and heads, each with as much of its column as one article may have."""
    tails = [
        Broken(groups[i].text, _column(groups, i, -1), is_line(groups[i]), place=i)
        for i in ends.tails
    ]
    heads: list[Broken] = []
    for i in ends.heads:
        above = _line_above(groups, i)
        heads.append(
            Broken(
                groups[i].text,
                _column(groups, i, 1),
                place=i,
                line_above=above,
                looks_headed=above is not None and looks_like_heading(groups[above].text),
            )
        )
    return tails, heads


def _line_above(groups: Sequence[Group], i: int) -> int | None:
    """The heading, or short line that may be one, which stands right above a group."""
    above = groups[i - 1] if i else None
    if above is not None and (
        above.role == "heading" or (above.role == "short" and is_line(above))
    ):
        return i - 1
    return None


def _column(groups: Sequence[Group], i: int, step: int) -> str:
    """The group and the running text that stands before or after it, up to the next title."""
    text = groups[i].text
    place = i + step
    while 0 <= place < len(groups) and len(text) < COLUMN:
        group = groups[place]
        if group.role in ("title", "kicker", "subtitle", "byline", "credit"):
            break
        if group.role == "body":
            text = group.text + text if step < 0 else text + group.text
        place += step
    return text


def forbid_itself(odds: Floats, ends: Ends) -> None:
    """No group goes on with itself."""
    columns = {head: column for column, head in enumerate(ends.heads)}
    for row, tail in enumerate(ends.tails):
        if tail in columns:
            odds[row, columns[tail]] = _NEVER


def _straight_joins(
    groups: Sequence[Group], tails: Sequence[int], none: Floats, sure: float
) -> list[Join]:
    """On a page too large to compare all with all: does the next paragraph go on?"""
    joins: list[Join] = []
    repeats = Repeats(group.text for group in groups)
    for tail, alone in zip(tails, none, strict=True):
        head = next((i for i in range(tail + 1, len(groups)) if groups[i].role != "caption"), None)
        if head is None or groups[head].role != "body" or groups[head].marked:
            continue
        above, below = pieces_of(groups, Ends((tail,), (head,)))
        evidence = weigh(above, below, repeats)
        chance = 1 / (1 + np.exp(min(alone - odds_of(evidence)[0, 0], 30)))
        trusted = trust(float(chance), above[0], evidence[0, 0])
        if trusted >= sure:
            joins.append(Join(tail, head, trusted))
    return joins


def nodes_of(groups: Sequence[Group], ends: Ends) -> list[Node]:
    """The page as `arrangement` sees it: what stands beside the columns is left out."""
    rows = {group: row for row, group in enumerate(ends.tails)}
    columns = {group: column for column, group in enumerate(ends.heads)}
    nodes: list[Node] = []
    article = 0
    for i, group in enumerate(groups):
        if group.role in ("title", "kicker", "subtitle", "byline"):
            article += group.role == "title"
            if nodes and nodes[-1].kind == "start":
                nodes.pop()
            nodes.append(Node("start", article))
        elif group.role == "credit":
            if nodes and not _is_inner(group):
                nodes.append(Node("end", article))
        elif group.role in ("body", "short", "heading"):
            kind: Kind = "line" if group.role == "short" else "text"
            nodes.append(
                Node(kind, article, rows.get(i, -1), columns.get(i, -1), len(group.text), i)
            )
    if nodes[0].kind != "start":
        nodes.insert(0, Node("start", nodes[0].article))
    return nodes


def none_fits(groups: Sequence[Group], tail: int) -> float:
    """Log-odds that nothing on the page goes on with this tail, or that it is not broken."""
    group = groups[tail]
    return alone_odds(group.text, is_line=is_line(group), at_foot=at_foot(groups, tail))


def at_foot(groups: Sequence[Group], i: int) -> bool:
    """Does an article or the page end, as it is printed, below this group?"""
    for group in groups[i + 1 :]:
        if group.role in ("body", "short", "heading"):
            return False
        if group.role in ("title", "kicker", "subtitle", "byline") or (
            group.role == "credit" and not _is_inner(group)
        ):
            return True
    return True


def is_line(tail: Group) -> bool:
    """May the tail be a line of display type, which is no sentence and has no half of a pair?"""
    return tail.role == "short" and "。" not in tail.text and not is_unclosed(tail.text)


def _is_broken(text: str) -> bool:
    if _CUT_DECIMAL.search(text):
        return True
    return not ends_sentence(text) and not text.endswith(("：", ":"))


def mark_interruptions(groups: Sequence[Group], joins: Sequence[Join]) -> None:
    """Short lines between the two halves of a sentence belong to a picture or a banner."""
    wide = wide_gap(groups)
    for join in joins:
        if groups[join.tail].role == "short":
            groups[join.tail].role = "body"
        if join.tail < join.head and all(
            group.role != "body" for group in groups[join.tail + 1 : join.head]
        ):
            banner = find_banner(groups, join.tail + 1, join.head, wide)
            for i in range(join.tail + 1, join.head):
                if groups[i].role in ("short", "caption") and not groups[i].marked:
                    groups[i].role = "caption" if banner is None or i < banner else "slogan"


def zones_of(groups: Sequence[Group], openings: Sequence[Opening]) -> list[int]:
    """The article of each group as it is printed: the last one opened above it."""
    zones: list[int] = []
    zone = 0
    starts = [opening.start for opening in openings[1:]]
    for i in range(len(groups)):
        if zone < len(starts) and i >= starts[zone]:
            zone += 1
        zones.append(zone)
    return zones


TEXT_ROLES = ("body", "heading", "caption")


def reading_orders(groups: Sequence[Group], found: Found, zones: Sequence[int]) -> list[list[int]]:
    """For each article, the positions of its groups in reading order.

    The page is cut into fragments where a join leads elsewhere; fragments that join make a chain,
    and a chain stands where its first printed fragment under a title stands.
    """
    after = {join.tail: join.head for join in found.joins}
    before = {head: tail for tail, head in after.items()}
    kept = [i for i, group in enumerate(groups) if group.role in TEXT_ROLES]
    fragments: list[list[int]] = []
    cut = True
    body_above: int | None = None
    for number, i in enumerate(kept):
        above = kept[number - 1] if number else None
        if above is not None and groups[i].role == "caption":
            cut = _boundary(groups, above, i)
        elif above is not None:
            follows = body_above is not None and after.get(body_above) == i
            cut = not follows and (
                (body_above is not None and body_above in after)
                or i in before
                or _boundary(groups, above, i)
                # A column that goes on with one above it was set before that: it begins somewhere.
                or (i in found.cuts and any(h < i <= t for t, h in after.items()))
            )
        if above is not None and zones[above] != zones[i]:
            cut = True
        if cut or not fragments:
            fragments.append([])
        fragments[-1].append(i)
        cut = False
        if groups[i].role != "caption":
            body_above = i
    return _link(groups, fragments, after, before, zones)


def _boundary(groups: Sequence[Group], above: int, i: int) -> bool:
    """Did an article end between these two? A credit for its pictures says so."""
    return any(group.role == "credit" and not _is_inner(group) for group in groups[above + 1 : i])


def _is_inner(group: Group) -> bool:
    return len(group.text) < 8


def _link(
    groups: Sequence[Group],
    fragments: list[list[int]],
    after: dict[int, int],
    before: dict[int, int],
    zones: Sequence[int],
) -> list[list[int]]:
    home = {i: number for number, fragment in enumerate(fragments) for i in fragment}
    successor: dict[int, int] = {}
    for tail, head in after.items():
        if home[tail] != home[head]:
            successor[home[tail]] = home[head]
    predecessor = {b: a for a, b in successor.items()}
    seen: set[int] = set()
    chains: list[list[int]] = []
    for number in range(len(fragments)):
        if number in seen:
            continue
        first = number
        walked = {first}
        while first in predecessor and predecessor[first] not in walked:
            first = predecessor[first]
            walked.add(first)
        chain: list[int] = []
        while first not in seen:
            seen.add(first)
            chain.append(first)
            if first not in successor:
                break
            first = successor[first]
        chains.append(chain)
    orders: list[list[int]] = [[] for _ in range(max(zones, default=0) + 1)]
    loose: list[list[int]] = []
    for chain in sorted(chains, key=min):
        members = [i for number in chain for i in fragments[number]]
        first = fragments[min(chain)][0]
        if _is_loose(groups, members, first, zones):
            loose.append(members)
        else:
            orders[zones[first]] += members
    for members in loose:
        _put_back(groups, members, orders, zones[members[0]])
    return orders


def _is_loose(
    groups: Sequence[Group], members: Sequence[int], first: int, zones: Sequence[int]
) -> bool:
    """Running text after the credit that ends the last article: a column that slid down the page."""
    above = first - 1
    return (
        zones[first] == zones[-1]
        and first == members[0]
        and above > 0
        and groups[above].role == "credit"
        and not _is_inner(groups[above])
        and any(group.role == "body" for group in groups[:above])
        and any(groups[i].role == "body" for i in members)
    )


def _put_back(
    groups: Sequence[Group], members: list[int], orders: list[list[int]], printed: int
) -> None:
    """To the article whose wording it shares; to its front where only it opens like one."""
    words = "".join(groups[i].text for i in members)
    alike = [wording_in_common(words, "".join(groups[i].text for i in order)) for order in orders]
    best = max(range(len(orders)), key=lambda k: (alike[k], k == printed))
    order = orders[best if alike[best] > 1.3 * alike[printed] else printed]
    texts = [groups[i].text for i in order if groups[i].role == "body"]
    if opens_like_news(groups[members[0]].text) and not (texts and opens_like_news(texts[0])):
        captions = next((k for k, i in enumerate(order) if groups[i].role != "caption"), len(order))
        order[captions:captions] = members
    else:
        order += members
