"""The words of which one may stand for another in a question."""

from __future__ import annotations

from collections import Counter

from assistant.roles import OFFICE
from assistant.spoken import SPOKEN as SPOKEN_AT_HOME
from assistant.spoken_public import SPOKEN_PUBLIC
from assistant.synonyms import same_words

SPOKEN = (*SPOKEN_AT_HOME, *SPOKEN_PUBLIC)


def test_each_word_stands_in_one_group_and_is_no_single_character() -> None:
    words = Counter(word for group in SPOKEN for word in group)
    assert [word for word, times in words.items() if times > 1] == []
    assert [word for word in words if len(word) < 2] == []
    assert all(len(group) > 1 for group in SPOKEN)


def test_no_office_is_another_word() -> None:
    assert [word for group in SPOKEN for word in group if OFFICE.fullmatch(word)] == []


def test_they_stand_for_one_another() -> None:
    assert "农作物" in same_words()["庄稼"]
    assert "欠发达村" in same_words()["穷村"]
    assert "面积" not in same_words()
