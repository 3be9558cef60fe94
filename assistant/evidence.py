"""Score the sentences of the retrieved passages as evidence for a question.

Features of a sentence: how much of the question (by idf) it covers itself, how much its passage,
heading and title add, what the reader thinks of it, how well retrieval liked its passage, and
whether it holds the type of thing, the noun and the measure word that were asked for. `ranking.py` turns them into one score.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from functools import lru_cache

from index import Collection
from index.figures import Figure, find_figures
from index.sentences import sentence_spans
from index.tokens import tokens
from models import Reader, Reading

from .asked_here import asked_of
from .focus import focus_carried, unit_carried
from .question import Question
from .register import as_written
from .retrieve import Candidate, Late

# A unigram of a Chinese word says less than the bigram that holds it.
_UNIGRAM_WEIGHT = 0.4
_DATE = re.compile(
    r"[0-9〇零一二三四五六七八九十]+年|[0-9一二三四五六七八九十]+月|[0-9一二三四五六七八九十]+[日号]"
    r"|去年|今年|前年|近日|日前|上个?月|每(周|月|年)|季度|周[一二三四五六日]|十[二三四五]五"
)


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of one sentence; all within 0..1, but for `length` (log of characters)."""

    coverage: float
    context_coverage: float
    title_coverage: float
    passage_rank: float
    type_match: float
    focus: float
    unit: float
    reader_sentence: float
    reader_span: float
    reader_answerable: float
    dense: float
    late: float
    length: float

    def values(self) -> list[float]:
        """The features in the order of the fields, for the ranker."""
        return [float(getattr(self, f.name)) for f in fields(self)]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence `article.text[start:end]`, its figures, and the reader's span in it.

    `span` holds offsets into the article's text; `span_score` is the reader's probability of it.
    `pointers` are all its spans in the sentence, (start, end, probability), best first.
    """

    candidate: Candidate
    start: int
    end: int
    text: str
    figures: tuple[Figure, ...]
    features: Features
    score: float
    span: tuple[int, int] | None
    span_score: float
    pointers: tuple[tuple[int, int, float], ...] = ()


Rank = Callable[[Features], float]


class TokenWeights:
    """Idf weights of the question's tokens in this collection.

    Rare bigrams weigh most, single characters of words little.
    """

    def __init__(self, query: str, document_frequencies: Mapping[str, int], total: int) -> None:
        self.weights: dict[str, float] = {}
        for token in dict.fromkeys(tokens(query)):
            frequency = document_frequencies.get(token, 0)
            idf = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
            unigram = len(token) == 1 and not token.isascii()
            self.weights[token] = idf * (_UNIGRAM_WEIGHT if unigram else 1.0)
        self.total = sum(self.weights.values()) or 1.0

    def coverage(self, present: Set[str]) -> float:
        """The part of the question's weight that stands in `present`."""
        return sum(w for token, w in self.weights.items() if token in present) / self.total

    def unseen(self, document_frequencies: Mapping[str, int]) -> list[str]:
        """Tokens of the question that no passage of the collection holds."""
        return [token for token in self.weights if not document_frequencies.get(token)]


def _type_match(question: Question, text: str, figures: Sequence[Figure]) -> float:
    """1 when the sentence holds the type asked for, 0 when it does not, 0.5 when unknown."""
    if question.kind in ("figure", "comparison"):
        return float(any(f.kind not in ("date", "period", "name") for f in figures))
    if question.kind == "date":
        return float(bool(_DATE.search(text)))
    return 0.5


def score_evidence(
    question: Question,
    candidates: Sequence[Candidate],
    collection: Collection,
    reader: Reader | None,
    *,
    query: str,
    read_limit: int,
    rank: Rank,
    late: Late | None = None,
    places: tuple[str, ...] = (),
) -> list[Evidence]:
    """Every sentence of `candidates` with its features and score, best first.

    `places` are those of the question, without class words. `query` is the question's topic in the
    language of the articles; the reader reads the first `read_limit` candidates. `rank` is the ranker, `late` compares sentences token by token.
    """
    wanted = list(dict.fromkeys(tokens(query)))
    frequencies = collection.document_frequencies(wanted)
    weights = TokenWeights(query, frequencies, collection.passage_count())
    spans = [
        [
            (a - c.passage.start, b - c.passage.start)
            for a, b in sentence_spans(c.article.text, c.passage.start, c.passage.end)
        ]
        for c in candidates
    ]
    readings: list[Reading | None] = [None] * len(candidates)
    if reader is not None and candidates:
        asked = as_written(question.text)
        forms = [asked_of(asked, places, c.article, c.passage) for c in candidates[:read_limit]]
        for form in dict.fromkeys(forms):
            at = [number for number, other in enumerate(forms) if other == form]
            passages = [candidates[number].passage.text for number in at]
            read = reader.read(form, passages, [spans[number] for number in at])
            for number, found_there in zip(at, read, strict=True):
                readings[number] = found_there
    found: list[Evidence] = []
    for candidate, sentences, reading in zip(candidates, spans, readings, strict=True):
        texts = [candidate.passage.text[a:b] for a, b in sentences]
        near = late(question.text, texts) if late is not None else [0.0] * len(texts)
        found.extend(_of_passage(question, candidate, sentences, reading, near, weights, rank))
    return sorted(found, key=lambda e: (-e.score, e.candidate.rank, e.start))


# The same sentences are looked at for every question about an article.
@lru_cache(maxsize=8192)
def _figures_of(text: str, date: str | None) -> tuple[Figure, ...]:
    return tuple(find_figures(text, article_date=date))


@lru_cache(maxsize=8192)
def _tokens_of(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


def _of_passage(
    question: Question,
    candidate: Candidate,
    sentences: Sequence[tuple[int, int]],
    reading: Reading | None,
    late: Sequence[float],
    weights: TokenWeights,
    rank: Rank,
) -> list[Evidence]:
    passage, article = candidate.passage, candidate.article
    passage_tokens = _tokens_of(passage.text)
    title_tokens = set(
        tokens(" ".join(filter(None, (article.title, article.subtitle, passage.heading))))
    )
    passage_coverage = weights.coverage(passage_tokens)
    evidence = []
    for number, (a, b) in enumerate(sentences):
        text = passage.text[a:b]
        own = _tokens_of(text)
        figures = _figures_of(text, article.date)
        coverage = weights.coverage(own)
        pointers = spans_in(reading, a, b, passage.start)
        span_score = pointers[0][2] if pointers else 0.0
        features = Features(
            coverage=coverage,
            context_coverage=passage_coverage - coverage,
            title_coverage=weights.coverage(own | passage_tokens | title_tokens) - passage_coverage,
            passage_rank=1 / (1 + candidate.rank),
            type_match=_type_match(question, text, figures),
            focus=focus_carried(question, text),
            unit=unit_carried(question, figures),
            reader_sentence=reading.sentence_scores[number] if reading else 0.0,
            reader_span=span_score,
            reader_answerable=reading.answerable if reading else 0.0,
            dense=candidate.dense or 0.0,
            late=late[number],
            length=math.log(1 + len(text)),
        )
        evidence.append(
            Evidence(
                candidate=candidate,
                start=passage.start + a,
                end=passage.start + b,
                text=text,
                figures=figures,
                features=features,
                score=rank(features),
                span=pointers[0][:2] if pointers else None,
                span_score=span_score,
                pointers=pointers,
            )
        )
    return evidence


def spans_in(
    reading: Reading | None, start: int, end: int, shift: int = 0
) -> tuple[tuple[int, int, float], ...]:
    """The reader's spans within one sentence `start:end` of what it read, moved by `shift`."""
    spans = reading.spans if reading is not None else ()
    return tuple(
        (shift + span.start, shift + span.end, span.score)
        for span in spans
        if start <= span.start and span.end <= end
    )
