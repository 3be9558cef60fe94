"""The BM25 of tantivy over our tokens agrees with bm25s, and catches up without harm."""

from __future__ import annotations

from pathlib import Path

import bm25s
import numpy as np
import pytest

from index.lexical import ABOVE_WEIGHT, LexicalIndex, Row
from index.tokens import tokens
from tests.index.prose import prose


def _rows() -> list[Row]:
    lines = [line[:18] for seed in range(60) for line in prose(seed).split("\n")]
    unique = list(dict.fromkeys(lines))
    return [(number, f"a{number % 7}", line, "") for number, line in enumerate(unique)]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return _rows()


@pytest.fixture(scope="module")
def index(rows: list[Row]) -> LexicalIndex:
    made = LexicalIndex.create(None, "stamp")
    made.update(1, rows, [])
    return made


def test_scores_agree_with_a_reference(index: LexicalIndex, rows: list[Row]) -> None:
    # Below 40 tokens tantivy keeps lengths exactly, so that the scores are the same to rounding.
    reference = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    reference.index([tokens(text) for _, _, text, _ in rows], show_progress=False)
    for query in ("柳溪镇生产茶叶", "2011年南湾区出口瓷器", "登记雨伞"):
        expected = reference.get_scores(tokens(query))
        found = dict(index.search(query, len(rows)))
        # bm25s leaves the factor k1 + 1 out, which changes no order.
        ours = np.array([found.get(number, 0.0) for number, *_ in rows]) / 2.2
        ratio = ours[expected > 0] / expected[expected > 0]
        assert np.allclose(ratio, ratio[0], rtol=1e-3)
        assert (ours[expected == 0] == 0).all()


def test_what_stands_above_counts_less() -> None:
    made = LexicalIndex.create(None, "stamp")
    made.update(1, [(1, "a", "茶叶", "竹器"), (2, "b", "竹器", "茶叶")], [])
    (first, high), (second, low) = made.search("茶叶", 5)
    assert (first, second) == (1, 2)
    assert low == pytest.approx(ABOVE_WEIGHT * high, rel=1e-3)


def test_only_given_articles_with_the_same_scores(index: LexicalIndex, rows: list[Row]) -> None:
    everything = index.search("茶叶", len(rows))
    some = index.search("茶叶", len(rows), ["a1", "a3"])
    assert some == [(n, score) for n, score in everything if n % 7 in (1, 3)]
    assert index.search("茶叶", 5, []) == []


def test_either_script_and_width(index: LexicalIndex) -> None:
    assert index.search("茶葉２０１１年", 20) == index.search("茶叶2011年", 20)


def test_updating_twice_does_no_harm(tmp_path: Path, rows: list[Row]) -> None:
    made = LexicalIndex.create(tmp_path / "lexical", "stamp")
    made.update(1, rows[:50], [])
    before = made.search("茶叶", 100)
    made.update(2, rows[50:80], [3])
    # As after a kill between the commit and the note of it: the same changes come again.
    made.update(2, rows[50:80], [3])
    found = [number for number, _ in made.search("年", 500)]
    assert sorted(found) == [n for n in range(80) if n != 3]
    opened = LexicalIndex.open(tmp_path / "lexical", "stamp")
    assert opened is not None and opened.generation == 2
    assert [n for n, _ in opened.search("茶叶", 100)] == [n for n, _ in made.search("茶叶", 100)]
    assert before != made.search("茶叶", 100)
    assert LexicalIndex.open(tmp_path / "lexical", "another") is None
