"""The page of results says what was measured, and the README of the project quotes it unchanged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval import UnknownSet
from eval.commands import main
from eval.goals import GOALS, LINES
from eval.measure import NAMES, PARTS, read_stamps
from eval.results_page import BEGIN, END, PAGE, quoted_block

README = Path(__file__).parents[2] / "README.md"


def _stamp(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "command": f"python -m eval {name}",
        "date": "2026-01-01",
        "machine": "a processor, 2 cores",
        "seconds": 60.0,
        "processor_seconds": 90.0,
        "models": "m1",
        "code": "c1",
        "limit": None,
        "fingerprint": "f",
    } | changes


@pytest.fixture
def results(gold_file, tmp_path, write_rows, perfect_answers) -> Path:
    for row in perfect_answers[:4]:
        row["abstained"] = True
    write_rows(tmp_path / "pred.jsonl", perfect_answers)
    folder = tmp_path / "results"
    for name in ("own", "originals", "latency"):
        arguments = [str(gold_file), str(tmp_path / "pred.jsonl"), "--out", str(folder / name)]
        main(["score", *arguments])
    about = {
        "name": "drcd",
        "task": "reading",
        "note": "test set",
        "questions": 2,
        "of": 100,
        "documents": 1,
        "reader": "builtin",
        "without": [],
        "data_sha256": "0",
        "date": "2026-01-01",
    }
    metrics = {
        "em": {"value": 0.5, "rows": 2, "low": 0.1, "high": 0.9},
        "f1": {"value": 0.6, "rows": 2},
    }
    people = {"system": "people", "figures": {"em": 80.4, "f1": 93.3}, "source": "Someone 2018"}
    _write(folder / "drcd.json", {"about": about, "metrics": metrics, "published": [people]})
    stages = {
        "lexical only": {"question.short_answer": {"value": 0.25, "rows": 4}},
        "dense only": {"question.short_answer": {"value": 0.5, "rows": 4}},
    }
    gap = {"value": 0.25, "low": -0.1, "high": 0.6, "p_mcnemar": 1.0}
    gained = {"dense only": gap | {"only_above": 0, "only_here": 1}}
    ablated = {"about": {"data_sha256": "0"}, "stages": stages, "gained": gained}
    _write(folder / "ablate.json", ablated)
    stamps = {name: _stamp(name) for name in ("own", "originals", "latency", "drcd", "ablate")}
    _write(folder / "parts.json", stamps)
    return folder


def _write(path: Path, found: Any) -> None:
    path.write_text(json.dumps(found), encoding="utf-8")


def test_losses_are_as_plain_as_wins(results: Path, tmp_path: Path, capsys) -> None:
    page = tmp_path / "page.md"
    assert main(["results", str(results), "--page", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert "| `unanswerable/far.refused` | own | 1.000 |" in text
    assert "简体提问：事实与引文都对 (0.900 against 0.95)" in text
    assert "文章写了却拒答（越低越好） (0.100 against 0.05)" in text
    # Facts on digests and on originals, figures, false refusals, DRCD: every loss is on the page.
    assert text.count("| **no** |") == 5
    assert "not measured" in text
    assert (
        "Parts not measured here: unseen, askers, elsewhere, colloquial, figures, cmrc2018, xquad,"
        in text
    )
    assert "| people | 80.4 | 93.3 | Someone 2018 |" in text
    assert "| ours | 50.0 | 60.0 | this run |" in text
    assert "2 of 100 questions" in text
    assert "| dense only | 0.500 | +0.250 [-0.100, +0.600], p 1.000 |" in text
    assert "`python -m eval own`" in text
    assert "a processor, 2 cores" in text
    assert "different states" not in text


def test_the_block_is_short_and_says_what_was_missed(results: Path, tmp_path: Path, capsys) -> None:
    page = tmp_path / "page.md"
    main(["results", str(results), "--page", str(page)])
    block = quoted_block(page.read_text(encoding="utf-8"))
    assert block is not None
    assert len(block.splitlines()) <= 13
    assert "| 事实与引文都对 | 简体 0.900（0.80–0.97） | 40 | ≥ 0.95 | **未达到** |" in block
    assert (
        "| 文章没写而拒答 | 无关 1.000（1.00–1.00） / 相近 1.000（1.00–1.00） | 10 / 10 |" in block
    )
    assert len(LINES) <= 9
    assert {goal for line in LINES for _, goal in line.goals} <= set(GOALS)
    assert {goal.part for goal in GOALS} <= set(NAMES)


def test_the_block_is_put_where_it_is_quoted(results: Path, tmp_path: Path, capsys) -> None:
    page, readme = tmp_path / "page.md", tmp_path / "readme.md"
    command = ["results", str(results), "--page", str(page), "--quote", str(readme)]
    readme.write_text("# 问据\n", encoding="utf-8")
    assert main(command) == 2
    assert BEGIN in capsys.readouterr().err
    readme.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    assert main(command) == 0
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert quoted_block(text) == quoted_block(page.read_text(encoding="utf-8"))
    assert quoted_block("nothing here") is None


def test_parts_of_different_code_are_said_to_be(results: Path, tmp_path: Path, capsys) -> None:
    stamps = read_stamps(results)
    stamps["own"] = _stamp("own", code="c2", limit=5)
    _write(results / "parts.json", stamps)
    page = tmp_path / "page.md"
    main(["results", str(results), "--page", str(page)])
    text = page.read_text(encoding="utf-8")
    assert "different states of the code: c2, c1" in text
    assert "Only tried, with --limit: own" in text


DRCD = {"id": "a", "context": "有34个村。", "question": "几个村？", "answers": [{"text": "34个"}]}


def test_a_part_is_measured_once(tmp_path: Path, capsys) -> None:
    found = tmp_path / "found"
    command = ["measure", str(found), "--only", "figures"]
    assert main(command) == 0
    assert sorted(path.name for path in found.iterdir()) == ["figures.json", "parts.json"]
    stamp = read_stamps(found)["figures"]
    assert stamp["command"] == "python -m eval figures"
    assert stamp["processor_seconds"] > 0
    capsys.readouterr()
    assert main(command) == 0
    assert "figures: measured already" in capsys.readouterr().err
    assert main([*command, "--again"]) == 0
    assert "measured already" not in capsys.readouterr().err


def test_parts_without_their_data_are_said_and_left_out(tmp_path: Path, capsys) -> None:
    found = tmp_path / "found"
    assert main(["measure", str(found), "--only", "drcd,originals"]) == 0
    printed = capsys.readouterr().err
    assert "drcd: left out, it needs --data" in printed
    assert "originals: left out, it needs --originals" in printed
    # A benchmark that is not there fails, and the rest is measured all the same.
    command = ["measure", str(found), "--data", str(tmp_path), "--only", "drcd,figures"]
    assert main(command) == 1
    assert "drcd failed" in capsys.readouterr().err
    assert (found / "figures.json").is_file()
    with pytest.raises(SystemExit):
        main(["measure", str(found), "--only", "drdc"])


def test_new_data_is_measured_again(tmp_path: Path, monkeypatch, capsys) -> None:
    from models import load_reader

    monkeypatch.setattr("eval.benchmarks.command._open_reader", lambda name: load_reader("lexical"))
    data, found = tmp_path / "data", tmp_path / "found"
    data.mkdir()
    _write(data / "drcd.test.jsonl", DRCD)
    command = ["measure", str(found), "--data", str(data), "--only", "drcd"]
    assert main(command) == 0
    assert main(command) == 0
    assert "measured already" in capsys.readouterr().err
    _write(data / "drcd.test.jsonl", DRCD | {"id": "b"})
    assert main(command) == 0
    assert "measured already" not in capsys.readouterr().err


def test_every_part_is_a_command_that_the_program_knows() -> None:
    from eval.commands import parser

    for part in PARTS:
        words = [word.format(dir="DIR", data="DATA", ours="SETS") for word in part.command.split()]
        parser().parse_args([*words, "--json"] if part.prints else words)
    assert sum(part.minutes for part in PARTS) <= 25


def test_without_a_run_there_is_no_page(tmp_path: Path, capsys) -> None:
    assert main(["results", str(tmp_path)]) == 2
    assert "no scored run" in capsys.readouterr().err
    with pytest.raises(UnknownSet):
        from eval.saved import load

        load(tmp_path)


def test_the_readme_quotes_the_headline_figures_unchanged() -> None:
    """Without a page of results the README may quote none; with one, exactly its block."""
    block = quoted_block(PAGE.read_text(encoding="utf-8")) if PAGE.is_file() else None
    assert block is not None or not PAGE.is_file()
    quoted = quoted_block(README.read_text(encoding="utf-8"))
    assert quoted == block, f"python -m eval results DIR --quote {README.name}"
