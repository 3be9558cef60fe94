"""Judge one figure of a claim against the figures that the articles print.

The same thing must be measured: of the same place, at the same time, by a measure of the same name.
Then another value contradicts; otherwise it proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.figures import Figure, Match, compare

from .carried import carried
from .claim_figure import ClaimFigure
from .evidence import SourceSentence, Spot, coverage, is_condition
from .opposites import opposition
from .place import other_level, other_scope, place_agrees
from .rivals import excluded, other_condition, rightful, under_same
from .same_thing import (
    belongs,
    existence_agrees,
    far_apart,
    is_difference,
    loosened,
    measure_agrees,
    names_carried,
    opposite_direction,
    other_qualifier,
    slip,
    telling,
    unit_names_measure,
    unlike,
)
from .terms import Term
from .verdict import Verdict
from .when import stretch_agrees, tense_agrees, time_agrees

_SUPPORTS = 0.5
_CONTRADICTS = 0.6
_ABOUT = 0.45
# In the sentence, the one before or the heading; somewhere in the passage is not enough.
_NAMED = 0.5
_PASSAGE = 0.45
# How clearly the source must say a translated word for it to be the right one.
_TOLD = 0.6
_GOES_ON = re.compile(r"全[镇村区县市乡]")
_CERTAIN = 1.05
_NEIGHBOUR = 0.2


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure of the claim, the verdict, and the place in the articles that decided it.

    `reason` names what decided: value, bound, direction, date, place, unit, none.
    """

    figure: Figure
    verdict: Verdict
    reason: str
    sentence: SourceSentence | None = None
    spot: Spot | None = None
    strength: float = 0.0


def judge(
    claim: ClaimFigure, sentences: Sequence[SourceSentence], beside: Spot | None = None
) -> Judged:
    """The verdict on one figure, by the closest figure that measures the same.

    `beside` is where the claim's figure before this one was found: its neighbour is likeliest.
    """
    best: Judged | None = None
    rival: Judged | None = None
    printed: list[SourceSentence] = []
    for sentence in sentences:
        for index, spot in enumerate(sentence.spots):
            if _printed(claim, sentence, spot):
                printed.append(sentence)
            next_to = index > 0 and sentence.spots[index - 1] is beside and not spot.label
            if beside is not None and spot.label and spot.label == beside.own.strip():
                next_to = beside in sentence.spots  # 总收入1亿元,经营性收入6亿元,同比增长2%和3%
            judged = _against(claim, sentence, spot, next_to)
            if judged is None:
                continue
            if next_to:
                judged = replace(judged, strength=judged.strength + _NEIGHBOUR)
            if judged.verdict == "supported":
                if best is None or judged.strength > best.strength:
                    best = judged
            elif rival is None or judged.strength > rival.strength:
                rival = judged
    if best is not None:
        # The very value may stand a little further off than another one; a mere bound may not.
        slack = 0.12 if best.reason == "equal" else 0.0
        if rival is None or best.strength + slack >= rival.strength:
            return best
    if rival is not None:
        # The claimed value stands elsewhere, of this name: too uncertain to call it wrong.
        elsewhere = printed and rival.sentence not in printed
        sound = best is None or best.reason != "equal" or not telling(claim.figure)
        if not elsewhere or (rival.strength >= _CERTAIN and sound):
            return rival
    return best or Judged(claim.figure, "not_enough_info", "none")


def _printed(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool:
    """Whether the sentence prints the claimed value, one that is no coincidence."""
    return (
        telling(claim.figure)
        and compare(claim.figure, spot.figure).relation == "equal"
        and names_carried(claim, sentence)
    )


def _against(
    claim: ClaimFigure, sentence: SourceSentence, spot: Spot, next_to: bool
) -> Judged | None:
    relation = compare(loosened(claim, spot.figure), spot.figure)
    if relation.relation == "incomparable":
        return None
    if not names_carried(claim, sentence) or other_scope(claim, spot):
        return None
    if other_qualifier(claim.text, spot, sentence) or other_level(claim, sentence, spot):
        return None
    if not place_agrees(claim.places, sentence, spot):
        return None
    near = coverage(claim.near, sentence, spot)
    far = coverage(claim.far, sentence, spot) if claim.far else near
    strength = near * 0.65 + far * 0.35 if claim.near else far
    # The words right at the figure decide between figures of one sentence.
    strength += 0.12 * _share(claim.own, spot.own)
    if claim.under is not None and under_same(claim, spot):
        strength += _NEIGHBOUR
    if _holds(relation):
        return _agreeing(claim, sentence, spot, relation, strength, next_to)
    if relation.relation == "contradicted" and not unlike(claim.figure, spot.figure):
        return _disagreeing(claim, sentence, spot, strength)
    return None


def _agreeing(
    claim: ClaimFigure,
    sentence: SourceSentence,
    spot: Spot,
    match: Match,
    strength: float,
    next_to: bool,
) -> Judged | None:
    """The value is printed: is it printed of this?"""
    same_value = match.relation == "equal" and telling(claim.figure)
    implied = same_value and unit_names_measure(spot.figure)
    if implied:
        # 5820平方公里 needs no 面积 beside it.
        rest = [t for t in (*claim.near, *claim.far) if not t.measure]
        strength = max(strength, coverage(rest, sentence, spot)) if rest else strength
    if strength < _SUPPORTS:
        return None
    if not implied and not measure_agrees(claim, sentence, spot, strict=False):
        return None
    if claim.condition and match.relation not in ("equal", "bound"):
        return None  # 70万元以上的村: a condition is quoted, not implied
    time = time_agrees(claim, sentence, spot)
    if (time is None and claim.dates) or not stretch_agrees(claim, sentence, spot, strict=False):
        return None
    unsettled = next_to and not other_condition(claim, sentence, spot)
    # 达到60万元以上的村有118个: a condition printed so is the one that is meant.
    quoted = claim.condition or (
        match.relation == "equal" and is_condition(claim.claim, claim.figure, loosely=True)
    )
    other = None if unsettled or quoted else rightful(claim, sentence, spot)
    if other is None and other_condition(claim, sentence, spot):
        return None
    if other is not None:
        # 儿童6440人, where the sentence counts 6440 others and 414 children.
        if time is False or not belongs(claim, sentence, other):
            return None
        return Judged(claim.figure, "contradicted", "value", sentence, other, strength)
    contrary = opposition(claim.text, f"{spot.lead},{spot.clause}")
    if contrary and any(w in spot.own or w in spot.before for w in contrary[1:]):
        return Judged(claim.figure, "contradicted", "contrary", sentence, spot, strength)
    if opposite_direction(claim, spot.figure):
        if time is False:
            return None
        return Judged(claim.figure, "contradicted", "direction", sentence, spot, strength)
    if time is False:
        # The very value, printed of another date: the date is what is wrong.
        if same_value and strength >= _CONTRADICTS:
            return Judged(claim.figure, "contradicted", "date", sentence, spot, strength - 0.05)
        return None
    return Judged(claim.figure, "supported", match.relation, sentence, spot, strength)


def _disagreeing(
    claim: ClaimFigure, sentence: SourceSentence, spot: Spot, strength: float
) -> Judged | None:
    """Another value is printed: is it printed of the same thing?"""
    if claim.condition or (not spot.label and _same_printed(claim, sentence, spot)):
        return None
    if claim.figure.kind == "percent" and (
        (claim.figure.subject.direction is None) != (spot.figure.subject.direction is None)
    ):
        return None  # a share is not a growth rate
    if is_difference(claim.claim[: claim.figure.start]) != is_difference(spot.before):
        return None
    if slip(claim.figure, spot.figure) and unit_names_measure(spot.figure):
        rest = [t for t in (*claim.near, *claim.far) if not t.measure]
        strength = max(strength, coverage(rest, sentence, spot)) if rest else strength
    if strength < _CONTRADICTS or not measure_agrees(claim, sentence, spot, strict=True):
        return None
    if not _told_of(claim, sentence, spot) or not place_agrees(
        claim.places, sentence, spot, strict=True, said=claim.text
    ):
        return None
    if other_condition(claim, sentence, spot):
        return None
    if not tense_agrees(claim, sentence, spot):
        return None
    if far_apart(claim.figure, spot.figure) or not existence_agrees(claim, spot):
        return None
    time = time_agrees(claim, sentence, spot)
    if time is False or (time is None and claim.dates):
        return None
    if not stretch_agrees(claim, sentence, spot, strict=True):
        return None
    # 全镇34个村 goes on with a town that the passage named.
    needed = _PASSAGE if _GOES_ON.search(sentence.text) else _NAMED
    if any(t.name and sentence.level(t, spot) < needed for t in claim.near):
        return None
    if rightful(claim, sentence, spot) is not None or not belongs(claim, sentence, spot):
        return None
    same_value = claim.figure.value is not None and claim.figure.value == spot.figure.value
    reason = "bound" if same_value else "value"
    return Judged(claim.figure, "contradicted", reason, sentence, spot, strength)


def _told_of(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool:
    """Whether the source speaks of the claim's thing, not of its place or measure alone.

    English words that no lexicon knows, or that the source does not say as translated, may name what is measured: with more of them than of known
    ones nothing is certain.
    """
    named = [t for t in claim.near if not t.name and not t.measure]

    def sure(term: Term) -> bool:
        return bool(term.forms) and (not term.guessed or sentence.level(term, spot) >= _TOLD)

    known = [t for t in named if sure(t)]
    unknown = [t for t in named if not sure(t) and not t.sound]
    names = sum(t.name for t in claim.near)
    beside = [t for t in claim.own if not t.name and not t.sound]
    if sum(not sure(t) for t in beside) > sum(sure(t) for t in beside):
        return slip(claim.figure, spot.figure)
    if len(unknown) > len(known) + names:
        return False
    return not known or coverage(known, sentence, spot) >= _ABOUT


def _same_printed(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool:
    """Whether the sentence prints the claimed value too: then which is which is settled there."""
    return any(
        compare(loosened(claim, s.figure), s.figure).relation == "equal"
        for s in sentence.spots
        if not other_scope(claim, s) and not excluded(claim, spot, s)
    )


def _share(terms: Sequence[Term], text: str) -> float:
    total = sum(t.weight for t in terms)
    return sum(t.weight * carried(t, text) for t in terms) / total if total else 0.0


def _holds(match: Match) -> bool:
    if match.relation in ("equal", "implied"):
        return True
    if match.relation != "bound":
        return False
    # 1.4万 of 1.4万余 is what people write; more than 650 is not 650.
    strict = match.claim.bound in ("over", "under")
    return not (strict and match.source.bound == "exact")
