"""Questions written otherwise ask the same."""

from __future__ import annotations

import random

from eval import Gold
from eval.facts import comparable
from eval.variants import filled, mistyped, other_script, spaced, variants_of
from index.normalise import fold_text

QUESTIONS = [
    Gold(f"q{n}", "question", text, lang, "figure", (), (("34",),))
    for n, (text, lang) in enumerate(
        [
            ("青溪镇2021年有34个村吗？", "zh-Hans"),
            ("青溪鎮的鎮長是誰？", "zh-Hant"),
            ("How many villages are there in Qingxi?", "en"),
        ]
    )
]


def test_the_other_script_folds_to_the_same_text() -> None:
    for question in QUESTIONS[:2]:
        varied = other_script(question.question)
        assert varied != question.question
        assert fold_text(varied) == fold_text(question.question)


def test_spacing_changes_no_word() -> None:
    for question in QUESTIONS:
        plain = comparable(question.question).rstrip("?")
        assert comparable(spaced(question.question)) == plain


def test_filler_keeps_the_question_whole() -> None:
    for question in QUESTIONS:
        assert question.question in filled(question.question, random.Random(1))


def test_a_typo_changes_one_character_or_swaps_two() -> None:
    for seed in range(20):
        for question in QUESTIONS:
            varied = mistyped(question.question, random.Random(seed))
            assert varied is not None
            changed = [a != b for a, b in zip(varied, question.question, strict=True)]
            assert sum(changed) <= (2 if question.lang == "en" else 1)
    assert mistyped("2021年？", random.Random(1)) is None
    assert mistyped("Who?", random.Random(1)) is None


def test_the_same_seed_makes_the_same_set() -> None:
    first, second = (list(variants_of(QUESTIONS, each=2)) for _ in range(2))
    assert first == second
    assert len({row["id"] for row in first}) == len(first)
    kinds = [row["variant"] for row in first]
    assert kinds == ["script"] * 2 + ["spacing"] * 2 + ["filler"] * 2 + ["typo"] * 2
    assert {row["lang"] for row in first if row["variant"] == "script"} == {"zh-Hans", "zh-Hant"}
    assert all(row["question"] != QUESTIONS[int(row["base"][1:])].question for row in first)
