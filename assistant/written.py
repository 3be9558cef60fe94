"""One written question with its paragraph, as evidence: what fits and measures of single parts use.

A part of the assistant, such as the choice among figures, is fitted and measured on thousands of written
questions without a collection around them: the sentence that answers is given, alone.
"""

from __future__ import annotations

from dataclasses import replace

from index import Article, Passage
from index.figures import find_figures
from index.sentences import sentence_spans
from index.tokens import tokens
from models import Reader
from models.training.corpus import Example

from .evidence import Evidence, Features, spans_in
from .register import as_written
from .retrieve import Candidate


def alone(text: str) -> Evidence:
    """A sentence as evidence, with no article around it and nothing read."""
    article = Article(
        id="", title=None, subtitle=None, source=None, date=None, page=None, author=None,
        language="zh-Hans", text=text, path="", sha256="",
    )  # fmt: skip
    passage = Passage(0, "", 0, None, 0, len(text), text)
    return Evidence(
        candidate=Candidate(passage, article, 0.0, 0, None),
        start=0,
        end=len(text),
        text=text,
        figures=tuple(find_figures(text)),
        features=Features(**dict.fromkeys(Features.__dataclass_fields__, 0.0)),
        score=0.0,
        span=None,
        span_score=0.0,
    )


def answering(example: Example, reader: Reader | None = None) -> tuple[Evidence, int] | None:
    """The sentence that answers `example`, and its offset in the paragraph.

    With what `reader` points at in it, where one is given. `None` where no single sentence holds the
    answer, or there is none.
    """
    sentences = sentence_spans(example.context)
    span = next((s for s in sentences if s[0] <= example.start and example.end <= s[1]), None)
    if example.start < 0 or span is None:
        return None
    start, end = span
    evidence = alone(example.context[start:end])
    if reader is None:
        return evidence, start
    (reading,) = reader.read(as_written(example.question), [example.context], [sentences])
    pointers = spans_in(reading, start, end, -start)
    pointed = replace(
        evidence,
        pointers=pointers,
        span=pointers[0][:2] if pointers else None,
        span_score=pointers[0][2] if pointers else 0.0,
    )
    return pointed, start


def nearest(example: Example) -> Evidence | None:
    """The sentence of the paragraph of `example` that shares the most words with its question."""
    asked = set(tokens(example.question))
    sentences = [example.context[a:b] for a, b in sentence_spans(example.context)]
    if not sentences:
        return None
    return alone(max(sentences, key=lambda sentence: len(asked & set(tokens(sentence)))))
