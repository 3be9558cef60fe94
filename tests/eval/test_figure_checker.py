"""Altered figures are caught and rewritten ones let through, against a search for digits."""

from __future__ import annotations

import json

import pytest

from eval.commands import main
from eval.figure_checker import (
    alterations,
    by_checker,
    by_digits,
    judge,
    rewritings,
    sentences_with_figures,
)

SENTENCE = "全镇34个村去年销售额超650亿元，增长5.5%，惠及12000户。"


@pytest.mark.parametrize(("kind", "altered"), list(alterations(SENTENCE)))
def test_alterations_change_the_figure_and_are_caught(kind: str, altered: str) -> None:
    assert altered != SENTENCE
    assert not by_checker(altered, SENTENCE)


@pytest.mark.parametrize(("kind", "rewritten"), list(rewritings(SENTENCE)))
def test_rewritings_are_let_through(kind: str, rewritten: str) -> None:
    assert rewritten != SENTENCE
    assert by_checker(rewritten, SENTENCE)


def test_every_kind_occurs() -> None:
    assert [kind for kind, _ in alterations(SENTENCE)] == [
        "digit",
        "order",
        "magnitude",
        "unit",
        "bound",
    ]
    assert [kind for kind, _ in rewritings(SENTENCE)] == [
        "full width",
        "separators",
        "magnitude",
        "numerals",
        "per cent",
    ]


def test_a_number_that_reads_the_same_backwards_is_not_turned() -> None:
    assert "order" not in dict(alterations("全镇有141个村。"))


def test_a_search_for_digits_misses_what_it_cannot_see() -> None:
    assert by_digits(SENTENCE, SENTENCE)
    assert by_digits(SENTENCE.replace("亿", "万"), SENTENCE)
    assert not by_digits(SENTENCE.replace("650亿", "6500000万"), SENTENCE)


def test_only_sentences_with_figures_are_judged() -> None:
    texts = ["天气很好。有34个村。", "有34个村。"]
    assert sentences_with_figures(texts) == ["有34个村。"]
    outcomes = judge(["有34个村。"])
    assert [right for right, _, _ in outcomes["checker/caught"]] == [True, True]


def test_the_command_reports_both_rates(tmp_path, capsys) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    assert main(["figures", str(path), "--json", "--min", "checker/caught=1"]) == 0
    found = json.loads(capsys.readouterr().out)["metrics"]
    assert found["checker/let through"]["value"] == 1
    assert found["digits/caught"]["value"] < 1
    assert main(["figures", str(path), "--min", "digits/caught=1"]) == 1
    assert "checker" in capsys.readouterr().out


def test_on_the_bundled_articles_nothing_altered_passes(capsys) -> None:
    gates = ["--min", "checker/caught=0.99", "--min", "checker/let through=0.95"]
    assert main(["figures", "--json", *gates]) == 0
