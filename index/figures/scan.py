"""One text while its figures are being found: folded characters, and which are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..normalise import Folded, fold
from .figure import Figure

# Sentence and clause ends; a comma between digits belongs to the number.
CLAUSE_END = re.compile(r"[。!?;,、…\n]|(?<![0-9])\.(?=\s|$)")
SENTENCE_END = re.compile(r"[。!?\n]|(?<![0-9a-z])\.(?=\s|$)|(?<=[a-z])\.(?=\s|$)")


@dataclass(slots=True)
class Scan:
    """Characters are claimed once: the first pattern that reads a figure owns its characters."""

    original: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    folded: Folded = field(init=False)
    taken: bytearray = field(init=False)
    found: list[Figure] = field(init=False, default_factory=list)
    latin: bool = field(init=False)

    def __post_init__(self) -> None:
        self.folded = fold(self.original)
        self.taken = bytearray(len(self.folded.text))
        self.latin = re.search("[a-z]{2}", self.folded.text) is not None

    @property
    def text(self) -> str:
        """The folded text that every pattern runs on."""
        return self.folded.text

    def free(self, start: int, end: int) -> bool:
        """Whether nobody has claimed a character of `start:end`."""
        return not any(self.taken[start:end])

    def claim(self, start: int, end: int) -> None:
        """Mark characters as read; ½ is three folded characters and is read whole."""
        offsets = self.folded.offsets
        while start > 0 and offsets[start - 1] == offsets[start]:
            start -= 1
        while start < end < len(self.taken) and offsets[end] == offsets[end - 1]:
            end += 1
        self.taken[start:end] = b"\x01" * (end - start)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches whose characters are all free, left to right."""
        for match in pattern.finditer(self.text):
            if self.free(*match.span()):
                yield match

    def printed(self, start: int, end: int) -> tuple[str, int, int]:
        """The words as printed for folded `start:end`, with their offsets in the original."""
        first, last = self.folded.original_span(start, end)
        return self.original[first:last], first, last
