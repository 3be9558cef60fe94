"""Words of a Chinese text with their tags; a name in quotation marks is one word.

>>> tagged("东河镇有工厂")
(('东河镇', 'ns'), ('有', 'v'), ('工厂', 'n'))
"""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=4096)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Words of a text with their tags; what stands in quotation marks is one name."""
    import rjieba

    found: list[tuple[str, str]] = []
    for piece in re.split(r"([“「『《][^”」』》]{1,30}[”」』》])", text):
        if re.fullmatch(r"[“「『《].+[”」』》]", piece):
            found.append((piece, "nz"))
        elif piece:
            found += [(str(word), str(tag)) for word, tag in rjieba.tag(piece)]
    return tuple(_with_class_word(found))


def _with_class_word(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A class word goes back to its place where the tagger gave it to a verb: 南山|县建 -> 南山县|建."""
    mended: list[tuple[str, str]] = []
    for word, tag in words:
        cut = (
            mended and len(word) == 2 and tag.startswith("v") and word[0] in "省市县区镇乡村"
            and mended[-1][1] in ("ns", "nr", "nz")
        )  # fmt: skip
        if cut:
            mended[-1] = (mended[-1][0] + word[0], "ns")
            word = word[1:]
        mended.append((word, tag))
    return mended
