"""A follow-up as it was typed, with nothing of before but the place."""

from __future__ import annotations

import pytest

from assistant.dialogue import Exchange
from assistant.followup import standalone
from assistant.named import knowing
from assistant.plain_reading import plainly


@pytest.mark.parametrize(
    ("before", "turn", "plain"),
    [
        (
            "东河镇上做袜子的厂有几家？",
            "镇里城里人一年收入呢？",
            "东河镇镇里城里人一年收入是多少？",
        ),
        ("东河那边退了多少亩鱼塘？", "前十个月去玩的人有多少？", "东河前十个月去玩的人有多少？"),
        ("東河鎮去年底總收入多少？", "過橋的遊客有幾個？", "東河鎮過橋的遊客有幾個？"),
        ("东河镇有几家厂？", "西河镇的老人吃饭要几块钱？", "西河镇的老人吃饭要几块钱？"),
        (
            "How many villages in Donghe bought workshops?",
            "And what does each village earn from it?",
            "What does each village earn from it in Donghe?",
        ),
        (
            "How many villages in Donghe bought workshops?",
            "And Xihe's new park, how many trees this year?",
            "Xihe's new park, how many trees this year?",
        ),
    ],
)
def test_the_place_alone_is_carried(before: str, turn: str, plain: str) -> None:
    found = plainly(turn, [Exchange(before)])
    assert found is not None and found.text == plain


@pytest.mark.parametrize(
    "turn", ["那农村居民呢？", "它是什么时候建的？", "Why?", "Where is it?", "为什么？"]
)
def test_what_says_too_little_is_not_read_so(turn: str) -> None:
    assert plainly(turn, [Exchange("东河镇城镇居民收入是多少？")]) is None
    assert plainly("东河镇有几家厂？", []) is None


@pytest.mark.parametrize(
    ("before", "turn", "alone"),
    [
        # 上年纪 is no year.
        (
            "松岭的预约公交要提前多久打电话？",
            "上年纪的坐车要钱吗？",
            "松岭的预约公交上年纪的坐车要钱吗？",
        ),
        ("东河县有几座古桥？", "那条步道要花多少钱？", "东河县步道要花多少钱？"),
        ("东河县去年一共挣了多少？", "30万以上的村有几个？", "东河县30万以上的村有几个？"),
        (
            "How many poor villages in Donghe joined to buy factory space?",
            "Where is it?",
            "Where is the factory space in Donghe?",
        ),
        (
            "How many smart mills does Donghe have?",
            "What about village schools - how many pairs?",
            "Village schools: how many pairs in Donghe?",
        ),
    ],
)
def test_no_more_is_carried_than_was_left_out(before: str, turn: str, alone: str) -> None:
    assert standalone(turn, [Exchange(before)]).text == alone


@pytest.mark.parametrize(
    ("turn", "alone"),
    [
        ("全区所有村去年集体总收入是多少？", "东河全区所有村去年集体总收入是多少？"),
        ("那全区的GDP呢？", "东河全区的GDP是多少？"),
    ],
)
def test_the_whole_is_not_of_some_villages(turn: str, alone: str) -> None:
    with knowing({"东河"}):
        found = standalone(turn, [Exchange("东河48个山村合买厂房，一年收益率多高？")])
    assert found.text == alone
