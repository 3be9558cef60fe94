"""Sources that disagree: other values for the thing that the answer gives.

Precision first. Two figures conflict when each is the short answer to the same question in its own
sentence, both sentences carry the question's place, year and names, both measure a thing of the same
name, and no value satisfies both. Other years, places or measures are other things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.figures import Figure, compare
from index.normalise import fold_text
from index.tokens import tokens

from .alignment import own_words
from .constraints import place_core, unmet_demands
from .evidence import Evidence
from .focus import focus_of
from .question import Question, places_in
from .short_answer import ShortAnswer, short_answer

# Sentences looked at, and how far (in log odds) behind the best one they may lie.
_LOOKED_AT = 15
_MARGIN = 3.0
_COMPARABLE_KINDS = ("quantity", "percent", "fraction", "ratio", "point", "rank")
_SAME_MEASURE = 0.6


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sentence of another article and the figure in it that cannot be true beside the answer's."""

    evidence: Evidence
    short: ShortAnswer


def disagreements(
    question: Question, best: Evidence, short: ShortAnswer | None, ranked: Sequence[Evidence]
) -> list[Disagreement]:
    """Other articles' values for the figure `short` of `best`, at most one an article."""
    if short is None or short.figure is None or short.figure.kind not in _COMPARABLE_KINDS:
        return []
    found: list[Disagreement] = []
    seen = {best.candidate.article.id}
    for evidence in ranked[:_LOOKED_AT]:
        article = evidence.candidate.article
        if article.id in seen or evidence.score < best.score - _MARGIN:
            continue
        other = short_answer(question, evidence)
        if other is None or other.figure is None or unmet_demands(question, evidence):
            continue
        if not _same_thing(question, best, short.figure, evidence, other.figure):
            continue
        seen.add(article.id)
        if compare(other.figure, short.figure).relation == "contradicted":
            found.append(Disagreement(evidence, other))
    return found


def _same_thing(
    question: Question, first: Evidence, one: Figure, second: Evidence, other: Figure
) -> bool:
    if one.kind != other.kind or one.unit != other.unit:
        return False
    if one.subject.direction != other.subject.direction:
        return False
    times = {one.subject.time, other.subject.time} - {None}
    if len(times) > 1:
        return False
    if not question.places and _place(first, one) != _place(second, other):
        return False
    return _same_measure(question, first, one, second, other)


def _place(evidence: Evidence, figure: Figure) -> str | None:
    """The place that a figure is of: of its clause, its sentence, or the title of its article."""
    named = figure.subject.place or next(iter(places_in(evidence.text)), None)
    if named is None:
        named = next(iter(places_in(evidence.candidate.article.title or "")), None)
    return None if named is None else place_core(fold_text(named))


def _same_measure(
    question: Question, first: Evidence, one: Figure, second: Evidence, other: Figure
) -> bool:
    """Both figures name the noun asked for, or their measures share most of their characters."""
    focus = focus_of(question.folded)
    clauses = [
        fold_text(f"{own_words(e.text, e.figures, f)}{e.text[f.start : f.end + 6]}")
        for e, f in ((first, one), (second, other))
    ]
    if focus is not None and all(focus in clause for clause in clauses):
        # 新居民 and 新居民的子女 are counted apart.
        parts = [re.search(rf"{re.escape(focus)}的([\u4e00-\u9fff]{{1,6}})", c) for c in clauses]
        owned = {part[1] if part else None for part in parts}
        if len(owned) == 1:
            return True
    a, b = (set(tokens(f.subject.measure or "")) for f in (one, other))
    return bool(a and b) and len(a & b) >= _SAME_MEASURE * min(len(a), len(b))
