"""Claims that follow from two printed figures: differences, comparisons, sums and multiples.

甲比乙高28683元, 甲低于乙, 一共20对, 是乙的3.6倍: the two figures are found first, each by the words of its
side of the claim, then the arithmetic decides. Where a side cannot be told for certain, nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.figures import Figure, compare
from index.figures.units import comparable, convert, is_count
from index.normalise import fold_text

from ..like_figures import alike, counted_noun
from .carried import carried
from .evidence import SourceSentence, Spot
from .terms import Term, claim_terms
from .verdict import Verdict

_MORE = "高于|多于|大于|超过|快于|好于|高出|多出"
_LESS = "低于|少于|小于|不及|慢于|不如|低出|少出"
_BETWEEN = re.compile(
    rf"^(?P<a>[^,。;]{{2,40}}?)(?:(?P<more>{_MORE})|(?P<less>{_LESS}))(?P<b>[^,。;]{{2,30}})[。.]?$"
)
_THAN = re.compile(
    r"^(?:[^,。;]{2,14},)?(?P<a>[^,。;]{2,40}?)(?:比|较)(?P<b>[^,。;]{2,24}?)(?:要|还)?"
    r"(?:(?P<more>高|多|快|大|长)|(?P<less>低|少|慢|小|短))(?:出|了|得多|一些)*(?P<by>[^,。;]*?)[。.]?$"
)
_TIMES = re.compile(r"(?:是|为|相当于|达到?)(?P<b>[^,。;]{2,20}?)的$")
_TOTAL = re.compile(r"(?:一共|总共|合计|共计|总计|加起来|两者共|合起来)(?:有|为|是|达)?$")
_GROWTH = re.compile(r"增速|增幅|增长率|涨幅|增长")
_NOT_A_SIDE = re.compile(r"(?:上年|去年|同期|往年|之前|以前|预期|目标|前年|年)$")


Side = tuple[SourceSentence, Spot]


@dataclass(frozen=True, slots=True)
class Computed:
    """The verdict, the figures that it was computed from, and the computation as text."""

    verdict: Verdict
    figure: Figure | None
    sums: tuple[tuple[SourceSentence, Spot], ...]
    working: str


def judge_difference(
    claim: str, figures: Sequence[Figure], sentences: Sequence[SourceSentence]
) -> Computed | None:
    """A claim that one thing exceeds another, by how much or only that; None for other claims and
    where the two figures are not found.

    Chinese only: the sides are told apart word by word.
    """
    folded = fold_text(claim).rstrip("。.")
    quantities = [f for f in figures if f.when is None and f.kind != "name"]
    match = _BETWEEN.match(folded) if not quantities else None
    match = match or _THAN.match(folded)
    if match is None or _NOT_A_SIDE.search(match["b"]) or len(quantities) > 1:
        return None
    if quantities and match.re is _BETWEEN:
        return None
    pair = _sides(match["a"], match["b"], sentences)
    if pair is None:
        return None
    (one_at, one), (other_at, other) = pair
    if not _of_like_things(pair, (match["a"], match["b"])):
        return None
    difference = _minus(one.figure, other.figure)
    if difference is None or difference.value is None or not difference.value:
        return None
    rises = difference.value > 0
    agrees = rises == (match["more"] is not None)
    working = f"{one.figure.text} − {other.figure.text}"
    sums = ((one_at, one), (other_at, other))
    if not quantities:
        return Computed("supported" if agrees else "contradicted", None, sums, working)
    claimed = quantities[0]
    size = replace(difference, value=abs(difference.value))
    relation = compare(replace(claimed, kind=size.kind), size).relation
    if relation not in ("equal", "implied", "bound", "contradicted"):
        return None
    holds = agrees and relation != "contradicted"
    verdict: Verdict = "supported" if holds else "contradicted"
    return Computed(verdict, claimed, sums, working)


def _of_like_things(pair: tuple[Side, Side], said: tuple[str, str]) -> bool:
    """Whether two counts are of one kind of thing, or each of the very thing that its side names."""
    if not all(is_count(spot.figure.unit) for _, spot in pair):
        return True
    here, there = (counted_noun(at.text, spot.figure) for at, spot in pair)
    if not here or not there or alike(here, there):
        return True
    return all(noun[-2:] in side for noun, side in zip((here, there), said, strict=True))


def _minus(one: Figure, other: Figure) -> Figure | None:
    """The difference of two exact figures; of two shares in percentage points."""
    if one.value is None or other.value is None or {one.bound, other.bound} != {"exact"}:
        return None
    if one.kind != other.kind or not comparable(other.unit, one.unit):
        return None
    value = one.value - convert(other.value, other.unit, one.unit)
    points = one.kind == "percent"
    return replace(
        one,
        value=value,
        kind="point" if points else one.kind,
        unit="个百分点" if points else one.unit,
        step=max(one.step or Decimal(1), other.step or Decimal(1)),
    )


def _sides(a: str, b: str, sentences: Sequence[SourceSentence]) -> tuple[Side, Side] | None:
    """The two figures that the sides name: of one kind, of one passage, each the best of its side."""
    left, right = _terms(a), _terms(b)
    shared = {t.text for t in left} & {t.text for t in right}
    mine = [t for t in left if t.text not in shared]
    theirs = [t for t in right if t.text not in shared]
    # 城镇居民收入比农村居民高: the measure is said once.
    measures = [t for t in (*left, *right) if t.measure]
    measures = measures or [t for t in left if t.text in shared]
    telling = [t for t in mine if not t.measure] or mine
    if not telling or not theirs or not measures:
        return None
    growth = _GROWTH.search(a) is not None
    by_passage: dict[int, list[Side]] = {}
    for sentence in sentences:
        for spot in sentence.spots:
            if spot.figure.when is None and spot.figure.value is not None:
                by_passage.setdefault(sentence.passage.id, []).append((sentence, spot))
    for pool in by_passage.values():
        for one in pool:
            for other in pool:
                if one[1] is other[1] or one[1].figure.unit != other[1].figure.unit:
                    continue
                if one[1].figure.kind != other[1].figure.kind:
                    continue
                if abs(one[0].start - other[0].start) > 200:
                    continue
                if growth != (
                    one[1].figure.kind == "percent" and one[1].figure.subject.direction == "up"
                ):
                    continue
                if not growth and not all(_measured(side, measures) for side in (one, other)):
                    continue
                if _told_apart(one[1], other[1], telling, theirs):
                    return one, other
    return None


def _terms(side: str) -> list[Term]:
    return [t for t in claim_terms(side, "zh-Hans", []) if len(t.text) > 1] + [
        Term(w, (w,), 1.0, start=side.find(w)) for w in ("全省", "全国", "全市") if w in side
    ]


def _measured(side: Side, measures: Sequence[Term]) -> bool:
    sentence, spot = side
    around = f"{spot.lead},{spot.clause},{spot.label}"
    del sentence
    return max(carried(t, around) for t in measures) >= 0.8


def _told_apart(one: Spot, other: Spot, left: Sequence[Term], right: Sequence[Term]) -> bool:
    """Whether only the words at the one figure are the left side's, only the other's the right's."""
    here, there = _words(one), _words(other)

    def only(terms: Sequence[Term], text: str, without: str) -> float:
        return sum(t.weight for t in terms if _in(t, text) and not _in(t, without))

    return (
        only(left, here, there) > 0
        and only(right, there, here) > 0
        and not only(left, there, here)
        and not only(right, here, there)
    )


def _in(term: Term, text: str) -> bool:
    return carried(term, text) >= 0.8


def _words(spot: Spot) -> str:
    words = spot.label or spot.own
    return words if words.strip() else spot.clause


def judge_sum(claim: str, figure: Figure, others: Sequence[Figure]) -> bool | None:
    """Whether 一共20对 is the sum of the claim's other figures of that unit; None when it is none.

    >>> from index.figures import find_figures
    >>> text = "共建型15对,协作型5对,一共20对"
    >>> *parts, total = find_figures(text)
    >>> judge_sum(text, total, parts)
    True
    """
    if not _TOTAL.search(fold_text(claim[: figure.start])) or figure.value is None:
        return None
    parts = [
        f
        for f in others
        if f.value is not None
        and f.end <= figure.start
        and f.unit == figure.unit
        and f.kind == figure.kind
        and f.bound == "exact"
    ]
    if len(parts) < 2:
        return None
    return sum((f.value for f in parts if f.value is not None), Decimal(0)) == figure.value


def judge_multiple(
    claim: str, figure: Figure, first: Spot | None, sentence: SourceSentence | None
) -> tuple[bool, Spot] | None:
    """Whether the figure found for 36家 is 3.6倍 that of 省级智能工厂, in the same sentence."""
    if figure.unit != "倍" or first is None or sentence is None or not figure.value:
        return None
    match = _TIMES.search(fold_text(claim[: figure.start]))
    if match is None or first.figure.value is None:
        return None
    terms = _terms(match["b"])
    telling = [t for t in terms if not t.measure]
    best = [
        s
        for s in sentence.spots
        if s is not first
        and s.figure.value
        and s.figure.unit == first.figure.unit
        and telling
        and all(carried(t, s.own) >= 0.8 for t in telling)
    ]
    if len(best) != 1 or not best[0].figure.value:
        return None
    exact = first.figure.value / best[0].figure.value
    step = figure.step or Decimal(1)
    return abs(exact - figure.value) <= step / 2, best[0]


def as_growth(claim: str, figure: Figure) -> Figure:
    """是上一年的两倍多, 翻了一番 -> growth by more than 100 %: what newspapers print.

    >>> from index.figures import find_figures
    >>> text = "产值翻了一番"
    >>> as_growth(text, find_figures(text)[0]).value
    Decimal('100')
    """
    if figure.unit != "倍" or figure.value is None or figure.kind != "quantity":
        return figure
    before = fold_text(claim[: figure.start])
    again = "番" in figure.text
    times = re.search(r"(?:是|为|达到?|相当于)[^,。;]{0,8}(?:年|期|时)的$", before)
    if not again and not times:
        return figure
    subject = replace(figure.subject, direction="up")
    return replace(
        figure,
        value=(figure.value - 1) * 100,
        unit="%",
        kind="percent",
        subject=subject,
        step=(figure.step or Decimal(1)) * 100,
    )
