"""The assistant: understand → retrieve → read → verify → compose."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from index import Collection, Filters, Passage
from index.normalise import fold_text
from index.tokens import tokens
from models import Generator, Reader, Reranker, TermTranslator, late_interaction

from .answer import Answer, Conflict
from .claims import ClaimVerdict, check_text, check_whole
from .comparison import Comparison, comparison_of
from .compose import (
    Draft,
    answer_figures,
    answer_text,
    choose,
    citation_of,
    draft,
    renumbered,
    short_text,
    with_disagreements,
)
from .computed import Reading, computed_draft, is_of_place, one_is_missing
from .conflicts import disagreements
from .constraints import demanded_first
from .dialogue import exchanges_of
from .errors import EmptyQuestion, QuestionTooLong
from .evidence import Evidence, TokenWeights, score_evidence
from .generation import Writer
from .language import detect_language, in_script
from .names import NameIndex
from .question import Question, parse_question
from .ranking import load_ranker
from .refuse import Decision, decide, judge, load_calibration, missing_text, refusal_text
from .retrieve import Candidate, Late, retrieve
from .short_answer import short_answer
from .small_talk import pointing_word, small_talk, which_one, whom_do_you_mean
from .suggest import example_questions, suggestions
from .understand import Translate, Understood, understand
from .verify import verify, verify_citations
from .yardstick import Yardstick, reranked
from .yes_no import statement_of, verdict_draft, verdict_words

LONGEST_QUESTION = 1000
# The name index reads this many passages at most: enough for a newspaper's year.
_NAME_PASSAGES = 20_000
_NEAREST_SHOWN = 3
# After a refusal: at least so many questions that the articles answer.
_FEWEST_SUGGESTIONS = 2
_CHECKED_PASSAGES = 12
# A follow-up: the cited passages cover its words at least this well, next to the best five.
_COMPARED_PASSAGES = 5
_SAME_TOPIC = 0.7


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a conversation: what was asked and what was answered."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """An answer in the articles' own words, and the evidence that it was chosen from.

    `settled` when it is a verdict or a computation, which no model may phrase anew.
    """

    answer: Answer
    evidence: tuple[Evidence, ...] = ()
    settled: bool = False


class Assistant:
    """Answers questions from a collection, with verified citations.

    `ablate` switches parts off for measuring: "dense", "lexical", "reader", "constraints". A
    `reranker` orders anew what retrieval found; a `generator` phrases the answers, if every
    sentence is proved.
    One instance serves many threads as long as its collection and reader do.
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
        generator: Generator | None = None,
    ) -> None:
        self.collection = collection
        self.reranker = reranker
        self.reader = None if "reader" in ablate else reader
        self.retrieve_limit = retrieve_limit
        self.read_limit = read_limit
        self.ablate = ablate
        self._late, self._translate = (
            (None, None) if "dense" in ablate else token_by_token(collection)
        )
        self._yardstick = Yardstick() if self._late is None and "dense" not in ablate else None
        if self._yardstick is not None:
            self._translate = self._yardstick.translate
        self._writer = None if generator is None else Writer(generator, lambda: self.names)
        profile = "lexical" if self.reader is None else "reader"
        self._rank = load_ranker(profile)
        self._calibration = load_calibration(profile)
        self._lock = threading.RLock()
        # Its own lock: trying examples takes many questions, which must not keep a user waiting.
        self._examples_lock = threading.Lock()
        self._names_of: tuple[int, NameIndex] | None = None
        self._examples_of: tuple[int, tuple[str, ...]] | None = None

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

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
    ) -> Answer:
        """Answer `question`, a follow-up to `history` (oldest first) where it leaves words out.

        With a generator its sentences answer, each proved against the articles; without one, or
        where nothing of them is proved, the articles' own.

        Raises:
            EmptyQuestion: nothing but white space.
            QuestionTooLong: more than `LONGEST_QUESTION` characters.
            index.EmptyCollection: there is nothing to search.
        """
        found = self._find(question, history, filters)
        if self._writer is None or found.settled:
            return found.answer
        *_, answer = self._writer.write(found.answer, found.evidence)
        return answer

    def _find(self, question: str, history: Sequence[Turn], filters: Filters | None) -> FoundAnswer:
        """The answer in the articles' own words, and the evidence that it was chosen from."""
        started = time.perf_counter()
        text = question.strip()
        if not text:
            raise EmptyQuestion
        if len(text) > LONGEST_QUESTION:
            raise QuestionTooLong(len(text), LONGEST_QUESTION)
        language = detect_language(text)
        line = small_talk(fold_text(text), language, ())
        if line is not None:
            return FoundAnswer(self._plain(text, line, started))
        spoken = [turn for turn in history if turn.answer.kind != "small_talk"]
        if not spoken and (pronoun := pointing_word(fold_text(text))):
            asked_back = self._plain(text, whom_do_you_mean(pronoun, language), started)
            return FoundAnswer(replace(asked_back, kind="clarify", confidence=0.5))
        understood = understand(
            text,
            exchanges_of(spoken),
            self.names,
            self._known,
            self._translate,
            depends=lambda turn: self._depends(turn, spoken[-1].answer),
        )
        if understood.standalone.choices:
            line = which_one(understood.standalone.choices, language)
            asked_back = self._plain(text, line, started)
            choices = understood.standalone.choices
            return FoundAnswer(replace(asked_back, kind="clarify", choices=choices, confidence=0.5))
        goes_on = spoken and understood.standalone.rewritten
        marks = {"understand": time.perf_counter()}
        settled = self._settled(understood, filters)
        if settled is not None:
            marks["compose"] = time.perf_counter()
            return FoundAnswer(replace(settled, timings_ms=_timings(started, marks)), settled=True)
        ranked = self._read(
            understood, filters, _cited_passages(spoken[-1].answer) if goes_on else (), marks
        )
        marks["read"] = time.perf_counter()
        answer = self._compose(understood, ranked)
        marks["compose"] = time.perf_counter()
        return FoundAnswer(replace(answer, timings_ms=_timings(started, marks)), tuple(ranked))

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
    ) -> Iterator[Answer]:
        """The same answer growing sentence by sentence; every part is already verified.

        With a generator a sentence is given as soon as it is proved, while the model still writes;
        closing the iterator stops the model.
        """
        found = self._find(question, history, filters)
        if self._writer is not None and not found.settled:
            yield from self._writer.write(found.answer, found.evidence)
            return
        whole = found.answer
        for count in range(1, len(whole.sentences)):
            shown = whole.sentences[:count]
            used = {n for sentence in shown for n in sentence.citations}
            yield replace(
                whole,
                text=answer_text(shown, whole.language),
                sentences=shown,
                citations=tuple(c for c in whole.citations if c.n in used),
            )
        yield whole

    def examples(self, limit: int = 6) -> tuple[str, ...]:
        """Questions to begin with, each tried: the answer cites the sentence it was made from.

        Made anew when the collection has changed; costs one `ask` a question.
        """
        generation = self.collection.generation
        with self._examples_lock:
            if self._examples_of is None or self._examples_of[0] != generation:
                tried = [
                    question
                    for question in example_questions(self.collection, 3 * limit)
                    if not self.ask(question).abstained
                ]
                self._examples_of = (generation, tuple(tried))
            return self._examples_of[1][:limit]

    def _more_questions(self) -> tuple[str, ...]:
        """Questions of the whole collection: those tried as examples, where that has been done."""
        known = self._examples_of
        if known is not None and known[0] == self.collection.generation:
            return known[1]
        return example_questions(self.collection, _FEWEST_SUGGESTIONS + 1)

    def check(self, text: str) -> list[ClaimVerdict]:
        """Check every statement of `text`, a claim or a whole draft in any of the languages."""
        return check_text(
            text, self._search, names=self.names.spelled_in, translate=self._translate
        )

    def check_whole(self, claim: str) -> ClaimVerdict:
        """One verdict on a claim of one or more sentences."""
        return check_whole(
            claim, self._search, names=self.names.spelled_in, translate=self._translate
        )

    def search(
        self, query: str, *, limit: int = 10, filters: Filters | None = None
    ) -> list[Candidate]:
        """The best passages for a query in any of the languages, without reading them."""
        understood = understand(query, [], self.names, self._known, self._translate)
        return retrieve(
            self.collection,
            [understood.topic],
            understood.evidence_question.text,
            limit=limit,
            filters=filters,
            use_lexical="lexical" not in self.ablate,
            use_dense="dense" not in self.ablate,
            late=self._late,
            translated=understood.question.language == "en",
        )

    def _search(self, query: str) -> list[Candidate]:
        return self.search(query, limit=_CHECKED_PASSAGES)

    def _depends(self, turn: str, last: Answer) -> bool:
        """Whether a turn without pronoun goes on with the topic of the last answer.

        It does when the passages cited there speak of its words about as much as any others; a turn
        that names a place or person of its own, or a thing told of elsewhere, opens a new topic.
        """
        parsed = parse_question(turn)
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
        return best(_cited_passages(last)) >= _SAME_TOPIC * best(hit.passage for hit in anywhere)

    def _known(self, run: str) -> bool:
        """Whether every bigram of a run of Han characters, or a Latin word, is in the collection."""
        parts = [run] if run.isascii() else [run[i : i + 2] for i in range(len(run) - 1)]
        found = self.collection.document_frequencies(parts)
        return all(found.get(part) for part in parts)

    def _demanded_first(self, question: Question, ranked: list[Evidence]) -> list[Evidence]:
        """Evidence that carries what the question demands outranks evidence that does not."""
        if "constraints" in self.ablate:
            return ranked
        return demanded_first(question, ranked, self.names)

    def _read(
        self,
        understood: Understood,
        filters: Filters | None,
        before: Sequence[Passage] = (),
        marks: dict[str, float] | None = None,
    ) -> list[Evidence]:
        """The sentences of what was retrieved, best first; `marks` takes the time of retrieval."""
        candidates = retrieve(
            self.collection,
            [understood.topic],
            understood.evidence_question.text,
            limit=self.retrieve_limit,
            filters=filters,
            use_lexical="lexical" not in self.ablate,
            use_dense="dense" not in self.ablate,
            late=self._late,
            before=before,
            translated=understood.question.language == "en",
        )
        if self.reranker is not None:
            candidates = reranked(understood.evidence_question.text, candidates, self.reranker)
        if self._yardstick is not None:
            candidates = self._yardstick.measured(understood.evidence_question.text, candidates)
        if marks is not None:
            marks["retrieve"] = time.perf_counter()
        ranked = score_evidence(
            understood.evidence_question,
            candidates,
            self.collection,
            self.reader,
            query=understood.topic,
            read_limit=self.read_limit,
            rank=self._rank,
            late=self._late or (self._yardstick.late if self._yardstick else None),
        )
        return self._demanded_first(understood.evidence_question, ranked)

    def _settled(self, understood: Understood, filters: Filters | None) -> Answer | None:
        """A yes/no question with its verdict, or a comparison computed from two figures."""
        question = understood.question
        asked = comparison_of(understood.standalone.text)
        if asked is not None:
            return self._compared(understood, asked, filters)
        if question.kind != "yes_no" or filters is not None:
            return None
        statement = statement_of(understood.standalone.text)
        if statement is None:
            return None
        verdict = self.check_whole(statement)
        drafted = verdict_draft(verdict, question.language)
        if drafted is None:
            return None
        return self._drafted(understood, drafted, verdict_words(verdict, question.language), 0.9)

    def _compared(
        self, understood: Understood, asked: Comparison, filters: Filters | None
    ) -> Answer | None:
        """The comparison computed; refused when one side is missing; `None` when an article may
        state it in words of its own."""
        found: list[Reading | None] = []
        confidence = 1.0
        nearest: list[Evidence] = []
        for part in asked.questions:
            parsed = understand(part, [], self.names, self._known, self._translate)
            ranked = self._read(parsed, filters)
            decision = self._decide(parsed.evidence_question, ranked)
            short = (
                short_answer(parsed.evidence_question, ranked[0], self._late)
                if decision.answered
                else None
            )
            usable = (
                short is not None
                and short.figure is not None
                and is_of_place(parsed.evidence_question, ranked[0])
            )
            found.append(Reading(ranked[0], short) if usable and short is not None else None)
            confidence = min(confidence, decision.confidence)
            nearest += ranked[:1] if usable else ranked[:2]
        language = understood.question.language
        readings = [reading for reading in found if reading is not None]
        if len(readings) == len(found):
            drafted = computed_draft(asked, readings, language)
            if drafted is None:
                return None
            return self._drafted(understood, drafted[0], drafted[1], confidence)
        if self._stated(understood, filters):
            return None
        nearest.sort(key=lambda e: not any(r.evidence is e for r in readings))
        refused = self._refused(understood, nearest, Decision(False, confidence))
        missing = one_is_missing(asked, found, language)
        text = refusal_text(understood.question, missing, refused.suggestions)
        return replace(refused, missing=missing, text=text)

    def _stated(self, understood: Understood, filters: Filters | None) -> bool:
        """Whether a sentence compares in its own words: 比全省高1.75分."""
        ranked = self._read(understood, filters)
        if not self._decide(understood.evidence_question, ranked).answered:
            return False
        return any(word in fold_text(ranked[0].text) for word in ("比", "差", "倍", "高于", "低于"))

    def _decide(self, wanted: Question, ranked: Sequence[Evidence]) -> Decision:
        if not ranked:
            return Decision(False, 0.0)
        judged = judge(
            wanted,
            ranked[0],
            self.collection,
            self._late or (self._yardstick.late if self._yardstick else None),
            self.names,
            constraints="constraints" not in self.ablate,
        )
        return decide(judged, self._calibration)

    def _drafted(
        self, understood: Understood, drafted: Draft, short: str, confidence: float
    ) -> Answer | None:
        """The answer of a draft, if all of it is verified."""
        question = understood.question
        verified = verify(drafted.sentences, drafted.citations)
        if not verified.sentences or verified.sentences[0].text != drafted.sentences[0].text:
            return None
        return Answer(
            question=understood.original,
            standalone_question=understood.standalone.text,
            language=question.language,
            kind=question.kind if question.kind == "yes_no" else "comparison",
            text=answer_text(verified.sentences, question.language),
            short_answer=short,
            sentences=verified.sentences,
            citations=verified.citations,
            figures=answer_figures(question, verified.citations, verified.sentences),
            conflicts=(),
            abstained=False,
            confidence=confidence,
            notes=_notes(understood),
        )

    def _compose(self, understood: Understood, ranked: Sequence[Evidence]) -> Answer:
        if not ranked:
            return self._refused(understood, ranked, Decision(False, 0.0))
        question, wanted = understood.question, understood.evidence_question
        best = ranked[0]
        decision = self._decide(wanted, ranked)
        if not decision.answered:
            return self._refused(understood, ranked, decision)
        short = short_answer(wanted, best, self._late)
        drafted = draft(question, choose(wanted, ranked), short)
        conflicts: tuple[Conflict, ...] = ()
        if short is not None and (others := disagreements(wanted, best, short, ranked)):
            drafted, conflicts = with_disagreements(question, drafted, best, short, others)
        verified = verify(drafted.sentences, drafted.citations)
        if not verified.sentences:
            return self._refused(understood, ranked, decision)
        return Answer(
            question=understood.original,
            standalone_question=understood.standalone.text,
            language=question.language,
            kind=question.kind,
            text=answer_text(verified.sentences, question.language),
            short_answer=short_text(question, short),
            sentences=verified.sentences,
            citations=verified.citations,
            figures=answer_figures(question, verified.citations, verified.sentences),
            conflicts=renumbered(conflicts, drafted, verified.citations),
            abstained=False,
            confidence=decision.confidence,
            notes=_notes(understood),
        )

    def _refused(
        self, understood: Understood, ranked: Sequence[Evidence], decision: Decision
    ) -> Answer:
        """Say what is missing and show the nearest passages."""
        question = understood.question
        nearest = _distinct_passages(ranked)[:_NEAREST_SHOWN]
        citations = verify_citations([citation_of(e, n) for n, e in enumerate(nearest, start=1)])
        missing = missing_text(question, decision)
        asked = suggestions(nearest, question.language)
        if len(asked) < _FEWEST_SUGGESTIONS:
            others = [in_script(text, question.language) for text in self._more_questions()]
            asked = tuple(dict.fromkeys((*asked, *others)))[:_FEWEST_SUGGESTIONS]
        return Answer(
            question=understood.original,
            standalone_question=understood.standalone.text,
            language=question.language,
            kind=question.kind,
            text=refusal_text(question, missing, asked),
            short_answer=None,
            sentences=(),
            citations=citations,
            figures=(),
            conflicts=(),
            abstained=True,
            confidence=decision.confidence,
            missing=missing,
            suggestions=asked,
            notes=_notes(understood),
        )

    def _plain(self, text: str, line: str, started: float) -> Answer:
        """A friendly line without a source."""
        return Answer(
            question=text,
            standalone_question=text,
            language=detect_language(text),
            kind="small_talk",
            text=line,
            short_answer=None,
            sentences=(),
            citations=(),
            figures=(),
            conflicts=(),
            abstained=False,
            confidence=1.0,
            timings_ms={"total": (time.perf_counter() - started) * 1000},
        )


def token_by_token(collection: Collection) -> tuple[Late | None, Translate | None]:
    """Late interaction and term translation, where the embedder is a static table."""
    table = late_interaction(collection.embedder.model)
    if table is None:
        return None, None
    terms = TermTranslator(table)

    def late(question: str, texts: Sequence[str]) -> Sequence[float]:
        return [float(score) for score in table.scores(question, texts)]

    def translate(question: str) -> list[tuple[str, float]]:
        return [(term.chinese, term.weight) for term in terms.translate(question)]

    return late, translate


def _cited_passages(answer: Answer) -> list[Passage]:
    """The passages that an answer cites, once each."""
    return list({c.passage.id: c.passage for c in answer.citations}.values())


def _distinct_passages(ranked: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence of each passage, in order."""
    best: dict[int, Evidence] = {}
    for evidence in ranked:
        best.setdefault(evidence.candidate.passage.id, evidence)
    return list(best.values())


def _notes(understood: Understood) -> tuple[str, ...]:
    """What was read differently from how it was typed."""
    language = understood.question.language
    return tuple(
        in_script(f"已按“{meant}”理解“{typed}”。", language)
        for typed, meant in understood.corrected
    )


def _timings(started: float, marks: dict[str, float]) -> dict[str, float]:
    """Milliseconds of each stage, and of all."""
    timings: dict[str, float] = {}
    previous = started
    for name, at in marks.items():
        timings[name] = (at - previous) * 1000
        previous = at
    return {"total": (previous - started) * 1000, **timings}
