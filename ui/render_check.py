"""A checked text: figures marked in place, the table below, the evidence at the side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from .export import table_as_csv, table_as_markdown
from .render_sources import card_html
from .texts import InterfaceLanguage, t

JSON = Mapping[str, Any]

_SIGNS = {"supported": "✓", "contradicted": "✗", "not_enough_info": "?"}


def checked_html(text: str, claims: Sequence[JSON], language: InterfaceLanguage) -> str:
    """The whole result."""
    if not claims:
        return str(
            Markup('<p class="empty" role="status">{}</p>').format(t("check_none", language))
        )
    return str(
        Markup('<div class="checked" role="status">{}</div>{}{}').format(
            _marked(text, claims, language), _legend(claims, language), _table(claims, language)
        )
    )


def _marked(text: str, claims: Sequence[JSON], language: InterfaceLanguage) -> Markup:
    """The text with every figure as a button in the colour of its verdict.

    Figures are looked for one after the other within their statement, so the second 3 of a
    sentence is not taken for the first; what is not found stands in the table only.
    """
    parts: list[Markup] = []
    position = 0
    for number, claim in enumerate(claims):
        at = max(position, claim["start"])
        for index, figure in enumerate(claim["figures"]):
            found = text.find(figure["text"], at, claim["end"])
            if found < 0:
                continue
            parts.append(escape(text[position:found]))
            parts.append(_figure(figure, number, index, language))
            at = position = found + len(figure["text"])
    parts.append(escape(text[position:]))
    return Markup("").join(parts)


def _figure(figure: JSON, claim: int, index: int, language: InterfaceLanguage) -> Markup:
    verdict = _verdict(figure)
    return Markup(
        '<button type="button" class="figure {verdict}" data-act="evidence" data-claim="{claim}" '
        'data-figure="{index}" aria-label="{text}: {said}" title="{said}">{text}'
        '<span aria-hidden="true">{sign}</span></button>'
    ).format(
        verdict=verdict,
        claim=claim,
        index=index,
        text=figure["text"],
        said=t(f"verdict_{verdict}", language),
        sign=_SIGNS[verdict],
    )


def _verdict(value: JSON) -> str:
    return value["verdict"] if value["verdict"] in _SIGNS else "not_enough_info"


def _legend(claims: Sequence[JSON], language: InterfaceLanguage) -> Markup:
    """How many figures of each verdict."""
    figures = [figure for claim in claims for figure in claim["figures"]]
    items = [
        Markup('<span class="figure {v}">{said} {n}</span>').format(
            v=verdict,
            said=t(f"verdict_{verdict}", language),
            n=sum(_verdict(figure) == verdict for figure in figures),
        )
        for verdict in _SIGNS
    ]
    return Markup('<p class="legend">{}</p>').format(Markup(" ").join(items))


def _rows(claims: Sequence[JSON], language: InterfaceLanguage) -> list[list[str]]:
    """A row for each figure, and one for each statement without figures."""
    rows: list[list[str]] = []
    for claim in claims:
        figures = claim["figures"] or [
            {"text": "", "verdict": claim["verdict"], "found": None, "citation": None}
        ]
        for figure in figures:
            citation = _citation(claim, figure)
            source = ""
            if citation is not None:
                parts = (citation["title"], citation["source"], citation["date"])
                source = "，".join(part for part in parts if part)
            rows.append(
                [
                    claim["claim"],
                    figure["text"],
                    t(f"verdict_{_verdict(figure)}", language),
                    figure["found"] or "",
                    source,
                    claim["explanation"] or "",
                ]
            )
    return rows


_COLUMNS = (
    "col_claim",
    "col_figure",
    "col_verdict",
    "col_found",
    "col_evidence",
    "col_explanation",
)


def _citation(claim: JSON, figure: JSON) -> JSON | None:
    return next((c for c in claim["citations"] if c["n"] == figure["citation"]), None)


def _table(claims: Sequence[JSON], language: InterfaceLanguage) -> Markup:
    """A row for each figure under its statement, and the buttons that export them."""
    columns = ("col_figure", "col_verdict", "col_found", "col_evidence")
    body: list[Markup] = []
    for number, claim in enumerate(claims):
        if len(claims) > 1:
            body.append(
                Markup('<tr class="claim"><th scope="rowgroup" colspan="4">{}</th></tr>').format(
                    claim["claim"].strip()
                )
            )
        figures: Sequence[JSON | None] = claim["figures"] or [None]
        body += [_row(claim, figure, number, n, language) for n, figure in enumerate(figures)]
    header = [t(name, language) for name in _COLUMNS]
    rows = _rows(claims, language)
    return Markup(
        '<table class="grid checks"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
        '<p class="exports"><button type="button" class="plain" data-download="check.csv" '
        'data-content="{csv}">{csv_label}</button><button type="button" class="plain" '
        'data-download="check.md" data-content="{markdown}">{markdown_label}</button></p>'
    ).format(
        heads=Markup("").join(
            Markup('<th scope="col">{}</th>').format(t(name, language)) for name in columns
        ),
        body=Markup("").join(body),
        csv=table_as_csv(header, rows),
        csv_label=t("export_csv", language),
        markdown=table_as_markdown(header, rows),
        markdown_label=t("export_markdown", language),
    )


def _row(
    claim: JSON, figure: JSON | None, number: int, index: int, language: InterfaceLanguage
) -> Markup:
    verdict = _verdict(figure or claim)
    citation = _citation(claim, figure) if figure else None
    citation = citation or next(iter(claim["citations"]), None)
    title = (citation["title"] if citation else None) or t("evidence", language)
    return Markup(
        '<tr><td>{text}</td><td><span class="figure {verdict}">{said}</span></td>'
        '<td>{found}</td><td><button type="button" class="link" data-act="evidence" '
        'data-claim="{claim}" data-figure="{index}">{title}</button></td></tr>'
    ).format(
        text=figure["text"] if figure else "–",
        verdict=verdict,
        said=t(f"verdict_{verdict}", language),
        found=(figure["found"] if figure else None) or "–",
        claim=number,
        index=index,
        title=title,
    )


def verdict_html(claim: JSON, index: int, language: InterfaceLanguage) -> Markup:
    """One figure of a statement and its verdict, in a line over the article."""
    if not 0 <= index < len(claim["figures"]):
        return Markup("")
    figure = claim["figures"][index]
    verdict = _verdict(figure)
    found = figure["found"] if verdict == "contradicted" else None
    return Markup(
        '<p class="verdict"><span class="figure {verdict}">{text} {sign}</span> {said}{found}</p>'
    ).format(
        verdict=verdict,
        text=figure["text"],
        sign=_SIGNS[verdict],
        said=t(f"verdict_{verdict}", language),
        found=_joined(t("said_of", language, found=found), language) if found else "",
    )


def _joined(words: str, language: InterfaceLanguage) -> str:
    return f", {words}" if language == "en" else f"，{words}"


def evidence_html(claim: JSON, number: int, language: InterfaceLanguage) -> str:
    """What the articles say on one statement: the verdict in words, and a card for each source."""
    verdict = _verdict(claim)
    cards = Markup("").join(card_html(c, number, language) for c in claim["citations"])
    return str(
        Markup(
            '<h2>{title}</h2><blockquote>{claim}</blockquote><p class="verdict">'
            '<span class="figure {verdict}">{said}</span> {explanation}</p><ol class="cards">{cards}</ol>'
        ).format(
            title=t("evidence", language),
            claim=claim["claim"],
            verdict=verdict,
            said=t(f"verdict_{verdict}", language),
            explanation=claim["explanation"] or "",
            cards=cards,
        )
    )
