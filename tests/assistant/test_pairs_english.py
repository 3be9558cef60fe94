"""English turns about two figures at once, and what they leave out; invented dialogues."""

from __future__ import annotations

import pytest

from assistant.comparison_english import english_comparison
from assistant.dialogue import Exchange
from assistant.followup import standalone

KILNS = Exchange("How many kilns are there in Baita town?", "", "86")
INNS = Exchange("How many inns are there in Qingpu town?", "", "40")
GRAIN = Exchange("What was the grain output of Songjiang county in 2023?", "", "450,000 tons")
VISITS = Exchange("How many visitors did Shiwan village receive last year?", "", "120,000")
WINNER = Exchange("Who was the fastest woman in the Songjiang race?", "", "Lin Fang (林芳)")
SHOP = Exchange("Who runs the bean curd shop in Shiwan village?", "", "He Xiulan (何秀兰)")
BUS = Exchange("How many times a day does the Songjiang bus run?", "", "6")


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("What is the difference?", "What is the difference between the number of kilns in Baita town and the number of inns in Qingpu town?"),
        ("By how much?", "What is the difference between the number of kilns in Baita town and the number of inns in Qingpu town?"),
        ("How many in total?", "What is the combined number of kilns in Baita town and inns in Qingpu town?"),
        ("Which has more?", "Which is larger, the number of kilns in Baita town or the number of inns in Qingpu town?"),
        ("How many more is that than the kilns?", "What is the difference between the number of inns in Qingpu town and the number of kilns in Baita town?"),
        ("Is that more than in Baita town?", "Is the number of inns in Qingpu town larger than the number of inns in Baita town?"),
    ],
)  # fmt: skip
def test_two_figures(turn: str, expected: str) -> None:
    found = standalone(turn, [KILNS, INNS]).text
    assert found == expected
    # It is a question that the assistant computes.
    assert english_comparison(found.rstrip("?")) is not None


def test_one_figure_is_no_pair() -> None:
    assert "difference between" not in standalone("What is the difference?", [INNS]).text


@pytest.mark.parametrize(
    ("turn", "last", "expected"),
    [
        ("And ten years ago?", KILNS, "How many kilns are there in Baita town ten years ago?"),
        ("And on weekends?", BUS, "How many times a day does the Songjiang bus run on weekends?"),
        ("Who operates it?", BUS, "Who operates the Songjiang bus?"),
        ("And rice?", GRAIN, "What was the rice output of Songjiang county in 2023?"),
        ("What is the target for 2025?", GRAIN, "What is the target for the grain output of Songjiang county for 2025?"),
        ("Compared with 2019?", VISITS, "How many visitors did Shiwan village receive last year compared with 2019?"),
        ("Its population?", KILNS, "What is the population of Baita town?"),
        ("The output value?", KILNS, "What is the output value of kilns in Baita town?"),
        ("What was her time?", WINNER, "What was Lin Fang's time in the Songjiang race?"),
        ("And the fastest man?", WINNER, "Who was the fastest man in the Songjiang race?"),
        ("And her husband?", SHOP, "Who is He Xiulan's husband?"),
        ("How many people live in the village?", SHOP, "How many people live in Shiwan village?"),
        ("When was that?", Exchange("Why was the bus line in Songjiang stopped?"), "When: the bus line in Songjiang stopped?"),
        ("Who paid?", Exchange("When was the Moon Lake reservoir reinforced?"), "Who paid: the Moon Lake reservoir reinforced?"),
        ("How many firms has it helped?", Exchange("When did Songjiang start its loan platform?"), "How many firms has Songjiang's loan platform helped?"),
    ],
)  # fmt: skip
def test_what_a_turn_leaves_out(turn: str, last: Exchange, expected: str) -> None:
    assert standalone(turn, [last]).text == expected
