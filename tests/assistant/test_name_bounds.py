"""Where a person's name ends, and what is a place's."""

from __future__ import annotations

import pytest

from assistant.name_bounds import names_a_place, whole_name
from assistant.question import parse_question
from assistant.short_answer import short_answer
from assistant.who import Name, people_in

from .made import make_article, make_evidence


def short(question: str, text: str, article: str = "", span: str | None = None) -> str | None:
    evidence = make_evidence(make_article(article + text), text, span=span)
    found = short_answer(parse_question(question), evidence)
    return None if found is None else found.text


@pytest.mark.parametrize(
    ("text", "article", "expected"),
    [
        # The next word holds the end of the name and what follows it.
        ("林小满将渔网补好。", "", "林小满"),
        # The article has the name only so.
        ("林小满推着木船。", "林小满是校长。林小满推着木船。", "林小满"),
        ("林小推着木船。", "林小是校长。林小推着木船。", "林小"),
        ("林小说，船都旧了。", "林小说，船都旧了。林小说不卖。", "林小"),
    ],
)
def test_a_name_is_given_whole(text: str, article: str, expected: str) -> None:
    assert whole_name(Name(text[:2], 0, 2), text, article).text == expected


def test_the_reader_points_at_the_whole_name() -> None:
    name = Name("林小", 0, 2)
    assert whole_name(name, "林小迈步走来。", "", pointed=(0, 3)).text == "林小迈"
    assert whole_name(name, "林小迈步走来。", "", pointed=(0, 6)).text == "林小"


def test_a_longer_name_stays() -> None:
    assert whole_name(Name("林小满", 0, 3), "林小满将走。", "").text == "林小满"


def test_the_name_of_a_place_is_no_person() -> None:
    assert names_a_place(Name("石峰", 0, 2), "石峰村的渡口边")
    assert not names_a_place(Name("石峰", 0, 2), "石峰介绍")


def test_who_is_asked_for_is_no_sum() -> None:
    assert short("谁来做这件事？", "这份活最多做到70岁。", span="最多做到70岁") is None


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("套种以后一亩地能多收几个钱？", "套种以后，来采摘的有9000人次，每亩多收入1200元。", "1200元"),
        ("今年的鲜笋比去年贵了多少？", "三个月里，每斤鲜笋贵了4元。", "4元"),
        ("采茶时节要叫多少女工？", "合作社有茶园600亩，每年雇来60名妇女采茶。", "60名"),
        ("村口那座茶厂是谁家公司在经营？", "茶厂由青石茶业有限公司经营。", "青石茶业有限公司"),
        ("How much of their own money did the villages put in?", "磨坊占地3亩，三个村凑了90万元。", "90万元"),
    ],
)  # fmt: skip
def test_everyday_ways_of_asking(question: str, text: str, expected: str) -> None:
    assert short(question, text) == expected


def test_a_day_of_the_week_is_a_date() -> None:
    assert short("渡口停在礼拜几？", "渡口每周一停航，船票5元。", span="每周一") == "每周一"


def test_the_verb_of_who_speaks_is_no_part_of_the_name() -> None:
    text = "书记林大笑着说，桥修好了。"
    name = Name("林大", 2, 4)
    assert whole_name(name, text, text, (2, 5)) == name


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("松溪幼儿园园长贝思宁说，园里有30个孩子。", ["贝思宁"]),
        ("县渔业局副局长纪沧浪说，上岸只是第一步。", ["纪沧浪"]),
        ("园长艾晓棠今年38岁，社区书记萧劲松在场。", ["艾晓棠", "萧劲松"]),
        ("苗族大姐吴彩蝶是其中一员，父亲季长根是大师。", ["吴彩蝶", "季长根"]),
        ("专家明确表示，局长连续三年介绍经验。", []),
        ("工作人员满意地说，路修好了。", []),
    ],
)
def test_a_rare_surname_is_one_between_an_office_and_a_verb_of_speech(
    sentence: str, names: list[str]
) -> None:
    assert [name.text for name in people_in(sentence)] == names
