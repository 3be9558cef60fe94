"""Turns about the last answer as a whole, and items of its list, on invented dialogues."""

from __future__ import annotations

import pytest

from assistant.dialogue import Exchange
from assistant.followup import standalone


def _ask(turns: list[str | Exchange]) -> str:
    """The last turn made to stand alone after the others."""
    *earlier, turn = turns
    assert isinstance(turn, str)
    return standalone(turn, earlier).text


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("为什么？", "为什么石桥村接待游客比上年增长了？"),
        ("怎么做到的？", "石桥村接待游客比上年增长了是怎么做到的？"),
        ("真的吗？", "石桥村接待游客比上年增长了12%吗？"),
        ("来源是什么？", "石桥村接待游客比上年增长了多少？"),
    ],
)
def test_turns_about_the_last_answer_as_a_whole(turn: str, expected: str) -> None:
    last = Exchange("石桥村接待游客比上年增长了多少？", "石桥村游客增长了12%。", "12%")
    assert standalone(turn, [last]).text == expected


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("第二家是做什么的？", "宏达机械公司是做什么的？"),
        ("最后一个呢？", "远洋物流公司是什么？"),
    ],
)
def test_ordinals_take_an_item_of_the_answer(turn: str, expected: str) -> None:
    said = "东湖产业园已入驻天成电子公司、宏达机械公司、远洋物流公司等企业。"
    assert standalone(turn, [Exchange("东湖产业园入驻了哪些企业？", said)]).text == expected


FIRMS = Exchange(
    "东湖产业园引进了哪些企业？",
    "东湖产业园引进了天成电子公司、宏达机械公司、远洋物流公司等企业。",
    "天成电子公司、宏达机械公司、远洋物流公司",
)


def test_an_item_takes_the_place_of_another() -> None:
    asked: list[str | Exchange] = [FIRMS, "天成电子公司投资多少？"]
    assert _ask([FIRMS, "第一家投资多少？"]) == "天成电子公司投资多少？"
    assert _ask([*asked, "第二家呢？"]) == "宏达机械公司投资多少？"
    assert _ask([FIRMS, "除了这些还有别的吗？"]) == FIRMS.question


COVER = Exchange("南屿县的森林覆盖率是多少？", "", "78%")


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([COVER, "这个数是哪年的？"], "南屿县的森林覆盖率是78%是哪一年的数据？"),
        ([COVER, "是什么时候的数据？"], "南屿县的森林覆盖率是78%是什么时候的数据？"),
        ([COVER, "这话是谁说的？"], "谁说南屿县的森林覆盖率是78%？"),
        ([COVER, "这个数字是谁公布的？"], "谁公布南屿县的森林覆盖率是78%？"),
        ([COVER, "出自哪篇报道？"], COVER.question),
        ([COVER, "哪篇文章写的？"], COVER.question),
        # The figure that is repeated, not the last one.
        ([COVER, Exchange("南屿县有几所学校？", "", "16所"), "78%这个数是哪年的？"],
         "南屿县的森林覆盖率是78%是哪一年的数据？"),
        ([Exchange("南屿县模范护士是谁？", "", "潘小丽"), "还有别的“模范”人物吗？"],
         "南屿县还有哪些“模范”人物？"),
        (["为什么石门村的游客多了？", "还有别的原因吗？"], "为什么石门村的游客多了？"),
    ],
)  # fmt: skip
def test_what_is_asked_of_the_last_answer(turns: list[str | Exchange], expected: str) -> None:
    assert _ask(turns) == expected
