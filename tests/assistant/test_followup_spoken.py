"""Follow-ups as people speak: asides, levels, bounds in characters, deeds that go on; invented dialogues."""

from __future__ import annotations

import pytest

from assistant.dialogue import Exchange
from assistant.followup import standalone
from assistant.named import knowing, persons_in, places_named


def _ask(turns: list[str | Exchange]) -> str:
    """The last turn made to stand alone after the others."""
    *earlier, turn = turns
    assert isinstance(turn, str)
    return standalone(turn, earlier).text


KILNS = Exchange("白塔镇2022年有多少家陶瓷厂？", "", "86家")
MUSEUM = Exchange("白塔镇的陶瓷博物馆有多大？", "", "3000平方米")
DAM = Exchange("月亮湖水库加固花了多少钱？", "", "9800万元")
GRAIN = Exchange("2023年松江县粮食总产量是多少？", "", "45万吨")
GEESE = Exchange("吴长根养了多少只鹅？", "吴长根养鹅3000只。", "3000只")
LIFTS = Exchange("青川加装电梯现在补多少？", "", "20万元")
SCHOOL = Exchange("松江县的流动学堂收多大的小孩？", "", "6到12岁")
REPAIRS = Exchange("平溪老人房子改造，低保户最多补多少？", "", "6000元")


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        # An office of a level is one of the place of that level, whatever was spoken of in it.
        ("镇长是谁？", MUSEUM, "白塔镇镇长是谁？"),
        ("镇长是谁？", KILNS, "白塔镇镇长是谁？"),
        # A firm, and where it sits.
        ("去年赚了多少？", Exchange("云禾科技的总部在哪里？", "", "白塔镇"), "去年云禾科技赚了多少？"),
        ("这家公司有多少员工？", Exchange("哪家公司开发了“田管家”系统？", "", "云禾科技"), "云禾科技有多少员工？"),
        # What was done is what its cost, its start and its payer belong to.
        ("什么时候开工的？", DAM, "月亮湖水库加固什么时候开工的？"),
        ("钱从哪里来？", DAM, "月亮湖水库加固钱从哪里来？"),
        ("楼层高的有没有多给？", LIFTS, "青川加装电梯楼层高的有没有多给？"),
        ("什么时候能申请？", REPAIRS, "平溪老人房子改造什么时候能申请？"),
        # A person is no longer than his name, and what he has is his.
        ("他妻子呢？", GEESE, "吴长根妻子养了多少只鹅？"),
        ("合作社有几户？", GEESE, "吴长根合作社有几户？"),
        # 那学生 goes on, 那位学生 points back.
        ("那学生怎么上学？", Exchange("松江县的客运班车为什么停了？"), "松江县的客运班车学生怎么上学？"),
        ("这位村支书当了几年？", Exchange("石湾村的村支书是谁？", "", "周大林"), "周大林当了几年？"),
        # The object of a reason, and a thing that takes someone in.
        ("收多大的小孩？", Exchange("松江县为什么要办流动学堂？"), "松江县流动学堂收多大的小孩？"),
        ("一个班几个人？", SCHOOL, "松江县的流动学堂一个班几个人？"),
        ("为什么要办这个？", SCHOOL, "为什么要办松江县的流动学堂？"),
        ("设几个站？", Exchange("松江到白塔的高铁什么时候通车？"), "松江到白塔的高铁设几个站？"),
        ("一台卖多少钱？", Exchange("谁发明了“竹编机”？", "", "吴长根"), "“竹编机”一台卖多少钱？"),
        # A noun of its own after 那些, a name that the tagger makes of a verb.
        ("钱花了多少？", Exchange("石门公路有多长？"), "石门公路钱花了多少？"),
        ("老馆以后派什么用场？", Exchange("平溪图书馆老馆有多少座位？"), "平溪图书馆老馆以后派什么用场？"),
    ],
)  # fmt: skip
def test_the_thing_or_deed_goes_on(turn: str, last: Exchange, expected: str) -> None:
    assert standalone(turn, [last]).text == expected


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("同比呢？", GRAIN, "2023年松江县粮食总产量同比增长多少？"),
        ("比上年呢？", GRAIN, "2023年松江县粮食总产量比上年增长多少？"),
        ("播种面积呢？", GRAIN, "2023年松江县粮食播种面积是多少？"),
        ("2024年目标是多少？", GRAIN, "2024年松江县粮食总产量目标是多少？"),
        ("收入呢？", Exchange("石湾村去年接待了多少游客？"), "去年石湾村的收入是多少？"),
        ("一共呢？", Exchange("石湾村去年接待了多少游客？"), "石湾村去年一共接待了多少游客？"),
        ("周末呢？", Exchange("松江县的客运班车一天跑几趟？"), "松江县的客运班车周末一天跑几趟？"),
        ("以前呢？", LIFTS, "青川加装电梯以前补多少？"),
        ("老馆呢？", Exchange("平溪图书馆新馆有多少座位？"), "平溪图书馆老馆有多少座位？"),
        ("那七十万以上的呢？", Exchange("松江一年收入过一百万的村有几个？"), "松江一年收入七十万以上的村有几个？"),
        ("那80岁以上一个人住的呢？", REPAIRS, "平溪老人房子改造，80岁以上一个人住的最多补多少？"),
    ],
)  # fmt: skip
def test_another_time_measure_bound_or_group(turn: str, last: Exchange, expected: str) -> None:
    assert standalone(turn, [last]).text == expected


TOWN = Exchange("松江县城镇居民收入多少？", "", "5.2万元")
RURAL = Exchange("松江县农村居民收入多少？", "", "3.1万元")


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([TOWN, RURAL, "哪个增长快？"], "松江县城镇和农村居民收入，哪个增长更快？"),
        ([TOWN, RURAL, "这两个谁高？"], "松江县城镇和农村居民收入，哪个更高？"),
        ([TOWN, RURAL, "比前面那个少多少？"], "松江县城镇和农村居民收入相差多少？"),
        ([KILNS, "青浦镇2022年有多少家陶瓷厂？", "前者的产值呢？"], "2022年白塔镇陶瓷厂的产值是多少？"),
    ],
)  # fmt: skip
def test_two_are_told_apart(turns: list[str | Exchange], expected: str) -> None:
    assert _ask(turns) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (["白塔新城要新建几个体育公园来着？", "打算掏多少钱？"], "白塔新城要新建体育公园打算掏多少钱？"),
        ([KILNS, "换个事，松江县2020年的经济总量是多少？"], "松江县2020年的经济总量是多少？"),
        ([DAM, "说说码头吧，改造花了多少？"], "码头改造花了多少？"),
        ([Exchange("白塔镇有哪些景点？", "白塔镇有陶瓷博物馆、白塔寺、月亮湖等景点。"), "月亮湖有多大？"], "月亮湖有多大？"),
    ],
)  # fmt: skip
def test_a_topic_is_left(turns: list[str | Exchange], expected: str) -> None:
    assert _ask(turns) == expected


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("那全省涨了多少？", Exchange("2023年松江GDP比前一年同期多了百分之几？"), "2023年全省GDP比前一年同期多了百分之几？"),
        ("去年台风来赔了多少？", Exchange("松江县农户买台风保险一亩要多少？"), "去年松江县台风来赔了多少？"),
        ("那平阳的爱心基金用了多少？", Exchange("松江民间设了多少项奖？"), "那平阳的爱心基金用了多少？"),
        ("其中靠种茶来的？", Exchange("去年松江全县村集体总收入是多少？"), "去年松江全县靠种茶来的村集体总收入是多少？"),
        ("平阳那边民间奖发了多少钱？", Exchange("松江有多少人家立了家训？"), "平阳民间奖发了多少钱？"),
        ("平阳的那个基金服务过多少人？", Exchange("松江民间奖发了多少钱？"), "平阳的基金服务过多少人？"),
    ],
)  # fmt: skip
def test_verbs_of_their_own_are_kept(turn: str, last: Exchange, expected: str) -> None:
    assert standalone(turn, [last]).text == expected


def test_names_end_before_a_verb() -> None:
    assert persons_in("钱花了多少？") == []
    assert places_named("镇里有多少家陶瓷厂？") == []
    assert places_named("白塔镇有多少家陶瓷厂？") == ["白塔镇"]


@pytest.mark.parametrize(
    ("before", "turn", "alone"),
    [
        ("东河最早办了几家食堂？", "到2021年呢？", "2021年东河办了几家食堂？"),
        ("东河有几个县里的医联体？", "城里的嘞?", "东河有几个城里的医联体？"),
        (
            "东河全镇村集体收入是多少？",
            "20万以上的村有几个？",
            "东河全镇村集体收入20万以上的村有几个？",
        ),
        ("东河有多少户？", "西河那边呢？", "西河有多少户？"),
        ("东河有多少户？", "再问西河，有几所小学？", "西河，有几所小学？"),
        (
            "How many jobs are there in Donghe?",
            "And in Xihe, how many pipes are on that map?",
            "In Xihe, how many pipes are on that map?",
        ),
        (
            "How many jobs are there in Donghe?",
            "What about Xihe Industrial Park, how many firms moved in?",
            "Xihe Industrial Park: how many firms moved in?",
        ),
        (
            "In which district is Donghe?",
            "And Xihe's new park, how many firms moved in this year?",
            "Xihe's new park, how many firms moved in this year?",
        ),
    ],
)
def test_what_people_say_between_two_questions(before: str, turn: str, alone: str) -> None:
    assert standalone(turn, [Exchange(before)]).text == alone


def test_a_known_place_at_the_head_of_a_question_is_its_town() -> None:
    past = [
        Exchange("洑里城里人一年人均能拿到手多少？"),
        Exchange("洑里乡下人一年人均能拿到手多少？"),
    ]
    with knowing({"洑里"}):
        assert standalone("镇上一共几个村啊？", past).text == "洑里一共几个村啊？"


@pytest.mark.parametrize(
    ("turn", "before", "alone"),
    [
        (
            "两年前才多少？",
            "双河镇的卫生院现在能做多少台手术？",
            "双河镇的卫生院两年前能做多少台手术？",
        ),
        ("去年同期呢", "青石村今年上半年来了多少游客？", "青石村去年同期来了多少游客？"),
        ("刚开始那年呢", "松溪2022年装了几部电梯？", "松溪刚开始那年装了几部电梯？"),
        ("村里一共几户？", "青石村有多少老人？", "青石村一共几户？"),
    ],
)
def test_another_time_as_people_say_it(turn: str, before: str, alone: str) -> None:
    assert standalone(turn, [Exchange(before)]).text == alone
