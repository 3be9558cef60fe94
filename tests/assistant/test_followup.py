"""Follow-ups made to stand alone, on dialogues of invented places and things."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.dialogue import Exchange
from assistant.followup import script_of, standalone
from assistant.followup_english import topic_phrase


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


TEA = Exchange("谁创办了绿源茶厂？", "绿源茶厂由周海燕创办。", "周海燕")
FIRMS = Exchange(
    "东湖产业园引进了哪些企业？",
    "东湖产业园引进了天成电子公司、宏达机械公司、远洋物流公司等企业。",
    "天成电子公司、宏达机械公司、远洋物流公司",
)


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("她是哪里人？", TEA, "周海燕是哪里人？"),
        ("这个厂一年能卖多少茶？", TEA, "绿源茶厂一年能卖多少茶？"),
        ("他是什么时候上任的？", Exchange("石桥村的书记是谁？", "", "陈志强"), "陈志强是什么时候上任的？"),
        # What lies somewhere stays the topic; where somebody goes is there.
        ("那里一顿饭多少钱？", Exchange("老年食堂开在哪里？", "", "石桥村礼堂"), "老年食堂一顿饭多少钱？"),
        ("那里有什么产业？", Exchange("绿源公司在哪个县？", "", "南山县"), "南山县有什么产业？"),
        ("游客去那儿玩什么？", Exchange("五一假期东河的花海公园在哪个镇？", "", "石桥镇"), "游客去东河的花海公园玩什么？"),
        ("在哪儿？", Exchange("南山县建了零工市场吗？", "南山县建成零工市场。", "是"), "南山县零工市场在哪儿？"),
        ("这个计划哪一年开始的？", Exchange("东河“旧屋新生计划”投入了多少资金？"), "“旧屋新生计划”哪一年开始的？"),
        ("全县靠它救了多少老人？", Exchange("东河县石桥镇装了多少个“平安铃”？"), "东河县全县靠“平安铃”救了多少老人？"),
    ],
)  # fmt: skip
def test_pronouns_keep_the_topic(turn: str, last: Exchange, expected: str) -> None:
    assert standalone(turn, [last]).text == expected


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


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("主要分布在哪几个乡？", "南山县的旅店去年收入多少？", "去年南山县旅店主要分布在哪几个乡？"),
        ("跟五年前比增加了多少？", "望湖村人均收入是多少？", "望湖村人均收入跟五年前比增加了多少？"),
        ("办结率呢？", "东河区的“一网通”平台处理了多少起事件？", "东河区的“一网通”平台的办结率是多少？"),
        ("门票要钱吗？", "竹文化博物馆有多少件藏品？", "竹文化博物馆门票要钱吗？"),
        ("全省平均呢？", "西山县2022年森林覆盖率多少？", "全省2022年森林覆盖率多少？"),
        ("票价多少？", "山海集团有多少员工？", "山海集团票价多少？"),
        ("沿途建了几个凉亭？", "湖山绿道全长多少公里？", "湖山绿道沿途建了几个凉亭？"),
        ("她一年赚多少？", Exchange("承包这家店的是谁？", "承包人是方大姐。", "方大姐"), "方大姐一年赚多少？"),
        ("跟省会比呢？", "东河市低保标准是多少？", "东河市低保标准和省会相差多少？"),
        ("都是做什么的？", "北岭的“飞地”进了多少家企业？", "北岭的“飞地”企业都是做什么的？"),
        ("什么时候采莲？", Exchange("经营南山村荷塘的是哪家公司？", "", "绿源公司"), "南山村荷塘什么时候采莲？"),
        ("它比上年增长多少？", "全省2023年一季度产值是多少？", "2023年一季度全省产值比上年增长多少？"),
        ("南山的呢？", "平阳全县粮食产量多少？", "南山粮食产量多少？"),
        ("当地有几家书店？", "石桥村的游客主要从哪里来？", "石桥村有几家书店？"),
    ],
)  # fmt: skip
def test_what_is_said_next_is_said_of_the_thing(
    turn: str, last: str | Exchange, expected: str
) -> None:
    found = standalone(turn, [last]).text
    assert found.replace("去年", "") == expected.replace("去年", "")


def test_two_figures_make_a_difference() -> None:
    turns: list[str | Exchange] = ["东河区农村居民收入是多少？", "东河区城镇居民收入是多少？"]
    assert _ask([*turns, "两者的差距有多大？"]) == "东河区农村和城镇居民收入的差距有多大？"
    assert _ask([*turns, "相差多少？"]) == "东河区农村和城镇居民收入相差多少？"
    compared: list[str | Exchange] = ["东河镇和西河镇哪个人口多？"]
    assert _ask([*compared, "多多少？"]) == "东河镇人口和西河镇人口相差多少？"
    assert _ask([*compared, "东河镇有多少人？", "另一个呢？"]) == "西河镇有多少人？"


def test_an_item_takes_the_place_of_another() -> None:
    asked: list[str | Exchange] = [FIRMS, "天成电子公司投资多少？"]
    assert _ask([FIRMS, "第一家投资多少？"]) == "天成电子公司投资多少？"
    assert _ask([*asked, "第二家呢？"]) == "宏达机械公司投资多少？"
    assert _ask([FIRMS, "除了这些还有别的吗？"]) == FIRMS.question


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("换个话题，西山的养老基金服务多少老人？", "西山的养老基金服务多少老人？"),
        ("换个问题：谁写了《石桥记》？", "谁写了《石桥记》？"),
        ("对了，西山镇今年来了多少游客？", "西山镇今年来了多少游客？"),
    ],
)
def test_a_switch_of_topic_carries_nothing(turn: str, expected: str) -> None:
    found = standalone(turn, ["东河区城镇居民收入是多少？"])
    assert (found.text, found.carried) == (expected, ())


def test_the_script_goes_on_where_a_turn_shows_none() -> None:
    assert standalone("2021年呢？", ["2020年東河縣有多少名醫生？"]).text == (
        "2021年東河縣有多少名醫生？"
    )
    assert script_of("农村呢？", "東河縣有多少人？") == "zh-Hans"


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


PEACHES = Exchange("谁带头种起了黄桃？", "返乡青年徐磊带头种起了黄桃。", "徐磊")
PADDIES = Exchange("哪个村率先搞起了稻鱼共生？", "石垟村率先搞起了稻鱼共生。", "石垟村")


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        # Whoever or whatever did it is the topic from then on.
        ("一年收入多少？", PEACHES, "徐磊一年收入多少？"),
        ("带动了多少农户？", PEACHES, "徐磊带动了多少农户？"),
        ("他们每亩能赚多少？", PADDIES, "石垟村每亩能赚多少？"),
        ("那里有多少留守老人？", Exchange("东河县哪个村有“孝心日”？", "", "石垟村"), "石垟村有多少留守老人？"),
        ("他们雇了多少人？", Exchange("青禾公司去年销售额多少？"), "青禾公司雇了多少人？"),
        # A class word of any measure word points at what it closes.
        ("这套系统花了多少钱？", Exchange("白沙湾的智慧渔港系统是哪家公司开发的？", "", "海巡公司"), "白沙湾的智慧渔港系统花了多少钱？"),
        ("这条街上有几台？", Exchange("“爱心冰箱”最早设在哪条街？", "", "解放南路"), "解放南路上有几台？"),
        ("那位护士今年多大？", Exchange("谁是东河模范护士？", "", "陈丽华"), "陈丽华今年多大？"),
        # A head of a bureau is one of the place.
        ("那时候的民政局长是谁？", Exchange("2023年东河镇的食堂每天多少老人吃饭？"), "2023年东河镇的民政局长是谁？"),
        # Words between a subject and its verb are not carried on.
        ("调解成功率呢？", Exchange("东河县的共享法庭一共建了多少个？"), "东河县的共享法庭调解成功率是多少？"),
        ("在全市排第几？", Exchange("东河县的森林覆盖率是多少？"), "东河县的森林覆盖率在全市排第几？"),
        ("那平阳的基金用了多少？", Exchange("东河民间设了多少项奖？"), "平阳的基金用了多少？"),
    ],
)  # fmt: skip
def test_the_topic_is_what_was_answered_or_asked_about(
    turn: str, last: Exchange, expected: str
) -> None:
    found = standalone(turn, [last]).text
    assert found.replace("那平阳", "平阳") == expected


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


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (["石桥区的零工市场有多大？", "换个话题，石桥区有多少家诊所？", "再回到零工市场，它是为谁办的？"],
         "石桥区的零工市场是为谁办的？"),
        (["2023年南屿民宿前十个月收入多少？", "2022年全年呢？", "回到2023年，前十个月收入涨了多少？"],
         "2023年前十个月南屿民宿收入涨了多少？"),
        (["官渡河石桥段治了多长？", "回头说水库，下面搬迁的有几户？"], "水库下面搬迁的有几户？"),
        (["南屿县模范护士是谁？", "文中的值班民警又是谁？"], "南屿县值班民警又是谁？"),
        (["东河的厨房一天做多少份饭？", "为什么又把学校的商店关了？"], "为什么又把学校的商店关了？"),
        ([Exchange("谁是望湖物流园的经理？", "", "陶大明"), "“双十一”的时候他们加了多少人？"],
         "“双十一”的时候望湖物流园加了多少人？"),
        (["2022年全年南屿民宿收入多少？", "接待了多少人？"], "2022年全年南屿民宿接待了多少人？"),
        ([Exchange("石桥的“人才飞地”叫什么？", "", "石桥创业园"), "都是哪些行业的？"],
         "石桥创业园都是哪些行业的？"),
        ([Exchange("石桥县哪个村有“孝心日”？", "", "新垟村"), "是每个月几号？"], "石桥县“孝心日”是每个月几号？"),
    ],
)  # fmt: skip
def test_talk_returns_switches_and_goes_on(turns: list[str | Exchange], expected: str) -> None:
    *earlier, turn = turns
    assert isinstance(turn, str)
    assert standalone(turn, earlier, lambda _: False).text == expected


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


SORTING = Exchange("永安镇的垃圾分类准确率是多少？", "", "93%")
LIBRARY = Exchange("谁设计了新图书馆？", "", "赵明远")
DOCTORS = Exchange("清溪县有多少家庭医生？", "", "430名")


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("一年前呢？", SORTING, "永安镇的垃圾分类准确率一年前是多少？"),
        ("以前呢？", Exchange("海门渔村的渔民一年能赚多少？"), "海门渔村的渔民以前一年能赚多少？"),
        ("哪个村最高？", SORTING, "永安镇的垃圾分类准确率哪个村最高？"),
        ("是怎么考核的？", SORTING, "永安镇垃圾分类是怎么考核的？"),
        ("安定镇的也这么高吗？", SORTING, "安定镇的垃圾分类准确率是多少？"),
        ("镇里说的是哪一年？", SORTING, "永安镇的垃圾分类准确率是93%是哪一年的数据？"),
        # What was made goes on where only that can be meant, its maker elsewhere.
        ("什么时候开放的？", LIBRARY, "新图书馆什么时候开放的？"),
        ("里面有多少本书？", LIBRARY, "新图书馆里面有多少本书？"),
        ("他还设计过什么？", LIBRARY, "赵明远还设计过什么？"),
        # A measure word may be the first character of the noun.
        ("他们多久上门一次？", DOCTORS, "清溪县家庭医生多久上门一次？"),
        ("全市排名第几？", DOCTORS, "清溪县家庭医生全市排名第几？"),
        ("什么时候完工？", Exchange("老街改造一共投了多少钱？"), "老街改造什么时候完工？"),
        ("最近一届呢？", Exchange("第一届龙舟赛有几支队伍？"), "最近一届龙舟赛有几支队伍？"),
        ("她开的店叫什么？", Exchange("林海燕为什么回乡？"), "林海燕开的店叫什么？"),
        ("2022年的低保标准是多少？", Exchange("2025年平阳低保标准是多少？"), "2022年平阳的低保标准是多少？"),
    ],
)  # fmt: skip
def test_of_other_times_makers_and_measures(turn: str, last: Exchange, expected: str) -> None:
    assert standalone(turn, [last], lambda _: False).text == expected


def test_what_somebody_said_is_asked_without_him() -> None:
    past = [Exchange("2023年平阳的民政局长是谁？", "", "徐小燕")]
    assert standalone("她说明年要买什么车？", past, lambda _: False).text == "平阳明年要买什么车？"
    assert standalone("她说了什么？", past).text == "徐小燕说了什么？"
