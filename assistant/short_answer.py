"""The short answer: the figure, date, name or phrase itself, cut from the evidence.

The question says what type it must be (`expected.py`); of the sentence's figures or names of that
type the one is taken that the reader points at and whose own words are those of the question. What
is of another type is taken only where the reader's span is all there is. Figures are never cut:
14.5亿件 does not become 14.5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.figures import Figure
from index.figures.places import places
from index.normalise import fold_text
from index.tokens import tokens

from .alignment import alignment_scores, nearness, own_words
from .contrasts import contrasted
from .evidence import Evidence
from .expected import Name, expected_type, figure_fits, organisations_in, people_in
from .focus import focus_of, unit_matches
from .names import place_core
from .question import Question
from .retrieve import Late
from .roles import role_asked

_EDGE = " \t\n，。；：、,;:“”\"'‘’（）()《》「」『』—-"
_DATE_KINDS = ("date", "period", "time")
_RANK_KINDS = ("ordinal", "rank")
_ASKS_RANK = re.compile(r"第几|排名|名次|位次|排在|几名|\brank")
# What a span may begin or end with that is no part of the thing.
_BEFORE = re.compile(
    r"^(?:由|在|位于|从|到|向|被|把|让|对|与|和|及|的|是|为|了|于|地处|来自|其中|名为|名叫|叫|即)+"
)
_AFTER = re.compile(r"(?:的|了|是|在|等|里|内|等地|方面|表示|介绍|说|会)+$")
# how many city parks will ..: the things that are counted.
_COUNTED = re.compile(
    r"how (?:many|much) (?P<thing>[a-z' -]{3,40}?)(?= (?:does|do|did|will|would|are|is|were|was|have|has|had|can|got|get|live|in|at)\b|\?|$)"
)
_MEASURED = re.compile(r"\b(?:yuan|dollars|percent\w*|money|times)\b")
# A span longer than this is a sentence, not a short answer.
_LONGEST = 60
_DIFFERENCE = re.compile(r"比[^,，。;；0-9]{1,14}(?:高|低|多|少|快|慢)出?了?$")
_ASKS_DIFFERENCE = re.compile(
    r"比|差|高出|多出|高多少|多多少|\b(?:than|more|higher|lower|less|fewer|above|below)\b"
)
_PERSON_SPAN = re.compile(r"[\u4e00-\u9fff·]{2,5}")
_NO_PERSON = re.compile(r"[省市区县镇乡村]|公司|学校|小学|中学|医院|平台")
_QUOTED = re.compile(r"[“「《]([^”」》]{2,20})[”」》]")
_CALLED = re.compile(r"叫(?:做)?(?:什么|啥)|(?:什么|啥)名字?[?]*$|名称是")
_SPAN, _UNIT, _OTHER_UNIT, _TYPE, _CLAUSE = 2.0, 2.5, 2.0, 2.0, 3.0
_OWN, _OWN_MOST, _OTHER_PLACE = 0.7, 2.1, 3.0


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """`article.text[start:end] == text`; `figure` when the answer is one."""

    text: str
    start: int
    end: int
    figure: Figure | None = None


def short_answer(
    question: Question, evidence: Evidence, late: Late | None = None
) -> ShortAnswer | None:
    """The short answer that `evidence` holds for `question`, or `None` where it has none.

    `late` compares the words around each figure with the question's, where it is given.
    """
    if question.kind in ("reason", "how", "list", "yes_no", "comparison"):
        return None
    expected = expected_type(question.folded, question.kind)
    if expected in ("person", "organisation"):
        names = people_in if expected == "person" else organisations_in
        found = [
            name for name in names(evidence.text) if fold_text(name.text) not in question.folded
        ]
        if found:
            best_name = max(
                found, key=lambda name: (_name_score(question, evidence, name), -name.start)
            )
            return _cut(evidence, evidence.start + best_name.start, evidence.start + best_name.end)
    if expected is not None and expected not in ("person", "organisation", "place", "contact"):
        wanted = [figure for figure in evidence.figures if _is_wanted(question, figure)]
        if wanted:
            wanted = _not_of_the_counterpart(question, evidence, _of_type(question, wanted))
            best = _best_figure(question, evidence, wanted, late)
            start, end = evidence.start + best.start, evidence.start + best.end
            return ShortAnswer(evidence.candidate.article.text[start:end], start, end, best)
        if question.kind == "figure":
            return None
    if expected == "place" and (place := _other_place(question, evidence)):
        return _cut(evidence, evidence.start + place.start, evidence.start + place.end)
    if (
        expected is None
        and _CALLED.search(question.folded)
        and (name := _called(question, evidence))
    ):
        return _cut(evidence, evidence.start + name.start, evidence.start + name.end)
    if evidence.span is None:
        return None
    cut = _cut(evidence, *_whole(evidence, *evidence.span))
    if cut is not None and expected == "person" and role_asked(question.folded):
        # Only a name can hold an office.
        named = _PERSON_SPAN.fullmatch(cut.text) and not _NO_PERSON.search(cut.text)
        return cut if named else None
    return cut


def _called(question: Question, evidence: Evidence) -> Name | None:
    """The quoted name that stands nearest to the thing that is called it: “银杏食堂”助餐体系."""
    focus = focus_of(question.folded)
    text = evidence.text
    at = fold_text(text).find(focus) if focus else -1
    if at < 0 or len(fold_text(text)) != len(text):
        return None
    names = [
        Name(match[1], *match.span(1))
        for match in _QUOTED.finditer(text)
        if fold_text(match[1]) not in question.folded
    ]
    return min(names, key=lambda name: min(abs(name.end - at), abs(name.start - at)), default=None)


def _of_type(question: Question, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of the expected type, or all when there is none."""
    expected = expected_type(question.folded, question.kind)
    counted = _COUNTED.search(question.folded)
    if expected == "number" and counted and not _MEASURED.search(counted["thing"]):
        kept = [f for f in figures if f.kind == "quantity" and not _of_money(f)]
    elif expected in ("number", "date"):
        kept = []
    else:
        kept = [f for f in figures if figure_fits(expected, f)]
    return kept or list(figures)


def _not_of_the_counterpart(
    question: Question, evidence: Evidence, figures: Sequence[Figure]
) -> list[Figure]:
    """The figures but those of 城镇 where 农村 is asked for; all when none would be left."""
    kept = [
        figure
        for figure in figures
        if not contrasted(
            question.folded, fold_text(own_words(evidence.text, evidence.figures, figure))
        )
    ]
    return kept or list(figures)


def _best_figure(
    question: Question, evidence: Evidence, wanted: Sequence[Figure], late: Late | None
) -> Figure:
    aligned = alignment_scores(question.query, evidence.text, evidence.figures)
    near = [0.0] * len(wanted)
    if late is not None and len(wanted) > 1:
        counted = _COUNTED.search(question.folded)
        asked = counted["thing"] if counted else question.query
        around = [_around(evidence.text, evidence.figures, figure) for figure in wanted]
        near = [_CLAUSE * score for score in late(asked, around)]
    scores = [
        _figure_score(question, evidence, figure) + 2 * aligned.get(figure.start, 0.0) + similar
        for figure, similar in zip(wanted, near, strict=True)
    ]
    scores = [
        score + own
        for score, own in zip(scores, _own_scores(question, evidence, wanted), strict=True)
    ]
    return wanted[max(range(len(wanted)), key=lambda i: (scores[i], -wanted[i].start))]


def _own_scores(question: Question, evidence: Evidence, wanted: Sequence[Figure]) -> list[float]:
    """What tells the figures apart: words of the question that stand before one of them only, and
    the place that each is of."""
    before = [set(tokens(own_words(evidence.text, evidence.figures, figure))) for figure in wanted]
    asked = {token for token in tokens(question.query) if len(token) > 1}
    of_place = [
        None if f.subject.place is None else place_core(f.subject.place) in question.folded
        for f in wanted
    ]
    scores = []
    for number, words in enumerate(before):
        others = set().union(*(b for i, b in enumerate(before) if i != number))
        score = min(_OWN_MOST, _OWN * len((asked & words) - others))
        if of_place[number] is False and True in of_place:
            # Another figure of the sentence is of the place that was asked for.
            score -= _OTHER_PLACE
        scores.append(score)
    return scores


def _around(text: str, figures: Sequence[Figure], figure: Figure) -> str:
    """The figure with its own words before it and the noun that it counts after it."""
    after = re.match(r"[^，。；：、,;:!?！？0-9]{0,8}", text[figure.end :])
    return f"{own_words(text, figures, figure)}{figure.text}{after[0] if after else ''}"


def _figure_score(question: Question, evidence: Evidence, figure: Figure) -> float:
    """How likely `figure` is the one asked for: near the reader's span, of the unit asked for."""
    score = 0.0
    start, end = evidence.start + figure.start, evidence.start + figure.end
    if evidence.span is not None:
        a, b = evidence.span
        if start < b and a < end:
            score += _SPAN
        else:
            score -= min(abs(start - b), abs(a - end)) / max(len(evidence.text), 1)
    matches = unit_matches(question, figure)
    if matches is not None:
        # The measure word after 多少 names the figure more surely than any span.
        score += _UNIT if matches else -_OTHER_UNIT
    expected = expected_type(question.folded, question.kind)
    if expected not in ("number", "date"):
        score += _TYPE if figure_fits(expected, figure) else -_TYPE
    elif expected == "number" and (figure.kind in ("percent", "point") or _of_money(figure)):
        # What is counted is no sum of money; 金额 and the like are expected as such.
        score -= 0.5
    if _DIFFERENCE.search(fold_text(evidence.text[: figure.start])) and not _ASKS_DIFFERENCE.search(
        question.folded
    ):
        # 得分85.13,比全省高1.75分: the second is what lies between two things.
        score -= 4.0
    if fold_text(figure.text) in question.folded:
        # What the question says itself is not what it asks for.
        score -= 3.0
    return score + nearness(question.query, evidence.text, figure)


def _of_money(figure: Figure) -> bool:
    return figure_fits("money", figure)


def _is_wanted(question: Question, figure: Figure) -> bool:
    """Whether a figure is of the type that the question asks for."""
    if figure.kind == "name":
        return False
    if question.kind == "date":
        return figure.kind in _DATE_KINDS
    if figure.kind in _RANK_KINDS:
        return bool(_ASKS_RANK.search(question.folded))
    return figure.kind not in _DATE_KINDS


def _name_score(question: Question, evidence: Evidence, name: Name) -> float:
    """How likely `name` is the one asked for: in the reader's span, after the role asked for."""
    score = 0.0
    start, end = evidence.start + name.start, evidence.start + name.end
    if evidence.span is not None:
        a, b = evidence.span
        overlaps = start < b and a < end
        score += 1.5 if overlaps else -min(abs(start - b), abs(a - end)) / len(evidence.text)
    text = fold_text(evidence.text)
    if len(text) != len(evidence.text):
        return score
    focus = focus_of(question.folded)
    if focus is not None and text[: name.start].endswith(focus):
        score += 2.0
    # The nearer the words of the question, the likelier the name, whichever side they stand on.
    terms = [term for term in question.terms if len(term) > 1 and term in text]
    for term in terms:
        at = min(
            (abs(m.start() - name.end) if m.start() >= name.end else abs(name.start - m.end()))
            for m in re.finditer(re.escape(term), text)
        )
        score += 1 / (1 + at / 6) / len(terms)
    return score


def _other_place(question: Question, evidence: Evidence) -> Name | None:
    """The place of the sentence to take when the reader points at none, or at the one asked about."""
    folded = fold_text(evidence.text)
    if len(folded) != len(evidence.text):
        return None
    spoken = [
        Name(name, a, b) for a, b, name in places(folded) if place_core(name) not in question.folded
    ]
    if not spoken:
        return None
    if evidence.span is not None:
        a, b = evidence.span[0] - evidence.start, evidence.span[1] - evidence.start
        pointed = folded[a:b]
        if not any(core in pointed for core in map(place_core, question.places)):
            return None
    return max(spoken, key=lambda name: (_name_score(question, evidence, name), -name.start))


def _whole(evidence: Evidence, start: int, end: int) -> tuple[int, int]:
    """A span widened to the figures that it cuts."""
    for figure in evidence.figures:
        a, b = evidence.start + figure.start, evidence.start + figure.end
        if a < end and start < b:
            start, end = min(start, a), max(end, b)
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
