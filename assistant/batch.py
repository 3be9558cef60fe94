"""Files of questions in, files of answers out: JSON Lines, same order, errors line by line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from index.durable import replacing

from .answer import answer_to_json
from .assistant import Assistant, Turn
from .errors import AssistantError

Record = dict[str, Any]


def read_lines(path: Path) -> Iterator[tuple[int, Record | None, str | None]]:
    """(line number, object or None, error or None) for every line that is not blank."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                yield number, None, f"line {number} is not JSON: {error.msg}"
                continue
            if isinstance(record, dict):
                yield number, record, None
            else:
                kind = type(record).__name__
                yield number, None, f"line {number} is a {kind}, expected an object"


def _text_of(record: Record, key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        found = "nothing" if value is None else type(value).__name__
        raise AssistantError(f'expected a text under "{key}", found {found}')
    return value


def run_file(source: Path, target: Path, respond: Callable[[Record], Record], key: str) -> int:
    """Write one object a line of `source`; returns how many lines failed.

    `target` appears whole at the end; what was written before stays until then.
    """
    failed = 0
    with replacing(target) as unfinished, unfinished.open("w", encoding="utf-8") as out:
        for _, record, error in read_lines(source):
            if record is None:
                row: Record = {"id": None, key: None, "error": error}
            else:
                try:
                    row = respond(record)
                except AssistantError as problem:
                    row = {"id": record.get("id"), key: record.get(key), "error": str(problem)}
            failed += row.get("error") is not None
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return failed


def answer_file(assistant: Assistant, source: Path, target: Path) -> int:
    """Questions of `source` answered into `target`; lines of one conversation are its turns."""
    conversations: dict[str, list[Turn]] = {}

    def respond(record: Record) -> Record:
        question = _text_of(record, "question")
        conversation = record.get("conversation")
        history = (
            conversations.setdefault(str(conversation), []) if conversation is not None else []
        )
        answer = assistant.ask(question, history=history)
        if conversation is not None:
            history.append(Turn(question, answer))
        return answer_to_json(
            answer,
            id=record.get("id"),
            conversation=None if conversation is None else str(conversation),
        )

    return run_file(source, target, respond, "question")


def check_file(assistant: Assistant, source: Path, target: Path) -> int:
    """Claims of `source` judged into `target`."""
    from .claims import verdict_to_json

    def respond(record: Record) -> Record:
        claim = _text_of(record, "claim")
        return verdict_to_json(assistant.check_whole(claim), id=record.get("id"))

    return run_file(source, target, respond, "claim")
