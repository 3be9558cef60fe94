"""The thing that a figure counts stands behind it or before it, and is compared by meaning."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.figure_labels import labels_of
from assistant.figure_words import head_of, similar_things, thing_told
from assistant.question import parse_question
from index.figures import find_figures

FITTED = "在21座石桥上装了传感器386个，花了60万元。"


def _by_one_word(word: str, texts: Sequence[str]) -> list[float]:
    return [float(word == "sensors" and text == "传感器") for text in texts]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (FITTED, ["石桥", "传感器", ""]),
        ("17个部门的240项检查事项、310项处罚事项并成一次。", ["部门", "检查事项", "处罚事项"]),
        ("利润6亿元，税收1.2亿元。", ["利润", "税收"]),
    ],
)
def test_what_each_figure_counts(text: str, things: list[str]) -> None:
    figures = find_figures(text)
    labels = labels_of(text, figures, figures)
    heads = [head_of(label.before) for label in labels]
    told = [thing_told(f, la, head) for f, la, head in zip(figures, labels, heads, strict=True)]
    assert told == things


def test_the_thing_asked_for_is_found_by_its_meaning() -> None:
    figures = find_figures(FITTED)
    labels = labels_of(FITTED, figures, figures)
    heads = [head_of(label.before) for label in labels]
    asked = parse_question("How many sensors were fitted?")
    scores = similar_things(asked, figures, labels, heads, _by_one_word)
    assert scores == pytest.approx([-1 / 3, 2 / 3, -1 / 3])
    # Nothing to compare: no thing is asked for, nobody knows meanings, there is no choice.
    nothing = parse_question("What did it cost?")
    assert similar_things(nothing, figures, labels, heads, _by_one_word) == [0.0] * 3
    assert similar_things(asked, figures, labels, heads, None) == [0.0] * 3
    assert similar_things(asked, figures[:1], labels[:1], heads[:1], _by_one_word) == [0.0]
