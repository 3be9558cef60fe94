"""A small invented world, and assistants that answer about it perfectly or break one promise."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VILLAGES = [first + second for first in "青白红黄紫" for second in "溪石桥塘岭坞滩湾"]


def sentence(number: int) -> str:
    return f"2021年，{VILLAGES[number]}村发出快递{30 + 7 * number}.{number % 9 + 1}万件。"


def figure(number: int) -> str:
    return f"{30 + 7 * number}.{number % 9 + 1}万件"


def gold_rows() -> list[dict[str, Any]]:
    questions = [
        {
            "id": f"q{number:02}",
            "lang": "zh-Hans",
            "kind": "figure",
            "question": f"{village}村2021年发出多少快递？",
            "answer": figure(number),
            "facts": [[figure(number)]],
            "evidence_facts": [f"发出快递{figure(number)}"],
        }
        for number, village in enumerate(VILLAGES)
    ]
    unanswerable = [
        {
            "id": f"u{number:02}",
            "lang": "zh-Hans",
            "type": "near" if number % 2 else "far",
            "question": f"{village}村2019年发出多少快递？",
            "missing": "2019年",
        }
        for number, village in enumerate(VILLAGES[:20])
    ]
    return questions + unanswerable


def perfect() -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    for number in range(len(VILLAGES)):
        text = sentence(number)
        answers.append(
            {
                "id": f"q{number:02}",
                "answer": f"{text}[1]",
                "short_answer": figure(number),
                "abstained": False,
                "confidence": 0.9,
                "citations": [{"n": 1, "quote": text, "verbatim": True}],
                "sentences": [{"text": text, "citations": [1]}],
                "timings_ms": {"total": 10 + number},
            }
        )
    answers.extend(
        {
            "id": f"u{number:02}",
            "answer": "文章没有给出2019年的数字。",
            "abstained": True,
            "confidence": 0.1,
        }
        for number in range(20)
    )
    return answers


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    write(path, gold_rows())
    return path


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def perfect_answers() -> list[dict[str, Any]]:
    return perfect()


@pytest.fixture
def write_rows() -> Callable[[Path, list[dict[str, Any]]], None]:
    return write


@pytest.fixture
def value_of(gold_file: Path) -> Callable[[list[dict[str, Any]]], Callable[[str], float]]:
    """`value_of(answers)("question.fact")`: score answers against the gold file."""
    from eval import aggregate, read_gold, score_all
    from eval.runs import predictions_of

    def score(answers: list[dict[str, Any]]) -> Callable[[str], float]:
        rows = score_all(read_gold(gold_file), predictions_of(answers))
        metrics = aggregate(rows, samples=0).metrics
        return lambda name: metrics[name].value

    return score
