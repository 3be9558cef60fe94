"""What the collection is made of: articles, their blocks, and passages.

All offsets are characters into `Article.text`, half open, so that
`article.text[start:end]` is always the words that a reader sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh-Hans", "zh-Hant", "en"]
# A row is one of a table: the first of a run of rows is its header.
BlockKind = Literal["heading", "paragraph", "caption", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """One run of `Article.text` with a typographical role; blocks do not overlap."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repair:
    """One change made while cleaning, kept so that an editor can check it.

    `raw_start:raw_end` are characters into the raw decoded text, `before` the words that stood
    there, `after` what became of them ("" when removed).
    """

    kind: str
    before: str
    after: str
    raw_start: int
    raw_end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article. What the source does not print is `None`, never guessed.

    `id` is a hash of the text and title, so a renamed or re-saved file is the same article;
    `date` is ISO 8601, as precise as printed ("2021-07-13", "2021-07", "2021");
    `sha256` is of the raw file; `note` is a remark of the editor ("digest of ...").
    """

    id: str
    title: str | None
    subtitle: str | None
    source: str | None
    date: str | None
    page: str | None
    author: str | None
    language: Language
    text: str
    path: str
    sha256: str
    blocks: tuple[Block, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one article, about 200 to 350 characters, the unit of retrieval.

    `text == article.text[start:end]`; `heading` is the section heading above it, if any.
    """

    id: int
    article_id: str
    ordinal: int
    heading: str | None
    start: int
    end: int
    text: str
    kind: BlockKind = "paragraph"
