"""Kinds, years, places and topic words of questions."""

from __future__ import annotations

import pytest

from assistant.expected import expected_type
from assistant.language import detect_language, in_script
from assistant.question import parse_question


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("全县一共有多少家童装厂？", "figure"),
        ("这家合作社养了多大面积的蟹？", "figure"),
        ("农家乐一年能挣多少钱", "figure"),
        ("平台是哪一年开始建的？", "date"),
        ("新规什么时候开始施行？", "date"),
        ("负责人是谁？", "person"),
        ("哪位校长谈到了同步课堂？", "person"),
        ("庄园在哪里？", "place"),
        ("是哪个村搞的稻虾轮作？", "place"),
        ("哪家公司造的电表？", "organisation"),
        ("什么是先租后让？", "definition"),
        ("“强村公司”指的是什么？", "definition"),
        ("医院提供哪些服务？", "list"),
        ("为什么要建零工市场？", "reason"),
        ("村里是怎么增收的？", "how"),
        ("村里有幼儿园吗？", "yes_no"),
        ("城镇和农村的收入相差多少？", "comparison"),
        ("How many pieces are made a year?", "figure"),
        ("When was the platform launched?", "date"),
        ("Who runs the farmhouse?", "person"),
        ("Why was the market built?", "reason"),
        ("Is there a kindergarten in the village?", "yes_no"),
        ("Who was mayor when the bridge opened?", "person"),
        ("At which institute does the doctor who found it work?", "organisation"),
        ("What was Songxi's GDP last year?", "figure"),
        ("码头那家厂是谁家公司在管？", "organisation"),
        ("养老科在什么路几号？", "place"),
        ("渡口礼拜几停航？", "date"),
        ("桥是哪个月通的车？", "date"),
        ("镇长的出生年月", "date"),
        ("桥上吵架的事，今年办了几起？", "figure"),
        ("石桥村老人的比例？", "figure"),
        ("小麦一斤卖什么价", "figure"),
        ("来救人的是哪支部队？", "organisation"),
        ("Which village raises shrimp?", "place"),
        ("全縣一共有多少家童裝廠？", "figure"),
        ("渡口新装了十几个路灯，这是哪个村？", "place"),
        ("一间厂几秒就做一块表，这是哪家企业的厂？", "organisation"),
        ("村里来了几个学生，那是什么时候的事？", "date"),
        ("他是哪所医科大学毕业的？", "organisation"),
        ("By what percentage did the income grow compared with 2015?", "figure"),
        ("How does the income of Donghe compare with that of Xihe?", "comparison"),
    ],
)
def test_kind(question: str, kind: str) -> None:
    assert parse_question(question).kind == kind


def test_years_are_years_and_not_amounts() -> None:
    assert parse_question("2021年和2022年的产值").years == ("2021", "2022")
    assert parse_question("奖励2000万元给了谁").years == ()
    assert parse_question("造价2020.5万元").years == ()


def test_place_that_the_dictionary_cuts() -> None:
    assert parse_question("清河县上樟镇来了多少人？").places[-1] == "上樟镇"
    assert parse_question("清河县里石桥镇来了多少人？").places[-1] == "石桥镇"
    assert parse_question("织里镇一年生产多少件童装？").places == ("织里镇",)
    assert parse_question("妙山村去年接待了多少人？").places == ("妙山村",)


def test_topic_leaves_the_asking_out() -> None:
    query = parse_question("请问南河镇一年到底生产多少件童装？").query
    assert "请问" not in query and "多少" not in query and "到底" not in query
    assert "南河镇" in query and "童装" in query


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("织里镇生产多少件？", "zh-Hans"),
        ("織里鎮生產多少件？", "zh-Hant"),
        ("How many pieces does Zhili make?", "en"),
        ("GDP是多少", "zh-Hans"),
        ("2020", "zh-Hans"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_script_of_the_answer() -> None:
    assert in_script("养老服务发达", "zh-Hant") == "養老服務發達"
    assert in_script("養老服務", "zh-Hans") == "养老服务"
    assert in_script("养老服务", "en") == "养老服务"


def test_an_aside_that_asks_for_examples_is_no_yes_no_question() -> None:
    parsed = parse_question("产业园里有哪些公司，能点几个名吗？")
    assert parsed.kind == "list"
    assert "名" not in parsed.query
    assert parse_question("一个人能报几个名额？").kind == "figure"


def test_what_is_measured_in_english_is_no_topic() -> None:
    assert parse_question("How big was the output of the county?").terms == ("output", "county")


def test_how_big_a_sum_is_asks_for_no_area() -> None:
    for text, expected in (
        ("How big was the county's GDP in 2020?", "money"),
        ("How big is the wetland park?", "area"),
    ):
        question = parse_question(text)
        assert expected_type(question.folded, question.kind) == expected


def test_a_name_of_two_characters_that_the_dictionary_lacks_is_one_place() -> None:
    assert parse_question("洑溪镇有几所学校？").places == ("洑溪镇",)


@pytest.mark.parametrize(
    ("question", "places"),
    [
        # 村集体 is one word: no village is called so.
        ("松溪村集体去年收入多少？", ("松溪",)),
        ("松溪村去年收入多少？", ("松溪村",)),
        ("发展村集体经济有哪些办法？", ()),
    ],
)
def test_a_collective_of_villages_is_no_village(question: str, places: tuple[str, ...]) -> None:
    assert parse_question(question).places == places


def test_who_learns_from_whom_is_not_compared() -> None:
    assert parse_question("跟老师傅学手艺的年轻人是哪个村的？").kind != "comparison"
    assert parse_question("松溪村和柏溪村哪个村的收入高？").kind == "comparison"


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("溪宁县有多少人？", ("溪宁县",)),  # the dictionary knows 宁县
        ("到宁县怎么走？", ("宁县",)),
        ("松岭搞农村饮用水花了多少钱？", ("松岭",)),
        ("竹编工坊评上省里头一批的是哪个村？", ()),
        ("甘肃省宁县有多少人？", ("甘肃省", "宁县")),
        ("咱市去年有多少人献血？", ()),
        ("该上小班的娃全县有多少？", ()),
    ],
)
def test_what_stands_before_a_class_word_is_a_name_or_none(
    question: str, places: tuple[str, ...]
) -> None:
    assert parse_question(question).places == places


def test_a_number_or_a_doubled_word_is_nobody() -> None:
    assert parse_question("松溪牵手了哪个世界五百强？").names == ()
    assert parse_question("山沟沟里的护士是谁？").names == ()
    assert parse_question("打快板的那个老先生叫什么？").names == ()
    assert parse_question("林小满是谁？").names == ("林小满",)
