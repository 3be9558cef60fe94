"""What speaks for each figure of a sentence as the one that a question asks for.

Whether its measure word is the one asked for, how much of the question stands in its own words
(`figure_labels`), whether it is of the year asked about, whether the reader points at it. The
weights of all this are fitted (`figure_choice`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from index.figures import Figure, find_figures
from index.normalise import fold_text

from .alignment import alignment_scores, nearness
from .contrasts import contrasted
from .counted import MEASURES
from .counted_noun import follows_counted
from .evidence import Evidence
from .expected import expected_type, figure_fits
from .figure_frame import (
    ASKS_NOW,
    NOW,
    bases,
    counted_each,
    is_of_other_year,
    is_older,
    tells_base,
    tells_when_of_change,
    year_of,
    years_of_span,
)
from .figure_labels import Label, labels_of
from .figure_likeness import are_equal, same_condition
from .figure_pointers import pointed_at, shares_of_belief
from .figure_rank import figures_before, ranked_alike
from .figure_scope import asks_for_all, is_part, measures_side, spoken_in_part, tells_all
from .figure_words import (
    alone,
    best_share,
    bigrams,
    counted_in,
    counted_share,
    counts_focus,
    covered_words,
    head_of,
    longest_common,
    similar_things,
    similar_words,
    things_asked,
    verb_asked,
    weighed,
    words_of_its_own,
)
from .focus import asked_unit, counts_in_english, currency_asked, unit_matches
from .names import place_core
from .parallel_clauses import asked_literally, told_apart
from .phases import same_stage
from .question import Question
from .retrieve import Late
from .same_time import times_shared
from .synonyms import widen
from .translated import shares_told

_ASKS_FROM = re.compile(
    r"原来|原先|原本|原定|此前|之前|以前|从前|过去|早先|早年|往年|最初|起初|起先|本来|[刚一最]?开始(?:那|的|时)|那会儿?|没.{1,8}(?:的时候|那阵)"
    r"|\b(?:before|originally|initially|at first|at the start|used to|previously|earlier|to begin with|back then)\b"
)
_ASKS_TO = re.compile(r"[至到成为](?:了)?(?:多少|几|百分之)")
_ASKS_CHANGE = re.compile(
    r"(?:增长|增加|增幅|增速|提高|提升|上升|上涨|上调|扩大|下降|减少|降低|回落|下滑|下调|压缩|缩短|降幅|涨幅|升幅|增收|增产|节约|节省|新增|多增|省下|"
    r"[升降涨跌高低]|[高低多]出|净[增多]|[多少]了|(?<![花卖扔丢用吃])掉了?|砍(?:了|掉|去)?|往[上下][\u4e00-\u9fff]{1,2}了?)(?:了|率|达|有|是|为)*(?:多少|几|百分之|多大|多快)|多高|多赚|少花|快了|慢了|(?:增长|增|涨|升|降)(?:得|了)?多"
    r"|\b(?:by how much|how (?:much|fast|many|far) (?:did|has|have|does|do|were|was|is) .*\b(?:grow|grown|rise|risen|increase|increased|up|fall|fallen|drop|dropped|down|decline|declined|shrink|cut|climb|jump)\b"
    r"|growth|increase|how (?:much|many) (?:more|fewer|less))"
)
_SHARE_OF = re.compile(r"占")
_ASKS_SHARE = re.compile(r"占|\b(?:share|percent\w*|proportion|fraction|slice)\b")
_DIFFERENCE = re.compile(r"(?<![同环])比[^,，。;；0-9]{1,14}(?:高|低|多|少|快|慢|便宜|贵)出?了?$")
_ASKS_DIFFERENCE = re.compile(
    r"比|差|[高多超低少]出|高多少|多多少|领先|落后|超过了?(?:多少|几)"
    r"|\b(?:than|more|higher|lower|less|fewer|above|below|exceed\w*|surpass\w*|beat|beats|outscored?|ahead|behind|gap|lead|trail\w*)\b"
)
# 多少个村 may be answered by 30座, less likely than by 30个.
_ALIKE = 0.6
# In English only the place stands in the words of both.
_PLACE_ALONE = 2.5


@dataclass(frozen=True, slots=True)
class FigureFeatures:
    """What speaks for one figure; each is 0 where it says nothing."""

    reader: float
    reader_share: float
    unit: float
    clash: float
    fits: float
    uncounted: float
    topic: float
    own: float
    covered: float
    after: float
    precise: float
    goes_on: float
    focus_named: float
    focus_after: float
    focus_alone: float
    head: float
    noun: float
    verb: float
    late: float
    thing: float
    apart: float
    own_words: float
    near: float
    aligned: float
    translated: float
    counted_translated: float
    common: float
    contrast: float
    said: float
    condition: float
    same_condition: float
    other_condition: float
    other_place: float
    same_year: float
    other_year: float
    older: float
    now: float
    same_time: float
    same_per: float
    unasked_per: float
    from_: float
    from_asked: float
    to: float
    change: float
    unasked_change: float
    same_base: float
    other_base: float
    share: float
    difference: float
    asked_difference: float
    part: float
    of_all: float
    of_each: float
    part_of_all: float
    rank: float
    first_part: float
    later_part: float
    side: float
    same_stage: float
    first: float

    def values(self) -> list[float]:
        return list(astuple(self))


def figure_features(
    question: Question, evidence: Evidence, wanted: Sequence[Figure], late: Late | None
) -> list[FigureFeatures]:
    """The features of each figure of `wanted`, figures of `evidence`."""
    labels = labels_of(evidence.text, evidence.figures, wanted)
    kinds = _of_kind(question, evidence, wanted)
    known = [bool(kind["said"]) for kind in kinds]
    groups = (
        kinds,
        _of_words(question, evidence, wanted, labels, known, late),
        _of_setting(question, evidence, wanted, labels),
        _of_role(question, evidence, wanted, labels),
        _of_scope(question, evidence, wanted, labels),
    )
    return [FigureFeatures(**(a | b | c | d | e)) for a, b, c, d, e in zip(*groups, strict=True)]


def _of_kind(
    question: Question, evidence: Evidence, wanted: Sequence[Figure]
) -> list[dict[str, float]]:
    """What a figure is by itself: its unit and type, whether the question or the reader has it."""
    expected = expected_type(question.folded, question.kind)
    asked = _figures_asked(question)
    shares = shares_of_belief(evidence, wanted)
    return [
        {
            "reader": pointed_at(evidence, figure),
            "reader_share": shares[number],
            "unit": _unit(question, figure),
            "clash": _clash(question, figure),
            "fits": _fits(expected, figure),
            "uncounted": float(
                expected == "number"
                and (figure.kind in ("percent", "point") or figure_fits("money", figure))
            ),
            "said": float(
                fold_text(figure.text) in question.folded
                or any(are_equal(figure, other) for other in asked)
            ),
            "first": float(number == 0),
        }
        for number, figure in enumerate(wanted)
    ]


def _of_words(
    question: Question,
    evidence: Evidence,
    wanted: Sequence[Figure],
    labels: Sequence[Label],
    known: Sequence[bool],
    late: Late | None,
) -> list[dict[str, float]]:
    """How the words of each figure are those of the question; `known` are in the question."""
    # 望江桥2018年动工,2020年通车: what happened stands after a date.
    dates = question.kind == "date"
    direct = [la.after if dates and la.after else f"{la.before} {la.after}" for la in labels]
    spoken = [f"{la.inherited} {la.before} {la.after}" for la in labels]
    named = (
        direct if dates else [head_of(la.inherited if la.goes_on else la.before) for la in labels]
    )
    told = direct if dates else spoken
    whole = [f"{name} {label.after}" for name, label in zip(named, labels, strict=True)]
    # 70%的村15分钟内到得了…: the minutes that the question names take no words from the share.
    rivals = [words for words, is_known in zip(direct, known, strict=True) if not is_known]
    asked = bigrams(f"{question.query} {widen(question.query)}")
    held = [(bigrams(name), bigrams(la.after)) for name, la in zip(named, labels, strict=True)]
    holders = [mine | after for mine, after in held]
    weight = {
        token: 1 / sum(token in one for one in holders) for one in holders for token in one & asked
    }
    asked_for = things_asked(question)
    things = [bigrams(thing) for thing in asked_for]
    focus = counted_in(question, spoken)
    nouns = [0.0] * len(wanted) if dates else follows_counted(question, wanted, labels)
    verb = verb_asked(question.folded)
    similar = similar_words(question, wanted, labels, late)
    of_things = (
        [0.0] * len(wanted) if dates else similar_things(question, wanted, labels, named, late)
    )
    # What is counted stands behind the figure or right before it; its unit counts it, too.
    beside = [
        f"{f.unit}{la.after}|{name}" for f, la, name in zip(wanted, labels, named, strict=True)
    ]
    apart = told_apart(question, wanted, labels, late)
    literally = asked_literally(question, wanted, labels)
    translated = shares_told(question.translated, spoken)
    counted = shares_told(question.counted_translated, beside)
    text = fold_text(evidence.text)
    text = text if len(text) == len(evidence.text) else evidence.text
    article, passage = evidence.candidate.article, evidence.candidate.passage
    told_before = fold_text(article.text[passage.start : evidence.start])
    aligned = (
        {}  # each date has a clause of its own
        if dates
        else alignment_scores(
            question.query, text, evidence.figures, question.translated, told_before
        )
    )
    found: list[dict[str, float]] = []
    for number, (figure, label) in enumerate(zip(wanted, labels, strict=True)):
        mine, after = held[number]
        name = named[number]
        found.append(
            {
                "topic": len((bigrams(label.before) - mine) & asked) ** 0.5,
                "own": words_of_its_own(question.terms, told[number], rivals),
                "covered": covered_words(question.terms, told, number),
                "after": weighed(after & asked, weight),
                "precise": len(mine & asked) / len(mine) if mine else 0.0,
                "goes_on": float(label.goes_on),
                "focus_named": best_share(things, mine),
                "focus_after": counted_share(asked_for, label.after),
                "focus_alone": alone(focus, whole, number),
                "head": float(focus is not None and counts_focus(focus, name, label.after)),
                "noun": nouns[number],
                "verb": float(verb is not None and any(word in name for word in verb)),
                "late": similar[number],
                "thing": of_things[number],
                "apart": apart[number],
                "own_words": literally[number],
                "near": nearness(question.query, evidence.text, figure),
                "aligned": aligned.get(figure.start, 0.0),
                "translated": translated[number],
                "counted_translated": counted[number],
                "common": longest_common(question.query, direct[number]),
                "contrast": float(contrasted(question.folded, spoken[number])),
            }
        )
    return found


def _of_setting(
    question: Question, evidence: Evidence, wanted: Sequence[Figure], labels: Sequence[Label]
) -> list[dict[str, float]]:
    """Under which condition, where, when and for each of what a figure holds."""
    years = [year_of(figure, evidence.figures) for figure in wanted]
    years = years_of_span(evidence.text, wanted, [la.role for la in labels]) or years
    asks_now = bool(ASKS_NOW.search(question.folded))
    asked_per = counted_each(question.folded)
    asked = _figures_asked(question)
    places = [
        None if f.subject.place is None else place_core(f.subject.place) in question.folded
        for f in wanted
    ]
    times = times_shared(question.folded, labels)
    # Another figure of the sentence is of the place that was asked for.
    elsewhere = _PLACE_ALONE if question.language == "en" else 1.0
    found: list[dict[str, float]] = []
    for number, label in enumerate(labels):
        meets = same_condition(asked, label)
        per = counted_each(label.before)
        found.append(
            {
                "condition": float(label.condition),
                "same_condition": float(meets is True),
                "other_condition": float(meets is False),
                "other_place": elsewhere * (places[number] is False and True in places),
                "same_year": float(years[number] is not None and years[number] in question.years),
                "other_year": float(is_of_other_year(years, number, question.years)),
                "older": float(not question.years and is_older(years, number)),
                "now": float(asks_now and bool(NOW.search(label.before))),
                "same_time": times[number],
                "same_per": float(bool(asked_per & per)),
                "unasked_per": float(bool(per - asked_per)),
            }
        )
    return found


def _of_role(
    question: Question, evidence: Evidence, wanted: Sequence[Figure], labels: Sequence[Label]
) -> list[dict[str, float]]:
    """How a figure stands to what it measures: a change of it, a share, a difference, a part."""
    asked = question.folded
    change = bool(_ASKS_CHANGE.search(asked))
    asks_from = float(bool(_ASKS_FROM.search(asked)))
    asks_difference = _ASKS_DIFFERENCE.search(asked) is not None
    found: list[dict[str, float]] = []
    told = ""
    for figure, label in zip(wanted, labels, strict=True):
        if label.role == "change" and tells_base(label.before):
            told = label.before
        # 同比增长20%；其中经营收入6亿元，增长23%: both against the year before.
        base = told if label.role == "change" else label.before
        lead = fold_text(evidence.text[max(0, figure.start - 16) : figure.start])
        is_difference = _DIFFERENCE.search(lead) is not None
        found.append(
            {
                "from_": float(label.role == "from" and not asks_from),
                "from_asked": asks_from * tells_when_of_change(label),
                "to": float(label.role == "to" and bool(_ASKS_TO.search(asked))),
                "change": float(change and label.role == "change"),
                "unasked_change": float(
                    not change
                    and not (is_difference and asks_difference)
                    and label.role == "change"
                ),
                "same_base": bases(asked, base, same=True),
                "other_base": bases(asked, base, same=False),
                "share": _share(asked, label.before, figure),
                "difference": float(is_difference and not asks_difference),
                "asked_difference": float(is_difference and asks_difference),
            }
        )
    return found


def _of_scope(
    question: Question, evidence: Evidence, wanted: Sequence[Figure], labels: Sequence[Label]
) -> list[dict[str, float]]:
    """Of what part of the sentence, of the whole or of a part, along which side, at which stage."""
    asked, text = question.folded, evidence.text
    topic = bigrams(f"{question.query} {widen(question.query)}")
    spoken = spoken_in_part(topic, text, wanted, labels)
    dates = question.kind == "date"
    return [
        {
            "part": float(is_part(text, figure)),
            "of_all": float(asks_for_all(asked) and tells_all(label)),
            "of_each": float(asks_for_all(asked) and bool(counted_each(label.before))),
            "part_of_all": float(asks_for_all(asked) and is_part(text, figure)),
            "rank": ranked_alike(asked, text, figures_before(wanted, number), figure, label),
            "first_part": spoken[number][0],
            "later_part": spoken[number][1],
            "side": measures_side(asked, label.before, figure),
            "same_stage": float(
                dates and same_stage(asked, f"{label.before} {label.after}") is True
            ),
        }
        for number, (figure, label) in enumerate(zip(wanted, labels, strict=True))
    ]


def _figures_asked(question: Question) -> list[Figure]:
    """The figures that a question names: of villages above 50万元."""
    return [figure for figure in find_figures(question.folded) if figure.value is not None]


def _unit(question: Question, figure: Figure) -> float:
    """1 for the measure word asked for, less for one that may count the same, -1 for another."""
    currency = currency_asked(question.folded)
    if currency is not None and figure_fits("money", figure):
        return 1.0 if figure.unit == currency else -1.0
    matches = unit_matches(question, figure)
    if matches is None or (not figure.unit and figure.kind == "quantity"):
        return 0.0
    if not matches:
        return -1.0
    asked = asked_unit(question.folded)
    return _ALIKE if asked is not None and asked not in fold_text(figure.text) else 1.0


def _clash(question: Question, figure: Figure) -> float:
    """1 where things are counted and the figure measures: 多少户 is never answered by 1000亩."""
    if question.language == "en":
        return float(counts_in_english(question.folded) and figure.unit in MEASURES)
    asked = asked_unit(question.folded)
    if asked is None or asked in MEASURES:
        return 0.0
    return float(figure.unit in MEASURES and not unit_matches(question, figure))


def _fits(expected: str | None, figure: Figure) -> float:
    if expected in (None, "number", "date"):
        return 0.0
    return 1.0 if figure_fits(expected, figure) else -1.0  # type: ignore[arg-type]


def _share(asked: str, before: str, figure: Figure) -> float:
    """占 in both, or in one of them only."""
    if figure.kind not in ("percent", "fraction"):
        return 0.0
    return 1.0 if bool(_ASKS_SHARE.search(asked)) == bool(_SHARE_OF.search(before)) else -1.0
