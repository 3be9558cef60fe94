"""Words of an English question in Chinese, beside the figures of a sentence."""

from __future__ import annotations

import pytest

from assistant.figure_features import figure_features
from assistant.question import parse_question
from assistant.short_answer import figures_wanted
from assistant.translated import shares_told, with_translation
from assistant.written import within

WORDS = {"cockpits": (("驾驶舱", 0.6), ("座舱", 0.3)), "digital": (("数字", 0.5),)}
TEXT = "平台归集数据超1000亿条，形成40个数字驾驶舱。"


def translate(text: str) -> tuple[tuple[str, float], ...]:
    return tuple(term for word in text.replace("?", "").split() for term in WORDS.get(word, ()))


def test_only_english_questions_are_translated() -> None:
    chinese = parse_question("有多少个驾驶舱?")
    assert with_translation(chinese, translate) is chinese
    english = parse_question("How many cockpits are there?")
    assert with_translation(english, None) is english
    known = with_translation(english, translate)
    assert known.translated == known.counted_translated == WORDS["cockpits"]


def test_what_is_counted_is_found_beside_its_figure() -> None:
    question = with_translation(parse_question("How many digital cockpits are there?"), translate)
    evidence = within(TEXT, 0, len(TEXT))
    wanted = figures_wanted(question, evidence)
    data, cockpits = figure_features(question, evidence, wanted, None)
    assert data.counted_translated == data.translated == 0
    assert cockpits.counted_translated == pytest.approx(1.1)
    assert cockpits.translated == pytest.approx(1.1)


def test_words_that_several_figures_have_count_less() -> None:
    assert shares_told((("村", 1.0), ("书屋", 0.5)), ["书屋", "村书屋"]) == [0.25, 0.25]
