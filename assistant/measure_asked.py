"""The unit that a question names, and what a figure is in it: how many hectares, where 亩 is printed.

An area is an area in whatever unit: who asks for hectares is answered by 4500亩, which is 300 hectares.
The factors are those of `index.figures`; the printed figure stays beside the converted one.

>>> measure_asked("how many hectares of tea are there?"), measure_asked("茶园有多少公顷?")
('公顷', '公顷')
>>> measure_asked("how many villages are there?") is None
True
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Context
from functools import lru_cache

from index.figures import Figure, find_figures, in_reader_units
from index.figures.units import comparable, convert, spellings, unit

_HOW_MANY = re.compile(r"\bhow (?:many|much) (?:more |fewer )?(?P<words>[a-z]+(?: [a-z]+)?)")
_CHINESE = re.compile(r"(?:多少|几)[万亿千百十]?个?(?P<unit>[\u4e00-\u9fff]{1,4})")
_LONGEST = 4
_SIZES = frozenset({"area", "length", "mass", "volume"})
_DIMENSIONS = _SIZES | {"time", "months"}
# Spellings that mean something else in a question: 几月, 几方.
_AMBIGUOUS = frozenset("月 日 方 m g w".split())
# A conversion is given to four digits: 1 acre is 6.0703 mu.
_DIGITS = Context(prec=4, rounding=ROUND_HALF_EVEN)


@lru_cache(maxsize=4096)
def measure_asked(folded: str) -> str | None:
    """The canonical unit of area, length, mass, volume or time that a folded question counts in."""
    names = spellings()
    if (match := _HOW_MANY.search(folded)) is not None:
        for words in (match["words"], match["words"].split()[0]):
            if (name := names.get(words)) and words not in _AMBIGUOUS:
                return name if dimension_of(name) in _DIMENSIONS else None
        return None
    if (match := _CHINESE.search(folded)) is None:
        return None
    for size in range(min(_LONGEST, len(match["unit"])), 0, -1):
        spelled = match["unit"][:size]
        name = None if spelled in _AMBIGUOUS else names.get(spelled)
        if name and dimension_of(name) in _DIMENSIONS:
            return name
    return None


def without_measure(folded: str) -> str:
    """A folded English question without the unit of size that it counts in, which is no topic.

    >>> without_measure("how many hectares of tea are there?")
    'how much tea are there?'
    """
    measure = measure_asked(folded)
    match = _HOW_MANY.search(folded)
    if match is None or measure is None or dimension_of(measure) not in _SIZES:
        return folded
    words = match["words"]
    if spellings().get(words) != measure:
        words = words.split()[0]
    rest = folded[match.start("words") + len(words) :]
    return f"{folded[: match.start()]}how much{rest.removeprefix(' of')}"


def is_measure(word: str) -> bool:
    """Whether an English word is a unit of size, time or a part of its name: hectares, square."""
    name = spellings().get(word)
    return word in ("square", "cubic") or (name is not None and dimension_of(name) in _DIMENSIONS)


def dimension_of(name: str) -> str:
    """What a unit measures: "area" of 亩."""
    return unit(name).dimension


def same_dimension(measure: str, figure: Figure) -> bool:
    """Whether a figure measures what `measure` does: 亩 and 公顷 are areas.

    >>> [same_dimension("公顷", figure) for figure in find_figures("茶园4500亩,年产80吨。")]
    [True, False]
    """
    return figure.kind == "quantity" and bool(figure.unit) and comparable(figure.unit, measure)


def converted(figure: Figure, folded: str, language: str) -> str | None:
    """A figure in the unit that a folded question names, in the words of `language`.

    `None` where none is named or the figure is in it.

    >>> converted(find_figures("茶园4500余亩。")[0], "how many hectares are there?", "en")
    'more than 300 hectares'
    """
    measure = measure_asked(folded)
    plain = figure.value is not None and figure.high is None and figure.bound != "several"
    if measure is None or not plain or figure.value is None or figure.unit == measure:
        return None
    if not same_dimension(measure, figure):
        return None
    value = _DIGITS.create_decimal(convert(figure.value, figure.unit, measure))
    found = find_figures(f"{value:f}{measure}", subjects=False)
    if len(found) != 1 or found[0].unit != measure:
        return None
    return in_reader_units(replace(found[0], bound=figure.bound), language)
