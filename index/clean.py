"""Documents to articles: layout repaired, metadata settled, language told, identity given."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

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
    stated, body = dict(document.stated), document.text
    if not document.blocks:
        header, body = parse_header(document.text)
        stated |= header
    named = from_file_name(raw.name)
    if document.blocks or len(body) > LONGEST_PAGE:
        facts = merge(stated, document.tagged, named)
        text, blocks = _without_title(body.strip("\n"), document.blocks, facts["title"])
        if text.strip():
            yield Cleaned(_article(raw, facts, text, blocks), ())
        return
    from .layout import repair_page

    offset = len(document.text) - len(body)
    for number, page in enumerate(repair_page(body)):
        printed = {
            "title": page.title,
            "subtitle": page.subtitle,
            "author": page.author,
            "source": page.source,
            "date": page.date,
            "page": page.page,
        }
        if number:
            # A header speaks of the page; title and author belong to its first article.
            for key in ("title", "subtitle", "author"):
                stated.pop(key, None)
            named.pop("title", None)
        facts = merge(stated, printed, document.tagged, named)
        if not page.text.strip():
            continue
        repairs = tuple(_moved(repair, offset) for repair in page.repairs)
        yield Cleaned(_article(raw, facts, page.text, page.blocks), repairs)


def _article(
    raw: Raw, facts: Mapping[str, str | None], text: str, blocks: Sequence[Block]
) -> Article:
    return Article(
        id=article_id(text, facts["title"]),
        title=facts["title"],
        subtitle=facts["subtitle"],
        source=facts["source"],
        date=facts["date"],
        page=facts["page"],
        author=facts["author"],
        language=language_of(text),
        text=text,
        path=raw.name,
        sha256=raw.sha256,
        blocks=tuple(blocks),
        note=facts["note"],
    )


def _moved(repair: Repair, offset: int) -> Repair:
    return Repair(
        repair.kind,
        repair.before,
        repair.after,
        repair.raw_start + offset,
        repair.raw_end + offset,
        repair.reason,
    )


def _without_title(
    text: str, blocks: Sequence[Block], title: str | None
) -> tuple[str, Sequence[Block]]:
    """A first block that only repeats the title is not text of the article."""
    if not blocks or title is None or not same_title(text[: blocks[0].end], title):
        return text, blocks
    begin = blocks[1].start if len(blocks) > 1 else len(text)
    rest = [Block(block.kind, block.start - begin, block.end - begin) for block in blocks[1:]]
    return text[begin:], rest


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


def title_or_name(article: Article) -> str:
    """What to call an article that may have no title: its title, or the name of its file."""
    return article.title or PurePath(article.path).stem
