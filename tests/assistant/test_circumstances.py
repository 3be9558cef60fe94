"""Of when, per what and by what reckoning the figure is that may answer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant import circumstances as module
from assistant.circumstances import Circumstances, circumstances, per_what, year_asked
from assistant.question import parse_question
from tests.assistant.made import make_article, make_evidence

GROWN = "今年莲子行情好，收购价由去年的每公斤18元涨到24元。"
LENT = "去年借出图书3100册，借得最多的是童书；今年前九个月借出2600册，网上续借则有900册。"
SHIPPED = "今年预计出藕520吨，比去年多70吨。"
COUNTED = "本月共数到白鹭340只，比去年同期的210只增加不少。"
PAID = "省下的钱给船工加了工资，平均每月多300元。"
CREW = "船队有船工26人，平均年龄57岁。"
BOUGHT = "一台采藕机总价6万元，政府每台补贴2万元。"
TICKET = "渡船票一张3元，收入用来付两名船工的工资。"
VISITED = "1月来了800人，3月来了1500人。"
ARTICLE = make_article(
    "\n".join(
        [GROWN, LENT, SHIPPED, COUNTED, PAID, CREW, BOUGHT, TICKET, VISITED, "藕价每公斤下降2元。"]
    ),
    title="荷塘镇的渡口",
    date="2022-12-01",
)


class Words:
    """A collection of ten passages in which the parts of `ARTICLE` stand once."""

    def document_frequencies(self, words: Sequence[str]) -> dict[str, int]:
        return {word: 1 for word in words if word in ARTICLE.text}

    def passage_count(self) -> int:
        return 10


def _found(question: str, sentence: str) -> Circumstances:
    evidence = make_evidence(ARTICLE, sentence)
    return circumstances(parse_question(question), evidence, Words(), None, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "sentence", "time"),
    [
        ("去年出了多少吨藕？", SHIPPED, 0),
        ("今年出多少吨藕？", SHIPPED, 1),
        ("2022年出多少吨藕？", SHIPPED, 1),
        ("藕今年比去年多出多少吨？", SHIPPED, 1),  # asks for the change itself
        ("去年数到多少只白鹭？", COUNTED, 1),
        ("前年数到多少只白鹭？", COUNTED, 0),
        ("有多少只白鹭？", COUNTED, 1),
        ("3月来了多少人？", VISITED, 1),
        ("三月份来了多少人？", VISITED, 1),
        ("2月来了多少人？", VISITED, 0),
        ("How many tons of lotus root were there last year?", SHIPPED, 0),
    ],
)
def test_a_figure_is_of_the_time_that_is_named_last_before_it(
    question: str, sentence: str, time: float
) -> None:
    assert _found(question, sentence).time == time


def test_what_is_told_without_a_year_is_of_the_year_of_the_article() -> None:
    article = make_article("渡口摆渡2.6万人次。", title="渡口", date="2022-12-01")
    evidence = make_evidence(article, "渡口摆渡2.6万人次。")

    def time(question: str) -> float:
        return circumstances(parse_question(question), evidence, Words(), None, None).time  # type: ignore[arg-type]

    assert time("渡口今年摆渡多少人次？") == 1
    assert time("渡口前年摆渡多少人次？") < 0.5


def test_what_began_in_a_year_holds_until_now() -> None:
    text = "2018年起退塘还湿，白鹭由90只恢复到340只。"
    evidence = make_evidence(make_article(text, title="渡口", date="2022-12-01"), text)
    asked = parse_question("今年有多少只白鹭？")
    assert circumstances(asked, evidence, Words(), None, None).time == 1  # type: ignore[arg-type]


def test_a_price_that_rose_has_two_years() -> None:
    evidence = make_evidence(ARTICLE, GROWN)
    figures = [figure for figure in evidence.figures if figure.unit == "元"]
    last = parse_question("去年莲子一公斤多少钱？")
    this = parse_question("今年莲子一公斤多少钱？")
    assert module._years(last, evidence, figures) == [1, 0]
    assert module._years(this, evidence, figures) == [0, 1]


@pytest.mark.parametrize(
    ("question", "sentence", "per"),
    [
        ("船工一个月工资多少？", TICKET, 0.3),
        ("坐一次渡船一张票多少钱？", TICKET, 1),
        ("莲子一公斤卖多少钱？", GROWN, 1),
        ("莲子一亩卖多少钱？", GROWN, 0),
        ("政府一共补贴了多少钱？", TICKET, 0),
        ("头九个月有多少册图书借出？", LENT, 1),
        ("How much is the wage per month?", PAID, 1),
    ],
)
def test_a_figure_is_per_what_is_asked_for(question: str, sentence: str, per: float) -> None:
    assert _found(question, sentence).per == per


def test_one_figure_must_be_right_in_everything() -> None:
    right = _found("去年借出多少册图书？", LENT)
    wrong = _found("去年网上续借了多少册？", LENT)
    assert right.time == wrong.time == 1
    assert right.together > wrong.together


@pytest.mark.parametrize(
    ("question", "sentence", "otherwise"),
    [
        ("船工一个月拿多少钱？", PAID, 1),
        ("船工一个月多拿多少钱？", PAID, 0),
        ("船工的工资提高了多少钱？", PAID, 0),
        ("船工今年多大岁数？", CREW, 1),
        ("船工平均多少岁？", CREW, 0),
        ("一台采藕机多少钱？", BOUGHT, 0),
        ("藕价跌了多少元？", "藕价每公斤下降2元。", 0),
    ],
)
def test_changes_and_means_are_known(question: str, sentence: str, otherwise: float) -> None:
    assert _found(question, sentence).otherwise == otherwise


def test_years_are_counted_from_the_articles_own() -> None:
    assert year_asked(parse_question("明年建几座桥？"), None) == 1
    assert year_asked(parse_question("2019年有几座桥？"), 2022) == -3
    assert year_asked(parse_question("2019年有几座桥？"), None) is None
    assert year_asked(parse_question("有几座桥？"), 2022) is None


def test_per_what_is_read_in_both_languages() -> None:
    assert per_what("how much is a ticket per month?") == "月"
    assert per_what("十一个月来了多少人?") is None
