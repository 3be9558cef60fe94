"""The page of results says what was measured, and the README of the project quotes it unchanged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import UnknownSet
from eval.commands import main
from eval.results_page import PAGE, quoted_block

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture
def results(gold_file, tmp_path, write_rows, perfect_answers) -> Path:
    for row in perfect_answers[:4]:
        row["abstained"] = True
    write_rows(tmp_path / "pred.jsonl", perfect_answers)
    run = tmp_path / "results" / "run"
    main(["score", str(gold_file), str(tmp_path / "pred.jsonl"), "--out", str(run)])
    metrics = {
        "em": {"value": 0.5, "rows": 2, "low": 0.1, "high": 0.9},
        "f1": {"value": 0.6, "rows": 2},
    }
    found = {
        "about": {
            "name": "drcd",
            "task": "reading",
            "note": "test set",
            "questions": 2,
            "documents": 1,
            "reader": "builtin",
            "without": [],
            "data_sha256": "0",
            "date": "2026-01-01",
        },
        "metrics": metrics,
        "published": [{"system": "people", "em": 80.4, "f1": 93.3}],
    }
    (tmp_path / "results" / "benchmark-drcd.json").write_text(json.dumps(found))
    stages = {"lexical only": {"question.short_answer": {"value": 0.25, "rows": 4}}}
    ablated = {"data_sha256": "0", "stages": stages}
    (tmp_path / "results" / "ablate.json").write_text(json.dumps(ablated))
    return tmp_path / "results"


def test_losses_are_as_plain_as_wins(results: Path, tmp_path: Path, capsys) -> None:
    page = tmp_path / "page.md"
    assert main(["results", str(results), "--page", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert "| `unanswerable/far.refused` | 1.000 |" in text
    assert "`question/zh-Hans.fact_and_citation` (0.900 against 0.95)" in text
    assert "`question.false_refusal` (0.100 against 0.05)" in text
    assert text.count("**未达到**") == 3
    assert "Not measured in this run: " in text
    assert "| people | 80.4 | 93.3 |" in text
    assert "| **ours** | 50.0 | 60.0 |" in text
    assert "| lexical only | 0.250 |" in text
    block = quoted_block(f"before\n{text}\nafter")
    assert block is not None
    assert block in text
    assert quoted_block("nothing here") is None


def test_measure_runs_what_the_page_shows(tmp_path: Path, capsys) -> None:
    row = {
        "id": "a",
        "context": "有34个村。",
        "question": "几个村？",
        "answers": [{"text": "34个"}],
    }
    (tmp_path / "drcd.test.jsonl").write_text(json.dumps(row), encoding="utf-8")
    found = tmp_path / "found"
    skip = "run,ablate,cmrc2018,xquad,xquad-cross,expmrc,retrieval"
    status = main(["measure", str(found), "--data", str(tmp_path), "--skip", f"{skip},drcd"])
    assert status == 0
    assert [path.name for path in found.iterdir()] == ["figures.json"]
    # A benchmark that is not there is said, and the rest is measured all the same.
    assert (
        main(["measure", str(found), "--data", str(tmp_path), "--skip", f"drcd,{skip[:-10]}"]) == 1
    )
    assert "retrieval failed" in capsys.readouterr().err


def test_without_a_run_there_is_no_page(tmp_path: Path, capsys) -> None:
    assert main(["results", str(tmp_path)]) == 2
    assert "no scored run" in capsys.readouterr().err
    with pytest.raises(UnknownSet):
        from eval.saved import load

        load(tmp_path)


@pytest.mark.skipif(not PAGE.is_file(), reason="no results have been written yet")
def test_the_readme_quotes_the_headline_figures_unchanged() -> None:
    block = quoted_block(PAGE.read_text(encoding="utf-8"))
    assert block is not None
    quoted = quoted_block(README.read_text(encoding="utf-8"))
    assert quoted == block, f"copy the block of headline figures from {PAGE} into {README}"
