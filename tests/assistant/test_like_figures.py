"""Two figures are set against one another only where they measure or count the same."""

from __future__ import annotations

import pytest

from assistant.comparison import comparison_of
from assistant.computed import computed_draft
from assistant.like_figures import alike, counted_noun
from assistant.short_answer import ShortAnswer
from assistant.sides import Reading
from assistant.verify import verify
from index.figures import find_figures

from .made import make_article, make_evidence


def _read(sentence: str, figure: str) -> Reading:
    evidence = make_evidence(make_article(sentence, id=sentence), sentence)
    found = next(f for f in evidence.figures if f.text == figure)
    at = evidence.start + found.start
    return Reading(evidence, ShortAnswer(figure, at, at + len(figure), found))


@pytest.mark.parametrize(
    ("sentence", "figure", "noun"),
    [
        ("东河镇新增127个停车位。", "127个", "停车位"),
        ("东河镇有养老院3家、敬老院2所。", "2所", "敬老院"),
        ("学校有老师48名，学生1260人。", "48名", "老师"),
        ("东河镇有328项处罚事项。", "328项", "处罚事项"),
        ("东河镇共有36家。", "36家", ""),
        ("全县建成老年食堂36家，其中城区14家、农村22家。", "14家", ""),
        ("由8条增至11条。", "8条", ""),
        ("Donghe has 36 companies.", "36 companies", "companies"),
    ],
)
def test_what_a_figure_counts(sentence: str, figure: str, noun: str) -> None:
    found = next(f for f in find_figures(sentence) if f.text == figure)
    assert counted_noun(sentence, found) == noun


def test_nouns_of_one_kind() -> None:
    assert alike("行政村", "村")
    assert alike("养老院", "敬老院")
    assert not alike("袜厂", "行政村")


@pytest.mark.parametrize(
    ("question", "one", "other", "result"),
    [
        ("东河镇的村比西河镇的村多几个？", ("东河镇有127个行政村。", "127个"), ("西河镇有36个村。", "36个"), "91个"),
        ("东河小学的学生比老师多多少？", ("东河小学有学生1260人。", "1260人"), ("东河小学有老师48名。", "48名"), "1212人"),
        ("东河镇和西河镇的面积相差多少？", ("东河镇面积120公顷。", "120公顷"), ("西河镇面积300亩。", "300亩"), "100公顷"),
        ("东河镇和西河镇的收入相差多少？", ("东河镇人均收入3.2万元。", "3.2万元"), ("西河镇人均收入2.1万元。", "2.1万元"), "1.1万元"),
    ],
)  # fmt: skip
def test_like_figures_are_computed(
    question: str, one: tuple[str, str], other: tuple[str, str], result: str
) -> None:
    asked = comparison_of(question)
    assert asked is not None
    found = computed_draft(asked, [_read(*one), _read(*other)], "zh-Hans")
    assert found is not None
    assert found[0].sentences[0].computed is not None
    assert found[1] == result


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("东河镇和西河镇相差多少？", ("东河镇有袜厂36家。", "36家"), ("西河镇有127个行政村。", "127个")),
        ("东河镇和西河镇相差多少？", ("东河镇有36个停车场。", "36个"), ("西河镇有127个行政村。", "127个")),
        ("东河镇和西河镇相差多少？", ("东河镇共有36家。", "36家"), ("西河镇共有127个。", "127个")),
        ("东河镇和西河镇的保费相差多少？", ("东河镇每亩保费300元。", "300元"), ("西河镇总保费86万元。", "86万元")),
        ("东河镇和西河镇的租金相差多少？", ("东河镇每月租金300元。", "300元"), ("西河镇每年租金3000元。", "3000元")),
        ("东河镇和西河镇的票价相差多少？", ("东河镇票价30至50元。", "30至50元"), ("西河镇票价20元。", "20元")),
    ],
)  # fmt: skip
def test_unlike_figures_are_shown_without_arithmetic(
    question: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    asked = comparison_of(question)
    assert asked is not None
    found = computed_draft(asked, [_read(*one), _read(*other)], "zh-Hans")
    assert found is not None
    drafted, _ = found
    assert all(sentence.computed is None for sentence in drafted.sentences)
    said = drafted.sentences[0].text
    assert one[1] in said and other[1] in said and "不作计算" in said
    assert not verify(drafted.sentences, drafted.citations).dropped


def test_figures_of_other_kinds_are_not_even_shown() -> None:
    asked = comparison_of("东河镇和西河镇的收入相差多少？")
    assert asked is not None
    readings = [_read("东河镇收入3.2万元。", "3.2万元"), _read("西河镇收入增长6%。", "6%")]
    assert computed_draft(asked, readings, "zh-Hans") is None


def test_what_is_dearer_is_told_by_prices_only() -> None:
    asked = comparison_of("石湾食堂的猪肉和大米哪个贵？")
    assert asked is not None
    weights = [_read("采购猪肉185公斤。", "185公斤"), _read("采购大米410公斤。", "410公斤")]
    prices = [_read("猪肉每公斤29.6元。", "29.6元"), _read("大米每公斤4.8元。", "4.8元")]
    assert computed_draft(asked, weights, "zh-Hans") is None
    found = computed_draft(asked, prices, "zh-Hans")
    assert found is not None and "猪肉" in found[1]


def test_a_number_of_no_unit_is_not_shown() -> None:
    asked = comparison_of("新船的座位比旧船多多少？")
    assert asked is not None
    readings = [_read("新船坐68人。", "68人"), _read("旧船是“石渡03”。", "03")]
    assert computed_draft(asked, readings, "zh-Hans") is None
