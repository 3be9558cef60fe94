"""Dates in English: "by the end of May 2021", "12 July", "the first quarter of 2020"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .date_points import Point, resolved
from .figure import Bound, Part, When
from .numerals import ENGLISH_ORDINALS
from .scan import Scan

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH_NUMBER = (
    {name: i + 1 for i, name in enumerate(_MONTHS)}
    | {name[:3]: i + 1 for i, name in enumerate(_MONTHS)}
    | {"sept": 9}
)
_MONTH_NAME = "(?:" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")\.?"
_ENGLISH = re.compile(
    r"(?=[a-z0-9])\b(?P<bound>by|until|since|before|after|as of)?\s*"
    r"(?:the )?(?P<part>end of|beginning of|start of|early|mid|late)?[\s-]*"
    r"(?:"
    rf"(?P<md>\b{_MONTH_NAME})\s+(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])"
    r"(?:,?\s+(?P<year1>(?:19|20)[0-9]{2})(?![0-9]))?"
    rf"|(?P<day2>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<md2>{_MONTH_NAME})\b"
    r"(?:,?\s+(?P<year2>(?:19|20)[0-9]{2})(?![0-9]))?"
    rf"|(?P<month>\b{_MONTH_NAME}),?\s+(?:of\s+)?(?P<year3>(?:19|20)[0-9]{{2}})(?![0-9])"
    rf"|(?P<month2>\b{_MONTH_NAME})(?![a-z])"
    r"|(?P<q>first|second|third|fourth|q[1-4])(?:\s+quarter)?(?:\s+of)?\s+(?P<year5>(?:19|20)[0-9]{2})(?![0-9])"
    r"|(?P<year4>(?:19|20)[0-9]{2})(?P<decade>s)?(?![0-9.,]*[0-9%])(?!\s?(?:yuan|people|rmb|million|billion|"
    r"households|companies|pieces|villages|square|mu\b|percent))"
    r"|(?P<rel>\b(?:last|this|next) year\b)"
    r")"
)
_DATED = re.compile(r"\b(?:in|of|from|last|since)\s$")
_REACHES: dict[str, Bound] = {
    "by": "by", "until": "by", "as of": "by", "since": "since", "before": "before", "after": "after",
}  # fmt: skip
_PARTS: dict[str, Part] = {
    "end of": "end", "beginning of": "start", "start of": "start",
    "early": "early", "mid": "mid", "late": "late",
}  # fmt: skip
_RELATIVE = {"last year": -1, "this year": 0, "next year": 1}


def english_dates(scan: Scan) -> Iterator[Point]:
    """Every date in English whose characters are free; not claimed here, for two may be one period.

    >>> [str(point.when) for point in english_dates(Scan("by the end of May 2021; the 1990s"))]
    ['2021-05 end', '1990/1999']
    """
    for match in scan.matches(_ENGLISH) if scan.latin else ():
        if _means_a_month(match, scan) and _means_a_year(match, scan.text):
            bound = _REACHES.get(match["bound"] or "", "exact")
            yield Point(*match.span(), resolved(_read(match), scan), bound)


def _means_a_month(match: re.Match[str], scan: Scan) -> bool:
    """ "may" and "march" are words too: alone a month only with a capital and a word before it."""
    if not match["month2"]:
        return True
    start = match.start("month2")
    dated = match["part"] or match["bound"] or _DATED.search(scan.text, max(0, start - 5), start)
    return bool(dated) and scan.printed(*match.span("month2"))[0][0].isupper()


def _means_a_year(match: re.Match[str], text: str) -> bool:
    """Four digits alone are a year only as a word of their own: no sum, no part of a number."""
    if not match["year4"]:
        return True
    start, end = match.span("year4")
    head, tail = text[max(0, start - 1) : start], text[end : end + 1]
    return (not head or head.isspace() or head in "(–\"'") and (
        not tail or tail.isspace() or tail in ",.;:)]?!'-–\"" or bool(match["decade"])
    )


def _read(match: re.Match[str]) -> When:
    groups = match.groupdict()
    month = next((groups[k] for k in ("md", "md2", "month", "month2") if groups[k]), None)
    day = groups["day"] or groups["day2"]
    year = next((groups[f"year{i}"] for i in (1, 2, 3, 4, 5) if groups[f"year{i}"]), None)
    when = When(
        year=int(year) if year else None,
        month=_MONTH_NUMBER[month.rstrip(".")] if month else None,
        day=int(day) if day else None,
        part=_PARTS.get(groups["part"] or ""),
        year_offset=_RELATIVE.get(groups["rel"] or ""),
    )
    if quarter := groups["q"]:
        when = replace(when, span=f"Q{ENGLISH_ORDINALS.get(quarter) or int(quarter[1])}")
    if groups["decade"] and year:
        when = replace(when, until=When(int(year) + 9))
    return when
