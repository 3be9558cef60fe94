"""English lines over Chinese words: places, persons, dates and figures."""

from __future__ import annotations

import pytest

from assistant.english import english_date, english_line, english_name, english_place
from assistant.names import in_pinyin
from assistant.question import parse_question
from assistant.short_answer import short_answer

from .made import make_article, make_evidence


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("松溪镇青石村", "Qingshi Village, Songxi Town"),
        ("清河县东关街道望江社区", "Wangjiang Community, Dongguan Subdistrict, Qinghe County"),
        ("松溪镇老庙", "Laomiao, Songxi Town"),
        ("东湖西路社区", "Donghuxilu Community"),  # no place inside a road
        ("镜湖镇", "Jinghu Town"),
        ("浙江省清河市", "Qinghe City, Zhejiang Province"),
        ("高新区", "High-tech Zone"),
        ("青岛", "Qingdao"),
        ("永安县", "Yong'an County"),
    ],
)
def test_a_place_inside_a_place_is_written_apart(printed: str, english: str) -> None:
    assert english_place(printed) == english


@pytest.mark.parametrize("printed", ["松溪镇上", "镇里的老街和码头", "清河市区", "3号仓库"])
def test_what_is_no_name_is_not_spelled(printed: str) -> None:
    assert english_place(printed) is None


def test_a_person_may_have_a_surname_of_two_syllables() -> None:
    assert in_pinyin("欧阳静安") == "Ouyang Jing'an"
    assert english_name("林小路", "person") == "Lin Xiaolu"  # no road


def test_years_of_english_dates_are_the_newspapers() -> None:
    article = make_article("望江桥去年9月通车。", date="2019-03-02")
    short = short_answer(
        parse_question("When did Wangjiang Bridge open?"), make_evidence(article, article.text)
    )
    assert short is not None
    assert english_line(short, "date") == "September 2018 (去年9月)"
    undated = make_article("望江桥去年9月通车。")
    short = short_answer(
        parse_question("When did Wangjiang Bridge open?"), make_evidence(undated, undated.text)
    )
    assert short is not None and english_line(short, "date") is None
    assert english_date("9月") == "September"


def test_what_is_counted_is_named_by_the_question() -> None:
    article = make_article("望江镇设立12项奖学金。")
    short = short_answer(
        parse_question("How many scholarships does Wangjiang town offer?"),
        make_evidence(article, article.text),
    )
    assert short is not None and english_line(short, "figure") == "12 (12项)"


def test_an_office_is_not_spelled_like_a_person() -> None:
    from assistant.english import english_name

    assert english_name("林小满", "person") == "Lin Xiaoman"
    assert english_name("急诊科", "person") is None
    assert english_name("水利局", "person") is None
