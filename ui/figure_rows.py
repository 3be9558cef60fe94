"""The figures of the articles as rows of a table, with the words around each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.answer import decimal_to_json
from index import Article
from index.figures import Figure, find_figures
from index.normalise import fold_text
from index.sentences import sentence_spans

Order = Literal["article", "value_down", "value_up", "date"]

# A date or a name written with digits measures nothing.
_LISTED = frozenset({"quantity", "percent", "point", "fraction", "ratio", "rank", "ordinal"})


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure, its article, and the sentence in which it stands: `article.text[start:end]`."""

    figure: Figure
    article: Article
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """The sentence as printed."""
        return self.article.text[self.start : self.end]

    def json(self) -> dict[str, Any]:
        """One object of `/api/figures`."""
        figure, article = self.figure, self.article
        return {
            "text": figure.text,
            "value": decimal_to_json(figure.value),
            "high": decimal_to_json(figure.high),
            "unit": figure.unit or None,
            "kind": figure.kind,
            "bound": figure.bound,
            "subject": figure.subject.measure,
            "of": figure.subject.of,
            "place": figure.subject.place,
            "time": figure.subject.time,
            "article_id": article.id,
            "title": article.title,
            "source": article.source,
            "date": article.date,
            "start": figure.start,
            "end": figure.end,
            "sentence": self.sentence,
        }


def rows_of(article: Article) -> list[FigureRow]:
    """The figures of one article that measure something."""
    spans = sentence_spans(article.text)
    rows: list[FigureRow] = []
    for figure in find_figures(article.text, article_date=article.date):
        if figure.kind not in _LISTED or (figure.value is None and figure.kind != "ratio"):
            continue
        around = (span for span in spans if span[0] <= figure.start and figure.end <= span[1])
        start, end = next(around, (figure.start, figure.end))
        rows.append(FigureRow(figure, article, start, end))
    return rows


def chosen(
    rows: Iterable[FigureRow],
    *,
    words: str = "",
    unit: str | None = None,
    article_id: str | None = None,
) -> list[FigureRow]:
    """Rows with every word of `words` in sentence or title, of one unit, of one article."""
    wanted = fold_text(words).split()
    return [
        row
        for row in rows
        if (not unit or row.figure.unit == unit)
        and (not article_id or row.article.id == article_id)
        and _has(row, wanted)
    ]


def _has(row: FigureRow, words: Sequence[str]) -> bool:
    if not words:
        return True
    text = fold_text(f"{row.sentence} {row.article.title or ''} {row.figure.unit}")
    return all(word in text for word in words)


def ordered(rows: Sequence[FigureRow], order: Order) -> list[FigureRow]:
    """Rows by value, by date, or as they stand; rows without the key come last."""
    if order in ("value_down", "value_up"):
        valued = [row for row in rows if row.figure.value is not None]
        rest = [row for row in rows if row.figure.value is None]
        valued.sort(key=lambda row: row.figure.value or 0, reverse=order == "value_down")
        return valued + rest
    if order == "date":
        return sorted(rows, key=lambda row: (row.article.date is None, row.article.date or ""))
    return list(rows)


def units_of(rows: Iterable[FigureRow], most: int = 40) -> list[tuple[str, int]]:
    """The units by frequency."""
    counted = Counter(row.figure.unit for row in rows if row.figure.unit)
    return counted.most_common(most)
