"""The reader is asked without the place and the year that a passage leaves to its article."""

from __future__ import annotations

import pytest

from assistant.asked_here import asked_of, without_place, without_year
from index import Passage

from .made import make_article

LEAD = "清河晚报讯（记者 林小满）2023年5月4日，清河县松溪镇的渡口重开。"
TOLD = "去年，全县有茶农820户，茶园3万亩。"


def _asked(question: str, text: str, *places: str, lead: str = LEAD) -> str:
    article = make_article(f"{lead}\n{text}")
    start = len(lead) + 1
    passage = Passage(1, article.id, 1, None, start, start + len(text), text)
    return asked_of(question, places, article, passage)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("清河县的茶农有多少户?", "茶农有多少户?"),
        ("在清河,茶农有多少户?", "茶农有多少户?"),
        ("茶农有多少户,清河这边?", "茶农有多少户?"),
        ("清河全县茶农有多少户?", "茶农有多少户?"),
    ],
)
def test_the_place_of_the_article_is_left_out(question: str, asked: str) -> None:
    assert _asked(question, TOLD, "清河") == asked


def test_a_place_that_the_passage_names_stays() -> None:
    question = "清河县的茶农有多少户?"
    assert _asked(question, "清河去年有茶农820户。", "清河") == question


def test_another_place_stays() -> None:
    question = "白马县的茶农有多少户?"
    assert _asked(question, TOLD, "白马") == question


def test_a_question_is_not_emptied() -> None:
    assert _asked("清河县多大?", TOLD, "清河") == "清河县多大?"


def test_the_year_is_called_as_the_passage_calls_it() -> None:
    assert _asked("2022年茶农有多少户?", TOLD) == "去年茶农有多少户?"
    assert _asked("到2022年年底,茶农有多少户?", TOLD) == "去年年底茶农有多少户?"
    assert _asked("2021年茶农有多少户?", TOLD) == "2021年茶农有多少户?"
    assert (
        _asked("2022年茶农有多少户?", TOLD, lead="清河县松溪镇的渡口重开。")
        == "2022年茶农有多少户?"
    )
    assert _asked("2022年茶农有多少户?", "2022年有茶农820户。") == "2022年茶农有多少户?"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How many tea farmers are there in 清河 County?", "How many tea farmers are there?"),
        ("What is 清河's income?", "What is income?"),
        ("In 清河, who grows tea?", "who grows tea?"),
    ],
)
def test_english_questions_hold_names_in_characters(question: str, asked: str) -> None:
    assert without_place(question, "清河") == asked


def test_english_years() -> None:
    assert without_year("How much tea was sold in 2021?", 2021) == "How much tea was sold?"
    assert without_year("How much tea was sold in 2021?", 2020) == "How much tea was sold in 2021?"
