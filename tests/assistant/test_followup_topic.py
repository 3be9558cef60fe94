"""What a conversation goes on about: what was asked, answered, made or named, on invented dialogues."""

from __future__ import annotations

import pytest

from assistant.dialogue import Exchange
from assistant.followup import standalone

TEA = Exchange("谁创办了绿源茶厂？", "绿源茶厂由周海燕创办。", "周海燕")


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
