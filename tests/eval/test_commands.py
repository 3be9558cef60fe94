"""The command line: tables, files, gates, comparison and report."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from eval import UnknownMetric
from eval.commands import main
from eval.gates import broken, parse_gate
from eval.scoring import Metric


@pytest.fixture
def answers_file(tmp_path, write_rows, perfect_answers):
    path = tmp_path / "pred.jsonl"
    write_rows(path, perfect_answers)
    return path


@pytest.fixture
def worse_file(tmp_path, write_rows, perfect_answers):
    path = tmp_path / "worse.jsonl"
    for row in perfect_answers[:40:2]:
        row |= {"answer": "<b>不知道</b>", "short_answer": None, "sentences": [], "citations": []}
    write_rows(path, perfect_answers)
    return path


def test_score_prints_a_table_and_saves(gold_file, answers_file, tmp_path, capsys) -> None:
    out = tmp_path / "run"
    assert main(["score", str(gold_file), str(answers_file), "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^all +40 +1\.000", printed, re.MULTILINE)
    assert "false_refusal 0.000" in printed
    assert json.loads((out / "metrics.json").read_text())["metrics"]["question.fact"]["value"] == 1


def test_the_saved_files_are_the_same_to_the_byte(gold_file, worse_file, tmp_path, capsys) -> None:
    for name in ("a", "b"):
        main(["score", str(gold_file), str(worse_file), "--out", str(tmp_path / name)])
    for file in ("metrics.json", "rows.jsonl"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_rows_come_failures_first(gold_file, worse_file, tmp_path, capsys) -> None:
    main(["score", str(gold_file), str(worse_file), "--out", str(tmp_path / "run")])
    rows = [json.loads(x) for x in (tmp_path / "run" / "rows.jsonl").read_text().splitlines()]
    failed = [row["failure"] is not None for row in rows]
    assert sum(failed) == 20
    assert failed == sorted(failed, reverse=True)
    assert "states 0 of 1 facts" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("gate", "status"),
    [
        (["--min", "figure_accuracy=0.95"], 1),
        (["--min", "figure_accuracy=0.5"], 0),
        (["--min", "question/zh-Hans.fact=0.6"], 1),
        (["--max", "false_refusal=0.05"], 0),
        (["--min", "no_such_metric=0.5"], 2),
    ],
)
def test_gates_set_the_exit_status(gold_file, worse_file, capsys, gate, status) -> None:
    assert main(["score", str(gold_file), str(worse_file), *gate]) == status
    assert bool(capsys.readouterr().err) == (status > 0)


@pytest.mark.parametrize("gate", ["fact", "fact=", "=0.5", "fact=much", "fact=nan"])
def test_a_gate_is_read_before_anything_is_measured(gate: str, capsys) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["score", "no-such-file", "no-such-file", "--min", gate])
    assert caught.value.code == 2
    assert "expected metric=value" in capsys.readouterr().err


def test_a_gate_on_what_was_not_measured_does_not_pass_silently() -> None:
    with pytest.raises(UnknownMetric, match="measured: all"):
        broken([parse_gate("question/fr.fact=1", "min")], {"all.fact": Metric(1.0, 1)})


def test_questions_leave_the_answers_out(tmp_path, write_rows, capsys) -> None:
    path = tmp_path / "set.jsonl"
    turn = {"question": "几个村？", "standalone": "青溪镇有几个村？", "facts": [["34"]]}
    claim = {"id": "c", "claim": "有34个村。", "verdict": "supported"}
    write_rows(path, [{"id": "t", "turns": [turn]}, claim])
    assert main(["questions", str(path)]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"id": "t.1", "question": "几个村？", "conversation": "t"},
        {"id": "c", "claim": "有34个村。"},
    ]


def test_json_goes_to_standard_output(gold_file, answers_file, capsys) -> None:
    assert main(["score", str(gold_file), str(answers_file), "--json", "--samples", "0"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["metrics"]["unanswerable.refused"] == {"value": 1.0, "rows": 20}
    assert len(found["about"]["data_sha256"]) == 16


def test_missing_files_are_said_without_a_traceback(tmp_path, gold_file, capsys) -> None:
    assert main(["score", str(gold_file), str(tmp_path / "none")]) == 2
    assert main(["report", str(tmp_path)]) == 2
    assert main(["run", "no-such-set"]) == 2
    printed = capsys.readouterr().err
    assert "no such file" in printed
    assert "no scored run" in printed
    assert "Traceback" not in printed


def test_compare_finds_what_broke(gold_file, answers_file, worse_file, tmp_path, capsys) -> None:
    for name, file in (("a", answers_file), ("b", worse_file)):
        main(["score", str(gold_file), str(file), "--out", str(tmp_path / name)])
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "b"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    line = found["metrics"]["question.fact"]
    assert (line["a"], line["b"], line["better"]) == (1, 0.5, "A")
    assert (line["only_a"], line["only_b"]) == (20, 0)
    assert line["p_mcnemar"] < 0.001
    assert len(found["broken"]) == 20
    assert found["metrics"]["unanswerable.refused"]["better"] == "="
    main(["compare", str(tmp_path / "a"), str(tmp_path / "b")])
    assert "broken in B: 20" in capsys.readouterr().out


class _Page(HTMLParser):
    """Collects tags with their attributes and checks that tags are closed in order."""

    VOID = frozenset({"meta", "input", "line", "rect", "path", "circle"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_the_report_is_one_page_without_any_network(
    gold_file, worse_file, tmp_path, capsys
) -> None:
    run = tmp_path / "run"
    main(["score", str(gold_file), str(worse_file), "--out", str(run)])
    assert main(["report", str(run)]) == 0
    text = (run / "report.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert page.open == []
    assert not [tag for tag, attrs in page.tags if {"src", "href"} & attrs.keys()]
    assert not re.search(r"https?://|url\(|@import", text)
    # What an answer contains is text, not markup.
    assert "<b>不知道" not in text
    assert "&lt;b&gt;不知道" in text
    rows = [attrs for tag, attrs in page.tags if tag == "details" and "data-task" in attrs]
    assert len(rows) == 60
    assert [row["data-failed"] for row in rows] == ["1"] * 20 + ["0"] * 40
    assert sum(tag == "svg" for tag, _ in page.tags) == 2
    # What was wanted and what was given stand beside a failed question before it is opened.
    assert "应为 <ins>30.1万件</ins> · 给出 <del>&lt;b&gt;不知道&lt;/b&gt;</del>" in text
    buttons = [attrs["data-kind"] for tag, attrs in page.tags if tag == "button"]
    assert len(buttons) == 1
    assert {row["data-kind"] for row in rows[:20]} == set(buttons)
    assert main(["report", str(run), "--format", "html", "--lang", "en"]) == 0
    assert "20 of 60 rows failed" in (run / "report.html").read_text(encoding="utf-8")
    markdown = (run / "report.md").read_text(encoding="utf-8")
    assert "| q00 |" in markdown
    assert "20 of 60 rows" in markdown
    found = json.loads((run / "report.json").read_text(encoding="utf-8"))
    assert found["metrics"]["question.fact"]["value"] == 0.5
    assert len(found["rows"]) == 60
