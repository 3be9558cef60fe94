"""Judge one figure of a claim against the figures that the articles print.

The same thing must be measured: of the same place, at the same time, by a measure of the same name.
Then another value contradicts; otherwise it proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.figures import Figure, Match, compare
from index.figures.units import is_count
from index.normalise import fold_text

from .evidence import SourceSentence, Spot, coverage
from .terms import Term, carried
from .verdict import Verdict

_SUPPORTS = 0.5
_CONTRADICTS = 0.6
_SCOPE = re.compile(r"全([国省市县区镇乡村球])|(?:世界|全球)")
_ENGLISH_SCOPE = (
    (r"\b(?:nation|national|nationwide|country|china)\b", "国"),
    (r"\b(?:province|provincial|province-wide)\b", "省"),
    (r"\b(?:city|municipal|citywide|city-wide)\b", "市"),
    (r"\bcounty\b", "县"),
    (r"\bdistrict\b", "区"),
    (r"\b(?:world|global|globally|worldwide)\b", "球"),
)
_CLASS_SUFFIX = re.compile(r"(?:特别行政区|自治[区州县]|街道|社区|新区|省|市|县|区|镇|乡|村|州)$")


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


@dataclass(frozen=True, slots=True)
class ClaimFigure:
    """A figure of the claim with the terms that name it, and the claim's places and dates."""

    figure: Figure
    near: tuple[Term, ...]
    far: tuple[Term, ...]
    measures: tuple[Term, ...]
    places: tuple[str, ...]
    dates: tuple[Figure, ...]
    scope: str | None
    counts: bool = False


def scope_of(text: str, language: str = "zh-Hans") -> str | None:
    """The last 全省, 全市 … before a rank, as its class word; 'in the province' in English."""
    if language == "en":
        found = [
            (m.start(), word)
            for pattern, word in _ENGLISH_SCOPE
            for m in re.finditer(pattern, text.lower())
        ]
        return max(found)[1] if found else None
    matches = list(_SCOPE.finditer(text))
    return (matches[-1][1] or "球") if matches else None


def judge(claim: ClaimFigure, sentences: Sequence[SourceSentence]) -> Judged:
    """The verdict on one figure, by the closest figure that measures the same."""
    best: Judged | None = None
    rival: Judged | None = None
    for sentence in sentences:
        for spot in sentence.spots:
            judged = _against(claim, sentence, spot)
            if judged is None:
                continue
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
        return rival
    return best or Judged(claim.figure, "not_enough_info", "none")


def _against(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> Judged | None:
    match = compare(_loosened(claim, spot.figure), spot.figure)
    if match.relation == "incomparable":
        return None
    near = coverage(claim.near, sentence, spot)
    far = coverage(claim.far, sentence, spot) if claim.far else near
    strength = near * 0.65 + far * 0.35 if claim.near else far
    if not _names_carried(claim, sentence):
        return None
    place = _place_agrees(claim.places, sentence, spot)
    time = _time_agrees(claim.dates, sentence, spot)
    if _other_scope(claim, spot):
        return None
    agrees = _holds(match)
    if agrees and strength >= _SUPPORTS and _measure_agrees(claim, sentence, spot, strict=False):
        if _opposite_direction(claim.figure, spot.figure):
            if place and time is not False:
                return Judged(claim.figure, "contradicted", "direction", sentence, spot, strength)
            return None
        if not place:
            return None
        if time is False:
            # The very value, printed of another date: the date is what is wrong.
            exact = match.relation in ("equal", "implied") and _telling(claim.figure)
            if exact and strength >= _CONTRADICTS:
                return Judged(claim.figure, "contradicted", "date", sentence, spot, strength - 0.05)
            return None
        if time is None and claim.dates:
            return None
        return Judged(claim.figure, "supported", match.relation, sentence, spot, strength)
    if match.relation != "contradicted" or strength < _CONTRADICTS:
        return None
    if not place or time is False or (time is None and claim.dates):
        return None
    if not _measure_agrees(claim, sentence, spot, strict=True):
        return None
    if _own_name_missing(claim, sentence, spot):
        return None
    same_value = claim.figure.value is not None and claim.figure.value == spot.figure.value
    return Judged(
        claim.figure, "contradicted", "bound" if same_value else "value", sentence, spot, strength
    )


def _loosened(claim: ClaimFigure, source: Figure) -> Figure:
    """A bare number in a claim (销售额650亿) takes the unit of what it is compared with.

    English counts things without a counting word, so there a bare number stands for a count only;
    and its visitors are 人次.
    """
    figure = claim.figure
    if figure.kind != "quantity" or source.kind != "quantity":
        return figure
    if figure.unit == "" and (is_count(source.unit) or not claim.counts):
        return replace(figure, unit=source.unit)
    if figure.unit == "人" and source.unit == "人次":
        return replace(figure, unit="人次")
    return figure


def _holds(match: Match) -> bool:
    if match.relation in ("equal", "implied"):
        return True
    if match.relation != "bound":
        return False
    # 1.4万 of 1.4万余 is what people write; more than 650 is not 650.
    strict = match.claim.bound in ("over", "under")
    return not (strict and match.source.bound == "exact")


def _telling(figure: Figure) -> bool:
    """Whether a value is unlikely to be there by chance: three digits that say something."""
    if figure.value is None:
        return False
    digits = "".join(str(d) for d in figure.value.normalize().as_tuple().digits)
    return len(digits) >= 3


def _measure_agrees(
    claim: ClaimFigure, sentence: SourceSentence, spot: Spot, *, strict: bool
) -> bool:
    """What is measured has the same name; strictly, next to the figure."""
    if not any(term.forms or term.sound for term in claim.measures):
        return not (strict and claim.measures)
    near = max(_said(term, spot) for term in claim.measures)
    if near >= 0.6:
        return True
    if strict:
        return False
    return max(carried(term, sentence.text) for term in claim.measures) >= 0.6 or near > 0.3


def _said(term: Term, spot: Spot) -> float:
    if spot.rivals and carried(term, spot.label) < 0.6 and carried(term, spot.rivals) > 0.6:
        return 0.0
    measure = spot.figure.subject.measure or ""
    around = f"{spot.clause},{spot.label},{measure}"
    # 同比增长6%: the thing that grew is in the clause before.
    short = len(re.findall(r"[\u4e00-\u9fff]", spot.clause)) <= 5
    if spot.figure.kind in ("percent", "point", "rank", "ordinal") or spot.label or short:
        around += "," + spot.lead
    return carried(term, around)


def _names_carried(claim: ClaimFigure, sentence: SourceSentence) -> bool:
    return all(sentence.level(term) > 0 for term in (*claim.near, *claim.far) if term.name)


def _own_name_missing(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool:
    """Whether a name of the figure's own clause is only somewhere in the passage."""
    return any(sentence.level(term, spot) < 0.5 for term in claim.near if term.name)


def core(place: str) -> str:
    """吴兴区 -> 吴兴; two characters stay."""
    short = _CLASS_SUFFIX.sub("", place)
    return short if len(short) >= 2 else place


def _place_agrees(claimed: Sequence[str], sentence: SourceSentence, spot: Spot) -> bool:
    """Whether the claim's narrowest place is the one that the source speaks of."""
    if not claimed:
        return True
    wanted = core(claimed[-1])
    if wanted in sentence.text:
        # Named in the sentence, but another one may stand right at the figure.
        own = [p for p in sentence.places if p in spot.before]
        if own and wanted not in spot.before:
            others = [core(p) for p in own]
            return not any(_class(p) == _class(claimed[-1]) for p in own) or wanted in others
        return True
    own_places = [core(p) for p in sentence.places if _class(p)]
    if own_places:
        return False
    return any(core(p) == wanted or wanted in p for p in sentence.frame_places) or (
        wanted in sentence.frame or wanted in fold_text(sentence.passage.text)
    )


def _class(place: str) -> str:
    match = _CLASS_SUFFIX.search(place)
    return match[0] if match else ""


def _time_agrees(dates: Sequence[Figure], sentence: SourceSentence, spot: Spot) -> bool | None:
    """True: the same time. False: another one. None: the source does not say."""
    if not dates:
        return True
    printed = [s.figure for s in sentence.spots if s.figure.kind in ("date", "period")]
    before = [f for f in printed if f.start <= spot.figure.start]
    governing = before[-1:] or printed[:1]
    answers: list[bool | None] = []
    for claimed in dates:
        relations = [compare(claimed, source).relation for source in governing]
        if any(r in ("equal", "implied") for r in relations):
            answers.append(True)
        elif any(compare(claimed, f).holds for f in printed):
            answers.append(True if len(printed) == 1 else None)
        elif any(r == "contradicted" for r in relations):
            answers.append(False)
        elif claimed.when is not None and claimed.when.year is None:
            answers.append(True)  # 去年, 3月 without a year: nothing to hold against it
        else:
            answers.append(_article_year(claimed, sentence))
    if any(a is False for a in answers):
        return False
    return None if any(a is None for a in answers) else True


def _article_year(claimed: Figure, sentence: SourceSentence) -> bool | None:
    """A sentence without a date speaks of the paper's own time."""
    when, printed = claimed.when, sentence.article.date
    if when is None or when.year is None or not printed:
        return None
    return True if str(when.year) == printed[:4] and when.month is None else None


def _opposite_direction(claim: Figure, source: Figure) -> bool:
    said, printed = claim.subject.direction, source.subject.direction
    return said is not None and printed is not None and said != printed


def _other_scope(claim: ClaimFigure, spot: Spot) -> bool:
    """Whether one ranks in the province and the other in the city."""
    if claim.figure.kind not in ("rank", "ordinal") or claim.scope is None:
        return False
    printed = scope_of(spot.before) or scope_of(spot.lead)
    return printed is not None and printed != claim.scope
