"""What a follow-up may draw on: the exchanges before it, and what it becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from .answer import Answer

# How near some words are to one in meaning, -1 to 1 each.
Alike = Callable[[str, Sequence[str]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One earlier turn: the question as it stood alone, and what was answered.

    `said` are the answer's sentences, `short` its short answer; `choices` are the readings that were
    offered when the assistant asked back.
    """

    question: str
    said: str = ""
    short: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standalone:
    """`text` asks the whole question; `carried` are the words taken from earlier turns.

    `choices` are the readings of a turn that may mean several things; then `text` is as typed.
    """

    text: str
    carried: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def rewritten(self) -> bool:
        """Whether anything was carried over."""
        return bool(self.carried)


class Answered(Protocol):
    """A turn with its answer; `assistant.Turn` is one."""

    @property
    def answer(self) -> Answer:
        """The answer that was given."""
        ...


def exchanges_of(history: Sequence[Answered]) -> list[Exchange]:
    """The turns of a conversation that asked something of the articles, oldest first."""
    return [
        Exchange(
            answer.standalone_question,
            # What is only near the question was not said of it.
            "" if answer.abstained else "".join(s.text for s in answer.sentences),
            answer.short_answer,
            answer.choices,
        )
        for answer in (turn.answer for turn in history)
        if answer.kind != "small_talk"
    ]
