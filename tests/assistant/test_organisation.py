"""Organisations and short lists as short answers."""

from __future__ import annotations

import pytest

from assistant.enumerated import asked_number
from assistant.kinds import kind_of
from assistant.organisation import class_asked, is_generic
from assistant.question import parse_question
from assistant.short_answer import short_answer
from assistant.who import organisations_in, people_in

from .made import make_article, make_evidence

COMPANY = (
    "清河县第一家智能茶厂由龙头企业带动建设，出资的是杭州松云茶业有限公司，县农业农村局负责验收。"
)
KINDERGARTEN = "作为清河县首个公办幼儿园托班试点，松溪镇百合幼儿园今年迎来了20名孩子。"


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("智能茶厂是哪家公司出资的？", COMPANY, "杭州松云茶业有限公司"),
        ("智能茶厂由哪个部门验收？", COMPANY, "县农业农村局"),
        ("清河县首个托班试点在哪家幼儿园？", KINDERGARTEN, "松溪镇百合幼儿园"),
        ("清河县哪个公办幼儿园最先试点连一岁的娃也收？", KINDERGARTEN, "松溪镇百合幼儿园"),
        ("出资的那家公司，全称怎么写？", COMPANY, "杭州松云茶业有限公司"),
        ("Name the company that paid for the smart tea plant.", COMPANY, "杭州松云茶业有限公司"),
    ],
)
def test_the_class_word_chooses_and_a_name_outweighs_a_description(
    question: str, text: str, expected: str
) -> None:
    evidence = make_evidence(make_article(text), text)
    short = short_answer(parse_question(question), evidence)
    assert short is not None
    assert short.text == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        (
            "这份通知是哪两个部门下发的？",
            "不久前，省民政厅、省交通厅下发了《关于改造渡口的通知》。",
            "省民政厅、省交通厅",
        ),
        ("渡口改造由哪两个镇承担？", "渡口改造由松溪镇和百石镇共同承担。", "松溪镇和百石镇"),
        (
            "Which two provincial bodies issued the notice?",
            "不久前，省民政厅、省交通厅下发了《关于改造渡口的通知》。",
            "省民政厅、省交通厅",
        ),
    ],
)
def test_a_row_of_the_number_asked_for(question: str, text: str, expected: str) -> None:
    evidence = make_evidence(make_article(text), text)
    short = short_answer(parse_question(question), evidence)
    assert short is not None
    assert short.text == expected


def test_a_list_without_a_number_has_no_short_answer() -> None:
    text = "不久前，省民政厅、省交通厅下发了《关于改造渡口的通知》。"
    evidence = make_evidence(make_article(text), text)
    assert short_answer(parse_question("通知是哪些部门下发的？"), evidence) is None


def test_class_words_and_numbers_are_read_from_the_question() -> None:
    assert class_asked("渡口是哪家公司修的?") == "公司"
    assert class_asked("渡口是谁修的?") is None
    assert asked_number("是哪三个村?") == 3
    assert asked_number("是哪些村?") is None


@pytest.mark.parametrize(
    ("name", "generic"),
    [("龙头企业", True), ("公办幼儿园", True), ("百合幼儿园", False), ("清河县教育局", False)],
)
def test_descriptions_are_no_names(name: str, generic: bool) -> None:
    assert is_generic(name) is generic


def test_a_future_factory_is_a_name() -> None:
    names = [name.text for name in organisations_in("松云特种纸未来工厂是全县第一家。")]
    assert names == ["松云特种纸未来工厂"]


def test_a_name_that_the_dictionary_cuts_is_whole_after_a_role() -> None:
    assert [name.text for name in people_in("近日，社区的老人孙玲珠家的灯坏了。")] == ["孙玲珠"]


def test_double_surnames_are_names() -> None:
    assert [name.text for name in people_in("县里聘请教授闻人珏任首席专家。")] == ["闻人珏"]


def test_common_prosperity_is_no_comparison() -> None:
    assert kind_of("共同富裕的方案是在哪个会上通过的?", "zh-Hans") != "comparison"
    assert kind_of("松溪镇同百石镇比,哪个更大?", "zh-Hans") == "comparison"
