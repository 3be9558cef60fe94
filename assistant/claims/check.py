"""Check a text: each statement in it is supported, contradicted, or not settled by the articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index import Language
from index.figures import Figure, find_figures, in_reader_units
from index.normalise import fold_text
from index.sentences import sentence_spans

from ..answer import Citation
from ..language import detect_language
from .claimed import Spelled, claim_figures, places_of
from .computed import Computed, judge_difference, judge_multiple, judge_sum
from .dated import judge_dates
from .evidence import SourceSentence, source_sentences
from .explain import explain_computed, explain_figures, explain_statement
from .measured import Judged, judge
from .place import scope_of
from .roles import predicate_carried
from .stated import Stated, compares, judge_identity, judge_statement
from .terms import Term, Translate, claim_terms
from .verdict import ClaimVerdict, FigureVerdict, Found, Verdict

# A query -> passages with their articles, best first.
Search = Callable[[str], Sequence[Found]]

_CALENDAR = ("date", "period", "time")
_MOST_CITATIONS = 4


def check_text(
    text: str,
    search: Search,
    *,
    names: Spelled | None = None,
    translate: Translate | None = None,
) -> list[ClaimVerdict]:
    """Check every statement of `text` (claims or a whole draft, in any of the three languages).

    `search` is asked once a statement; `names` finds names that English spells in pinyin, `translate` Chinese for English words
    that the lexicon of claims lacks. Questions
    and headings without a statement are passed over. Offsets are characters into `text`.
    """
    verdicts: list[ClaimVerdict] = []
    earlier: tuple[str, ...] = ()
    for start, end in sentence_spans(text):
        statement = text[start:end]
        if not _states(statement):
            continue
        verdict = _check(statement, start, search, names, translate, earlier)
        verdicts.append(verdict)
        here = places_of(statement, verdict.language, names)
        earlier = here or earlier
    return verdicts


def check_whole(
    text: str,
    search: Search,
    *,
    names: Spelled | None = None,
    translate: Translate | None = None,
) -> ClaimVerdict:
    """One verdict on a claim of one or more sentences: contradicted when any part is, supported
    when every part is."""
    parts = check_text(text, search, names=names, translate=translate)
    language = detect_language(text)
    if not parts:
        return ClaimVerdict(
            text, 0, len(text), language, "not_enough_info", explain_figures_none(language)
        )
    order: tuple[Verdict, ...] = ("contradicted", "not_enough_info", "supported")
    deciding = min(parts, key=lambda part: order.index(part.verdict))
    citations: list[Citation] = []
    figures: list[FigureVerdict] = []
    for part in parts:
        shift = {c.n: len(citations) + i + 1 for i, c in enumerate(part.citations)}
        citations += [replace(c, n=shift[c.n]) for c in part.citations]
        figures += [
            replace(f, citation=shift.get(f.citation) if f.citation else None) for f in part.figures
        ]
    return ClaimVerdict(
        text,
        0,
        len(text),
        language,
        deciding.verdict,
        deciding.explanation,
        tuple(figures),
        tuple(citations),
    )


def explain_figures_none(language: Language) -> str:
    """The line for a text that states nothing."""
    return explain_statement(Stated("not_enough_info", None, None, 0.0), language)


def _states(statement: str) -> bool:
    if statement.rstrip('”’"」』 ').endswith(("?", "？")):
        return False
    return len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z]{2,}|[0-9]", statement)) >= 4


def _check(
    claim: str,
    offset: int,
    search: Search,
    names: Spelled | None,
    translate: Translate | None,
    earlier: tuple[str, ...],
) -> ClaimVerdict:
    language = detect_language(claim)
    figures = find_figures(claim)
    terms = claim_terms(claim, language, figures, translate)
    here = places_of(claim, language, names) or earlier
    sentences = source_sentences(search(_query(claim, language, figures, terms, here)))
    terms = [_confirmed(term, sentences) for term in terms]
    figures = [f for f in figures if not _in_a_name(claim, f, sentences)]
    quantities = [f for f in figures if f.kind not in (*_CALENDAR, "name")]
    dates = [f for f in figures if f.kind in ("date", "period")]
    if language != "en":
        computed = judge_difference(claim, figures, sentences)
        if computed is not None:
            return _of_computed(claim, offset, language, computed)
    stated = None
    if language != "en" and not dates and all(f.kind == "ordinal" for f in quantities):
        stated = judge_identity(claim, terms, sentences)
    settled = quantities or (dates and not compares(fold_text(claim)))
    if stated is None and settled:
        judged = _judge_figures(claim, language, quantities, dates, terms, here, sentences)
        carries = all(
            predicate_carried(fold_text(claim), terms, j.sentence)
            for j in judged or ()
            if j.sentence is not None and j.figure.kind == "ordinal" and language != "en"
        )
        if judged is not None and (carries or len(judged) > 1):
            return _of_figures(claim, offset, language, judged, terms, sentences)
    if stated is None:
        stated = judge_statement(claim, language, terms, sentences, here)
    if stated.verdict == "supported" and not _orders_carried(claim, language, quantities, stated):
        stated = replace(stated, verdict="not_enough_info")
    cited = [stated.sentence] if stated.sentence and stated.verdict != "not_enough_info" else []
    citations = _citations(cited)
    return ClaimVerdict(
        claim,
        offset,
        offset + len(claim),
        language,
        stated.verdict,
        explain_statement(stated, language),
        tuple(FigureVerdict(f.text, f.value, f.unit, stated.verdict) for f in quantities),
        citations,
    )


def _confirmed(term: Term, sentences: Sequence[SourceSentence]) -> Term:
    """A translated term with the forms that the found sentences say, perhaps none."""
    if not term.guessed:
        return term
    said = tuple(form for form in term.forms if any(form in s.text for s in sentences))
    return replace(term, forms=said, guessed=bool(said))


def _in_a_name(claim: str, figure: Figure, sentences: Sequence[SourceSentence]) -> bool:
    """Whether a figure is part of what the source puts in quotes: the “万亩千亿” platform."""
    if figure.when is not None or re.search(r"[0-9]", fold_text(figure.text)):
        return False
    around = fold_text(claim[max(0, figure.start - 4) : figure.end + 4])
    return any(
        fold_text(figure.text) in name and name in around
        for s in sentences
        for name in re.findall(r"[“「\"]([^“”「」\"]{2,8})[”」\"]", s.text)
    )


def _orders_carried(
    claim: str, language: Language, orders: Sequence[Figure], stated: Stated
) -> bool:
    """Whether the sentence that carries a statement also carries its 首个 and 第二."""
    text = stated.sentence.text if stated.sentence else ""
    for figure in orders:
        first = figure.kind == "ordinal" and figure.value == 1 and re.search("首|第一|最", text)
        if not first and fold_text(figure.text) not in text:
            return False
        if figure.kind == "rank" and not _ranked_so(claim, language, figure, stated.sentence):
            return False
    return True


def _ranked_so(
    claim: str, language: Language, rank: Figure, sentence: SourceSentence | None
) -> bool:
    """Whether the sentence gives this rank in the claim's own field: 全市第一 is not 全省第一."""
    before = claim if language == "en" else fold_text(claim[: rank.start])
    scope = scope_of(before, language)
    spots = sentence.spots if sentence else ()
    same = [s for s in spots if s.figure.kind == "rank" and s.figure.value == rank.value]
    if "倒数" in before and not any("倒数" in s.before for s in same):
        return False
    printed = [scope_of(s.before) or scope_of(s.lead) for s in same]
    return not same or scope is None or any(p in (scope, None) for p in printed)


def _query(
    claim: str,
    language: Language,
    figures: Sequence[Figure],
    terms: Sequence[Term],
    here: Sequence[str],
) -> str:
    """What to search for: the claim; for English also the Chinese that it may stand for."""
    if language != "en":
        return fold_text(claim) if not here else f"{' '.join(here)} {fold_text(claim)}"
    chinese = [form for term in terms for form in term.forms[:2]]
    numbers = [in_reader_units(f, "zh-Hans") for f in figures]
    return " ".join(dict.fromkeys([*here, *chinese, *numbers])) or claim


def _judge_figures(
    claim: str,
    language: Language,
    quantities: list[Figure],
    dates: list[Figure],
    terms: list[Term],
    here: tuple[str, ...],
    sentences: list[SourceSentence],
) -> list[Judged] | None:
    """Verdicts on the figures; None when they are too weak to decide (a lone ordinal)."""
    if not quantities:
        return judge_dates(dates, terms, sentences)
    judged: list[Judged] = []
    for own in claim_figures(claim, language, quantities, dates, terms, here):
        beside = judged[-1].spot if judged and judged[-1].verdict == "supported" else None
        judged.append(judge(own, sentences, beside))
    judged = [_first_time(j, judged) for j in judged]
    judged = [_of_others(claim, j, judged) for j in judged]
    if all(f.kind in ("ordinal", "rank") for f in quantities) and all(
        j.verdict == "not_enough_info" for j in judged
    ):
        return None
    return judged


def _of_others(claim: str, judged: Judged, all_judged: Sequence[Judged]) -> Judged:
    """一共20对, 是乙的3.6倍: follows from the claim's other figures, where these are carried."""
    others = [j for j in all_judged if j is not judged]
    total = judge_sum(claim, judged.figure, [j.figure for j in others])
    parts = [j for j in others if j.figure.unit == judged.figure.unit]
    if total is not None and all(j.verdict == "supported" for j in parts):
        verdict: Verdict = "supported" if total else "contradicted"
        return replace(parts[0], figure=judged.figure, verdict=verdict, reason="computed")
    for other in others:
        if other.verdict != "supported" or other.figure.end > judged.figure.start:
            continue
        multiple = judge_multiple(claim, judged.figure, other.spot, other.sentence)
        if multiple is not None:
            verdict = "supported" if multiple[0] else "contradicted"
            return replace(
                other, figure=judged.figure, verdict=verdict, reason="computed", spot=multiple[1]
            )
    return judged


def _of_computed(claim: str, offset: int, language: Language, computed: Computed) -> ClaimVerdict:
    citations = _citations([sentence for sentence, _ in computed.sums])
    figure = computed.figure
    shown = (
        ()
        if figure is None
        else (
            FigureVerdict(
                figure.text,
                figure.value,
                figure.unit,
                computed.verdict,
                computed.working,
                citations[0].n,
            ),
        )
    )
    return ClaimVerdict(
        claim,
        offset,
        offset + len(claim),
        language,
        computed.verdict,
        explain_computed(computed.verdict, computed.working, computed.sums[0][0].quote, language),
        shown,
        citations,
    )


def _first_time(judged: Judged, others: Sequence[Judged]) -> Judged:
    """首次, 首个 is carried where a sentence that supports another figure says 首 or 第一."""
    figure = judged.figure
    if judged.verdict != "not_enough_info" or figure.kind != "ordinal" or figure.value != 1:
        return judged
    for other in others:
        said = other.sentence is not None and re.search("首|第一", other.sentence.text)
        if other.verdict == "supported" and said:
            return replace(other, figure=figure)
    return judged


def _of_figures(
    claim: str,
    offset: int,
    language: Language,
    judged: list[Judged],
    terms: list[Term],
    sentences: list[SourceSentence],
) -> ClaimVerdict:
    verdicts = {j.verdict for j in judged}
    verdict: Verdict = "supported"
    if "contradicted" in verdicts:
        verdict = "contradicted"
    elif "not_enough_info" in verdicts:
        verdict = "not_enough_info"
    shown = [j for j in judged if j.sentence is not None]
    citations = _citations([j.sentence for j in shown if j.sentence is not None])
    numbers = {(c.article.id, c.start): c.n for c in citations}
    figures = tuple(
        FigureVerdict(
            j.figure.text,
            j.figure.value,
            j.figure.unit,
            j.verdict,
            j.spot.figure.text if j.spot else None,
            numbers.get((j.sentence.article.id, j.sentence.start)) if j.sentence else None,
        )
        for j in judged
    )
    return ClaimVerdict(
        claim,
        offset,
        offset + len(claim),
        language,
        verdict,
        explain_figures(verdict, judged, language),
        figures,
        citations,
    )


def _citations(sentences: Sequence[SourceSentence]) -> tuple[Citation, ...]:
    unique = {(s.article.id, s.start): s for s in sentences}
    return tuple(
        Citation(n, s.article, s.start, s.end, s.quote, s.passage)
        for n, s in enumerate(list(unique.values())[:_MOST_CITATIONS], start=1)
    )
