"""Which figure of a sentence a claim means, where the sentence has several of one kind.

The condition decides first (70万元以上的村 is not 100万元以上的村), then the counted noun and the words
next to the figure, then what only one of two clauses says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.figures import Figure, compare
from index.normalise import fold_text

from .carried import carried
from .claim_figure import ClaimFigure
from .evidence import SourceSentence, Spot, counted_noun, is_condition, nouns_of
from .opposites import opposition
from .place import other_scope
from .same_thing import QUALIFIERS, is_difference, loosened, same_look, unlike
from .terms import Term

_CLEARLY = 0.6
# Letters before a figure that are no coincidence.
_VERBATIM = 5


def condition_of(claim: str, figure: Figure, figures: Sequence[Figure]) -> Figure | None:
    """The figure of a claim under which another one stands: 70万元以上的村有148个.

    The nearest before it; else one behind it (148个村的收入在70万元以上).
    """
    found = [f for f in figures if f is not figure and is_condition(claim, f, loosely=True)]
    before = [f for f in found if f.end <= figure.start]
    return before[-1] if before else next(iter(found), None)


def other_condition(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool:
    """Whether the source gives the figure under another condition than the claim."""
    if claim.under is None or spot.figure.when is not None:
        return False
    if spot.condition is None:
        # 2.61亿元 beside 94个村 under a condition: some other figure is meant.
        return any(_same_condition(claim.under, s.condition) for s in sentence.spots)
    return not _same_condition(claim.under, spot.condition)


def under_same(claim: ClaimFigure, spot: Spot) -> bool:
    """Whether both figures stand under the same condition."""
    return claim.under is not None and _same_condition(claim.under, spot.condition)


def _same_condition(one: Figure, other: Figure | None) -> bool:
    if other is None:
        return False
    return compare(one, other).relation in ("equal", "bound")


def rightful(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> Spot | None:
    """Another figure of the sentence, of the same kind, that the claim's own words name better."""
    rivals = [
        other
        for other in sentence.spots
        if other is not spot
        and other.figure.when is None
        and not unlike(claim.figure, other.figure)
        and not other_scope(claim, other)
        and not excluded(claim, spot, other)
        and is_difference(claim.claim[: claim.figure.start]) == is_difference(other.before)
        and same_look(claim.figure, other.figure)
        and compare(loosened(claim, other.figure), other.figure).relation
        not in ("incomparable", "equal", "implied")
    ]
    if other_condition(claim, sentence, spot):
        return next((r for r in rivals if not other_condition(claim, sentence, r)), None)
    rivals = [r for r in rivals if not other_condition(claim, sentence, r)]
    return (
        _by_wording(claim, spot, rivals)
        or _by_words(claim, spot, rivals)
        or _by_clause(claim, spot, rivals)
    )


def excluded(claim: ClaimFigure, spot: Spot, other: Spot) -> bool:
    """Whether the claim says 农村, as this figure does, and the other figure 城镇."""
    pair = opposition(claim.text, f"{other.lead},{other.label}" if other.label else other.own)
    return pair is not None and pair[0] in f"{spot.own},{spot.label}"


def _by_wording(claim: ClaimFigure, spot: Spot, rivals: Sequence[Spot]) -> Spot | None:
    """市级“未来工厂”36家: another figure follows just these words, letter by letter."""
    said = _bare(fold_text(claim.claim[: claim.figure.start]))
    if _common_end(said, _bare(spot.before)) >= _VERBATIM:
        return None
    # 城镇居民收入7万元,农村居民为4万元: 农村 speaks for the figure beside it.
    own = [t for t in claim.near if len(t.text) > 1 and _word_for_word(t, spot.own) == 1.0]
    return next(
        (
            r
            for r in rivals
            if _common_end(said, _bare(r.before)) >= _VERBATIM
            and all(_word_for_word(t, r.own) == 1.0 for t in own)
        ),
        None,
    )


def _bare(text: str) -> str:
    return re.sub(r"[“”\"‘’「」()]|(?:共|现)?有$|达到?$|为$|是$", "", text)


def _common_end(one: str, other: str) -> int:
    count = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        count += 1
    return count


def _by_words(claim: ClaimFigure, spot: Spot, rivals: Sequence[Spot]) -> Spot | None:
    terms = [t for t in claim.own if not t.sound and not t.name]
    if not terms:
        return None
    # The words next to the claim's figure tell most: the counted noun, or the measure before it.
    before = [t for t in terms if t.start < claim.figure.start]
    after = [t for t in terms if t.start >= claim.figure.start]
    weights = {t: t.weight * (2 if t in before[-2:] else 1) for t in before}
    weights |= {t: t.weight * (3 if t is after[0] else 0.5) for t in after}
    weights |= {t: w * 3 for t, w in weights.items() if set(t.forms) & set(QUALIFIERS)}

    def weight(candidate: Spot) -> float:
        return sum(w * _word_for_word(t, candidate.own) for t, w in weights.items())

    def counts(candidate: Spot) -> float:
        noun = counted_noun(candidate.own.rpartition(" ")[2])
        return sum(t.weight * _word_for_word(t, noun) for t in after)

    named = [r for r in rivals if not after or spot.label or counts(r) >= counts(spot)]
    best = max(named, key=weight, default=None)
    return best if best is not None and weight(best) >= weight(spot) + _CLEARLY else None


def _by_clause(claim: ClaimFigure, spot: Spot, rivals: Sequence[Spot]) -> Spot | None:
    """甲设施84%,乙设施98%: a word of the claim that only the other clause says."""
    telling = [t for t in (*claim.near, *claim.far) if len(t.text) > 1 and t.forms and not t.name]
    here = _clause_of(spot)
    for other in rivals:
        there = _clause_of(other)
        if here == there:
            continue
        theirs = [
            t
            for t in telling
            if _word_for_word(t, there) == 1.0
            and carried(t, here) < 0.7
            and not any(form in spot.label for form in t.forms)
        ]
        ours = [t for t in telling if _word_for_word(t, here) == 1.0 and carried(t, there) < 0.7]
        if theirs and not ours:
            return other
    return None


def _clause_of(spot: Spot) -> str:
    """The clause; with the one before it where it names nothing itself (同比增长6%)."""
    return spot.clause if nouns_of(spot.clause) else f"{spot.lead},{spot.clause}"


def _word_for_word(term: Term, text: str) -> float:
    """Like `carried`, but another word for the same thing does not tell two figures apart."""
    chinese = term.start >= 0 and bool(term.forms)
    return carried(replace(term, forms=term.forms[:1]) if chinese else term, text)
