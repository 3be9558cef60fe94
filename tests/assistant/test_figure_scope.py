"""The part of a sentence, the side and the stage that a figure is told of."""

from __future__ import annotations

import pytest

from assistant.figure_labels import labels_of
from assistant.figure_scope import is_part, measures_side, parts_of, spoken_in_part
from assistant.phases import same_stage, stages
from assistant.question import parse_question
from assistant.short_answer import short_answer
from index.figures import find_figures
from index.tokens import tokens

from .made import make_article, make_evidence

WORKS = "东桥水厂2019年投产，投资4亿元，日供水8万吨；西桥水厂今年投产，日供水5万吨。"
PATH = "环湖步道长3公里，宽4米，湖水最深处深12米。"
BOATS = "码头共有渔船40艘，其中木船12艘、铁船28艘。"
BRIDGE = "桥的来历不长：2016年动工，2019年建成，2020年开放，2023年因水患关闭。"


def short(question: str, text: str) -> str | None:
    found = short_answer(parse_question(question), make_evidence(make_article(text), text))
    return None if found is None else found.text


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("东桥水厂一天供多少吨水？", WORKS, "8万吨"),
        ("西桥水厂一天供多少吨水？", WORKS, "5万吨"),
        ("环湖步道有多长？", PATH, "3公里"),
        ("环湖步道有多宽？", PATH, "4米"),
        ("码头一共有多少艘渔船？", BOATS, "40艘"),
        ("码头的铁船有多少艘？", BOATS, "28艘"),
        ("石板桥哪一年开工的？", BRIDGE, "2016年"),
        ("石板桥什么时候修好的？", BRIDGE, "2019年"),
        ("石板桥哪年关停的？", BRIDGE, "2023年"),
    ],
)
def test_what_a_figure_is_told_of_decides(question: str, text: str, expected: str) -> None:
    assert short(question, text) == expected


def test_parts_end_at_semicolons() -> None:
    assert [WORKS[a:b][:2] for a, b in parts_of(WORKS)] == ["东桥", "西桥"]


def spoken(asked: str, text: str) -> list[tuple[float, float]]:
    figures = find_figures(text)
    return spoken_in_part(set(tokens(asked)), text, figures, labels_of(text, figures, figures))


def test_what_every_part_says_tells_nothing() -> None:
    assert set(spoken("水厂投产", WORKS)) == {(0.0, 0.0)}
    assert spoken("西桥水厂", WORKS)[-1] == (0.0, 1.0)


def test_one_part_leaves_no_choice() -> None:
    assert set(spoken("步道", PATH)) == {(0.0, 0.0)}


def test_what_became_of_a_thing_is_spoken_of_where_the_thing_is() -> None:
    text = "过去寄一箱柚子要5元；县里建起货运站，如今降至3元。"
    assert spoken("寄一箱柚子", text)[-1] == (1.0, 0.0)


def test_a_side_that_is_not_told_says_nothing() -> None:
    three, four, _ = find_figures(PATH)
    assert measures_side("步道有多宽?", "宽", four) == 1.0
    assert measures_side("步道有多宽?", "长", three) == -1.0
    assert measures_side("步道有多大?", "长", three) == 0.0


def test_parts_go_on_until_the_semicolon() -> None:
    text = "共有渔船40艘，其中木船12艘、铁船28艘；另有游船6艘。"
    assert [is_part(text, figure) for figure in find_figures(text)] == [False, True, True, False]


def test_stages_of_a_building() -> None:
    assert stages("渡口修好了") == {"done"}
    assert same_stage("茶厂哪年倒闭的?", "茶厂关停") is True
    assert same_stage("茶厂哪年倒闭的?", "茶厂开业") is False
    assert same_stage("茶厂哪年倒闭的?", "茶厂产茶") is None
