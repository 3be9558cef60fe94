"""Fold text for comparison, with a map back to the characters as printed.

Folding is NFKC (but an ellipsis stays one character), lower case, and traditional to simplified
*character by character* (OpenCC's single-character table), so that a span of the folded text always
maps back to a span of the original. Phrase conversion is left out on purpose: it changes lengths.

>>> folded = fold("臺州㎡")
>>> folded.text
'台州m2'
>>> folded.original_span(2, 4)
(2, 3)
>>> fold_text("臺州……")
'台州……'
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Three dots to NFKC: kept, so that nearly all news text folds character by character.
_ELLIPSIS = "…"
# The blocks that hold ideographs with a simplified counterpart in OpenCC's table.
_HAN_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2B740))


@lru_cache(maxsize=1)
def simplified_table() -> dict[int, str]:
    """Map of code point -> simplified character, for every character that changes."""
    import opencc

    characters = [chr(c) for low, high in _HAN_RANGES for c in range(low, high)]
    # One character a line: no phrase rule can span two of them.
    simplified = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        ord(old): new
        for old, new in zip(characters, simplified, strict=True)
        if old != new and len(new) == 1
    }


def simplify(text: str) -> str:
    """Traditional to simplified, character by character; the length does not change."""
    return text.translate(simplified_table())


@lru_cache(maxsize=65536)
def _fold_character(character: str) -> str:
    if character == _ELLIPSIS:
        return character
    return unicodedata.normalize("NFKC", character).lower().translate(simplified_table())


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `offsets[i]` is the original index of folded character i.

    `offsets` has one more entry than `text`: the length of the original.
    """

    text: str
    offsets: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The smallest original span that covers folded characters `start:end`."""
        if not 0 <= start <= end < len(self.offsets):
            raise ValueError(f"span {start}:{end} is outside 0:{len(self.offsets) - 1}")
        if start == end:
            return self.offsets[start], self.offsets[start]
        last = self.offsets[end - 1]
        # Several folded characters may come of one original: step past all of them.
        while end < len(self.offsets) and self.offsets[end] == last:
            end += 1
        return self.offsets[start], self.offsets[end]


def fold(text: str) -> Folded:
    """Fold `text` and remember where each character came from."""
    pieces: list[str] = []
    offsets: list[int] = []
    for position, character in enumerate(text):
        piece = _fold_character(character)
        pieces.append(piece)
        offsets.extend([position] * len(piece))
    offsets.append(len(text))
    return Folded("".join(pieces), tuple(offsets))


def fold_text(text: str) -> str:
    """Folded text alone, where no span has to be mapped back."""
    return "".join(map(_fold_character, text))
