"""A question that asks for a clock, a weekday, a day or a year gets one of that kind."""

from __future__ import annotations

import pytest

from assistant.date_asked import gives_time, time_asked
from assistant.question import parse_question
from assistant.short_answer import short_answer

from .made import make_article, make_evidence

HOURS = "书屋2021年5月3日开张，开放时间为周三至周日9时至20时，周一、周二闭馆。"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("书屋礼拜几关门？", "周一、周二"),
        ("书屋星期几开门？", "周三至周日"),
        ("书屋几点开门？", "9时至20时"),
        ("书屋哪一年开张的？", "2021年5月3日"),
        ("书屋哪几天不开？", "2021年5月3日"),
        ("What time does the reading room open?", "9时至20时"),
    ],
)
def test_a_time_is_as_precise_as_asked(question: str, answer: str) -> None:
    found = short_answer(parse_question(question), make_evidence(make_article(HOURS), HOURS))
    assert found is not None
    assert found.text == answer


def test_a_deadline_is_told_of_the_end() -> None:
    text = "今年的补贴6月1日起接受申请，9月30日截止。"
    asked = parse_question("补贴最晚几号之前要报上去？")
    found = short_answer(asked, make_evidence(make_article(text), text))
    assert found is not None
    assert found.text == "9月30日"


def test_a_clock_is_no_year() -> None:
    text = "书屋上午9时开门。"
    evidence = make_evidence(make_article(text), text)
    assert not gives_time(parse_question("书屋是哪年建的？"), evidence)
    assert gives_time(parse_question("书屋几点开门？"), evidence)
    assert not gives_time(parse_question("书屋礼拜几休息？"), evidence)


def test_when_may_be_told_in_any_way() -> None:
    assert time_asked("桥是啥时候通的?") is None
