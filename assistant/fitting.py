"""Sentences that hold what is asked for come before those that only speak of it.

Who asks for a company wants its name, though the sentence before the name shares more words with the
question; who asks what a thing is wants the sentence that says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.normalise import fold_text

from .evidence import Evidence
from .expected import expected_type, organisations_in
from .focus import focus_of
from .organisation import is_generic, of_class_asked
from .question import Question, places_in

# How far (in log odds) such a sentence may lie behind the best, farther in the passage of the best,
# and how many are looked at.
_MARGIN = 2.5
_MARGIN_BESIDE = 5.0
_LOOKED_AT = 12
# “三桥”指哪三座桥? wants the sentence that says so.
_ASKS_MEMBERS = re.compile(r"(?:指|是|叫|称为|说)的?是?哪|有哪")
# What follows says what the thing before it is.
_DEFINES = r"[\"”」》’]?(?:新?[\u4e00-\u9fff]{0,8}?)?(?:[,，]?(?:是指|指的是|指|是一[种个项]|就是|即是?|意为|意思是|瞄准的?是?|面向|旨在|俗称|简称|说的是|是)|——?|:|：)"


def fitting_first(question: Question, ranked: Sequence[Evidence]) -> list[Evidence]:
    """`ranked`, led by the first sentence near the best one that holds what is asked for.

    Unchanged where the best holds it, where none near it does, and for other kinds of question.
    """
    holds = _holder(question)
    if holds is None or not ranked or holds(ranked[0]):
        return list(ranked)
    best = ranked[0]
    for evidence in ranked[1:_LOOKED_AT]:
        beside = evidence.candidate.passage.id == best.candidate.passage.id
        margin = _MARGIN_BESIDE if beside else _MARGIN
        if evidence.score >= best.score - margin and holds(evidence):
            return [evidence, *(other for other in ranked if other is not evidence)]
    return list(ranked)


def _holder(question: Question) -> Callable[[Evidence], bool] | None:
    expected = expected_type(question.folded, question.kind)
    if expected == "organisation":
        return lambda evidence: _names_organisation(question, evidence)
    if expected == "place" and question.language == "en":
        return lambda evidence: any(
            place not in question.folded for place in places_in(evidence.text)
        )
    if question.kind == "definition" or (
        question.kind == "list" and _ASKS_MEMBERS.search(question.folded)
    ):
        terms = _terms_defined(question)
        if terms:
            return lambda evidence: any(defines(term, fold_text(evidence.text)) for term in terms)
    return None


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

    >>> defines("共富贷", '"共富贷"是一种面向农户的贷款。'), defines("共富贷", "去年共富贷增长三成。")
    (True, False)
    """
    return re.search(re.escape(term) + _DEFINES, folded) is not None
