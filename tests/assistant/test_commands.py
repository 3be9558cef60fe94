"""The command line is a contract: exit statuses, JSON lines, errors line by line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def _run(root: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        cwd=root, capture_output=True, text=True, input=stdin, timeout=120, check=False,
    )  # fmt: skip


def test_ask_json(root: Path, bundled_index: Path) -> None:
    done = _run(root, "ask", "织里镇一年生产多少件童装？", "--index", str(bundled_index), "--json")
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    assert "14.5亿件" in row["answer"]
    assert row["citations"] and not row["abstained"]


@pytest.fixture(scope="module")
def batch(root: Path, bundled_index: Path, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("batch")
    lines = [
        '{"id": "a", "question": "织里镇城镇居民人均可支配收入是多少？", "conversation": "c1"}',
        "not json",
        '{"id": "b", "question": "   "}',
        "",
        '{"id": "c"}',
        '{"id": "d", "question": "那农村居民呢？", "conversation": "c1"}',
        '{"id": "e", "question": "那农村居民呢？"}',
    ]
    (folder / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = _run(
        root, "batch", str(folder / "in.jsonl"), str(folder / "out.jsonl"),
        "--index", str(bundled_index),
    )  # fmt: skip
    rows = [json.loads(x) for x in (folder / "out.jsonl").read_text("utf-8").splitlines()]
    return done, rows


def test_batch_goes_on_after_bad_lines(batch) -> None:  # type: ignore[no-untyped-def]
    done, rows = batch
    assert done.returncode == 1
    assert [row["id"] for row in rows] == ["a", None, "b", "c", "d", "e"]
    assert "not JSON" in rows[1]["error"]
    assert rows[2]["error"] and rows[3]["error"]
    assert rows[0]["error"] is None


def test_batch_conversations(batch) -> None:  # type: ignore[no-untyped-def]
    _, rows = batch
    assert rows[4]["standalone_question"] == "织里镇农村居民人均可支配收入是多少？"
    assert rows[5]["standalone_question"] == "那农村居民呢？"


def test_usage_errors(root: Path) -> None:
    assert _run(root, "nonsense").returncode == 2
    missing = _run(root, "batch", "no-such-file.jsonl", "out.jsonl")
    assert missing.returncode == 2
    assert "no such file" in missing.stderr
    assert "Traceback" not in missing.stderr


def test_empty_question(root: Path, bundled_index: Path) -> None:
    done = _run(root, "ask", " ", "--index", str(bundled_index))
    assert done.returncode == 1
    assert "问题是空的" in done.stderr and "Traceback" not in done.stderr


def test_missing_index(root: Path, tmp_path: Path) -> None:
    done = _run(root, "ask", "有多少？", "--index", str(tmp_path / "nowhere"))
    assert done.returncode == 1
    assert "nowhere" in done.stderr and "Traceback" not in done.stderr
