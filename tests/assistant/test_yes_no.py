"""Yes/no questions as statements, and their verdicts as answers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.answer import Citation
from assistant.claims import ClaimVerdict, FigureVerdict
from assistant.verify import verify
from assistant.yes_no import statement_of, verdict_draft, verdict_words
from index import Passage

from .made import make_article


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("东河镇是不是有1.4万家童装企业？", "东河镇有1.4万家童装企业。"),
        ("石桥村是否在东河镇？", "石桥村在东河镇。"),
        ("东河区2020年的GDP有没有超过1000亿元？", "东河区2020年的GDP超过1000亿元。"),
        ("东河镇有没有零工市场？", "东河镇有零工市场。"),
        ("石桥小学开学了没有？", "石桥小学开学了。"),
        ("青山大桥通车了吗？", "青山大桥通车了。"),
        ("青山大桥在东河区，对吗？", "青山大桥在东河区。"),
        ("东河镇不是童装之都吗？", "东河镇是童装之都。"),
        ("東河鎮的人口增長了嗎？", "東河鎮的人口增長了。"),
        ("Did Donghe make 3 million pieces?", "Donghe make 3 million pieces."),
        ("Are there 21 parks in Donghe?", "There are 21 parks in Donghe."),
        ("Is the income of Donghe 300 yuan?", "the income of Donghe is 300 yuan."),
        ("Is it true that Donghe has 8 hospitals?", "Donghe has 8 hospitals."),
        ("东河镇的学费这几年涨过吗？", "东河镇的学费这几年涨过。"),
        ("东河镇上半年出口是增长的吗？", "东河镇上半年出口增长。"),
        ("东河镇的村收入是不是都过了70万？", "东河镇的村收入都过了70万。"),
        ("东河区是不是每个镇都通了车？", "东河区每个镇都通了车。"),
        ("东河镇有没有举办过马拉松？", "东河镇举办过马拉松。"),
        ("东河镇是不是县城？", "东河镇是县城。"),
        ("Is the canteen open to visitors?", "the canteen is open to visitors."),
    ],
)
def test_a_question_becomes_its_statement(question: str, statement: str) -> None:
    assert statement_of(question) == statement


@pytest.mark.parametrize(
    "question",
    [
        "是不是有多少家企业？",
        "有没有人知道谁当选了？",
        "吗？",
        "Is there anyone who knows how many came?",
    ],
)
def test_what_asks_for_more_is_no_statement(question: str) -> None:
    assert statement_of(question) is None


def _verdict(verdict: str, found: str | None = None) -> ClaimVerdict:
    article = make_article("东河镇年产童装14.5亿件。石桥村在东河镇。")
    quote = "东河镇年产童装14.5亿件。"
    passage = Passage(1, article.id, 0, None, 0, len(article.text), article.text)
    figures = (
        (FigureVerdict("20亿件", Decimal(2_000_000_000), "件", "contradicted", found, 1),)
        if found
        else ()
    )
    return ClaimVerdict(
        "东河镇年产童装20亿件。", 0, 12, "zh-Hans", verdict, "", figures,  # type: ignore[arg-type]
        (Citation(1, article, 0, len(quote), quote, passage),),
    )  # fmt: skip


def test_a_contradicted_figure_is_named_as_printed() -> None:
    verdict = _verdict("contradicted", "14.5亿件")
    drafted = verdict_draft(verdict, "zh-Hans")
    assert drafted is not None
    assert drafted.sentences[0].text == "不是，文章写的是14.5亿件。"
    assert not verify(drafted.sentences, drafted.citations).dropped
    assert verdict_words(verdict, "en") == "No"


def test_a_supported_statement_is_yes_in_the_script_of_the_question() -> None:
    drafted = verdict_draft(_verdict("supported"), "zh-Hant")
    assert drafted is not None
    assert [s.text for s in drafted.sentences] == ["是。", "東河鎮年產童裝14.5億件。"]


def test_what_is_not_settled_has_no_verdict() -> None:
    assert verdict_draft(_verdict("not_enough_info"), "zh-Hans") is None


def test_whether_something_is_many_no_sentence_says() -> None:
    for question in ("东河的留守老人多吗？", "东河的门票贵不贵？"):
        assert statement_of(question) is None
    assert statement_of("东河的老人增多了吗？") is not None
    assert statement_of("东河的老人比西河多吗？") is not None


def test_what_is_asked_for_in_either_way_of_writing_is_no_yes_or_no() -> None:
    assert statement_of("東河的工坊最大的好處是甚麼？") is None
