"""Does a text state a fact? Judged by its words and figures, without a language model.

A fact is a list of alternatives ("1.4万", "一万四千"); a text states it when one of them stands in
it after folding (width, case, traditional to simplified, thousands separators, quotation marks) *or*
when every figure of the alternative is found again by value, whatever its notation or language:

>>> states(["14.5亿件"], "全年发出快递14.5億件。")
True
>>> states(["34个村"], "全镇有134个村。")
False

Source: key-fact recall is the string form of "nugget recall" (TREC QA; Lin & Demner-Fushman 2005)
and of ALCE's `str_em` (Gao et al. 2023), made safe for figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from index.figures import find_figures
from index.normalise import fold_text

_MARK = re.compile(r"\[\[?\d+\]?\](?:\(#[^)]*\))?")
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_QUOTES = re.compile(r"[\"'“”‘’「」『』《》〈〉【】〔〕()\[\]`*_]")
_SPACE = re.compile(r"(?<![ -~])\s+|\s+(?![ -~])")
_NUMERALS = "〇零一二三四五六七八九十百千万亿两"
_HAN = re.compile(r"[\u3400-\u9fff]")
_PARENTHESES = re.compile(r"[(（][^)）]*[)）]")
_LATIN = re.compile(r"[a-z]{2}")


@lru_cache(maxsize=16384)
def comparable(text: str) -> str:
    """Folded text without citation marks, quotation marks, thousands separators and idle spaces.

    >>> comparable("“織里鎮”有 3,600 家[1]")
    '织里镇有3600家'
    """
    folded = _QUOTES.sub("", _SEPARATOR.sub("", fold_text(_MARK.sub("", text))))
    return re.sub(r"\s+", " ", _SPACE.sub("", folded)).strip()


def _inside_number(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` cuts through a longer number or Latin word."""
    first, last = text[start], text[end - 1]
    before, after = text[start - 1 : start], text[end : end + 1]
    if first.isdigit() and (
        before.isdigit() or (before in ".," and text[start - 2 : start - 1].isdigit())
    ):
        return bool(before)
    if first in _NUMERALS and before and before in _NUMERALS:
        return True
    if first.isascii() and first.isalpha() and before.isascii() and before.isalpha():
        return True
    # A plural is the same word: "towns" states "town", "Lishui" does not state "Li".
    if last.isascii() and last.isalpha() and re.match(r"(?!e?s\b)[a-z]", text[end:]):
        return True
    if last.isdigit() and re.match(r"\d|[.,]\d|[万亿千]|\s?(?:thousand|[mb]illion)", text[end:]):
        return True
    return last in _NUMERALS and bool(after) and after in _NUMERALS


def contains(text: str, alternative: str) -> bool:
    """The words of `alternative` stand in `text`, and do not cut through a longer number.

    >>> contains("同比增长13.65%", "3.6")
    False
    """
    haystack, needle = comparable(text), comparable(alternative)
    start = haystack.find(needle) if needle else -1
    while start >= 0:
        if not _inside_number(haystack, start, start + len(needle)):
            return True
        start = haystack.find(needle, start + 1)
    return False


def is_chinese(text: str) -> bool:
    """Whether most letters of `text` are Chinese characters."""
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(bool(_HAN.match(c)) for c in letters) >= len(letters)


class FigureValue(NamedTuple):
    """A figure reduced to what can be compared; `high` closes a range, `ordinal` is a place."""

    value: Decimal
    high: Decimal | None
    unit: str
    printed: str
    ordinal: bool


@lru_cache(maxsize=16384)
def figures(text: str) -> tuple[FigureValue, ...]:
    """Every figure with a value in `text`; dates and names such as 5G are none."""
    return tuple(
        FigureValue(
            figure.value,
            figure.high,
            _PARENTHESES.sub("", figure.unit),
            figure.text,
            figure.kind in ("rank", "ordinal"),
        )
        for figure in find_figures(_MARK.sub("", text))
        if figure.value is not None and figure.kind != "name"
    )


def same_figure(first: FigureValue, second: FigureValue) -> bool:
    """Equal values, and units that do not contradict each other.

    A unit that is missing on one side, or is written in the other script (pieces, 件), is no
    contradiction: there is no dictionary here, and the value carries the weight.
    """
    if first.value != second.value or first.high != second.high:
        return False
    # "第四" is not stated by "连续4年".
    if first.ordinal != second.ordinal:
        return False
    mine, other = first.unit, second.unit
    if not mine or not other or mine == other:
        return True
    han, latin = (mine, other) if _HAN.search(mine) else (other, mine)
    return bool(_HAN.search(han)) and bool(_LATIN.search(latin.lower())) and not _HAN.search(latin)


def has_figure(alternatives: Sequence[str]) -> bool:
    """Whether the fact is a figure: some alternative holds a figure."""
    return any(figures(alternative) for alternative in alternatives)


def _equal_by_value(text: str, alternative: str) -> bool:
    wanted = figures(alternative)
    if not wanted:
        return False
    given = figures(text)
    if not all(any(same_figure(want, have) for have in given) for want in wanted):
        return False
    # What surrounds the figure in the fact ("同比增长5.5%") must be stated as well.
    rest = _MARK.sub("", alternative)
    for figure in wanted:
        rest = rest.replace(figure.printed, "\n", 1)
    return all(contains(text, piece) for piece in rest.split("\n") if re.search(r"\w", piece))


def states(alternatives: Sequence[str], text: str) -> bool:
    """Whether `text` states one of the alternatives, by its words or by its figures."""
    if any(contains(text, alternative) for alternative in alternatives):
        return True
    return any(_equal_by_value(text, alternative) for alternative in alternatives)


def share_stated(facts: Sequence[Sequence[str]], text: str) -> tuple[int, int]:
    """`(facts that the text states, facts)`."""
    return sum(states(fact, text) for fact in facts), len(facts)
