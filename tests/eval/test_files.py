"""Gold and prediction files: every row form is read, every bad line is named."""

from __future__ import annotations

import json

import pytest

from eval import BadRow, UnknownSet, find_sets, read_gold, read_predictions
from eval.gold import digest, rows_of
from eval.prediction import from_json


def test_every_form_of_gold_row() -> None:
    question = rows_of(
        {
            "id": 1,
            "kind": "figure",
            "question": "几个村？",
            "answer": "34个",
            "facts": [["34", "卅四"], "村"],
        }
    )[0]
    assert (question.id, question.task, question.lang) == ("1", "question", "zh-Hans")
    assert question.facts == (("34", "卅四"), ("村",))
    far = rows_of({"id": "u", "type": "far", "question": "How high is it?", "missing": "height"})[0]
    assert (far.task, far.lang, far.group, far.answerable) == ("unanswerable", "en", "far", False)
    claim = rows_of({"id": "c", "claim": "有34个村。", "verdict": "contradicted"})[0]
    assert (claim.task, claim.group, claim.verdict) == ("claim", "contradicted", "contradicted")


def test_turns_are_rows_of_a_conversation() -> None:
    first, second, third = rows_of(
        {
            "id": "t",
            "turns": [
                {
                    "question": "青溪镇有几个村？",
                    "standalone": "青溪镇有几个村？",
                    "facts": [["34"]],
                },
                {"question": "那户数呢？", "standalone": "青溪镇有多少户？", "facts": [["9000"]]},
                {"question": "那面积呢？", "standalone": "青溪镇面积多大？", "facts": []},
            ],
        }
    )
    assert [first.id, second.id] == ["t.1", "t.2"]
    assert [first.group, second.group] == ["first", "follow-up"]
    assert second.conversation == "t"
    # Nothing to state: the right answer of that turn is a refusal.
    assert not third.answerable


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "expected an object"),
        ('{"id": "q"}', "'question' is missing"),
        ('{"id": "q", "question": "?"}', "'facts' is missing"),
        ('{"id": "q", "question": "?", "facts": []}', "no facts"),
        ('{"id": "c", "claim": "…", "verdict": "true"}', "none of the three"),
    ],
)
def test_a_bad_gold_line_is_named(tmp_path, line: str, reason: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(BadRow, match=reason) as caught:
        read_gold(path)
    assert "line 2" in str(caught.value)


def test_ids_are_unique(tmp_path, write_rows) -> None:
    path = tmp_path / "gold.jsonl"
    write_rows(path, [{"id": "c", "claim": "…", "verdict": "supported"}] * 2)
    with pytest.raises(BadRow, match="comes twice"):
        read_gold(path)


def test_variants_take_their_facts_from_the_set_beside(tmp_path, write_rows) -> None:
    base = {"id": "q", "kind": "figure", "question": "?", "answer": "34", "facts": [["34"]]}
    write_rows(tmp_path / "single.jsonl", [base])
    path = tmp_path / "robustness.jsonl"
    write_rows(path, [{"id": "q~typo", "base": "q", "variant": "typo", "question": "¿"}])
    first, varied = read_gold(path)
    assert (first.id, first.task) == ("q", "question")
    assert (varied.facts, varied.kind, varied.group) == ((("34",),), "figure", "typo")
    # One file may hold both.
    variant = {"id": "q~typo", "base": "q", "variant": "typo", "question": "¿"}
    write_rows(tmp_path / "single.jsonl", [base, variant])
    assert [row.id for row in read_gold(tmp_path / "single.jsonl")] == ["q", "q~typo"]
    write_rows(path, [{"id": "x~typo", "base": "x", "variant": "typo", "question": "¿"}])
    with pytest.raises(BadRow, match="varies 'x'"):
        read_gold(path)


def test_sets_are_found_by_name_or_path(tmp_path, write_rows) -> None:
    path = tmp_path / "mine.jsonl"
    write_rows(path, [])
    assert find_sets([str(path)]) == [path]
    with pytest.raises(UnknownSet, match="no such set"):
        find_sets(["there-is-none"])
    assert digest([path]) != digest([path, path])


def test_marks_in_an_answer_become_citations() -> None:
    row = {
        "id": "q",
        "answer": "全镇有34个村[1]。人口9万。[2][3]其余不详。",
        "citations": [{"n": n, "quote": f"{n}"} for n in (1, 2, 3)],
    }
    assert from_json(row).sentences == (
        ("全镇有34个村。", (1,)),
        ("人口9万。", (2, 3)),
        ("其余不详。", ()),
    )


def test_without_marks_every_sentence_cites_everything() -> None:
    row = {
        "id": "q",
        "answer": "有34个村。人口9万。",
        "citations": [{"quote": "甲"}, {"quote": "乙"}],
    }
    prediction = from_json(row)
    assert [numbers for _, numbers in prediction.sentences] == [(1, 2), (1, 2)]
    assert prediction.quote(2) == "乙"
    assert prediction.quote(3) is None


def test_nothing_and_errors_are_no_answers() -> None:
    assert from_json({"id": "q", "answer": " "}).abstained
    assert from_json({"id": "q", "answer": None}).abstained
    assert from_json({"id": "q", "answer": "有", "error": "too long"}).abstained
    assert not from_json({"id": "q", "answer": "有"}).abstained


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"answer": "有"}, "'id' is missing"),
        ({"id": "q", "answer": "有", "citations": [{"n": 1}]}, "'quote' is missing"),
        ({"id": "q", "answer": "有", "sentences": ["有"]}, "string indices"),
    ],
)
def test_a_bad_prediction_is_named(tmp_path, row, reason: str) -> None:
    path = tmp_path / "pred.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(BadRow, match=reason):
        read_predictions(path)
    with pytest.raises(UnknownSet, match="no such file"):
        read_predictions(tmp_path / "none.jsonl")
