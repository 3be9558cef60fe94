"""The answers that leave: what was found and verified, a refusal, a friendly line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index import Language

from .answer import Answer, Conflict, Kind
from .compose import Draft, answer_figures, answer_text, citation_of, renumbered
from .evidence import Evidence
from .language import detect_language, in_script
from .refuse import Decision, missing_text, refusal_text
from .suggest import suggestions
from .understand import Understood
from .verify import verify, verify_citations

_NEAREST_SHOWN = 3
# After a refusal: at least so many questions that the articles answer.
FEWEST_SUGGESTIONS = 2


def drafted_answer(
    understood: Understood,
    drafted: Draft,
    short: str | None,
    confidence: float,
    *,
    kind: Kind | None = None,
    conflicts: Sequence[Conflict] = (),
    notes: Sequence[str] = (),
) -> Answer | None:
    """The answer of what is verified of a draft; `None` when nothing of it is.

    `kind` is that of the question unless given; `notes` come after those on how it was read.
    """
    question = understood.question
    verified = verify(drafted.sentences, drafted.citations)
    if not verified.sentences:
        return None
    return Answer(
        question=understood.original,
        standalone_question=understood.standalone.text,
        language=question.language,
        kind=kind or question.kind,
        text=answer_text(verified.sentences, question.language),
        short_answer=short,
        sentences=verified.sentences,
        citations=verified.citations,
        figures=answer_figures(question, verified.citations, verified.sentences),
        conflicts=renumbered(tuple(conflicts), drafted, verified.citations),
        abstained=False,
        confidence=confidence,
        notes=(*_notes(understood), *notes),
    )


def not_sure(language: Language) -> str:
    """The note under an answer with a sentence more than it would need, were the first one sure."""
    if language == "en":
        return "Which sentence answers is not certain: the next nearest are shown as well."
    return in_script("不能十分确定是哪一句，次近的也列在这里。", language)


def asked_as(printed: str, language: Language) -> str:
    """The note that a question was understood in words of the articles."""
    return in_script(f"按文章里的说法找的：{printed}", language)


def refused_answer(
    understood: Understood,
    ranked: Sequence[Evidence],
    decision: Decision,
    more_questions: Callable[[], Sequence[str]],
    *,
    missing: str | None = None,
) -> Answer:
    """Say what is missing and show the nearest passages.

    `more_questions` gives questions of the whole collection, for when the nearest passages suggest
    too few; `missing` overrides what the decision names.
    """
    question = understood.question
    nearest = _distinct_passages(ranked)[:_NEAREST_SHOWN]
    citations = verify_citations([citation_of(e, n) for n, e in enumerate(nearest, start=1)])
    if missing is None:
        missing = missing_text(question, decision)
    asked = suggestions(nearest, question.language)
    if len(asked) < FEWEST_SUGGESTIONS:
        others = [in_script(text, question.language) for text in more_questions()]
        asked = tuple(dict.fromkeys((*asked, *others)))[:FEWEST_SUGGESTIONS]
    return Answer(
        question=understood.original,
        standalone_question=understood.standalone.text,
        language=question.language,
        kind=question.kind,
        text=refusal_text(question, missing, asked),
        short_answer=None,
        sentences=(),
        citations=citations,
        figures=(),
        conflicts=(),
        abstained=True,
        confidence=decision.confidence,
        missing=missing,
        suggestions=asked,
        notes=_notes(understood),
    )


def friendly_line(
    question: str,
    line: str,
    *,
    kind: Kind = "small_talk",
    choices: tuple[str, ...] = (),
    confidence: float = 1.0,
) -> Answer:
    """A line without a source: small talk, or a question back with its `choices`."""
    return Answer(
        question=question,
        standalone_question=question,
        language=detect_language(question),
        kind=kind,
        text=line,
        short_answer=None,
        sentences=(),
        citations=(),
        figures=(),
        conflicts=(),
        abstained=False,
        confidence=confidence,
        choices=choices,
    )


def _distinct_passages(ranked: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence of each passage, in order."""
    best: dict[int, Evidence] = {}
    for evidence in ranked:
        best.setdefault(evidence.candidate.passage.id, evidence)
    return list(best.values())


def _notes(understood: Understood) -> tuple[str, ...]:
    """What was read differently from how it was typed."""
    language = understood.question.language
    return tuple(
        in_script(f"已按“{meant}”理解“{typed}”。", language)
        for typed, meant in understood.corrected
    )
