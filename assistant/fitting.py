"""Sentences that hold what is asked for come before those that only speak of it.

Who asks for a company wants its name, though the sentence before the name shares more words with the
question; who asks what a thing is wants the sentence that says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.figures import Figure
from index.figures.places import places
from index.normalise import fold_text

from .cue_words import asks_for_several, asks_why, counts_up, says_why
from .date_asked import gives_time
from .evidence import Evidence
from .expected import Expected, expected_type, figure_fits
from .focus import focus_of
from .named_answer import asks_a_person
from .names import place_core
from .organisation import is_generic, of_class_asked
from .phases import stages
from .place_asked import class_of_place, places_whole
from .question import Question
from .roles import holders, is_of_another, role_asked
from .territory import place_measured, tells_territory
from .who import may_have_done_it, organisations_in, people_in

# How far (in log odds) such a sentence may lie behind the best, farther in the passage of the best,
# and how many are looked at.
_MARGIN = 2.5
_MARGIN_BESIDE = 5.0
_LOOKED_AT = 12
# “三桥”指哪三座桥? wants the sentence that says so.
_ASKS_MEMBERS = re.compile(r"(?:指|是|叫|称为|说)的?是?哪|有哪")
# “三桥”说的是哪种桥? 是怎么个修法?
_ASKS_MEANING = re.compile(r"(?:指|是|叫|说)的?是?(?:哪一?种|(?:个|一种)?什么样?的?|怎么个|咋个)")
# How large is a town: not how large a wood in one of its villages.
_SIZED: tuple[Expected, ...] = ("area", "people", "money", "length")
# All that is sold is more than what is exported.
_SOLD = re.compile(r"[卖销](?:出|了|掉|到)*(?:去)?多少|销售额|营业额|销售收入|做了?多少钱?的?生意")
# The line that says where an article was printed, and when.
_CREDIT = re.compile(r"[（(]?\s*(?:原载|转载自?|来源|摘自)")
# What follows says what the thing before it is.
_DEFINES = r"[\"”」》’]?(?:新?[\u4e00-\u9fff]{0,8}?)?(?:[,，]?(?:是指|指的是|指|是一[种个项]|就是|即是?|意为|意思是|瞄准的?是?|面向|旨在|俗称|简称|说的是|是)|——?|:|：)"

# “先看后租”试点，“先看房、满意了再签约……”: what it is, quoted behind it.
_GLOSSED = r"[\"”」』》’][\u4e00-\u9fff]{0,8}[,，][\"“「『][^\"”」』]{12,}"


def fitting_first(question: Question, ranked: Sequence[Evidence]) -> list[Evidence]:
    """`ranked`, led by the first sentence near the best one that holds what is asked for.

    Unchanged where the best holds it, where none near it does, and for other kinds of question.
    """
    holds = _holder(question)
    if holds is None or not ranked:
        return list(ranked)
    if question.kind == "date" and (told := _told_of_stage(question, ranked)) is not None:
        return _led_by(told, ranked)
    best = ranked[0]
    if holds(best):
        return list(ranked)
    if place_measured(question) is not None:
        # What tells a place's own area need not name the place: 960平方公里的土地上.
        told = next((evidence for evidence in ranked if holds(evidence)), None)
        return list(ranked) if told is None else _led_by(told, ranked)
    # Few sentences say what a thing is: one that does is hardly about something else.
    rare = question.kind == "definition" or _ASKS_MEANING.search(question.folded) is not None
    for evidence in ranked[1:_LOOKED_AT]:
        beside = evidence.candidate.passage.id == best.candidate.passage.id
        margin = _MARGIN_BESIDE if beside or rare else _MARGIN
        if evidence.score >= best.score - margin and holds(evidence):
            return _led_by(evidence, ranked)
    return list(ranked)


def _led_by(first: Evidence, ranked: Sequence[Evidence]) -> list[Evidence]:
    return [first, *(other for other in ranked if other is not first)]


def _told_of_stage(question: Question, ranked: Sequence[Evidence]) -> Evidence | None:
    """The first sentence near the best that dates what was asked: 哪年倒闭的 is told by 2001年关停.

    `None` where the question names no such stage or the best sentence tells of it, too.
    """
    wanted = stages(question.folded)
    if not wanted or wanted & stages(fold_text(ranked[0].text)):
        return None
    return next(
        (
            evidence
            for evidence in ranked[1:_LOOKED_AT]
            if evidence.score >= ranked[0].score - _MARGIN
            and wanted & stages(fold_text(evidence.text))
            and _gives_date(question, evidence)
        ),
        None,
    )


def _gives_date(question: Question, evidence: Evidence) -> bool:
    """Whether a sentence that is no imprint has a date, as asked for, that the question has not."""
    return not _CREDIT.match(evidence.text) and gives_time(question, evidence)


def _holder(question: Question) -> Callable[[Evidence], bool] | None:
    if (place := place_measured(question)) is not None:
        return lambda evidence: bool(tells_territory(place, evidence))
    expected = expected_type(question.folded, question.kind)
    if expected == "organisation":
        return lambda evidence: _names_organisation(question, evidence)
    if expected == "place" and question.language == "en":
        return lambda evidence: any(
            place_core(place.text) not in question.folded
            for place in places_whole(fold_text(evidence.text))
        )
    if expected == "place" and (asked := class_of_place(question.folded)):
        return lambda evidence: any(
            asked in place.text and place.text not in question.folded
            for place in places_whole(fold_text(evidence.text))
        )
    if expected == "person" and question.language != "en" and (role := role_asked(question.folded)):
        return lambda evidence: any(
            not is_of_another(owner, question.folded)
            for _, owner in holders(role, fold_text(evidence.text))
        )
    if expected == "person" and asks_a_person(question) and question.language == "en":
        return lambda evidence: bool(people_in(evidence.text))
    if expected == "person" and question.language != "en":
        # Who asks in English has words of his own for people: they are not looked for.
        return lambda evidence: _names_somebody(question, evidence)
    if expected == "date":
        return lambda evidence: _gives_date(question, evidence)
    if expected in _SIZED and question.language == "en" and (named := places(question.folded)):
        cores = [place_core(name) for _, _, name in named]
        return lambda evidence: any(
            figure_fits(expected, figure) and _may_be_of(figure, cores)
            for figure in evidence.figures
        )
    if expected == "money" and _SOLD.search(question.folded) and "出口" not in question.folded:
        return lambda evidence: any(
            figure_fits("money", figure) and "出口" not in figure.subject.clause
            for figure in evidence.figures
        )
    if asks_why(question.folded):
        return lambda evidence: says_why(fold_text(evidence.text))
    if question.kind == "list" and asks_for_several(question.folded):
        return lambda evidence: counts_up(fold_text(evidence.text))
    if (
        question.kind == "definition"
        or (question.kind == "list" and _ASKS_MEMBERS.search(question.folded))
        or (question.names and _ASKS_MEANING.search(question.folded))
    ):
        terms = _terms_defined(question)
        if terms:
            return lambda evidence: any(defines(term, fold_text(evidence.text)) for term in terms)
    return None


def _may_be_of(figure: Figure, cores: Sequence[str]) -> bool:
    """Whether a figure may be of one of the places: it is not told of a place beside them."""
    if figure.value == 1:
        return False  # 一户能领两袋稻种
    place = figure.subject.place
    return place is None or place_core(place) in cores


def _names_somebody(question: Question, evidence: Evidence) -> bool:
    """Whether a sentence names a person, or a body that may have done it, beside those asked about.

    The reader may point at people without a name, too: 养殖户.
    """
    if evidence.span is not None:
        a, b = (place - evidence.start for place in evidence.span)
        if may_have_done_it(fold_text(evidence.text[a:b])):
            return True
    return _names_organisation(question, evidence) or any(
        fold_text(person.text) not in question.folded for person in people_in(evidence.text)
    )


def _names_organisation(question: Question, evidence: Evidence) -> bool:
    return any(
        of_class_asked(question.folded, fold_text(name.text))
        and not is_generic(fold_text(name.text))
        and fold_text(name.text) not in question.folded
        for name in organisations_in(evidence.text)
    )


def _terms_defined(question: Question) -> list[str]:
    """What a question wants to be told the meaning of: what it quotes, else its thing."""
    if question.names:
        return list(question.names)
    focus = focus_of(question.folded)
    return [focus] if focus and question.kind == "definition" else []


def defines(term: str, folded: str) -> bool:
    """Whether a folded sentence says what `term` is.

    >>> defines("惠林贷", '"惠林贷"是一种面向农户的贷款。'), defines("惠林贷", "去年惠林贷增长三成。")
    (True, False)
    >>> defines("先看后租", '县里试行"先看后租"试点,"先由村里带着看房、满意了再签约的租房办法"。')
    True
    """
    return re.search(re.escape(term) + _DEFINES, folded) is not None or (
        re.search(re.escape(term) + _GLOSSED, folded) is not None
    )
