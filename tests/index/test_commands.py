"""The command line is a contract: data on standard output, exit status 0, 1 or 2."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

import index.default
import models
from index import Collection, open_default
from index.commands import main
from index.watch import watch
from tests.index.prose import article
from tests.index.tiny_embedder import tiny_embedder

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def tiny_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands load the tiny embedder."""
    monkeypatch.setattr(models, "load_embedder", lambda name: tiny_embedder(), raising=False)


def _run(captured: Captured, *arguments: object) -> tuple[int, list[Any], str]:
    captured.readouterr()
    status = main([*map(str, arguments), "--json"])
    output = captured.readouterr()
    return status, [json.loads(line) for line in output.out.splitlines()], output.err


def test_the_life_of_a_collection(files: Path, tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "new" / "index"
    status, (report,), _ = _run(capsys, "build", files, "--index", folder)
    assert status == 0 and len(report["added"]) == report["articles"] == 6
    status, (report,), _ = _run(capsys, "build", files, "--index", folder)
    assert (status, report["unchanged"], report["added"]) == (0, 6, [])
    (tmp_path / "one.md").write_text(article(50), encoding="utf-8")
    status, (report,), _ = _run(capsys, "add", tmp_path / "one.md", "--index", folder)
    (added,) = report["added"]
    status, rows, _ = _run(capsys, "list", "--index", folder)
    assert status == 0 and [row["article_id"] for row in rows][-1] == added and len(rows) == 7
    assert _run(capsys, "remove", added, "--index", folder)[:2] == (0, [{"removed": added}])
    status, _, errors = _run(capsys, "remove", added, "--index", folder)
    assert status == 1 and added in errors
    status, (state,), _ = _run(capsys, "status", "--index", folder)
    assert (status, state["articles"], state["embedder"]) == (0, 6, "builtin")


def test_passages_as_the_contract_says(files: Path, tmp_path: Path, capsys: Captured) -> None:
    _run(capsys, "build", files, "--index", tmp_path / "index")
    status, rows, _ = _run(capsys, "passages", "--index", tmp_path / "index")
    assert status == 0
    assert all(
        list(row)
        == [
            *("passage_id", "article_id", "path", "title", "subtitle", "source", "date", "page"),
            *("author", "language", "heading", "start", "end", "text"),
        ]
        for row in rows
    )
    first = rows[0]
    status, (shown,), _ = _run(capsys, "show", first["article_id"], "--index", tmp_path / "index")
    assert shown["text"][first["start"] : first["end"]] == first["text"]
    assert first["source"] in ("柳溪日报", "北塘晚报") and first["language"] == "zh-Hans"
    one = _run(capsys, "passages", first["article_id"], "--index", tmp_path / "index")[1]
    assert one == [row for row in rows if row["article_id"] == first["article_id"]]


def test_people_can_read_it_too(files: Path, tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "index"
    main(["build", str(files), "--index", str(folder)])
    assert "6 articles added" in capsys.readouterr().out
    main(["list", "--index", str(folder)])
    article_id = capsys.readouterr().out.split()[0]
    for command in (["passages"], ["status"], ["show", article_id]):
        assert main([*command, "--index", str(folder)]) == 0
        assert capsys.readouterr().out
    assert main(["show", article_id, "--repairs", "--index", str(folder)]) == 0


def test_bad_files_are_named_and_the_rest_goes_on(
    files: Path, tmp_path: Path, capsys: Captured
) -> None:
    (files / "bad.docx").write_bytes(b"no zip")
    status, (report,), errors = _run(capsys, "build", files, "--index", tmp_path / "index")
    assert status == 1 and report["articles"] == 6
    assert [problem["path"] for problem in report["problems"]] == ["bad.docx"]
    assert "not read: bad.docx" in errors


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["build"], 2, "PATH"),
        (["build", "{tmp}/nowhere"], 2, "no such file"),
        (["add", "{tmp}/nowhere"], 2, "no such file"),
        (["build", "{tmp}/empty"], 1, "no article was found"),
        (["list", "--index", "{tmp}/nowhere"], 1, "there is no index"),
        (["show", "0000", "--index", "{tmp}/index"], 1, "no such article"),
        (["passages", "0000", "--index", "{tmp}/index"], 1, "no such article"),
    ],
)
def test_mistakes_are_told(
    files: Path, tmp_path: Path, capsys: Captured, arguments: list[str], status: int, message: str
) -> None:
    (tmp_path / "empty").mkdir()
    main(["build", str(files), "--index", str(tmp_path / "index")])
    filled = [argument.format(tmp=tmp_path) for argument in arguments]
    if "--index" not in filled:
        filled += ["--index", str(tmp_path / "other")]
    capsys.readouterr()
    assert main(filled) == status
    assert message in capsys.readouterr().err


def test_figures_with_filters_and_order(tmp_path: Path, capsys: Captured) -> None:
    text = "2021年，柳溪镇产茶1200吨。村民种茶树300亩，收入3.6亿元。北塘乡收入4000万元。"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    folder = tmp_path / "index"
    main(["build", str(tmp_path / "a.md"), "--index", str(folder)])
    status, rows, _ = _run(capsys, "figures", "--index", folder)
    assert status == 0 and all(text[row["start"] : row["end"]] == row["text"] for row in rows)
    assert {"1200吨", "300亩"} <= {row["text"] for row in rows}
    assert all(row["passage_id"] for row in rows)
    values = [
        row["value"]
        for row in _run(capsys, "figures", "--unit", "元", "--sort", "value", "--index", folder)[1]
    ]
    assert values == ["360000000", "40000000"]
    rows = _run(capsys, "figures", "--words", "北塘", "--index", folder)[1]
    assert [row["text"] for row in rows] == ["4000万元"]
    main(["figures", "--csv", "--index", str(folder)])
    assert capsys.readouterr().out.startswith("text,value,")


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["build", "--wrong"], ["remove"]])
def test_wrong_arguments_exit_with_2(arguments: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_the_default_collection(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("WENJU_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(index.default, "BUNDLED", files)
    status, rows, _ = _run(capsys, "list")
    assert status == 0 and len(rows) == 6
    assert all(path.is_relative_to(tmp_path / "home") for path in (tmp_path / "home").iterdir())
    # One's own articles come beside the bundled ones, and stay.
    (tmp_path / "mine.md").write_text(article(60), encoding="utf-8")
    assert _run(capsys, "build", tmp_path / "mine.md")[1][0]["articles"] == 7
    assert len(_run(capsys, "list")[1]) == 7
    # A new built-in model: the default collection follows without being asked.
    other = tiny_embedder(seed=5, dimension=16)
    with open_default(embedder=other) as collection:
        assert len(collection.search_dense("茶叶", limit=5)) == 5
    other = tiny_embedder(seed=6, dimension=24)
    (files / "more.md").write_text(article(61), encoding="utf-8")
    with open_default(embedder=other) as collection:
        assert collection.status()["articles"] == 8
        assert len(collection.search_dense("茶叶", limit=5)) == 5


def test_watch_follows_a_folder(files: Path, tmp_path: Path) -> None:
    collection = Collection.open(tmp_path / "index", embedder=tiny_embedder())
    collection.build([files])
    stop, reports = threading.Event(), []

    def note(report: Any) -> None:
        reports.append(report)
        if len(reports) == 1:
            (files / "0.md").unlink()
        else:
            stop.set()

    (files / "new.md").write_text(article(40), encoding="utf-8")
    watch(collection, [files], on_change=note, interval=0.01, stop=stop)
    assert [len(report.added) for report in reports] == [1, 0]
    assert [len(report.removed) for report in reports] == [0, 1]


def test_conflicts_of_a_collection_as_json_lines(tmp_path: Path, capsys: Captured) -> None:
    papers = {
        "早报": ("2023-01-10", "2022年,柳湾镇毛巾企业销售额达120亿元。"),
        "晚报": ("2023-06-10", "柳湾镇2022年毛巾企业销售额为135亿元。"),
        "周报": ("2023-07-10", "石桥镇2022年毛巾企业销售额为90亿元。"),
    }
    folder, sources = tmp_path / "index", tmp_path / "papers"
    sources.mkdir()
    for name, (date, text) in papers.items():
        page = f"# 毛巾业的一年\n\n{name} {date}\n\n{text}{'这一年,工厂里的人们都很忙。' * 12}\n"
        (sources / f"{name}.md").write_text(page, encoding="utf-8")
    status, (report,), _ = _run(capsys, "build", sources, "--index", folder)
    assert status == 0 and report["articles"] == 3
    status, rows, _ = _run(capsys, "figures", "--conflicts", "--index", folder)
    assert status == 0
    (conflict,) = rows
    assert "柳湾镇" in conflict["subject"] and "销售额" in conflict["subject"]
    assert {value["text"] for value in conflict["values"]} == {"120亿元", "135亿元"}
    for value in conflict["values"]:
        assert value["text"] in value["quote"] and value["unit"] == "元"
        assert list(value) == [
            "text", "value", "unit", "article_id", "title", "source", "date", "start", "end",
            "quote",
        ]  # fmt: skip
