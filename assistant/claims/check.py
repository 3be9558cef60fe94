"""Check a text: each statement in it is supported, contradicted, or not settled by the articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index import Language
from index.figures import Figure, find_figures, in_reader_units
from index.figures.places import is_generic, places
from index.normalise import fold, fold_text
from index.sentences import sentence_spans

from ..answer import Citation
from ..language import detect_language
from .computed import Computed, as_growth, judge_difference, judge_multiple, judge_sum
from .evidence import SourceSentence, is_condition, source_sentences
from .explain import explain_computed, explain_figures, explain_statement
from .measured import Judged, judge
from .rivals import condition_of
from .roles import predicate_carried
from .same_thing import ClaimFigure, scope_of
from .stated import Stated, compares, judge_identity, judge_statement
from .terms import Term, claim_terms
from .verdict import ClaimVerdict, FigureVerdict, Found, Verdict

# A query -> passages with their articles, best first.
Search = Callable[[str], Sequence[Found]]
# Names of the collection that a text spells in pinyin: (as written, in Han characters).
Spelled = Callable[[str], Sequence[tuple[str, str]]]

_CLAUSE = re.compile(r"[,。;!?\n]|(?<![0-9]),(?![0-9])")
_CALENDAR = ("date", "period", "time")
_MOST_CITATIONS = 4
_CONDITIONS = ("以上", "以下", "以内", "之内")
_GROWING = frozenset({"增长", "增加", "下降", "减少"})
_PLACES_COUNTED = frozenset("省 市 县 區 区 镇 鎮 乡 鄉 村 國 国 縣 校 街道 社区 部门".split())
# A claim that opens with a place whose name the tagger does not know.
_HEAD_PLACE = re.compile(
    r"(?:在)?((?![全该本各每])[\u4e00-\u9fff]{2,3}?(?:镇|村|乡|县|街道|社区))(?!委|级|庄)"
)
_PHRASE_END = re.compile(
    r"[,.;:]|\b(?:in|of|at|by|from|with|per|a|an|and|or|have|has|had|is|are|was|were|for|on|to|that|which|"
    r"who|this|last|as|than|within|across|during|through|under|since|after|before|every|each)\b"
)


def check_text(text: str, search: Search, *, names: Spelled | None = None) -> list[ClaimVerdict]:
    """Check every statement of `text` (claims or a whole draft, in any of the three languages).

    `search` is asked once a statement; `names` finds names that English spells in pinyin. Questions
    and headings without a statement are passed over. Offsets are characters into `text`.
    """
    verdicts: list[ClaimVerdict] = []
    earlier: tuple[str, ...] = ()
    for start, end in sentence_spans(text):
        statement = text[start:end]
        if not _states(statement):
            continue
        verdict = _check(statement, start, search, names, earlier)
        verdicts.append(verdict)
        here = _places_of(statement, verdict.language, names)
        earlier = here or earlier
    return verdicts


def check_whole(text: str, search: Search, *, names: Spelled | None = None) -> ClaimVerdict:
    """One verdict on a claim of one or more sentences: contradicted when any part is, supported
    when every part is."""
    parts = check_text(text, search, names=names)
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
    claim: str, offset: int, search: Search, names: Spelled | None, earlier: tuple[str, ...]
) -> ClaimVerdict:
    language = detect_language(claim)
    figures = find_figures(claim)
    terms = claim_terms(claim, language, figures)
    here = _places_of(claim, language, names) or earlier
    sentences = source_sentences(search(_query(claim, language, figures, terms, here)))
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


def _places_of(claim: str, language: Language, names: Spelled | None) -> tuple[str, ...]:
    if language == "en":
        return tuple(han for _, han in names(claim)) if names is not None else ()
    folded = fold_text(claim)
    # 甲县农村: the tagger takes it for one name.
    found = [(a, b, p.removesuffix("农村")) for a, b, p in places(folded) if len(p) >= 2]
    found = [p for p in found if p[2]]
    head = _HEAD_PLACE.match(folded)
    if head is not None and not is_generic(head[1]) and all(p[0] >= head.end(1) for p in found):
        return (head[1], *(p[2] for p in found))  # 百丈镇: read as a number by the tagger
    return tuple(p[2] for p in found)


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
        return _judge_dates(dates, terms, sentences)
    judged: list[Judged] = []
    figures = sorted([*quantities, *dates], key=lambda f: f.start)
    for figure in quantities:
        near, far = _divided(claim, language, figure, terms)
        counted = _counted_english(near, figure, claim) if language == "en" else ()
        grown = [t for t in near if t.measure and not set(t.forms) & _GROWING]
        measures = (
            counted
            or tuple(t for t in grown if figure.kind != "ordinal")
            or tuple(t for t in near if t.measure and figure.kind != "ordinal")
            or _counted(near, figure, language, dates)
        )
        scope = scope_of(claim if language == "en" else fold_text(claim[: figure.start]), language)
        own = ClaimFigure(
            as_growth(claim, figure),
            tuple(near),
            tuple(far),
            measures,
            here,
            tuple(dates),
            scope,
            counts=bool(counted),
            own=_own_terms(claim, language, figure, figures, near),
            text=fold_text(claim),
            claim=claim,
            under=None if is_condition(claim, figure) else condition_of(claim, figure, quantities),
            condition=claim[figure.end :].startswith("的")
            and (figure.text.endswith(_CONDITIONS) or figure.unit in ("元", "岁")),
        )
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


def _judge_dates(
    dates: list[Figure], terms: list[Term], sentences: list[SourceSentence]
) -> list[Judged] | None:
    """A claim whose only figures are dates: the sentence must carry it, and its date agree."""
    from index.figures import compare

    from .evidence import coverage

    ranked = sorted(((coverage(terms, s), s) for s in sentences), key=lambda p: -p[0])[:3]
    judged: list[Judged] = []
    for figure in dates:
        when = figure.when
        if when is None or (when.year is None and when.month is None and when.day is None):
            continue
        best = Judged(figure, "not_enough_info", "none")
        for strength, sentence in ranked:
            if strength < 0.62 or any(t.name and sentence.level(t) == 0 for t in terms):
                continue
            spots = [s for s in sentence.spots if s.figure.kind in ("date", "period")]
            relations = [(compare(figure, s.figure).relation, s) for s in spots]
            good = [s for r, s in relations if r in ("equal", "implied")]
            bad = [s for r, s in relations if r == "contradicted"]
            if good:
                best = Judged(figure, "supported", "equal", sentence, good[0], strength)
                break
            alike = [s for s in spots if _as_precise(s.figure, figure)]
            bad = [s for s in bad if s in alike]
            if bad and len(bad) == len(alike) and strength >= 0.7:
                best = Judged(figure, "contradicted", "value", sentence, bad[0], strength)
                break
        judged.append(best)
    return judged or None


def _as_precise(one: Figure, other: Figure) -> bool:
    """每月15日 and 每月5日 may exclude one another; 今年年初 says nothing of either."""
    if one.when is None or other.when is None:
        return False
    parts = ("year", "month", "day", "span")
    return [getattr(one.when, p) is None for p in parts] == [
        getattr(other.when, p) is None for p in parts
    ] or (one.when.year is not None and other.when.year is not None)


def _divided(
    claim: str, language: Language, figure: Figure, terms: list[Term]
) -> tuple[list[Term], list[Term]]:
    """The terms of the figure's own clause, and the others."""
    if language == "en":
        return terms, []
    folded = fold(claim)
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(folded.text)), len(folded.text)]
    position = next((i for i, o in enumerate(folded.offsets) if o >= figure.start), 0)
    first = max(c for c in cuts if c <= position)
    last = min((c for c in cuts if c > position), default=len(folded.text))
    near = [t for t in terms if first <= t.start < last]
    far = [t for t in terms if not first <= t.start < last]
    if not any(not t.name for t in near):
        return terms, []
    return near, far


def _own_terms(
    claim: str, language: Language, figure: Figure, figures: Sequence[Figure], near: list[Term]
) -> tuple[Term, ...]:
    """The terms between a figure and its neighbours: what tells it from the other figures."""
    if language == "en":
        counted = _counted_english(near, figure, claim, every=True)
        if counted:
            return counted
        first = max((f.end for f in figures if f.end <= figure.start), default=0)
        segment = claim[first : figure.start].lower()
        return tuple(t for t in near if t.forms and not t.name and t.text in segment)
    first = max((f.end for f in figures if f.end <= figure.start), default=0)
    last = min((f.start for f in figures if f.start >= figure.end), default=len(claim))
    after = re.search(r"[、,，。;；和与及的]", claim[figure.end + 1 : last])
    last = min(figure.end + 1 + after.start() if after else last, figure.end + 8)
    return tuple(t for t in near if first <= t.start < last)


def _counted(
    near: list[Term], figure: Figure, language: Language, dates: Sequence[Figure]
) -> tuple[Term, ...]:
    """Where no measure is named, the thing that is counted: the noun after or before the figure."""
    nouns = [t for t in near if not t.name and t.weight >= 1.0]
    if language == "en":
        return tuple(nouns)
    if figure.unit_text in _PLACES_COUNTED:
        return ()  # 26县: the unit says what is counted
    stop = min((d.start for d in dates if d.start >= figure.end), default=figure.end + 8)
    last = min(stop, figure.end + 8)
    after = [t for t in near if len(t.text) > 1 and figure.end <= t.start <= last and not t.name]
    before = [t for t in nouns if t.start < figure.start]
    return tuple(after or before[-1:] or nouns)


def _counted_english(
    near: list[Term], figure: Figure, claim: str, *, every: bool = False
) -> tuple[Term, ...]:
    """The noun that a bare English number counts (12 public kindergartens), or `every` word."""
    if (figure.unit or figure.kind != "quantity") and not every:
        return ()
    if figure.value is not None and figure.value % 1:
        return ()  # a score of 85.13 counts nothing
    stretch = _PHRASE_END.split(claim[figure.end : figure.end + 60].lower().strip(), maxsplit=1)[0]
    nouns = [t for t in near if not t.name and re.search(rf"\b{re.escape(t.text)}\b", stretch)]
    if every:
        return tuple(nouns)
    return (max(nouns, key=lambda t: stretch.find(t.text)),) if nouns else ()


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
