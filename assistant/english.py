"""An English line over Chinese evidence, where one can be formed without translating prose.

Figures take English magnitudes and units, dates English months, names of people and places pinyin;
the Chinese quote follows in every case.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.figures import Bound, Figure, in_reader_units
from index.figures.places import places
from index.normalise import simplify

from .answer import Kind
from .measure_asked import converted
from .names import in_pinyin, place_in_pinyin
from .short_answer import ShortAnswer

_MONTHS = """
    January February March April May June July August September October November December
    """.split()
_DATE = re.compile(
    r"(?:(?P<year>[0-9]{4})年)?(?:(?P<month>[0-9]{1,2})月)?(?:(?P<day>[0-9]{1,2})[日号])?(?P<end>底)?"
)
_EVERY_MONTH = re.compile(r"每(?:个)?月(?P<day>[0-9]{1,2})[日号]")
# The longest first: 社区 is no 区.
_ADMINISTRATIVE = {
    "自治区": "Autonomous Region", "自治州": "Autonomous Prefecture", "自治县": "Autonomous County",
    "开发区": "Development Zone", "高新区": "High-tech Zone", "工业园": "Industrial Park",
    "产业园": "Industrial Park", "街道": "Subdistrict", "社区": "Community", "新区": "New Area",
    "小区": "Residential Quarter", "省": "Province", "市": "City", "区": "District",
    "县": "County", "镇": "Town", "乡": "Township", "村": "Village",
}  # fmt: skip
_LANDMARKS = {
    "公园": "Park", "广场": "Square", "新城": "New Town", "水库": "Reservoir", "码头": "Wharf",
    "群岛": "Islands", "岛": "Island", "湖": "Lake", "路": "Road", "街": "Street",
}  # fmt: skip
_PLACE_CLASSES = _ADMINISTRATIVE | _LANDMARKS
# What may stand without a name of its own.
_ALONE = frozenset({"高新区", "开发区", "新区"})
_HOLDS_CLASS = re.compile("|".join(_ADMINISTRATIVE))
# Characters of a name without its class word.
_SHORTEST_NAME, _LONGEST_NAME = 2, 4
# An office that did something is no person, and has no name in pinyin: 急诊科.
_NOBODY = re.compile(
    r"(?:中心|公司|集团|学校|合作社|协会|工会|[科局部站馆院厂店办委所村镇县市区])$"
)
_NO_NAME = re.compile(r"[^\u4e00-\u9fff]|[的和与及在、]")


def english_date(text: str) -> str | None:
    """2019年5月 -> May 2019; `None` for what is not a plain calendar date.

    >>> english_date("2019年5月"), english_date("3月底"), english_date("近日")
    ('May 2019', 'the end of March', None)
    >>> english_date("每月15日")
    'the 15th of every month'
    """
    if every := _EVERY_MONTH.fullmatch(text.strip()):
        return f"the {_ordinal(int(every['day']))} of every month"
    match = _DATE.fullmatch(text.strip())
    if match is None or not (match["year"] or match["month"]):
        return None
    month = int(match["month"]) if match["month"] else None
    if month is not None and not 1 <= month <= 12:
        return None
    parts = [match["day"], _MONTHS[month - 1] if month else None, match["year"]]
    words = " ".join(part for part in parts if part)
    return f"the end of {words}" if match["end"] else words


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number // 10 == 1 else ending}"


def english_place(text: str) -> str | None:
    """A place in pinyin with its class word, the narrowest first; `None` where it cannot be divided.

    >>> english_place("清河县松溪镇青石村"), english_place("东湖西路社区")
    ('Qingshi Village, Songxi Town, Qinghe County', 'Donghuxilu Community')
    """
    text = simplify(text)
    if _NO_NAME.search(text):
        return None
    wider = _without_class(text)
    parts = _divided(text.removeprefix(wider))
    if parts is None:
        # 松溪镇上 is no name; 青岛, 梅村 are, and too short to be divided.
        bare = len(text) <= _LONGEST_NAME and not _HOLDS_CLASS.search(text, _SHORTEST_NAME)
        return place_in_pinyin(text) if bare else None
    if wider:
        parts.append(place_in_pinyin(wider))
    return ", ".join(parts)


def _without_class(text: str) -> str:
    """The place without its class word that `text` begins with, if any: 江城 of 江城清河区."""
    first = next(iter(places(text)), None)
    if first is None or first[0] != 0 or first[2].endswith(tuple(_PLACE_CLASSES)):
        return ""
    return first[2] if first[1] < len(text) else ""


def _divided(text: str) -> list[str] | None:
    """Places in a row, each with its class word but the narrowest, in English, the narrowest first."""
    for kind, english in _PLACE_CLASSES.items():
        for size in (0, *range(_SHORTEST_NAME, _LONGEST_NAME + 1)):
            name, rest = text[:size], text[size:]
            # 松溪市|区 is the town in a city, no district of that name; 高新区 alone says what it is.
            if not rest.startswith(kind) or _HOLDS_CLASS.search(name, _SHORTEST_NAME):
                continue
            if not name and kind not in _ALONE:
                continue
            spoken = f"{place_in_pinyin(name)} {english}".strip()
            inside = rest.removeprefix(kind)
            if not inside:
                return [spoken]
            if (narrower := _divided(inside)) is not None:
                return [*narrower, spoken]
            if _is_bare(inside):
                return [place_in_pinyin(inside), spoken]
    return None


def _is_bare(text: str) -> bool:
    """Whether text may be a name without a class word; 镜湖|镇 is no place inside a lake."""
    if not _SHORTEST_NAME <= len(text) < _LONGEST_NAME or text in _ADMINISTRATIVE:
        return False
    return len(text) == _SHORTEST_NAME or not text.endswith(tuple(_ADMINISTRATIVE))  # 梅村


def english_name(text: str, kind: Kind) -> str | None:
    """A short Han name in pinyin, places with their class words; `None` for anything longer."""
    if kind == "person":
        named = re.fullmatch(r"[\u4e00-\u9fff]{2,4}", text) and not _NOBODY.search(text)
        return in_pinyin(text) if named else None
    if kind == "place" or text.endswith(tuple(_PLACE_CLASSES)):
        return english_place(text)
    return None


def _english_when(figure: Figure | None, text: str) -> str | None:
    """A date in English, its year from the newspaper's own date where the text says 去年."""
    if figure is not None and figure.when is not None and figure.when.year is not None:
        # Since when, from when: the day itself answers.
        bound: Bound = "exact" if figure.bound == "since" else figure.bound
        return in_reader_units(replace(figure, bound=bound), "en")
    return english_date(text)


def english_line(short: ShortAnswer, kind: Kind, asked: str = "") -> str | None:
    """The answer in English with the printed words in brackets, or `None` if it cannot be formed.

    A figure is also given in the unit that the folded question `asked` names, where that is another.
    """
    words: str | None
    other: str | None = None
    if kind == "date":
        words = _english_when(short.figure, short.text)
    elif short.figure is not None:
        words = in_reader_units(short.figure, "en")
        other = converted(short.figure, asked, "en")
    else:
        words = english_name(short.text, kind)
    if not words:
        return None
    line = words if words == short.text else f"{words} ({short.text})"
    return line if other is None else f"{line}, or {other}"
