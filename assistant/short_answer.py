"""The short answer: the figure, date, name or phrase itself, cut from the evidence.

The question says what type it must be (`expected.py`); of the sentence's figures or names of that
type the one is taken that the reader points at and whose own words are those of the question. What
is of another type is taken only where the reader's span is all there is. Figures are never cut:
12.5亿件 does not become 12.5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.figures import Figure
from index.figures.units import is_count
from index.normalise import fold_text

from .contact import number_to_call
from .date_asked import of_time_asked, weekday_asked
from .enumerated import enumerated
from .evidence import Evidence
from .expected import Expected, expected_type, figure_fits, type_held
from .figure_choice import best_figure
from .figure_words import counted_in_english
from .focus import unit_matches
from .named_answer import asks_a_person, name_given, name_score, person_or_body
from .organisation import is_body, is_generic, is_named
from .place_asked import (
    class_of_place,
    is_place,
    place_before,
    place_of_class,
    place_without_class,
    speaks_of_a_place,
    spoken_place,
    widened,
)
from .question import Question, parse_question
from .retrieve import Late
from .roles import role_asked
from .sites import address_asked, sites_in, whole_site
from .tagging import tagged
from .territory import place_measured, tells_territory
from .who import Name, may_be_named, may_have_done_it
from .whole_time import whole_time

_EDGE = " \t\n，。；：、,;:“”\"'‘’（）()《》「」『』—-"
_DATE_KINDS = ("date", "period", "time")
_RANK_KINDS = ("ordinal", "rank")
_ASKS_RANK = re.compile(r"第几|排名|名次|位次|排在|几名|\brank")
# What a span may begin or end with that is no part of the thing.
_BEFORE = re.compile(
    r"^(?:由|在|位于|从|到|向|被|把|让|对|与|和|及|的|是|为|了|于|地处|来自|其中|名为|名叫|叫|即)+"
)
_AFTER = re.compile(
    r"(?:的|了|是|在|等|里|内|等地|方面|表示|介绍|说|(?<![员学协大议工商聚总展晚])会)+$"
)
# 某某委员会|第五次会议: a meeting is called by its number.
_MEETING = re.compile(r"第[一二三四五六七八九十0-9]+[次届](?:全体|代表)?(?:会议|大会)")
_ALL_OF_IT = re.compile(r"[全本该各][省市县区镇乡村国]")
_MEASURED = re.compile(r"\b(?:yuan|dollars|percent\w*|money|times)\b")
_HOW_MUCH = re.compile(r"\bhow much\b(?! more| fewer)")
# A span longer than this is a sentence, not a short answer.
_LONGEST = 60
_PERSON_SPAN = re.compile(r"[\u4e00-\u9fff·]{2,5}")
_NAME_AND_VERB = 4
_HOLDS_FIGURE = re.compile(r"[0-9%]")
_NO_PERSON = re.compile(r"[省市区县镇乡村]|公司|学校|小学|中学|医院|平台")
_STRICT = ("area", "money", "age", "mass", "duration")
_CALLED = re.compile(r"叫(?:做)?(?:什么|啥)|(?:什么|啥)名字?[?]*$|名称是")
_WHAT_IT_IS = re.compile(
    r"是(?:干|做)什么|是(?:个)?什么(?!时|地|原因|名)|什么意思|指的?(?:是)?什么|怎么回事"
)
_NO_DEFINITION = 3
# Each part of 有多少家企业，建了多少个项目 asks for a figure of its own.
_PARTS = re.compile(
    r"[,，、;；]|以及|和|并且"
    r"|,?\s+and\s+(?=(?:how (?:many|much)|what (?:share|percentage|percent|proportion|sum))\b)"
)
_ASKS_FIGURE = re.compile(
    r"多少|(?<!第)几(?!乎)|百分之|\bhow (?:many|much)\b|\bwhat (?:share|percentage|percent|proportion|sum)\b"
)


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """`article.text[start:end] == text`; `figure` when the answer is one.

    `also` is the answer to the second half of a question that asks for two figures.
    """

    text: str
    start: int
    end: int
    figure: Figure | None = None
    also: ShortAnswer | None = None


def short_answer(
    question: Question, evidence: Evidence, late: Late | None = None
) -> ShortAnswer | None:
    """The short answer that `evidence` holds for `question`, or `None` where it has none.

    `late` compares the words around each figure with the question's, where it is given.
    """
    if question.kind in ("reason", "how", "list", "yes_no", "comparison"):
        run = enumerated(question, evidence) if question.kind == "list" else None
        return None if run is None else _cut(evidence, *run)
    expected = expected_type(question.folded, question.kind)
    if expected in ("person", "organisation") and (
        name := person_or_body(question, evidence, expected, _pointed_body(question, evidence))
    ):
        return _cut(evidence, evidence.start + name.start, evidence.start + name.end)
    if expected == "date" and (day := weekday_asked(question, evidence, name_score)):
        return _cut(evidence, evidence.start + day.start, evidence.start + day.end)
    if expected is not None and expected not in ("person", "organisation", "place", "contact"):
        wanted = figures_wanted(question, evidence)
        if question.kind == "figure" and not _may_be(expected, wanted):
            return _pointed_number(expected, evidence)
        if wanted:
            both = _both(question, evidence, wanted, late)
            best = best_figure(question, evidence, wanted, late)
            if question.kind == "date":
                return _printed_time(question, evidence, best)
            return both or _printed(evidence, best)
        if question.kind == "figure":
            return _pointed_number(expected, evidence)
    if expected == "place" and (address := address_asked(question.folded, evidence.text)):
        return _cut(evidence, evidence.start + address.start, evidence.start + address.end)
    if expected == "contact" and (number := number_to_call(question, evidence, name_score)):
        return _cut(evidence, evidence.start + number.start, evidence.start + number.end)
    if expected == "place" and (place := place_of_class(question, evidence, name_score)):
        return _cut(evidence, evidence.start + place.start, evidence.start + place.end)
    if expected == "place" and (site := _site(question, evidence)):
        return _cut(evidence, *site)
    if expected == "place" and (place := spoken_place(question, evidence, name_score)):
        return _cut(evidence, evidence.start + place.start, evidence.start + place.end)
    if expected == "place" and (place := place_without_class(question, evidence, name_score)):
        return _cut(evidence, evidence.start + place.start, evidence.start + place.end)
    if (
        expected is None
        and _CALLED.search(question.folded)
        and (name := name_given(question, evidence))
    ):
        return _cut(evidence, evidence.start + name.start, evidence.start + name.end)
    if expected == "place" and not speaks_of_a_place(evidence):
        before = place_before(question, evidence)
        return None if before is None else _cut(evidence, *before)
    if evidence.span is None:
        return None
    start, end = _whole(evidence, *evidence.span)
    if expected == "place":
        start, end = _widest(evidence, start, end, class_of_place(question.folded) is not None)
    cut = _cut(evidence, start, end)
    if cut is not None and expected == "place" and _ALL_OF_IT.fullmatch(fold_text(cut.text)):
        return None  # 全省 is no county
    if cut is not None and len(cut.text) <= _NO_DEFINITION and _WHAT_IT_IS.search(question.folded):
        return None  # 高水平 says of nothing what it is
    if cut is not None and expected == "date" and not type_held("date", fold_text(cut.text), ()):
        return None
    if cut is not None and expected == "person" and _HOLDS_FIGURE.search(cut.text):
        return None  # 最多做到七十岁 is nobody
    of_a_person = expected == "person" and asks_a_person(question)
    if cut is not None and of_a_person and is_body(fold_text(cut.text)):
        return None  # a school has a name, but is no headmaster
    if cut is not None and expected == "organisation" and is_place(fold_text(cut.text)):
        return None  # where a company is is not which it is
    if cut is not None and expected == "person" and len(cut.text) == _NAME_AND_VERB:
        # 周丽红笑|着说: the reader has pointed one character too far.
        shorter = cut.text[:-1]
        if not may_be_named(fold_text(cut.text)) and may_be_named(fold_text(shorter)):
            cut = replace(cut, text=shorter, end=cut.end - 1)
    if cut is not None and expected == "person" and role_asked(question.folded):
        # Only a name can hold an office.
        named = _PERSON_SPAN.fullmatch(cut.text) and not _NO_PERSON.search(cut.text)
        return cut if named else None
    if cut is not None and expected == "person" and not may_have_done_it(fold_text(cut.text)):
        return None
    return cut


def _site(question: Question, evidence: Evidence) -> tuple[int, int] | None:
    """The site that words of place lead to, where the reader points at what is no place.

    搬进老粮仓，办一座展馆: who asks where to is told the granary.
    """
    if evidence.span is None or class_of_place(question.folded) is not None:
        return None
    a, b = evidence.span[0] - evidence.start, evidence.span[1] - evidence.start
    words = tagged(fold_text(evidence.text[a:b]))
    if not words or words[0][1] not in ("v", "m", "r", "d"):
        return None
    found = [
        site for site in sites_in(evidence.text) if fold_text(site.text) not in question.folded
    ]
    if not found or any(site.start < b and a < site.end for site in found):
        return None
    best = max(found, key=lambda site: (name_score(question, evidence, site), -site.start))
    return evidence.start + best.start, evidence.start + best.end


def _widest(evidence: Evidence, start: int, end: int, of_class: bool) -> tuple[int, int]:
    """A span widened to the whole place, and to the site there unless a town or village is asked."""
    start, end = widened(evidence, start, end)
    if of_class:
        return start, end
    a, b = whole_site(evidence.text, start - evidence.start, end - evidence.start)
    return evidence.start + a, evidence.start + b


def _pointed_body(question: Question, evidence: Evidence) -> Name | None:
    """The body that the reader points at, whole: 江城市工业和信息化厅; `None` where it is none."""
    if evidence.span is None:
        return None
    cut = _cut(evidence, *evidence.span)
    if cut is None:
        return None
    folded = fold_text(cut.text)
    if not is_body(folded) or is_generic(folded) or is_named(question, folded):
        return None
    return Name(cut.text, cut.start - evidence.start, cut.end - evidence.start)


def figures_wanted(question: Question, evidence: Evidence) -> list[Figure]:
    """The figures of the sentence that may be what the question asks for, by their type."""
    if (place := place_measured(question)) is not None:
        return tells_territory(place, evidence)
    wanted = [figure for figure in evidence.figures if _is_wanted(question, figure)]
    if question.kind == "date":
        wanted = of_time_asked(question.folded, wanted)
    return _of_type(question, wanted) if question.language == "en" else wanted


def _may_be(expected: Expected, figures: Sequence[Figure]) -> bool:
    """Whether any figure may be an area, a sum, an age where that is asked for: 60% is no area."""
    return expected not in _STRICT or any(
        figure_fits(expected, figure) or (expected == "money" and figure.kind == "percent")
        for figure in figures
    )


def _of_type(question: Question, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of the type that an English question expects, or all when there is none."""
    expected = expected_type(question.folded, question.kind)
    counted = counted_in_english(question)
    how_much = _HOW_MUCH.search(question.folded) is not None
    if expected == "number" and counted and not how_much and not _MEASURED.search(counted):
        kept = [f for f in figures if f.kind == "quantity" and not figure_fits("money", f)]
    elif expected == "number" and how_much:
        # How much rice, land or power: no number of firms.
        kept = [f for f in figures if f.kind != "quantity" or not is_count(f.unit)]
    elif expected in ("number", "date"):
        kept = []
    else:
        kept = [f for f in figures if figure_fits(expected, f)]
    return kept or list(figures)


# 八毛七, 一年半, 2600两: a number that is no figure of any unit known.
_NUMBER = re.compile(r"[0-9一二两三四五六七八九十百千万亿半几数每]")
_LONGEST_NUMBER = 12


def _pointed_number(expected: Expected, evidence: Evidence) -> ShortAnswer | None:
    """The number that the reader points at, where no figure of the type is found; not of another
    type: 60% is no area, whatever the reader says."""
    if evidence.span is None:
        return None
    cut = _cut(evidence, *_whole(evidence, *evidence.span))
    if cut is None or len(cut.text) > _LONGEST_NUMBER or _NUMBER.search(cut.text) is None:
        return None
    a, b = cut.start - evidence.start, cut.end - evidence.start
    held = [figure for figure in evidence.figures if figure.start < b and a < figure.end]
    others = [kind for kind in _KINDS_OF_UNITS if kind != expected]
    if any(
        figure.kind != "quantity" or any(figure_fits(kind, figure) for kind in others)
        for figure in held
    ):
        return None
    return replace(cut, figure=held[0]) if len(held) == 1 else cut


_KINDS_OF_UNITS: tuple[Expected, ...] = (
    "money",
    "people",
    "age",
    "share",
    "area",
    "length",
    "mass",
    "duration",
)


def _printed_time(question: Question, evidence: Evidence, figure: Figure) -> ShortAnswer:
    """A date with the hour beside it, or the whole span that it is one end of."""
    printed = _printed(evidence, figure)
    if question.language == "en":
        return printed  # English dates are formed from one figure
    start, end = whole_time(question.folded, evidence.text, evidence.figures, figure)
    if (start, end) == (figure.start, figure.end):
        return printed
    start, end = evidence.start + start, evidence.start + end
    return ShortAnswer(evidence.candidate.article.text[start:end], start, end)


def _printed(evidence: Evidence, figure: Figure) -> ShortAnswer:
    start, end = evidence.start + figure.start, evidence.start + figure.end
    return ShortAnswer(evidence.candidate.article.text[start:end], start, end, figure)


def _both(
    question: Question, evidence: Evidence, wanted: Sequence[Figure], late: Late | None
) -> ShortAnswer | None:
    """The figures of a question that asks for two: 有多少人，占多少？"""
    parts = [part for part in _PARTS.split(question.folded) if _ASKS_FIGURE.search(part)]
    if len(parts) != 2 or question.kind != "figure":
        return None
    halves = [parse_question(part, question.language) for part in parts]
    shares = [expected_type(half.folded, "figure") == "share" for half in halves]
    found: list[Figure] = []
    for number, half in enumerate(halves):
        left = [
            figure
            for figure in wanted
            if figure not in found
            and _answers(half, figure)
            # 有多少，占多少: where the other half asks for the share, this one does not.
            and not (shares[1 - number] and figure_fits("share", figure))
        ]
        if not left:
            return None
        found.append(best_figure(half, evidence, left, late))
    one, two = (_printed(evidence, figure) for figure in found)
    return replace(one, also=two)


def _answers(asked: Question, figure: Figure) -> bool:
    """Whether a figure is of the type and measure word of one half of a question."""
    matches = unit_matches(asked, figure)
    expected = expected_type(asked.folded, "figure")
    if matches is not None and expected in ("number", "people"):
        return matches
    return expected == "number" or figure_fits(expected, figure)


def _is_wanted(question: Question, figure: Figure) -> bool:
    """Whether a figure is of the type that the question asks for."""
    if figure.kind == "name":
        return False
    if question.kind == "date":
        return figure.kind in _DATE_KINDS
    if figure.kind in _RANK_KINDS:
        return expected_type(question.folded, question.kind) == "rank" or bool(
            _ASKS_RANK.search(question.folded)
        )
    return figure.kind not in _DATE_KINDS


def _whole(evidence: Evidence, start: int, end: int) -> tuple[int, int]:
    """A span widened to the figures that it cuts."""
    for figure in evidence.figures:
        a, b = evidence.start + figure.start, evidence.start + figure.end
        if a < end and start < b:
            start, end = min(start, a), max(end, b)
    if meeting := _MEETING.match(evidence.text, end - evidence.start):
        end = evidence.start + meeting.end()
    return start, end


def _cut(evidence: Evidence, start: int, end: int) -> ShortAnswer | None:
    """The words without punctuation and particles at their ends."""
    text = evidence.candidate.article.text
    while True:
        before = start, end
        while start < end and text[start] in _EDGE and not _closed_later(text, start, end):
            start += 1
        while end > start and text[end - 1] in _EDGE and not _opened_before(text, start, end):
            end -= 1
        if (match := _BEFORE.match(text[start:end])) and match.end() < end - start - 1:
            start += match.end()
        if (match := _AFTER.search(text[start:end])) and match.start() > 1:
            end = start + match.start()
        if (start, end) == before:
            break
    if not start < end or end - start > _LONGEST:
        return None
    return ShortAnswer(text[start:end], start, end)


_PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "「": "」", "『": "』", "‘": "’"}


def _closed_later(text: str, start: int, end: int) -> bool:
    """Whether the bracket at `start` is closed inside the span, before its last character."""
    closing = _PAIRS.get(text[start])
    return closing is not None and closing in text[start : end - 1]


def _opened_before(text: str, start: int, end: int) -> bool:
    """Whether the closing bracket at the end of the span is opened inside it."""
    opening = next((o for o, c in _PAIRS.items() if c == text[end - 1]), None)
    return opening is not None and opening in text[start:end]
