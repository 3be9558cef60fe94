"""Conversations, as the browser keeps them.

They live in the browser's local storage and nowhere else. What comes back from there may be old or
tampered with, so it is checked field by field; a turn that does not fit is dropped.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Any

# Local storage holds about 5 MB; an answer with its quotes takes a few kilobytes.
MAX_CONVERSATIONS = 20
MAX_TURNS = 40
_VERSION = 1

# The fields of the contract's answer that the page reads, and their types.
_ANSWER_FIELDS: dict[str, type | tuple[type, ...]] = {
    "question": str,
    "standalone_question": str,
    "language": str,
    "kind": str,
    "answer": str,
    "short_answer": (str, type(None)),
    "abstained": bool,
    "confidence": (int, float),
    "citations": list,
    "figures": list,
    "conflicts": list,
    "timings_ms": dict,
    "sentences": list,
    "missing": (str, type(None)),
    "suggestions": list,
    "choices": list,
    "notes": list,
}
_TEXT_OR_NONE = (str, type(None))
_ITEM_FIELDS: dict[str, dict[str, type | tuple[type, ...]]] = {
    "citations": {
        "n": int,
        "article_id": str,
        "title": _TEXT_OR_NONE,
        "source": _TEXT_OR_NONE,
        "date": _TEXT_OR_NONE,
        "page": _TEXT_OR_NONE,
        "quote": str,
        "start": int,
        "end": int,
    },
    "sentences": {"text": str, "citations": list},
    "figures": {"text": str, "reader_text": _TEXT_OR_NONE, "citation": int},
    "conflicts": {"subject": str, "values": list},
}


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer (the contract's JSON object), or the error that came instead.

    Neither is there while the answer is awaited, and when the page was left meanwhile.
    """

    question: str
    answer: dict[str, Any] | None = None
    error: str | None = None
    liked: bool | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns, oldest first. `id` is random."""

    id: str
    turns: tuple[Turn, ...] = ()

    @property
    def title(self) -> str:
        """The first question."""
        return self.turns[0].question if self.turns else ""

    def with_turn(self, turn: Turn, number: int | None = None) -> Conversation:
        """A copy with `turn` appended, or put in place `number`."""
        turns = list(self.turns)
        if number is None:
            turns.append(turn)
        else:
            turns[number] = turn
        return replace(self, turns=tuple(turns[-MAX_TURNS:]))


def new_conversation() -> Conversation:
    """An empty conversation with a fresh id."""
    return Conversation(secrets.token_urlsafe(9))


@dataclass(frozen=True, slots=True)
class Notebook:
    """All conversations of one browser, newest first, and which one is open."""

    conversations: tuple[Conversation, ...]
    current: str

    @property
    def open(self) -> Conversation:
        """The conversation on the page."""
        for conversation in self.conversations:
            if conversation.id == self.current:
                return conversation
        return self.conversations[0]

    def put(self, conversation: Conversation) -> Notebook:
        """A copy with `conversation` saved, newest first, and opened."""
        others = [other for other in self.conversations if other.id != conversation.id]
        kept = [other for other in others if other.turns][: MAX_CONVERSATIONS - 1]
        return Notebook((conversation, *kept), conversation.id)

    def choose(self, conversation_id: str) -> Notebook:
        """A copy with another conversation open; unknown ids change nothing."""
        known = any(c.id == conversation_id for c in self.conversations)
        return replace(self, current=conversation_id) if known else self

    def drop(self, conversation_id: str) -> Notebook:
        """A copy without a conversation."""
        kept = tuple(c for c in self.conversations if c.id != conversation_id)
        if not kept:
            return empty_notebook()
        current = self.current if self.current != conversation_id else kept[0].id
        return Notebook(kept, current)


def empty_notebook() -> Notebook:
    """A notebook with one empty conversation."""
    first = new_conversation()
    return Notebook((first,), first.id)


def notebook_to_json(notebook: Notebook) -> dict[str, Any]:
    """What is put into local storage."""
    return {
        "version": _VERSION,
        "current": notebook.current,
        "conversations": [
            {
                "id": conversation.id,
                "turns": [
                    {
                        "question": turn.question,
                        "answer": turn.answer,
                        "error": turn.error,
                        "liked": turn.liked,
                    }
                    for turn in conversation.turns
                ],
            }
            for conversation in notebook.conversations
        ],
    }


def notebook_from_json(value: Any) -> Notebook:
    """What local storage held; anything that does not fit is left out."""
    if not isinstance(value, dict) or value.get("version") != _VERSION:
        return empty_notebook()
    conversations: list[Conversation] = []
    for entry in _list(value.get("conversations"))[:MAX_CONVERSATIONS]:
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            continue
        turns = [_turn(item) for item in _list(entry.get("turns"))[-MAX_TURNS:]]
        kept = tuple(turn for turn in turns if turn is not None)
        conversations.append(Conversation(entry["id"], kept))
    if not conversations:
        return empty_notebook()
    notebook = Notebook(tuple(conversations), conversations[0].id)
    current = value.get("current")
    return notebook.choose(current) if isinstance(current, str) else notebook


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _turn(value: Any) -> Turn | None:
    if not isinstance(value, dict) or not isinstance(value.get("question"), str):
        return None
    answer, error, liked = value.get("answer"), value.get("error"), value.get("liked")
    if answer is not None and not _is_answer(answer):
        return None
    return Turn(
        value["question"],
        answer,
        error if isinstance(error, str) else None,
        liked if isinstance(liked, bool) else None,
    )


def _is_answer(value: Any) -> bool:
    if not _fits(value, _ANSWER_FIELDS):
        return False
    for name, fields in _ITEM_FIELDS.items():
        if not all(_fits(item, fields) for item in value[name]):
            return False
    values = (item for conflict in value["conflicts"] for item in conflict["values"])
    conflict_fields = {"text": str, "date": _TEXT_OR_NONE, "citation": int}
    if not all(_fits(item, conflict_fields) for item in values):
        return False
    if not isinstance(value["timings_ms"].get("total", 0), int | float):
        return False
    texts = [*value["suggestions"], *value["choices"], *value["notes"]]
    return all(isinstance(text, str) for text in texts)


def _fits(value: Any, fields: Any) -> bool:
    return isinstance(value, dict) and all(
        name in value and isinstance(value[name], kind) for name, kind in fields.items()
    )
