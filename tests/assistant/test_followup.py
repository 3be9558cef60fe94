"""Follow-ups made to stand alone, on dialogues of invented places and things."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.antecedents_english import topic_phrase
from assistant.dialogue import Exchange
from assistant.followup import script_of, standalone


def _ask(turns: list[str | Exchange]) -> str:
    """The last turn made to stand alone after the others."""
    *earlier, turn = turns
    assert isinstance(turn, str)
    return standalone(turn, earlier).text


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        (
            "那农村居民呢？",
            "东河区城镇居民人均可支配收入是多少？",
            "东河区农村居民人均可支配收入是多少？",
        ),
        (
            "农村的呢？",
            "东河区2023年居民人均可支配收入是多少？",
            "东河区2023年农村居民人均可支配收入是多少？",
        ),
        (
            "那2021年呢？",
            "2020年东河区的地区生产总值是多少？",
            "2021年东河区的地区生产总值是多少？",
        ),
        ("上半年呢", "2023年绿源公司销售额是多少？", "2023年上半年绿源公司销售额是多少？"),
        ("南山县呢？", "东河区有多少个公园？", "南山县有多少个公园？"),
        ("那平阳呢", "东河区有多少家童装企业？", "平阳有多少家童装企业？"),
        ("西河大桥呢？", "东山大桥全长多少米？", "西河大桥全长多少米？"),
        ("那第二人民医院呢？", "第一人民医院有多少张床位？", "第二人民医院有多少张床位？"),
        ("经营性收入呢", "东河市村集体经济总收入是多少", "东河市村集体经济经营性收入是多少？"),
        ("城市医联体呢？", "东河有几个县域医共体？", "东河有几个城市医联体？"),
        (
            "过100万的呢",
            "东河到2021年底有几个村年经营收入过60万",
            "东河到2021年底有几个村年经营收入过100万？",
        ),
        ("100万以上的呢？", "东河年收入超过60万的村有几个？", "东河年收入100万以上的村有几个？"),
        ("授信总额呢？", "快借通帮多少家企业对接上了银行？", "快借通授信总额是多少？"),
        ("城乡差距呢 要缩到几", "东河2025年农村人均收入目标多少", "东河城乡差距要缩到几"),
        ("过100万元的呢？", "东河年收入70万元以上的村有几个？", "东河年收入过100万元的村有几个？"),
        ("全省呢？", "平阳2023年GDP增长了多少？", "全省2023年GDP增长了多少？"),
        ("销售额呢？", "东河镇有多少家童装企业？", "东河镇童装企业的销售额是多少？"),
        ("校长呢？", "城西小学有几个班级？", "城西小学的校长是谁？"),
    ],
)
def test_a_part_of_the_same_type_is_replaced(turn: str, last: str, expected: str) -> None:
    result = standalone(turn, [last])
    assert result.text == expected
    assert result.rewritten


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("它占全国多少？", "东河镇一年生产多少件童装？", "东河镇童装占全国多少？"),
        ("它在哪个市？", "石桥村去年接待了多少人次游客？", "石桥村在哪个市？"),
        ("该镇人口是多少？", "东河镇有多少家工厂？", "东河镇人口是多少？"),
        ("该公司总部在哪里？", "绿源公司去年的利润是多少？", "绿源公司总部在哪里？"),
        ("市场的负责人是谁？", "东河的零工市场有多大？", "东河的零工市场的负责人是谁？"),
        ("规划面积多大？", "东湖物流产业平台有多少家企业？", "东湖物流产业平台规划面积多大？"),
        ("什么时候建成的？", "青山大桥全长多少米？", "青山大桥什么时候建成的？"),
        ("打算花多少钱？", "石桥区要建几个城市公园？", "石桥区要建城市公园打算花多少钱？"),
        (
            "占多大比例？",
            "东河年收入70万元以上的村有几个？",
            "东河年收入70万元以上的村占多大比例？",
        ),
        ("增长了多少？", "绿源公司去年的利润是多少？", "去年绿源公司的利润增长了多少？"),
        (
            "2022年的低保标准是多少？",
            "东河2025年城乡收入比要缩到多少？",
            "2022年东河的低保标准是多少？",
        ),
    ],
)
def test_what_a_turn_leaves_out_is_carried_over(turn: str, last: str, expected: str) -> None:
    assert standalone(turn, [last]).text.replace("的利润", "利润") == expected.replace(
        "的利润", "利润"
    )


@pytest.mark.parametrize("turn", ["不对，我问的是2020年", "我说的是2020年", "不是2021年，是2020年"])
def test_corrections_replace_what_was_wrong(turn: str) -> None:
    assert _ask(["2021年南山县的粮食产量是多少？", turn]) == "2020年南山县的粮食产量是多少？"


def test_persons_come_from_the_answer() -> None:
    past = [Exchange("2019年石桥村谁当选了村长？", "李建国当选。", "李建国")]
    assert standalone("他得了多少票？", past).text == "李建国得了多少票？"


def test_a_place_that_was_answered_is_there() -> None:
    past: list[Exchange | str] = [Exchange("杨小兰每天上午去哪里？", "", "老年食堂")]
    assert standalone("在那里做什么？", past).text == "杨小兰在老年食堂做什么？"


def test_the_whole_history_counts() -> None:
    turns: list[str | Exchange] = [
        "东山公园多大？",
        "西山医院有多少张床位？",
        "刚才那个公园什么时候开放？",
    ]
    assert _ask(turns) == "东山公园什么时候开放？"


@pytest.mark.parametrize(
    "turn",
    [
        "湖山有哪些医院？",
        "“快借通”平台帮了多少家企业拿到贷款？",
        "那平阳的诚信档案覆盖了多少户？",
        "李小梅今年多少岁？",
    ],
)
def test_new_topics_are_left_alone(turn: str) -> None:
    result = standalone(turn, ["东河区城镇居民人均可支配收入是多少？"], lambda _: False)
    assert result.text == turn
    assert not result.rewritten


def test_what_is_told_elsewhere_is_a_new_topic() -> None:
    asked: list[str] = []

    def elsewhere(turn: str) -> bool:
        asked.append(turn)
        return False

    assert (
        standalone("哪种茶叶最好喝？", ["东河区有多少个公园？"], elsewhere).text
        == "哪种茶叶最好喝？"
    )
    assert asked == ["哪种茶叶最好喝？"]


@pytest.mark.parametrize(
    ("turn", "last", "twice"),
    [
        ("那童装企业有多少家？", "东河镇的童装产业销售额是多少？", "童装"),
        ("公园有几个？", "东河区的公园投资多少？", "公园"),
        ("村书记叫什么名字？", "石桥村有多少户人家？", "村"),
    ],
)
def test_no_word_arises_twice(turn: str, last: str, twice: str) -> None:
    assert standalone(turn, [last]).text.count(twice) == 1


def test_two_candidates_are_asked_back_and_one_is_chosen() -> None:
    first = "海州市和平江市去年的旅游收入分别是多少？"
    result = standalone("它的游客有多少？", [first])
    assert result.choices == ("海州市的游客有多少？", "平江市的游客有多少？")
    assert not result.rewritten
    asked_back = Exchange("它的游客有多少？", choices=result.choices)
    assert standalone("第二个", [first, asked_back]).text == result.choices[1]
    assert standalone("海州市", [first, asked_back]).text == result.choices[0]


def test_traditional_turns_stay_traditional() -> None:
    last = "青河鎮城鎮居民人均可支配收入是多少？"
    assert standalone("農村居民呢？", [last]).text == "青河鎮農村居民人均可支配收入是多少？"
    assert standalone("該鎮的鎮長是誰？", [last]).text == "青河鎮的鎮長是誰？"


def test_first_turn_stands_alone() -> None:
    assert standalone("那农村居民呢？", []).text == "那农村居民呢？"


def test_english_pronouns_take_the_person_answered() -> None:
    past = [
        Exchange("Who founded Green Source Company?", "", "Li Ming (李明)"),
        Exchange("Where is Green Source Company based?"),
    ]
    assert standalone("Is he still the manager?", past).text == "Is Li Ming still the manager?"


def test_languages_may_change_between_turns() -> None:
    assert standalone("How many people live there?", ["东河镇有多少家工厂？"]).text == (
        "How many people live in Donghe Town?"
    )
    spelled = {"Donghe": "东河"}
    found = standalone(
        "农村居民收入是多少？",
        ["How many factories are there in Donghe?"],
        spelled=lambda text: [(k, v) for k, v in spelled.items() if k in text],
    )
    assert found.text == "东河农村居民收入是多少？"


def test_topic_of_an_english_question() -> None:
    assert topic_phrase("How many clothing companies are there in Donghe town?") == (
        "clothing companies in Donghe town"
    )


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("占全县的多少？", "东河镇有多少家袜子企业？", "东河镇袜子企业占全县的多少？"),
        ("占多少？", "南山有多少个村年收入在70万元以上？", "南山年收入在70万元以上的村占多少？"),
        ("同比增长多少？", "东河区农村居民人均可支配收入是多少？", "东河区农村居民人均可支配收入同比增长多少？"),
        ("增长率是多少？", "南山县2020年的茶叶产值是多少？", "2020年南山县茶叶产值增长率是多少？"),
        ("具体是多少钱？", "石桥村集体收入同比涨了多少？", "石桥村集体收入具体是多少钱？"),
        ("比全省高多少？", "东河区居民收入是多少？", "东河区居民收入比全省高多少？"),
        ("全县平均水平是多少？", "东河县石林镇去年村均收入多少？", "东河县全县去年村均收入平均水平是多少？"),
        ("前一年呢？", "2021年南山县有多少青年回乡？", "2020年南山县有多少青年回乡？"),
        ("次年呢？", "2021年南山县有多少青年回乡？", "2022年南山县有多少青年回乡？"),
        ("产值呢？", "南山县2020年的茶叶产量是多少？", "南山县2020年的茶叶产值是多少？"),
        ("那茶叶呢？", "2021年东河区粮食产量是多少？", "2021年东河区茶叶产量是多少？"),
        ("超过100万元的有几个？", "东河区收入超过50万元的村有多少个？", "东河区收入超过100万元的村有多少个？"),
        ("村里农民收入呢？", "石桥村旅游收入是多少？", "石桥村农民收入是多少？"),
        ("村民分到钱了吗？", "石桥村有多少户人家？", "石桥村村民分到钱了吗？"),
        ("那时候全区有多少家了？", "2022年东河区民宿营收是多少？", "2022年东河区全区民宿有多少家了？"),
        ("那西河镇呢，有多少家？", "东河镇有多少家工厂？", "西河镇有多少家工厂？"),
    ],
)  # fmt: skip
def test_measures_shares_and_bounds(turn: str, last: str, expected: str) -> None:
    assert standalone(turn, [last]).text == expected


def test_the_script_goes_on_where_a_turn_shows_none() -> None:
    assert standalone("2021年呢？", ["2020年東河縣有多少名醫生？"]).text == (
        "2021年東河縣有多少名醫生？"
    )
    assert script_of("农村呢？", "東河縣有多少人？") == "zh-Hans"


def _alike(word: str, others: Sequence[str]) -> list[float]:
    """Meals are alike and schools are alike, nothing else is."""
    kinds = ({"晚饭", "午餐"}, {"初中", "小学"}, {"三孩家庭", "一孩家庭"})
    return [0.5 if any({word, o} <= kind for kind in kinds) else 0.0 for o in others]


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("晚饭呢？", "大桥村的老年食堂午餐多少钱一份？", "大桥村的老年食堂晚饭多少钱一份？"),
        ("初中？", "江口镇有几所小学？", "江口镇有几所初中？"),
        ("三孩家庭呢？", "南屿县的育儿补贴，一孩家庭每月发多少？", "南屿县的育儿补贴，三孩家庭每月发多少？"),
        # Without a like the kind of word tells.
        ("那幼儿园有几所？", "江口镇有几所小学？", "江口镇幼儿园有几所？"),
        ("枇杷呢？", "2022年江口镇杨梅的产量是多少吨？", "2022年江口镇枇杷的产量是多少吨？"),
        ("城里人呢？", "去年全县农民人均收入增长了多少？", "去年全县城里人均收入增长了多少？"),
        ("2019年的时候呢？", "2021年，石桥村接待了多少游客？", "2019年，石桥村接待了多少游客？"),
        ("那出口呢？", "东河镇的袜子企业一年能卖多少钱？", "东河镇的袜子企业出口是多少？"),
        ("都是哪些行业的？", "北岭的“飞地”进了多少家企业？", "北岭的“飞地”企业都是哪些行业的？"),
        ("她丈夫呢？", Exchange("王小梅一个月能挣多少钱？"), "王小梅丈夫一个月能挣多少钱？"),
        ("乡镇上呢？", "南屿县去年新增了多少个充电桩？", "南屿县乡镇上去年新增了多少个充电桩？"),
    ],
)  # fmt: skip
def test_the_part_of_like_meaning_is_replaced(
    turn: str, last: str | Exchange, expected: str
) -> None:
    assert standalone(turn, [last], alike=_alike).text == expected
