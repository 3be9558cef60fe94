"""Years, places and names that the evidence must carry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.constraints import demanded_first, unmet_demands
from assistant.names import NameIndex
from assistant.question import parse_question
from tests.assistant.made import make_article, make_evidence

SENTENCE = "2020年东河区的地区生产总值达到880亿元。"
DATED = "去年，东河区接待游客36万人次。"


def _unmet(question: str, sentence: str, text: str | None = None, **fields: str) -> list[tuple]:
    article = make_article(text or sentence, **fields)
    return [
        (u.kind, u.text, u.found)
        for u in unmet_demands(parse_question(question), make_evidence(article, sentence))
    ]


def test_the_year_printed_is_the_year_asked() -> None:
    assert _unmet("2020年东河区的地区生产总值是多少？", SENTENCE) == []
    assert _unmet("2022年东河区的地区生产总值是多少？", SENTENCE) == [("year", "2022", "2020")]


@pytest.mark.parametrize(("year", "found"), [("2020", []), ("2021", [("year", "2021", "2020")])])
def test_relative_years_count_from_the_date_of_the_article(year: str, found: list) -> None:
    assert _unmet(f"{year}年东河区接待了多少游客？", DATED, date="2021-07-13") == found


def test_relative_year_of_an_undated_article_may_be_the_one_asked_for() -> None:
    text = DATED + "2021年的考核结果已经公布。"
    assert _unmet("2021年东河区接待了多少游客？", DATED, text) == []


def test_the_year_before_the_sentence_holds_for_it() -> None:
    text = "2023年，全省生产总值超8万亿元。工业增加值增长4.9%。"
    assert _unmet("2023年工业增加值增长多少？", "工业增加值增长4.9%。", text) == []
    assert _unmet("2019年工业增加值增长多少？", "工业增加值增长4.9%。", text) == [
        ("year", "2019", "2023")
    ]


def test_a_neighbour_is_another_place() -> None:
    unmet = _unmet("南山县的地区生产总值是多少？", SENTENCE)
    assert [(kind, text) for kind, text, _ in unmet] == [("place", "南山县")]


def test_what_is_said_to_be_told_of_elsewhere_is_another_place() -> None:
    sentence = "在松江，265个村建起书屋。"
    other = "青石县也在变样。青石县的老人学会了上网，青石县办起了学堂，青石县通了车。"
    text = f"白塔县的渡口通航了。{sentence}{other}"
    whole = make_evidence(make_article(text), sentence)
    passage = replace(whole.candidate.passage, start=whole.start, end=whole.end, text=sentence)
    evidence = replace(whole, candidate=replace(whole.candidate, passage=passage))
    names = NameIndex([text, "松江市的渡口通航了。"])
    found = unmet_demands(parse_question("青石县有多少个村建起书屋？"), evidence, names)
    assert [(u.kind, u.text, u.found) for u in found] == [("place", "青石县", "松江")]


def test_the_title_may_carry_the_place() -> None:
    sentence = "全区接待游客36万人次。"
    assert _unmet("东河区接待了多少游客？", sentence, title="东河区：旅游正热") == []
    assert _unmet("东河区接待了多少游客？", sentence, title="南山县：旅游正热") != []


def test_an_article_about_a_place_need_not_name_it_in_every_passage() -> None:
    sentence = "工厂用上平台以后，产能利用率提高32%。"
    about = make_article("松溪建了平台。松溪的人来了。松溪的钱多了。松溪变了。" + sentence)
    beside = make_article("客人从松溪来。" + sentence)
    asked = parse_question("松溪的工厂产能利用率提高多少？")
    names = NameIndex(["松溪镇建了平台。"])
    for article, final in ((about, False), (beside, True)):
        whole = make_evidence(article, sentence)
        passage = replace(whole.candidate.passage, start=whole.start, end=whole.end, text=sentence)
        evidence = replace(whole, candidate=replace(whole.candidate, passage=passage))
        assert [u.final for u in unmet_demands(asked, evidence, names)] == [final]


def test_a_province_that_no_article_names_is_another_one() -> None:
    text = "浙江去年的茶叶产值增长5%，全省有茶园300万亩。"
    evidence = make_evidence(make_article(text), text)
    names = NameIndex([text])
    elsewhere = unmet_demands(parse_question("四川的茶叶产值增长多少？"), evidence, names)
    assert [(u.kind, u.final) for u in elsewhere] == [("place", True)]
    assert not unmet_demands(parse_question("浙江的茶叶产值增长多少？"), evidence, names)
    # Where no province is named, the paper's own is not printed.
    local = make_article("全省有茶园300万亩。")
    unnamed = make_evidence(local, local.text)
    asked = parse_question("浙江有多少茶园？")
    assert not unmet_demands(asked, unnamed, NameIndex([local.text]))


@pytest.mark.parametrize(
    ("sentence", "unmet"),
    [
        ("全省游客达到3亿人次。", [("place", "南山县", "全省")]),
        ("成立全省首支银龄基金，为4万名老人服务。", []),
        ("分布在全国各地的1200家作坊用上了新设备。", []),
    ],
)
def test_the_first_of_the_province_is_of_the_place(sentence: str, unmet: list) -> None:
    question = "南山县的银龄基金服务多少人？"
    found = _unmet(question, sentence, f"南山县敢闯敢试。{sentence}")
    assert [demand for demand in found if demand[0] == "place"] == unmet


def test_the_town_that_a_village_lies_in_is_no_other_place() -> None:
    sentence = "云岭镇把每月15日定为敬老日。"
    question = parse_question("石桥村哪一天是敬老日？")

    def unmet(text: str) -> list[str]:
        article = make_article(text)
        names = NameIndex([text])
        evidence = make_evidence(article, sentence)
        return [u.found or "" for u in unmet_demands(question, evidence, names) if u.found]

    assert unmet(f"云岭镇石桥村的老人多。{sentence}") == []
    assert unmet(f"石桥村的老人多。{sentence}") == ["云岭"]


def test_the_figure_of_all_residents_is_not_that_of_the_countryside() -> None:
    everybody, countryside = "全县居民人均可支配收入6万元。", "全县农村居民人均可支配收入4万元。"
    article = make_article(everybody + countryside)
    one = replace(make_evidence(article, everybody), score=1.0)
    other = replace(make_evidence(article, countryside), score=0.0)
    asked = parse_question("全县农民人均收入多少？")
    assert demanded_first(asked, [one, other])[0].text == countryside
    asked = parse_question("全县居民人均收入多少？")
    assert demanded_first(asked, [one, other])[0].text == everybody


def test_the_age_of_a_husband_is_not_his_wifes() -> None:
    told = "63岁的周大明在放电影。他的妻子周秀兰在家养猪。周秀兰今年60岁。"
    asked = "周大明的老婆今年多大年纪？"
    assert [kind for kind, *_ in _unmet(asked, "63岁的周大明在放电影。", told)] == ["name"]
    assert _unmet(asked, "周秀兰今年60岁。", told) == []
