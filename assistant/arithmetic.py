"""Differences, sums and ratios of printed figures, in exact decimals.

>>> from index.figures import find_figures
>>> one, other = (find_figures(t)[0] for t in ("76949元", "48266元"))
>>> compute("difference", [one, other]).text
'28683元'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from index import Language
from index.figures import Figure, find_figures, in_reader_units
from index.figures.units import comparable, convert

Operation = Literal["difference", "sum", "ratio", "larger", "smaller"]

_COUNTED_KINDS = ("quantity", "percent", "fraction", "ratio", "point")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Result:
    """What a computation gives: `value` in `unit`, `text` in the units of a reader.

    `exact` is False where an operand is printed as about, over or under. For "larger" and "smaller"
    the value is the index of the operand, and the text its own.
    """

    value: Decimal
    unit: str
    text: str
    exact: bool


def compute(
    operation: Operation, figures: Sequence[Figure], language: Language = "zh-Hans"
) -> Result | None:
    """The result over two figures; `None` where their kinds or units do not go together.

    A difference is that of the larger and the smaller one. Units are converted to the first
    figure's; the difference of two percentages is in percentage points.
    """
    if len(figures) != 2 or any(f.value is None or f.kind not in _COUNTED_KINDS for f in figures):
        return None
    left, right = figures
    assert left.value is not None and right.value is not None
    if left.kind != right.kind or (
        left.unit != right.unit and not comparable(left.unit, right.unit)
    ):
        return None
    a = left.value
    b = right.value if left.unit == right.unit else convert(right.value, right.unit, left.unit)
    exact = all(f.bound == "exact" for f in figures)
    if operation in ("larger", "smaller"):
        if a == b or (not exact and _overlap(left, right, a, b)):
            return None
        first = (a > b) == (operation == "larger")
        return Result(Decimal(0 if first else 1), left.unit, figures[0 if first else 1].text, exact)
    if operation == "ratio":
        if not b:
            return None
        value = (a / b).quantize(_HUNDREDTH, ROUND_HALF_UP)
        times = f"{_plain(value)} times" if language == "en" else f"{_plain(value)}倍"
        return Result(value, "倍", times, exact and value * b == a)
    value = abs(a - b) if operation == "difference" else a + b
    if operation == "sum" and left.kind != "quantity":
        return None
    unit = "个百分点" if left.kind == "percent" else left.unit
    if language != "en" and not re.search("[万萬亿億]", left.text + right.text):
        # As large as the printed ones, so written as they are: 28683元, not 2.8683万元.
        return Result(value, unit, f"{_plain(value)}{unit}", exact)
    return Result(value, unit, _in_words(value, unit, left, language), exact)


def _overlap(left: Figure, right: Figure, a: Decimal, b: Decimal) -> bool:
    """Whether two values that are not exact may be in either order: 超5万 and 约5.1万."""
    return abs(a - b) <= max(left.step or 0, right.step or 0)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _in_words(value: Decimal, unit: str, like: Figure, language: Language) -> str:
    """The value in the reader's units, scaled as people write it: 590亿元."""
    if like.kind in ("fraction", "ratio"):
        return _plain(value)
    written = f"{_plain(value)}{unit}"
    found = find_figures(written, subjects=False)
    if len(found) == 1 and found[0].value == value and found[0].text == written:
        return in_reader_units(found[0], language)
    return written
