"""Let a language model phrase an answer, and let through what the articles prove.

The extractive answer comes first and decides: where it refuses, nothing is generated; where sources
disagree, their own words are shown. Otherwise each generated sentence is proved as it arrives and
leaves with verbatim quotes; what is not proved is left out, and what the reader then would miss is
said in the articles' own words.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

from index import Language
from index.normalise import fold_text
from models import GenerationFailed, Generator

from ..answer import Answer, Citation, Sentence
from ..compose import answer_figures, answer_text
from ..evidence import Evidence
from ..language import in_script
from ..names import NameIndex
from ..question import parse_question
from ..verify import verify
from .marks import Said, SentenceCutter
from .prompt import Source, fitted_messages, make_source
from .proof import Proof, Prover

_MOST_SENTENCES = 6
# A model that has said so much without being proved, or repeats itself, is stopped.
_MOST_SAID = 12
_MOST_REPEATS = 2
_LONGEST_SENTENCE = 600
_MOST_SOURCES = 6

_NOTES: dict[str, tuple[str, str]] = {
    "dropped": (
        "生成的回答里有{n}句没有通过核对，已去掉。",
        "{n} generated sentence(s) could not be proved from the articles and were left out.",
    ),
    "replaced": (
        "生成的回答没有通过核对，以下是文章原句。",
        "The generated answer could not be proved from the articles; these are their own words.",
    ),
    "completed": (
        "去掉的内容由文章原句补上。",
        "What was left out is given in the articles' own words.",
    ),
    "repaired": (
        "有{n}句的出处标错或没标，已按文章改正。",
        "The citations of {n} generated sentence(s) were missing or wrong and were corrected.",
    ),
    "failed": (
        "生成模型没有答完（{why}），以下内容不受影响。",
        "The language model did not finish ({why}); what is shown is not affected.",
    ),
    "no_room": (
        "生成模型的上下文放不下文章段落，以下是文章原句。",
        "The passages do not fit into the model's context; these are the articles' own words.",
    ),
}


@dataclass(slots=True)
class _Draft:
    """What has been proved so far."""

    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    dropped: int = 0
    repaired: int = 0
    repeats: int = 0

    @property
    def is_over(self) -> bool:
        """Whether more of the same model would add nothing."""
        return (
            len(self.sentences) >= _MOST_SENTENCES
            or len(self.seen) >= _MOST_SAID
            or self.repeats >= _MOST_REPEATS
        )


class Writer:
    """Phrases answers with a generator. `names` gives the names of the collection by sound."""

    def __init__(self, generator: Generator, names: Callable[[], NameIndex]) -> None:
        self.generator = generator
        self._prover = Prover(names)

    def write(self, answer: Answer, evidence: Sequence[Evidence]) -> Iterator[Answer]:
        """The answer, growing by proved sentences; the last one is whole.

        `answer` is the extractive one and `evidence` what it was chosen from. Closing the iterator
        stops the model.
        """
        if answer.abstained or not answer.sentences or not answer.citations or answer.conflicts:
            yield answer
            return
        started = time.perf_counter()
        sources = sources_of(answer, evidence)
        fitted = fitted_messages(
            answer.standalone_question, answer.language, sources, self.generator.fits
        )
        if fitted is None:
            yield _noted(answer, "no_room")
            return
        messages, shown = fitted
        drafted = _Draft()
        first: float | None = None
        failure: str | None = None
        cutter = SentenceCutter()
        try:
            with closing(_closable(self.generator.stream(messages))) as pieces:
                for said in _sentences(pieces, cutter):
                    if self._accept(said, answer.language, shown, drafted):
                        first = first or (time.perf_counter() - started) * 1000
                        yield _grown(answer, drafted)
                    if drafted.is_over:
                        break
        except GenerationFailed as error:
            failure = str(error)
        timings = {"generate": (time.perf_counter() - started) * 1000}
        if first is not None:
            timings["first_sentence"] = first
        yield _timed(_finished(answer, drafted, failure), timings)

    def _accept(
        self, said: Said, language: Language, sources: Sequence[Source], drafted: _Draft
    ) -> bool:
        """Add a sentence with its quotes to the draft, if it is proved."""
        folded = fold_text(said.text)
        if folded in drafted.seen:
            drafted.repeats += 1
            return False
        drafted.seen.add(folded)
        proof, repaired = self.prove(said, language, sources)
        if proof.fault is not None:
            drafted.dropped += 1
            return False
        numbers = [_cited(drafted.citations, span) for span in proof.spans]
        citations = [*drafted.citations]
        for place, span in enumerate(proof.spans):
            if numbers[place] is None:
                citations.append(_citation(span, len(citations) + 1))
                numbers[place] = len(citations)
        used = tuple(sorted({n for n in numbers if n is not None}))
        sentence = Sentence(in_script(said.text, language), used)
        # The last word is that of the check which every answer passes.
        if not verify([sentence], citations).sentences:
            drafted.dropped += 1
            return False
        drafted.citations[:] = citations
        drafted.sentences.append(sentence)
        drafted.repaired += repaired
        return True

    def prove(
        self, said: Said, language: Language, sources: Sequence[Source]
    ) -> tuple[Proof, bool]:
        """The proof of a sentence by what it cites, else by another passage; whether repaired.

        A wrong or missing citation is repaired only where one other passage proves the sentence by
        itself.
        """
        cited = [source for source in sources if source.n in said.marks]
        proof = self._prover.prove(said.text, language, cited)
        if proof.fault is None:
            return proof, False
        for source in sources:
            if source not in cited:
                other = self._prover.prove(said.text, language, [source], strictly=True)
                if other.fault is None:
                    return other, True
        return proof, False


def sources_of(answer: Answer, evidence: Sequence[Evidence]) -> list[Source]:
    """The passages to show, numbered from 1: those of the extractive answer, then the next best."""
    passages = {c.passage.id: (c.article, c.passage) for c in answer.citations}
    for one in evidence:
        found = one.candidate
        passages.setdefault(found.passage.id, (found.article, found.passage))
    chosen = list(passages.values())[:_MOST_SOURCES]
    return [make_source(n, *pair) for n, pair in enumerate(chosen, start=1)]


def _sentences(pieces: Iterator[str], cutter: SentenceCutter) -> Iterator[Said]:
    for piece in pieces:
        yield from cutter.feed(piece)
        if cutter.pending > _LONGEST_SENTENCE:
            return
    yield from cutter.end()


def _closable(pieces: Iterator[str]) -> Any:
    """The iterator as something with `close`, whatever a generator's author returned."""
    return pieces if hasattr(pieces, "close") else (piece for piece in pieces)


def _cited(citations: Sequence[Citation], span: tuple[Source, int, int]) -> int | None:
    source, start, end = span
    for citation in citations:
        if (citation.article.id, citation.start, citation.end) == (source.article.id, start, end):
            return citation.n
    return None


def _citation(span: tuple[Source, int, int], n: int) -> Citation:
    source, start, end = span
    return Citation(n, source.article, start, end, source.article.text[start:end], source.passage)


def _grown(answer: Answer, drafted: _Draft) -> Answer:
    """The extractive answer with the sentences that were proved in place of its own."""
    sentences = tuple(_marked(sentence, answer.short_answer) for sentence in drafted.sentences)
    citations = tuple(drafted.citations)
    quotes = fold_text("\n".join(c.quote for c in citations))
    text = fold_text("\n".join(s.text for s in sentences))
    short = answer.short_answer
    if short is not None and answer.language != "en":
        # A short answer that none of this says would contradict it.
        short = short if fold_text(short) in text or fold_text(short) in quotes else None
    elif short is not None and not any(_overlaps(c, answer) for c in citations):
        short = None
    return replace(
        answer,
        text=answer_text(sentences, answer.language),
        short_answer=short,
        sentences=sentences,
        citations=citations,
        figures=answer_figures(parse_question(answer.standalone_question), citations, sentences),
    )


def _marked(sentence: Sentence, short: str | None) -> Sentence:
    at = sentence.text.find(short) if short else -1
    return replace(sentence, highlight=(at, at + len(short))) if short and at >= 0 else sentence


def _overlaps(citation: Citation, answer: Answer) -> bool:
    """Whether a citation holds words of the sentence that the extractive answer rests on."""
    lead = _lead(answer)
    return any(
        c.article.id == citation.article.id and c.start < citation.end and citation.start < c.end
        for c in answer.citations
        if c.n in lead.citations
    )


def _lead(answer: Answer) -> Sentence:
    """The sentence of the extractive answer with the short answer in it, or its first."""
    return next((s for s in answer.sentences if s.highlight), answer.sentences[0])


def _finished(answer: Answer, drafted: _Draft, failure: str | None) -> Answer:
    """The whole answer with what became of the model's sentences."""
    if not drafted.sentences:
        if failure is not None:
            return _noted(answer, "failed", why=failure)
        return _noted(answer, "replaced")
    missed = (drafted.dropped or failure) and not any(
        _overlaps(citation, answer) for citation in drafted.citations
    )
    if missed:
        _complete(answer, drafted)
    done = _grown(answer, drafted)
    if drafted.dropped:
        done = _noted(done, "dropped", n=drafted.dropped)
    if missed:
        done = _noted(done, "completed")
    if drafted.repaired:
        done = _noted(done, "repaired", n=drafted.repaired)
    if failure is not None:
        done = _noted(done, "failed", why=failure)
    return done


def _complete(answer: Answer, drafted: _Draft) -> None:
    """Add the extractive answer's own sentences on its leading quote."""
    lead = _lead(answer)
    quoted = {c.n: c for c in answer.citations}
    for sentence in answer.sentences:
        if not set(sentence.citations) <= set(lead.citations):
            continue
        numbers = []
        for old in sentence.citations:
            known = next(
                (
                    c.n
                    for c in drafted.citations
                    if (c.article.id, c.start, c.end)
                    == (quoted[old].article.id, quoted[old].start, quoted[old].end)
                ),
                None,
            )
            if known is None:
                known = len(drafted.citations) + 1
                drafted.citations.append(replace(quoted[old], n=known))
            numbers.append(known)
        drafted.sentences.append(replace(sentence, citations=tuple(numbers)))


def _noted(answer: Answer, note: str, **values: object) -> Answer:
    chinese, english = _NOTES[note]
    line = (english if answer.language == "en" else chinese).format(**values)
    return replace(answer, notes=(*answer.notes, in_script(line, answer.language)))


def _timed(answer: Answer, timings: dict[str, float]) -> Answer:
    total = answer.timings_ms.get("total", 0.0) + timings["generate"]
    return replace(answer, timings_ms={**answer.timings_ms, "total": total, **timings})
