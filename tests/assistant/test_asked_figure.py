"""Yes/no questions about one figure: what is asked for instead, and what the figure read says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.answer import Citation
from assistant.asked_figure import (
    asked_figure,
    figure_draft,
    holds,
    only_part_done,
    reached_after_all,
)
from assistant.claims.verdict import ClaimVerdict, FigureVerdict
from assistant.compose import citation_of
from assistant.short_answer import ShortAnswer
from assistant.sides import Reading
from assistant.verify import verify

from .made import make_article, make_evidence


def _read(sentence: str, figure: str) -> Reading:
    evidence = make_evidence(make_article(sentence), sentence)
    found = next(f for f in evidence.figures if f.text == figure)
    return Reading(evidence, ShortAnswer(figure, found.start, found.start + len(figure), found))


def _cited(sentence: str) -> Citation:
    return citation_of(make_evidence(make_article(sentence), sentence), 1)


@pytest.mark.parametrize(
    ("question", "instead", "figure", "at_least", "below"),
    [
        ("石湾县去年的茶叶有没有到900吨？", "石湾县去年的茶叶到多少吨？", "900吨", True, False),
        ("石湾林场的护林员有二十个吧？", "石湾林场的护林员有多少个？", "二十个", False, False),
        ("石湾县的覆盖率有没有超过九成？", "石湾县的覆盖率百分之多少？", "超过九成", True, False),
        ("石灣鎮的人口不到5萬人吧？", "石灣鎮的人口多少人？", "不到5万人", False, True),
        ("听说石湾食堂能坐60个人，是真的吧？", "石湾食堂能坐多少个人？", "60个", False, False),
        ("Did Shiwan port handle 60 million tonnes of cargo in 2020?",
         "How many tonnes of cargo did Shiwan port handle in 2020?", "60 million tonnes", False, False),
        ("Did the Shiwan canteens lose more than 200,000 yuan last year?",
         "How much did the Shiwan canteens lose last year?", "more than 200,000 yuan", True, False),
        ("Is the bridge 500 metres long?", "How long is the bridge?", "500 metres", False, False),
    ],
)  # fmt: skip
def test_how_much_is_asked_instead(
    question: str, instead: str, figure: str, at_least: bool, below: bool
) -> None:
    asked = asked_figure(question)
    assert asked is not None
    assert (asked.question, asked.figure.text) == (instead, figure)
    assert (asked.at_least, asked.below) == (at_least, below)


@pytest.mark.parametrize(
    "question",
    [
        "石湾镇的那12项实事是不是全办成了？",
        "70岁以上的老人坐车是不是免费？",
        "石湾大桥通车了吗？",
        "石湾镇有3家工厂、2所学校吗？",
        "Is the bridge open?",
    ],
)
def test_a_condition_or_no_figure_asks_nothing(question: str) -> None:
    assert asked_figure(question) is None


@pytest.mark.parametrize(
    ("question", "sentence", "figure", "expected"),
    [
        ("石湾县去年的茶叶有没有到900吨？", "去年产茶870吨。", "870吨", False),
        ("石湾县去年的茶叶有没有到900吨？", "去年产茶960吨。", "960吨", True),
        ("石湾林场的护林员有二十个吧？", "场里有护林员17人。", "17人", False),
        ("石湾镇新增500个车位吗？", "镇里新增车位500个。", "500个", True),
        ("石湾镇的人口不到5万人吧？", "全镇人口4.2万人。", "4.2万人", True),
        # Of another thing, of another dimension, a range: nothing is said.
        ("石湾镇新增500个车位吗？", "镇里新增400个村。", "400个", None),
        ("石湾县去年的茶叶有没有到900吨？", "茶园有870亩。", "870亩", None),
        ("石湾县去年的茶叶有没有到900吨？", "产茶800至950吨。", "800至950吨", None),
    ],
)
def test_what_the_figure_read_says(
    question: str, sentence: str, figure: str, expected: bool | None
) -> None:
    asked = asked_figure(question)
    assert asked is not None
    assert holds(asked, _read(sentence, figure)) is expected


def test_the_verdict_names_the_printed_figure_and_is_verified() -> None:
    drafted, word = figure_draft(False, _read("去年产茶870吨。", "870吨"), "zh-Hans")
    assert word == "不是"
    assert drafted.sentences[0].text == "不是，文章写的是870吨。"
    assert not verify(drafted.sentences, drafted.citations).dropped


def test_part_done_is_not_all_done() -> None:
    sentence = "原定的12件实事完成11件，水厂延到明年。"
    found = only_part_done("石湾镇那12件实事是全办成了。", [_cited(sentence)], "zh-Hans")
    assert found is not None
    drafted, word = found
    assert (word, drafted.sentences[0].text) == ("不是", "不是，文章写的是11件。")
    assert not verify(drafted.sentences, drafted.citations).dropped
    assert only_part_done("石湾镇完成12件实事。", [_cited(sentence)], "zh-Hans") is None
    whole = [_cited("原定的12件实事全部办结。")]
    assert only_part_done("石湾镇那12件实事是全办成了。", whole, "zh-Hans") is None


@pytest.mark.parametrize(
    ("question", "found", "expected"),
    [
        ("石湾图书馆有没有到200个座位？", "216个", "是"),
        ("石湾图书馆有没有到200个座位？", "160个", None),
        # Not asked whether it is reached, and another unit.
        ("石湾图书馆有200个座位吗？", "216个", None),
        ("石湾图书馆有没有到200个座位？", "216平方米", None),
    ],
)
def test_more_than_asked_is_reached(question: str, found: str, expected: str | None) -> None:
    sentence = f"馆内有座位{found}。"
    wrong = FigureVerdict("200个", Decimal(200), "个", "contradicted", found, 1)
    verdict = ClaimVerdict("", 0, 0, "zh-Hans", "contradicted", "", (wrong,), (_cited(sentence),))
    said = reached_after_all(question, verdict, "zh-Hans")
    assert (None if said is None else said[1]) == expected
    if said is not None:
        assert said[0].sentences[0].text == f"是，文章写的是{found}。"
        assert not verify(said[0].sentences, said[0].citations).dropped
