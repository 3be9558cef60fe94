"""What a file holds before it is cleaned, whatever its format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .article import Block, BlockKind


@dataclass(frozen=True, slots=True)
class Document:
    """Text as it stands in a file, before cleaning.

    `stated` is what the file itself states of the article, `tagged` what its markup or properties
    add. `blocks` is the structure that the format carries; without it the text is a printed page
    whose structure has to be found. `is_web_copy` where words may have been put into the sentences.
    `problem` names a part that could not be read.
    """

    text: str
    stated: Mapping[str, str] = field(default_factory=dict)
    tagged: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    is_web_copy: bool = False
    problem: str | None = None


class Blocks:
    """Collects blocks into one text, a line each."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(self, kind: BlockKind, text: str) -> None:
        """One block more, if the text is not blank."""
        text = spaces_to_one(text)
        if not text:
            return
        self._blocks.append(Block(kind, self._length, self._length + len(text)))
        self._parts.append(text)
        self._length += len(text) + 1

    def document(
        self, stated: Mapping[str, str] | None = None, tagged: Mapping[str, str] | None = None
    ) -> Document:
        """The blocks so far, with what the file states and its markup adds."""
        return Document("\n".join(self._parts), stated or {}, tagged or {}, tuple(self._blocks))

    def __len__(self) -> int:
        return len(self._blocks)


def spaces_to_one(text: str) -> str:
    """Runs of blanks to one space, and none around."""
    return re.sub(r"[ \t\xa0]+", " ", text).strip()


def is_display(words: str) -> bool:
    """May words that are set in bold be a heading? A sentence in bold is none."""
    return len(words) <= 45 and not re.search("[。！？；，：:.!?;,”]$", words)
