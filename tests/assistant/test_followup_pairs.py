"""Follow-ups about two figures at once, on dialogues of invented places and things."""

from __future__ import annotations

import pytest

from assistant.dialogue import Exchange
from assistant.followup import standalone


def _ask(turns: list[str | Exchange]) -> str:
    """The last turn made to stand alone after the others."""
    *earlier, turn = turns
    assert isinstance(turn, str)
    return standalone(turn, earlier).text


def test_two_figures_make_a_difference() -> None:
    turns: list[str | Exchange] = ["东河区农村居民收入是多少？", "东河区城镇居民收入是多少？"]
    assert _ask([*turns, "两者的差距有多大？"]) == "东河区农村和城镇居民收入的差距有多大？"
    assert _ask([*turns, "相差多少？"]) == "东河区农村和城镇居民收入相差多少？"
    compared: list[str | Exchange] = ["东河镇和西河镇哪个人口多？"]
    assert _ask([*compared, "多多少？"]) == "东河镇人口和西河镇人口相差多少？"
    assert _ask([*compared, "东河镇有多少人？", "另一个呢？"]) == "西河镇有多少人？"


VISITS = Exchange("2022年南屿县接待游客多少人次？", "", "120万人次")
INNS = Exchange("南屿县有多少家民宿？", "", "210家")


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([VISITS, "比前一年多多少？"], "2022年南屿县接待游客比前一年多多少？"),
        ([VISITS, "比2020年增加了多少？"], "2022年南屿县接待游客比2020年增加了多少？"),
        ([VISITS, "2020年南屿县接待游客多少人次？", "两年差多少？"], "2022年和2020年南屿县接待游客相差多少？"),
        ([VISITS, "2020年南屿县接待游客多少人次？", "增加了多少？"], "2022年和2020年南屿县接待游客相差多少？"),
        ([INNS, "比北屿县多几家？"], "南屿县民宿比北屿县多几家？"),
        ([INNS, "比全省多吗？"], "南屿县民宿比全省多吗？"),
        ([INNS, "加上农家乐一共多少家？"], "南屿县民宿和农家乐一共有多少？"),
        ([INNS, "北屿县有多少家民宿？", "一共多少家？"], "南屿县和北屿县民宿一共有多少？"),
        ([INNS, "北屿县有多少家民宿？", "两个县加起来呢？"], "南屿县和北屿县民宿一共有多少？"),
        ([INNS, "北屿县有多少家民宿？", "哪个多？"], "南屿县和北屿县民宿，哪个更多？"),
    ],
)  # fmt: skip
def test_figures_are_set_against_others(turns: list[str | Exchange], expected: str) -> None:
    assert _ask(turns) == expected
