"""The assistant: understand → retrieve → read → verify → compose."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index import Collection, Filters, Passage
from index.normalise import fold_text
from models import Generator, Reader, Reranker

from .answer import Answer, Conflict
from .asking_back import pointing_word, which_one, whom_do_you_mean
from .changed import change_draft
from .claims import ClaimVerdict, check_text, check_whole
from .compose import (
    answer_text,
    choose,
    draft,
    short_text,
    with_beside,
    with_disagreements,
)
from .conflicts import disagreements
from .dialogue import Exchange, exchanges_of
from .errors import EmptyQuestion, QuestionTooLong
from .evidence import Evidence
from .generation import Writer
from .imprint import fields_asked, points_at_article, recorded_answer
from .language import detect_language
from .names import NameIndex
from .outcome import (
    FEWEST_SUGGESTIONS,
    asked_as,
    drafted_answer,
    friendly_line,
    not_sure,
    refused_answer,
)
from .plain_reading import plainly
from .refuse import Decision
from .retrieve import Candidate
from .retriever_reader import RetrieverReader
from .reworded import in_printed_words
from .settled import Settler
from .small_talk import small_talk
from .suggest import example_questions
from .understand import Understood

LONGEST_QUESTION = 1000
_CHECKED_PASSAGES = 12
# How sure the assistant is when it asks back.
_ASKED_BACK = 0.5


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

    `ablate` switches parts off for measuring: see `RetrieverReader`. A
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
        self.finder = RetrieverReader(
            collection,
            reader,
            retrieve_limit=retrieve_limit,
            read_limit=read_limit,
            ablate=ablate,
            reranker=reranker,
        )
        self._settler = Settler(self.finder, self.check_whole, self._more_questions)
        self._writer = None if generator is None else Writer(generator, lambda: self.names)
        # Trying examples takes many questions, which must not keep a user waiting.
        self._examples_lock = threading.Lock()
        self._examples_of: tuple[int, tuple[str, ...]] | None = None

    @property
    def names(self) -> NameIndex:
        """Names of the collection by sound."""
        return self.finder.names

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
            return FoundAnswer(_timed(friendly_line(text, line), started))
        spoken = [turn for turn in history if turn.answer.kind != "small_talk"]
        if not spoken and (pronoun := pointing_word(fold_text(text))):
            return _asked_back(text, whom_do_you_mean(pronoun, language), started)
        before = _cited_passages(spoken[-1].answer) if spoken else []
        understood = self.finder.understood(
            text, exchanges_of(spoken), lambda turn: self.finder.goes_on(turn, before)
        )
        if choices := understood.standalone.choices:
            return _asked_back(text, which_one(choices, language), started, choices)
        marks = {"understand": time.perf_counter()}
        settled = self._of_the_record(understood, spoken, filters)
        settled = settled or self._settler.settle(understood, filters)
        if settled is not None:
            marks["compose"] = time.perf_counter()
            return FoundAnswer(_timed(settled, started, marks), settled=True)
        goes_on = understood.standalone.rewritten or self.finder.names_nothing(text)
        ranked = self.finder.read(understood, filters, before if goes_on else (), marks)
        marks["read"] = time.perf_counter()
        if (plain := self._plainly(understood, ranked, exchanges_of(spoken), filters)) is not None:
            understood, ranked = plain
        again = self._in_printed_words(understood, ranked, filters)
        if again is not None:
            understood, ranked = again
        answer = self._compose(understood, ranked)
        if again is not None:
            note = asked_as(understood.evidence_question.folded, understood.question.language)
            answer = replace(answer, notes=(*answer.notes, note))
        marks["compose"] = time.perf_counter()
        return FoundAnswer(_timed(answer, started, marks), tuple(ranked))

    def _plainly(
        self,
        understood: Understood,
        ranked: Sequence[Evidence],
        past: Sequence[Exchange],
        filters: Filters | None,
    ) -> tuple[Understood, list[Evidence]] | None:
        """A follow-up that would be refused, with less carried over, and what it finds; `None` where it
        is none, cannot be read so, or is refused again."""
        if not past or self.finder.decided(understood.evidence_question, ranked).answered:
            return None
        alone = plainly(understood.original, past)
        if alone is None or alone.text == understood.standalone.text:
            return None
        meant = replace(
            self.finder.understood(alone.text), original=understood.original, standalone=alone
        )
        found = self.finder.read(meant, filters)
        decided = self.finder.decided(meant.evidence_question, found)
        return (meant, list(found)) if decided.answered else None

    def _in_printed_words(
        self, understood: Understood, ranked: Sequence[Evidence], filters: Filters | None
    ) -> tuple[Understood, list[Evidence]] | None:
        """A question that would be refused, in words of the articles that mean the same, and what it
        finds; `None` where it need not or cannot be put so, or is refused again."""
        wanted = understood.evidence_question
        if understood.question.language == "en" or not ranked:
            return None
        if self.finder.decided(wanted, ranked).answered:
            return None
        text = in_printed_words(wanted.folded, ranked)
        if text is None:
            return None
        other = self.finder.understood(text)
        meant = replace(understood, evidence_question=other.evidence_question, topic=other.topic)
        found = self.finder.read(meant, filters)
        decided = self.finder.decided(meant.evidence_question, found)
        return (meant, list(found)) if decided.answered else None

    def _of_the_record(
        self, understood: Understood, spoken: Sequence[Turn], filters: Filters | None
    ) -> Answer | None:
        """The answer to a question about an article itself: who wrote it, when it was printed."""
        fields = fields_asked(fold_text(understood.original))
        if not fields:
            return None
        before = [c.article for c in spoken[-1].answer.citations] if spoken else []
        candidates = self.finder.candidates(understood, filters=filters)
        answer = recorded_answer(understood, fields, candidates, before, self.collection.passages)
        pointing = points_at_article(fold_text(understood.original))
        if answer is None and not spoken and pointing is not None:
            line = whom_do_you_mean(pointing, understood.question.language)
            return friendly_line(understood.original, line, kind="clarify", confidence=_ASKED_BACK)
        return answer

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
        return example_questions(self.collection, FEWEST_SUGGESTIONS + 1)

    def check(self, text: str) -> list[ClaimVerdict]:
        """Check every statement of `text`, a claim or a whole draft in any of the languages."""
        return check_text(
            text, self._search, names=self.names.spelled_in, translate=self.finder.translate
        )

    def check_whole(self, claim: str, filters: Filters | None = None) -> ClaimVerdict:
        """One verdict on a claim of one or more sentences, by what `filters` let through."""

        def search(query: str) -> list[Candidate]:
            return self.search(query, limit=_CHECKED_PASSAGES, filters=filters)

        return check_whole(
            claim, search, names=self.names.spelled_in, translate=self.finder.translate
        )

    def search(
        self, query: str, *, limit: int = 10, filters: Filters | None = None
    ) -> list[Candidate]:
        """The best passages for a query in any of the languages, without reading them."""
        understood = self.finder.understood(query)
        return self.finder.candidates(understood, limit=limit, filters=filters)

    def _search(self, query: str) -> list[Candidate]:
        return self.search(query, limit=_CHECKED_PASSAGES)

    def _compose(self, understood: Understood, ranked: Sequence[Evidence]) -> Answer:
        question, wanted = understood.question, understood.evidence_question
        decision = self.finder.decided(wanted, ranked)
        if not decision.answered:
            return self._refused(understood, ranked, decision)
        best = ranked[0]
        short = self.finder.short_answer(wanted, best)
        if (changed := change_draft(wanted, best, short, question.language)) is not None:
            computed, said = changed
            answer = drafted_answer(understood, computed, said, decision.confidence)
            if answer is not None and answer.sentences[0].computed is not None:
                return answer
        alone = choose(wanted, ranked)
        chosen = with_beside(alone, self.finder.runners_up(wanted, ranked))
        drafted = draft(question, chosen, short)
        conflicts: tuple[Conflict, ...] = ()
        if short is not None and (others := disagreements(wanted, best, short, ranked)):
            drafted, conflicts = with_disagreements(question, drafted, best, short, others)
        answer = drafted_answer(
            understood,
            drafted,
            short_text(question, short),
            decision.confidence,
            conflicts=conflicts,
            notes=(not_sure(question.language),) if len(chosen) > len(alone) else (),
        )
        return answer or self._refused(understood, ranked, decision)

    def _refused(
        self, understood: Understood, ranked: Sequence[Evidence], decision: Decision
    ) -> Answer:
        return refused_answer(understood, ranked, decision, self._more_questions)


def _asked_back(
    question: str, line: str, started: float, choices: tuple[str, ...] = ()
) -> FoundAnswer:
    """A question back: whom or which of `choices` is meant."""
    line_back = friendly_line(
        question, line, kind="clarify", choices=choices, confidence=_ASKED_BACK
    )
    return FoundAnswer(_timed(line_back, started))


def _cited_passages(answer: Answer) -> list[Passage]:
    """The passages that an answer cites, once each."""
    return list({c.passage.id: c.passage for c in answer.citations}.values())


def _timed(answer: Answer, started: float, marks: dict[str, float] | None = None) -> Answer:
    """The answer with the milliseconds of each stage that `marks` ends, and of all."""
    stages: dict[str, float] = {}
    previous = started
    for name, at in (marks or {}).items():
        stages[name] = (at - previous) * 1000
        previous = at
    total = (previous if marks else time.perf_counter()) - started
    return replace(answer, timings_ms={"total": total * 1000, **stages})
