"""Answers to score: ours, or anybody's, in the format of `python -m assistant batch`.

Needed is only `{"id", "answer"}`; each further key makes more metrics measurable:

    {"id", "answer", "short_answer", "abstained", "confidence", "kind", "standalone_question",
     "citations": [{"n", "quote", "article_id", "path", "start", "end"}],
     "sentences": [{"text", "citations": [n]}], "timings_ms": {"total"}, "error"}

Without `sentences` the answer is cut into sentences, each citing the marks `[n]` printed in it, or all
citations when the answer prints no marks. A verdict is `{"id", "verdict", "citations"}`. An empty
answer counts as a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.sentences import sentence_spans

from .errors import BadRow, UnknownSet
from .gold import json_lines

_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Quote:
    """One citation; `verbatim` is None where nobody compared it with its article."""

    n: int
    text: str
    article_id: str | None = None
    path: str | None = None
    start: int | None = None
    end: int | None = None
    verbatim: bool | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """One answer or verdict. `sentences` are `(text, numbers of the citations)`."""

    id: str
    answer: str
    short_answer: str | None = None
    abstained: bool = False
    confidence: float | None = None
    kind: str | None = None
    standalone: str | None = None
    quotes: tuple[Quote, ...] = ()
    sentences: tuple[tuple[str, tuple[int, ...]], ...] = ()
    verdict: str | None = None
    total_ms: float | None = None
    error: str | None = None

    def quote(self, n: int) -> str | None:
        """The words of citation `n`, None when there is no such citation."""
        return next((quote.text for quote in self.quotes if quote.n == n), None)


MISSING = "no prediction"


def missing(row_id: str) -> Prediction:
    """What stands for a row that a prediction file does not answer: nothing, and wrong."""
    return Prediction(id=row_id, answer="", abstained=True, error=MISSING)


def _cut(answer: str, quotes: tuple[Quote, ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    everything = tuple(quote.n for quote in quotes)
    printed = bool(_MARK.search(answer))
    sentences: list[tuple[str, tuple[int, ...]]] = []
    for start, end in sentence_spans(answer):
        text = answer[start:end]
        marks = tuple(int(n) for n in _MARK.findall(text))
        bare = _MARK.sub("", text).strip()
        if not bare and marks and sentences:
            # Marks after the full stop belong to the sentence before.
            before, numbers = sentences[-1]
            sentences[-1] = (before, (*numbers, *marks))
        elif bare:
            leading = re.match(r"(?:\[\d+\])+", text)
            if leading and sentences:
                early = tuple(int(n) for n in _MARK.findall(leading.group()))
                before, numbers = sentences[-1]
                sentences[-1] = (before, (*numbers, *early))
                marks = marks[len(early) :]
            sentences.append((bare, marks if printed else everything))
    return tuple(sentences)


def from_json(row: Mapping[str, Any]) -> Prediction:
    """Read one object of the batch format. Raises KeyError, TypeError or ValueError."""
    quotes = tuple(
        Quote(
            n=int(citation.get("n", place)),
            text=str(citation["quote"]),
            article_id=citation.get("article_id"),
            path=citation.get("path"),
            start=citation.get("start"),
            end=citation.get("end"),
            verbatim=citation.get("verbatim"),
        )
        for place, citation in enumerate(row.get("citations") or (), 1)
    )
    answer = row.get("answer") or ""
    error = row.get("error")
    verdict = row.get("verdict")
    sentences = row.get("sentences")
    total = (row.get("timings_ms") or {}).get("total")
    return Prediction(
        id=str(row["id"]),
        answer=answer,
        short_answer=row.get("short_answer") or None,
        abstained=bool(row.get("abstained", not answer.strip())) or bool(error),
        confidence=row.get("confidence"),
        kind=row.get("kind"),
        standalone=row.get("standalone_question"),
        quotes=quotes,
        sentences=tuple((s["text"], tuple(s["citations"])) for s in sentences)
        if sentences is not None
        else _cut(answer, quotes),
        verdict=verdict,
        total_ms=None if total is None else float(total),
        error=error,
    )


def read_predictions(path: Path) -> dict[str, Prediction]:
    """Predictions by id. Raises UnknownSet without the file, BadRow for a line not in the format."""
    if not path.is_file():
        raise UnknownSet(f"{path}: no such file; expected answers, one JSON object a line")
    found: dict[str, Prediction] = {}
    for number, row in json_lines(path):
        try:
            prediction = from_json(row)
        except KeyError as error:
            raise BadRow(str(path), number, f"key {error} is missing") from None
        except (TypeError, ValueError, AttributeError) as error:
            raise BadRow(str(path), number, str(error)) from None
        if prediction.id in found:
            raise BadRow(str(path), number, f"id {prediction.id!r} comes twice")
        found[prediction.id] = prediction
    return found
