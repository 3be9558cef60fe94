"""One page of text as it was printed or copied, to the articles that stand on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..article import Block, BlockKind, Repair
from ..metadata import from_file_name, parse_header, same_title, split_site_name
from .furniture import Furniture, read_furniture
from .injected import remove_injected
from .lines import Line, ends_sentence, is_long, read_lines, squeeze, unwrap
from .names import read_byline
from .order import Join, hear, match
from .signal import wording_in_common
from .roles import Group, Opening, find_openings, group_lines, mark_captions, settle_shorts


@dataclass(frozen=True, slots=True)
class RepairedArticle:
    """An article as it reads, what is printed about it, and every change that was made.

    `text` holds paragraphs, section headings and captions, one a line; `blocks` says which is
    which. Offsets of `repairs` are characters of the page as it was given.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    subtitle: str | None = None
    kicker: str | None = None
    author: str | None = None
    source: str | None = None
    date: str | None = None
    page: str | None = None
    repairs: tuple[Repair, ...] = ()


def repair_page(text: str, *, name: str | None = None) -> list[RepairedArticle]:
    """The articles of a page, in the order of their titles on it; at least one.

    `name` is the file name, which may state what the text does not. Text that is in order comes
    back as it is: where the signs of a fault are not clear, the words stay as printed.

    >>> page = "江南日报 数字报纸\\n\\n山村修通了路\\n\\n张银燕\\n\\n去年，村里修通了路，客人不断增\\n\\n多。"
    >>> article = repair_page(page)[0]
    >>> article.title, article.author, article.source, article.text
    ('山村修通了路', '张银燕', '江南日报', '去年，村里修通了路，客人不断增多。')
    """
    header, body = parse_header(text)
    offset = len(text) - len(body)
    lines, repairs = unwrap(read_lines(body, offset), text)
    furniture = _find_furniture(lines)
    printed = [i for i, found in enumerate(furniture) if found is None]
    cleaned, removals = remove_injected([lines[i] for i in printed])
    repairs += removals
    for i, line in zip(printed, cleaned, strict=True):
        lines[i] = line
    kept = [i for i, line in enumerate(lines) if line.text]
    lines, furniture = [lines[i] for i in kept], [furniture[i] for i in kept]
    groups = group_lines(lines, furniture)
    site = _split_site(groups, repairs)
    openings = find_openings(groups, title=header.get("title"))
    mark_captions(groups)
    joins = _find_joins(groups)
    _interruptions(groups, joins)
    settle_shorts(groups)
    stated = _stated(groups, site)
    repairs += _removed(groups, text)
    zones = _zones(groups, openings)
    orders = _reading_orders(groups, joins, zones)
    from_name = from_file_name(name) if name else {}
    articles = []
    for number, (opening, order) in enumerate(zip(_or_none(openings), orders, strict=True)):
        articles.append(
            _compose(groups, order, joins, opening, header, stated, from_name, text, repairs, number)
        )
    return articles


def _or_none(openings: Sequence[Opening]) -> Sequence[Opening | None]:
    return openings or [None]


def _find_furniture(lines: Sequence[Line]) -> list[Furniture | None]:
    first = tuple(line.text for line in lines[:8] if not is_long(line.text))
    found = [read_furniture(line.text, titles=first) for line in lines]
    # A bare date or newspaper name states something at the edges of a page only: in the midst of
    # running text it is the heading of a chronicle.
    edge = [i for i, line in enumerate(lines) if is_long(line.text) and found[i] is None]
    for i, furniture in enumerate(found):
        if furniture is not None and set(furniture.states) and edge:
            bare = len(lines[i].text) <= 14 and set(furniture.states) <= {"date", "source"}
            if bare and edge[0] < i < edge[-1]:
                found[i] = None
    return found


def _split_site(groups: Sequence[Group], repairs: list[Repair]) -> str | None:
    """The site's name behind the first line, which is then the title alone."""
    for group in groups[:4]:
        if group.role == "short" and len(group.lines) == 1:
            title, site = split_site_name(group.text)
            if site is not None:
                line = group.lines[0]
                repairs.append(
                    Repair("furniture", group.text[len(title):], "", line.end - len(group.text)
                           + len(title), line.end, "the site's name after the headline")
                )
                group.text = title
                return site
    return None


def _stated(groups: Iterable[Group], site: str | None) -> dict[str, str]:
    stated: dict[str, str] = {}
    for group in groups:
        if group.furniture is not None:
            for key, value in group.furniture.states.items():
                stated.setdefault(key, value)
    if site is not None:
        stated.setdefault("source", site)
    return stated


def _find_joins(groups: Sequence[Group]) -> list[Join]:
    """Which group's text goes on in which other group; numbers are positions in `groups`."""
    heads = [i for i, group in enumerate(groups) if group.role == "body" and not group.marked]
    tails = [
        i
        for i, group in enumerate(groups)
        if not group.marked
        and group.role in ("body", "short")
        and len(group.text) >= 5
        and _is_broken(group.text)
    ]
    if not tails or not heads:
        return []
    places = np.array([[_place_odds(groups, tail, head) for head in heads] for tail in tails])
    none = np.array([_none_fits(groups[tail]) for tail in tails])
    following = [_next_text(groups, tail) for tail in tails]
    words = hear([groups[i].text for i in tails], [groups[i].text for i in heads])
    joins = match(words + places, none)
    moved = {_kind_of_place(groups, heads[j.head]) for j in joins if heads[j.head] != following[j.tail]}
    if moved <= {"title"}:
        # No column stands out of order but the first: what is left most likely goes straight on.
        for join in joins:
            places[join.tail, :] = places[:, join.head] = -30
            places[join.tail, join.head] = 30
        for row in np.nonzero(none < 0)[0]:
            straight = np.array([head == following[row] for head in heads])
            places[row] += np.where(straight, _IN_ORDER, -_IN_ORDER)
        joins = match(words + places, none)
    return [replace(join, tail=tails[join.tail], head=heads[join.head]) for join in joins]


# How far the place of a paragraph speaks for its going on with a sentence that breaks off: it is the
# next one; it stands under a title, after another broken sentence, after a whole one, under a heading.
_NEXT = 2.8
_ELSEWHERE = {"title": 0.8, "broken": 0.6, "whole": -1.2, "heading": -1.4}
_NO_NEXT = 2.5
_IN_ORDER = 2.0
_LINE_BETWEEN = -1.5


def _place_odds(groups: Sequence[Group], tail: int, head: int) -> float:
    if head == tail:
        return -30.0
    following = _next_text(groups, tail)
    if head == following:
        lines = sum(group.role == "short" for group in groups[tail + 1 : following])
        return _NEXT + _LINE_BETWEEN * lines
    return _ELSEWHERE[_kind_of_place(groups, head)] + (_NO_NEXT if following < 0 else 0.0)


def _next_text(groups: Sequence[Group], tail: int) -> int:
    """The paragraph that the column goes on with, or -1 where the article ends or another begins."""
    for i in range(tail + 1, len(groups)):
        if groups[i].role == "body":
            return i
        if groups[i].role in ("title", "kicker", "heading") or (
            groups[i].role == "credit" and not _is_inner(groups[i])
        ):
            return -1
    return -1


def _kind_of_place(groups: Sequence[Group], head: int) -> str:
    above = head - 1
    while above >= 0 and _is_beside(groups[above]):
        above -= 1
    over = groups[above] if above >= 0 else None
    if over is None or over.role in ("title", "subtitle", "kicker", "credit"):
        return "title"
    if over.role in ("short", "heading"):
        return "broken" if _is_broken(over.text) and _has_comma(over.text) else "heading"
    return "broken" if _is_broken(over.text) else "whole"


def _is_beside(group: Group) -> bool:
    """Does the group stand beside the columns, and not in them?"""
    return group.role in ("caption", "furniture", "byline", "slogan") or (
        group.role == "credit" and _is_inner(group)
    )


def _none_fits(tail: Group) -> float:
    """Log-odds that nothing on the page goes on with this tail, or that it is not broken."""
    if tail.text.endswith(("，", ",", "、")):
        return -2.3
    if tail.role == "body" or _unclosed(tail.text):
        return -4.1
    # A heading breaks off nowhere; one with a comma in it may be the start of a sentence.
    return -1.0 if _has_comma(tail.text) else 3.5


def _is_broken(text: str) -> bool:
    return not ends_sentence(text) and not text.endswith(("：", ":"))


def _unclosed(text: str) -> bool:
    return any(text.count(a) > text.count(b) for a, b in ("“”", "《》", "（）", "()", "「」"))


def _has_comma(text: str) -> bool:
    return any(mark in text for mark in "，,、")


def _interruptions(groups: Sequence[Group], joins: Sequence[Join]) -> None:
    """Short lines between the two halves of a sentence belong to a picture."""
    for join in joins:
        if groups[join.tail].role == "short":
            groups[join.tail].role = "body"
        if join.tail < join.head and all(
            group.role != "body" for group in groups[join.tail + 1 : join.head]
        ):
            for group in groups[join.tail + 1 : join.head]:
                if group.role == "short" and not group.marked:
                    group.role = "caption"


def _removed(groups: Iterable[Group], raw: str) -> list[Repair]:
    reasons = {
        "furniture": "page furniture",
        "credit": "thanks for the pictures",
        "slogan": "a slogan of the page, no part of the article",
    }
    return [
        Repair(
            "furniture", raw[group.start : group.end], "", group.start, group.end,
            group.furniture.kind if group.furniture else reasons[group.role],
        )
        for group in groups
        if group.role in reasons
    ]  # fmt: skip


def _zones(groups: Sequence[Group], openings: Sequence[Opening]) -> list[int]:
    """The article of each group as it is printed: the last one opened above it."""
    zones: list[int] = []
    zone = 0
    starts = [opening.start for opening in openings[1:]]
    for i in range(len(groups)):
        if zone < len(starts) and i >= starts[zone]:
            zone += 1
        zones.append(zone)
    return zones


_TEXT_ROLES = ("body", "heading", "caption")


def _reading_orders(
    groups: Sequence[Group], joins: Sequence[Join], zones: Sequence[int]
) -> list[list[int]]:
    """For each article, the positions of its groups in reading order.

    The page is cut into fragments where a join leads elsewhere; fragments that join make a chain,
    and a chain stands where its first printed fragment under a title stands.
    """
    after = {join.tail: join.head for join in joins}
    before = {head: tail for tail, head in after.items()}
    kept = [i for i, group in enumerate(groups) if group.role in _TEXT_ROLES]
    fragments: list[list[int]] = []
    cut = True
    for number, i in enumerate(kept):
        above = kept[number - 1] if number else None
        if above is not None and groups[i].role != "caption":
            body_above = next(
                (k for k in reversed(kept[:number]) if groups[k].role != "caption"), None
            )
            follows = body_above is not None and after.get(body_above) == i
            cut = not follows and (
                (body_above is not None and body_above in after)
                or i in before
                or _boundary(groups, above, i, zones)
            )
        if above is not None and zones[above] != zones[i]:
            cut = True
        if cut or not fragments:
            fragments.append([])
        fragments[-1].append(i)
        cut = False
    return _link(groups, fragments, after, before, zones)


def _boundary(groups: Sequence[Group], above: int, i: int, zones: Sequence[int]) -> bool:
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


_OPENS = re.compile(
    r"(?:.{2,12}(?:\d{1,2}月)?\d{1,2}日(?:电|讯)|本报讯|\d{1,2}月\d{1,2}日|(?:20\d\d年)?\d{1,2}月|今年|去年|"
    r"近日|日前|近年来|连日来|这几天|不久前|昨天|昨日|今天|\d{1,2}日|据.{2,12}(?:报道|消息))"
)


def _put_back(
    groups: Sequence[Group], members: list[int], orders: list[list[int]], printed: int
) -> None:
    """To the article whose wording it shares; to its front where only it opens like one."""
    words = "".join(groups[i].text for i in members)
    alike = [
        wording_in_common(words, "".join(groups[i].text for i in order)) for order in orders
    ]
    best = max(range(len(orders)), key=lambda k: (alike[k], k == printed))
    order = orders[best if alike[best] > 1.3 * alike[printed] else printed]
    texts = [groups[i].text for i in order if groups[i].role == "body"]
    if _OPENS.match(groups[members[0]].text) and not (texts and _OPENS.match(texts[0])):
        captions = next(
            (k for k, i in enumerate(order) if groups[i].role != "caption"), len(order)
        )
        order[captions:captions] = members
    else:
        order += members


def _compose(
    groups: Sequence[Group],
    order: Sequence[int],
    joins: Sequence[Join],
    opening: Opening | None,
    header: dict[str, str],
    stated: dict[str, str],
    from_name: dict[str, str],
    raw: str,
    repairs: Sequence[Repair],
    number: int,
) -> RepairedArticle:
    items, changes = _join_texts(groups, order, {join.tail: join for join in joins}, raw)
    text, blocks = _lay_out(items)
    title = _text_of(groups, opening.title if opening else None)
    single = number == 0
    author = None
    if opening is not None and opening.byline is not None:
        author = read_byline(groups[opening.byline].text)
    return RepairedArticle(
        text=text,
        blocks=tuple(blocks),
        title=header.get("title") or title or (stated.get("title") if single else None)
        or from_name.get("title"),
        subtitle=header.get("subtitle") or _text_of(groups, opening.subtitle if opening else None),
        kicker=_text_of(groups, opening.kicker if opening else None),
        author=header.get("author") or author or stated.get("author"),
        source=header.get("source") or stated.get("source") or from_name.get("source"),
        date=header.get("date") or stated.get("date") or from_name.get("date"),
        page=header.get("page") or stated.get("page") or from_name.get("page"),
        repairs=tuple(sorted([*repairs, *changes], key=lambda repair: repair.raw_start)),
    )  # fmt: skip


def _text_of(groups: Sequence[Group], i: int | None) -> str | None:
    return None if i is None else squeeze(groups[i].text).strip("—- ")


def _join_texts(
    groups: Sequence[Group], order: Sequence[int], joins: dict[int, Join], raw: str
) -> tuple[list[tuple[BlockKind, str]], list[Repair]]:
    """Paragraphs put together where a join was found; captions in between come after."""
    items: list[tuple[BlockKind, str]] = []
    repairs: list[Repair] = []
    waiting: list[tuple[BlockKind, str]] = []
    open_tail: int | None = None
    last: int | None = None
    for i in order:
        group = groups[i]
        kind: BlockKind = (
            "heading" if group.role == "heading"
            else "caption" if group.role == "caption" else "paragraph"
        )  # fmt: skip
        words = " ".join([group.text, *group.extra])
        if last is not None and i != last + 1 and i < last:
            repairs.append(
                Repair("moved", raw[group.start : group.end], raw[group.start : group.end],
                       group.start, group.end, "stands elsewhere on the page; read on from here")
            )  # fmt: skip
        last = i
        if open_tail is not None and kind == "caption":
            waiting.append((kind, words))
            continue
        if open_tail is not None and joins[open_tail].head == i:
            tail = groups[open_tail]
            space = " " if tail.text[-1].isascii() and tail.text[-1].isalpha() and words[0].isascii() and words[0].isalpha() else ""
            above, so_far = items[-1]
            items[-1] = (above, so_far + space + words)
            start, end = sorted((tail.end, group.start))
            repairs.append(
                Repair("join", raw[start:end] if tail.end == start else "", space,
                       tail.end, group.start if tail.end == start else tail.end,
                       f"“…{tail.text[-8:]}” goes on with “{words[:8]}…” "
                       f"(chance {joins[open_tail].chance:.2f})")
            )  # fmt: skip
        else:
            items += waiting
            waiting = []
            if kind == "heading" and items and items[-1][0] == "heading" and not group.marked:
                above, so_far = items[-1]
                items[-1] = (above, f"{so_far} {words}")
            else:
                items.append((kind, words))
        open_tail = i if i in joins else None
        if open_tail is None:
            items += waiting
            waiting = []
    return items + waiting, repairs


def _lay_out(items: Sequence[tuple[BlockKind, str]]) -> tuple[str, list[Block]]:
    blocks: list[Block] = []
    pieces: list[str] = []
    position = 0
    for kind, words in items:
        blocks.append(Block(kind, position, position + len(words)))
        pieces.append(words)
        position += len(words) + 1
    return "\n".join(pieces), blocks
