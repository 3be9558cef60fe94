"""The sets that come with the project agree with themselves and with the bundled articles."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eval import Gold, find_sets, read_gold
from eval.facts import comparable, share_stated

ARTICLES = Path(__file__).parents[2] / "articles"
ROWS = [row for path in find_sets([]) for row in read_gold(path)]
UNIQUE = list({row.id: row for row in ROWS}.values())


@pytest.fixture(scope="module")
def words() -> str:
    return comparable("\n".join(p.read_text("utf-8") for p in sorted(ARTICLES.glob("*.txt"))))


@pytest.mark.parametrize("row", [row for row in UNIQUE if row.answer], ids=lambda row: row.id)
def test_the_gold_answer_states_its_facts(row: Gold) -> None:
    assert share_stated(row.facts, "\n".join(row.answer)) == (len(row.facts), len(row.facts))


def test_every_evidence_fact_stands_in_a_bundled_article(words: str) -> None:
    missing = [
        (row.id, fact)
        for row in UNIQUE
        for fact in row.evidence_facts
        if not any(comparable(form) in words for form in fact)
    ]
    assert missing == []


def test_gold_articles_exist() -> None:
    named = {name for row in UNIQUE for name in row.articles}
    assert named <= {path.stem for path in ARTICLES.glob("*.txt")}


def test_no_question_gives_its_answer_away() -> None:
    given = [
        row.id
        for row in UNIQUE
        if row.task == "question"
        and row.group != "yes/no"
        and share_stated(row.facts, row.question)[0] == len(row.facts)
    ]
    assert given == []


def test_the_sets_are_as_large_and_mixed_as_their_purpose_asks() -> None:
    counts = Counter(row.task for row in UNIQUE)
    assert counts["question"] >= 120
    assert counts["unanswerable"] >= 60
    assert len({row.conversation for row in UNIQUE if row.conversation}) >= 20
    near = sum(row.group == "near" for row in UNIQUE)
    assert 2 * near >= counts["unanswerable"]
    languages = Counter(row.lang for row in UNIQUE if row.task == "question")
    assert languages.keys() == {"zh-Hans", "zh-Hant", "en"}
    verdicts = Counter(row.verdict for row in UNIQUE if row.verdict)
    assert len(verdicts) == 3
