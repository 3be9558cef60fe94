"""The table of figures and its chart, as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from .export import table_as_csv
from .figure_rows import Comparison, PlacedRow, comparisons, value_of, year_of
from .reading import Mark, marked_text
from .texts import InterfaceLanguage, t

_SHOWN = 150
_BARS = 15
_WORDS = 12
_CLAUSE_END = re.compile(r"[，,；;。：:、！？!?\n]")


def figures_html(rows: Sequence[PlacedRow], measure: str, language: InterfaceLanguage) -> str:
    """Count, CSV button, a chart where the rows compare one measure, and the table."""
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
    found = comparisons(rows)
    # Words or an article may also leave one measure; several side by side would only confuse.
    if found and (measure or len(found) == 1):
        chart = Markup("").join(_chart(one, language) for one in found[:2])
    elif found:
        chart = Markup('<p class="hint">{}</p>').format(t("chart_hint", language))
    else:
        chart = Markup("")
    parts = [head, chart, _table(rows, language)]
    if len(rows) > _SHOWN:
        parts.append(Markup('<p class="more">{}</p>').format(t("figures_more", language, n=_SHOWN)))
    return str(Markup("").join(parts))


def figures_csv(rows: Sequence[PlacedRow], language: InterfaceLanguage) -> str:
    """All rows as CSV; `value` without grouped digits, so that a spreadsheet counts with it."""
    names = (
        "col_figure",
        "col_value",
        "col_unit",
        "figures_measure",
        "filter_place",
        "col_when",
        "col_subject",
        "col_article",
        "filter_source",
        "conflict_date",
    )
    header = [t(name, language) for name in names]
    return table_as_csv(
        header,
        [
            (
                row["text"],
                row["value"],
                row["unit"],
                row["subject"],
                row["place"],
                year_of(row),
                row["quote"],
                row["title"],
                row["source"],
                row["article_date"],
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


def _table(rows: Sequence[PlacedRow], language: InterfaceLanguage) -> Markup:
    names = ("col_figure", "col_subject", "col_article")
    header = Markup("").join(
        Markup('<th scope="col">{}</th>').format(t(name, language)) for name in names
    )
    body = Markup("").join(_row(row, language) for row in rows[:_SHOWN])
    return Markup(
        '<table class="grid figures"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(header, body)


def _row(row: PlacedRow, language: InterfaceLanguage) -> Markup:
    return Markup(
        '<tr><td><b>{text}</b><span class="value">{value}</span></td><td>{sentence}</td>'
        '<td>{button}<span class="byline">{date}</span></td></tr>'
    ).format(
        text=row["text"],
        value=_plain_value(row),
        sentence=_around(row),
        button=_opener(row, row["title"] or t("untitled", language)),
        date=row["article_date"] or "",
    )


def _opener(row: PlacedRow, words: str) -> Markup:
    """A button that opens the article at the figure."""
    return Markup(
        '<button type="button" class="link" data-act="figure" data-article="{}" data-start="{}" '
        'data-end="{}">{}</button>'
    ).format(row["article_id"], row["start"], row["end"], words)


def _plain_value(row: PlacedRow) -> str:
    """The value in digits, where the article prints it otherwise: 14.5亿件 -> 1,450,000,000 件."""
    value = value_of(row)
    if value is None:
        return ""
    shown = shown_value(value)
    if row["high"] is not None:
        shown = f"{shown} – {shown_value(Decimal(row['high']))}"
    shown = f"{shown} {row['unit']}".strip()
    printed = row["text"].replace(",", "").replace(" ", "")
    return "" if shown.replace(",", "").replace(" ", "") == printed else shown


def _around(row: PlacedRow, reach: int = 34) -> Markup:
    """The words around the figure, it being marked."""
    quote, at = row["quote"], row["at"]
    until = at + len(row["text"])
    start, end = max(0, at - reach), min(len(quote), until + reach)
    words = marked_text(quote, start, end, [Mark(at, until, "also")])
    before = "…" if start > 0 else ""
    after = "…" if end < len(quote) else ""
    return Markup("{}{}{}").format(before, words, after)


def _chart(comparison: Comparison, language: InterfaceLanguage) -> Markup:
    """Bars of one measure, by place or in the order of the years; a value opens its article."""
    rows = comparison.rows[:_BARS]
    most = max((value_of(row) or Decimal(0) for row in rows), default=Decimal(1)) or Decimal(1)
    bars = Markup("").join(
        Markup(
            '<li style="--share:{share}"><span class="what">{label}</span><span class="bar"></span>'
            "{value}</li>"
        ).format(
            label=_label(row, rows),
            share=f"{float((value_of(row) or 0) / most):.4f}",
            value=_opener(row, row["text"]),
        )
        for row in rows
    )
    caption = t(
        f"chart_{comparison.over}", language, measure=comparison.measure, unit=comparison.unit
    )
    return Markup(
        '<figure class="chart"><figcaption>{}</figcaption><ol class="bars">{}</ol></figure>'
    ).format(caption, bars)


def _label(row: PlacedRow, others: Sequence[PlacedRow]) -> str:
    """Place and year, as far as they are told; words before the figure where that is not enough."""
    label = _where(row)
    if sum(_where(other) == label for other in others) < 2:
        return label
    words = _CLAUSE_END.split(row["quote"][: row["at"]])[-1].strip()[-_WORDS:]
    return f"{label} · {words}" if words else label


def _where(row: PlacedRow) -> str:
    return " · ".join(part for part in (row["place"], year_of(row)) if part)
