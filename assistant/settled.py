"""Questions that are settled rather than phrased: a verdict, or a computation from two figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index import Filters
from index.normalise import fold_text

from .answer import Answer, Kind
from .asked_figure import (
    asked_figure,
    figure_draft,
    holds,
    only_part_done,
    reached_after_all,
)
from .claims import ClaimVerdict
from .compared import Comparison
from .comparison import comparison_of
from .compose import Draft
from .computed import computed_draft, one_is_missing
from .evidence import Evidence
from .outcome import drafted_answer, refused_answer
from .refuse import Decision
from .retriever_reader import RetrieverReader
from .sides import Reading, Side, from_one_sentence, go_together, is_of_side, sides_of
from .understand import Understood
from .yes_no import asks_whether, statement_of, verdict_draft, verdict_words

# A verdict is read off the articles by rules: sure, but not beyond doubt.
_OF_A_VERDICT = 0.9
# Two figures that one sentence sets beside the names of both sides.
_OF_A_PAIR = 0.6
# From where on such a sentence is taken to answer although neither side was found alone.
_LIKELY = 0.5
_READ_FOR_BOTH = 3
_DENIALS = ("不是", "No")
# Words of a sentence that compares by itself, or says how much something grew.
_COMPARES = re.compile(r"比|差|倍|高于|低于|多于|少于|增|减|涨|下降|降低|上升|提高|缩小|扩大|翻")


class Settler:
    """Gives a yes/no question its verdict and computes what is asked of two figures."""

    def __init__(
        self,
        finder: RetrieverReader,
        check: Callable[[str, Filters | None], ClaimVerdict],
        more_questions: Callable[[], Sequence[str]],
    ) -> None:
        self._finder = finder
        self._check = check
        self._more_questions = more_questions

    def settle(self, understood: Understood, filters: Filters | None) -> Answer | None:
        """The answer, or `None` when the question is to be answered in the articles' words."""
        question = understood.question
        text = understood.standalone.text
        asked = comparison_of(text)
        if asked is not None and not asked.whether:
            return self._compared(understood, asked, filters)
        if question.kind != "yes_no" and not asks_whether(text):
            return None
        verdict = self._verdict(understood, filters)
        if verdict is None or verdict.short_answer in _DENIALS:
            # In words of its own a figure is not found, or that of another is: read what it is.
            read = self._figure_read(understood, filters, denied=verdict is not None)
            if read is not None:
                return read
        if verdict is not None or asked is None:
            return verdict
        # Neither stated nor denied in words: the two figures may still tell.
        compared = self._compared(understood, asked, filters)
        return None if compared is None or compared.abstained else compared

    def _verdict(self, understood: Understood, filters: Filters | None) -> Answer | None:
        """The verdict on what a yes/no question states; `None` where nothing is settled."""
        statement = statement_of(understood.standalone.text)
        if statement is None:
            return None
        verdict = self._check(statement, filters)
        language = understood.question.language
        if verdict.verdict == "supported" and (
            part := only_part_done(statement, verdict.citations, language)
        ):
            return _whole(understood, *part, _OF_A_VERDICT, "yes_no")
        reached = reached_after_all(understood.standalone.text, verdict, language)
        if reached is not None and verdict.verdict == "contradicted":
            return _whole(understood, *reached, _OF_A_VERDICT, "yes_no")
        drafted = verdict_draft(verdict, language)
        if drafted is None:
            return None
        return _whole(
            understood, drafted, verdict_words(verdict, language), _OF_A_VERDICT, "yes_no"
        )

    def _figure_read(
        self, understood: Understood, filters: Filters | None, *, denied: bool
    ) -> Answer | None:
        """The verdict by the figure that is read for the one asked about; `None` for no such one.

        What was `denied` only the very figure that is asked about can affirm.
        """
        asked = asked_figure(understood.standalone.text)
        if asked is None:
            return None
        part = self._finder.understood(asked.question)
        ranked = self._finder.read(part, filters)
        decision = self._finder.decided(part.evidence_question, ranked)
        short = self._finder.short_answer(part.evidence_question, ranked[0]) if ranked else None
        if not decision.answered or short is None:
            return None
        reading = Reading(ranked[0], short)
        holding = holds(replace(asked, at_least=False, below=False) if denied else asked, reading)
        if holding is None or (denied and not holding):
            return None
        drafted, word = figure_draft(holding, reading, understood.question.language)
        return _whole(understood, drafted, word, decision.confidence, "yes_no")

    def _compared(
        self, understood: Understood, asked: Comparison, filters: Filters | None
    ) -> Answer | None:
        """The comparison computed; refused when one side is missing; `None` when an article may
        state it in words of its own."""
        if asked.stated_first and self._stated(understood, filters):
            return None
        found: list[Reading | None] = []
        confidence = 1.0
        nearest: list[Evidence] = []
        parts = [self._finder.understood(part) for part in asked.questions]
        one, other = (part.evidence_question for part in parts)
        sides = sides_of(one, other, self._finder.translate)
        for part, side, rival in zip(parts, sides, reversed(sides), strict=True):
            ranked = self._finder.read(part, filters)
            decision = self._finder.decided(side.question, ranked)
            reading = self._reading(side, ranked) if decision.answered else None
            if reading is not None and not is_of_side(side, rival, reading):
                reading = None
            found.append(reading)
            confidence = min(confidence, decision.confidence)
            nearest += ranked[:_READ_FOR_BOTH]
        language = understood.question.language
        readings = [reading for reading in found if reading is not None]
        together = len(readings) == len(found) and go_together(sides, readings)
        # What one sentence says of both counts before two readings of it.
        said = [reading.evidence for reading in readings] if together else nearest
        paired = from_one_sentence(sides, said)
        if paired is not None:
            readings = list(paired)
            confidence = confidence if together else max(confidence, _OF_A_PAIR)
        if not (len(readings) == len(found) and go_together(sides, readings)):
            whole = self._finder.read(understood, filters)
            paired = from_one_sentence(sides, whole[:_READ_FOR_BOTH])
            if paired is None or not go_together(sides, paired):
                if asked.stated_first or self._states(understood, whole):
                    return None
                nearest.sort(key=lambda e: not any(r.evidence is e for r in readings))
                return self._one_missing(understood, asked, found, nearest, confidence)
            readings, confidence = list(paired), max(confidence, _OF_A_PAIR)
        computed = computed_draft(asked, readings, language)
        if computed is None:
            return None
        drafted, short_text = computed
        return _whole(understood, drafted, short_text, confidence, _kind(understood))

    def _one_missing(
        self,
        understood: Understood,
        asked: Comparison,
        found: Sequence[Reading | None],
        nearest: Sequence[Evidence],
        confidence: float,
    ) -> Answer:
        """The refusal that says of which side no figure was found."""
        language = understood.question.language
        return refused_answer(
            understood,
            nearest,
            Decision(False, confidence),
            self._more_questions,
            missing=one_is_missing(asked, found, language) if None in found else None,
        )

    def _reading(self, side: Side, ranked: Sequence[Evidence]) -> Reading | None:
        short = self._finder.short_answer(side.question, ranked[0])
        return Reading(ranked[0], short) if short is not None and short.figure is not None else None

    def _stated(self, understood: Understood, filters: Filters | None) -> bool:
        """Whether a sentence compares in its own words, 比全县高2.4分, or is likely to tell of both."""
        return self._states(understood, self._finder.read(understood, filters))

    def _states(self, understood: Understood, ranked: Sequence[Evidence]) -> bool:
        decision = self._finder.decided(understood.evidence_question, ranked)
        if not decision.answered:
            return False
        if decision.confidence >= _LIKELY and _tells_of_two(ranked[0]):
            return True
        return _COMPARES.search(fold_text(ranked[0].text)) is not None


def _tells_of_two(evidence: Evidence) -> bool:
    """Whether a sentence has two figures of one unit, as one that tells of both sides has."""
    units = [figure.unit for figure in evidence.figures if figure.kind in ("quantity", "percent")]
    return any(units.count(unit) > 1 for unit in units if unit)


def _kind(understood: Understood) -> Kind:
    return "yes_no" if understood.question.kind == "yes_no" else "comparison"


def _whole(
    understood: Understood, drafted: Draft, short: str, confidence: float, kind: Kind
) -> Answer | None:
    """The answer of a draft whose first sentence, which says the result, is verified."""
    answer = drafted_answer(understood, drafted, short, confidence, kind=kind)
    if answer is None or answer.sentences[0].text != drafted.sentences[0].text:
        return None
    return answer
