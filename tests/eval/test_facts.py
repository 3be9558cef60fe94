"""A fact is stated by its words or its figures, and never by a part of another number."""

from __future__ import annotations

import pytest

from eval.facts import contains, has_figure, states


@pytest.mark.parametrize(
    ("alternative", "text"),
    [
        ("34个村", "全镇有34个村。"),
        ("34个村", "全鎮有３４個村。"),
        ("“青年工匠”计划", "他参加了青年工匠计划。"),
        ("3600家", "共有 3,600 家企业[1]。"),
        ("Li Ming", "It was li ming who said so."),
        ("2021年7月", "2021 年 7 月"),
        ("三百", "近三百户"),
        ("5", "5 of them"),
    ],
)
def test_contained(alternative: str, text: str) -> None:
    assert contains(text, alternative)


@pytest.mark.parametrize(
    ("alternative", "text"),
    [
        ("34", "134个村"),
        ("34", "34.5公里"),
        ("34", "2.34公里"),
        ("34", "34万户"),
        ("3.6万", "3.6万亿元"),
        ("45", "1,450 pieces, 45 million"),
        ("十年", "三十年"),
        ("百户", "三百户"),
        ("Li", "in Lishui"),
        ("1", "[1]"),
        ("青溪镇", "青山镇"),
        ("", "随便什么"),
    ],
)
def test_not_contained(alternative: str, text: str) -> None:
    assert not contains(text, alternative)


@pytest.mark.parametrize(
    ("alternatives", "text"),
    [
        (["14.5亿件"], "In all, 1.45 billion pieces were made."),
        (["1.45 billion"], "全年14.5亿件。"),
        (["一万四千家"], "1.4万家"),
        (["6%"], "增长6％"),
        (["百分之六"], "增长6%"),
        (["第四位"], "名列第4"),
    ],
)
def test_equal_figures_count_in_any_notation(alternatives: list[str], text: str) -> None:
    assert states(alternatives, text)


@pytest.mark.parametrize(
    ("alternatives", "text"),
    [
        (["14.5亿件"], "全年15.4亿件。"),
        (["6%"], "提高6个百分点"),
        (["12万亩"], "12万户"),
        (["下降6%"], "增长6％"),
        (["全省第四"], "连续4年全省第一"),
    ],
)
def test_other_figures_do_not(alternatives: list[str], text: str) -> None:
    assert not states(alternatives, text)


def test_what_is_a_figure() -> None:
    assert has_figure(["34个村"])
    assert not has_figure(["青溪镇"])
    assert not has_figure(["5G"])
