"""Figures in the reader's units: 12.5亿件 for an English reader is 1.25 billion pieces."""

from __future__ import annotations

from decimal import Decimal

from .durations import in_english
from .figure import Bound, Figure, Part
from .units import english_name

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SCALES = ((Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million"))
_ENGLISH_BOUNDS: dict[Bound, str] = {
    "exact": "{}",
    "about": "about {}",
    "nearly": "nearly {}",
    "over": "more than {}",
    "at_least": "at least {}",
    "under": "less than {}",
    "at_most": "at most {}",
    "several": "several times {}",
    "by": "by {}",
    "since": "since {}",
    "before": "before {}",
    "after": "after {}",
}
_CHINESE_BOUNDS: dict[Bound, str] = {
    "exact": "{}",
    "about": "约{}",
    "nearly": "近{}",
    "over": "超过{}",
    "at_least": "至少{}",
    "under": "不到{}",
    "at_most": "不超过{}",
    "several": "数{}",
    "by": "截至{}",
    "since": "{}以来",
    "before": "{}前",
    "after": "{}后",
}
_SEVERAL = {
    10: "dozens",
    100: "hundreds",
    1000: "thousands",
    10000: "tens of thousands",
    100000: "hundreds of thousands",
    10**6: "millions",
    10**8: "hundreds of millions",
}
_PARTS_OF_MONTH: dict[Part, str] = {
    "start": "初", "early": "上旬", "mid": "中旬", "late": "下旬", "end": "底",
}  # fmt: skip
_PARTS_OF_YEAR: dict[Part, str] = {"start": "初", "mid": "年中", "end": "底"}
_SINGULAR = {"pieces": "piece", "households": "household", "vehicles": "vehicle"}


def in_reader_units(figure: Figure, language: str) -> str:
    """The figure as a reader of `language` ("en", "zh-Hans", "zh-Hant") would say it.

    Nothing is rounded: 200.34 billion is 2003.4亿 exactly.

    >>> from index.figures import find_figures
    >>> [in_reader_units(f, "en") for f in find_figures("年产12.5亿件,产值2003.4亿元,占3/4以上")]
    ['1.25 billion pieces', '200.34 billion yuan', 'at least three quarters']
    >>> in_reader_units(find_figures("1.25 billion pieces")[0], "zh-Hans")
    '12.5亿件'
    """
    if language.startswith("en"):
        return _english(figure)
    text = _chinese(figure)
    if language == "zh-Hant":
        import opencc

        return str(opencc.OpenCC("s2t").convert(text))
    return text


def plain(value: Decimal) -> str:
    """A decimal without exponent and without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _grouped(value: Decimal) -> str:
    """English digits: grouped, or with million and billion where that needs no more digits."""
    for scale, word in _SCALES:
        if abs(value) >= scale:
            scaled = plain(value / scale)
            if len(scaled.replace(".", "").replace("-", "")) <= 7:
                return f"{scaled} {word}"
    whole, point, rest = plain(value).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits or 0):,}{point}{rest}"


def _english(figure: Figure) -> str:
    frame = _ENGLISH_BOUNDS[figure.bound]
    if figure.when is not None:
        return frame.format(_english_date(figure))
    if figure.value is None:
        return figure.text
    if figure.kind == "fraction":
        return frame.format(_english_fraction(figure.value))
    if figure.kind in ("ordinal", "rank"):
        return _ordinal(int(figure.value))
    if figure.kind == "ratio":
        return f"{plain(figure.value)}:1"
    if figure.bound == "several" and int(figure.value) in _SEVERAL:
        noun = english_name(figure.unit)
        words = _SEVERAL[int(figure.value)]
        return f"{words} of {noun}" if noun else words
    if (duration := in_english(figure)) is not None:
        return frame.format(duration)
    number = _grouped(figure.value)
    if figure.high is not None:
        number = f"{number} to {_grouped(figure.high)}"
    name = english_name(figure.unit)
    if name == "%":
        return frame.format(f"{number}%")
    if figure.value == 1 and figure.high is None:
        name = _SINGULAR.get(name, name.removesuffix("s") if name.endswith("s") else name)
    return frame.format(f"{number} {name}".strip())


def _english_fraction(value: Decimal) -> str:
    words = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
    names = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    for bottom, word in words.items():
        top = value * bottom
        nearest = int(top.to_integral_value())
        if abs(top - nearest) < Decimal("1e-9") and 0 < nearest < bottom <= 10:
            if bottom == 2:
                return "half"
            return f"{names[nearest]} {word}" + ("s" if nearest > 1 else "")
    return f"{plain((value * 100).quantize(Decimal('0.1')))}%"


def _ordinal(number: int) -> str:
    suffix = (
        "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{suffix}"


def _english_date(figure: Figure) -> str:
    when = figure.when
    assert when is not None
    if (
        when.clock is not None
        or when.until is not None
        or (when.year is None and when.month is None)
    ):
        relative = {-2: "the year before last", -1: "last year", 0: "this year", 1: "next year"}
        if when.year_offset is not None and when.until is None and when.clock is None:
            return relative.get(when.year_offset, figure.text)
        return str(when).replace("/", " to ") if "X" not in str(when) else figure.text
    words = []
    if when.part:
        words.append(
            {
                "start": "the beginning of",
                "early": "early",
                "mid": "mid",
                "late": "late",
                "end": "the end of",
            }[when.part]
        )
    if when.span:
        words.append(
            {
                "Q1": "the first quarter of",
                "Q2": "the second quarter of",
                "Q3": "the third quarter of",
                "Q4": "the fourth quarter of",
                "H1": "the first half of",
                "H2": "the second half of",
            }[when.span]
        )
    if when.month:
        words.append(_MONTHS[when.month - 1])
    if when.day:
        words.append(f"{when.day}," if when.year else str(when.day))
    if when.year:
        words.append(str(when.year))
    elif when.year_offset is not None:
        words.append(
            {-2: "the year before last", -1: "last year", 0: "this year", 1: "next year"}.get(
                when.year_offset, ""
            )
        )
    return " ".join(w for w in words if w)


def _chinese(figure: Figure) -> str:
    frame = _CHINESE_BOUNDS[figure.bound]
    if figure.when is not None or figure.value is None:
        return _chinese_date(figure)
    if figure.kind == "fraction":
        for bottom in (2, 3, 4, 5, 6, 8, 10):
            top = figure.value * bottom
            nearest = int(top.to_integral_value())
            if abs(top - nearest) < Decimal("1e-9"):
                return frame.format(f"{nearest}/{bottom}" if bottom > 2 else "一半")
        return frame.format(f"{plain((figure.value * 100).quantize(Decimal('0.1')))}%")
    if figure.kind in ("ordinal", "rank"):
        return f"第{plain(figure.value)}"
    if figure.kind == "ratio":
        return f"{plain(figure.value)}∶1"
    if figure.bound == "several" or in_english(figure) is not None:
        return figure.text
    number = _wan(figure.value)
    if figure.high is not None:
        number = f"{number}至{_wan(figure.high)}"
    unit = figure.unit if figure.unit != "" else ""
    return frame.format(f"{number}{unit}")


def _wan(value: Decimal) -> str:
    """Chinese digits with 亿 and 万."""
    for scale, word in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        if abs(value) >= scale:
            scaled = plain(value / scale)
            if len(scaled.replace(".", "")) <= 8:
                return scaled + word
    return plain(value)


def _chinese_date(figure: Figure) -> str:
    when = figure.when
    if when is None or when.year is None or when.until is not None or when.clock:
        return figure.text
    # 2021年末, 2021年3月底: 年中 is of a year, 中旬 of a month.
    parts = _PARTS_OF_MONTH if when.month else _PARTS_OF_YEAR
    if when.part and (when.day or when.span or when.part not in parts):
        return figure.text
    text = f"{when.year}年"
    if when.span:
        text += {
            "Q1": "一季度",
            "Q2": "二季度",
            "Q3": "三季度",
            "Q4": "四季度",
            "H1": "上半年",
            "H2": "下半年",
        }[when.span]
    if when.month:
        text += f"{when.month}月"
    if when.day:
        text += f"{when.day}日"
    return text + (parts[when.part] if when.part else "")
