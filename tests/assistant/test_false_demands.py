"""Sentences that answer, whatever a demand of the question at first sight says against them.

Each was once refused for good: a word of the question was taken for what it asks, for a place or for
a person that it is not.
"""

from __future__ import annotations

import pytest

from assistant.constraints import unmet_demands
from assistant.expected import expected_type
from assistant.names import NameIndex
from assistant.placed import places_asked
from assistant.question import parse_question
from assistant.roles import role_asked
from assistant.who import people_in

from .made import make_article, make_evidence


def _finals(question: str, sentence: str, before: str = "") -> list[str]:
    evidence = make_evidence(make_article(f"{before}{sentence}"), sentence)
    demands = unmet_demands(parse_question(question), evidence, NameIndex([before + sentence]))
    return [demand.kind for demand in demands if demand.final]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("信用社边上的志愿小分队有几支？", "站里组建了6个志愿服务小分队。"),
        ("她一天要接几个电话？", "话务员每天接110多个电话。"),
        ("打错的电话占几成？", "骚扰、误拨电话占到四成。"),
        ("从接电话到派车现在要几秒？", "从接起电话到派车平均97秒。"),
        ("去年全区装好了几部？", "2023年装成94台电梯。"),
        ("仓库占多大地方？", "仓库占地23亩。"),
        ("仓库占了几亩地？", "仓库用地面积近36亩。"),
        ("管线边添了多少块警示牌？", "公司更新警示标牌120余个。"),
        ("为修桥他捐了多少地？", "他捐出田产60亩修了这座桥。"),
        ("镇上住了多少人？", "全镇面积14平方公里，人口3.7万。"),
        ("镇上有多少人信教？", "80%的人口信教。"),
        ("种了多少棵树苗？", "种植树苗12.5万株。"),
        ("来了几条船？", "救援队带来5艘冲锋舟。"),
        ("改革前的2019年，账上亏空多少？", "基金由2019年超支1600万元转为结余。"),
        ("教体局的局长是谁？", "教体局局长陇学勤表示，明年再投76万元。"),
        ("多少个村当天能收到快递？", "全县157个村当天收到快递。"),
        ("哪个乡最惨？", "受灾最重的是高坑乡，4100亩花掉了六成。"),
        ("补种那一期，真正完工是几月几号？", "三期原定12月完工，实际5月20日收官。"),
        ("村里结对，拉进来多少家企业？", "村里结对，引来14家企业。"),
        ("河底的泥，总共挖了多少？", "清淤挖泥41.2万立方米。"),
        ("厂里2024年做了多少吨？", "2023年厂子投产，去年产320吨，2025年3月又扩建。"),
        ("What proportion of the loans is made by minors?", "未成年人占借阅的55%。"),
        ("出国演出拿到多少补助？", "艺术基金资助90万元。"),
        ("东西有哪几样？", "产品有原浆、果茶、籽油。"),
        ("产品是哪家公司做的？", "制作单位是手冢制作。"),
        ("书屋什么时候开张的？", "书屋开办于2023年11月。"),
        ("How large are the coal reserves?", "煤炭储量12亿吨。"),
        ("How many events were put on in the new area?", "新区承办活动530余场。"),
        ("How long did the charging area take?", "充电点不到3个月就投入使用。"),
        ("How many fine goat fibres are there?", "山羊绒有两种。"),
        ("How many important projects were built?", "建成重点项目12个。"),
        ("Who is the vice president of the hospital?", "副院长冷云峰说，明年扩建。"),
        ("Who is the deputy director?", "市发改委副主任关立群表示，听证会开过了。"),
        ("县科协主席是谁？", "县科协主席熊良才说，学堂要办下去。"),
        ("少年宫主任叫什么？", "少年宫主任关雪明说，课酬涨了。"),
        ("县委书记是谁？", "县委书记艾山江·艾力说，路修好了。"),
        ("书记是什么时候来渡口的？", "去年9月，书记来渡口看了船。"),
        ("做设备的产业园区，有多大一块地？", "规划总面积2万亩的产业平台已开工。"),
        ("镇上的健身点有几个？", "镇上30个居民区都有活动室，健身点有55个。"),
    ],
)
def test_no_demand_is_final_that_the_sentence_meets(question: str, sentence: str) -> None:
    assert _finals(question, sentence) == []


@pytest.mark.parametrize(
    ("question", "sentence", "kinds"),
    [
        ("老师一天接几个电话？", "老师每月工资3900元。", ["figure"]),
        ("一张票多少块？", "门票可以在网上买。", ["figure"]),
        ("书店收了多少个娃？", "像这样的书店有50多家。", ["figure"]),
        ("书店的电话是多少？", "书店有3层。", ["figure"]),
        ("仓库占了几亩地？", "仓库投资300万元。", ["figure"]),
    ],
)
def test_such_demands_still_hold(question: str, sentence: str, kinds: list[str]) -> None:
    assert _finals(question, sentence) == kinds


@pytest.mark.parametrize(
    "question",
    [
        "那青石村的竹林有多少亩？",
        "松溪62个弱村合伙买了多大的厂房？",
        "留在县以上单位干的志愿者有多少？",
        "百强县排到第几？",
        "是从社区几楼传出来的？",
    ],
)
def test_what_names_no_place_is_looked_for_as_none(question: str) -> None:
    names = NameIndex(["青石村有竹林，松溪区建了厂房。"])
    assert set(places_asked(parse_question(question), names)) <= {"青石村", "松溪", "青石"}


def test_a_university_of_a_province_is_not_told_of_the_province() -> None:
    before = "汾东县的夜校在北坡村。"
    sentence = "山西农业大学派来6名研究生。"
    assert _finals("哪所大学派了研究生来汾东？", sentence, before) == []
    other = "山西全省派来6名研究生。"
    assert _finals("汾东县派来了几名研究生？", other, before) == ["place"]


def test_whom_a_title_names_and_who_was_told_of_before_is_no_other_person() -> None:
    before = "林小满的盲盒卖得好。她把孙悟空、媒婆做成盲盒。"
    assert _finals("林小满做的盲盒卖了多少个？", "2023年，盲盒卖了2.8万个。", before) == []
    assert _finals("林小满今年多大？", "周小立今年63岁，是队长。", "林小满在村里。") == ["person"]
    assert _finals("徐师傅跟徒弟怎么沟通？", "徐松柏不懂外语，靠手势过日子。", "徐师傅收徒。") == []


def test_names_that_the_tagger_cuts_amiss() -> None:
    assert [name.text for name in people_in("一张脸就活了过来。")] == []
    assert [name.text for name in people_in("她临行向师傅行了礼。")] == []
    assert [name.text for name in people_in("演员玛丽·卡特，来了两次。")] == ["玛丽·卡特"]
    assert parse_question("徐若兰刚做盲盒的时候为什么没人买？").names == ("徐若兰",)
    assert parse_question("杨阿兰在哪里打工？").places == ()


def test_what_is_asked_decides_and_not_what_else_is_spoken_of() -> None:
    folded = "how many volunteers are there in the new area?"
    assert expected_type(folded, "figure") == "people"
    assert expected_type("how long did it take to build the parking area?", "figure") == "duration"
    assert expected_type("what is the area of the park?", "figure") == "area"
    assert expected_type("how much of the park's area is water?", "figure") != "duration"
    assert expected_type("添了多少块展板?", "figure") == "number"
    assert expected_type("一碗面要几块钱?", "figure") == "money"
    assert expected_type("by how much did they miss the investment plan?", "figure") == "number"
    assert role_asked("who is the vice president of the club?") == "deputy"


def test_a_county_is_not_the_province_and_all_residents_are_not_the_townspeople() -> None:
    county = "2020年松溪区生产总值达873亿元。"
    assert _finals("浙江省2020年的生产总值是多少？", county, "松溪区的路修好了。") == ["place"]
    assert _finals("浙江省2020年的生产总值是多少？", "2020年全省生产总值超6万亿元。") == []
    both = "2023年居民人均可支配收入达6万元。"
    assert "figure" in _finals("2023年城镇居民的人均可支配收入是多少？", both)
    assert _finals("2023年居民的人均可支配收入是多少？", both) == []


def test_in_english_the_wider_place_stands_behind() -> None:
    names = NameIndex(["石桥村在清河县，松溪镇也在。"])
    for asked in ("Who lives in 石桥 Village, 清河 County?", "Who lives in 石桥 in 清河 County?"):
        assert places_asked(parse_question(asked, "en"), names) == ("石桥",)
    both = places_asked(parse_question("Is 石桥 larger than 松溪?", "en"), names)
    assert both == ("石桥", "松溪")
