"""Sources that disagree are shown side by side; other years, places and things are no conflict."""

from __future__ import annotations

import pytest

from assistant.compose import draft, with_disagreements
from assistant.conflicts import disagreements
from assistant.question import parse_question
from assistant.short_answer import short_answer
from assistant.verify import verify
from tests.assistant.made import make_article, make_evidence

QUESTION = "东河镇有多少新居民？"
FIRST = "东河镇有新居民35万人。"


def _others(sentence: str, **fields: str) -> list[str]:
    question = parse_question(QUESTION)
    best = make_evidence(make_article(FIRST, date="2021-07-13"), FIRST)
    other = make_evidence(make_article(sentence, id="a2", **fields), sentence)
    short = short_answer(question, best)
    assert short is not None and short.text == "35万人"
    return [d.short.text for d in disagreements(question, best, short, [best, other])]


def test_another_value_for_the_same_thing_is_a_conflict() -> None:
    assert _others("东河镇的新居民有32.75万人。") == ["32.75万人"]


@pytest.mark.parametrize(
    "sentence",
    [
        "东河镇有新居民35万人。",  # the same
        "东河镇有新居民超30万人。",  # no contradiction: 35 is over 30
        "南山镇有新居民12万人。",  # another place
        "东河镇有企业1.4万家。",  # another thing
        "东河镇有新居民的子女2万人。",  # of them, not they
    ],
)
def test_other_things_are_none(sentence: str) -> None:
    assert _others(sentence) == []


def test_the_answer_shows_all_values_newest_first_and_says_so() -> None:
    question = parse_question(QUESTION)
    best = make_evidence(make_article(FIRST, date="2021-07-13"), FIRST)
    later = "东河镇的新居民有32.75万人。"
    other = make_evidence(make_article(later, id="a2", date="2022-05-20"), later)
    short = short_answer(question, best)
    assert short is not None
    others = disagreements(question, best, short, [best, other])
    drafted, conflicts = with_disagreements(
        question, draft(question, [best], short), best, short, others
    )
    assert [v.text for v in conflicts[0].values] == ["32.75万人", "35万人"]
    verified = verify(drafted.sentences, drafted.citations)
    assert not verified.dropped
    assert "数字不一" in verified.sentences[-1].text
    assert len(verified.citations) == 2
