"""An English line over Chinese evidence, where one can be formed without translating prose.

Figures take English magnitudes and units, dates English months, names of people and places pinyin;
the Chinese quote follows in every case.
"""

from __future__ import annotations

import re

from index.figures import in_reader_units

from .answer import Kind
from .names import in_pinyin, place_in_pinyin
from .short_answer import ShortAnswer

_MONTHS = """
    January February March April May June July August September October November December
    """.split()
_DATE = re.compile(
    r"(?:(?P<year>[0-9]{4})年)?(?:(?P<month>[0-9]{1,2})月)?(?:(?P<day>[0-9]{1,2})[日号])?(?P<end>底)?"
)
_PLACE_CLASSES = {
    "省": "Province", "市": "City", "区": "District", "县": "County", "镇": "Town",
    "乡": "Township", "村": "Village", "街道": "Subdistrict", "社区": "Community",
}  # fmt: skip


def english_date(text: str) -> str | None:
    """2021年5月 -> May 2021; `None` for what is not a plain calendar date.

    >>> english_date("2021年5月"), english_date("3月底"), english_date("近日")
    ('May 2021', 'the end of March', None)
    """
    match = _DATE.fullmatch(text.strip())
    if match is None or not (match["year"] or match["month"]):
        return None
    month = int(match["month"]) if match["month"] else None
    if month is not None and not 1 <= month <= 12:
        return None
    parts = [match["day"], _MONTHS[month - 1] if month else None, match["year"]]
    words = " ".join(part for part in parts if part)
    return f"the end of {words}" if match["end"] else words


def english_name(text: str, kind: Kind) -> str | None:
    """A short Han name in pinyin, places with their class word; `None` for anything longer."""
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,6}", text):
        return None
    for class_word, english in _PLACE_CLASSES.items():
        if text.endswith(class_word) and len(text) > len(class_word) + 1:
            return f"{place_in_pinyin(text.removesuffix(class_word))} {english}"
    if kind == "person" and len(text) <= 4:
        return in_pinyin(text)
    return place_in_pinyin(text) if kind == "place" and len(text) <= 4 else None


def english_line(short: ShortAnswer, kind: Kind) -> str | None:
    """The answer in English with the printed words in brackets, or `None` if it cannot be formed."""
    words: str | None
    if short.figure is not None and kind != "date":
        words = in_reader_units(short.figure, "en")
    elif kind == "date":
        words = english_date(short.text)
    else:
        words = english_name(short.text, kind)
    if not words:
        return None
    return words if words == short.text else f"{words} ({short.text})"
