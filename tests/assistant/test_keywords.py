"""Keywords are asked in full, by what their last word names; sentences are left alone."""

from __future__ import annotations

import pytest

from assistant.expected import expected_type
from assistant.keywords import asked_in_full
from assistant.question import parse_question


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("清河县 书屋 面积", "figure", "area"),
        ("松溪镇 农民 人均收入", "figure", "money"),
        ("清河 GDP 增速", "figure", "share"),
        ("养老院 床位数", "figure", "number"),
        ("书屋 开放时间", "date", "date"),
        ("书屋 地址", "place", "place"),
        ("松溪镇 镇长", "person", "person"),
        ("站长 姓名", "person", "person"),
        ("面馆老板 清河县 老李面馆 名字", "person", "person"),
        ("書屋 面積", "figure", "area"),
        ("Songxi village: extra income per mu?", "figure", "money"),
        ("Songxi reading room, floor area", "figure", "area"),
        ("Number of volunteers in Songxi", "figure", "people"),
        ("location of the reading room", "place", "place"),
        ("opening date of the reading room", "date", "date"),
    ],
)
def test_what_the_last_word_names_is_asked_for(text: str, kind: str, expected: str) -> None:
    question = parse_question(text)
    assert (question.kind, expected_type(question.folded, question.kind)) == (kind, expected)
    assert question.text == text


@pytest.mark.parametrize(
    "text",
    [
        "清河县书屋的面积多大",
        "谁公布了面积",
        "今年农民增加了收入",
        "那面积呢",
        "介绍一下书屋的面积",
        "书屋",
        "清河县今年把几十个书屋合在一起，方便了沿河各村的老人和学生，为他们增加了不小的阅读面积",
        "what is the floor area?",
        "does it have an area?",
        "tell me the price",
        "it opened. the area",
    ],
)
def test_what_asks_or_tells_is_left_alone(text: str) -> None:
    assert asked_in_full(text) == text
