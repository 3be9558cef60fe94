"""Which words are places, where the tagger's dictionary calls common words so."""

from __future__ import annotations

import json

import pytest

from index.figures import homographs
from index.figures.places import is_generic, places
from index.figures.train_homographs import sort_words


def _found(text: str) -> list[str]:
    return [name for _, _, name in places(text)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("台风过后,青春的身影在美丽的海洋边普及知识。", []),
        ("朝阳产业一片红火。", []),
        ("企业从辽宁朝阳运来苹果。", ["辽宁", "朝阳"]),
        ("朝阳区的学校多,朝阳的医院也多。", ["朝阳区", "朝阳"]),
        ("红旗村、朝阳村都修了路。", ["红旗村", "朝阳村"]),
        ("政策惠及村民,扎根基层。", []),
        ("全镇的示范区、行政村和沿海县都是试点县。", []),
        ("老城区、文明城市、县市区一起改造。", []),
        ("保定市到湖州市有一千公里。", ["保定市", "湖州市"]),
        ("曹娥江、七台河都在跑马拉松,三省四县派了人。", ["曹娥江", "七台河"]),
        ("在安吉,竹子做成椅子。", ["安吉"]),
        ("织里镇和妙山村都在吴兴区。", ["织里镇", "妙山村", "吴兴区"]),
    ],
)
def test_places_and_common_words(text: str, named: list[str]) -> None:
    assert _found(text) == named


def test_spans_hold_their_names() -> None:
    text = "湖州市吴兴区的织里镇,在安吉,红旗村。"
    assert all(text[start:end] == name for start, end, name in places(text))


def test_out_of_context_only_sure_names_are_names() -> None:
    sure = ["浙江", "湖州市", "织里镇", "保定市", "妙山村", "莫晓岚"]
    doubtful = ["台风", "朝阳", "全村", "该镇", "示范区", "欠发达村", "景区", "惠及", "新农村"]
    assert [word for word in [*sure, *doubtful] if is_generic(word)] == doubtful


def test_every_kept_word_has_one_sense() -> None:
    kept = json.loads(homographs.FILE.read_text(encoding="utf-8"))
    words = [word for kind in kept.values() for word in kind.split()]
    assert len(words) == len(set(words)) > 1000
    assert homographs.sense_of("织里") == "unknown"


def test_a_dictionary_sorts_what_the_tagger_calls_names() -> None:
    entries = [
        ("湖州", "Hu2 zhou1"),
        ("吴兴区", "Wu2 xing1 Qu1"),
        ("保定市", "Bao3 ding4 Shi4"),
        ("宝贵", "bao3 gui4"),
        ("台风", "tai2 feng1"),
        ("产业", "chan3 ye4"),
        ("朝阳", "Chao2 yang2"),
        ("朝阳", "zhao1 yang2"),
    ]
    found = sort_words(entries)
    assert found == {"places": ["保定市", "湖州"], "common": ["台风", "宝贵"], "both": ["朝阳"]}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2023年6月，青硖市经信局推出平台。", ["青硖市"]),
        ("走海铁，每个箱子省1400元。", []),
        ("浙江省的渡口", ["浙江省"]),
    ],
)
def test_what_a_class_word_makes_a_place(text: str, named: list[str]) -> None:
    assert [name for *_, name in places(text)] == named


@pytest.mark.parametrize("word", ["产业园区", "小山村", "整个市", "科技园区"])
def test_a_kind_of_place_is_no_name(word: str) -> None:
    assert is_generic(word)
