"""A perfect file scores 1, an empty one 0, a shuffled one near chance; each break is caught."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from eval import Gold, Prediction, Quote, aggregate, score_row
from eval.scoring import failures_first, score_all

RATES = [
    "question.fact",
    "question.fact_recall",
    "question.right_citation",
    "question.evidence_recall",
    "question.fact_and_citation",
    "question.short_answer",
    "question.em",
    "question.f1",
    "question.figure_accuracy",
    "question.figure_citation_recall",
    "question.citation_recall",
    "question.citation_precision",
    "question.verbatim",
    "unanswerable.refused",
]


@pytest.mark.parametrize("name", RATES)
def test_perfect_answers_score_one(name, value_of, perfect_answers) -> None:
    assert value_of(perfect_answers)(name) == 1.0


def test_perfect_answers_refuse_nothing_answerable(value_of, perfect_answers) -> None:
    value = value_of(perfect_answers)
    assert value("question.false_refusal") == 0
    assert value("all.error") == 0
    assert value("all.risk") == 0
    assert value("all.coverage") == pytest.approx(40 / 60)


def test_an_empty_file_scores_zero(value_of) -> None:
    value = value_of([])
    for name in ("fact", "right_citation", "fact_and_citation", "short_answer", "f1"):
        assert value(f"question.{name}") == 0
    # Silence is no refusal: nobody said that the articles do not answer.
    assert value("unanswerable.refused") == 0
    assert value("question.false_refusal") == 0
    assert value("all.error") == 1


def test_empty_answers_count_as_refusals(value_of, perfect_answers) -> None:
    value = value_of([{"id": row["id"], "answer": ""} for row in perfect_answers])
    assert value("question.fact") == 0
    assert value("question.false_refusal") == 1
    assert value("unanswerable.refused") == 1


def test_shuffled_answers_score_near_chance(value_of, perfect_answers) -> None:
    ids = [row["id"] for row in perfect_answers]
    random.Random(7).shuffle(ids)
    value = value_of([row | {"id": name} for row, name in zip(perfect_answers, ids, strict=True)])
    assert value("question.fact") <= 0.1
    assert value("question.right_citation") <= 0.1
    assert value("question.f1") < 0.5
    # Each answer still agrees with its own quote: that is another promise than being right.
    assert value("question.figure_citation_recall") == 1


def _altered(text: str) -> str:
    return re.sub(r"(\d)\.(\d)万", lambda m: f"{(int(m[1]) + 1) % 10}.{m[2]}万", text)


def test_altered_figures_are_caught(value_of, perfect_answers) -> None:
    for row in perfect_answers[:40]:
        row["answer"] = _altered(row["answer"])
        row["short_answer"] = _altered(row["short_answer"])
        row["sentences"] = [
            {"text": _altered(s["text"]), "citations": s["citations"]} for s in row["sentences"]
        ]
    value = value_of(perfect_answers)
    assert value("question.figure_accuracy") == 0
    assert value("question.short_answer") == 0
    assert value("question.figure_citation_recall") <= 0.5
    assert value("question.citation_recall") == 0
    assert value("question.right_citation") == 1


def test_shifted_citations_are_caught(value_of, perfect_answers) -> None:
    quotes = [row["citations"] for row in perfect_answers[:40]]
    for row, shifted in zip(perfect_answers[:40], quotes[1:] + quotes[:1], strict=True):
        row["citations"] = shifted
    value = value_of(perfect_answers)
    assert value("question.fact") == 1
    assert value("question.right_citation") == 0
    assert value("question.citation_recall") == 0
    assert value("question.citation_precision") == 0
    assert value("question.figure_citation_recall") <= 0.5


def test_never_refusing_is_caught(value_of, perfect_answers) -> None:
    answers: list[dict[str, Any]] = perfect_answers[:40] + [
        perfect_answers[0] | {"id": row["id"]} for row in perfect_answers[40:]
    ]
    value = value_of(answers)
    assert value("unanswerable.refused") == 0
    assert value("unanswerable/near.refused") == 0
    assert value("question.false_refusal") == 0
    assert value("all.risk") == pytest.approx(20 / 60)


def test_always_refusing_is_caught(value_of, perfect_answers) -> None:
    value = value_of([row | {"abstained": True} for row in perfect_answers])
    assert value("unanswerable.refused") == 1
    assert value("question.false_refusal") == 1
    assert value("question.fact") == 0
    assert value("all.coverage") == 0


def test_a_dumped_sentence_is_no_short_answer() -> None:
    gold = Gold("q", "question", "?", "zh-Hans", "figure", ("34个",), (("34个",),), kind="figure")
    dump = "全镇有34个村，和许多别的东西，读者要自己去找他想知道的那一个数字。"
    assert score_row(gold, Prediction("q", dump, dump)).measures["short_answer"] == (False, 1)
    assert score_row(gold, Prediction("q", dump, "34个")).measures["short_answer"] == (True, 1)


def test_an_english_short_answer_is_as_short_as_the_chinese_one_that_it_states() -> None:
    gold = Gold(
        "q", "question", "?", "en", "figure", ("3万余人次",), (("3万余人次",),), kind="figure"
    )
    short = "more than 30,000 visits"
    long = "a count of 30,000 visits was told by the people who run the place to us last week"
    assert score_row(gold, Prediction("q", short, short)).measures["short_answer"] == (True, 1)
    assert score_row(gold, Prediction("q", long, long)).measures["short_answer"] == (False, 1)


def test_the_right_words_of_the_wrong_article_are_seen() -> None:
    gold = Gold("q", "question", "?", "zh-Hans", "other", (), (("34",),), (("34",),), ("one",))
    right = Prediction("q", "34", quotes=(Quote(1, "34", path="articles/one.txt"),))
    wrong = Prediction("q", "34", quotes=(Quote(1, "34", path="articles/two.txt"),))
    nowhere = Prediction("q", "34", quotes=(Quote(1, "34"),))
    assert score_row(gold, right).measures["right_article"] == (True, 1)
    assert score_row(gold, wrong).measures["right_article"] == (False, 1)
    assert "right_article" not in score_row(gold, nowhere).measures
    # The same figure of another article is no evidence; without paths nobody can tell.
    cited = [score_row(gold, p).measures["right_citation"][0] for p in (right, wrong, nowhere)]
    assert cited == [True, False, True]


def test_a_variant_is_compared_with_its_base() -> None:
    gold = Gold("v", "variant", "織里？", "zh-Hant", "script", ("织里",), (("织里",),), base="q")
    quote = Quote(1, "织里镇在湖州。", "a", "a.txt", 0, 7, True)
    base = Prediction("q", "织里镇在湖州。", "织里镇", quotes=(quote,))
    same = Prediction("v", "織里鎮在湖州。", "織里鎮", quotes=(quote,))
    other = Prediction(
        "v", "织里镇在湖州。", "织里镇", quotes=(Quote(1, "织里镇。", "a", "a.txt", 9, 13),)
    )
    refused = Prediction("v", "", abstained=True)
    assert score_row(gold, same, base=base).measures["same_evidence"] == (True, 1)
    assert score_row(gold, same, base=base).measures["same_answer"] == (True, 1)
    assert score_row(gold, other, base=base).measures["same_evidence"] == (False, 1)
    assert score_row(gold, refused, base=base).measures["same_answer"] == (False, 1)


def test_failures_come_first_gravest_first() -> None:
    question = Gold("a", "question", "?", "zh-Hans", "other", (), (("村",),))
    unanswerable = Gold("b", "unanswerable", "?", "zh-Hans", "far", answerable=False)
    rows = [
        score_row(question, Prediction("right", "村")),
        score_row(question, Prediction("wrong", "镇")),
        score_row(question, Prediction("refused", "", abstained=True)),
        score_row(unanswerable, Prediction("invented", "村")),
    ]
    order = [row.prediction.id for row in failures_first(rows)]
    assert order == ["invented", "wrong", "refused", "right"]


def test_verdicts_are_scored() -> None:
    gold = [
        Gold(f"c{n}", "claim", "…", "zh-Hans", name, verdict=name)
        for n, name in enumerate(["supported", "supported", "contradicted", "not_enough_info"])
    ]
    given = ["supported", "contradicted", "contradicted", None]
    predictions = {f"c{n}": Prediction(f"c{n}", "", verdict=v) for n, v in enumerate(given)}
    scores = aggregate(score_all(gold, predictions), samples=0)
    assert scores.metrics["claim.verdict"].value == 0.5
    # F1: supported 2/3, contradicted 2/3, not enough info 0.
    assert scores.metrics["claim.verdict_macro_f1"].value == pytest.approx(4 / 9)
    assert scores.confusion is not None
    assert scores.confusion["supported"] == {
        "supported": 1,
        "contradicted": 1,
        "not_enough_info": 0,
        "none": 0,
    }
    assert scores.confusion["not_enough_info"]["none"] == 1


def test_the_same_answers_give_the_same_digits(gold_file, perfect_answers) -> None:
    from eval import read_gold
    from eval.runs import predictions_of

    def once() -> dict[str, Any]:
        rows = score_all(read_gold(gold_file), predictions_of(perfect_answers[::2]))
        return aggregate(rows, samples=200).metrics

    first, second = once(), once()
    assert first == second
    metric = first["question.fact"]
    assert metric.low < metric.value < metric.high


def test_a_reader_can_judge_citations_without_gold() -> None:
    from models import Reading, Span

    class Finds34:
        def read(self, question, passages, sentences):
            found = []
            for passage in passages:
                start = passage.find("34")
                spans = (Span(start, start + 2, 1.0),) if start >= 0 else ()
                found.append(Reading(spans, 0.0, 0.9 if spans else 0.1, ()))
            return found

    gold = Gold("u", "unanswerable", "几个村？", "zh-Hans", "far", answerable=False)
    quotes = (Quote(1, "全镇有34个村。"), Quote(2, "镇长叫林青。"))
    sentences = (("有34个村。", (1, 2)), ("有35个村。", (1,)), ("有34个村。", (2,)))
    prediction = Prediction("u", "…", quotes=quotes, sentences=sentences)
    measures = score_row(gold, prediction, reader=Finds34()).measures
    # Only the first sentence is supported, and of its two citations the second is of no use.
    assert measures["reader_citation_recall"] == (1, 3)
    assert measures["reader_citation_precision"] == (1, 4)
    assert "reader_citation_recall" not in score_row(gold, prediction).measures
