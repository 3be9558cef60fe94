"""Who asks what a thing is gets the sentence that says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.constraints import demanded_first
from assistant.definitions import defines, thing_defined
from assistant.question import parse_question

from .made import make_article, make_evidence

NAMED = "第三批“千亩百亿”新平台名单公布，松溪的平台名列其中。"
SAID = "局长林小满说，省“千亩百亿”新产业平台是面向未来产业的平台。"


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("松溪讲的“千亩百亿”究竟指哪一类平台？", "千亩百亿"),
        ("什么是山海协作？", "山海协作"),
        ("炕头班是什么？", "炕头班"),
        ("书屋是什么时候开的？", None),
        ("村里有什么？", None),
    ],
)
def test_the_thing_whose_meaning_is_asked(question: str, thing: str | None) -> None:
    assert thing_defined(parse_question(question)) == thing


def test_the_sentence_that_says_what_it_is_comes_first() -> None:
    article = make_article(NAMED + SAID)
    named, said = make_evidence(article, NAMED), make_evidence(article, SAID)
    question = parse_question("松溪讲的“千亩百亿”究竟指哪一类平台？")
    assert defines(question, said) and not defines(question, named)
    first, _ = demanded_first(question, [replace(named, score=5.0), said])
    assert first.text == SAID
    other = parse_question("“千亩百亿”名单是什么时候公布的？")
    assert not defines(other, said)
