"""English turns as people speak them; invented dialogues."""

from __future__ import annotations

import pytest

from assistant.dialogue import Exchange
from assistant.followup import standalone


def _talk(*turns: str) -> str:
    """The last of several turns made to stand alone, each after those before."""
    past: list[Exchange] = []
    text = ""
    for turn in turns:
        asked, _, short = turn.partition(" = ")
        text = standalone(asked, past, lambda _: True).text if past else asked
        past.append(Exchange(text, "", short or None))
    return text


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("How long is the Shiwan bridge?", "And how wide?"), "How wide is the Shiwan bridge?"),
        (("How many lifts did Baita district install in 2020?", "And the year before?", "What does one cost?"),
         "What does one lift in Baita district cost?"),
        (("How many lifts did Baita district install in 2020?", "How about this year's target?"),
         "What is the target of Baita district this year?"),
        (("How many firms has Baita's loan platform helped?", "And what is the new version called?"),
         "What is the new version of Baita's loan platform called?"),
        (("How long is the Shiwan bridge?", "What about the old ferry, how many boats did it have?"),
         "How many boats did the old ferry have?"),
        (("Which two towns in Baita run shared workshops? = Shiwan, Songjiang", "Which of them cost more to build?"),
         "Which cost more to build in Baita, Shiwan or Songjiang?"),
        (("How much rice did Baita county harvest?", "How much maize did Baita county harvest?", "Which of them has the larger area?"),
         "Which has the larger area in Baita county, rice or maize?"),
    ],
)  # fmt: skip
def test_spoken_turns_stand_alone(turns: tuple[str, ...], expected: str) -> None:
    assert _talk(*turns) == expected


def test_of_more_than_two_none_is_chosen() -> None:
    asked = "Which towns in Baita run workshops? = Shiwan, Songjiang, Donghe"
    assert "Shiwan or" not in _talk(asked, "Which of them cost more to build?")
