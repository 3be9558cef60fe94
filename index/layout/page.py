"""One page of text as it was printed or copied, to the articles that stand on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..article import Block, BlockKind, Repair
from ..metadata import from_file_name, parse_header, split_site_name
from .furniture import find_furniture
from .groups import Group, group_lines
from .injected import remove_injected
from .lines import read_lines, squeeze, unwrap
from .names import read_byline
from .openings import Opening, find_openings
from .order import Join
from .reading_order import find_joins, mark_interruptions, reading_orders, zones_of
from .roles import mark_captions, settle_shorts


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
    read = read_groups(text)
    groups, openings, repairs = read.groups, read.openings, read.repairs
    found = find_joins(groups)
    joins = found.joins
    mark_interruptions(groups, joins)
    settle_shorts(groups)
    stated = _stated(groups, read.site)
    repairs += _removed(groups, text)
    zones = zones_of(groups, openings)
    orders = reading_orders(groups, found, zones)
    begins = [groups[opening.start].start for opening in openings[1:]]
    shares: list[list[Repair]] = [[] for _ in orders]
    for repair in repairs:
        shares[bisect_right(begins, repair.raw_start)].append(repair)
    facts = _Facts(read.header, stated, from_file_name(name) if name else {})
    articles: list[RepairedArticle] = []
    opened: list[Opening | None] = [*openings] or [None]
    for opening, order, share in zip(opened, orders, shares, strict=True):
        articles.append(_compose(groups, order, joins, opening, facts, text, share))
        facts = facts.of_the_page()
    return _with_own_pages(articles, groups, openings)


@dataclass(slots=True)
class PageRead:
    """A page cut into groups that have their first roles, before anything is joined or moved."""

    header: dict[str, str]
    groups: list[Group]
    openings: list[Opening]
    repairs: list[Repair]
    site: str | None


def read_groups(text: str) -> PageRead:
    """The lines of a page as groups, without injected words."""
    header, body = parse_header(text)
    if "author" in header:
        header["author"] = read_byline(header["author"]) or header["author"]
    offset = len(text) - len(body)
    lines, repairs = unwrap(read_lines(body, offset), text)
    furniture = find_furniture(lines)
    printed = [i for i, found in enumerate(furniture) if found is None]
    cleaned, removals = remove_injected([lines[i] for i in printed], text)
    repairs += removals
    for i, line in zip(printed, cleaned, strict=True):
        lines[i] = line
    kept = [i for i, line in enumerate(lines) if line.text]
    lines, furniture = [lines[i] for i in kept], [furniture[i] for i in kept]
    groups = group_lines(lines, furniture)
    site = _split_site(groups, repairs)
    openings = find_openings(groups, title=header.get("title"))
    mark_captions(groups)
    return PageRead(header, groups, openings, repairs, site)


def _with_own_pages(
    articles: list[RepairedArticle], groups: Sequence[Group], openings: Sequence[Opening]
) -> list[RepairedArticle]:
    """A file of several pages: every article has the number that stands over it, or none."""
    numbers = [group.furniture.states.get("page") if group.furniture else None for group in groups]
    if len({number for number in numbers if number}) < 2:
        return articles
    on_top = any(numbers[: openings[0].title]) if openings else False
    owned = articles[:1]
    for article, opening in zip(articles[1:], openings[1:], strict=True):
        above: str | None = None
        place = opening.start - 1
        while on_top and above is None and place >= 0 and groups[place].role != "body":
            above = numbers[place]
            place -= 1
        owned.append(replace(article, page=above))
    return owned


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the header, the lines of the page and the file name state, in the order of trust."""

    header: dict[str, str]
    stated: dict[str, str]
    from_name: dict[str, str]

    def of_the_page(self) -> _Facts:
        """What goes for every article of the page, and not for its first alone."""
        shared = ("source", "date", "page")
        header, stated, from_name = (
            {key: facts[key] for key in shared if key in facts}
            for facts in (self.header, self.stated, self.from_name)
        )
        return _Facts(header, stated, from_name)

    def get(self, key: str, printed: str | None = None) -> str | None:
        """The header's value, or the one printed, or that of a line of the page or the name."""
        return self.header.get(key) or printed or self.stated.get(key) or self.from_name.get(key)


def _split_site(groups: Sequence[Group], repairs: list[Repair]) -> str | None:
    """The site's name behind the first line, which is then the title alone."""
    for group in groups[:4]:
        if group.role == "short" and len(group.lines) == 1:
            title, site = split_site_name(group.text)
            if site is not None:
                line = group.lines[0]
                repairs.append(
                    Repair(
                        "furniture",
                        group.text[len(title) :],
                        "",
                        line.end - len(group.text) + len(title),
                        line.end,
                        "the site's name after the headline",
                    )
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
        if group.role in reasons and not (group.role == "credit" and group.marked)
    ]  # fmt: skip


def _compose(
    groups: Sequence[Group],
    order: Sequence[int],
    joins: Sequence[Join],
    opening: Opening | None,
    facts: _Facts,
    raw: str,
    repairs: Sequence[Repair],
) -> RepairedArticle:
    items, changes = _join_texts(groups, order, {join.tail: join for join in joins}, raw)
    text, blocks = _lay_out(items)
    author = None
    if opening is not None and opening.byline is not None:
        author = read_byline(groups[opening.byline].text)
    return RepairedArticle(
        text=text,
        blocks=tuple(blocks),
        title=facts.get("title", _text_of(groups, opening.title if opening else None)),
        subtitle=facts.get("subtitle", _text_of(groups, opening.subtitle if opening else None)),
        kicker=_text_of(groups, opening.kicker if opening else None),
        author=facts.get("author", author),
        source=facts.get("source"),
        date=facts.get("date"),
        page=facts.get("page"),
        repairs=tuple(sorted([*repairs, *changes], key=lambda repair: repair.raw_start)),
    )


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
            "row" if group.is_row
            else "heading" if group.role == "heading"
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
            space = (
                " "
                if tail.text[-1].isascii()
                and tail.text[-1].isalpha()
                and words[0].isascii()
                and words[0].isalpha()
                else ""
            )
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
