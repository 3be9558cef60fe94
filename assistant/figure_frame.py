"""What a figure is told of: which year, against what, and for each of what.

产值2019年4亿元,2020年5亿元,同比增长25%,亩均30万元: of four figures a question about 2020 wants the
second, one about the growth the third, one about what each 亩 brings the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.figures import Figure

from .figure_labels import Label

_BASES = (
    re.compile(r"同比|上年|去年同期|同期|比去年|一年前"),
    re.compile(r"环比|上月|上周|上季度|上个月|[0-9]月末"),
    re.compile(r"年初|上年末|去年底"),
)
NOW = re.compile(r"如今|现在|目前|眼下|现已")
ASKS_NOW = re.compile(rf"{NOW.pattern}|\b(?:now|nowadays|currently|today|these days|at present)\b")
# 原来3个小时的路程: what something was before it changed, and what it has become.
_WAS = re.compile(r"原来|原先|原本|原定|此前|以前|过去|从前|最初|起初|上年|前年")
_IS = re.compile(rf"{NOW.pattern}|结果|变成|[增升降减涨缩提]至|[增升降减涨缩提]到")
# 2014至2022年: a span of years that figures are told of one by one.
_SPAN = re.compile(
    r"(?P<first>(?:19|20)[0-9]{2})年?(?:至|到|[-—–~～])(?P<last>(?:19|20)[0-9]{2})年"
)
# 每亩, 一亩地, 亩均; a year is told of without saying so.
_PER = re.compile(
    r"(?:每一?|平均一?|一)个?(?P<each>[人户村亩家天日月吨斤份餐顿趟次张只头棵车平])|(?P<mean>[人户村亩日月])均"
)


def year_of(figure: Figure, figures: Sequence[Figure]) -> str | None:
    """The year that a figure is of, where a date before it and the newspaper's own tell it."""
    dated = any(f.when is not None and f.end <= figure.start for f in figures)
    time = figure.date or (figure.subject.time if dated else None) or ""
    return time[:4] if time[:4].isdigit() else None


def years_of_span(
    text: str, wanted: Sequence[Figure], roles: Sequence[str]
) -> list[str | None] | None:
    """The year of each figure where a span of years stands before them; `None` where none does.

    What something grew from is of the first year, what it grew to of the last; as many figures of
    one unit as there are years are told of them in order.

    >>> from index.figures import find_figures
    >>> text = "2014至2022年，零售额从1800亿元增长到2万亿元。"
    >>> found = [f for f in find_figures(text) if f.unit]
    >>> years_of_span(text, found, ["from", "to"])
    ['2014', '2022']
    """
    match = _SPAN.search(text)
    if match is None:
        return None
    first, last = int(match["first"]), int(match["last"])
    years: list[str | None] = [None] * len(wanted)
    after = [n for n, figure in enumerate(wanted) if figure.start >= match.end()]
    for number in after:
        if roles[number] in ("from", "to"):
            years[number] = str(first if roles[number] == "from" else last)
    like = [n for n in after if wanted[n].unit == wanted[after[0]].unit] if after else []
    if not any(years) and len(like) == last - first + 1:
        for offset, number in enumerate(like):
            years[number] = str(first + offset)
    return years if any(years) else None


def tells_when_of_change(label: Label) -> float:
    """1 for what something was before it changed, -1 for what it has become, else 0."""
    if label.role == "from" or _WAS.search(label.before):
        return 1.0
    return -1.0 if label.role == "to" or _IS.search(label.before) else 0.0


def counted_each(folded: str) -> set[str]:
    """What a text counts or measures each of: 亩 of 每亩 and 亩均, 村 of 平均每村."""
    return {match["each"] or match["mean"] for match in _PER.finditer(folded)}


def is_of_other_year(years: Sequence[str | None], number: int, asked: Sequence[str]) -> bool:
    """Whether a figure is of a year that was not asked about, and another is of the one that was."""
    return (
        years[number] is not None and years[number] not in asked and any(y in asked for y in years)
    )


def is_older(years: Sequence[str | None], number: int) -> bool:
    """Whether another figure is of a later year."""
    year = years[number]
    return year is not None and any(other is not None and other > year for other in years)


def tells_base(before: str) -> bool:
    """Whether the words before a figure say what it is compared with: 同比, 环比, 比年初."""
    return any(base.search(before) for base in _BASES)


def bases(asked: str, before: str, *, same: bool) -> float:
    """Whether a change is told against what the question compares with: 同比, 环比, 年初."""
    wanted = [bool(base.search(asked)) for base in _BASES]
    given = [bool(base.search(before)) for base in _BASES]
    if not any(given):
        return 0.0
    shared = any(w and g for w, g in zip(wanted, given, strict=True))
    if same:
        return float(shared)
    return float(any(wanted) and not shared)
