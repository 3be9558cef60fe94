"""A sentence that holds what is asked for leads one that only speaks of it."""

from __future__ import annotations

from dataclasses import replace

from assistant.compose import choose
from assistant.counted import holds_counted
from assistant.fitting import defines, fitting_first
from assistant.question import parse_question
from index import Language
from index.figures import find_figures

from .made import make_article, make_evidence

FIRST = "5月初，清河县“以租代建”试点签下了第一份合同，双方在现场握手。"
NEXT = "合同的乙方是杭州松云建设有限公司，金额400万元。"
GENERIC = "今后还会有更多龙头企业加入。"
USED = "“以租代建”试点正在全县推开，去年完成投资3亿元。"
MEANS = "所谓“以租代建”，是指村里租下闲置厂房再分租给小企业。"


def test_a_company_asked_for_brings_the_sentence_that_names_it() -> None:
    article = make_article(FIRST + NEXT + GENERIC)
    best = replace(make_evidence(article, FIRST), score=1.0)
    generic = replace(make_evidence(article, GENERIC), score=-1.0)
    named = replace(make_evidence(article, NEXT), score=-3.0)
    question = parse_question("“以租代建”第一份合同签给了哪家公司？")
    assert fitting_first(question, [best, generic, named]) == [named, best, generic]


def test_far_from_the_best_sentence_nothing_is_fetched() -> None:
    article = make_article(FIRST + NEXT)
    best = replace(make_evidence(article, FIRST), score=1.0)
    named = replace(make_evidence(article, NEXT), score=-9.0)
    question = parse_question("“以租代建”第一份合同签给了哪家公司？")
    assert fitting_first(question, [best, named]) == [best, named]


def test_what_a_thing_is_comes_before_what_it_did() -> None:
    article = make_article(USED + MEANS)
    used = replace(make_evidence(article, USED), score=1.0)
    means = replace(make_evidence(article, MEANS), score=0.0)
    assert fitting_first(parse_question("“以租代建”是什么意思？"), [used, means])[0] is means
    assert fitting_first(parse_question("“以租代建”完成投资多少？"), [used, means])[0] is used


def test_a_definition_is_told_from_a_mention() -> None:
    assert defines("以租代建", '"以租代建"指村里租下厂房。')
    assert defines("以租代建", '"以租代建"新模式瞄准的是闲置厂房。')
    assert not defines("以租代建", '"以租代建"试点去年完成投资3亿元。')


def test_a_difficulty_is_a_reason() -> None:
    what, why = "近日，松溪镇的暑期学堂开班了。", "它要解决的是孩子放假没人看管的难题。"
    article = make_article(what + why)
    best = replace(make_evidence(article, what), score=2.0)
    other = replace(make_evidence(article, why), score=-4.0)
    chosen = choose(parse_question("松溪镇为什么办暑期学堂？"), [best, other])
    assert [e.text for e in chosen] == [what, why]


def test_years_asked_for_in_number_are_told_in_number() -> None:
    asked = parse_question("集群培育成形花了几年？")
    without, with_years = "集群规模是全国三大之一。", "集群用8年时间培育成形。"
    assert not holds_counted(asked, without, find_figures(without))
    assert holds_counted(asked, with_years, find_figures(with_years))


def _led(question: str, first: str, second: str, language: Language | None = None) -> str:
    """The sentence that leads, where `first` scored a little better."""
    article = make_article(first + second)
    ranked = [
        replace(make_evidence(article, first), score=1.0),
        replace(make_evidence(article, second), score=-1.0),
    ]
    return fitting_first(parse_question(question, language), ranked)[0].text


def test_a_date_is_told_by_no_length_of_time_and_no_source_line() -> None:
    opened = "望江书吧2019年9月开门迎客。"
    assert _led("望江书吧什么时候开门的？", "近三年，书吧添了七千册书。", opened) == opened
    printed = "（原载《清河日报》2020年1月5日）"
    assert _led("望江书吧什么时候开门的？", printed, opened) == opened


def test_a_town_asked_for_is_named() -> None:
    start = "下一站定在梧桐镇。"
    assert _led("下一站在哪个镇？", "比赛的上一站冷冷清清。", start) == start


def test_what_is_exported_is_not_all_that_is_sold() -> None:
    exported, sold = "雨伞出口总额已超8亿元。", "全镇雨伞销售额达30亿元。"
    assert _led("全镇的雨伞一年卖出多少钱？", exported, sold) == sold
    assert _led("全镇的雨伞出口卖了多少钱？", exported, sold) == exported


def test_what_is_earned_is_told_in_money() -> None:
    text = "当地就诊率为91.3%。"
    assert not holds_counted(parse_question("村医一年能挣多少？"), text, find_figures(text))


def test_the_head_of_one_place_is_not_the_head_of_another() -> None:
    other, meant = "东山粮站站长林大川说，望江市场人气旺。", "望江市场负责人苏小雪介绍了经过。"
    assert _led("望江市场的负责人是谁？", other, meant) == meant


def test_how_large_a_town_is_is_not_how_large_a_wood_is() -> None:
    each, wood = "种一亩藕能增收三千元。", "东山村守着5000亩竹林。"
    town = "清河县面积820平方公里，青山占了一半。"
    assert _led("How large is 清河县?", each, town, "en") == town
    assert _led("How large is 清河县?", wood, town, "en") == town


def test_a_date_of_the_stage_asked_for_leads() -> None:
    question = parse_question("石桥茶厂是哪一年倒闭的？")
    harvest, closed = "石桥茶厂2012年产茶40吨。", "销路断了，茶厂2003年关闭。"
    article = make_article(harvest + closed)
    best = replace(make_evidence(article, harvest), score=1.0)
    other = replace(make_evidence(article, closed), score=0.0)
    assert fitting_first(question, [best, other])[0] is other
    assert fitting_first(parse_question("石桥茶厂哪年产茶40吨？"), [best, other])[0] is best


def test_the_few_sentences_that_say_what_a_thing_is_are_fetched_from_afar() -> None:
    article = make_article(USED + MEANS)
    used = replace(make_evidence(article, USED), score=2.0)
    means = replace(make_evidence(article, MEANS), score=-2.0)
    for question in (
        "“以租代建”是什么意思？",
        "“以租代建”到底是怎么个租法？",
        "“以租代建”说的是哪种办法？",
    ):
        assert fitting_first(parse_question(question), [used, means])[0] is means
    assert fitting_first(parse_question("“以租代建”是怎么推开的？"), [used, means])[0] is used


def test_who_asks_for_somebody_is_led_to_a_name() -> None:
    what, who = "曾经亏损的社区食堂，去年结余2万元。", "承包食堂的是返乡青年林小满。"
    article = make_article(what + who)
    best = replace(make_evidence(article, what), score=1.0)
    named = replace(make_evidence(article, who), score=0.0)
    assert fitting_first(parse_question("把食堂办好的那个年轻人是谁？"), [best, named])[0] is named
    far = replace(named, score=-9.0)
    assert fitting_first(parse_question("把食堂办好的那个年轻人是谁？"), [best, far])[0] is best
    assert fitting_first(parse_question("Who made the canteen pay?"), [best, named])[0] is best
