"""Nothing leaves the assistant unless its words stand in an article and its figures in its quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.figures import verify_sentence
from index.normalise import fold_text

from .answer import Citation, Sentence


@dataclass(frozen=True, slots=True)
class Verified:
    """What survived; `dropped` are the sentences that did not, with the reason."""

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    dropped: tuple[tuple[Sentence, str], ...]


def citation_holds(citation: Citation) -> bool:
    """The quote is, character by character, what the article says at that place."""
    article = citation.article
    return (
        0 <= citation.start < citation.end <= len(article.text)
        and article.text[citation.start : citation.end] == citation.quote
    )


def verify(sentences: Sequence[Sentence], citations: Sequence[Citation]) -> Verified:
    """Keep the sentences whose citations are verbatim and carry every figure of the sentence.

    A sentence that is itself a quotation (equal after folding) needs no figure check: it is the
    source. Citations that no surviving sentence uses are dropped, the rest renumbered from 1 in
    order of use.
    """
    sound = {citation.n: citation for citation in citations if citation_holds(citation)}
    kept: list[Sentence] = []
    dropped: list[tuple[Sentence, str]] = []
    for sentence in sentences:
        if not sentence.citations or any(n not in sound for n in sentence.citations):
            dropped.append((sentence, "citation is not verbatim"))
            continue
        quotes = [sound[n].quote for n in sentence.citations]
        dates = {sound[n].article.date for n in sentence.citations}
        # 去年 means a year only where all that is cited was printed in one.
        dated = dates.pop() if len(dates) == 1 else None
        if fold_text(sentence.text) not in {fold_text(quote) for quote in quotes}:
            unproved = [
                check.figure.text
                for check in verify_sentence(sentence.text, quotes, article_date=dated)
                if not check.supported
            ]
            if unproved:
                dropped.append((sentence, f"figure not in the cited words: {unproved[0]}"))
                continue
        kept.append(sentence)
    order = list(dict.fromkeys(n for sentence in kept for n in sentence.citations))
    renumbered = {old: new for new, old in enumerate(order, start=1)}
    return Verified(
        sentences=tuple(
            Sentence(s.text, tuple(renumbered[n] for n in s.citations), s.highlight) for s in kept
        ),
        citations=tuple(
            Citation(renumbered[n], c.article, c.start, c.end, c.quote, c.passage)
            for n in order
            for c in [sound[n]]
        ),
        dropped=tuple(dropped),
    )


def verify_citations(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations that are verbatim, as they are."""
    return tuple(citation for citation in citations if citation_holds(citation))
