"""What the assistant gives back: one schema for the page, HTTP, MCP and batch files.

`answer_to_json` writes the contract of `python -m assistant batch`; every other surface sends the
same object.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from index import Article, Language, Passage

Kind = Literal[
    "figure",
    "date",
    "place",
    "person",
    "organisation",
    "definition",
    "list",
    "reason",
    "how",
    "yes_no",
    "comparison",
    "other",
    "small_talk",
    "clarify",
]

# What the masthead and the byline tell of an article.
Field = Literal["author", "date", "source", "page"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Verbatim words of an article: `article.text[start:end] == quote`, always."""

    n: int
    article: Article
    start: int
    end: int
    quote: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that a computation takes, as printed in the citation numbered `citation`."""

    text: str
    citation: int


@dataclass(frozen=True, slots=True)
class Computation:
    """How the figure of a sentence follows from printed ones: `operands` in order, `result` as said.

    `operation` is one of "difference", "sum", "ratio", "larger", "smaller".
    """

    operation: str
    operands: tuple[Operand, ...]
    result: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer with the numbers of the citations that carry it.

    `highlight` is the span inside `text` of the short answer, if it stands there. `computed` says
    how a figure that no article prints was computed. `record` names what it states of the cited
    article's record (masthead, byline), which is no part of the text that is quoted.
    """

    text: str
    citations: tuple[int, ...]
    highlight: tuple[int, int] | None = None
    computed: Computation | None = None
    record: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """A figure of the answer and the citation in which it was found again.

    `reader_text` is the figure in the units of the question's language ("1.25 billion pieces").
    """

    text: str
    value: Decimal | None
    unit: str | None
    citation: int
    reader_text: str | None = None


@dataclass(frozen=True, slots=True)
class ConflictValue:
    """One of several values that sources give for the same thing."""

    text: str
    article_id: str
    date: str | None
    citation: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources disagree on `subject`; values newest first."""

    subject: str
    values: tuple[ConflictValue, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question answered from the articles, or refused.

    When `abstained`, `text` says what is missing, `citations` are the nearest passages, and
    `suggestions` are questions that the articles do answer. `confidence` is in 0..1.
    `choices` are the readings of an ambiguous question (kind "clarify").
    """

    question: str
    standalone_question: str
    language: Language
    kind: Kind
    text: str
    short_answer: str | None
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    figures: tuple[AnswerFigure, ...]
    conflicts: tuple[Conflict, ...]
    abstained: bool
    confidence: float
    missing: str | None = None
    suggestions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)


def citation_to_json(citation: Citation) -> dict[str, Any]:
    """One citation as the contract prints it."""
    article = citation.article
    return {
        "n": citation.n,
        "article_id": article.id,
        "path": article.path,
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "page": article.page,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def _computed_to_json(computed: Computation) -> dict[str, Any]:
    return {
        "operation": computed.operation,
        "operands": [{"text": o.text, "citation": o.citation} for o in computed.operands],
        "result": computed.result,
    }


def decimal_to_json(value: Decimal | None) -> int | float | None:
    """A JSON number: an integer where the value is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def answer_to_json(
    answer: Answer, *, id: str | None = None, conversation: str | None = None
) -> dict[str, Any]:
    """The answer as one JSON object, keys in the order of the contract, then the extensions."""
    return {
        "id": id,
        "conversation": conversation,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "language": answer.language,
        "kind": answer.kind,
        "answer": answer.text,
        "short_answer": answer.short_answer,
        "abstained": answer.abstained,
        "confidence": round(answer.confidence, 4),
        "citations": [citation_to_json(citation) for citation in answer.citations],
        "figures": [
            {
                "text": figure.text,
                "value": decimal_to_json(figure.value),
                "unit": figure.unit,
                "citation": figure.citation,
                "reader_text": figure.reader_text,
            }
            for figure in answer.figures
        ],
        "conflicts": [
            {
                "subject": conflict.subject,
                "values": [
                    {
                        "text": value.text,
                        "article_id": value.article_id,
                        "date": value.date,
                        "citation": value.citation,
                    }
                    for value in conflict.values
                ],
            }
            for conflict in answer.conflicts
        ],
        "timings_ms": {name: round(ms, 1) for name, ms in answer.timings_ms.items()},
        "error": None,
        "sentences": [
            {
                "text": sentence.text,
                "citations": list(sentence.citations),
                **({"computed": _computed_to_json(sentence.computed)} if sentence.computed else {}),
                **({"record": list(sentence.record)} if sentence.record else {}),
            }
            for sentence in answer.sentences
        ],
        "missing": answer.missing,
        "suggestions": list(answer.suggestions),
        "choices": list(answer.choices),
        "notes": list(answer.notes),
    }
