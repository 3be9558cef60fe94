"""The table of figures and its chart, as HTML and SVG."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from .export import table_as_csv
from .figure_rows import FigureRow
from .reading import Mark, marked_text
from .texts import InterfaceLanguage, t

_SHOWN = 150
_CLAUSE_END = re.compile(r"[，,；;。：:！？!?\n]")
_QUOTES = "“”‘’\"'「」 "
_BARS = 12
# A label shorter than this takes in the clause before it.
_TELLING = 4
# Next to a bar a hundred times as long, a bar shows nothing.
_LEAST_SHARE = Decimal("0.01")
_BAR_WIDTH, _BAR_HEIGHT, _LABEL_WIDTH = 720, 26, 300


def figures_html(rows: Sequence[FigureRow], unit: str, language: InterfaceLanguage) -> str:
    """Count, CSV button, a chart when one unit is chosen, and the table."""
    if not rows:
        return str(Markup('<p class="empty">{}</p>').format(t("figures_none", language)))
    head = Markup(
        '<div class="panel-head"><h2>{}</h2><button type="button" class="plain" '
        'data-download="figures.csv" data-content="{}">{}</button></div>'
    ).format(
        t("figures_count", language, n=len(rows)),
        figures_csv(rows, language),
        t("export_csv", language),
    )
    parts = [head, _chart(rows, unit, language) if unit else Markup(""), _table(rows, language)]
    if len(rows) > _SHOWN:
        parts.append(Markup('<p class="more">{}</p>').format(t("figures_more", language, n=_SHOWN)))
    return str(Markup("").join(parts))


def figures_csv(rows: Sequence[FigureRow], language: InterfaceLanguage) -> str:
    """All rows as CSV."""
    names = ("col_figure", "col_value", "col_unit", "col_subject", "col_when", "col_article")
    header = [t(name, language) for name in names]
    return table_as_csv(
        header,
        [
            (
                row.figure.text,
                shown_value(row.figure.value),
                row.figure.unit,
                row.sentence,
                row.figure.subject.time or row.article.date,
                row.article.title,
            )
            for row in rows
        ],
    )


def shown_value(value: Decimal | None) -> str:
    """A number with grouped digits, without an exponent.

    >>> shown_value(Decimal("1450000000")), shown_value(Decimal("0.3550"))
    ('1,450,000,000', '0.355')
    """
    if value is None:
        return ""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _table(rows: Sequence[FigureRow], language: InterfaceLanguage) -> Markup:
    names = ("col_figure", "col_value", "col_subject", "col_article")
    header = Markup("").join(
        Markup('<th scope="col">{}</th>').format(t(name, language)) for name in names
    )
    body = Markup("").join(_row(row, language) for row in rows[:_SHOWN])
    return Markup(
        '<table class="grid figures"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(header, body)


def _row(row: FigureRow, language: InterfaceLanguage) -> Markup:
    figure = row.figure
    value = shown_value(figure.value)
    if figure.high is not None:
        value = f"{value} – {shown_value(figure.high)}"
    return Markup(
        "<tr><td>{text}</td><td>{value} {unit}</td><td>{sentence}</td>"
        '<td><button type="button" class="link" data-act="figure" data-article="{id}" '
        'data-start="{start}" data-end="{end}">{title}</button>'
        '<span class="byline">{date}</span></td></tr>'
    ).format(
        text=figure.text,
        value=value,
        unit=figure.unit,
        sentence=_around(row),
        id=row.article.id,
        start=figure.start,
        end=figure.end,
        title=row.article.title or t("untitled", language),
        date=row.article.date or "",
    )


def _around(row: FigureRow, reach: int = 34) -> Markup:
    """The words around the figure, it being marked."""
    start = max(row.start, row.figure.start - reach)
    end = min(row.end, row.figure.end + reach)
    text = marked_text(
        row.article.text, start, end, [Mark(row.figure.start, row.figure.end, "also")]
    )
    before = "…" if start > row.start else ""
    after = "…" if end < row.end else ""
    return Markup("{}{}{}").format(before, text, after)


def _chart(rows: Sequence[FigureRow], unit: str, language: InterfaceLanguage) -> Markup:
    """Bars of the largest values of one unit that can be compared; nothing for fewer than two."""
    valued = [row for row in rows if row.figure.value is not None and row.figure.value > 0]
    valued.sort(key=lambda row: row.figure.value or 0, reverse=True)
    most = (valued[0].figure.value if valued else None) or Decimal(1)
    valued = [row for row in valued if (row.figure.value or 0) >= most * _LEAST_SHARE][:_BARS]
    if len(valued) < 2:
        return Markup("")
    room = _BAR_WIDTH - _LABEL_WIDTH - 110
    bars = Markup("").join(
        Markup(
            '<g transform="translate(0 {y})"><text x="{edge}" y="17" text-anchor="end">{label}</text>'
            '<rect x="{left}" y="4" width="{width}" height="17"/>'
            '<text x="{after}" y="17">{value}</text></g>'
        ).format(
            y=number * _BAR_HEIGHT,
            edge=_LABEL_WIDTH - 8,
            label=_label(row),
            left=_LABEL_WIDTH,
            width=max(2, round(float((row.figure.value or 0) / most) * room)),
            after=_LABEL_WIDTH + max(2, round(float((row.figure.value or 0) / most) * room)) + 6,
            value=row.figure.text,
        )
        for number, row in enumerate(valued)
    )
    caption = t("chart_of", language, unit=unit)
    return Markup(
        '<figure class="chart"><figcaption>{caption}</figcaption><svg viewBox="0 0 {width} {height}" '
        'role="img" aria-label="{caption}">{bars}</svg></figure>'
    ).format(caption=caption, width=_BAR_WIDTH, height=len(valued) * _BAR_HEIGHT + 6, bars=bars)


def _label(row: FigureRow, most: int = 20) -> str:
    """The words before the figure, as many clauses as say something, else the words after it."""
    clauses = _CLAUSE_END.split(row.article.text[row.start : row.figure.start])
    label = ""
    while clauses and len(label) < _TELLING:
        clause = clauses.pop().strip(_QUOTES)
        label = f"{clause}，{label}" if clause and label else clause or label
    if len(label) < 2:
        label = _CLAUSE_END.split(row.article.text[row.figure.end : row.end])[0].strip(_QUOTES)
        return label[:most]
    return label if len(label) <= most else "…" + label[-most:]
