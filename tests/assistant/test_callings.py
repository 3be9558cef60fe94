"""What somebody is called tells two persons of a sentence apart, in English questions too."""

from __future__ import annotations

import pytest

from assistant.callings import calling_asked, is_called_so
from assistant.question import parse_question
from assistant.short_answer import short_answer
from assistant.written import within

TEXT = "村民林小满捐出1200册藏书，村小教师叶知秋每周五晚义务领读。"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Which villager has to do with the reading room?", "林小满"),
        ("Which teacher has to do with the reading room?", "叶知秋"),
        ("What is the name of the village teacher?", "叶知秋"),
    ],
)
def test_the_word_before_the_name_decides(question: str, name: str) -> None:
    found = short_answer(parse_question(question), within(TEXT, 0, len(TEXT)))
    assert found is not None and found.text == name


def test_no_calling_asked_for_none_found() -> None:
    assert calling_asked("who gave the books to the villager?") is None
    assert not is_called_so(None, "村民")
    assert not is_called_so("村民", "村民林")
