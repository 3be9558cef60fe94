"""Nothing leaves the assistant unless its words stand in an article and its figures in its quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from index import Language
from index.figures import Figure, compare, find_figures, verify_sentence
from index.normalise import fold_text

from .answer import Citation, Computation, Sentence
from .arithmetic import Operation, compute
from .language import detect_language
from .record import about_record


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
    source. A computed figure stands when its operands are printed in their citations and it follows
    from them. A sentence on an article's record must say what the record says, no more. Citations
    that no surviving sentence uses are dropped, the rest renumbered from 1 in
    order of use.
    """
    sound = {citation.n: citation for citation in citations if citation_holds(citation)}
    kept: list[Sentence] = []
    dropped: list[tuple[Sentence, str]] = []
    for sentence in sentences:
        if not sentence.citations or any(n not in sound for n in sentence.citations):
            dropped.append((sentence, "citation is not verbatim"))
            continue
        if sentence.record:
            if _is_recorded(sentence, sound[sentence.citations[0]]):
                kept.append(sentence)
            else:
                dropped.append((sentence, "the article's record does not say so"))
            continue
        quotes = [sound[n].quote for n in sentence.citations]
        dates = {sound[n].article.date for n in sentence.citations}
        # 去年 means a year only where all that is cited was printed in one.
        dated = dates.pop() if len(dates) == 1 else None
        said = sentence.text
        operands: tuple[Figure, ...] = ()
        if sentence.computed is not None:
            operands = _operands(sentence.computed, sound)
            if not _follows(sentence.computed, operands, said):
                dropped.append((sentence, "the computation does not follow from the cited figures"))
                continue
            said = _without(said, sentence.computed.result)
        if fold_text(said) not in {fold_text(quote) for quote in quotes}:
            unproved = [
                check.figure.text
                for check in verify_sentence(said, quotes, article_date=dated)
                if not check.supported
                and not any(compare(check.figure, o).relation == "equal" for o in operands)
            ]
            if unproved:
                dropped.append((sentence, f"figure not in the cited words: {unproved[0]}"))
                continue
        kept.append(sentence)
    order = list(dict.fromkeys(n for sentence in kept for n in sentence.citations))
    renumbered = {old: new for new, old in enumerate(order, start=1)}
    return Verified(
        sentences=tuple(
            replace(
                s,
                citations=tuple(renumbered[n] for n in s.citations),
                computed=_renumbered(s.computed, renumbered),
            )
            for s in kept
        ),
        citations=tuple(
            Citation(renumbered[n], c.article, c.start, c.end, c.quote, c.passage)
            for n in order
            for c in [sound[n]]
        ),
        dropped=tuple(dropped),
    )


def _is_recorded(sentence: Sentence, citation: Citation) -> bool:
    """Whether a sentence is what the record of the cited article says, in any language."""
    languages: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")
    return any(
        fold_text(sentence.text)
        == fold_text(about_record(citation.article, sentence.record, language))
        for language in languages
    )


def _operands(computed: Computation, sound: Mapping[int, Citation]) -> tuple[Figure, ...]:
    """The figures that a computation takes, found again in the quotes of their citations."""
    figures: list[Figure] = []
    for operand in computed.operands:
        citation = sound.get(operand.citation)
        if citation is None:
            continue
        printed = find_figures(citation.quote, article_date=citation.article.date)
        figures += [f for f in printed if f.text == operand.text][:1]
    return tuple(figures)


def _follows(computed: Computation, figures: Sequence[Figure], said: str) -> bool:
    """Whether every operand was found again, and the result is what the arithmetic gives."""
    if len(figures) != len(computed.operands):
        return False
    result = compute(cast(Operation, computed.operation), figures, detect_language(said))
    return result is not None and fold_text(result.text) == fold_text(computed.result)


def _without(said: str, result: str) -> str:
    """The sentence less its computed figure, so that what is left must be printed."""
    return re.sub(rf"(?<![0-9.]){re.escape(result)}", "", said)


def _renumbered(computed: Computation | None, numbers: Mapping[int, int]) -> Computation | None:
    if computed is None:
        return None
    operands = tuple(replace(o, citation=numbers[o.citation]) for o in computed.operands)
    return replace(computed, operands=operands)


def verify_citations(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations that are verbatim, as they are."""
    return tuple(citation for citation in citations if citation_holds(citation))
