"""The parser against labels written by hand before it was run, against cn2an, and fuzzed.

`labelled.jsonl`: one sentence a line with its figures in order. A span takes in the bound words
that touch the number (超60亿元, 90%以上). `value` is a decimal, a fraction "2/3", a range "1..3", a
date as ISO text, or the text of a name.
"""

from __future__ import annotations

import doctest
import importlib
import json
import pkgutil
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import cn2an
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import index.figures
from index.figures import Figure, compare, find_figures, in_reader_units
from index.figures.numerals import read_chinese

LABELS = [
    json.loads(line)
    for line in (Path(__file__).parent / "labelled.jsonl").read_text("utf-8").splitlines()
]


def _number(text: str) -> Decimal:
    top, _, bottom = text.partition("/")
    return Decimal(top) / Decimal(bottom or 1)


def _right(figure: Figure, label: dict[str, Any]) -> bool:
    if figure.unit != label["unit"]:
        return False
    if figure.when is not None:
        return str(figure.when) == label["value"]
    if figure.value is None:
        return figure.text == label["value"]
    low, _, high = label["value"].partition("..")
    if abs(figure.value - _number(low)) > Decimal("1e-9"):
        return False
    return figure.high == (_number(high) if high else None)


def test_hand_labelled_figures() -> None:
    hits = found = wanted = values = classes = 0
    for row in LABELS:
        got = {
            (f.start, f.end): f
            for f in find_figures(row["text"], article_date=row.get("article_date"))
        }
        labels = {(x["start"], x["start"] + len(x["text"])): x for x in row["figures"]}
        hits += len(got.keys() & labels.keys())
        found += len(got)
        wanted += len(labels)
        for span, label in labels.items():
            if span in got:
                values += _right(got[span], label)
                classes += (got[span].kind, got[span].bound) == (label["kind"], label["bound"])
    assert wanted >= 300
    assert 2 * hits / (found + wanted) >= 0.97
    assert values / wanted >= 0.97
    assert classes / wanted >= 0.95


@pytest.mark.parametrize("number", [*range(1, 120), 205, 3621, 10000, 20300, 1234567, 100000000])
def test_chinese_numerals_agree_with_cn2an(number: int) -> None:
    assert read_chinese(cn2an.an2cn(number)) == number


def test_docstrings() -> None:
    for module in pkgutil.iter_modules(index.figures.__path__):
        result = doctest.testmod(importlib.import_module(f"index.figures.{module.name}"))
        assert result.failed == 0, module.name


PIECES = [
    "约",
    "近",
    "超",
    "不到",
    "1.4",
    "14,000",
    "三",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "余",
    "多",
    "家",
    "元",
    "%",
    "个百分点",
    "年",
    "月",
    "日",
    "去年",
    "2021",
    "第",
    "至",
    "—",
    "-",
    "/",
    "之",
    "分之",
    "成",
    "以上",
    "左右",
    "∶",
    ":",
    "比",
    "半",
    "个",
    "亩",
    "$",
    "(",
    ")",
    "。",
    ",",
    "，",
    "the",
    "than",
    "more",
    "half",
    "million",
    "third",
    "May",
    "5G",
    "+N",
    "㎡",
    "１２",
    "兩億",
    "零",
    "点",
    ".",
    "٣",
    "½",
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
@example("0十MILLION0")
def test_any_text_is_read(text: str) -> None:
    end = 0
    covered: set[int] = set()
    for figure in find_figures(text, article_date="2021-07-13"):
        assert text[figure.start : figure.end] == figure.text
        assert figure.start >= end
        end = figure.end
        covered.update(range(figure.start, end))
        assert compare(figure, figure).holds
        assert in_reader_units(figure, "en") and in_reader_units(figure, "zh-Hans")
    missed = [i for i, c in enumerate(text) if c in "0123456789" and i not in covered]
    assert not missed


@pytest.mark.parametrize(
    "text",
    [
        "1" * 4000,
        "一二三" * 1500,
        "1,1," * 1500,
        "第" * 4000,
        "a-1" * 1500,
        "12+" * 1500,
        "2021年1—" * 800,
        "近约超" * 1500,
        "五百" * 2000,
        "3至" * 1500,
    ],
)
def test_no_pattern_explodes(text: str) -> None:
    started = time.process_time()
    find_figures(text)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("9.6亿件", "960 million pieces"),
        ("1036.4亿元", "103.64 billion yuan"),
        ("超45亿元", "more than 4.5 billion yuan"),
        ("3/5以上", "at least three fifths"),
        ("2021年5月", "May 2021"),
        ("36.8公里", "36.8 kilometres"),
        ("3.2个百分点", "3.2 percentage points"),
    ],
)
def test_readers_units(chinese: str, english: str) -> None:
    figure = find_figures(chinese)[0]
    assert in_reader_units(figure, "en") == english
    assert compare(find_figures(english)[0], figure).holds


def _subjects(text: str, *, figure: int = -1) -> tuple[str | None, str | None, str | None]:
    measured = [f for f in find_figures(text) if f.when is None]
    subject = measured[figure].subject
    return subject.measure, subject.place, subject.time


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("2020年,云泉市地区生产总值1012.8亿元", ("地区生产总值", "云泉市", "2020")),
        ("云泉市2023年全年GDP达到1600亿元", ("gdp", "云泉市", "2023")),
        ("2022年,云泉市全市农民人均收入4万元", ("农民人均收入", "云泉市", "2022")),
        ("2021年,白石村经营性收入86.5万元,较2016年增长", ("经营性收入", "白石村", "2021")),
        ("2021年,白石村收入86.5万元,较2016年增长312%", ("收入", "白石村", "2021")),
        ("白石村经营性收入86.5万元,与2016年相比增长312%", ("经营性收入", "白石村", None)),
        ("白石村收入86.5万元,在2016年的基础上增长312%", ("收入", "白石村", "2016")),
        ("白石村收入从2016年的20万元增加到86.5万元", ("收入", "白石村", "2016")),
    ],
)
def test_a_measure_without_its_place_and_a_time_that_is_no_base(
    text: str, subject: tuple[str | None, str | None, str | None]
) -> None:
    assert _subjects(text) == subject


def test_a_base_year_dates_only_the_comparison() -> None:
    text = "白石村收入86.5万元,较2016年增长312%,农民人均收入3.4万元。"
    measured = [f for f in find_figures(text) if f.when is None]
    assert [f.subject.time for f in measured] == [None, None, None]
    dated = [f for f in find_figures("2021年," + text) if f.when is None]
    assert [f.subject.time for f in dated] == ["2021", "2021", "2021"]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("柳湾镇城镇、农村居民人均可支配收入分别为62480元和38915元",
         ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("全市GDP和人均收入分别达到300亿元、5万元", ["gdp", "人均收入"]),
        ("云泉市男、女职工人数分别为300人和200人", ["男职工人数", "女职工人数"]),
        ("柳湾镇产值、利润、税收分别为9亿元、2亿元和1亿元", ["产值", "利润", "税收"]),
        ("去年人均收入4万元,较上年增长6%", ["人均收入", "人均收入"]),
    ],
)  # fmt: skip
def test_figures_in_a_row_have_the_names_of_their_list(text: str, measures: list[str]) -> None:
    assert [f.subject.measure for f in find_figures(text) if f.when is None] == measures


@pytest.mark.parametrize("text", ["一所985大学", "引进211高校", "一家1688旗舰店", "985、211高校"])
def test_numbers_that_are_names(text: str) -> None:
    assert {f.kind for f in find_figures(text, subjects=False)} == {"name"}


@pytest.mark.parametrize(
    "text", ["一所300人学校", "一个120个床位", "一批100辆公交", "一项2000余万元投资"]
)
def test_counted_things_behind_one_are_no_names(text: str) -> None:
    assert {f.kind for f in find_figures(text, subjects=False)} == {"quantity"}


@pytest.mark.parametrize(
    ("text", "value", "unit", "english"),
    [
        ("用时1小时6分40秒", "4000", "秒", "1 hour 6 minutes 40 seconds"),
        ("快了2分11秒", "131", "秒", "2 minutes 11 seconds"),
        ("全程约1小时20分", "80", "分钟", "about 1 hour 20 minutes"),
    ],
)
def test_a_duration_in_several_units_is_one_figure(
    text: str, value: str, unit: str, english: str
) -> None:
    (figure,) = find_figures(text)
    assert (figure.value, figure.unit) == (Decimal(value), unit)
    assert text[figure.start : figure.end] == figure.text
    assert in_reader_units(figure, "en") == english
    assert in_reader_units(figure, "zh-Hans") == figure.text


def test_marks_and_lone_units_stay_apart() -> None:
    assert [f.text for f in find_figures("得了85分，用时40秒。")] == ["85分", "40秒"]
