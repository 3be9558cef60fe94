"""Words of an English question in Chinese, beside the figures of a sentence."""

from __future__ import annotations

import pytest

from assistant.figure_features import figure_features
from assistant.question import parse_question
from assistant.short_answer import figures_wanted
from assistant.translated import shares_told, with_translation
from assistant.written import within

WORDS = {"tickets": (("船票", 0.6), ("车票", 0.3)), "ferry": (("渡口", 0.5),)}
TEXT = "站上存货70件，卖出60张渡口船票。"


def translate(text: str) -> tuple[tuple[str, float], ...]:
    return tuple(term for word in text.replace("?", "").split() for term in WORDS.get(word, ()))


def test_only_english_questions_are_translated() -> None:
    chinese = parse_question("有多少张船票?")
    assert with_translation(chinese, translate) is chinese
    english = parse_question("How many tickets are there?")
    assert with_translation(english, None) is english
    known = with_translation(english, translate)
    assert known.translated == known.counted_translated == WORDS["tickets"]


def test_what_is_counted_is_found_beside_its_figure() -> None:
    question = with_translation(parse_question("How many ferry tickets are there?"), translate)
    evidence = within(TEXT, 0, len(TEXT))
    wanted = figures_wanted(question, evidence)
    goods, tickets = figure_features(question, evidence, wanted, None)
    assert goods.counted_translated == goods.translated == 0
    assert tickets.counted_translated == pytest.approx(1.1)
    assert tickets.translated == pytest.approx(1.1)


def test_words_that_several_figures_have_count_less() -> None:
    assert shares_told((("村", 1.0), ("书屋", 0.5)), ["书屋", "村书屋"]) == [0.25, 0.25]
