"""From scored evidence to the sentences of an answer, in reading order, each with its citation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import Language
from index.figures import Figure, find_figures, in_reader_units
from index.normalise import fold_text
from index.tokens import tokens

from .answer import AnswerFigure, Citation, Conflict, ConflictValue, Kind, Sentence
from .conflicts import Disagreement
from .constraints import place_core
from .english import english_line
from .evidence import Evidence
from .language import in_script
from .measure_asked import converted
from .question import Question, places_in
from .short_answer import ShortAnswer

# How many sentences an answer of each kind may have, and how far (in log odds) a further sentence
# may lie behind the best one. A figure stands in one sentence; reasons and lists run over several.
_MOST: dict[Kind, int] = {"figure": 2, "date": 2, "person": 2, "place": 2, "organisation": 2}
_MOST_OTHERWISE = 3
_MOST_LIST = 4
_MARGIN: dict[Kind, float] = {"list": 1.6, "reason": 1.5, "how": 1.5, "other": 1.2}
_MARGIN_OTHERWISE = 0.9
_LONGEST_ANSWER = 420
_REPETITION = 0.6
# Characters (quotes, a line end) that may stand between two neighbouring sentences.
_NEIGHBOUR = 3
_CAUSE = re.compile(
    "因为|由于|为了|原因|得益于|针对|之所以|因此|使得|目的|缘于|源于|解决|破解|难题|难以|缺乏|短缺|不足|导致"
)
_MEANS = re.compile("通过|借助|依托|利用|采取|实行|采用|凭借|形式|模式|方式|推行|运用")
# A sentence that begins so is not understood without the one before it.
_POINTS_BACK = re.compile(
    r"[“「『]?(?:该|其|它|他|她|这|此(?!次|外|前|后)|上述|前者|后者|两者|对此|為此|为此|因此)"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """Sentences with citations, before verification."""

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]


def choose(question: Question, ranked: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence and those close behind it that add something, in reading order.

    The article of the best sentence comes first, then the others as retrieved.
    """
    if not ranked:
        return []
    best = ranked[0]
    before = _needed_before(question, best, ranked)
    limit = _MOST_LIST if question.kind == "list" else _MOST.get(question.kind, _MOST_OTHERWISE)
    margin = _MARGIN.get(question.kind, _MARGIN_OTHERWISE)
    chosen = [best] if before is None else [before, best]
    if (reply := _reply_to(best, ranked)) is not None:
        chosen.append(reply)
    elif before is None and (why := _reason_beside(question, best, ranked)) is not None:
        chosen.append(why)
    length = sum(len(evidence.text) for evidence in chosen)
    for evidence in ranked[1:]:
        if len(chosen) >= limit or evidence.score < best.score - margin:
            break
        if any(evidence is other for other in chosen):
            continue
        if length + len(evidence.text) > _LONGEST_ANSWER:
            continue
        if any(_repeats(evidence.text, other.text) for other in chosen):
            continue
        chosen.append(evidence)
        length += len(evidence.text)
    return _in_reading_order(chosen)


def with_beside(chosen: Sequence[Evidence], beside: Sequence[Evidence]) -> list[Evidence]:
    """The chosen sentences and those of `beside` that add something, in reading order."""
    shown = list(chosen)
    for evidence in beside:
        if _adds_to(evidence, shown):
            shown.append(evidence)
    return _in_reading_order(shown)


def _in_reading_order(chosen: Sequence[Evidence]) -> list[Evidence]:
    order = list(dict.fromkeys(e.candidate.article.id for e in chosen))
    return sorted(chosen, key=lambda e: (order.index(e.candidate.article.id), e.start))


def _adds_to(evidence: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Whether a further sentence says what the chosen ones do not, and leaves the answer short."""
    length = sum(len(other.text) for other in chosen) + len(evidence.text)
    return (
        len(chosen) < _MOST_LIST
        and length <= _LONGEST_ANSWER
        and not any(evidence is e or _repeats(evidence.text, e.text) for e in chosen)
    )


def _reply_to(best: Evidence, ranked: Sequence[Evidence]) -> Evidence | None:
    """The sentence after `best` where that asks itself: 医生为何愿意留下？|一是待遇……"""
    if not best.text.rstrip('”」』"').endswith(("？", "?")):
        return None
    after = [
        e
        for e in ranked
        if e.candidate.article.id == best.candidate.article.id
        and 0 <= e.start - best.end <= _NEIGHBOUR
    ]
    return min(after, key=lambda e: e.start, default=None)


def _reason_beside(
    question: Question, best: Evidence, ranked: Sequence[Evidence]
) -> Evidence | None:
    """The neighbour of `best` that gives the reason or the means, where `best` itself gives none.

    Newspapers say what was done in one sentence and why in the one before or after it.
    """
    says = {"reason": _CAUSE, "how": _MEANS}.get(question.kind)
    if says is None or says.search(fold_text(best.text)):
        return None
    beside = [
        e
        for e in ranked
        if e.candidate.article.id == best.candidate.article.id
        and (0 <= best.start - e.end <= _NEIGHBOUR or 0 <= e.start - best.end <= _NEIGHBOUR)
        and says.search(fold_text(e.text))
        and len(e.text) + len(best.text) <= _LONGEST_ANSWER
    ]
    return max(beside, key=lambda e: e.score, default=None)


def _needed_before(
    question: Question, best: Evidence, ranked: Sequence[Evidence]
) -> Evidence | None:
    """The sentence before `best`, where `best` points back to it or lacks the place asked for."""
    named = any(place_core(place) in best.text for place in question.places)
    points_back = not named and _POINTS_BACK.match(best.text)
    lacks_place = question.kind == "place" and not places_in(best.text)
    if not points_back and not lacks_place:
        return None
    earlier = [
        evidence
        for evidence in ranked
        if evidence.candidate.passage.id == best.candidate.passage.id and evidence.end <= best.start
    ]
    previous = max(earlier, key=lambda evidence: evidence.start, default=None)
    if previous is None or len(previous.text) + len(best.text) > _LONGEST_ANSWER:
        return None
    return previous if points_back or places_in(previous.text) else None


def _repeats(text: str, other: str) -> bool:
    a, b = set(tokens(text)), set(tokens(other))
    return len(a & b) > _REPETITION * min(len(a), len(b))


def citation_of(evidence: Evidence, n: int) -> Citation:
    """Cite the whole sentence of `evidence`."""
    return Citation(
        n=n,
        article=evidence.candidate.article,
        start=evidence.start,
        end=evidence.end,
        quote=evidence.text,
        passage=evidence.candidate.passage,
    )


def draft(question: Question, chosen: Sequence[Evidence], short: ShortAnswer | None) -> Draft:
    """Sentences in the script of the question; the short answer is marked where it stands."""
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    line = None
    if short is not None and question.language == "en":
        line = english_line(short, question.kind, question.folded)
    for n, evidence in enumerate(chosen, start=1):
        citations.append(citation_of(evidence, n))
        text = in_script(evidence.text, question.language)
        highlight = None
        if short is not None and evidence.start <= short.start and short.end <= evidence.end:
            # Conversion may change lengths: mark only where the words are still found.
            words = in_script(short.text, question.language)
            at = text.find(words)
            highlight = (at, at + len(words)) if at >= 0 else None
            if line is not None:
                sentences.insert(0, Sentence(line, (n,), (0, len(line))))
        sentences.append(Sentence(text, (n,), highlight))
    return Draft(tuple(sentences), tuple(citations))


def with_disagreements(
    question: Question,
    drafted: Draft,
    best: Evidence,
    short: ShortAnswer,
    others: Sequence[Disagreement],
) -> tuple[Draft, tuple[Conflict, ...]]:
    """The draft with every other source's sentence, a line that says so, and the conflict itself.

    Values come newest first; undated articles last.
    """
    citations = list(drafted.citations)
    sentences = list(drafted.sentences)
    cited = {(c.article.id, c.start): c.n for c in citations}
    values: list[ConflictValue] = []
    for evidence, answer in [(best, short), *((o.evidence, o.short) for o in others)]:
        article = evidence.candidate.article
        n = cited.get((article.id, evidence.start))
        if n is None:
            n = len(citations) + 1
            citations.append(citation_of(evidence, n))
            sentences.append(Sentence(in_script(evidence.text, question.language), (n,)))
        values.append(ConflictValue(answer.text, article.id, article.date, n))
    values.sort(key=lambda value: value.date or "", reverse=True)
    if question.language == "en":
        line = "The articles give different figures: " + "; ".join(v.text for v in values) + "."
    else:
        line = in_script(
            "各篇文章给出的数字不一：" + "、".join(v.text for v in values) + "。", question.language
        )
    sentences.append(Sentence(line, tuple(value.citation for value in values)))
    subject = "".join(question.terms) or question.text
    return Draft(tuple(sentences), tuple(citations)), (Conflict(subject, tuple(values)),)


def renumbered(conflicts: Sequence[Conflict], before: Draft, after: Sequence[Citation]) -> (
    tuple[Conflict, ...]
):  # fmt: skip
    """Conflicts with the numbers that verification gave their citations; lost ones are dropped."""
    place = {(c.article.id, c.start): c.n for c in after}
    number = {c.n: place.get((c.article.id, c.start)) for c in before.citations}
    found: list[Conflict] = []
    for conflict in conflicts:
        values = tuple(
            ConflictValue(v.text, v.article_id, v.date, n)
            for v in conflict.values
            if (n := number.get(v.citation)) is not None
        )
        if len(values) > 1:
            found.append(Conflict(conflict.subject, values))
    return tuple(found)


def _english_short(question: Question, short: ShortAnswer) -> str:
    """A figure in English alone, for the line that follows prints it in both."""
    if short.figure is not None and question.kind != "date":
        words = in_reader_units(short.figure, "en") or short.text
        other = converted(short.figure, question.folded, "en")
        return words if other is None else f"{words} ({other})"
    return english_line(short, question.kind) or short.text


def short_text(question: Question, short: ShortAnswer | None) -> str | None:
    """The short answer in the language and script of the question."""
    if short is None:
        return None
    if question.language == "en":
        line = _english_short(question, short)
        also = None if short.also is None else short_text(question, short.also)
        return line if also is None else f"{line}; {also}"
    text = f"{short.text}{_dated(short.figure)}"
    if short.also is not None:
        text = f"{text}、{short.also.text}"
    return in_script(text, question.language)


def _dated(figure: Figure | None) -> str:
    """The calendar date, in brackets, of one that the newspaper tells from its own: 去年9月."""
    if figure is None or figure.when is None or figure.when.year is None:
        return ""
    when = figure.when
    if when.year_offset is None and when.month_offset is None and when.day_offset is None:
        return ""
    plain = in_reader_units(figure, "zh-Hans")
    return f"（{plain}）" if plain != figure.text else ""


def answer_figures(
    question: Question, citations: Sequence[Citation], sentences: Sequence[Sentence]
) -> tuple[AnswerFigure, ...]:
    """Every quantity of the cited sentences, each found in its citation by construction."""
    found: list[AnswerFigure] = []
    cited = {n for sentence in sentences for n in sentence.citations}
    for citation in citations:
        if citation.n not in cited:
            continue
        for figure in find_figures(citation.quote, article_date=citation.article.date):
            if figure.kind == "name":
                continue
            found.append(
                AnswerFigure(
                    text=figure.text,
                    value=figure.value,
                    unit=figure.unit,
                    citation=citation.n,
                    reader_text=in_reader_units(figure, question.language),
                )
            )
    return tuple(found)


def answer_text(sentences: Sequence[Sentence], language: Language) -> str:
    """The sentences with their marks: 松溪镇……[1]全镇……[2]"""
    separator = " " if language == "en" else ""
    return separator.join(
        f"{sentence.text}{''.join(f'[{n}]' for n in sentence.citations)}" for sentence in sentences
    )
