"""Durations told in several units are one figure: 1小时20分 is no hour and no score of 20.

Runners' times and journeys are printed so; read apart, 分 would be a mark in an examination.

>>> from .find import find_figures
>>> [(figure.text, figure.value, figure.unit) for figure in find_figures("头名用时1小时6分40秒。")]
[('1小时6分40秒', Decimal('4000'), '秒')]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from .figure import Figure

# From the largest, each with its seconds.
_UNITS = (("小时", Decimal(3600)), ("分钟", Decimal(60)), ("秒", Decimal(1)))
_SECONDS = dict(_UNITS)
_RANKS = {name: rank for rank, (name, _) in enumerate(_UNITS)}
_ENGLISH = {"小时": "hour", "分钟": "minute", "秒": "second"}
_JOINT = "+"


def with_durations(found: Sequence[Figure], text: str) -> list[Figure]:
    """The figures of `text`, in order, with neighbours that tell one duration joined."""
    joined: list[Figure] = []
    number = 0
    while number < len(found):
        run = _run(found[number:])
        number += max(len(run), 1)
        joined.append(_one(run, text) if len(run) > 1 else found[number - 1])
    return joined


def _run(found: Sequence[Figure]) -> list[Figure]:
    """The figures at the head of `found` that touch one another in ever smaller units of time."""
    run: list[Figure] = []
    for figure in found:
        unit = "分钟" if figure.unit == "分" and figure.kind == "quantity" else figure.unit
        plain = figure.kind == "quantity" and figure.value is not None and figure.high is None
        if not plain or unit not in _RANKS:
            break
        if run and not (run[-1].end == figure.start and _RANKS[run[-1].unit] < _RANKS[unit]):
            break
        run.append(replace(figure, unit=unit))
        if figure.bound != "exact" and len(run) > 1:
            break  # 2小时20多分: nothing follows
    # A lone 2分 is a mark, two of them are no duration.
    return run


def _one(run: Sequence[Figure], text: str) -> Figure:
    first, last = run[0], run[-1]
    factor = _SECONDS[last.unit]
    seconds = sum(((f.value or Decimal(0)) * _SECONDS[f.unit] for f in run), Decimal(0))
    return replace(
        first,
        text=text[first.start : last.end],
        value=seconds / factor,
        unit=last.unit,
        bound=first.bound if first.bound != "exact" else last.bound,
        end=last.end,
        unit_text=_JOINT.join(f.unit for f in run),
        step=last.step,
    )


def in_english(figure: Figure) -> str | None:
    """A duration in the units that it is printed in, `None` where it is printed in one.

    >>> from .find import find_figures
    >>> in_english(find_figures("用时1小时6分40秒。")[0])
    '1 hour 6 minutes 40 seconds'
    """
    units = figure.unit_text.split(_JOINT)
    if len(units) < 2 or figure.value is None or any(unit not in _SECONDS for unit in units):
        return None
    left = figure.value * _SECONDS[figure.unit]
    words = []
    for unit in units:
        whole = left if unit == units[-1] else left // _SECONDS[unit] * _SECONDS[unit]
        count = whole / _SECONDS[unit]
        left -= whole
        words.append(f"{count.normalize():f} {_ENGLISH[unit]}{'' if count == 1 else 's'}")
    return " ".join(words)
