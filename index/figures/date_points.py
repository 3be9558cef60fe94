"""A point of the calendar as a text names it, and its year where the text leaves that out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from .figure import Bound, When
from .scan import Scan


class Point(NamedTuple):
    """Folded characters `start:end` name a time; `bound` says which side of it is meant."""

    start: int
    end: int
    when: When
    bound: Bound = "exact"


def resolved(when: When, scan: Scan) -> When:
    """Fill the year in from the article's date, if that is printed.

    >>> str(resolved(When(year_offset=-1, month=9), Scan("去年9月", 2019, 3, 2)))
    '2018-09'
    >>> str(resolved(When(month=9), Scan("9月", 2019, 3, 2)))   # this year's or the last one's
    'XXXX-09'
    """
    if scan.year is None:
        return when
    if when.year_offset is not None:
        return replace(when, year=scan.year + when.year_offset)
    if when.month_offset is not None and scan.month is not None:
        months = scan.year * 12 + scan.month - 1 + when.month_offset
        return replace(when, year=months // 12, month=months % 12 + 1)
    if when.day_offset is not None and scan.month is not None and scan.day is not None:
        that = date(scan.year, scan.month, scan.day) + timedelta(days=when.day_offset)
        return replace(when, year=that.year, month=that.month, day=that.day)
    if when.year is None and when.month is not None:
        # A bare month is the latest one that is not after the paper's own.
        later = scan.month is not None and when.month > scan.month
        return when if later else replace(when, year=scan.year)
    if when.year is None and when.span is not None:
        # 一季度 in the paper of April is this year's; in the paper of January it is open.
        ends = {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12}[
            (when.until.span if when.until and when.until.span else when.span)
        ]
        if (scan.month is not None and scan.month > ends - 3) or scan.month is None:
            until = replace(when.until, year=scan.year) if when.until else None
            return replace(when, year=scan.year, until=until)
    return when
