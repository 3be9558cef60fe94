"""An article as HTML, with marked spans.

Everything that an article says goes through `markupsafe.escape`: an article is text, whatever it
looks like.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from index import Article

from .texts import InterfaceLanguage, t

_TAGS = {"heading": "h4", "paragraph": "p", "caption": "p", "row": "p"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of `Article.text` to mark: `kind` becomes the CSS class, `label` is read aloud."""

    start: int
    end: int
    kind: str
    label: str = ""


def marked_text(text: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    """`text[start:end]` escaped, with `<mark>` around what `marks` covers.

    Overlapping marks are cut at each other's borders, so the text always comes out once and whole:

    >>> marked_text("全镇有34个村", 0, 7, [Mark(3, 6, "quote")])
    Markup('全镇有<mark class="quote">34个</mark>村')
    """
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    borders = {start, end}
    for mark in inside:
        borders.update((max(start, mark.start), min(end, mark.end)))
    cuts = sorted(borders)
    pieces: list[Markup] = []
    for left, right in pairwise(cuts):
        over = [mark for mark in inside if mark.start <= left and mark.end >= right]
        words = escape(text[left:right])
        if not over:
            pieces.append(words)
            continue
        kinds = " ".join(dict.fromkeys(mark.kind for mark in over))
        label = next((mark.label for mark in over if mark.label), "")
        attribute = Markup(' title="{}"').format(label) if label else Markup("")
        pieces.append(Markup('<mark class="{}"{}>{}</mark>').format(kinds, attribute, words))
    return Markup("").join(pieces)


def article_html(
    article: Article, language: InterfaceLanguage, marks: Sequence[Mark] = ()
) -> Markup:
    """The whole article: headline, byline, and its blocks with `marks`."""
    return head_html(article, language) + body_html(article, marks)


def head_html(article: Article, language: InterfaceLanguage) -> Markup:
    """Headline, and the line with newspaper, date, page and author."""
    return Markup('<h3 class="headline" lang="{}">{}</h3>{}').format(
        article.language, article.title or t("untitled", language), byline_html(article, language)
    )


def body_html(article: Article, marks: Sequence[Mark] = ()) -> Markup:
    """Subtitle, editor's note, and the text block by block with `marks`."""
    parts: list[Markup] = []
    if article.subtitle:
        parts.append(Markup('<p class="subtitle">{}</p>').format(article.subtitle))
    if article.note:
        parts.append(Markup('<p class="note">{}</p>').format(article.note))
    body = [
        Markup('<{tag} class="{kind}">{words}</{tag}>').format(
            tag=Markup(_TAGS[kind]), kind=kind, words=marked_text(article.text, start, end, marks)
        )
        for kind, start, end in _runs(article)
    ]
    parts.append(Markup('<div class="body">{}</div>').format(Markup("").join(body)))
    return Markup('<article class="paper" lang="{}">{}</article>').format(
        article.language, Markup("").join(parts)
    )


def byline(
    *,
    source: str | None,
    date: str | None,
    page: str | None,
    author: str | None = None,
    language: InterfaceLanguage,
) -> list[str]:
    """What is printed of newspaper, date, page and author, in that order."""
    shown = [source, date]
    if page:
        shown.append(t("page_label", language, page=page) if page.isdigit() else page)
    if author:
        shown.append(t("author_label", language, author=author))
    return [part for part in shown if part]


def byline_html(article: Article, language: InterfaceLanguage) -> Markup:
    """The line under a headline."""
    parts = byline(
        source=article.source,
        date=article.date,
        page=article.page,
        author=article.author,
        language=language,
    )
    spans = Markup("").join(Markup("<span>{}</span>").format(part) for part in parts)
    return Markup('<p class="byline">{}</p>').format(spans)


def _runs(article: Article) -> Iterable[tuple[str, int, int]]:
    """The blocks in order, with the text between them as paragraphs; white space is left out."""
    position = 0
    for block in sorted(article.blocks, key=lambda block: block.start):
        yield from _paragraphs(article.text, position, block.start)
        yield block.kind, block.start, block.end
        position = max(position, block.end)
    yield from _paragraphs(article.text, position, len(article.text))


def _paragraphs(text: str, start: int, end: int) -> Iterable[tuple[str, int, int]]:
    position = start
    for line in text[start:end].splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            begin = position + line.index(stripped)
            yield "paragraph", begin, begin + len(stripped)
        position += len(line)
