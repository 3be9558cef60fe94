"""By how much something changed, where only what it was and what it is are printed."""

from __future__ import annotations

import pytest

from assistant.changed import asks_change, change_draft
from assistant.question import parse_question
from assistant.short_answer import ShortAnswer
from assistant.verify import verify

from .made import make_article, make_evidence


def _changed(question: str, sentence: str, read: str) -> str | None:
    evidence = make_evidence(make_article(sentence), sentence)
    at = sentence.index(read)
    short = ShortAnswer(read, at, at + len(read), None)
    found = change_draft(parse_question(question), evidence, short, "zh-Hans")
    if found is None:
        return None
    drafted, said = found
    assert not verify(drafted.sentences, drafted.citations).dropped
    assert drafted.sentences[0].computed is not None
    return said


@pytest.mark.parametrize(
    ("question", "sentence", "read", "said"),
    [
        ("9路车改线以后每天少跑几班？", "9路绕行新桥，班次由每天56班减为48班。", "48班", "8班"),
        ("保洁员月工资现在比原来多多少？", "保洁员月工资原来是2300元，今年1月起提到3100元。", "2300元", "800元"),
        ("码头泊位多了几个？", "码头泊位由6个增至10个。", "10个", "4个"),
        ("打瞌睡的学生降了多少？", "打瞌睡的学生由31%降到12%。", "12%", "19个百分点"),
    ],
)  # fmt: skip
def test_the_change_is_computed(question: str, sentence: str, read: str, said: str) -> None:
    assert _changed(question, sentence, read) == said


@pytest.mark.parametrize(
    ("question", "sentence", "read"),
    [
        # What it is, a change that is printed, two figures of no before and after, other units.
        ("保洁员月工资涨到多少？", "保洁员月工资原来是2300元，今年1月起提到3100元。", "3100元"),
        ("票价涨了多少？", "票价由2元提到3元，涨了1元。", "涨了1元"),
        ("学生多了多少？", "学校有老师48人，学生1260人。", "1260人"),
        ("面积大了多少？", "厂房由2层扩到600平方米。", "600平方米"),
        ("产值增加了百分之几？", "产值由20万元增至30万元。", "30万元"),
    ],
)
def test_nothing_else_is_computed(question: str, sentence: str, read: str) -> None:
    assert _changed(question, sentence, read) is None


def test_what_asks_for_a_change() -> None:
    assert asks_change("水费涨了多少")
    assert not asks_change("新增了多少个车位")
    assert not asks_change("有多少人")
