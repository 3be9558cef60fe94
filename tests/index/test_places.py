"""Places as a Chinese text names them, where the dictionary does not know or cuts them."""

from __future__ import annotations

import pytest

from index.figures.places import is_generic, places


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
