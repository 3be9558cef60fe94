"""Our questions over passages of the open sets: where their answers stand, and what is refused."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from models.training.over_open import QUESTIONS, SOURCES, UnknownPassage, read_over_open

TEXT = "渡口每天開船12班。船票8元,老人半價。"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of sets with one passage in each."""
    (tmp_path / "open").mkdir()
    for name in SOURCES:
        field = "text" if name == "crud_news.docs" else "context"
        with lzma.open(tmp_path / "open" / f"{name}.jsonl.xz", "wt", encoding="utf-8") as lines:
            lines.write(json.dumps({"id": "p1", field: TEXT}))
    return tmp_path


def _written(folder: Path, **line: object) -> Path:
    at = TEXT.index("8元")
    whole = {
        "set": "crud_news.docs",
        "of": "p1",
        "question": "坐船幾塊錢",
        "start": at,
        "end": at + 2,
    }
    path = folder / "questions.jsonl"
    path.write_text(json.dumps(whole | line), encoding="utf-8")
    return path


def test_what_ships_is_varied_and_names_no_more_than_places() -> None:
    lines = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    answered = sum(line["start"] >= 0 for line in lines)
    assert {line["set"] for line in lines} == set(SOURCES)
    assert answered >= 10_000 and len(lines) - answered >= 2_000
    assert sum(line["lang"] == "en" for line in lines) >= 2_000
    assert {key for line in lines for key in line} == {
        "set",
        "of",
        "lang",
        "question",
        "start",
        "end",
    }
    asked = [(line["of"], line["question"]) for line in lines]
    assert len(set(asked)) == len(asked)
    assert max(len(line["question"]) for line in lines) < 250


@pytest.mark.parametrize("name", SOURCES)
def test_passage_and_question_are_folded_and_the_answer_stands_in_its_place(
    data: Path, tmp_path: Path, name: str
) -> None:
    (found,) = read_over_open(data, _written(tmp_path, set=name))
    assert (found.source, found.answer) == (SOURCES[name], "8元")
    assert (found.question, found.context[:6]) == ("坐船几块钱", "渡口每天开船")


def test_a_near_miss_has_no_place(data: Path, tmp_path: Path) -> None:
    (found,) = read_over_open(data, _written(tmp_path, start=-1, end=-1))
    assert (found.start, found.answer) == (-1, "")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"of": "p2"}, r"questions\.jsonl:1: found a question over 'p2' of 'crud_news.docs'"),
        ({"end": 99}, r"questions\.jsonl:1: .* to 99, expected .* a place in its 20 characters"),
        ({"start": -1}, r"questions\.jsonl:1: .* -1 to 14"),
        ({"set": "elsewhere"}, r"found questions over 'elsewhere', expected one of"),
    ],
)
def test_what_the_sets_do_not_hold_is_named(
    data: Path, tmp_path: Path, line: dict[str, object], said: str
) -> None:
    with pytest.raises(UnknownPassage, match=said):
        read_over_open(data, _written(tmp_path, **line))
