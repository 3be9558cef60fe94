"""A time as it is printed whole: the day with the hour behind it, both ends of a span.

8月6日22时 is found as a day and an hour, 8月10—12日 as two days: who asks when is told both, who asks
几点 the hour alone, and who asks from when to when the span.

>>> from index.figures import find_figures
>>> text = "8月6日22时，全镇恢复供电。"
>>> found = find_figures(text)
>>> [text[slice(*whole_time(asked, text, found, found[1]))] for asked in ("什么时候来的电?", "几点来的电?")]
['8月6日22时', '22时']
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.figures import Figure

_DATES = ("date", "period", "time")
# Only the hour is asked, and no day.
_ONLY_CLOCK = re.compile(
    r"^(?!.*(?:几号|哪一?天|几月|什么时候|何时))(?!.*几点.{0,8}几点).*几点|\bwhat (?:time|hour)\b"
)
_SPAN_ASKED = re.compile(
    r"(?:从|打|自).*(?:[到至]).*|几[点号月].{0,8}几[点号月]|哪几天|哪些天|几天|什么时候到什么时候|\bfrom when\b|\bwhat dates\b|\bwhich days\b|\bhours\b"
)
_DASH = r"(?:至|到|[-—–~～])"
_BETWEEN = re.compile(rf"(?:次日|当日|当天|同日)?{_DASH}(?:次日|当日|当天|同日)?|一直(?:干)?到")
# 7月22至29日: the first day stands without its word.
_BARE_START = re.compile(rf"(?:[0-9]{{4}}年)?(?:[0-9]{{1,2}}月)?[0-9]{{1,2}}(?:日|号)?{_DASH}$")
_AFTER = re.compile(
    r"左右|前后|前(?![期往来])|当天|起(?=[,，。至到]|$)|半(?=[,，。至到起开左])|多(?=[,，。就起开])"
)
_BEFORE = re.compile(
    r"(?:每[天日晚周月年]?|每月|次日|当天|当日|凌晨|早上|上午|中午|下午|傍晚|晚上|夜里)$"
)
_LONGEST = 40


def whole_time(asked: str, text: str, figures: Sequence[Figure], figure: Figure) -> tuple[int, int]:
    """Where the time that `figure` is part of begins and ends in `text`, as far as a folded question
    asks for it."""
    start, end = figure.start, figure.end
    times = [one for one in figures if one.kind in _DATES]
    clock = _ONLY_CLOCK.search(asked) is not None
    span = _SPAN_ASKED.search(asked) is not None or not clock
    grown = True
    while grown:
        grown = False
        for one in times:
            if start <= one.start and one.end <= end:
                continue
            touches = one.end == start or one.start == end
            if touches and not clock:
                start, end, grown = min(start, one.start), max(end, one.end), True
            between = text[one.end : start] if one.end <= start else text[end : one.start]
            if span and between and _BETWEEN.fullmatch(between):
                start, end, grown = min(start, one.start), max(end, one.end), True
    if span and not clock and (bare := _BARE_START.search(text[:start])):
        start = bare.start()
    if before := _BEFORE.search(text[:start]):
        start = before.start()
    if after := _AFTER.match(text, end):
        end = after.end()
    return (start, end) if end - start <= _LONGEST else (figure.start, figure.end)
