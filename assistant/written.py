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


def within(context: str, start: int, end: int) -> Evidence:
    """The sentence `context[start:end]` as evidence, in an article that is `context`, nothing read."""
    article = Article(
        id="", title=None, subtitle=None, source=None, date=None, page=None, author=None,
        language="zh-Hans", text=context, path="", sha256="",
    )  # fmt: skip
    passage = Passage(0, "", 0, None, 0, len(context), context)
    return Evidence(
        candidate=Candidate(passage, article, 0.0, 0, None),
        start=start,
        end=end,
        text=context[start:end],
        figures=tuple(find_figures(context[start:end])),
        features=Features(**dict.fromkeys(Features.__dataclass_fields__, 0.0)),
        score=0.0,
        span=None,
        span_score=0.0,
    )


def answering(example: Example) -> Evidence | None:
    """The sentence that answers `example`; `None` where no single one does."""
    spans = sentence_spans(example.context)
    span = next((s for s in spans if s[0] <= example.start and example.end <= s[1]), None)
    return None if example.start < 0 or span is None else within(example.context, *span)


def pointed(example: Example, evidence: Evidence, reader: Reader) -> Evidence:
    """`evidence`, of the paragraph of `example`, with what `reader` points at in it."""
    context = example.context
    (reading,) = reader.read(as_written(example.question), [context], [sentence_spans(context)])
    pointers = spans_in(reading, evidence.start, evidence.end)
    return replace(
        evidence,
        pointers=pointers,
        span=pointers[0][:2] if pointers else None,
        span_score=pointers[0][2] if pointers else 0.0,
    )


def nearest(example: Example) -> Evidence | None:
    """The sentence of the paragraph of `example` that shares the most words with its question."""
    asked = set(tokens(example.question))
    spans = sentence_spans(example.context)
    if not spans:
        return None
    shared = [len(asked & set(tokens(example.context[a:b]))) for a, b in spans]
    return within(example.context, *spans[shared.index(max(shared))])
