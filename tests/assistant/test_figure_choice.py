"""Of several figures in a sentence, the one that was asked for."""

from __future__ import annotations

import pytest

from assistant.figure_choice import load_weights
from assistant.figure_features import FigureFeatures
from assistant.figure_labels import labels_of
from assistant.focus import unit_matches
from assistant.question import parse_question
from assistant.short_answer import ShortAnswer, short_answer
from index.figures import find_figures

from .made import make_article, make_evidence


def asked(question: str, text: str, span: str | None = None) -> ShortAnswer | None:
    evidence = make_evidence(make_article(text), text, span=span)
    return short_answer(parse_question(question), evidence)


LEVELS = "全市建成示范书屋国家级3家、省级12家、市级41家；流动书屋有省级2家、市级5家。"
COUNTS = "协会下辖189个村级小组和32个镇级分会，拥有430多名会员。"
GROWTH = "一季度，运输收入达1016万元，同比增长2.7%；餐饮收入为688万元，同比增长16.7%，占服务收入的29.2%。"
FROM_TO = "改造之后，灯塔村的自来水普及率由81%提高到97%，水费由每吨3元降至2.4元。"
PAIRED = "上半年，清溪镇完成营业收入29亿元、利润3.8亿元，同比增长13.9%和18.1%。"
PARTS = "参加比赛的青石队共40人，其中运动员23人，教练和工作人员17人。"
CONDITION = "年收入30万元以上的村已经全覆盖，其中50万元以上的村有120个，占75%；80万元以上的村有64个，占40%。"
MEALS = "一荤两素，60至79周岁老人每餐9元，80周岁以上6元，困难老人免费。"
MONEY = "松岭县今后三年投资6亿元，建起14个各有特色的口袋公园。"
SHOP = "网店开业当年卖出18万元，2019年卖出67万元，其中三成卖到海外。"
CLINIC = "乡村教师的年收入从2017年的3.8万元提高到2019年的6.4万元，每月另有交通补贴200元。"
POST = "2016年，寄一箱枇杷到江城要4.5元；2018年县里建起物流园，引进快递企业13家，如今降至2.6元。"
RENT = "厂房的租金收入有2878万元，平均每村46万元。"
INCOMES = "青溪镇城镇居民的人均收入为7.1万元，农村居民为4.2万元。"
STATIONS = "服务点覆盖了10个街道和123个村（社）。"
INN = "民宿平时入住率只有31%，人手却多了三人。"
BUSES = "2017年4月，首批3辆校车上路，今年又添了4辆；2015年校车还只在纸上。"
PARKS = "松岭镇有4条公交线路，总长69公里，设有51个站台。"


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        # The level beside the figure, and the thing that the list is of.
        ("全市有几家省级示范书屋？", LEVELS, "12家"),
        ("市级的示范书屋有多少家？", LEVELS, "41家"),
        ("市级流动书屋有几家？", LEVELS, "5家"),
        # The noun that follows is what is counted.
        ("协会有多少个镇级分会？", COUNTS, "32个"),
        ("协会的村级小组有多少个？", COUNTS, "189个"),
        ("松岭镇设了多少个站台？", PARKS, "51个"),
        # A growth goes on with the thing before it.
        ("餐饮收入同比增长了多少？", GROWTH, "16.7%"),
        ("运输收入增长了多少？", GROWTH, "2.7%"),
        ("餐饮收入是多少？", GROWTH, "688万元"),
        ("餐饮收入占服务收入的比例是多少？", GROWTH, "29.2%"),
        # Where a change leads is what is so now.
        ("灯塔村的自来水普及率是多少？", FROM_TO, "97%"),
        ("灯塔村的自来水普及率提高到了多少？", FROM_TO, "97%"),
        ("灯塔村的水费降到多少？", FROM_TO, "2.4元"),
        # Two lists, one of things and one of their growth.
        ("清溪镇的利润增长了多少？", PAIRED, "18.1%"),
        ("清溪镇的营业收入同比增长多少？", PAIRED, "13.9%"),
        # A part is no whole.
        ("青石队有多少名运动员？", PARTS, "23人"),
        ("青石队一共有多少人参加？", PARTS, "40人"),
        # A condition narrows what is counted.
        ("年收入超过80万元的村有多少个？", CONDITION, "64个"),
        ("年收入50万元以上的村有几个？", CONDITION, "120个"),
        ("有多少项检查事项纳入平台？", "12个部门的83项检查事项、96项处罚事项汇总到平台。", "83项"),
        ("76岁的老人在食堂吃一顿多少钱？", MEALS, "9元"),
        ("85岁的老人在食堂吃一顿要多少钱？", MEALS, "6元"),
        # The year asked about, and what is so now.
        ("网店2019年卖了多少钱？", SHOP, "67万元"),
        ("乡村教师2019年收入多少？", CLINIC, "6.4万元"),
        ("乡村教师2017年的收入是多少？", CLINIC, "3.8万元"),
        ("现在寄一箱枇杷要多少钱？", POST, "2.6元"),
        ("2016年寄一箱枇杷到江城要多少钱？", POST, "4.5元"),
        # What there is for each, and of all.
        ("平均每个村分到多少租金？", RENT, "46万元"),
        ("厂房的租金总共收了多少钱？", RENT, "2878万元"),
        # Counterparts share what is told of both.
        ("青溪镇农民的人均收入是多少？", INCOMES, "4.2万元"),
        ("服务点铺到了多少个村社？", STATIONS, "123个"),
        # A share asked for in tenths may be printed in hundredths.
        ("民宿平时住满几成？", INN, "31%"),
        ("首批校车什么时候上路的？", BUSES, "2017年4月"),
        ("哪一年校车还在纸上？", BUSES, "2015年"),
        # What lies between two prices is neither.
        ("一吨中水多少钱？", "中水每吨1.5元，比自来水便宜2.1元。", "1.5元"),
        # What is listed has its figures in the same order.
        ("石桥镇去年产量多少？", "青石镇、石桥镇、白马镇是主产区，去年产量分别为2.8万吨、1.7万吨和1.1万吨。", "1.7万吨"),
        ("在镇上办成的事占几成？", "镇级办结率和县级办结率分别达62.5%和80.5%。", "62.5%"),
        ("2020年的产量是多少？", "2019年至2021年，全镇产量分别为2.8万吨、1.7万吨和1.1万吨。", "1.7万吨"),
        # What is counted is no sum of money.
        ("松岭县要建几个口袋公园？", MONEY, "14个"),
        ("松岭县建公园要花多少钱？", MONEY, "6亿元"),
    ],
)  # fmt: skip
def test_the_figure_of_the_thing_asked_for(question: str, text: str, expected: str) -> None:
    short = asked(question, text)
    assert short is not None
    assert short.text == expected


def test_the_reader_decides_where_words_do_not() -> None:
    text = "合作社今年收了80吨，去年收了65吨。"
    short = asked("合作社一年收多少吨？", text, span="65吨")
    assert short is not None and short.text == "65吨"


def test_a_question_for_two_figures_gets_both() -> None:
    text = "结对行动推动61家企业、20家商会与88个村共建项目73个。"
    short = asked("结对行动有多少家企业参与，建了多少个项目？", text)
    assert short is not None and short.also is not None
    assert {short.text, short.also.text} == {"61家", "73个"}


def test_a_number_and_its_share() -> None:
    text = "新城街道有新居民3.2万人，占常住人口的45%。"
    short = asked("新城街道的新居民有多少人，占常住人口的多少？", text)
    assert short is not None and short.also is not None
    assert {short.text, short.also.text} == {"3.2万人", "45%"}


def test_one_figure_is_asked_for_once() -> None:
    short = asked("松岭县今后三年，要建几个口袋公园？", MONEY)
    assert short is not None and short.also is None


def test_a_share_is_no_area() -> None:
    assert asked("全县有多大面积？", "去年底，学校共同体覆盖全县60%以上的镇区。") is None
    short = asked("全县有多大面积？", "全县面积1200平方公里，山地占60%以上。")
    assert short is not None and short.text == "1200平方公里"


def test_labels_carry_on_over_a_comma() -> None:
    text = "餐饮收入688万元，同比增长16.7%，下设32个站点。"
    figures = find_figures(text)
    labels = labels_of(text, figures, figures)
    assert [label.inherited for label in labels] == ["", "餐饮收入", ""]
    assert [label.goes_on for label in labels] == [False, True, False]
    assert labels[2].after == "站点"


def test_labels_know_where_a_change_starts_and_ends() -> None:
    text = "票价由最初的5元降至现在的3元，客流增长12%。"
    figures = find_figures(text)
    assert [label.role for label in labels_of(text, figures, figures)] == ["from", "to", "change"]


def test_a_condition_is_told_from_the_count() -> None:
    text = "其中50万元以上的村有120个，占75%。"
    figures = find_figures(text)
    threshold, count, share = labels_of(text, figures, figures)
    assert threshold.condition and not count.condition
    assert [figure.text for figure in count.conditions] == ["50万元以上"]
    assert [figure.text for figure in share.conditions] == ["50万元以上"]


def test_every_feature_has_a_weight() -> None:
    assert len(load_weights()) == len(FigureFeatures.__dataclass_fields__)


@pytest.mark.parametrize(
    ("asked", "told", "matches"),
    [
        ("今年办了几起？", "办结案件43件。", True),
        ("今年震了几回？", "共发生地震52次。", True),
        ("规矩有几样？", "规矩共有18种。", True),
        ("卖掉几宗地？", "卖出土地，面积8亩。", False),
        ("几起点的车最多？", "有3个起点。", None),
    ],
)
def test_measure_words_that_count_alike(asked: str, told: str, matches: bool | None) -> None:
    assert unit_matches(parse_question(asked), find_figures(told)[0]) is matches
