"""The figure table: every figure of an article with what it measures and the words it stands in.

For journalists who start from the numbers; written as CSV or JSON Lines.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, TextIO, TypedDict

from ..article import Article, Passage
from ..normalise import fold_text
from ..sentences import sentence_spans
from .find import find_figures
from .reader_units import plain

COLUMNS = (
    "text",
    "value",
    "high",
    "unit",
    "kind",
    "bound",
    "subject",
    "place",
    "time",
    "direction",
    "date",
    "article_id",
    "title",
    "source",
    "article_date",
    "passage_id",
    "start",
    "end",
    "quote",
)
# A date or a name written with digits measures nothing.
MEASURED = frozenset({"quantity", "percent", "point", "fraction", "ratio", "rank", "ordinal"})
Order = Literal["article", "value_down", "value_up", "date"]


class FigureRow(TypedDict):
    """One figure. `quote` is its sentence, verbatim; `article.text[start:end] == text`.

    `value` and `high` are decimal strings, exact; `date` is the figure itself where it is a date,
    `time` the date that its sentence speaks of.
    """

    text: str
    value: str | None
    high: str | None
    unit: str
    kind: str
    bound: str
    subject: str | None
    place: str | None
    time: str | None
    direction: str | None
    date: str | None
    article_id: str
    title: str | None
    source: str | None
    article_date: str | None
    passage_id: int | None
    start: int
    end: int
    quote: str


def figure_rows(article: Article, passages: Sequence[Passage] = ()) -> list[FigureRow]:
    """The rows of one article, in reading order; dates and quantities, no names.

    With `passages` (those of the article) each row carries the id of the passage it stands in.
    """
    sentences = sentence_spans(article.text)
    rows: list[FigureRow] = []
    at = 0
    for figure in find_figures(article.text, article_date=article.date):
        if figure.kind == "name":
            continue
        while at + 1 < len(sentences) and sentences[at][1] <= figure.start:
            at += 1
        first, last = sentences[at] if sentences else (figure.start, figure.end)
        passage = next((p for p in passages if p.start <= figure.start < p.end), None)
        rows.append(
            FigureRow(
                text=figure.text,
                value=None if figure.value is None else plain(figure.value),
                high=None if figure.high is None else plain(figure.high),
                unit=figure.unit,
                kind=figure.kind,
                bound=figure.bound,
                subject=figure.subject.measure,
                place=figure.subject.place,
                time=figure.subject.time,
                direction=figure.subject.direction,
                date=figure.date,
                article_id=article.id,
                title=article.title,
                source=article.source,
                article_date=article.date,
                passage_id=None if passage is None else passage.id,
                start=figure.start,
                end=figure.end,
                quote=article.text[min(first, figure.start) : max(last, figure.end)],
            )
        )
    return rows


def write_csv(rows: Iterable[FigureRow], out: TextIO) -> None:
    """Rows as CSV with a header. Cells that a spreadsheet would run as a formula are quoted."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in COLUMNS])  # type: ignore[literal-required]


def write_jsonl(rows: Iterable[FigureRow], out: TextIO) -> None:
    """Rows as JSON Lines."""
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def filtered(
    rows: Iterable[FigureRow],
    *,
    words: str = "",
    unit: str | None = None,
    kind: str | None = None,
    kinds: Collection[str] | None = None,
    article_id: str | None = None,
) -> Iterator[FigureRow]:
    """Rows whose quote, title or unit holds every word, of the unit, kind and article asked for.

    Words are compared as a search would, so 東山 finds 东山; `kinds=MEASURED` leaves dates out.
    """
    wanted = fold_text(words).split()
    for row in rows:
        if (unit and row["unit"] != unit) or (article_id and row["article_id"] != article_id):
            continue
        if (kind and row["kind"] != kind) or (kinds is not None and row["kind"] not in kinds):
            continue
        if wanted:
            text = fold_text(f"{row['quote']} {row['title'] or ''} {row['unit']}")
            if not all(word in text for word in wanted):
                continue
        yield row


def ordered(rows: Iterable[FigureRow], order: Order) -> list[FigureRow]:
    """Rows as they stand, by value, or by the time they speak of (else their article's date).

    What has no value or date comes last in either direction.
    """
    listed = list(rows)
    if order in ("value_down", "value_up"):
        sign = -1 if order == "value_down" else 1
        return sorted(
            listed,
            key=lambda row: (row["value"] is None, sign * Decimal(row["value"] or 0)),
        )
    if order == "date":
        dated = [(row["time"] or row["article_date"], row) for row in listed]
        dated.sort(key=lambda pair: (pair[0] is None, pair[0] or ""))
        return [row for _, row in dated]
    return listed


def units_of(rows: Iterable[FigureRow], most: int = 40) -> list[tuple[str, int]]:
    """The units with how often they occur, the commonest first."""
    return Counter(row["unit"] for row in rows if row["unit"]).most_common(most)


def _cell(value: object) -> object:
    # Articles are other people's text: "=…" must not become a formula.
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        negative = value[:1] == "-" and value[1:].replace(".", "").replace("%", "").isdigit()
        return value if negative else "'" + value
    return value
