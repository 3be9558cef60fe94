"""Reading gold paragraphs and counting what came out right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .reading_pool import ReadingPool, Request
from .scoring import exact_match, span_f1

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?\n]+[”’」』）)]*|$)")


@dataclass(frozen=True, slots=True)
class Question:
    """`answers` are (text, start) in `context`; `passage` is its number in a collection."""

    question: str
    context: str
    answers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class GoldScores:
    """Shares (0..1) over the questions read on their own paragraph."""

    exact: float
    f1: float
    sentence_first: float
    count: int


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Sentence spans by end marks; enough for measuring without the collection's own splitter."""
    return [m.span() for m in _SENTENCE.finditer(text) if m.group().strip()]


def as_question(row: dict[str, Any]) -> Question:
    """A row of the data sets."""
    answers = tuple((a["text"], a["start"]) for a in row["answers"])
    return Question(row["question"], row["context"], answers)


def judge_gold(pool: ReadingPool, questions: Sequence[Question]) -> GoldScores:
    """Read each question's own paragraph; the first span is the answer."""
    marked = [tuple(sentences_of(one.context)) for one in questions]
    requests = [
        Request(one.question, (one.context,), (sentences,))
        for one, sentences in zip(questions, marked, strict=True)
    ]
    exact = first = 0
    f1 = 0.0
    for one, sentences, (reading,) in zip(questions, marked, pool.read(requests), strict=True):
        span = reading.spans[0] if reading.spans else None
        text = one.context[span.start : span.end] if span else ""
        references = [answer for answer, _ in one.answers]
        exact += exact_match(text, references)
        f1 += span_f1(text, references)
        best = int(np.argmax(reading.sentence_scores))
        begin, end = sentences[best]
        first += any(begin <= start < end for _, start in one.answers)
    count = len(questions)
    return GoldScores(exact / count, f1 / count, first / count, count)
