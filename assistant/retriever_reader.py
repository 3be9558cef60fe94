"""Understand, retrieve, read and judge over one collection: all that an answer is made from.

The name and the order of the stages are those of DrQA (Chen et al. 2017, "Reading Wikipedia to
Answer Open-Domain Questions").
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from index import Collection, Filters, Passage
from index.tokens import tokens
from models import LateInteraction, Reader, Reranker, TermTranslator, late_interaction

from .constraints import demanded_first, goes_on_with_measure
from .definitions import defines
from .dialogue import Exchange
from .evidence import Evidence, TokenWeights, score_evidence
from .fitting import fitting_first
from .names import NameIndex, place_core
from .placed import places_asked
from .public_affairs import printed_terms
from .question import Question, parse_question
from .ranking import load_ranker
from .refuse import Decision, Judged, decide, judge, load_calibration, log_odds
from .retrieve import Candidate, Late, retrieve
from .short_answer import ShortAnswer, short_answer
from .territory import place_measured, tells_territory
from .translated import Translate
from .understand import Understood, understand
from .yardstick import Yardstick, reranked

# The name index reads this many passages at most: enough for a newspaper's year.
_NAME_PASSAGES = 20_000
# Enough for the questions that some users ask at a time.
_JUDGEMENTS_KEPT = 64
# A follow-up: the cited passages cover its words at least this well, next to the best five.
_COMPARED_PASSAGES = 5
_SAME_TOPIC = 0.7
# In log odds: how much likelier the second sentence must be to come first, and where the first is sure.
_LIKELIER, _FAR_LIKELIER = 0.2, 1.0
# In log odds: from where on the first sentence stands alone, how much less likely than it another
# may be to be shown beside it, and from where on none is worth showing.
_SURE, _LITTLE_LESS_LIKELY, _NOT_LIKELY = 2.0, 2.0, -1.8
_RUNNERS_UP = 3
# Of so many sentences the one before the first is looked for.
_LOOKED_BACK = 6
# In log odds: how much a follow-up favours the articles that the turn before was answered from.
_SAME_ARTICLE = 1.0
# How sure a place's own area is that an article set there prints.
_OF_A_TERRITORY = 0.6
# The least confidence in a sentence that says in so many words what the thing is.
_SAYS_WHAT_IT_IS = 0.6


class RetrieverReader:
    """Finds the evidence for a question and judges whether it is enough.

    `ablate` switches parts off for measuring: "dense", "lexical", "reader", "constraints",
    "second look". One instance serves many threads as long as its collection and reader do.
    """

    def __init__(
        self,
        collection: Collection,
        reader: Reader | None,
        *,
        retrieve_limit: int = 20,
        read_limit: int = 5,
        ablate: frozenset[str] = frozenset(),
        reranker: Reranker | None = None,
    ) -> None:
        self.collection = collection
        self.reader = None if "reader" in ablate else reader
        self.reranker = reranker
        self.retrieve_limit = retrieve_limit
        self.read_limit = read_limit
        self.ablate = ablate
        self._late, self._order, self.translate = (
            (None, None, None) if "dense" in ablate else token_by_token(collection)
        )
        self._yardstick = Yardstick() if self._late is None and "dense" not in ablate else None
        if self._yardstick is not None:
            self.translate = self._yardstick.translate
        profile = "lexical" if self.reader is None else "reader"
        self._rank = load_ranker(profile)
        # Without vectors no word is like another: what is carried is judged by another measure.
        words_only = self.reader is None and self.late is None
        self._calibration = load_calibration("words" if words_only else profile)
        self._lock = threading.Lock()
        self._names_of: tuple[int, NameIndex] | None = None
        self._judgements: dict[object, Judged] = {}

    @property
    def late(self) -> Late | None:
        """Late interaction by the collection's own static embedder, or by the built-in one."""
        return self._late or (self._yardstick.late if self._yardstick else None)

    @property
    def names(self) -> NameIndex:
        """Names of the collection by sound, rebuilt when the collection has changed."""
        generation = self.collection.generation
        with self._lock:
            if self._names_of is None or self._names_of[0] != generation:
                texts = [p.text for p in islice(self.collection.passages(), _NAME_PASSAGES)]
                titles = [a.title for a in self.collection.articles() if a.title]
                self._names_of = (generation, NameIndex(texts + titles))
            return self._names_of[1]

    def known(self, run: str) -> bool:
        """Whether every bigram of a run of Han characters, or a Latin word, is in the collection."""
        parts = [run] if run.isascii() else [run[i : i + 2] for i in range(len(run) - 1)]
        found = self.collection.document_frequencies(parts)
        return all(found.get(part) for part in parts)

    def understood(
        self,
        question: str,
        history: Sequence[Exchange] = (),
        depends: Callable[[str], bool] | None = None,
    ) -> Understood:
        """What `question` asks, in the collection's names; see `understand` for `depends`."""
        return understand(
            question,
            history,
            self.names,
            self.known,
            self.translate,
            depends=depends,
            alike=self.alike if history else None,
        )

    def alike(self, word: str, others: Sequence[str]) -> list[float]:
        """How near `others` are to a word in meaning, read from both sides: 0 where nobody knows."""
        if self.late is None:
            return [0.0] * len(others)
        there = self.late(word, others)
        back = [self.late(other, [word])[0] for other in others]
        return [(a + b) / 2 for a, b in zip(there, back, strict=True)]

    def candidates(
        self,
        understood: Understood,
        *,
        limit: int | None = None,
        filters: Filters | None = None,
        before: Sequence[Passage] = (),
    ) -> list[Candidate]:
        """The best passages; `before` are those that the turn before cited."""
        return retrieve(
            self.collection,
            [understood.topic],
            understood.evidence_question.text,
            limit=limit or self.retrieve_limit,
            filters=filters,
            use_lexical="lexical" not in self.ablate,
            use_dense="dense" not in self.ablate,
            order=self._order,
            before=before,
            translated=understood.question.language == "en",
        )

    def evidence(
        self,
        understood: Understood,
        candidates: Sequence[Candidate],
        read_limit: int | None = None,
        of_before: Sequence[Passage] = (),
    ) -> list[Evidence]:
        """Every sentence of `candidates`, best first; `read_limit` passages go to the reader.

        `of_before` are passages of the last turn, whose articles a follow-up is likely to be about.

        Evidence that carries what the question demands outranks evidence that does not, and what
        holds the thing asked for what only speaks of it.
        """
        question = understood.evidence_question
        ranked = score_evidence(
            question,
            candidates,
            self.collection,
            self.reader,
            query=understood.topic,
            read_limit=read_limit or self.read_limit,
            rank=self._rank,
            late=self.late,
            places=tuple(place_core(p) for p in places_asked(question, self.names)),
        )
        ranked = _going_on(ranked, {passage.article_id for passage in of_before})
        if "constraints" in self.ablate:
            return ranked
        ranked = demanded_first(question, ranked, self.names)
        if "second look" not in self.ablate:
            ranked = self._second_look(question, ranked)
        return fitting_first(question, ranked)

    def read(
        self,
        understood: Understood,
        filters: Filters | None = None,
        before: Sequence[Passage] = (),
        marks: dict[str, float] | None = None,
    ) -> list[Evidence]:
        """The sentences of what was retrieved, best first; `marks` takes the time of retrieval."""
        candidates = self.candidates(understood, filters=filters, before=before)
        text = understood.evidence_question.text
        if self.reranker is not None:
            candidates = reranked(text, candidates, self.reranker)
        if self._yardstick is not None:
            candidates = self._yardstick.measured(text, candidates)
        if marks is not None:
            marks["retrieve"] = time.perf_counter()
        return self.evidence(understood, candidates, of_before=before)

    def _second_look(self, wanted: Question, ranked: list[Evidence]) -> list[Evidence]:
        """`ranked`, led by its second where that is likelier to answer `wanted`.

        What decides on refusing checks more than what ranks does, and is worth its time on two
        sentences. Where one of them stands against a demand, the order has heeded that already.
        """
        if len(ranked) < 2:
            return ranked
        first, second = (self.judged(wanted, evidence) for evidence in ranked[:2])
        if first.refused_anyway or second.refused_anyway or defines(wanted, ranked[0]):
            return ranked
        sure = log_odds(first, self._calibration)
        gain = log_odds(second, self._calibration) - sure
        least = _FAR_LIKELIER if sure > _SURE else _LIKELIER
        return [ranked[1], ranked[0], *ranked[2:]] if gain > least else ranked

    def judged(self, wanted: Question, best: Evidence) -> Judged:
        """What speaks for and against answering `wanted` from `best`.

        Kept for a while: the order, the decision and the sentences shown ask for the same few.
        """
        candidate = best.candidate
        place = (candidate.article.id, candidate.passage.id, best.start)
        key = (self.collection.generation, wanted, place, best.features)
        found = self._judgements.get(key)
        if found is None:
            if len(self._judgements) >= _JUDGEMENTS_KEPT:
                self._judgements.clear()
            found = self._judgements[key] = self._judge(wanted, best)
        return found

    def _judge(self, wanted: Question, best: Evidence) -> Judged:
        return judge(
            wanted,
            best,
            self.collection,
            self.late,
            self.names,
            self.translate,
            constraints="constraints" not in self.ablate,
        )

    def decided(self, wanted: Question, ranked: Sequence[Evidence]) -> Decision:
        """Whether the first of `ranked` answers `wanted`."""
        if not ranked:
            return Decision(False, 0.0)
        judged = self.judged(wanted, ranked[0])
        decision = decide(judged, self._calibration)
        if not decision.answered and not judged.refused_anyway:
            decision = self._by_measure_before(wanted, ranked) or decision
        if not decision.unmet and defines(wanted, ranked[0]):
            confidence = max(decision.confidence, _SAYS_WHAT_IT_IS)
            return replace(decision, answered=True, confidence=confidence)
        place = place_measured(wanted)
        if place is None or decision.unmet or not tells_territory(place, ranked[0]):
            return decision
        # 960平方公里的土地上 shares no word with the question that it answers.
        confidence = max(decision.confidence, _OF_A_TERRITORY)
        return replace(decision, answered=True, confidence=confidence)

    def _by_measure_before(self, wanted: Question, ranked: Sequence[Evidence]) -> Decision | None:
        """The decision by the sentence before the first, where that names what is measured and only
        the place is another: 全省GDP达5万亿元。而青石市实现了210亿元."""
        for other in ranked[1:_LOOKED_BACK]:
            before = self.judged(wanted, other)
            of_place = all(demand.kind == "place" for demand in before.unmet)
            if of_place and goes_on_with_measure(wanted, ranked[0], other, before.unmet):
                return decide(replace(before, unmet=()), self._calibration)
        return None

    def runners_up(self, wanted: Question, ranked: Sequence[Evidence]) -> list[Evidence]:
        """The sentences to be shown beside the first of `ranked` where that is not sure to answer.

        Of the next two those that are not far less likely to answer than the first is; both where
        reasons or ways are asked for, which run over several sentences, else one.
        """
        if "second look" in self.ablate or not ranked:
            return []
        first = log_odds(self.judged(wanted, ranked[0]), self._calibration)
        if first > _SURE:
            return []
        least = max(first - _LITTLE_LESS_LIKELY, _NOT_LIKELY)
        found: list[Evidence] = []
        for evidence in ranked[1:_RUNNERS_UP]:
            judged = self.judged(wanted, evidence)
            if not judged.refused_anyway and log_odds(judged, self._calibration) >= least:
                found.append(evidence)
        return found if wanted.kind in ("reason", "how") else found[:1]

    def short_answer(self, wanted: Question, best: Evidence) -> ShortAnswer | None:
        """The words of `best` that answer `wanted`."""
        return short_answer(wanted, best, self._late)

    def names_nothing(self, turn: str) -> bool:
        """Whether a turn names no place, person or other name by which it would stand alone."""
        parsed = parse_question(turn)
        if parsed.language == "en":
            return not self.names.spelled_in(turn)
        return not (parsed.places or parsed.names or self.names.places_in(parsed.folded))

    def goes_on(self, turn: str, cited: Sequence[Passage]) -> bool:
        """Whether a turn without pronoun goes on with the topic of the passages cited before it.

        It does when those speak of its words about as much as any others; a turn that names a place
        or person of its own, or a thing told of elsewhere, opens a new topic.
        """
        parsed = parse_question(turn)
        if parsed.language == "en":
            # Translated word by word a turn says too little of where it is told; a name says enough.
            return not self.names.spelled_in(turn)
        if parsed.places or parsed.names:
            return False
        wanted = tokens(parsed.query)
        weights = TokenWeights(
            parsed.query,
            self.collection.document_frequencies(wanted),
            self.collection.passage_count(),
        )

        def best(passages: Iterable[Passage]) -> float:
            return max((weights.coverage(set(tokens(p.text))) for p in passages), default=0.0)

        anywhere = self.collection.search_lexical(parsed.query, limit=_COMPARED_PASSAGES)
        return best(cited) >= _SAME_TOPIC * best(hit.passage for hit in anywhere)


def _going_on(ranked: list[Evidence], articles: set[str]) -> list[Evidence]:
    """`ranked` with the sentences of `articles` put forward by `_SAME_ARTICLE`."""
    if not articles:
        return ranked
    weighed = [
        replace(e, score=e.score + _SAME_ARTICLE) if e.candidate.article.id in articles else e
        for e in ranked
    ]
    return sorted(weighed, key=lambda e: (-e.score, e.candidate.rank, e.start))


def token_by_token(
    collection: Collection,
) -> tuple[Late | None, Late | None, Translate | None]:
    """Late interaction, order of candidates, and terms, where the embedder is a static table."""
    table = late_interaction(collection.embedder.model)
    if table is None:
        return None, None, None

    def late(question: str, texts: Sequence[str]) -> Sequence[float]:
        return [float(score) for score in table.scores(question, texts)]

    def order(question: str, texts: Sequence[str]) -> Sequence[float]:
        return [float(score) for score in table.order_scores(question, texts)]

    return late, order, translator(table)


def translator(table: LateInteraction) -> Translate:
    """The words of an English text in Chinese, by the rows of a static table and by what papers
    print for the things of public life."""
    terms = TermTranslator(table)

    # A question is translated whole and word by word, and its words come again in the next one.
    @lru_cache(maxsize=4096)
    def translate(question: str) -> tuple[tuple[str, float], ...]:
        learned = ((term.chinese, term.weight) for term in terms.translate(question))
        return (*learned, *printed_terms(question))

    return translate
