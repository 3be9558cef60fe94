"""Does a passage say what a sentence says?

A sentence is cut into clauses, the passage into segments (sentences, and their parts between
semicolons). Four questions, each of which can refuse:

figures   every figure stands in the quoted words with the same value, unit and bound, at the place
          of the same words (`index.figures.verify_sentence`), and of the same thing (`swapped`);
names     every name of a place, person or thing stands in the segment that proves its clause, or
          before it where that segment names no other; English names by their pinyin;
words     enough of the telling words of the sentence, and of each of its clauses, stand in the
          segments: as printed, as a synonym, or near in meaning (rows of the built-in bilingual
          table, compared token by token as in `models.late_interaction`);
denial    neither side denies or reverses what the other states.

The measured effect is in `tests/assistant/generation/test_planted.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from index import Language
from index.figures import Figure, find_figures, verify_sentence
from index.figures.places import places
from index.normalise import fold_text
from models import LateInteraction, late_interaction, load_embedder

from ..claims.carried import carried, sounds_of
from ..claims.opposites import in_chinese, negated, negated_english, opposition
from ..claims.terms import Term, claim_terms
from ..expected import people_in
from ..language import detect_language
from ..names import NameIndex
from .prompt import Source
from .swapped import swapped

Fault = Literal["nothing cited", "language", "figure", "name", "words", "denial"]

_MOST_SEGMENTS = 3
# What a further segment must add, as a share of the sentence's weight.
_LEAST_GAIN = 0.06
# Shares of the weight that must be carried: by the sentence, and by its weakest clause.
_ENOUGH = 0.72
_ENOUGH_CLAUSE = 0.5
_ENOUGH_STRICTLY = 0.8
_ENOUGH_ENGLISH = 0.6
_ENOUGH_CLAUSE_ENGLISH = 0.4
# Words that stand before the segment in its passage, or in a title, carry less.
_CONTEXT_WORTH = 0.7
# An article that names a place so often is about it, also where a passage leaves it out.
_MAIN_PLACE = 5
_KEPT = 4096
_NONE = np.zeros((0, 1), np.float32)
# Cosines of token rows: below the first two words have nothing in common, above the second they
# mean the same.
_FAR, _NEAR = 0.45, 0.75
_FAR_ENGLISH, _NEAR_ENGLISH = 0.35, 0.6
_CLAUSE = re.compile(r"[,;:，；：]|(?<=[a-z]) (?:and|while|but|where|which) ")
_SEGMENT = re.compile(r"[;；]")
_PART = re.compile(r"[,。、:]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*")
_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{2,20})[”\"」』》]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FORMS = {"gdp": "生产总值", "app": "应用", "ai": "智能"}


@dataclass(frozen=True, slots=True)
class Proof:
    """The verbatim sentences that prove a sentence, or the first fault that was found."""

    spans: tuple[tuple[Source, int, int], ...]
    strength: float
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part `text` (as printed) of the sentence `start:end` of a source, and what precedes it.

    `before` are titles, main places of the article and the passage up to here, `about` the places
    that a segment without one may be about. All but `text` are folded.
    """

    source: Source
    start: int
    end: int
    text: str
    folded: str
    before: str
    about: str


@lru_cache(maxsize=1)
def _builtin_table() -> LateInteraction:
    table = late_interaction(load_embedder())
    assert table is not None  # the built-in embedder is a static table
    return table


class Prover:
    """Proves sentences. `names` gives the names of the collection by sound, when first needed."""

    def __init__(self, names: Callable[[], NameIndex]) -> None:
        self._names = names
        self._tokens: dict[str, npt.NDArray[np.int64]] = {}

    @property
    def _table(self) -> LateInteraction:
        return _builtin_table()

    def prove(
        self,
        sentence: str,
        language: Language,
        sources: Sequence[Source],
        *,
        strictly: bool = False,
    ) -> Proof:
        """Prove `sentence` by `sources` together. `strictly` is for sources that it did not cite."""
        segments = [segment for source in sources for segment in _segments(source)]
        if not segments:
            return Proof((), 0.0, "nothing cited")
        written = detect_language(sentence)
        if (written == "en") != (language == "en") and _speaks(sentence):
            return Proof((), 0.0, "language")
        stated = self._stated(sentence, written)
        chosen = self._choose(stated, segments)
        if not chosen.segments:
            return Proof((), 0.0, "words")
        fault = self._fault(stated, chosen, strictly)
        return Proof(_whole_sentences(chosen.segments), chosen.strength, fault)

    def _stated(self, sentence: str, language: Language) -> _Stated:
        figures = find_figures(sentence, subjects=False)
        terms = claim_terms(sentence, language, figures)
        vectors = np.stack([self._direction(term.text) for term in terms]) if terms else _NONE
        return _Stated(
            sentence, language, figures, terms, vectors, self._han_names(sentence, language)
        )

    def _han_names(self, sentence: str, language: Language) -> dict[str, str]:
        """Names in pinyin -> Han, for English."""
        return dict(self._names().spelled_in(sentence)) if language == "en" else {}

    def _direction(self, word: str) -> npt.NDArray[np.float32]:
        """The unit vector of a word: its token rows summed up; zeros where none is known."""
        rows = self._table.rows[self._table.tokens(word)]
        if not len(rows):
            return np.zeros(self._table.rows.shape[1], np.float32)
        total = rows.sum(axis=0)
        direction: npt.NDArray[np.float32] = total / max(float(np.linalg.norm(total)), 1e-9)
        return direction

    def _choose(self, stated: _Stated, segments: list[_Segment]) -> _Chosen:
        """The few segments that carry most of the sentence, by greedy gain, and how much it is."""
        carry = np.array([self._carried(stated, s) for s in segments], dtype=np.float32).reshape(
            len(segments), -1
        )
        weights = stated.weights
        figures = np.array(
            [_figures_carried(stated, s) for s in segments], dtype=np.float32
        ).reshape(len(segments), -1)
        worth = np.concatenate([weights, np.full(figures.shape[1], 1.5, np.float32)])
        total = float(worth.sum()) or 1.0
        all_carry = np.concatenate([carry, figures], axis=1)
        best = np.zeros(all_carry.shape[1], np.float32)
        chosen: list[int] = []
        while len(chosen) < _MOST_SEGMENTS:
            gains = (np.maximum(all_carry, best) - best) @ worth / total
            # Of equal gains the segment that carries more of the sentence in all.
            place = int(np.argmax(gains + 1e-3 * (all_carry @ worth) / total))
            if gains[place] < (_LEAST_GAIN if chosen else 1e-6):
                break
            chosen.append(place)
            best = np.maximum(best, all_carry[place])
        words = float(weights.sum())
        strength = float(best[: len(weights)] @ weights) / words if words else 1.0
        return _Chosen([segments[place] for place in chosen], carry[chosen], strength)

    def _carried(self, stated: _Stated, segment: _Segment) -> list[float]:
        """How far each term of the sentence stands in a segment, 0 to 1."""
        near = self._nearness(stated, segment.folded)
        found = []
        for term, soft in zip(stated.terms, near, strict=True):
            here = carried(term, segment.folded, _sounds(term, segment.folded))
            there = 0.0
            if here < _CONTEXT_WORTH:
                there = carried(term, segment.before, _sounds(term, segment.before))
            found.append(max(here, 0.0 if term.name else soft, _CONTEXT_WORTH * there))
        return found

    def _nearness(self, stated: _Stated, text: str) -> list[float]:
        """The same by the rows of the bilingual table."""
        ids = self._ids(text)
        if not len(ids) or not stated.terms:
            return [0.0] * len(stated.terms)
        rows = self._table.rows[ids] / self._table.lengths[ids, None]
        cosines = (stated.vectors @ rows.T).max(axis=1)
        far, near = (_FAR_ENGLISH, _NEAR_ENGLISH) if stated.language == "en" else (_FAR, _NEAR)
        return [float(v) for v in np.clip((cosines - far) / (near - far), 0.0, 1.0)]

    def _ids(self, text: str) -> npt.NDArray[np.int64]:
        """The tokens of a segment, kept: the same passages prove many sentences."""
        known = self._tokens.get(text)
        if known is None:
            if len(self._tokens) >= _KEPT:
                self._tokens.clear()
            known = self._tokens[text] = np.unique(self._table.tokens(text))
        return known

    def _fault(self, stated: _Stated, chosen: _Chosen, strictly: bool) -> Fault | None:
        english = stated.language == "en"
        enough = _ENOUGH_ENGLISH if english else _ENOUGH
        if chosen.strength < (_ENOUGH_STRICTLY if strictly and not english else enough):
            return "words"
        if not _figures_hold(stated, chosen.segments) or _swapped(stated, chosen.segments):
            return "figure"
        if not self._names_hold(stated, chosen):
            return "name"
        if _weakest_clause(stated, chosen) < (
            _ENOUGH_CLAUSE_ENGLISH if english else _ENOUGH_CLAUSE
        ):
            return "words"
        if _denied(stated, chosen.segments):
            return "denial"
        return None

    def _names_hold(self, stated: _Stated, chosen: _Chosen) -> bool:
        printed = "\n".join(s.folded for s in chosen.segments)
        before = "\n".join(s.before for s in chosen.segments)
        for name in stated.names:
            if not _name_in(name, printed, stated) and not _name_in(name, before, stated):
                return False
        for clause in stated.clauses:
            named = [name for name in stated.names if name in clause]
            if not named:
                continue
            proving = _proving(stated, clause, chosen)
            if stated.language != "en" and _of_another_person(stated, clause, proving):
                return False
            for name in named:
                if _name_in(name, proving.folded, stated):
                    continue
                rivals = [
                    other
                    for other in names_in(proving.text)
                    if not any(_same_name(other, said) for said in stated.names)
                    and fold_text(other) not in fold_text(stated.text)
                    and kind_of(other) == kind_of(name)
                ]
                if rivals and stated.language != "en":
                    return False
                if kind_of(name) == "place" and not _told_of(name, proving, stated):
                    return False
        return True


@dataclass(frozen=True)
class _Chosen:
    """The segments that prove a sentence, and how far each carries each term."""

    segments: list[_Segment]
    carry: npt.NDArray[np.float32]
    strength: float


def _weakest_clause(stated: _Stated, chosen: _Chosen) -> float:
    """The least share of a clause's words that the chosen segments carry."""
    best = chosen.carry.max(axis=0) if chosen.carry.size else stated.weights
    least = 1.0
    for clause in stated.clauses:
        places = stated.terms_in(clause)
        weight = sum(stated.terms[i].weight for i in places)
        if weight >= 1.0:
            share = sum(stated.terms[i].weight * best[i] for i in places) / weight
            least = min(least, float(share))
    return least


def _proving(stated: _Stated, clause: str, chosen: _Chosen) -> _Segment:
    """The segment that carries most of a clause, its names aside."""
    places = [i for i in stated.terms_in(clause) if stated.terms[i].text not in stated.names]
    worth = [sum(stated.terms[i].weight * float(row[i]) for i in places) for row in chosen.carry]
    return chosen.segments[int(np.argmax(worth))]


def _of_another_person(stated: _Stated, clause: str, proving: _Segment) -> bool:
    """Whether the part of a segment that says most of a clause says it of a person whom the sentence
    leaves out: 村医韩冬青行医24年 proves no 村医叶知秋行医24年."""
    people = {name for _, name in _people(clause)}
    parts = [part for part in _PART.split(proving.folded) if part]
    words = [stated.terms[i] for i in stated.terms_in(clause)]
    words = [w for w in words if not any(w.text in name or name in w.text for name in people)]
    if not people or not words or not parts:
        return False
    said = max(parts, key=lambda part: sum(w.weight * carried(w, part) for w in words))
    others = {name for _, name in _people(said)}
    return (
        bool(others)
        and not any(_same_name(name, other) for name in people for other in others)
        and not any(name in said for name in people)
        and not any(other in fold_text(stated.text) for other in others)
    )


@dataclass(frozen=True)
class _Stated:
    """A generated sentence and what of it must be proved."""

    text: str
    language: Language
    figures: list[Figure]
    terms: list[Term]
    vectors: npt.NDArray[np.float32]
    han_names: dict[str, str]

    @cached_property
    def weights(self) -> npt.NDArray[np.float32]:
        """The terms' weights."""
        return np.array([term.weight for term in self.terms], np.float32)

    @cached_property
    def names(self) -> list[str]:
        """Names as the sentence writes them, folded; English ones in lower case."""
        if self.language == "en":
            return [term.text.lower() for term in self.terms if term.name]
        return names_in(self.text)

    def terms_in(self, clause: str) -> list[int]:
        """Places of the terms that a folded clause holds."""
        return [i for i, term in enumerate(self.terms) if fold_text(term.text) in clause]

    @cached_property
    def clauses(self) -> list[str]:
        """The clauses, folded; commas in figures do not cut."""
        inside = {p for f in self.figures for p in range(f.start, f.end)}
        cuts = [m.span() for m in _CLAUSE.finditer(self.text.lower()) if m.start() not in inside]
        edges = [0, *(edge for cut in cuts for edge in cut), len(self.text)]
        return [fold_text(self.text[a:b]) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def names_in(text: str) -> list[str]:
    """Names of a Chinese text, folded: places, what the tagger calls a name, titles, Latin words.

    >>> names_in("织里镇的莫晓岚写了《风起南太湖》")
    ['织里镇', '莫晓岚', '风起南太湖']
    """
    return list(_names_in(fold_text(text)))


@lru_cache(maxsize=4096)
def _names_in(folded: str) -> tuple[str, ...]:
    found = {(start, name) for start, _, name in places(folded)}
    taken = [(start, start + len(name)) for start, name in found]
    found |= {(m.start(1), m.group(1)) for m in re.finditer(r"《([^》]{2,30})》", folded)}
    people = [(at, name) for at, name in _people(folded) if not any(a <= at < b for a, b in taken)]
    found |= set(people)
    taken += [(start, start + len(name)) for start, name in people]
    terms = claim_terms(folded, "zh-Hans", [])
    for term in terms:
        at = folded.find(term.text)
        if term.name and not any(a <= at < b for a, b in taken):
            found.add((at, term.text))
    found |= {(m.start(), m.group()) for m in _LATIN.finditer(folded) if len(m.group()) > 1}
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def _people(folded: str) -> Iterator[tuple[int, str]]:
    """Names of persons, also those that the tagger cuts in two: 赵 明远 (nr, a), 韩 冬青 (j, nr)."""
    import rjieba

    position, family, known = 0, "", False
    for word, tag in rjieba.tag(folded):
        start, position = position, position + len(word)
        given = tag == "nr" or (tag[0] in "navgzj" and known)
        if family and len(word) <= 2 and _HAN.match(word) and given:
            yield start - 1, family + word
        family = word if tag in ("nr", "j") and len(word) == 1 else ""
        known = tag == "nr"
    yield from ((name.start, fold_text(name.text)) for name in people_in(folded))


def kind_of(name: str) -> str:
    """Whether a name is that of a place ("place") or of something else ("other")."""
    return "place" if places(name) else "other"


def _same_name(one: str, other: str) -> bool:
    return one in other or other in one or _core(one) in other or _core(other) in one


def _core(name: str) -> str:
    """A place without its class word, where two characters remain."""
    for suffix in ("街道", "社区", *"省市县区镇乡村州"):
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name


def _name_in(name: str, text: str, stated: _Stated) -> bool:
    """Whether a folded text holds a name: as written, without its class word, or by its sound."""
    if stated.language != "en":
        alias = _FORMS.get(name)
        return name in text or _core(name) in text or (alias is not None and alias in text)
    for written, han in stated.han_names.items():
        if name in written.lower() or written.lower() in name:
            return han in text
    term = next((t for t in stated.terms if t.name and t.text.lower() == name), None)
    return term is not None and carried(term, text, sounds_of(text)) > 0.5


def _segments(source: Source) -> list[_Segment]:
    return list(_segments_of(source))


@lru_cache(maxsize=512)
def _segments_of(source: Source) -> tuple[_Segment, ...]:
    article, passage = source.article, source.passage
    named = [part for part in (article.title, article.subtitle, passage.heading) if part]
    titles = "\n".join(map(fold_text, named))
    main = _main_places(article.text)
    found: list[_Segment] = []
    for start, end in source.sentences:
        at = start
        cuts = [m.end() for m in _SEGMENT.finditer(article.text, start, end)]
        for stop in [*cuts, end]:
            text = article.text[at:stop]
            if _HAN.search(text) or _LATIN.search(text):
                earlier = fold_text(article.text[passage.start : at])
                # Named in a title, last before it, or most often in the article.
                last = [place for _, _, place in places(earlier)][-1:]
                before = "\n".join([titles, *main, earlier])
                about = "\n".join([titles, *last, *main[:1]])
                found.append(_Segment(source, start, end, text, fold_text(text), before, about))
            at = stop
    return tuple(found)


@lru_cache(maxsize=256)
def _main_places(text: str) -> tuple[str, ...]:
    """The places that an article is about: those that it names again and again."""
    counts = Counter(_core(name) for _, _, name in places(fold_text(text)))
    return tuple(name for name, count in counts.most_common() if count >= _MAIN_PLACE)


def _told_of(name: str, segment: _Segment, stated: _Stated) -> bool:
    """Whether a place that a segment leaves out is one that it is about."""
    return _name_in(name, segment.about, stated)


def _whole_sentences(chosen: Iterable[_Segment]) -> tuple[tuple[Source, int, int], ...]:
    """The sentences of the segments, once each, in reading order of their sources."""
    spans = {(s.source.n, s.start, s.end): (s.source, s.start, s.end) for s in chosen}
    return tuple(spans[key] for key in sorted(spans))


def _figures_carried(stated: _Stated, segment: _Segment) -> list[float]:
    """Which figures of the sentence a segment may hold, by value: a guess that guides the choice."""
    values = _values(segment.text)
    return [
        float((f.value, f.kind) in values or fold_text(f.text) in segment.folded)
        for f in stated.figures
    ]


@lru_cache(maxsize=4096)
def _values(text: str) -> frozenset[tuple[Decimal, str]]:
    figures = find_figures(text, subjects=False)
    return frozenset((f.value, f.kind) for f in figures if f.value is not None)


def _figures_hold(stated: _Stated, chosen: list[_Segment]) -> bool:
    """Every figure stands in the quoted sentences, and where dated in those of one article."""
    quotes = [s.source.article.text[s.start : s.end] for s in chosen]
    dates = {s.source.article.date for s in chosen}
    dated = dates.pop() if len(dates) == 1 else None
    return all(
        check.supported for check in verify_sentence(stated.text, quotes, article_date=dated)
    )


def _swapped(stated: _Stated, chosen: list[_Segment]) -> bool:
    """Whether a figure is given to another thing than in the quoted sentences."""
    if not stated.figures:
        return False
    quotes = _whole_sentences(chosen)
    return swapped(stated.text, stated.language, stated.terms, quotes) is not None


def _denied(stated: _Stated, chosen: list[_Segment]) -> bool:
    """Whether one side denies or reverses what the other states."""
    printed = "".join(s.folded for s in chosen)
    english = stated.language == "en"
    claim = in_chinese(stated.text) if english else fold_text(stated.text)
    denies = negated_english(stated.text) if english else negated(claim)
    return (denies and not negated(printed)) or opposition(claim, printed) is not None


def _sounds(term: Term, text: str) -> str:
    return sounds_of(text) if term.sound else ""


def _speaks(text: str) -> bool:
    """Whether a text has words at all, so that its language means something."""
    return len(_HAN.findall(text)) >= 2 or len(_LATIN.findall(text)) >= 2
