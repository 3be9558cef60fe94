"""Short answers that are no figures: places whole, persons of the right clause, makers of things."""

from __future__ import annotations

import pytest

from assistant.expected import expected_type
from assistant.question import parse_question
from assistant.short_answer import short_answer
from assistant.who import organisations_in, people_in

from .made import make_article, make_evidence


def asked(question: str, text: str, span: str | None = None) -> str | None:
    found = short_answer(
        parse_question(question), make_evidence(make_article(text), text, span=span)
    )
    return None if found is None else found.text


def test_a_place_is_given_with_those_that_it_lies_in() -> None:
    text = "第一家书吧开在松溪镇老桥头社区，只有八张桌子。"
    assert asked("第一家书吧开在哪个社区？", text) == "松溪镇老桥头社区"
    assert asked("第一家书吧开在哪个社区？", text, span="老桥头社区") == "松溪镇老桥头社区"
    text = "位于清河县松溪镇老桥头村的展馆上月开放。"
    assert asked("展馆在哪里？", text, span="松溪镇") == "清河县松溪镇老桥头村"
    text = "松溪镇各村都办了书吧。"
    assert asked("哪里办了书吧？", text, span="松溪镇") == "松溪镇"


def test_a_person_of_the_counterpart_is_not_meant() -> None:
    text = "清河选手林大川夺得男子组冠军；女子组冠军是护士苏小雪。"
    assert asked("比赛里女的谁第一？", text) == "苏小雪"
    assert asked("男子组谁得了冠军？", text) == "林大川"


def test_who_took_a_picture_is_told_by_its_caption() -> None:
    assert asked("老桥的照片是谁拍的？", "晨雾里的老桥 林小满 摄") == "林小满"
    assert asked("Who took the picture of the bridge?", "晨雾里的老桥 林小满 摄") == "林小满"


def test_who_makes_things_may_be_an_office() -> None:
    text = "由清河县水利局打造的水情地图每天更新。"
    assert asked("水情地图是谁搞出来的？", text) == "清河县水利局"
    assert asked("水情地图是谁最先看到的？", text) is None


def test_what_a_bracket_opens_is_no_part_of_the_name_before_it() -> None:
    found = [name.text for name in organisations_in("由县大数据管理局（数据局）牵头。")]
    assert found == ["县大数据管理局", "数据局"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("馆长颜小惠出任首任所长。", "颜小惠"),
        ("水利局局长柯大贵介绍，堤防加固了。", "柯大贵"),
        ("选手欧阳林夺冠。", "欧阳林"),
    ],
)
def test_persons_after_their_office(text: str, name: str) -> None:
    assert [found.text for found in people_in(text)] == [name]


@pytest.mark.parametrize(
    ("question", "kind", "expected"),
    [
        ("六十几岁的人吃一顿要掏多少？", "figure", "money"),
        ("评上了一次奖多少？", "figure", "money"),
        ("成本降了几个点？", "figure", "share"),
        ("新居民的比重超过多少？", "figure", "share"),
        ("运动队拿了多少金牌？", "figure", "number"),
        ("桥是几时通车的？", "date", "date"),
        ("讲话的官员叫什么？", "person", "person"),
        ("Which county bureau built the bridge?", "organisation", "organisation"),
        ("Which doctor visits the clinic?", "person", "person"),
        ("In which county does he live?", "place", "place"),
        ("What monthly allowance do carers get?", "figure", "money"),
        ("What kinds of price are there?", "list", None),
    ],
)
def test_what_a_question_wants(question: str, kind: str, expected: str | None) -> None:
    parsed = parse_question(question)
    assert parsed.kind == kind
    assert expected_type(parsed.folded, parsed.kind) == expected


MARKET = "东山粮站站长林大川说，望江市场人气旺；望江市场负责人苏小雪介绍了经过。"


def test_an_office_is_held_in_the_organisation_asked_about() -> None:
    assert asked("望江市场的负责人是谁？", MARKET, span="林大川") == "苏小雪"
    assert asked("东山粮站的站长是谁？", MARKET) == "林大川"


def test_who_heads_an_office_is_asked_in_other_words() -> None:
    text = "馆长颜小惠出任首任所长，郭大山到场。"
    assert asked("传习所当时由谁当所长？", text) == "颜小惠"
    text = "县水利局局长柯大贵介绍，堤防由林大川看守。"
    assert asked("Who heads the county water bureau?", text) == "柯大贵"
    assert asked("县水利局是谁当一把手？", text) == "柯大贵"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("公司部长穆长青表示，早高峰要绕行。", ["穆长青"]),
        ("护林员申海潮举起望远镜。", ["申海潮"]),
        ("老木匠苏大有做了一张床。", ["苏大有"]),
        ("馆长赫连志平介绍了经过。", ["赫连志平"]),
        ("局长张罗了一桌饭。", []),
        ("局长高度重视此事。", []),
        ("局长高峰介绍，桥修好了。", ["高峰"]),
    ],
)
def test_persons_behind_a_calling_and_words_that_only_look_like_names(
    text: str, names: list[str]
) -> None:
    assert [found.text for found in people_in(text)] == names


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("护鸟的那位叫什么？", "person"),
        ("姓岳的局长，全名是啥？", "person"),
        ("老木匠叫啥？", "person"),
        ("接人的车是哪几天开？", "date"),
        ("这条新船叫什么？", "definition"),
    ],
)
def test_who_is_called_something_is_a_person(question: str, kind: str) -> None:
    assert parse_question(question).kind == kind


def test_a_thing_is_nobody() -> None:
    text = "游客人手一把钓竿，欢声笑语不断。"
    evidence = make_evidence(make_article(text), text, span="钓竿")
    assert short_answer(parse_question("谁说一亩能多挣3000多元？"), evidence) is None
    evidence = make_evidence(make_article(text), text, span="游客")
    found = short_answer(parse_question("谁在那里垂钓？"), evidence)
    assert found is not None and found.text == "游客"


@pytest.mark.parametrize(
    ("question", "sentence", "place"),
    [
        ("书屋开在哪个村？", "清安区白石村老粮仓里开了一间书屋。", "清安区白石村"),
        ("In which district of 松州 is it?", "展馆在松州市清安区，每天开放。", "清安区"),
        ("学堂办在哪个镇？", "松溪镇的学堂开班，请来松州市的老师。", "松溪镇"),
    ],
)
def test_the_place_is_of_the_class_asked_for(question: str, sentence: str, place: str) -> None:
    found = short_answer(parse_question(question), make_evidence(make_article(sentence), sentence))
    assert found is not None and found.text == place


def test_a_place_may_stand_without_its_class_or_with_an_odd_name() -> None:
    text = "松溪镇果园村去年办了诊所。"
    assert asked("诊所是哪个村办的？", text) == "松溪镇果园村"
    text = "清河县去年建了桥。唯一的水上乐园开张了，清河旅馆天天客满。"
    sentence = "唯一的水上乐园开张了，清河旅馆天天客满。"
    evidence = make_evidence(make_article(text), sentence)
    found = short_answer(parse_question("唯一的水上乐园在哪个县？"), evidence)
    assert found is not None and found.text == "清河"


def test_where_a_place_lies_is_not_where_something_was_opened() -> None:
    text = "地处省北部的清河县，去年把药铺开到了扬州市青石区。"
    assert asked("清河县把药铺开到了哪儿？", text, span="省北部") == "扬州市青石区"


def test_a_body_is_given_with_whose_it_is() -> None:
    text = "该县牙科医院的林大夫每月来一次。"
    assert asked("林大夫是哪家医院的？", text, span="牙科医院") == "该县牙科医院"


def test_a_description_is_no_company() -> None:
    text = "镇上有全省首家蚕桑试点企业，又牵手青石丝绸公司。"
    assert asked("镇上牵手的是哪家公司？", text, span="首家蚕桑试点企业") == "青石丝绸公司"


def test_who_is_quoted_or_told_of_in_a_list_is_found() -> None:
    assert [name.text for name in people_in("“要整改。”林道理说。")] == ["林道理"]
    assert [name.text for name in people_in("商会领导石向国会长、林雨超执行会长")] == [
        "石向国",
        "林雨超",
    ]
    text = "名单上有：王建国，清河医院原书记；李志强，青石医院原书记。"
    assert asked("清河医院的老书记是谁？", text) == "王建国"
    assert asked("青石医院的老书记是谁？", text) == "李志强"
