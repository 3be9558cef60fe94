"""Fold text for the models without changing its length: one character in, one out.

The models see lower-case simplified text in half width. Folding that keeps every character in
its place (NFKC only where it gives one character) makes span offsets of the folded text the
offsets of the text as given, so nothing has to be mapped back.

>>> fold_same_length("圖書ＧＤＰ㎡，①")
'图书gdp㎡,1'
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# The blocks that hold ideographs with a simplified counterpart in OpenCC's table.
_HAN_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2B740))


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    import opencc

    characters = [chr(c) for low, high in _HAN_RANGES for c in range(low, high)]
    # One character a line: no phrase rule can span two of them.
    simplified = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        old: new
        for old, new in zip(characters, simplified, strict=True)
        if old != new and len(new) == 1
    }


@lru_cache(maxsize=65536)
def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) != 1:
        folded = character
    lower = folded.lower()
    if len(lower) == 1:
        folded = lower
    # Accents off Latin letters ("é" -> "e"), as the English word pieces were made.
    base = unicodedata.normalize("NFD", folded)[0]
    if base.isascii() and base.isalpha():
        folded = base
    return _simplified().get(folded, folded)


def fold_same_length(text: str) -> str:
    """Half width, lower case, simplified; `len(fold_same_length(text)) == len(text)`."""
    return "".join(map(_fold_character, text))
