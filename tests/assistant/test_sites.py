"""Where something is, told by a site, an address or a telephone number."""

from __future__ import annotations

import pytest

from assistant.contact import numbers_in
from assistant.question import parse_question
from assistant.short_answer import short_answer
from assistant.sites import sites_in, whole_site

from .made import make_article, make_evidence


def asked(question: str, text: str, span: str | None = None) -> str | None:
    found = short_answer(
        parse_question(question), make_evidence(make_article(text), text, span=span)
    )
    return None if found is None else found.text


def test_a_site_is_given_where_the_reader_points_at_what_is_done_there() -> None:
    text = "下月，渔具将搬进村里的老粮仓，办一座渔业展览馆。"
    assert asked("渔具要放到哪儿去？", text, span="办一座渔业展览馆") == "村里的老粮仓"


def test_a_place_is_given_with_the_site_there() -> None:
    text = "丢了东西可到松江汽车站服务台认领。"
    assert asked("丢了东西去哪里领？", text, span="松江") == "松江汽车站服务台"
    text = "伤员在松江县中医院住了一夜。"
    start = text.index("中医院")
    assert text[slice(*whole_site(text, start, start + 3))] == "松江县中医院"


def test_who_asks_for_a_town_is_given_the_town() -> None:
    text = "新桥设在松溪镇卫生院门口。"
    assert asked("新桥在哪个镇？", text, span="松溪镇") == "松溪镇"


def test_a_site_of_a_body_is_named_with_it() -> None:
    text = "今年，松溪镇磐木幼儿园梧桐新苑园区迎来了20名孩子。"
    assert asked("托班开在哪个园区？", text) == "松溪镇磐木幼儿园梧桐新苑园区"


def test_a_county_without_its_class_word_is_a_place() -> None:
    sentence = "获批全省唯一的竹编示范区，青石竹编产业初显成效……"
    article = make_article(f"松江正在变样。{sentence}青石县阜口镇的老人也学会了。")
    question = parse_question("松江哪个地方拿到竹编示范区？")
    found = short_answer(question, make_evidence(article, sentence, span="竹编"))
    assert found is not None
    assert found.text == "青石"


@pytest.mark.parametrize("question", ["办事处的地址是什么地方？", "办事处在什么路几号？"])
def test_an_address_is_given_whole(question: str) -> None:
    text = "县老年办，地址为松江路18号2楼，咨询电话0571-88880000。"
    assert asked(question, text, span="老年办") == "松江路18号2楼"


def test_a_number_to_call_is_given_alone() -> None:
    text = "咨询拨打服务热线0571-88880000，受理时间为每天8时至18时。"
    assert asked("咨询打哪个电话？", text, span="服务热线0571-88880000") == "0571-88880000"
    assert asked("该打哪个号？", text, span="服务热线") == "0571-88880000"
    assert [number.text for number in numbers_in("今年产量为12345吨。")] == []


def test_what_is_no_place_leads_to_no_site() -> None:
    assert sites_in("他在大学读书期间学会了做饭。") == []
