"""Compare two figures: what the source prints against what is claimed of it.

A figure stands for a stretch of values. 2.3万余 is more than 23,000 and less than 24,000: Chinese 余
and 多 stop before the next step of the last digit, 超 and 以上 before the next step of the first
one (超80亿 says 80 to 90), and only 至少 and 不低于 are open. A claim is implied when the source's
stretch lies inside its own; it is contradicted when the two are apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..normalise import fold_text
from .figure import Figure, When
from .units import comparable, convert, is_count

Relation = Literal["equal", "implied", "bound", "contradicted", "unclear", "incomparable"]
_INFINITY = Decimal("Infinity")
_SHARES = {"percent", "fraction"}
_CALENDAR = {"date", "period"}
_ORDERS = {"ordinal", "rank"}
_AMOUNTS = {"quantity", "period"}
_OPEN_WORDS = (
    "至少",
    "不低于",
    "不少于",
    "不小于",
    "不下",
    "起码",
    "最少",
    "at least",
    "no fewer",
    "no less",
    "not less",
    "minimum",
    "不止",
)
_NEXT_DIGIT = ("余", "多", "几")


@dataclass(frozen=True, slots=True)
class Match:
    """How a claimed figure stands to a printed one.

    equal: same value, unit and bound. implied: follows from the source (rounder, or a wider
    bound). bound: same value, other bound (2.3万 for 2.3万余). contradicted: cannot both be true.
    unclear: may be. incomparable: other unit or kind.
    """

    relation: Relation
    claim: Figure
    source: Figure

    @property
    def holds(self) -> bool:
        """Whether the claim's figure follows from the source's."""
        return self.relation in ("equal", "implied")


def compare(claim: Figure, source: Figure) -> Match:
    """Compare a claimed figure with a printed one, after unit conversion.

    About (约) allows half a step of the last significant digit, at most 5 %; an exact claim may be
    the source rounded to fewer digits, within 1 %.

    >>> from index.figures import find_figures
    >>> one = lambda text: find_figures(text)[0]
    >>> compare(one("超过2.3万家"), one("2.3万余家")).relation
    'equal'
    >>> compare(one("3万家"), one("2.3万余家")).relation
    'contradicted'
    >>> compare(one("约10公顷"), one("150亩")).relation
    'implied'
    >>> compare(one("6个百分点"), one("6%")).relation
    'incomparable'
    """
    return Match(_relation(claim, source), claim, source)


def _relation(claim: Figure, source: Figure) -> Relation:
    if claim.when is not None or source.when is not None:
        if claim.when is None or source.when is None:
            return "incomparable"
        return _calendar(claim, source)
    if claim.kind == "name" or source.kind == "name":
        same = fold_text(claim.text) == fold_text(source.text)
        return "equal" if same and claim.kind == source.kind else "incomparable"
    if claim.kind in _ORDERS and source.kind in _ORDERS:
        if (
            claim.kind != source.kind
            and "rank" in (claim.kind, source.kind)
            and (claim.unit or source.unit)
        ):
            return "incomparable"  # ranked first is not the first batch
        if claim.unit and source.unit and not comparable(claim.unit, source.unit):
            return "incomparable"
        return "equal" if claim.value == source.value else "contradicted"
    scaled = _common_scale(claim, source)
    if scaled is None:
        return "incomparable"
    relation = _amounts(claim, source, *scaled)
    if relation == "contradicted" and (claim.unit == "倍") != (source.unit == "倍"):
        return "unclear"  # 三倍 and 20% may be said of different things
    return relation


def _common_scale(claim: Figure, source: Figure) -> tuple[Decimal, Decimal] | None:
    """Factors that bring both values to one scale; None when they measure different things."""
    if claim.kind in _SHARES and source.kind in _SHARES:
        return (
            Decimal(1) if claim.kind == "percent" else Decimal(100),
            Decimal(1) if source.kind == "percent" else Decimal(100),
        )
    if claim.unit == "倍" and source.kind == "percent":
        return Decimal(100), Decimal(1)  # 增长四倍多 is 增长427.7%
    if claim.kind == "percent" and source.unit == "倍":
        return Decimal(1), Decimal(100)
    if claim.kind == "quantity" and source.kind == "ratio" and claim.unit in ("", "倍"):
        return Decimal(1), Decimal(1)  # 收入比缩小到1.61 is 1.61∶1
    if claim.kind == "ratio" and source.kind == "quantity" and source.unit in ("", "倍"):
        return Decimal(1), Decimal(1)
    same_kind = claim.kind == source.kind or (claim.kind in _AMOUNTS and source.kind in _AMOUNTS)
    if not same_kind or not comparable(claim.unit, source.unit):
        return None
    return convert(Decimal(1), claim.unit, source.unit), Decimal(1)


def _amounts(claim: Figure, source: Figure, left: Decimal, right: Decimal) -> Relation:
    assert claim.value is not None and source.value is not None
    claimed, printed = claim.value * left, source.value * right
    same_value = _close(claimed, printed) and _close(
        (claim.high or claim.value) * left, (source.high or source.value) * right
    )
    if same_value and _bound_class(claim) == _bound_class(source):
        return "equal"
    low, high = _extent(claim, left, as_source=False)
    source_low, source_high = _extent(source, right, as_source=True)
    inside = low <= source_low and source_high <= high
    if inside and claim.bound in ("over", "under") and claim.bound != source.bound:
        inside = not _touches(claim, claimed, source, source_low, source_high)
    if inside and not (claim.bound == "exact" and claim.high is None and not same_value):
        return "implied"
    about = claim.bound == "about" and source.bound == "about"
    if (claim.bound == "exact" or about) and claim.high is None and source.high is None:
        if source.bound in ("exact", "about") and _rounded(claim, source, claimed, printed, left):
            return "implied"
        if source.kind == "fraction" and abs(claimed - printed) <= (claim.step or 1) * left:
            return "bound" if source.bound != "exact" else "implied"
    if same_value:
        opposite = {claim.bound, source.bound}
        if opposite & {"over", "at_least"} and opposite & {"under", "at_most", "nearly"}:
            return "contradicted"
        return "bound"
    if source_high <= low or high <= source_low:
        return "contradicted"
    return "unclear"


def _touches(claim: Figure, claimed: Decimal, source: Figure, low: Decimal, high: Decimal) -> bool:
    """Whether 超60 is claimed of a source that may be exactly 60."""
    if source.bound in ("over", "under", "nearly"):
        return False
    return low == claimed if claim.bound == "over" else high == claimed


def _bound_class(figure: Figure) -> str:
    return "exact" if figure.bound in ("exact", "by", "since") else figure.bound


def _close(a: Decimal, b: Decimal) -> bool:
    return abs(a - b) <= Decimal("1e-9") * max(abs(a), abs(b), Decimal("1e-9"))


def _rounded(
    claim: Figure, source: Figure, claimed: Decimal, printed: Decimal, factor: Decimal
) -> bool:
    """Whether an exact claim is the source said with fewer digits."""
    step = (claim.step or Decimal(1)) * factor
    converted = claim.unit != source.unit and not is_count(claim.unit)
    if step <= (source.step or Decimal(0)) and not converted:
        return False
    return abs(claimed - printed) <= step / 2 and abs(claimed - printed) <= abs(printed) / 100


def _last_place(value: Decimal) -> Decimal:
    """Place of the last digit that is not zero: 100 for 14,500."""
    normal = value.normalize()
    exponent = normal.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _first_place(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(value.adjusted()) if value else Decimal(1)


def _extent(figure: Figure, factor: Decimal, *, as_source: bool) -> tuple[Decimal, Decimal]:
    """The lowest and highest value that the figure stands for, scaled by `factor`."""
    value = figure.value
    assert value is not None
    low, high = value, figure.high if figure.high is not None else value
    size = abs(value)
    if figure.bound == "about":
        slack = min(size / 20, _last_place(value) / 2) if value else Decimal(0)
        low, high = low - slack, high + slack
    elif figure.bound == "nearly":
        low = value - min(_first_place(value), size / 10 + _first_place(value) / 10)
    elif figure.bound in ("over", "at_least"):
        high = _ceiling(figure) if as_source or _next_digit(figure) else _INFINITY
    elif figure.bound in ("under", "at_most"):
        low = Decimal(0) if not as_source else value - _first_place(value)
        low = max(low, Decimal(0))
    elif figure.bound == "several":
        low, high = value * 2, value * 10
    return low * factor, high * factor


def _next_digit(figure: Figure) -> bool:
    return any(word in figure.text for word in _NEXT_DIGIT) and "不" not in figure.text


def _ceiling(figure: Figure) -> Decimal:
    """Where the stretch of 余, 超 or 以上 ends."""
    value = figure.high if figure.high is not None else figure.value
    assert value is not None
    text = fold_text(figure.text)
    if any(word in text for word in _OPEN_WORDS):
        return _INFINITY
    if _next_digit(figure):
        # 100多家 stops at 200, 2.3万余 at 2.4万: the last digit that was said.
        return value + max(_last_place(value), figure.step or Decimal(0))
    return value + _first_place(value)


def _calendar(claim: Figure, source: Figure) -> Relation:
    """Dates: a less precise claim is implied, a different one contradicted."""
    assert claim.when is not None and source.when is not None
    relation = _when(claim.when, source.when)
    if relation in ("equal", "implied"):
        opposite = {claim.bound, source.bound}
        if opposite == {"before", "after"} or opposite == {"since", "before"}:
            return "contradicted"
    return relation


def _when(claim: When, source: When) -> Relation:
    if claim.clock is not None and source.clock is None:
        return "incomparable"
    missing = False
    for name in (
        "year",
        "year_offset",
        "month",
        "month_offset",
        "span",
        "day",
        "day_offset",
        "clock",
        "part",
    ):
        said, printed = getattr(claim, name), getattr(source, name)
        if said is None and printed is None:
            continue
        if name == "year_offset" and claim.year is not None and source.year is not None:
            continue
        if said is not None and printed is not None:
            if said != printed:
                return "contradicted"
            continue
        if said is not None:
            if name == "part":
                continue
            missing = True
    if (claim.until is None) != (source.until is None):
        if claim.until is not None:
            return "unclear"
    elif claim.until is not None and source.until is not None:
        until = _when(claim.until, source.until)
        if until not in ("equal", "implied"):
            return until
    if missing:
        return "unclear"
    return "equal" if str(claim) == str(source) else "implied"
