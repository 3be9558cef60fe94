"""Stretches of years with a name of their own: 上世纪90年代, 20世纪, 十四五."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .date_points import Point
from .figure import When
from .numerals import read_chinese
from .scan import Scan

_DECADE = re.compile(
    r"(?:(?P<last>上世纪|本世纪)|(?P<century>[12][0-9])世纪)?"
    r"(?<![0-9])(?P<decade>(?:1[0-9]|20)?[0-9]0|[一二三四五六七八九]十)年代(?P<part>初期?|末期?|中期)?"
)
_CENTURY = re.compile(r"(?<![0-9])(?P<century>[12]?[0-9])世纪(?!广场|公园|大道)")
_PLAN = re.compile(
    r"(?<![一二三四五六七八九])十[一二三四五六]五(?=[\"”'’」』》)]|规划|时期|期间|末|以来|开局|收官|计划)"
)
_ENGLISH_PLANS = ("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth")
_ENGLISH_PLAN = re.compile(
    rf"\b(?:(?P<n>[0-9]{{2}})th|(?P<w>{'|'.join(_ENGLISH_PLANS)})) five-year plan"
)


def eras(scan: Scan) -> Iterator[Point]:
    """Plans, decades and centuries; the caller claims each before it asks for the next.

    >>> [str(era.when) for era in eras(Scan("“十四五”以来, 上世纪90年代, 19世纪"))]
    ['2021/2025', '1990/1999', '1801/1900']
    """
    yield from _plans(scan)
    yield from _decades(scan)
    yield from _centuries(scan)


def _plan_start(number: int) -> int:
    """First year of a five-year plan: the sixth began in 1981, the fourteenth in 2021."""
    return 1981 + 5 * (number - 6)


def _plans(scan: Scan) -> Iterator[Point]:
    for match in scan.matches(_PLAN):
        number = read_chinese(match[0][:-1])
        if number is not None:
            yield _years(match, _plan_start(int(number)), 5)
    for match in scan.matches(_ENGLISH_PLAN):
        ordinal = int(match["n"]) if match["n"] else 11 + _ENGLISH_PLANS.index(match["w"])
        yield _years(match, _plan_start(ordinal), 5)


def _decades(scan: Scan) -> Iterator[Point]:
    for match in scan.matches(_DECADE):
        decade = match["decade"]
        tens = int(decade) if decade.isdigit() else int(read_chinese(decade) or 0)
        base = 2000 if match["last"] == "本世纪" else 1900
        if match["century"]:
            base = (int(match["century"]) - 1) * 100
        yield _years(match, tens if tens >= 1000 else base + tens, 10)


def _centuries(scan: Scan) -> Iterator[Point]:
    for match in scan.matches(_CENTURY):
        first = (int(match["century"]) - 1) * 100 + 1
        if first > 0:
            yield _years(match, first, 100)


def _years(match: re.Match[str], first: int, count: int) -> Point:
    return Point(*match.span(), When(first, until=When(first + count - 1)))
