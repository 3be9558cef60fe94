"""Reasons and counted things come before what only speaks of the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.cue_words import asks_for_several, asks_why, counts_up, says_why
from assistant.fitting import fitting_first
from assistant.question import parse_question
from tests.assistant.made import make_article, make_evidence

CLOSED = "石桥渡口去年关了，渡口有六十年历史。"
WHY = "由于河道淤塞，船开不进来，乘客一年比一年少。"
PLANS = "为此镇里想了三招：一是清淤，二是换小船，三是减票价。"
ARTICLE = make_article(CLOSED + WHY + PLANS)


def _first(question: str, *behind: float) -> str:
    scores = dict(zip((CLOSED, WHY, PLANS), (0.0, *behind), strict=True))
    ranked = [replace(make_evidence(ARTICLE, s), score=score) for s, score in scores.items()]
    ranked.sort(key=lambda evidence: -evidence.score)
    return fitting_first(parse_question(question), ranked)[0].text


@pytest.mark.parametrize("question", ["石桥渡口为什么关了？", "石桥渡口怎么就关了？"])
def test_why_is_answered_by_a_reason(question: str) -> None:
    assert _first(question, -2.0, -3.0) == WHY
    assert _first(question, -9.0, -9.5) == CLOSED


def test_several_things_are_answered_by_the_sentence_that_counts_them_up() -> None:
    assert _first("为了渡口，镇里想了哪几个法子？", -3.0, -2.0) == PLANS
    assert _first("石桥渡口有多少年历史？", -3.0, -2.0) == CLOSED


@pytest.mark.parametrize(
    ("question", "why", "several"),
    [
        ("渡口怎么没有按期修好？", True, False),
        ("渡口怎么走？", False, False),
        ("两个渡口怎么不同？", False, False),
        ("坐船要符合哪些条件？", False, True),
        ("渡口关了哪几天？", False, False),
        ("why was the ferry closed?", True, False),
    ],
)
def test_what_is_asked_for(question: str, why: bool, several: bool) -> None:
    folded = parse_question(question).folded
    assert (asks_why(folded), asks_for_several(folded)) == (why, several)


def test_what_is_said() -> None:
    assert says_why("因河道淤塞,渡口关了。") and not says_why("因此渡口关了。")
    assert counts_up("坐船须满足两个条件:满十二岁、会游泳。")
    assert not counts_up("渡口有船12艘。")
