"""Names by sound: pinyin in English, homophones in Chinese."""

from __future__ import annotations

from assistant.names import NameIndex, in_pinyin

TEXTS = [
    "织里镇的童装远销海外，莫晓岚回乡开了农家乐。",
    "龙湾区天河街道的老人，妙西镇妙山村的庄园。",
]


def test_pinyin_is_found_again() -> None:
    names = NameIndex(TEXTS)
    assert ("Zhili", "织里") in names.spelled_in("What does Zhili produce?")
    assert ("Mo Xiaolan", "莫晓岚") in names.spelled_in("Who is Mo Xiaolan?")
    assert names.spelled_in("How many women work there?") == []


def test_only_unknown_runs_are_corrected() -> None:
    names = NameIndex(TEXTS)
    text = "".join(TEXTS)
    fixed, pairs = names.correct("织理镇有多少企业", known=lambda run: run in text)
    assert fixed == "织里镇有多少企业"
    assert pairs == [("织理", "织里")]
    assert names.correct("织里镇有多少企业", known=lambda run: run in text)[1] == []


def test_names_in_pinyin() -> None:
    assert in_pinyin("莫晓岚") == "Mo Xiaolan"
