"""Documents to articles: layout repaired, metadata settled, language told, identity given."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .article import Article, Block, Language, Repair
from .metadata import from_file_name, merge, parse_header, same_title
from .normalise import fold_text, simplified_table
from .read import Raw

# Beyond this a text is no newspaper page: it is taken as printed, line by line.
LONGEST_PAGE = 300_000
_LANGUAGE_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article and what was changed in its raw text to get it."""

    article: Article
    repairs: tuple[Repair, ...]


def clean(raw: Raw) -> Iterator[Cleaned]:
    """The articles of a document; a printed page may hold several."""
    document = raw.document
    if not document.blocks and len(document.text) <= LONGEST_PAGE:
        yield from _clean_page(raw)
        return
    header, text = parse_header(document.text) if not document.blocks else ({}, document.text)
    blocks = document.blocks
    printed: Mapping[str, str] = {}
    repairs: tuple[Repair, ...] = ()
    if blocks:
        from .layout import strip_furniture

        stripped = strip_furniture(text, blocks)
        text, blocks = stripped.text, stripped.blocks
        printed, repairs = stripped.facts, stripped.repairs
    facts = merge(document.stated, header, printed, document.tagged, from_file_name(raw.name))
    if document.is_web_copy:
        text, blocks, removals = _without_injected(text, blocks)
        repairs += removals
    text, blocks = _without_title(text, blocks, facts["title"])
    if text.strip():
        yield Cleaned(_article(raw, facts, text, blocks), repairs)


def _clean_page(raw: Raw) -> Iterator[Cleaned]:
    """A page without structure: the layout is repaired, and what is printed on it is read."""
    from .layout import repair_page

    text = raw.document.text
    note = parse_header(text)[0].get("note")
    for page in repair_page(text, name=raw.name):
        if not page.text.strip():
            continue
        printed = {
            "title": page.title,
            # A kicker is no title, but it is printed of the article: where it plays, what series it is.
            "subtitle": " ".join(filter(None, (page.kicker, page.subtitle))) or None,
            "author": page.author,
            "source": page.source,
            "date": page.date,
            "page": page.page,
            "note": note,
        }
        facts = merge(printed, raw.document.tagged)
        yield Cleaned(_article(raw, facts, page.text, page.blocks), page.repairs)


def _without_injected(
    text: str, blocks: Sequence[Block]
) -> tuple[str, tuple[Block, ...], tuple[Repair, ...]]:
    """A web copy without the words that somebody put into its sentences."""
    from .layout.injected import remove_injected
    from .layout.lines import Line

    lines = [Line(text[block.start : block.end], block.start, block.end, gap=0) for block in blocks]
    cleaned, repairs = remove_injected(lines, text)
    if not repairs:
        return text, tuple(blocks), ()
    parts: list[str] = []
    moved: list[Block] = []
    position = 0
    for block, line in zip(blocks, cleaned, strict=True):
        if line.text:
            moved.append(Block(block.kind, position, position + len(line.text)))
            parts.append(line.text)
            position += len(line.text) + 1
    return "\n".join(parts), tuple(moved), tuple(repairs)


def _article(
    raw: Raw, facts: Mapping[str, str | None], text: str, blocks: Sequence[Block]
) -> Article:
    from .layout import reporters_in_lead

    return Article(
        id=article_id(text, facts["title"]),
        title=facts["title"],
        subtitle=facts["subtitle"],
        source=facts["source"],
        date=facts["date"],
        page=facts["page"],
        author=facts["author"] or reporters_in_lead(text[:80]),
        language=language_of(text),
        text=text,
        path=raw.name,
        sha256=raw.sha256,
        blocks=tuple(blocks),
        note=facts["note"],
    )


def _without_title(
    text: str, blocks: Sequence[Block], title: str | None
) -> tuple[str, tuple[Block, ...]]:
    """A first block that only repeats the title is not text of the article."""
    if not blocks or title is None or not same_title(text[: blocks[0].end], title):
        return text, tuple(blocks)
    begin = blocks[1].start if len(blocks) > 1 else len(text)
    rest = (Block(block.kind, block.start - begin, block.end - begin) for block in blocks[1:])
    return text[begin:], tuple(rest)


def article_id(text: str, title: str | None) -> str:
    """16 hexadecimal digits of a hash of the folded text and title, white space aside.

    A file that was renamed, re-encoded or re-wrapped keeps its id; a changed figure does not.

    >>> article_id("织里镇 有童装企业。", None) == article_id("織里鎮有童裝企業。\\n", "")
    True
    """
    content = "\x00".join(re.sub(r"\s+", "", fold_text(part)) for part in (title or "", text))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _only_simplified() -> frozenset[str]:
    table = simplified_table()
    return frozenset(new for new in table.values() if ord(new) not in table)


def language_of(text: str) -> Language:
    """Script of the text, by its characters.

    >>> language_of("臺州市的山區縣"), language_of("台州市的山区县"), language_of("A mountain county")
    ('zh-Hant', 'zh-Hans', 'en')
    """
    sample = text[:_LANGUAGE_SAMPLE]
    han = sum(1 for c in sample if "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff")
    words = len(re.findall(r"[A-Za-z]{2,}", sample))
    if han < words:
        return "en"
    table, simplified_only = simplified_table(), _only_simplified()
    traditional = sum(1 for c in sample if ord(c) in table)
    simplified = sum(1 for c in sample if c in simplified_only)
    return "zh-Hant" if traditional > simplified else "zh-Hans"
