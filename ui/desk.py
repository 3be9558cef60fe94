"""What every surface does: ask, check, search, articles, figures; with the limits, and counted.

The page, the HTTP API, the OpenAI-compatible API and MCP all go through one `Desk`, so that a limit
or a fix holds for each of them.
"""

from __future__ import annotations

import json
import logging
import secrets
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant import Answer, AssistantError, answer_to_json
from assistant import Turn as AssistantTurn
from assistant.followup import standalone
from index import Article, Filters, IndexingError, article_head, passage_object

from .conversations import Turn
from .figure_rows import FigureTable, PlacedRow, chosen
from .limits import Gate, RequestError
from .metrics import Metrics
from .settings import Settings
from .shelf import Shelf

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.retrieve import Candidate

_LOG = logging.getLogger("wenju.ui")
_MAX_NOTE = 500
_EXAMPLES = 4
# Titles that a menu offers; a longer menu is of no use to anybody.
_MENU = 500
_MAX_FEEDBACK_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Head:
    """What a list shows of an article."""

    id: str
    title: str | None
    source: str | None
    date: str | None


class Desk:
    """The assistant behind its limits."""

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self.assistant = assistant
        self.settings = settings
        self.metrics = Metrics()
        self.gate = Gate(settings.workers, settings.waiting)
        self._feedback_lock = threading.Lock()
        self.shelf = Shelf(assistant.collection, settings)
        self._figures = FigureTable(assistant.collection)
        self._reading = Gate(1, 16, patience=60.0)
        self._heads: tuple[int, list[Head]] = (-1, [])
        self._heads_lock = threading.Lock()
        self._examples: tuple[int, list[str]] = (-1, [])
        self._examples_lock = threading.Lock()
        self._trying = threading.Thread()

    @property
    def collection(self) -> Any:
        """The articles."""
        return self.assistant.collection

    # Asking -------------------------------------------------------------------------------

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
    ) -> dict[str, Any]:
        """The contract's answer object; RequestError when turned down."""
        text = self._admitted(question, self.settings.max_question)
        with self._work("ask"):
            answer = self.assistant.ask(text, history=self._history(history), filters=filters)
        return self._counted(answer)

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Growing answer objects, sentence by sentence; the last one is whole.

        Once the first part is there, the rest may take as long as the settings allow.
        """
        text = self._admitted(question, self.settings.max_question)
        answer: Answer | None = None
        with self._work("ask"):
            latest: float | None = None
            turns = self._history(history)
            for answer in self.assistant.stream(text, history=turns, filters=filters):
                yield answer_to_json(answer)
                latest = latest or time.monotonic() + self.settings.timeout
                if time.monotonic() > latest:
                    raise RequestError("error_slow", 504, seconds=round(self.settings.timeout))
        if answer is not None:
            self._counted(answer)

    def _counted(self, answer: Answer) -> dict[str, Any]:
        self.metrics.answered(answer.kind, answer.abstained)
        return answer_to_json(answer)

    def _history(self, turns: Sequence[Turn]) -> list[AssistantTurn]:
        """Earlier turns as the assistant takes them; turns that got an error say nothing."""
        return [
            AssistantTurn(turn.question, answer_from_json(turn.answer))
            for turn in turns
            if turn.answer is not None
        ]

    # Checking and looking up --------------------------------------------------------------

    def check(self, text: str) -> list[dict[str, Any]]:
        """One object of the `check-batch` contract for each statement in `text`."""
        from assistant.claims import verdict_to_json

        admitted = self._admitted(text, self.settings.max_check)
        with self._work("check"):
            return [verdict_to_json(verdict) for verdict in self.assistant.check(admitted)]

    def search(
        self, query: str, *, limit: int = 10, filters: Filters | None = None
    ) -> list[dict[str, Any]]:
        """Passages for `query`, best first, as the contract's passage objects with a score."""
        text = self._admitted(query, self.settings.max_question)
        with self._work("search"):
            found = self.assistant.search(text, limit=limit, filters=filters)
        return [_candidate_to_json(candidate) for candidate in found]

    def articles(self) -> list[Article]:
        """All articles, in the order of the collection."""
        return list(self.collection.articles())

    def article(self, article_id: str) -> Article | None:
        """One article, or `None` when it is not there (any more)."""
        found: Article | None = self.collection.article(article_id)
        return found

    def heads(self) -> list[Head]:
        """What lists and filters show of every article, kept until the collection changes."""
        generation = self.collection.generation
        with self._heads_lock:
            if self._heads[0] != generation:
                heads = [Head(a.id, a.title, a.source, a.date) for a in self.collection.articles()]
                self._heads = (generation, heads)
            return self._heads[1]

    def sources(self) -> list[str]:
        """The newspapers of the collection."""
        return sorted({head.source for head in self.heads() if head.source})

    def titles(self, untitled: str) -> list[tuple[str, str]]:
        """(title, id) of the articles, as many as a menu can hold."""
        return [(head.title or untitled, head.id) for head in self.heads()[:_MENU]]

    def figures(
        self,
        *,
        words: str = "",
        unit: str | None = None,
        measure: str | None = None,
        article_id: str | None = None,
    ) -> list[PlacedRow]:
        """The figures of the articles that pass the filters, in reading order.

        Reading them out of many articles takes a while: it has a gate of its own, so that nobody
        who asks has to wait for it.
        """
        with self._work("figures", self._reading):
            rows = self._figures.rows()
        return chosen(rows, words=words, unit=unit, measure=measure, article_id=article_id)

    def examples(self, count: int, patience: float = 0.0) -> list[str]:
        """Questions that the collection answers; none while they are still being tried.

        The assistant tries each of them, which takes a while after the collection has changed:
        that is done aside, and waited for `patience` seconds at most.
        """
        generation = self.collection.generation
        with self._examples_lock:
            if self._examples[0] != generation:
                self._examples = (generation, [])
                self._trying = threading.Thread(
                    target=self._try_examples, args=(generation,), daemon=True
                )
                self._trying.start()
            trying = self._trying
        trying.join(patience)
        return self._examples[1][:count]

    def _try_examples(self, generation: int) -> None:
        try:
            found = list(self.assistant.examples(_EXAMPLES))
        except (AssistantError, IndexingError) as error:
            _LOG.info("no example questions: %s", error)
            return
        with self._examples_lock:
            if self._examples[0] == generation:
                self._examples = (generation, found)

    # Feedback -----------------------------------------------------------------------------

    def feedback(self, answer: Mapping[str, Any], liked: bool, note: str = "") -> None:
        """Append one line to the local feedback file; nothing is sent anywhere."""
        path = self.settings.feedback_file
        if path is None:
            return
        line = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "liked": liked,
            "note": note.strip()[:_MAX_NOTE],
            "question": answer["question"],
            "standalone_question": answer["standalone_question"],
            "answer": answer["answer"],
            "citations": [
                {name: citation[name] for name in ("article_id", "start", "end")}
                for citation in answer["citations"]
            ],
        }
        with self._feedback_lock:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size > _MAX_FEEDBACK_BYTES:
                _LOG.warning("%s is full (16 MB); move it away to collect more", path)
                return
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")

    # Limits -------------------------------------------------------------------------------

    def _admitted(self, text: str, limit: int) -> str:
        stripped = text.strip()
        if not stripped:
            raise RequestError("error_empty", 422)
        if len(stripped) > limit:
            raise RequestError("error_too_long", 413, found=len(stripped), limit=limit)
        return stripped

    @contextmanager
    def _work(self, name: str, gate: Gate | None = None) -> Iterator[None]:
        """A place at the gate, timed and counted."""
        started = time.monotonic()
        outcome = "ok"
        try:
            with (gate or self.gate).slot():
                yield
        except RequestError as error:
            outcome = "busy" if error.status == 429 else "slow"
            raise
        except GeneratorExit:
            outcome = "left"
            raise
        except Exception as error:
            outcome = "error"
            raise as_request_error(error) from error
        finally:
            self.metrics.worked(name, outcome, time.monotonic() - started)


def as_request_error(error: Exception) -> RequestError:
    """What a user is told; the details of an unforeseen error go to the log only."""
    if isinstance(error, RequestError):
        return error
    if isinstance(error, AssistantError | IndexingError):
        return RequestError("error_said", 422, reason=str(error))
    code = secrets.token_hex(3)
    _LOG.error("request failed (reference %s)", code, exc_info=error)
    return RequestError("error_failed", 500, code=code)


def turns_of(questions: Sequence[str]) -> tuple[Turn, ...]:
    """Earlier questions as turns, each made to stand alone, for clients that keep no answers."""
    whole: list[str] = []
    turns: list[Turn] = []
    for question in questions:
        whole.append(standalone(question, whole).text)
        answer = {
            "question": question,
            "standalone_question": whole[-1],
            "language": "zh-Hans",
            "kind": "other",
            "answer": "",
            "short_answer": None,
            "abstained": False,
            "confidence": 0.0,
        }
        turns.append(Turn(question, answer))
    return tuple(turns)


def article_to_json(article: Article, *, text: bool = False) -> dict[str, Any]:
    """An article's head, and its text where wanted."""
    head = article_head(article)
    if text:
        head["note"] = article.note
        head["characters"] = len(article.text)
        head["text"] = article.text
    return head


def _candidate_to_json(candidate: Candidate) -> dict[str, Any]:
    found = passage_object(candidate.passage, candidate.article)
    return {"passage_id": found.pop("passage_id"), "score": round(candidate.score, 5), **found}


def answer_from_json(value: Mapping[str, Any]) -> Answer:
    """An earlier answer, as far as a follow-up needs it: the questions, the text, no citations."""
    return Answer(
        question=value["question"],
        standalone_question=value["standalone_question"],
        language=value["language"],
        kind=value["kind"],
        text=value["answer"],
        short_answer=value["short_answer"],
        sentences=(),
        citations=(),
        figures=(),
        conflicts=(),
        abstained=value["abstained"],
        confidence=float(value["confidence"]),
    )
