"""The figure table: rows stand in the article, and CSV and JSON Lines say the same."""

from __future__ import annotations

import csv
import io
import json

from index.article import Article, Passage
from index.figures import (
    MEASURED,
    figure_rows,
    filtered,
    ordered,
    units_of,
    write_csv,
    write_jsonl,
)

TEXT = "柳溪镇去年接待游客12.5万人次。\n=SUM是公式,不是数字,全镇有5G基站86座,投资超1.2亿元。"
ARTICLE = Article(
    id="a1",
    title="柳溪的夏天",
    subtitle=None,
    source="河湾日报",
    date="2022-08-01",
    page=None,
    author=None,
    language="zh-Hans",
    text=TEXT,
    path="a1.txt",
    sha256="0",
)
PASSAGE = Passage(7, "a1", 0, None, 0, len(TEXT), TEXT)


def test_rows_stand_in_the_article() -> None:
    rows = figure_rows(ARTICLE, [PASSAGE])
    assert [r["text"] for r in rows] == ["去年", "12.5万人次", "86座", "超1.2亿元"]
    for row in rows:
        assert TEXT[row["start"] : row["end"]] == row["text"]
        assert row["text"] in row["quote"] and row["quote"] in TEXT
        assert row["passage_id"] == 7
    visits = rows[1]
    assert (visits["value"], visits["unit"], visits["time"], visits["place"]) == (
        "125000",
        "人次",
        "2021",
        "柳溪镇",
    )
    assert rows[0]["date"] == "2021" and rows[3]["bound"] == "over"


def test_filters() -> None:
    rows = figure_rows(ARTICLE)
    assert [r["text"] for r in filtered(rows, words="基站", unit="元")] == ["超1.2亿元"]
    assert [r["text"] for r in filtered(rows, kind="date")] == ["去年"]


def test_filters_in_either_script_by_kinds_and_article() -> None:
    rows = figure_rows(ARTICLE)
    assert [r["text"] for r in filtered(rows, words="遊客 柳溪")] == ["去年", "12.5万人次"]
    assert [r["text"] for r in filtered(rows, kinds=MEASURED)] == [
        "12.5万人次",
        "86座",
        "超1.2亿元",
    ]
    assert list(filtered(rows, article_id="other")) == []


def test_orders() -> None:
    rows = figure_rows(ARTICLE)
    down = [r["text"] for r in ordered(rows, "value_down")]
    assert down == ["超1.2亿元", "12.5万人次", "86座", "去年"]
    up = [r["text"] for r in ordered(rows, "value_up")]
    assert up == ["86座", "12.5万人次", "超1.2亿元", "去年"]
    dated = ordered(rows, "date")
    assert [r["time"] or r["article_date"] for r in dated] == sorted(
        r["time"] or r["article_date"] for r in rows
    )
    assert ordered(rows, "article") == rows
    assert dict(units_of(rows)) == {"人次": 1, "座": 1, "元": 1}


def test_csv_and_json_lines_agree_and_no_cell_is_a_formula() -> None:
    rows = figure_rows(ARTICLE)
    table, lines = io.StringIO(), io.StringIO()
    write_csv(rows, table)
    write_jsonl(rows, lines)
    read = list(csv.DictReader(io.StringIO(table.getvalue())))
    plain = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [r["value"] or None for r in read] == [r["value"] for r in plain]
    assert not any(cell.startswith("=") for row in read for cell in row.values())
    assert plain[2]["quote"].startswith("=SUM")
