"""Does a generated sentence give each figure to what its source gives it to?

That a figure stands in the quote is not enough: 护士坚守23年，民警从警20年 proves no 民警从警23年. So the
words beside the figure (between its neighbours, or its own name in a list) are held against those
beside every printed figure of its kind. The figure stands where it is printed with at least as many
of them as any printed figure of another value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from index import Article, Language, Passage
from index.figures import Figure, compare
from index.figures.places import places
from index.figures.units import is_count

from ..claims.carried import carried
from ..claims.evidence import SourceSentence, Spot, source_sentences
from ..claims.terms import Term
from .prompt import Source

_MEASURED = frozenset({"quantity", "percent", "ratio", "point", "fraction"})
# By so many words (pairs of characters) a rival must fit better, and by such a share of those that
# tell the two apart: one of several may be said otherwise.
_CLEARLY = 1.0
_MOSTLY = 0.6
# What a word counts that goes on from the figure before (其中…), that is said in the clause of the
# printed figure, before that, or in its sentence.
_GOES_ON, _CLAUSE, _LEAD, _SENTENCE = 0.6, 0.5, 0.3, 0.1
# Characters that link words to figures; pairs with one of them tell nothing.
_HAN = re.compile(r"[\u4e00-\u9fff]")
_EMPTY = frozenset(
    "的了在达到至为是有共约超过近已和与及其中等也都就每个,。、;:“”\"'()（）0123456789. "
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A printed figure and its sentence; `quoted` when the sentence is one of the proof. `beside` are
    the words beside it, `earlier` those that go on from the figure before."""

    sentence: SourceSentence
    spot: Spot
    quoted: bool
    beside: str
    earlier: str


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure of the text and the words beside it with their weights."""

    spot: Spot
    words: tuple[Term, ...]
    weights: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Read:
    """A text read as a passage found by a search is."""

    article: Article
    passage: Passage


def swapped(
    text: str,
    language: Language,
    terms: Sequence[Term],
    quotes: Iterable[tuple[Source, int, int]],
) -> Figure | None:
    """The first figure of `text` that the quoted words give to something else; None if there is none.

    `quotes` are the verbatim sentences that carry the figures of `text`, `terms` its words.
    """
    quotes = list(quotes)
    spans = {(source.article.id, start) for source, start, _ in quotes}
    sources = {source.passage.id: source for source, _, _ in quotes}
    printed = [
        place
        for sentence in source_sentences(sources.values())
        for place in _places(sentence, (sentence.article.id, sentence.start) in spans)
    ]
    said = [_said(spot, language, terms) for spot in _spots(text, language)]
    said = [one for one in said if len(one.words)]
    levels = [[_levels(one, place) for place in printed] for one in said]
    fits = [
        [float(level @ one.weights) for level in row] for one, row in zip(said, levels, strict=True)
    ]
    for i, one in enumerate(said):
        figure = one.spot.figure
        own = [k for k, p in enumerate(printed) if p.quoted and _same_value(figure, p.spot.figure)]
        if not own:
            continue
        best = levels[i][max(own, key=lambda k: fits[i][k])]
        for k, place in enumerate(printed):
            # A printed figure that another one of the text repeats is that one's.
            taken = any(
                _repeats(other.spot.figure, place.spot.figure)
                and fits[j][k] * one.weights.sum() >= fits[i][k] * other.weights.sum()
                for j, other in enumerate(said)
                if j != i
            )
            if (
                not taken
                and _rival(figure, place.spot.figure)
                and _tells(levels[i][k], best, one.weights)
            ):
                return figure
    return None


def _tells(
    rival: npt.NDArray[np.float32],
    own: npt.NDArray[np.float32],
    weights: npt.NDArray[np.float32],
) -> bool:
    """Whether the words that tell two printed figures apart speak for the first."""
    theirs = float(np.maximum(rival - own, 0.0) @ weights)
    ours = float(np.maximum(own - rival, 0.0) @ weights)
    return theirs >= ours + _CLEARLY and theirs >= _MOSTLY * (theirs + ours)


def _places(sentence: SourceSentence, quoted: bool) -> Iterator[_Place]:
    before = ""
    for spot in sentence.spots:
        if spot.figure.when is not None:
            continue
        beside, earlier = spot.label or spot.own, ""
        if before and not spot.label and spot.own.startswith(before + " "):
            beside, earlier = spot.own[len(before) :], before
            if len(set(_HAN.findall(beside)) - _EMPTY) < 2:
                beside, earlier = spot.own, ""
        if len(set(_HAN.findall(beside)) - _EMPTY) < 2:
            beside, earlier = f"{spot.lead},{spot.clause}", ""  # 在2021年首次突破…,为612亿元
        before = spot.own
        if spot.figure.kind in _MEASURED:
            yield _Place(sentence, spot, quoted, beside, earlier)


@lru_cache(maxsize=1024)
def _spots(text: str, language: Language) -> tuple[Spot, ...]:
    """The figures of a sentence with the words beside them."""
    article = Article("", None, None, None, None, None, None, language, text, "", "")
    read = _Read(article, Passage(0, "", 0, None, 0, len(text), text))
    spots = (spot for sentence in source_sentences([read]) for spot in sentence.spots)
    return tuple(spot for spot in spots if spot.figure.kind in _MEASURED)


def _same_value(said: Figure, printed: Figure) -> bool:
    return compare(said, printed).relation in ("equal", "implied", "bound")


def _repeats(said: Figure, printed: Figure) -> bool:
    """Whether the values are the same; not so 突破千亿元 and 1001.6亿元, which it follows from."""
    relation = compare(said, printed).relation
    return relation in ("equal", "bound") or (relation == "implied" and said.bound == "exact")


def _rival(said: Figure, printed: Figure) -> bool:
    """Whether a printed figure of another value may be of the same thing."""
    if said.kind != printed.kind or compare(said, printed).relation not in (
        "contradicted",
        "unclear",
    ):
        return False
    if is_count(said.unit) and said.unit_text and printed.unit_text:
        return said.unit == printed.unit or said.unit_text[-1:] == printed.unit_text[-1:]
    return True


def _said(spot: Spot, language: Language, terms: Sequence[Term]) -> _Said:
    """A figure with the words beside it: in Chinese pairs of characters, and each at half weight."""
    found = _words(spot.own, language, terms) or _words(
        f"{spot.lead},{spot.clause}", language, terms
    )
    return _Said(
        spot, tuple(term for term, _ in found), np.array([w for _, w in found], np.float32)
    )


def _words(text: str, language: Language, terms: Sequence[Term]) -> list[tuple[Term, float]]:
    if language == "en":
        lowered = text.lower()
        return [(t, t.weight) for t in terms if t.forms and t.text.lower() in lowered]
    for start, end, _ in places(text):  # whose it is, is looked at with the names
        text = text[:start] + "," * (end - start) + text[end:]
    parts = sorted({text[i : i + n] for n in (1, 2) for i in range(len(text) - n + 1)})
    return [
        (Term(part, (part,), 1.0), 1.0 if len(part) == 2 else 0.5)
        for part in parts
        if not _EMPTY & set(part)
    ]


def _levels(said: _Said, place: _Place) -> npt.NDArray[np.float32]:
    """How near to a printed figure each of the words is said, 0 to 1."""
    spot = place.spot
    texts = (
        (place.beside, 1.0),
        (place.earlier, _GOES_ON),
        (spot.clause if not spot.rivals else "", _CLAUSE),
        (spot.lead, _LEAD),
        (place.sentence.text, _SENTENCE),
    )
    found = [max(worth * _level(word, text) for text, worth in texts) for word in said.words]
    held, printed = said.spot.condition, spot.condition
    if held is not None and printed is not None and not _repeats(held, printed):
        # 70万元以上的村占92%, 100万元以上的占58%: the same words under another condition.
        found = [_GOES_ON * level for level in found]
    return np.array(found, np.float32)


def _level(word: Term, text: str) -> float:
    return float(word.text in text) if len(word.text) <= 2 else carried(word, text)
