"""How precise a time a question asks for: 几点 wants a clock, 礼拜几 a day of the week, 哪年 a year.

A sentence prints several times of different kinds: 2024年3月起,周一至周五上午9时开门. Only one of a kind
that was asked for answers.

>>> time_asked("图书馆几点开门?"), time_asked("图书馆礼拜几休息?"), time_asked("桥是啥时候修的?")
('clock', 'weekday', None)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from index.figures import Figure
from index.normalise import fold_text

from .evidence import Evidence
from .question import Question
from .who import Name

Time = Literal["clock", "weekday", "day", "month", "year"]
Score = Callable[[Question, Evidence, Name], float]

# The first that matches decides.
_ASKED: tuple[tuple[Time, re.Pattern[str]], ...] = (
    ("clock", re.compile(r"几点|多早|多晚|\bwhat time\b|\bwhat hour\b|\bhow (?:early|late)\b")),
    (
        "weekday",
        re.compile(
            r"(?:礼拜|星期|周)几|哪个?(?:礼拜|星期|周)|\b(?:what|which) (?:weekday|days? of the week)\b"
        ),
    ),
    (
        "day",
        re.compile(
            r"几号|几月几日?|哪一?天|哪几天|哪些天|哪一?日|什么日子|\b(?:what|which) (?:date|day)\b"
        ),
    ),
    ("month", re.compile(r"几月|哪一?个?月|\b(?:what|which) month\b")),
    ("year", re.compile(r"哪一?年|几几年|哪个年份|什么年份|\b(?:what|which) year\b")),
)
_WEEKDAY = re.compile(
    r"(?:每个?|上|下|本|这)?(?:周|星期|礼拜)[一二三四五六日天]"
    r"(?:(?:[、,至到和—~-]|及)(?:每?(?:周|星期|礼拜))?[一二三四五六日天](?![\u4e00-\u9fff]*[年月个名家]))*"
)
# Whether a place is open or closed then is asked and told in many words.
_STATES = (
    re.compile(r"关门|不开|闭馆|闭园|休息|歇业|休馆|休市|打烊|停业|停开|\bclose"),
    re.compile(r"(?<!不)开门|(?<!不)开放|(?<!不)营业|上班|(?<![不停])开(?![始通工业])|\bopen"),
)
_CLAUSE = re.compile(r"[,，;；。]")


def time_asked(folded: str) -> Time | None:
    """How precise a time a folded question wants, `None` where any may answer."""
    return next((time for time, pattern in _ASKED if pattern.search(folded)), None)


def tells_time(time: Time, figure: Figure) -> bool:
    """Whether a date, period or clock time is as precise as `time`.

    >>> from index.figures import find_figures
    >>> [tells_time("day", f) for f in find_figures("2024年开建,5月6日上午9时通车。")]
    [False, True, False]
    """
    when = figure.when
    if when is None:
        return False
    if time == "clock":
        return when.clock is not None
    if time == "day":
        return when.day is not None or when.day_offset is not None
    if time == "month":
        return when.month is not None or when.month_offset is not None
    if time == "year":
        return when.year is not None or when.year_offset is not None
    return False


def of_time_asked(folded: str, figures: list[Figure]) -> list[Figure]:
    """Those of `figures` that are as precise as a folded question asks for; all where none is."""
    time = time_asked(folded)
    if time is None:
        return figures
    return [figure for figure in figures if tells_time(time, figure)] or figures


def weekdays_in(text: str) -> list[Name]:
    """The days of the week that a text prints, ranges and lists whole.

    >>> [day.text for day in weekdays_in("周二至周日开放，每周一、三闭馆。")]
    ['周二至周日', '每周一、三']
    """
    folded = fold_text(text)
    if len(folded) != len(text):
        return []
    return [Name(text[m.start() : m.end()], *m.span()) for m in _WEEKDAY.finditer(folded)]


def weekday_asked(question: Question, evidence: Evidence, score: Score) -> Name | None:
    """The day of the week that the sentence gives for what is asked; `None` where none is asked."""
    if time_asked(question.folded) not in ("weekday", "day"):
        return None
    days = weekdays_in(evidence.text)
    if time_asked(question.folded) == "day" and any(
        tells_time("day", figure) for figure in evidence.figures
    ):
        return None
    return max(
        days,
        key=lambda day: (
            _same_state(question.folded, day, evidence),
            score(question, evidence, day),
        ),
        default=None,
    )


def _same_state(folded: str, day: Name, evidence: Evidence) -> bool:
    """Whether what is open or closed on a day, by the words behind it, is what is asked about."""
    behind = fold_text(_CLAUSE.split(evidence.text[day.end :])[0])
    before = fold_text(_CLAUSE.split(evidence.text[: day.start])[-1])
    return any(
        state.search(folded) and (state.search(behind) or state.search(before)) for state in _STATES
    )


def gives_time(question: Question, evidence: Evidence) -> bool:
    """Whether a sentence tells a time of the kind asked for, which the question does not name."""
    time = time_asked(question.folded)
    if time == "weekday":
        return any(fold_text(day.text) not in question.folded for day in weekdays_in(evidence.text))
    return any(
        figure.when is not None
        and fold_text(figure.text) not in question.folded
        and (time != "clock" or tells_time("clock", figure))
        # 上午9时 is no answer to 哪年, 哪天.
        and (time in (None, "clock") or not _only_a_clock(figure))
        for figure in evidence.figures
    ) or (time == "day" and bool(weekdays_in(evidence.text)))


def _only_a_clock(figure: Figure) -> bool:
    when = figure.when
    return when is not None and when.clock is not None and when.day is None and when.month is None
