"""The figure table of a collection: rows of `index.figures`, to filter, order and compare."""

from __future__ import annotations

import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from index import Article
from index.figures import FigureRow, figure_rows
from index.normalise import fold_text

Order = Literal["article", "value_down", "value_up", "date"]

# A date, a name written with digits or a "first" measures nothing.
_LISTED = frozenset({"quantity", "percent", "point", "fraction", "ratio", "rank"})
# The table is read out of this many articles; asking and checking know no such limit.
_MOST_ARTICLES = 2000
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


class PlacedRow(FigureRow):
    """A row that knows where its figure stands in its sentence: `quote[at : at + len(text)]`."""

    at: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Values of one measure in one unit, that differ in place or in year."""

    measure: str
    unit: str
    over: Literal["places", "years"]
    rows: tuple[PlacedRow, ...]


class FigureTable:
    """The rows of a collection, read out of each article once.

    >>> table = FigureTable(collection)                         # doctest: +SKIP
    >>> [row["text"] for row in chosen(table.rows(), unit="吨")]  # doctest: +SKIP
    ['3200吨']
    """

    def __init__(self, collection: Any) -> None:
        self._collection = collection
        self._lock = threading.Lock()
        self._generation = -1
        self._rows: dict[str, list[PlacedRow]] = {}

    def rows(self) -> list[PlacedRow]:
        """All rows, by article, in reading order."""
        with self._lock:
            generation = self._collection.generation
            if generation != self._generation:
                known, self._rows = self._rows, {}
                for number, article in enumerate(self._collection.articles()):
                    if number == _MOST_ARTICLES:
                        break
                    # An article's id is a hash of its text: the same id has the same rows.
                    self._rows[article.id] = known.get(article.id) or self._read(article)
                self._generation = generation
            return [row for rows in self._rows.values() for row in rows]

    def _read(self, article: Article) -> list[PlacedRow]:
        passages = list(self._collection.passages(article.id))
        return [
            PlacedRow(**row, at=row["start"] - _quote_start(row, article))
            for row in figure_rows(article, passages)
            if _measures(row)
        ]


def _quote_start(row: FigureRow, article: Article) -> int:
    # A sentence may be printed twice; the figure's own is the last that begins before it.
    return article.text.rfind(row["quote"], 0, row["start"] + len(row["quote"]))


def row_to_json(row: PlacedRow) -> dict[str, Any]:
    """The object of `index figures --json`."""
    return {name: value for name, value in row.items() if name != "at"}


def _measures(row: FigureRow) -> bool:
    return row["kind"] in _LISTED and (row["value"] is not None or row["kind"] == "ratio")


def value_of(row: FigureRow) -> Decimal | None:
    """The exact value."""
    return None if row["value"] is None else Decimal(row["value"])


def year_of(row: FigureRow) -> str | None:
    """The year that the sentence speaks of, where it is told."""
    found = _YEAR.findall(row["time"] or "")
    return found[-1] if found else None


def chosen(
    rows: Iterable[PlacedRow],
    *,
    words: str = "",
    unit: str | None = None,
    measure: str | None = None,
    article_id: str | None = None,
) -> list[PlacedRow]:
    """Rows with every word of `words` in sentence or title, in either script; of one unit, …"""
    wanted = fold_text(words).split()
    return [
        row
        for row in rows
        if (not unit or row["unit"] == unit)
        and (not measure or row["subject"] == measure)
        and (not article_id or row["article_id"] == article_id)
        and _has(row, wanted)
    ]


def _has(row: FigureRow, words: Sequence[str]) -> bool:
    if not words:
        return True
    shown = (row["quote"], row["title"] or "", row["unit"], row["subject"] or "")
    text = fold_text(" ".join(shown))
    return all(word in text for word in words)


def ordered(rows: Sequence[PlacedRow], order: Order) -> list[PlacedRow]:
    """Rows by value, by date, or as they stand; rows without the key come last."""
    if order in ("value_down", "value_up"):
        valued = [(value, row) for row in rows if (value := value_of(row)) is not None]
        valued.sort(key=lambda pair: pair[0], reverse=order == "value_down")
        return [row for _, row in valued] + [row for row in rows if row["value"] is None]
    if order == "date":
        return sorted(rows, key=lambda row: year_of(row) or row["article_date"] or "~")
    return list(rows)


def units_of(rows: Iterable[PlacedRow], most: int = 40) -> list[tuple[str, int]]:
    """The units by frequency."""
    return Counter(row["unit"] for row in rows if row["unit"]).most_common(most)


def comparisons(rows: Iterable[PlacedRow], most: int = 40) -> list[Comparison]:
    """What can be drawn: a measure with values of one unit for two places or two years at least.

    A value printed several times for the same place and year counts once. Over years when they all
    are of one place and each has its year; over places otherwise. Longest first.
    """
    groups: dict[tuple[str, str], dict[tuple[str | None, str | None, str], PlacedRow]]
    groups = defaultdict(dict)
    for row in rows:
        value = value_of(row)
        if row["subject"] and row["unit"] and value is not None and value > 0:
            point = (row["place"], year_of(row), str(row["value"]))
            groups[row["subject"], row["unit"]].setdefault(point, row)
    found: list[Comparison] = []
    for (measure, unit), points in groups.items():
        places = {place for place, _, _ in points}
        years = {year for _, year, _ in points}
        if len(places) == 1 and None not in years and len(years) > 1:
            in_time = sorted(points.values(), key=lambda row: year_of(row) or "")
            found.append(Comparison(measure, unit, "years", tuple(in_time)))
        elif len(places - {None}) > 1:
            placed = [row for row in points.values() if row["place"]]
            placed.sort(key=lambda row: value_of(row) or 0, reverse=True)
            found.append(Comparison(measure, unit, "places", tuple(placed)))
    found.sort(key=lambda comparison: -len(comparison.rows))
    return found[:most]
