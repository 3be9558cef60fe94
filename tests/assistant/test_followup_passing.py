"""What stays of a topic when the talk goes on, and short spoken turns; invented dialogues."""

from __future__ import annotations

import pytest

from assistant.comparison import comparison_of
from assistant.dialogue import Exchange
from assistant.followup import standalone
from assistant.passing import one_side, steady


def _talk(*turns: str) -> str:
    """The last of several turns made to stand alone, each after those before; told elsewhere."""
    past: list[Exchange] = []
    text = ""
    for turn in turns:
        asked, _, short = turn.partition("｜")
        text = standalone(asked, past, lambda _: False).text if past else asked
        past.append(Exchange(text, "", short or None))
    return text


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        # Who pays a part, a bound, a time of day: replaced by its like, and gone after that.
        (("白塔桥一共花了多少钱？", "其中省里给了多少？", "县里呢？"), "白塔桥其中县里给了多少？"),
        (("白塔桥一共花了多少钱？", "其中省里给了多少？", "县里呢？", "啥时候动的工？"), "白塔桥啥时候动的工？"),
        (("白塔桥一共花了多少钱？", "其中省里给了多少？", "县里呢？", "谁来养护它？"), "谁来养护白塔桥？"),
        (("石湾食堂60多岁的老人一顿多少钱？", "那80岁以上的呢"), "石湾食堂80岁以上的老人一顿多少钱？"),
        (("石湾民宿平时住一晚多少钱？", "那过节呢"), "石湾民宿过节住一晚多少钱？"),
        (("青川加装电梯现在补多少？", "那楼层高的有没有多给？", "装好以后一年养它要花多少？"),
         "装好以后一年养青川加装电梯要花多少？"),
        (("修石湾桥花的钱里头，乡亲捐了多少？", "有几个人捐？"), "修石湾桥有几个人捐？"),
        # One who is asked for among many, and the sum before it was compared with another year's.
        (("白塔县医保今年一个人要交多少？", "比去年多了多少？", "低保户呢？"), "白塔县医保今年低保户要交多少？"),
        (("石湾中心受伤的有几个？", "生病的呢"), "石湾中心生病的有几个？"),
        (("石湾集市卖的香包是哪里的公司设计的？", "那生产的呢？"), "石湾集市卖的香包是哪里的公司生产的？"),
        (("白塔县搞村企共建，商会来了几家？", "企业呢？"), "白塔县搞村企共建，企业来了几家？"),
        (("9路票价多少？", "老人呢"), "9路老人票价多少？"),
        # Those who were counted, and one who was only called by what he is.
        (("石门公路还有几户没签协议？", "他们为什么不签？"), "石门公路没签协议的人家为什么不签？"),
        (("石湾村卫生站周几有专家来？", "来的是哪个医院的？"), "石湾村卫生站来的是哪个医院的？"),
        (("石湾村卫生站周几有专家来？", "来的是哪个医院的？", "他叫啥名？"), "石湾村卫生站专家叫啥名？"),
        # So short a turn opens no topic; a longer one, or one that asks which, may.
        (("风暴转移了多少人？", "房子倒了几间？"), "风暴房子倒了几间？"),
        (("石湾隧道哪天打通的？", "钱花了多少了，占几成"), "石湾隧道钱花了多少了，占几成"),
        (("石湾食堂一顿多少钱？", "哪种茶叶最好喝？"), "哪种茶叶最好喝？"),
    ],
)  # fmt: skip
def test_the_part_goes_and_the_thing_stays(turns: tuple[str, ...], expected: str) -> None:
    assert _talk(*turns) == expected


def test_a_thing_that_was_answered_is_no_person() -> None:
    assert _talk("石湾民宿是谁开的？｜木屋", "她投了多少？") == "石湾民宿投了多少？"


def test_after_two_of_one_place_the_talk_is_of_one() -> None:
    compared = Exchange("白塔县城镇居民收入和农村居民收入相差多少？")
    assert one_side([compared])[0].question == "白塔县农村居民收入是多少？"
    assert standalone("哪个镇最高？", [compared]).text == "白塔县农村居民收入哪个镇最高？"
    of_two_places = [Exchange("白塔镇和石湾镇的人口哪个多？")]
    assert one_side(of_two_places) == of_two_places


def test_people_go_only_where_the_turn_has_a_subject_of_its_own() -> None:
    past = [Exchange("白塔午休躺着睡花了多少？"), Exchange("白塔午休家长要掏钱吗？")]
    assert steady("白塔午休家长", past, ["瞌睡"], people=True) == "白塔午休"
    assert steady("白塔午休家长", past, []) == "白塔午休家长"


def test_two_bounds_on_one_noun_are_compared() -> None:
    asked = comparison_of("白塔县一年收入过一百万和七十万以上的村相差多少？")
    assert asked is not None
    assert asked.questions == (
        "白塔县一年收入过一百万的村有多少？",
        "白塔县一年收入七十万以上的村有多少？",
    )
