"""Ask our assistant every row of the sets, as a user would: turns with their history.

The answers are written in the batch format, so that a run can be scored again, or by somebody else.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from .gold import Gold
from .prediction import Prediction, from_json

if TYPE_CHECKING:
    from assistant.answer import Answer

Progress = Callable[[int, int], None]


class Asked(Protocol):
    """What a run needs of an assistant."""

    def ask(self, question: str, *, history: Sequence[Any] = ()) -> Answer:
        """Answer one question."""

    def check(self, text: str) -> Sequence[Any]:
        """Verdicts on the claims of a text, in their order."""


def _answer_row(row: Gold, answer: Answer) -> dict[str, Any]:
    from assistant.answer import answer_to_json

    found = answer_to_json(answer, id=row.id, conversation=row.conversation)
    for citation, printed in zip(answer.citations, found["citations"], strict=True):
        text = citation.article.text
        printed["verbatim"] = text[citation.start : citation.end] == citation.quote
    return found


# A text of several claims is as sound as its weakest one.
_WEAKEST_FIRST = ("contradicted", "not_enough_info", "supported")


def _verdict_row(row: Gold, verdicts: Sequence[Any]) -> dict[str, Any]:
    from assistant.answer import citation_to_json

    names = [str(verdict.verdict) for verdict in verdicts]
    citations = [citation_to_json(c) for verdict in verdicts for c in verdict.citations]
    for n, citation in enumerate(citations, 1):
        citation["n"] = n
    return {
        "id": row.id,
        "claim": row.question,
        "verdict": next((name for name in _WEAKEST_FIRST if name in names), "not_enough_info"),
        "explanation": " ".join(str(verdict.explanation) for verdict in verdicts),
        "citations": citations,
        "error": None,
    }


def _turn(question: str, answer: Answer) -> Any:
    from assistant import Turn

    return Turn(question, answer)


def ask_all(
    assistant: Asked, rows: Sequence[Gold], *, progress: Progress | None = None
) -> list[dict[str, Any]]:
    """Ask every row, in order; a failure of one is its `error`, and the run goes on."""
    history: list[Any] = []
    conversation: str | None = None
    found: list[dict[str, Any]] = []
    for number, row in enumerate(rows, 1):
        if row.conversation is None or row.conversation != conversation:
            history, conversation = [], row.conversation
        started = time.perf_counter()
        try:
            if row.task == "claim":
                answered = _verdict_row(row, assistant.check(row.question))
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
        if progress:
            progress(number, len(rows))
    return found


def predictions_of(answers: Iterable[dict[str, Any]]) -> dict[str, Prediction]:
    """Predictions by id from rows in the batch format."""
    return {prediction.id: prediction for prediction in map(from_json, answers)}


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write JSON lines, Chinese as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
