"""Dates, periods and times of day, Chinese and English.

去年9月 is resolved only when the article's date is printed; without it the year stays open and the
offset is kept (`When.year_offset`).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import replace

from .chinese_dates import chinese_dates
from .date_points import Point
from .english_dates import english_dates
from .eras import eras
from .figure import Figure, Kind, When
from .scan import Scan

_BARE_LEFT = re.compile(
    r"(?P<left>(?<![0-9])(?<![0-9][.,])(?:(?P<year>[12][0-9]{3})|(?P<month>1[0-2]|0?[1-9])))"
    r"\s?(?:[-–—―~]+|至|到)\s?(?=(?:[0-9]{4}\s?年|(?:1[0-2]|0?[1-9])\s?月))"
)
_ISO = re.compile(
    r"(?<![0-9.])((?:19|20)[0-9]{2})([-/.])(1[0-2]|0?[1-9])(?:\2(3[01]|[12][0-9]|0?[1-9]))(?![0-9])"
)
_CLOCK = re.compile(
    r"(?P<half>(?:上午|下午|中午|晚上?|凌晨|清晨|早上?|傍晚|夜里)\s?)?"
    r"(?<![0-9:])(?<![0-9][.,])(?P<hour>2[0-4]|1[0-9]|0?[0-9])"
    r"(?:[::](?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])|"
    r"(?P<mark>时(?![间候代刻期速差空长段常光隔])|点)(?:(?P<minute2>[0-5]?[0-9])分(?!之)|(?P<thirty>半)|[许整]|钟)?)"
)
_TO = r"\s?(?:[-–—―~]+|至|到{english})\s?"
_JOINER = re.compile(_TO.format(english="|to|through|until"))
_LEFT_MONTH = re.compile(r"(1[0-2]|0?[1-9])" + _TO.format(english=""))


def find_dates(scan: Scan) -> None:
    """Claim every date of the text."""
    for match in scan.matches(_ISO):
        day = When(int(match[1]), int(match[3]), int(match[4]))
        _claim(scan, Point(*match.span(), day), "date")
    for era in eras(scan):
        _claim(scan, era, "period")
    lefts = _bare_lefts(scan)
    points = list(chinese_dates(scan))
    taken = {position for point in points for position in range(point.start, point.end)}
    points += (
        point
        for point in english_dates(scan)
        if point.start not in taken and point.end - 1 not in taken
    )
    for match in scan.matches(_CLOCK):
        clock = _read_clock(match)
        if clock is not None and match.start() not in taken:
            points.append(Point(*match.span(), clock))
    points.sort(key=lambda point: point.start)
    _claim_joined(scan, points, lefts)


def _claim(scan: Scan, point: Point, kind: Kind) -> None:
    start, end, when, bound = point
    if not scan.free(start, end):
        return
    scan.claim(start, end)
    text, first, last = scan.printed(start, end)
    scan.found.append(Figure(text, None, "", kind, bound, first, last, when=when))


def _bare_lefts(scan: Scan) -> dict[int, tuple[int, When]]:
    """End of a bare left side ("2015" of 2015—2020年) -> (its start, what it says)."""
    lefts: dict[int, tuple[int, When]] = {}
    for match in scan.matches(_BARE_LEFT):
        year, month = match["year"], match["month"]
        when = When(year=int(year)) if year else When(month=int(month))
        lefts[match.end()] = (match.start(), when)
    return lefts


def _read_clock(match: re.Match[str]) -> When | None:
    hour = int(match["hour"])
    minute = match["minute"] or match["minute2"]
    afternoon = (match["half"] or "").strip() in ("下午", "晚", "晚上", "傍晚")
    if match["mark"] == "点" and not (match["half"] or match["thirty"] or match[0].endswith("钟")):
        return None  # 3000点, 12点 of a list: no time of day
    if afternoon and hour < 12:
        hour += 12
    return When(clock=f"{hour:02d}:{int(minute) if minute else 30 if match['thirty'] else 0:02d}")


def _claim_joined(
    scan: Scan, points: Iterable[Point], lefts: Mapping[int, tuple[int, When]]
) -> None:
    """Claim the points in their order; two with 至 between them are one period."""
    waiting = deque(points)
    while waiting:
        start, end, when, bound = waiting.popleft()
        if start in lefts:
            start, left = lefts[start]
            when = _opened(left, when)
        elif (
            when.month is None
            and waiting
            and (bare := _LEFT_MONTH.fullmatch(scan.text, end, waiting[0].start))
        ):
            # 2023年1—4月: the year, a bare month, and the next point.
            _, end, right, _ = waiting.popleft()
            when = replace(when, month=int(bare[1]), until=replace(right, year=when.year))
        if waiting and when.until is None and end < waiting[0].start:
            joint = _JOINER.fullmatch(scan.text, end, waiting[0].start)
            if joint and (when.clock is None) == (waiting[0].when.clock is None):
                _, end, right, _ = waiting.popleft()
                when = replace(when, until=_closing(when, right))
        _claim(scan, Point(start, end, when, bound), _kind(when))


def _opened(left: When, right: When) -> When:
    """The period from a bare left side to a whole date: 2015—2020年, 3—5月."""
    if left.month is not None and right.year is not None and right.month is None:
        left = When()
    return replace(left, year=left.year or right.year, year_offset=right.year_offset, until=right)


def _closing(left: When, right: When) -> When:
    """The end of a period, which leaves out what its beginning says: 2019年5月至7月."""
    if right.year is None and right.month is not None:
        return replace(right, year=left.year)
    if right.month is None and right.year is None and right.day is not None:
        return replace(right, year=left.year, month=left.month)
    return right


def _kind(when: When) -> Kind:
    if when.clock is not None and when.day is None:
        return "time"
    return "date" if when.until is None else "period"
