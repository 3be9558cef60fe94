"""Language and script of a question, and text in the script that was asked for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index import Language
from index.normalise import simplified_table

if TYPE_CHECKING:
    import opencc

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def detect_language(text: str) -> Language:
    """English when Latin words outnumber Han characters, else the script of the Han characters.

    A character that exists in both scripts says nothing; one traditional-only character in twenty
    is enough for traditional, because simplified text has none.

    >>> detect_language("織里鎮一年生產多少件童裝？"), detect_language("How many pieces?")
    ('zh-Hant', 'en')
    """
    han = _HAN.findall(text)
    words = _LATIN_WORD.findall(text)
    if not han or len(words) > len(han):
        return "en" if words else "zh-Hans"
    table = simplified_table()
    traditional = sum(ord(character) in table for character in han)
    return "zh-Hant" if traditional * 20 >= len(han) and traditional else "zh-Hans"


@lru_cache(maxsize=2)
def _converter(configuration: str) -> opencc.OpenCC:
    import opencc

    return opencc.OpenCC(configuration)


def in_script(text: str, language: Language) -> str:
    """`text` in the script of `language`; English leaves the words as printed.

    Phrase conversion is used here, since the result is read, not cited.
    """
    if language == "en":
        return text
    written = detect_language(text)
    if written == "en" or written == language:
        return text
    return str(_converter("s2t" if language == "zh-Hant" else "t2s").convert(text))
