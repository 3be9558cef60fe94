"""Counts, sums and measures: 2.3万余家, 480亿元, 三千多户, 2岁到5岁, "1.25 billion pieces"."""

from __future__ import annotations

import re
from decimal import Decimal

from . import bounds, figurative
from .amounts import AMOUNT, Amount, amount_at, read_amount
from .figure import Bound, Figure, Kind
from .measure_words import Unit, unit_after
from .numerals import read_arabic
from .scan import Scan

_DIGITS = re.compile(r"[0-9]+")
_RANGE = re.compile(r"\s?(?:[-–—―~]+|至|到|to)\s?")
_TIME_UNITS = frozenset({"年", "个月", "天", "周", "小时", "季度"})
_RECENT = re.compile(r"(?:^|[\s,。;:!?\"“”(])(?:在|最)?近$")


def find_quantities(scan: Scan, *, lone_one: bool = False) -> None:
    """Claim what is left: quantities, and every Arabic digit that nobody else has read.

    `lone_one` also reads 一家, 一个 as the number one (by default it is an article).
    """
    figurative.shield(scan, lone_one=lone_one)
    position = 0
    while (match := AMOUNT.search(scan.text, position)) is not None:
        position = match.end()
        if not scan.free(*match.span()):
            position = _free_after_taken(scan, *match.span())
        elif (amount := read_amount(scan, match)) is not None:
            position = max(position, _claim(scan, amount, lone_one=lone_one))
    _sweep(scan)


def _free_after_taken(scan: Scan, start: int, end: int) -> int:
    """Where the first free character after a taken one is; `end` where there is none."""
    free = scan.taken.find(0, scan.taken.find(1, start, end), end)
    return end if free < 0 else free


def _sweep(scan: Scan) -> None:
    """Claim digits that other figures left over, so that no digit goes unread."""
    for match in _DIGITS.finditer(scan.text):
        start, end = match.span()
        while (start := scan.taken.find(0, start, end)) >= 0:
            taken = scan.taken.find(1, start, end)
            stop = end if taken < 0 else taken
            text, first, last = scan.printed(start, stop)
            scan.claim(start, stop)
            value, step = read_arabic(scan.text[start:stop])
            scan.found.append(Figure(text, value, "", "quantity", "exact", first, last, step=step))
            start = stop


def _claim(scan: Scan, amount: Amount, *, lone_one: bool) -> int:
    """Read range, unit and bounds, and claim; where it ends, 0 when it is no quantity."""
    text = scan.text
    unit, high = _unit_and_far_end(scan, amount)
    if amount.currency:
        unit = unit._replace(name=amount.currency, printed=unit.printed or amount.currency)
    if amount.minus and not unit.printed:
        # -5 of nothing is a dash before a 5.
        amount.value, amount.start = abs(amount.value), amount.start + 1
    left, begin = bounds.before(text, amount.start)
    if not scan.free(begin, amount.start):
        left, begin = "exact", amount.start
    right, finish = bounds.after(text, unit.end)
    bounded = left != "exact" or right != "exact"
    if amount.chinese and not figurative.counts(amount, unit, bounded=bounded, lone_one=lone_one):
        return 0
    kind: Kind = "quantity"
    lasting = left == "nearly" and unit.name in _TIME_UNITS
    if lasting and _RECENT.search(text, max(0, begin - 1), amount.start):
        left, kind = "exact", "period"  # 近三年: the last three years
    if left == "exact":
        left = bounds.context(text, amount.start)
    inner = amount.bound if amount.bound != "exact" else unit.bound
    bound: Bound = "several" if inner == "several" else bounds.join(left, inner, right)
    if not scan.free(begin, finish):
        finish = unit.end
    scan.claim(begin, finish)
    printed, first, last = scan.printed(begin, finish)
    scan.found.append(
        Figure(
            printed, amount.value, unit.name, kind, bound, first, last,
            unit_text=unit.printed, high=high, step=amount.step,
        )
    )  # fmt: skip
    return finish


def _unit_and_far_end(scan: Scan, amount: Amount) -> tuple[Unit, Decimal | None]:
    """What the amount is in, and the far end where it opens a range: 3—5万户, 2岁到5岁."""
    unit = _measured(scan, amount)
    joint = _RANGE.match(scan.text, unit.end)
    if joint is None or amount.high is not None:
        return unit, amount.high
    far = amount_at(scan, joint.end())
    if far is None:
        return unit, None
    far_unit = _measured(scan, far)
    shared = far.scale if amount.scale == 1 and not unit.printed else Decimal(1)
    low = amount.value * shared
    rises = low < far.value or (low == far.value and "to" in joint[0])
    same = not unit.printed or far_unit.name == unit.name
    if not (rises and same) or (amount.chinese and not far_unit.printed):
        return unit, None
    amount.value, amount.step = low, min(amount.step * shared, far.step)
    if far.bound != "exact":
        amount.bound = far.bound
    return far_unit, far.value


def _measured(scan: Scan, amount: Amount) -> Unit:
    """The unit after an amount, which gets the half of 两年半."""
    unit = unit_after(scan, amount)
    amount.value += unit.added
    amount.step = unit.step or amount.step
    return unit
