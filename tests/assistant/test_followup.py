"""Follow-ups made to stand alone."""

from __future__ import annotations

import pytest

from assistant.followup import standalone


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("那农村居民呢？", "东河区城镇居民人均可支配收入是多少？", "东河区农村居民人均可支配收入是多少？"),
        ("那2021年呢？", "2020年东河区的地区生产总值是多少？", "2021年东河区的地区生产总值是多少？"),
        ("南山县呢？", "东河区有多少个公园？", "南山县有多少个公园？"),
        ("它占全国多少？", "东河镇一年生产多少件童装？", "东河镇童装占全国多少？"),
        ("经营性收入呢", "东河市村集体经济总收入是多少", "东河市村集体经济经营性收入是多少？"),
    ],
)
def test_carried_over(turn: str, last: str, expected: str) -> None:
    result = standalone(turn, [last])
    assert result.text == expected
    assert result.rewritten


@pytest.mark.parametrize(
    "turn",
    ["湖州有哪些医院？", "绿贷通平台帮了多少家企业拿到贷款？", "谁在安吉卖掉了竹林碳汇？"],
)
def test_new_topics_are_left_alone(turn: str) -> None:
    result = standalone(turn, ["东河区城镇居民人均可支配收入是多少？"])
    assert result.text == turn
    assert not result.rewritten


def test_first_turn_stands_alone() -> None:
    assert standalone("那农村居民呢？", []).text == "那农村居民呢？"


def test_english() -> None:
    assert standalone("How many people live there?", ["Where is Donghe Town?"]).text == (
        "How many people live in Donghe Town?"
    )
    assert standalone("And in 2021?", ["What was the GDP of Donghe in 2020?"]).text == (
        "What was the GDP of Donghe in 2021?"
    )
