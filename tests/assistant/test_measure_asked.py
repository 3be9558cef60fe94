"""A question that names a unit is answered by a figure of the same dimension, with both shown."""

from __future__ import annotations

import pytest

from assistant.compose import draft, short_text
from assistant.expected import expected_type
from assistant.focus import unit_matches
from assistant.measure_asked import converted, is_measure, measure_asked, without_measure
from assistant.question import parse_question
from assistant.short_answer import short_answer
from assistant.verify import verify
from index.figures import find_figures

from .made import make_article, make_evidence


@pytest.mark.parametrize(
    ("question", "printed", "answer"),
    [
        ("how many hectares of tea are there?", "4500亩", "300 hectares"),
        ("how many square kilometres is the lake?", "1.5万亩", "10 square kilometres"),
        ("how many miles is the trail?", "16公里", "9.942 miles"),
        ("how many jin of rice?", "470公斤", "940 jin"),
        ("how many acres are planted?", "超过300亩", "more than 49.42 acres"),
        ("how many minutes does it take?", "1小时20分", None),
        ("how many mu of tea are there?", "4500亩", None),
        ("how many villages are there?", "34个", None),
        ("how many hectares of tea are there?", "80吨", None),
    ],
)
def test_a_figure_in_the_unit_asked_for(question: str, printed: str, answer: str | None) -> None:
    assert converted(find_figures(printed)[0], question, "en") == answer


def test_the_printed_figure_answers_and_the_other_unit_is_proved() -> None:
    text = "全镇茶园4500亩，年产干茶80吨。"
    question = parse_question("How many hectares of tea does the town have?")
    evidence = make_evidence(make_article(text), text)
    short = short_answer(question, evidence)
    assert short is not None and short.text == "4500亩"
    assert short_text(question, short) == "4,500 mu (300 hectares)"
    drafted = draft(question, [evidence], short)
    assert drafted.sentences[0].text == "4,500 mu (4500亩), or 300 hectares"
    assert len(verify(drafted.sentences, drafted.citations).sentences) == 2


def test_units_of_one_dimension_match_in_both_languages() -> None:
    area, mass = find_figures("茶园4500亩，干茶80吨。")
    for text in ("How many hectares of tea are there?", "茶园有多少平方公里？"):
        assert unit_matches(parse_question(text), area) is True
        assert unit_matches(parse_question(text), mass) is False


def test_a_unit_is_no_topic() -> None:
    assert without_measure("how many hectares of tea are there?") == "how much tea are there?"
    assert without_measure("how many villages are there?") == "how many villages are there?"
    assert is_measure("hectares") and is_measure("square") and not is_measure("villages")
    assert measure_asked("几月开工?") is None


def test_months_are_none_of_the_things_that_are_counted() -> None:
    asked = parse_question("多少个案子办完了？")
    months, cases = find_figures("用了10个月，办结案件137个。")
    assert unit_matches(asked, months) is False and unit_matches(asked, cases) is True


def test_a_unit_tells_what_is_wanted() -> None:
    asked = parse_question("How many acres are planted?")
    assert expected_type(asked.folded, asked.kind) == "area"
    asked = parse_question("How many passengers can the boat take?")
    assert expected_type(asked.folded, asked.kind) == "people"
