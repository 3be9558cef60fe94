"""Our colloquial questions: each answer stands where it is said to, and the rows mean what they claim."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

from models.training.batches import Material, Mixture, Row, RowStream
from models.training.colloquial import (
    ARTICLES,
    HELD_OUT,
    SOURCE,
    UnfitQuestion,
    read_colloquial,
)
from models.training.corpus import Example, split
from models.training.english import GlossTranslator, with_names
from models.training.glosses import Dictionary
from models.training.negatives import NearMiss

_spec = importlib.util.spec_from_file_location(
    "tiny_reader", Path(__file__).with_name("tiny_reader.py")
)
assert _spec and _spec.loader
tiny = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tiny)

TEXT = "渡口每天开船12班。船票8元,老人半价。"


def _written(folder: Path, **question: object) -> tuple[Path, Path]:
    articles, questions = folder / "articles.jsonl", folder / "questions.jsonl"
    articles.write_text(json.dumps({"id": "a1", "text": TEXT}), encoding="utf-8")
    questions.write_text(json.dumps({"of": "a1", "question": "坐船几块钱"} | question))
    return articles, questions


def test_what_ships_is_whole_and_varied() -> None:
    examples = read_colloquial()
    answered = [one for one in examples if one.start >= 0]
    assert len({one.context for one in examples}) == len(ARTICLES.read_text("utf-8").splitlines())
    assert len(answered) >= 2000 and len(examples) - len(answered) >= 500
    assert sum(one.in_english for one in examples) >= 500
    assert all(one.answer.strip() == one.answer != "" for one in answered)


def test_no_article_is_both_learned_and_held_out() -> None:
    train, held_out = split(read_colloquial(), HELD_OUT)
    assert not {one.context for one in train} & {one.context for one in held_out}
    assert 0.04 < len(held_out) / (len(train) + len(held_out)) < 0.2


def test_an_answer_is_read_where_it_stands(tmp_path: Path) -> None:
    (found,) = read_colloquial(*_written(tmp_path, answer="8元", start=TEXT.index("8元")))
    assert (found.source, found.answer, found.in_english) == (SOURCE, "8元", False)


def test_a_near_miss_has_no_place(tmp_path: Path) -> None:
    (found,) = read_colloquial(*_written(tmp_path, question="how long?", answer=None))
    assert (found.start, found.end, found.answer, found.in_english) == (-1, -1, "", True)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"answer": "8元", "start": 0}, "at 0 the article reads '渡口', and the answer is '8元'"),
        ({"of": "a2", "answer": None}, "found a question over 'a2', expected the id"),
    ],
)
def test_a_question_that_does_not_fit_is_named(
    tmp_path: Path, question: dict[str, object], said: str
) -> None:
    with pytest.raises(UnfitQuestion, match=r"questions\.jsonl:1: ") as raised:
        read_colloquial(*_written(tmp_path, **question))
    assert said in str(raised.value)


def _rows(examples: list[Example], mixture: Mixture) -> list[list[Row]]:
    text = tiny.tiny_text()
    contexts = text.encode([TEXT])
    material = Material(
        examples, contexts, [0] * len(examples), text.encode([e.question for e in examples]),
        np.full((len(examples), 8), -1, dtype=np.int32), [], [],
    )  # fmt: skip
    translator = GlossTranslator(Dictionary({}, {}, {}), text.lexicon)
    stream = RowStream(text, material, translator, NearMiss(text, [], []), mixture, 1)
    return list(stream.rows(0, 64))


ONLY_GOLD = {"negative": 0.0, "near_miss": 0.0, "cloze": 0.0, "parallel": 0.0}


def test_a_near_miss_is_a_window_without_an_answer_that_competes_with_no_other() -> None:
    answered = Example(SOURCE, TEXT, "坐船几块钱", TEXT.index("8元"), TEXT.index("8元") + 2)
    missed = Example(SOURCE, TEXT, "渡船是谁的", -1, -1)
    rows = _rows([answered, missed], Mixture(english=0, switched=0, times={}, **ONLY_GOLD))
    flat = [row for group in rows for row in group]
    assert sorted(row.start >= 0 for row in flat) == [False, True]
    assert len({row.group for row in flat}) == 2
    assert all(row.has_span for row in flat)


def test_a_set_comes_as_often_as_the_mixture_says() -> None:
    missed = [Example(source, TEXT, "渡船是谁的", -1, -1) for source in ("once", "often")]
    rows = _rows(missed, Mixture(times={"often": 3}, **ONLY_GOLD))
    assert len(rows) == 4


def test_what_was_asked_in_english_is_not_glossed() -> None:
    asked = Example(SOURCE, TEXT, "How much is it?", TEXT.index("8元"), TEXT.index("8元") + 2)
    spoken = Example(SOURCE, TEXT, "坐船几块钱", TEXT.index("8元"), TEXT.index("8元") + 2)
    (english,), (glossed,) = sorted(
        _rows([asked, spoken], Mixture(english=1.0, named=0.0, times={}, **ONLY_GOLD)),
        key=lambda group: group[0].window.question.text != asked.question.lower(),
    )
    assert english.window.question.text == asked.question.lower()
    assert glossed.window.question.text != spoken.question


READINGS = {"林": ("lin",), "小": ("xiao",), "满": ("man",), "西": ("xi",), "安": ("an", "han")}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("who is lin xiaoman, of xi'an?", "who is 林小满, of 西安?"),
        ("Linxiaoman's shop", "林小满's shop"),
        ("an xi lin", "an xi lin"),  # no run of the context is read so
        ("where is xian", "where is 西安"),
        ("how much?", "how much?"),
    ],
)
def test_names_are_put_as_the_articles_write_them(question: str, named: str) -> None:
    assert with_names(question, "木工林小满住在西安。", READINGS) == named
