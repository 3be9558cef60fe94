"""The official forms of CMRC 2018 and ExpMRC, by worked examples."""

from __future__ import annotations

import pytest

from eval import bag_f1, character_f1, exact_match
from eval.spans import segments

# (prediction, references, EM, F1), each worked out by hand from the definition.
WORKED = [
    # Equal after the removal of punctuation.
    ("《青溪报》", ["青溪报"], 1, 1.0),
    ("2021年，7月", ["2021年7月"], 1, 1.0),
    # Five segments, three of them the reference: P 3/5, R 1, F 0.75.
    ("青溪报社编", ["青溪报"], 0, 0.75),
    # The best of several references counts: 2PR/(P+R) with P 1, R 3/5.
    ("青溪报", ["一个别的答案", "青溪报社编"], 0, 0.75),
    # Longest common *substring*: of "产业园一期" only "产业园" is one run of "产业园第一期". P 3/5, R 3/6.
    ("产业园一期", ["产业园第一期"], 0, 2 * 0.6 * 0.5 / 1.1),
    # A figure is one segment: 34 does not share characters with 134.
    ("134个", ["34个"], 0, 0.5),
    # A hyphen is removed before words are cut, and case is folded.
    ("Ω-Force", ["ω-force"], 1, 1.0),
    ("Ω-Force", ["ωforce"], 1, 1.0),
    # A full-width comma between Chinese and digits is dropped: "2021" and "3" run together.
    ("2021，3个", ["3个"], 0, 0.5),
    # An ASCII full stop is not on the official list.
    ("织造厂.", ["织造厂"], 0, 2 * 0.75 * 1 / 1.75),
    # The closing single quote is on the list, the opening one is not.
    ("‘织造厂’", ["织造厂"], 0, 2 * 0.75 * 1 / 1.75),
    ("", ["织造厂"], 0, 0.0),
    ("无关", ["织造厂"], 0, 0.0),
]


@pytest.mark.parametrize(("prediction", "references", "em", "f1"), WORKED)
def test_worked_examples(prediction: str, references: list[str], em: int, f1: float) -> None:
    assert exact_match(prediction, references) == em
    assert character_f1(prediction, references) == pytest.approx(f1)


def test_words_of_a_latin_run_are_cut_as_in_the_penn_treebank() -> None:
    assert segments("the town's 3.5 km, or 1,200 m") == (
        ["the", "town", "'s", "3.5", "km", ",", "or", "1,200", "m"]
    )
    assert segments("J. K. Rowling.") == ["j.", "k.", "rowling", "."]
    assert segments("增长5.5%") == ["增", "长", "5.5", "%"]


def test_without_references_nothing_is_right() -> None:
    assert exact_match("织造厂", []) == 0
    assert character_f1("织造厂", []) == 0


def test_bags_do_not_mind_the_order_and_drop_articles() -> None:
    assert bag_f1("镇青溪", ["青溪镇"]) == 1
    assert character_f1("镇青溪", ["青溪镇"]) == pytest.approx(2 / 3)
    assert bag_f1("the mill", ["mill"]) == 1
    # One of two predicted, one of three wanted.
    assert bag_f1("青山", ["青溪镇"]) == pytest.approx(2 * 0.5 * (1 / 3) / (0.5 + 1 / 3))
    assert bag_f1("", [""]) == 1
