"""Comparisons: what they ask, what they compute, and that nothing unproved is let through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Computation, Operand
from assistant.arithmetic import compute
from assistant.comparison import comparison_of
from assistant.computed import computed_draft, one_is_missing
from assistant.language import in_script
from assistant.short_answer import ShortAnswer
from assistant.sides import Reading
from assistant.verify import verify
from index.figures import Figure, find_figures

from .made import make_article, make_evidence


def _one(text: str) -> Figure:
    (figure,) = find_figures(text)
    return figure


@pytest.mark.parametrize(
    ("question", "operation", "questions"),
    [
        ("东河镇城镇和农村居民人均可支配收入相差多少？", "difference",
         ("东河镇城镇居民人均可支配收入是多少？", "东河镇农村居民人均可支配收入是多少？")),
        ("东河镇城镇居民人均可支配收入比农村高多少？", "difference",
         ("东河镇城镇居民人均可支配收入是多少？", "东河镇农村居民人均可支配收入是多少？")),
        ("东河镇和西河镇的人口哪个多？", "larger", ("东河镇人口是多少？", "西河镇人口是多少？")),
        ("石桥村旅游业收入比民宿收入多多少？", "difference",
         ("石桥村旅游业收入是多少？", "石桥村民宿收入是多少？")),
        ("石桥村旅游业收入是民宿收入的几倍？", "ratio",
         ("石桥村旅游业收入是多少？", "石桥村民宿收入是多少？")),
        ("东河镇的养老院和敬老院一共有多少家？", "sum", ("东河镇的养老院有多少？", "东河镇敬老院有多少？")),
        ("东河区2020年和2021年的人口相差多少？", "difference",
         ("2020年东河区的人口是多少？", "2021年东河区的人口是多少？")),
        ("东山大桥比西河大桥长多少米？", "difference", ("东山大桥有多长？", "西河大桥有多长？")),
        ("What is the difference between urban and rural income in Donghe?", "difference",
         ("What is urban income in Donghe?", "What is rural income in Donghe?")),
    ],
)  # fmt: skip
def test_what_a_question_compares(
    question: str, operation: str, questions: tuple[str, str]
) -> None:
    asked = comparison_of(question)
    assert asked is not None
    assert (asked.operation, asked.questions) == (operation, questions)


@pytest.mark.parametrize(
    "question",
    [
        "东河镇人口是多少？",
        "东河镇的人口比上年增长了多少？",
        "去年人口比2015年增长了多少？",
        "占比是多少？",
        "Where is Donghe?",
    ],
)
def test_other_questions_compare_nothing(question: str) -> None:
    assert comparison_of(question) is None


@pytest.mark.parametrize(
    ("operation", "one", "other", "text"),
    [
        ("difference", "76949元", "48266元", "28683元"),
        ("difference", "1.1亿元", "1632万元", "9368万元"),
        ("difference", "90.6%", "72.7%", "17.9个百分点"),
        ("sum", "8个", "2个", "10个"),
        ("ratio", "6公里", "1500米", "4倍"),
        ("larger", "48266元", "34582元", "48266元"),
        ("smaller", "150亩", "8公顷", "8公顷"),
    ],
)
def test_arithmetic_is_exact(operation: str, one: str, other: str, text: str) -> None:
    result = compute(operation, [_one(one), _one(other)])  # type: ignore[arg-type]
    if operation == "smaller":
        # 8公顷 is 80,000 square metres, 150亩 are 100,000.
        assert result is not None and result.text == "8公顷"
    assert result is not None and result.text == text


@pytest.mark.parametrize(
    ("one", "other"), [("14家", "14亩"), ("6%", "6家"), ("6%", "6个百分点"), ("2021年", "8家")]
)
def test_what_does_not_go_together_is_not_computed(one: str, other: str) -> None:
    assert compute("difference", [_one(one), _one(other)]) is None


def test_approximate_operands_give_an_approximate_result() -> None:
    result = compute("difference", [_one("1.4万余家"), _one("3600家")])
    assert result is not None and not result.exact


TEXT = "石桥村去年旅游业收入1.1亿元、民宿收入1632万元。"


def _readings() -> list[Reading]:
    evidence = make_evidence(make_article(TEXT), TEXT)
    return [
        Reading(evidence, ShortAnswer(f.text, f.start, f.end, f))
        for f in evidence.figures
        if f.unit == "元"
    ]


def test_the_arithmetic_is_shown_and_verified() -> None:
    asked = comparison_of("石桥村旅游业收入比民宿收入多多少？")
    assert asked is not None
    found = computed_draft(asked, _readings(), "zh-Hans")
    assert found is not None
    drafted, short = found
    assert short == "9368万元"
    assert drafted.sentences[0].text == (
        "旅游业收入为1.1亿元，民宿收入为1632万元，旅游业收入比民宿收入多9368万元（1.1亿元减1632万元等于9368万元）。"
    )
    assert len(drafted.citations) == 1
    verified = verify(drafted.sentences, drafted.citations)
    assert not verified.dropped
    assert verified.sentences[0].computed is not None


@pytest.mark.parametrize(
    "wrong",
    [
        Computation("difference", (Operand("1.1亿元", 1), Operand("1632万元", 1)), "9000万元"),
        Computation("sum", (Operand("1.1亿元", 1), Operand("1632万元", 1)), "9368万元"),
        Computation("difference", (Operand("1.2亿元", 1), Operand("1632万元", 1)), "9368万元"),
        Computation("difference", (Operand("1.1亿元", 2), Operand("1632万元", 1)), "9368万元"),
        None,
    ],
)
def test_a_computation_that_does_not_follow_is_dropped(wrong: Computation | None) -> None:
    asked = comparison_of("石桥村旅游业收入比民宿收入多多少？")
    assert asked is not None
    found = computed_draft(asked, _readings(), "zh-Hans")
    assert found is not None
    sentence = replace(found[0].sentences[0], computed=wrong)
    assert [s for s, _ in verify([sentence], found[0].citations).dropped] == [sentence]


def test_a_figure_beside_the_computation_must_be_printed() -> None:
    asked = comparison_of("石桥村旅游业收入比民宿收入多多少？")
    assert asked is not None
    found = computed_draft(asked, _readings(), "zh-Hans")
    assert found is not None
    sentence = found[0].sentences[0]
    sentence = replace(sentence, text=sentence.text + "全村有5000人。")
    assert verify([sentence], found[0].citations).dropped


def test_the_same_figure_twice_is_no_comparison() -> None:
    asked = comparison_of("石桥村旅游业收入比民宿收入多多少？")
    assert asked is not None
    one = _readings()[0]
    assert computed_draft(asked, [one, one], "zh-Hans") is None


def test_a_computed_line_is_all_in_the_script_of_the_question() -> None:
    asked = comparison_of("石橋村旅遊業收入比民宿收入多多少？")
    assert asked is not None
    found = computed_draft(asked, _readings(), "zh-Hant")
    assert found is not None
    assert found[0].sentences[0].text.startswith("旅遊業收入爲")
    assert in_script(found[0].sentences[0].text, "zh-Hans") != found[0].sentences[0].text


def test_how_many_times_is_a_ratio() -> None:
    asked = comparison_of("石桥村旅游业收入和民宿收入差几倍？")
    assert asked is not None and asked.operation == "ratio"
    found = computed_draft(asked, _readings(), "zh-Hans")
    assert found is not None and "前者是后者的" in found[0].sentences[0].text


def test_the_side_that_is_missing_is_named() -> None:
    asked = comparison_of("东河镇和西河镇的人口哪个多？")
    assert asked is not None
    said = one_is_missing(asked, [_readings()[0], None], "zh-Hans")
    assert said == "没有写“西河镇”的数字，只写了东河镇的1.1亿元"
