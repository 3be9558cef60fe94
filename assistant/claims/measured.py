"""Judge one figure of a claim against the figures that the articles print.

The same thing must be measured: of the same place, at the same time, by a measure of the same name.
Then another value contradicts; otherwise it proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.figures import Figure, Match, compare
from index.figures.units import is_count, unit
from index.normalise import fold_text

from .evidence import SourceSentence, Spot, coverage, nouns_of
from .opposites import opposition
from .terms import Term, carried, sounds_of
from .verdict import Verdict

_SUPPORTS = 0.5
_CONTRADICTS = 0.6
_BELONGS = 0.5
_CLEARLY = 0.6
_PEOPLE = frozenset({"户", "人", "位", "人次"})  # never counted with 个
_CERTAIN = 1.05
_NEIGHBOUR = 0.2
_QUALIFIERS = ("农村", "城镇", "人均", "户均", "亩均", "村均")
_QUALIFIER_FORMS = {
    "农村": ("农村", "农民", "乡村", "村", "城乡", "rural", "farmer", "village"),
    "城镇": ("城镇", "城市", "市民", "城乡", "urban"),
    "人均": ("人均", "per capita"),
    "户均": ("户均", "每户", "per household"),
    "亩均": ("亩均", "每亩", "per mu"),
    "村均": ("村均", "每村", "per village"),
}
_PROVINCES = frozenset(
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 "
    "内蒙古 广西 西藏 宁夏 新疆".split()
)
_SCOPE = re.compile(r"全([国省市县区镇乡村球])|(?:世界|全球)")
# What 全省 has, not what is compared with it (比全省高, 全省平均).
_LEVEL = re.compile(r"(?<![比较在于与])全([国省球])(?!平均|面上|水平|率先|首|唯一|第|前|最)")
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
    own: tuple[Term, ...] = ()
    text: str = ""
    claim: str = ""
    condition: bool = False


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
            next_to = index > 0 and sentence.spots[index - 1] is beside
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
        if not elsewhere or rival.strength >= _CERTAIN:
            return rival
    return best or Judged(claim.figure, "not_enough_info", "none")


def _printed(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool:
    """Whether the sentence prints the claimed value, one that is no coincidence."""
    return (
        _telling(claim.figure)
        and compare(claim.figure, spot.figure).relation == "equal"
        and _names_carried(claim, sentence)
    )


def _against(
    claim: ClaimFigure, sentence: SourceSentence, spot: Spot, next_to: bool
) -> Judged | None:
    relation = compare(_loosened(claim, spot.figure), spot.figure)
    if relation.relation == "incomparable":
        return None
    if not _names_carried(claim, sentence) or _other_scope(claim, spot):
        return None
    if _other_qualifier(claim.text, spot, sentence) or _other_level(claim, spot):
        return None
    if not place_agrees(claim.places, sentence, spot):
        return None
    near = coverage(claim.near, sentence, spot)
    far = coverage(claim.far, sentence, spot) if claim.far else near
    strength = near * 0.65 + far * 0.35 if claim.near else far
    # The words right at the figure decide between figures of one sentence.
    strength += 0.12 * _share(claim.own, spot.own)
    if _holds(relation):
        return _agreeing(claim, sentence, spot, relation, strength, next_to)
    if relation.relation == "contradicted" and not _unlike(claim.figure, spot.figure):
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
    same_value = match.relation == "equal" and _telling(claim.figure)
    implied = same_value and _unit_names_measure(spot.figure)
    if implied:
        # 5820平方公里 needs no 面积 beside it.
        rest = [t for t in (*claim.near, *claim.far) if not t.measure]
        strength = max(strength, coverage(rest, sentence, spot)) if rest else strength
    if strength < _SUPPORTS:
        return None
    if not implied and not _measure_agrees(claim, sentence, spot, strict=False):
        return None
    if claim.condition and match.relation not in ("equal", "bound"):
        return None  # 70万元以上的村: a condition is quoted, not implied
    time = _time_agrees(claim, sentence, spot)
    if time is None and claim.dates:
        return None
    other = None if next_to or claim.condition else _rightful(claim, sentence, spot)
    if other is not None:
        # 儿童6440人, where the sentence counts 6440 others and 414 children.
        if time is False or not _belongs(claim, sentence, other):
            return None
        return Judged(claim.figure, "contradicted", "value", sentence, other, strength)
    contrary = opposition(claim.text, f"{spot.lead},{spot.clause}")
    if contrary and any(w in spot.own or w in spot.before for w in contrary[1:]):
        return Judged(claim.figure, "contradicted", "contrary", sentence, spot, strength)
    if _opposite_direction(claim.figure, spot.figure):
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
    if claim.condition or (not spot.label and _same_printed(claim, sentence)):
        return None
    if claim.figure.kind == "percent" and (
        (claim.figure.subject.direction is None) != (spot.figure.subject.direction is None)
    ):
        return None  # a share is not a growth rate
    if _is_difference(claim.claim[: claim.figure.start]) != _is_difference(spot.before):
        return None
    if strength < _CONTRADICTS or not _measure_agrees(claim, sentence, spot, strict=True):
        return None
    time = _time_agrees(claim, sentence, spot)
    if time is False or (time is None and claim.dates):
        return None
    if any(t.name and sentence.level(t, spot) < 0.45 for t in claim.near):
        return None
    if _rightful(claim, sentence, spot) is not None or not _belongs(claim, sentence, spot):
        return None
    same_value = claim.figure.value is not None and claim.figure.value == spot.figure.value
    reason = "bound" if same_value else "value"
    return Judged(claim.figure, "contradicted", reason, sentence, spot, strength)


def _unlike(claim: Figure, source: Figure) -> bool:
    """Whether the source's number lacks the unit that the claim's has: 85.13 is no 1万名."""
    if not claim.kind == source.kind == "quantity" or not claim.unit_text:
        return False
    return not source.unit_text or (claim.unit in _PEOPLE and source.unit == "个")


def _is_difference(before: str) -> bool:
    """Whether the figure is how much one thing exceeds another: 比…高出近3万元."""
    return re.search(r"(?:高出|多出|低出|少出|相差|比[^,,。;]{1,16}[高多低少大小])了?$", before) is not None


def _same_printed(claim: ClaimFigure, sentence: SourceSentence) -> bool:
    """Whether the sentence prints the claimed value too: then which is which is settled there."""
    return any(
        compare(_loosened(claim, s.figure), s.figure).relation == "equal" for s in sentence.spots
    )


def _share(terms: Sequence[Term], text: str) -> float:
    total = sum(t.weight for t in terms)
    return sum(t.weight * carried(t, text) for t in terms) / total if total else 0.0


def _rightful(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> Spot | None:
    """Another figure of the sentence, of the same kind, that the claim's own words name better."""
    terms = [t for t in claim.own if not t.sound]
    if not terms:
        return None

    # The words next to the claim's figure tell most: the counted noun, or the measure before it.
    before = [t for t in terms if t.start < claim.figure.start]
    after = [t for t in terms if t.start >= claim.figure.start]
    weights = {t: t.weight * (2 if t in before[-2:] else 1) for t in before}
    weights |= {t: t.weight * (3 if t is after[0] else 0.5) for t in after}
    weights |= {t: w * 3 for t, w in weights.items() if set(t.forms) & set(_QUALIFIERS)}

    def weight(candidate: Spot) -> float:
        return sum(w * _word_for_word(t, candidate.own) for t, w in weights.items())

    rivals = [
        other for other in sentence.spots
        if other is not spot
        and other.figure.when is None
        and not _unlike(claim.figure, other.figure)
        and not _other_scope(claim, other)
        and _same_look(claim.figure, other.figure)
        and compare(_loosened(claim, other.figure), other.figure).relation
        not in ("incomparable", "equal", "implied")
    ]
    best = max(rivals, key=weight, default=None)
    return best if best is not None and weight(best) >= weight(spot) + _CLEARLY else None


def _word_for_word(term: Term, text: str) -> float:
    """Like `carried`, but another word for the same thing does not tell two figures apart."""
    chinese = term.start >= 0 and bool(term.forms)
    return carried(replace(term, forms=term.forms[:1]) if chinese else term, text)


def _same_look(claim: Figure, source: Figure) -> bool:
    """3大类 and 6470个要素 are both counts; only the same counting word makes them rivals."""
    if not is_count(claim.unit) or not claim.unit_text:
        return True
    return claim.unit_text == source.unit_text or (claim.unit == source.unit != "个")


def _belongs(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool:
    """Whether what the source names at its figure is what the claim speaks of.

    A claim of few words is carried by many sentences: the source's own nouns decide.
    """
    own = spot.own if spot.label or len(spot.own.strip()) > 1 else spot.clause
    # Its place agrees already.
    nouns = [n for n in nouns_of(own) if not any(n in p or p in n for p in sentence.places)]
    if not nouns:
        return True
    named = [*claim.near, *claim.far]
    known = sum(
        noun in claim.text
        or any(_overlap(noun, form) for t in named for form in t.forms)
        or any(t.sound and t.sound in sounds_of(noun).replace("|", "") for t in named)
        for noun in nouns
    )
    return known / len(nouns) >= _BELONGS


def _overlap(noun: str, form: str) -> bool:
    if len(form) < 2:
        return noun.startswith(form) or noun.endswith(form)
    # 总额 and 总金额 are one thing.
    return form in noun or noun in form or len(set(form) & set(noun)) * 3 >= len(set(noun)) * 2


def _unit_names_measure(figure: Figure) -> bool:
    """Units that say by themselves what is measured: an area, a length, an age."""
    return unit(figure.unit).dimension in ("area", "length", "age", "mass", "volume", "power")


def _other_qualifier(text: str, spot: Spot, sentence: SourceSentence) -> bool:
    """Whether one speaks of 农村 or 人均 and the other does not."""
    own = spot.own if spot.label else f"{spot.clause}"
    around = f"{spot.clause},{spot.lead},{spot.label},{sentence.text}"
    for word in _QUALIFIERS:
        forms = _QUALIFIER_FORMS.get(word, (word,))
        claimed = any(form in text for form in forms)
        if not claimed and word in own and word in spot.own + spot.label:
            return True
        # 农村居民,人均可支配收入为…: said in the clause before.
        if (
            not claimed
            and word in ("农村", "城镇")
            and word in spot.lead
            and not nouns_of(spot.before.replace("人均", "").replace("可支配收入", ""))
        ):
            return True
        if claimed and not any(form in around for form in (word, *forms)):
            return True
    return False


def _other_level(claim: ClaimFigure, spot: Spot) -> bool:
    """Whether the source speaks of 全省 and the claim of a county."""
    where = spot.clause if nouns_of(_LEVEL.sub("", spot.clause)) else f"{spot.lead},{spot.clause}"
    printed = _LEVEL.search(where)
    if printed is None or claim.figure.kind in ("rank", "ordinal"):
        return False
    if _SCOPE.search(claim.text) or printed[1] in claim.text:
        return False
    if printed[1] == "省" and any(core(p) in _PROVINCES for p in claim.places):
        return False
    return not any(core(p) in where for p in claim.places)


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
    if figure.unit and source.unit.startswith(f"{figure.unit}/"):
        return replace(figure, unit=source.unit)  # 每年1.3万元 is 13000元/年
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
    whole = f"{sentence.previous},{sentence.text}"
    return max(carried(term, whole) for term in claim.measures) >= 0.6 or near > 0.3


def _said(term: Term, spot: Spot) -> float:
    if spot.rivals and carried(term, spot.label) < 0.6 and carried(term, spot.rivals) > 0.6:
        return 0.0
    measure = spot.figure.subject.measure or ""
    around = f"{spot.clause},{spot.label},{measure}"
    # 同比增长6%: the thing that grew is in the clause before.
    short = len(re.findall(r"[\u4e00-\u9fff]", spot.clause)) <= 5
    if spot.figure.kind in ("percent", "point", "rank", "ordinal") or spot.label or short:
        around += "," + spot.lead
    said = carried(term, around)
    if said < 0.6 and any(_overlap(n, f) for n in nouns_of(around) for f in term.forms if len(f) > 1):
        return 0.7  # 总额 and 金额
    return said


def _names_carried(claim: ClaimFigure, sentence: SourceSentence) -> bool:
    return all(sentence.level(term) > 0 for term in (*claim.near, *claim.far) if term.name)


def core(place: str) -> str:
    """吴兴区 -> 吴兴; two characters stay."""
    short = _CLASS_SUFFIX.sub("", place)
    return short if len(short) >= 2 else place


def place_agrees(
    claimed: Sequence[str], sentence: SourceSentence, spot: Spot | None = None
) -> bool:
    """Whether the claim's narrowest place is the one that the source speaks of."""
    if not claimed:
        return True
    classed = [p for p in claimed if _class(p)]
    if not classed and len(claimed) > 1:
        return any(place_agrees([place], sentence, spot) for place in claimed)
    narrowest = classed[-1] if classed else claimed[-1]
    wanted = core(narrowest)
    if wanted in sentence.text:
        # Named in the sentence, but another one may stand right at the figure.
        own = [p for p in sentence.places if spot is not None and p in spot.before]
        if spot is not None and own and wanted not in spot.before:
            others = [core(p) for p in own]
            return not any(_class(p) == _class(narrowest) for p in own) or wanted in others
        return True
    own_places = [
        core(p)
        for p in sentence.places
        if _class(p) or re.match(rf"在?{re.escape(p)}[,,]", sentence.text)
    ]
    if own_places:
        return False
    return any(core(p) == wanted or wanted in p for p in sentence.frame_places) or (
        wanted in sentence.frame or wanted in fold_text(sentence.passage.text)
    )


def _class(place: str) -> str:
    match = _CLASS_SUFFIX.search(place)
    return match[0] if match else ""


def _time_agrees(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool | None:
    """True: the same time. False: another one. None: the source does not say."""
    if not claim.dates:
        return True
    printed = [s for s in sentence.spots if s.figure.kind in ("date", "period")]
    bases = [s.figure for s in printed if _is_base(s.before)]
    stated = [s.figure for s in printed if not _is_base(s.before)]
    before = [f for f in stated if f.start <= spot.figure.start]
    governing = before[-1:] or stated[:1] or list(sentence.earlier_dates[-1:])
    answers: list[bool | None] = []
    for claimed in claim.dates:
        if _is_base(claim.claim[: claimed.start]):
            # 比2015年: what it is compared with, not when it was.
            if bases and not any(compare(claimed, f).holds for f in bases):
                answers.append(False)
            continue
        relations = [compare(claimed, source).relation for source in governing]
        if any(r in ("equal", "implied") for r in relations):
            answers.append(True)
        elif any(compare(claimed, f).holds for f in stated):
            answers.append(True if len(stated) == 1 else None)
        elif any(r == "contradicted" for r in relations):
            answers.append(False)
        elif claimed.when is not None and claimed.when.year is None:
            answers.append(True)  # 去年, 3月 without a year: nothing to hold against it
        else:
            answers.append(_article_year(claimed, sentence))
    if any(a is False for a in answers):
        return False
    return None if any(a is None for a in answers) else True


def _is_base(before: str) -> bool:
    """Whether a date is what the figure is compared with: 比去年, 较2015年, than in 2015."""
    return re.search(r"(?:比|较|較|相比|than(?: in)?|from|over)\s?$", before[-9:]) is not None


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
