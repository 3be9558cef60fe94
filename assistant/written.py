"""One written question with its paragraph, as evidence: what fits and measures of single parts use.

A part of the assistant, such as the choice among figures, is fitted and measured on thousands of written
questions without a collection around them: the sentence that answers is given, alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from index import Article, Passage
from index.figures import find_figures
from index.normalise import fold_text
from index.sentences import sentence_spans
from index.tokens import tokens
from models import Reader
from models.reader_text import Lexicon
from models.registry import builtin_reader_folder
from models.training.corpus import Example
from models.training.english import with_names

from .evidence import Evidence, Features, spans_in
from .question import Question, parse_question
from .register import as_written
from .retrieve import Candidate
from .sums_asked import english_amounts
from .translated import Translate, with_translation
from .written_english import in_written_english


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


def asked_in(example: Example, translate: Translate | None = None) -> Question:
    """The question of `example` as the assistant looks for its evidence (`understand`).

    In English the names of the paragraph and amounts are in Chinese.
    """
    parsed = parse_question(as_written(example.question))
    if parsed.language != "en":
        return parsed
    named = with_names(in_written_english(parsed.text), example.context, _readings())
    switched = english_amounts(named)
    return with_translation(replace(parsed, text=switched, folded=fold_text(switched)), translate)


@lru_cache(maxsize=1)
def _readings() -> Mapping[str, tuple[str, ...]]:
    """Toneless pinyin of characters, the usual reading first, as the reader that ships has it."""
    return Lexicon.load(builtin_reader_folder() / "lexicon.json").pinyin


def answering(example: Example) -> Evidence | None:
    """The sentence that answers `example`; `None` where no single one does."""
    spans = sentence_spans(example.context)
    span = next((s for s in spans if s[0] <= example.start and example.end <= s[1]), None)
    return None if example.start < 0 or span is None else within(example.context, *span)


def pointed(example: Example, evidence: Evidence, reader: Reader, asked: str) -> Evidence:
    """`evidence`, of the paragraph of `example`, with what `reader` points at in it when `asked`."""
    context = example.context
    (reading,) = reader.read(asked, [context], [sentence_spans(context)])
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
