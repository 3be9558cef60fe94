"""A run asks as a user would: with the history of the conversation, one failure not stopping it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import Answer, Citation
from assistant.claims import ClaimVerdict
from eval import Gold, aggregate, read_predictions, score_all
from eval.runs import ask_all, line_writer, predictions_of
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
    ask_all(fake, rows)
    assert fake.asked == [("q", []), ("t1", []), ("t2", ["t1"]), ("t3", ["t1", "t2"]), ("s1", [])]


def test_a_row_that_fails_is_an_error_and_the_run_goes_on() -> None:
    fake = Fake(a=RuntimeError("broken"), b=_answer("b", "34个", 0, 8))
    gold = [_question("a"), _question("b")]
    answers = ask_all(fake, gold)
    assert answers[0]["error"] == "RuntimeError: broken"
    metrics = aggregate(score_all(gold, predictions_of(answers)), samples=0).metrics
    assert metrics["all.error"].value == 0.5
    assert metrics["question.fact_and_citation"].value == 0.5
    assert metrics["all.latency_p50_ms"].rows == 2


def test_quotes_are_compared_with_their_article() -> None:
    fake = Fake(a=_answer("a", "34个", 0, 8), b=_answer("b", "34个", 0, 8, quote="全镇有34個村。"))
    gold = [_question("a"), _question("b")]
    rows = score_all(gold, predictions_of(ask_all(fake, gold)))
    assert [row.measures["verbatim"] for row in rows] == [(1, 1), (0, 1)]


def test_an_interrupted_run_is_not_lost(tmp_path: Path) -> None:
    fake = Fake(a=_answer("a", "34个", 0, 8), b=KeyboardInterrupt())
    path = tmp_path / "deep" / "predictions.jsonl"
    with pytest.raises(KeyboardInterrupt), line_writer(path) as each:
        ask_all(fake, [_question("a"), _question("b")], each=each)
    assert list(read_predictions(path)) == ["a"]


def test_claims_are_checked_not_asked() -> None:
    claim = Gold("c", "claim", "有35个村。", "zh-Hans", "contradicted", (), (), (("34个",),))
    claim = replace(claim, verdict="contradicted")
    fake = Fake()
    (row,) = score_all([claim], predictions_of(ask_all(fake, [claim])))
    assert fake.asked == []
    assert row.measures["verdict"] == (1, 1)
    assert row.measures["right_citation"] == (1, 1)
    assert row.prediction.total_ms is not None
