"""The second sentence leads where what decides on refusing finds it likelier to answer."""

from __future__ import annotations

from pathlib import Path

import pytest

import assistant.retriever_reader as module
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.refuse import Calibration, Judged
from assistant.retriever_reader import RetrieverReader
from index import Collection

TEXT = "食堂的老人餐每份收8元。食堂的学生餐每份收6元。食堂由林小满承包。"
ASKED = "食堂一份饭收多少钱？"


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    collection = Collection.open(tmp_path / "index")
    collection.build([tmp_path / "a.txt"])
    return collection


def _led(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, gain: float, ablate: frozenset[str]
) -> tuple[list[Evidence], list[Evidence]]:
    """The ranking as it is, and with a second sentence whose log odds are higher by `gain`."""
    plain = RetrieverReader(collection, None, ablate=ablate | {"second look"})
    understood = plain.understood(ASKED)
    before = plain.evidence(understood, plain.candidates(understood))
    second = before[1].text

    def by_text(judged: Judged, calibration: Calibration) -> float:
        return gain if judged.best.text == second else 0.0

    monkeypatch.setattr(module, "log_odds", by_text)
    finder = RetrieverReader(collection, None, ablate=ablate)
    return before, finder.evidence(understood, finder.candidates(understood))


@pytest.mark.parametrize(
    ("gain", "ablated", "swapped"), [(3.0, "", True), (0.1, "", False), (3.0, "second look", False)]
)
def test_the_second_leads_only_where_it_is_likelier(
    collection: Collection,
    monkeypatch: pytest.MonkeyPatch,
    gain: float,
    ablated: str,
    swapped: bool,
) -> None:
    monkeypatch.setattr(module, "fitting_first", lambda question, ranked: list(ranked))
    before, after = _led(collection, monkeypatch, gain, frozenset({ablated} - {""}))
    assert len(before) > 1
    expected = [before[1], before[0], *before[2:]] if swapped else before
    assert [e.text for e in after] == [e.text for e in expected]


def test_what_stands_against_a_demand_is_not_looked_at_again(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Judged, "refused_anyway", True)
    before, after = _led(collection, monkeypatch, 3.0, frozenset())
    assert [e.text for e in after] == [e.text for e in before]


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (3.0, 2.9, False),
        (1.5, 0.0, True),
        (0.0, -1.0, True),
        (0.0, -3.0, False),
        (-1.5, -1.9, False),
    ],
)
def test_a_likely_sentence_is_shown_beside_a_first_that_is_not_sure(
    collection: Collection,
    monkeypatch: pytest.MonkeyPatch,
    first: float,
    second: float,
    shown: bool,
) -> None:
    finder = RetrieverReader(collection, None)
    understood = finder.understood(ASKED)
    ranked = finder.evidence(understood, finder.candidates(understood))[:2]
    odds = {ranked[0].text: first, ranked[1].text: second}
    monkeypatch.setattr(module, "log_odds", lambda judged, calibration: odds[judged.best.text])
    found = finder.runners_up(understood.evidence_question, ranked)
    assert found == (ranked[1:] if shown else [])
    monkeypatch.setattr(Judged, "refused_anyway", True)
    assert finder.runners_up(understood.evidence_question, ranked) == []


def test_a_sentence_is_judged_once_for_a_question(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []
    judge = module.judge

    def counted(question: Question, best: Evidence, *others: object, **options: object) -> Judged:
        judged.append(best.text)
        return judge(question, best, *others, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "judge", counted)
    finder = RetrieverReader(collection, None)
    understood = finder.understood(ASKED)
    wanted = understood.evidence_question
    ranked = finder.evidence(understood, finder.candidates(understood))
    finder.decided(wanted, ranked)
    finder.runners_up(wanted, ranked)
    assert len(judged) == len(set(judged)) > 1
    other = finder.understood("食堂由谁承包？").evidence_question
    assert finder.judged(other, ranked[0]).question is other
