"""Sources as HTML: the numbered marks, the cards, and the article with the quoted words marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from index import Article

from .desk import Head
from .reading import Mark, body_html, byline, head_html
from .texts import InterfaceLanguage, t

JSON = Mapping[str, Any]

_NOTHING = Markup("")
# Articles named beside the welcome.
_LISTED = 12


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


def working_html(message: str) -> str:
    """What is being done, where its outcome will stand."""
    return str(Markup('<p class="working" role="status">{}</p>').format(message))


def collection_html(heads: Sequence[Head], language: InterfaceLanguage) -> str:
    """What there is to ask about, shown until the first question: newest articles first."""
    if not heads:
        return problem_html(t("articles_none", language), language)
    newest = sorted(heads, key=lambda head: head.date or "", reverse=True)
    rows = Markup("").join(
        Markup(
            '<li><button type="button" class="card" data-act="read" data-id="{id}">'
            '<span class="headline">{title}</span>{byline}</button></li>'
        ).format(
            id=head.id,
            title=head.title or t("untitled", language),
            byline=_line([part for part in (head.source, head.date) if part]),
        )
        for head in newest[:_LISTED]
    )
    rest = len(heads) - _LISTED
    more = Markup('<p class="more">{}</p>').format(t("and_more", language, n=rest))
    return str(
        Markup('<h2>{}<small>{}</small></h2><ul class="cards list">{}</ul>{}').format(
            t("collection", language),
            t("articles_count", language, n=len(heads)),
            rows,
            more if rest > 0 else "",
        )
    )


def _line(parts: Sequence[str]) -> Markup:
    spans = Markup("").join(Markup("<span>{}</span>").format(part) for part in parts)
    return Markup('<span class="byline">{}</span>').format(spans) if parts else Markup("")


def opened_html(
    article: Article,
    marks: Sequence[Mark],
    language: InterfaceLanguage,
    *,
    above: Markup = _NOTHING,
) -> str:
    """A whole article; headline and byline, with `above` over them, stay while it scrolls."""
    return str(
        Markup('<header class="source-top">{}{}</header>{}').format(
            above, head_html(article, language), body_html(article, marks)
        )
    )


def source_html(
    article: Article | None,
    answer: JSON,
    n: int,
    number: int,
    language: InterfaceLanguage,
    *,
    note: Markup = _NOTHING,
) -> str:
    """The article of citation `n`, the cited words marked; the answer's other quotes lightly.

    When the article is gone or no longer says the quoted words, it says so and marks nothing: a
    wrong highlight is worse than none.
    """
    back = _back(answer, n, number, language) + note
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
    return opened_html(article, marks, language, above=back)


def _back(answer: JSON, n: int, number: int, language: InterfaceLanguage) -> Markup:
    """The way back to the list, and to the other sources of the same answer."""
    others = Markup("").join(
        Markup(
            '<button type="button" class="cite" data-act="cite" data-turn="{turn}" data-n="{n}" '
            'aria-label="{label}"{current}>{n}</button>'
        ).format(
            turn=number,
            n=citation["n"],
            label=t("citation", language, n=citation["n"]),
            current=Markup(' aria-current="true"') if citation["n"] == n else "",
        )
        for citation in (answer["citations"] if len(answer["citations"]) > 1 else ())
    )
    return Markup(
        '<nav class="back"><button type="button" data-act="sources" data-turn="{}">← {}</button>'
        "<span>{}</span></nav>"
    ).format(number, t("back_to_sources", language), others)


def _stands(article: Article, citation: JSON) -> bool:
    start, end = citation["start"], citation["end"]
    return bool(
        0 <= start < end <= len(article.text) and article.text[start:end] == citation["quote"]
    )
