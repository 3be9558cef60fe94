"""Sources as HTML: the numbered marks, the cards, and the article with the quoted words marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from index import Article

from .reading import Mark, article_html, byline
from .texts import InterfaceLanguage, t

JSON = Mapping[str, Any]


def citation_of(answer: JSON, n: int) -> JSON | None:
    """The citation numbered `n`, if the answer has it."""
    return next((citation for citation in answer["citations"] if citation["n"] == n), None)


def cite_button(answer: JSON, n: int, number: int, language: InterfaceLanguage) -> Markup:
    """The small numbered mark that opens a source."""
    citation = citation_of(answer, n)
    if citation is None:
        return Markup("")
    title = citation["title"] or t("untitled", language)
    label = f"{t('citation', language, n=n)}: {title}"
    return Markup(
        '<button type="button" class="cite" data-act="cite" data-turn="{turn}" data-n="{n}" '
        'aria-label="{label}" title="{label}">{n}</button>'
    ).format(turn=number, n=n, label=label)


def sources_html(answer: JSON | None, number: int, language: InterfaceLanguage) -> str:
    """The right side: one card for each citation of the answer."""
    if answer is None or not answer["citations"]:
        return str(Markup('<p class="empty">{}</p>').format(t("sources_empty", language)))
    title = t("nearest", language) if answer["abstained"] else t("sources", language)
    cards = Markup("").join(card_html(c, number, language) for c in answer["citations"])
    return str(Markup('<h2>{}</h2><ol class="cards">{}</ol>').format(title, cards))


def card_html(citation: JSON, number: int, language: InterfaceLanguage) -> Markup:
    """A source in a list: number, title, newspaper and date, and the quoted words."""
    parts = byline(
        source=citation["source"], date=citation["date"], page=citation["page"], language=language
    )
    return Markup(
        '<li><button type="button" class="card" data-act="cite" data-turn="{turn}" data-n="{n}" '
        'aria-label="{label}"><span class="number">{n}</span><span class="headline">{title}</span>'
        '<span class="byline">{byline}</span><span class="quote">{quote}</span></button></li>'
    ).format(
        turn=number,
        n=citation["n"],
        label=f"{t('citation', language, n=citation['n'])}: {t('open_in_article', language)}",
        title=citation["title"] or t("untitled", language),
        byline=Markup("").join(Markup("<span>{}</span>").format(part) for part in parts),
        quote=citation["quote"],
    )


def problem_html(message: str, language: InterfaceLanguage) -> str:
    """A sentence where content would stand; an invitation when there is nothing to say."""
    shown = message or t("evidence_empty", language)
    return str(Markup('<p class="empty" role="status">{}</p>').format(shown))


def source_html(
    article: Article | None,
    answer: JSON,
    n: int,
    number: int,
    language: InterfaceLanguage,
) -> str:
    """The article of citation `n`, the cited words marked; the answer's other quotes lightly.

    When the article is gone or no longer says the quoted words, it says so and marks nothing: a
    wrong highlight is worse than none.
    """
    back = Markup(
        '<nav class="back"><button type="button" data-act="sources" data-turn="{}">← {}</button>'
        "</nav>"
    ).format(number, t("back_to_sources", language))
    citation = citation_of(answer, n)
    if citation is None or article is None or not _stands(article, citation):
        gone = Markup('<p class="error" role="alert">{}</p>').format(t("source_gone", language))
        quote = Markup("<blockquote>{}</blockquote>").format(citation["quote"] if citation else "")
        return str(back + gone + quote)
    marks = [
        Mark(other["start"], other["end"], "also", t("citation", language, n=other["n"]))
        for other in answer["citations"]
        if other["article_id"] == article.id and other["n"] != n and _stands(article, other)
    ]
    label = t("citation", language, n=n)
    marks.insert(0, Mark(citation["start"], citation["end"], "quote", label))
    return str(back + article_html(article, language, marks))


def _stands(article: Article, citation: JSON) -> bool:
    start, end = citation["start"], citation["end"]
    return bool(
        0 <= start < end <= len(article.text) and article.text[start:end] == citation["quote"]
    )
