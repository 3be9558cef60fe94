"""A run asks as a user would: with the history of the conversation, one failure not stopping it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import Answer, Citation
from assistant.claims import ClaimVerdict
from eval import Gold, aggregate, read_predictions, score_all
from eval.ablation import STAGES
from eval.commands import main
from eval.runs import ask_all, line_writer, predictions_of
from eval.saved import load
from index import Article, Passage

TEXT = "全镇有34个村。镇长叫林青。"
ARTICLE = Article("a", "题", None, None, None, None, None, "zh-Hans", TEXT, "a.txt", "0")
PASSAGE = Passage(1, "a", 0, None, 0, len(TEXT), TEXT)


def _answer(question: str, text: str, start: int, end: int, quote: str | None = None) -> Answer:
    citation = Citation(1, ARTICLE, start, end, quote or TEXT[start:end], PASSAGE)
    return Answer(
        question=question,
        standalone_question=question,
        language="zh-Hans",
        kind="figure",
        text=text,
        short_answer=text,
        sentences=(),
        citations=(citation,),
        figures=(),
        conflicts=(),
        abstained=False,
        confidence=0.9,
    )


class Fake:
    """Answers from a script and remembers what it was asked."""

    def __init__(self, **answers: Answer | BaseException) -> None:
        self.answers = answers
        self.asked: list[tuple[str, list[str]]] = []

    def ask(self, question: str, *, history: Any = ()) -> Answer:
        self.asked.append((question, [turn.question for turn in history]))
        answer = self.answers[question]
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def check_whole(self, claim: str) -> ClaimVerdict:
        citation = Citation(1, ARTICLE, 0, 8, TEXT[:8], PASSAGE)
        return ClaimVerdict(claim, 0, len(claim), "zh-Hans", "contradicted", "…", (), (citation,))


def _question(name: str, fact: str = "34") -> Gold:
    return Gold(name, "question", name, "zh-Hans", "figure", (fact,), ((fact,),), ((fact,),))


def _turn(name: str, conversation: str) -> Gold:
    return Gold(name, "turn", name, "zh-Hans", "first", (), (("34",),), conversation=conversation)


def test_turns_carry_the_history_of_their_own_conversation() -> None:
    answer = _answer("?", "34个", 0, 8)
    fake = Fake(q=answer, t1=answer, t2=answer, t3=answer, s1=answer)
    rows = [_question("q"), *(_turn(n, "t") for n in ("t1", "t2", "t3")), _turn("s1", "s")]
    ask_all(lambda: fake, rows)
    assert fake.asked == [("q", []), ("t1", []), ("t2", ["t1"]), ("t3", ["t1", "t2"]), ("s1", [])]


def test_a_row_that_fails_is_an_error_and_the_run_goes_on() -> None:
    fake = Fake(a=RuntimeError("broken"), b=_answer("b", "34个", 0, 8))
    gold = [_question("a"), _question("b")]
    answers = ask_all(lambda: fake, gold)
    assert answers[0]["error"] == "RuntimeError: broken"
    metrics = aggregate(score_all(gold, predictions_of(answers)), samples=0).metrics
    assert metrics["all.error"].value == 0.5
    assert metrics["question.fact_and_citation"].value == 0.5
    assert metrics["all.latency_p50_ms"].rows == 2


def test_quotes_are_compared_with_their_article() -> None:
    fake = Fake(a=_answer("a", "34个", 0, 8), b=_answer("b", "34个", 0, 8, quote="全镇有34個村。"))
    gold = [_question("a"), _question("b")]
    rows = score_all(gold, predictions_of(ask_all(lambda: fake, gold)))
    assert [row.measures["verbatim"] for row in rows] == [(1, 1), (0, 1)]


def test_an_interrupted_run_is_not_lost(tmp_path: Path) -> None:
    fake = Fake(a=_answer("a", "34个", 0, 8), b=KeyboardInterrupt())
    path = tmp_path / "deep" / "predictions.jsonl"
    with pytest.raises(KeyboardInterrupt), line_writer(path) as each:
        ask_all(lambda: fake, [_question("a"), _question("b")], each=each)
    assert list(read_predictions(path)) == ["a"]


def test_claims_are_checked_not_asked() -> None:
    claim = Gold("c", "claim", "有35个村。", "zh-Hans", "contradicted", (), (), (("34个",),))
    claim = replace(claim, verdict="contradicted")
    fake = Fake()
    (row,) = score_all([claim], predictions_of(ask_all(lambda: fake, [claim])))
    assert fake.asked == []
    assert row.measures["verdict"] == (1, 1)
    assert row.measures["right_citation"] == (1, 1)
    assert row.prediction.total_ms is not None


def test_the_run_command_asks_scores_and_saves(tmp_path, write_rows, monkeypatch, capsys) -> None:
    rows = [
        {"id": "a", "kind": "figure", "question": "a", "answer": "34个", "facts": [["34"]]},
        {"id": "u", "type": "far", "question": "u", "missing": "…"},
    ]
    write_rows(tmp_path / "set.jsonl", rows)
    fake = Fake(a=_answer("a", "34个", 0, 8), u=_answer("u", "34个", 0, 8))
    monkeypatch.setattr("eval.commands.assistant_opener", lambda options: lambda: fake)
    out = tmp_path / "out"
    command = ["run", str(tmp_path / "set.jsonl"), "--out", str(out)]
    assert main([*command, "--min", "unanswerable.refused=0.5"]) == 1
    printed = capsys.readouterr()
    assert "answered, but the articles do not say" in printed.out
    assert "gate broken: unanswerable.refused is 0.0000" in printed.err
    assert list(read_predictions(out / "predictions.jsonl")) == ["a", "u"]
    # What a run wrote can be scored again, with the same figures.
    again = tmp_path / "again"
    pair = [str(tmp_path / "set.jsonl"), str(out / "predictions.jsonl")]
    assert main(["score", *pair, "--out", str(again)]) == 0
    first, second = load(out), load(again)
    assert first.metrics == second.metrics
    assert first.about["data_sha256"] == second.about["data_sha256"]
    assert main([*command, "--limit", "1", "--without", "reader,dense"]) == 0
    assert load(out).about["without"] == "dense, reader"


def test_unknown_parts_are_refused_at_once(capsys) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["run", "--without", "magic"])
    assert caught.value.code == 2
    assert "expected some of constraints, dense" in capsys.readouterr().err


def test_ablation_asks_once_a_stage(tmp_path, write_rows, monkeypatch, capsys) -> None:
    row = {"id": "a", "kind": "figure", "question": "a", "answer": "34个", "facts": [["34"]]}
    write_rows(tmp_path / "set.jsonl", [row])
    opened: list[frozenset[str]] = []

    def assistant_opener(options: Any, without: frozenset[str]) -> Any:
        opened.append(without)
        text = "34个" if "reader" not in without else "35个"
        return lambda: Fake(a=_answer("a", text, 0, 8))

    monkeypatch.setattr("eval.ablation.assistant_opener", assistant_opener)
    command = ["ablate", str(tmp_path / "set.jsonl"), "--samples", "0"]
    assert main([*command, "--json"]) == 0
    assert opened == list(STAGES.values())
    found = json.loads(capsys.readouterr().out)
    stages = found["stages"]
    right = {stage: found["question.short_answer"]["value"] for stage, found in stages.items()}
    assert right == {stage: float("reader" not in without) for stage, without in STAGES.items()}
    assert main(command) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + len(STAGES)
    # Paired with the stage above: only the reader changed a row, and that one for the better.
    gained = {stage: gap["only_here"] for stage, gap in found["gained"].items()}
    assert gained == {stage: int(stage == "hybrid + reader") for stage in list(STAGES)[1:]}
    # Other profiles stand below, with nothing switched off.
    assert main([*command, "--profiles", "multilingual", "--json"]) == 0
    assert opened[-1] == frozenset()
    assert list(json.loads(capsys.readouterr().out)["stages"])[-1] == "profile multilingual"
