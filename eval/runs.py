"""Ask our assistant every row of the sets, as a user would: turns with their history.

The answers are written in the batch format, so that a run can be scored again, or by somebody else.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from .gold import Gold
from .prediction import Prediction, from_json
from .workers import in_workers

if TYPE_CHECKING:
    from assistant import Answer
    from assistant.claims import ClaimVerdict

Progress = Callable[[int, int], None]


class Asked(Protocol):
    """What a run needs of an assistant."""

    def ask(self, question: str, *, history: Sequence[Any] = ()) -> Answer:
        """Answer one question."""

    def check_whole(self, claim: str) -> ClaimVerdict:
        """One verdict on a claim of one or more sentences."""


def _answer_row(row: Gold, answer: Answer) -> dict[str, Any]:
    from assistant.answer import answer_to_json

    found = answer_to_json(answer, id=row.id, conversation=row.conversation)
    for citation, printed in zip(answer.citations, found["citations"], strict=True):
        text = citation.article.text
        printed["verbatim"] = text[citation.start : citation.end] == citation.quote
    return found


def _verdict_row(row: Gold, verdict: ClaimVerdict) -> dict[str, Any]:
    from assistant.claims import verdict_to_json

    return verdict_to_json(verdict, id=row.id)


def _turn(question: str, answer: Answer) -> Any:
    from assistant import Turn

    return Turn(question, answer)


def units_of(rows: Sequence[Gold]) -> list[list[Gold]]:
    """What can be asked on its own: a row, or the turns of one conversation together."""
    units: list[list[Gold]] = []
    for row in rows:
        if row.conversation and units and units[-1][-1].conversation == row.conversation:
            units[-1].append(row)
        else:
            units.append([row])
    return units


def ask_unit(assistant: Asked, rows: Sequence[Gold]) -> list[dict[str, Any]]:
    """Ask one row, or the turns of one conversation; a failure is the `error` of its row."""
    history: list[Any] = []
    found: list[dict[str, Any]] = []
    for row in rows:
        started = time.perf_counter()
        try:
            if row.task == "claim":
                answered = _verdict_row(row, assistant.check_whole(row.question))
            else:
                answer = assistant.ask(row.question, history=tuple(history))
                answered = _answer_row(row, answer)
                if row.conversation is not None:
                    history.append(_turn(row.question, answer))
        except Exception as error:
            answered = {
                "id": row.id,
                "question": row.question,
                "answer": "",
                "abstained": True,
                "error": f"{type(error).__name__}: {error}",
            }
        wall = round((time.perf_counter() - started) * 1000, 1)
        answered["timings_ms"] = {**answered.get("timings_ms", {}), "total": wall}
        found.append(answered)
    return found


def ask_all(
    opener: Callable[[], Asked],
    rows: Sequence[Gold],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    each: Callable[[dict[str, Any]], None] | None = None,
) -> list[dict[str, Any]]:
    """Ask every row, in order; a failure of one is its `error`, and the run goes on.

    `opener` makes the assistant, once in each of `jobs` processes. `each` gets every answer as it
    comes, so that an interrupted run is not lost.
    """
    found: list[dict[str, Any]] = []
    for answered in in_workers(opener, ask_unit, units_of(rows), jobs=jobs):
        for answer in answered:
            found.append(answer)
            if each:
                each(answer)
            if progress:
                progress(len(found), len(rows))
    return found


def predictions_of(answers: Iterable[dict[str, Any]]) -> dict[str, Prediction]:
    """Predictions by id from rows in the batch format."""
    return {prediction.id: prediction for prediction in map(from_json, answers)}


@contextmanager
def line_writer(path: Path) -> Iterator[Callable[[dict[str, Any]], None]]:
    """A function that writes one JSON line at once; what was in the file before is gone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", buffering=1) as file:
        yield lambda row: _write_line(file, row)


def _write_line(file: TextIO, row: dict[str, Any]) -> None:
    file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write JSON lines, Chinese as it is."""
    with line_writer(path) as write:
        for row in rows:
            write(row)
