"""Find every figure of a text: the pieces in their order of precedence."""

from __future__ import annotations

import re
from dataclasses import replace

from .dates import find_dates
from .durations import with_durations
from .figure import Figure
from .names import find_names
from .ordinals import find_ordinals
from .quantities import find_quantities
from .scan import Scan
from .shares import find_shares
from .subject import Subjects

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2}))?(?:-(?P<day>[0-9]{2}))?")


def find_figures(
    text: str, *, article_date: str | None = None, lone_one: bool = False, subjects: bool = True
) -> list[Figure]:
    """Every figure of `text` in order of appearance; the spans do not overlap.

    `article_date` (ISO 8601, as precise as printed) resolves 去年 and 今年; without it relative dates
    stay open. `lone_one` also reads 一家 as the count one. `subjects=False` leaves the subjects
    out, for callers that need values only. Every Arabic digit of the text lies in some figure.

    >>> for figure in find_figures("去年9月,全镇2.3万余家企业销售额达480亿元。", article_date="2019-03-02"):
    ...     print(figure.text, figure.value, figure.unit, figure.bound, figure.date)
    去年9月 None  exact 2018-09
    2.3万余家 23000.0 家 over None
    480亿元 48000000000 元 exact None
    """
    match = _DATE.match(article_date or "")
    printed = (
        [int(match[g]) if match[g] else None for g in ("year", "month", "day")] if match else []
    )
    scan = Scan(text, *printed)
    find_dates(scan)
    find_names(scan)
    find_ordinals(scan)
    find_shares(scan)
    find_quantities(scan, lone_one=lone_one)
    found = with_durations(sorted(scan.found, key=lambda f: f.start), text)
    if not subjects:
        return found
    reader = Subjects(scan, found)
    return [replace(figure, subject=reader.of(i)) for i, figure in enumerate(found)]
