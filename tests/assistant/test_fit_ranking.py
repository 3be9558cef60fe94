"""What the ranker learns from: the sentence where the answer stands, and not its double."""

from __future__ import annotations

from assistant.fit_ranking import _around
from models.training.corpus import Example

TEXT = "渡口每天开船12班。票价8元,往返 15元。\n北岸的票价8元不变。"


def _found(answer: str, start: int) -> str:
    return _around(Example("t", TEXT, "坐船几块钱", start, start + len(answer)))


def test_the_same_figure_in_two_sentences_is_told_apart() -> None:
    first, second = TEXT.index("8元"), TEXT.rindex("8元")
    assert _found("8元", first) == "票价8元,往返"
    assert _found("8元", second) == "岸的票价8元不变。"


def test_what_is_beside_the_answer_stays_in_its_sentence() -> None:
    assert _found("12班", TEXT.index("12班")) == "每天开船12班。"
