"""Does a figure of the articles measure what a figure of a claim does?

Each condition has one function: place, time, scope, measure, qualifier (农村, 人均), counting word, and
whether the words that the source puts around its figure are those of the claim.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from index.figures import Figure
from index.figures.units import comparable, convert, is_count, unit
from index.normalise import fold_text

from .carried import carried, sounds_of
from .claim_figure import ClaimFigure
from .evidence import SourceSentence, Spot, counted_noun, nouns_of
from .lexicon import look_up
from .terms import Term

_BELONGS = 0.5
# Below this a count of two digits is printed of many things.
_SMALL = 1000
_PEOPLE = frozenset({"户", "人", "位", "人次"})  # never counted with 个
QUALIFIERS = ("农村", "城镇", "人均", "户均", "亩均", "村均")
_QUALIFIER_FORMS = {
    "农村": ("农村", "农民", "乡村", "城乡", "rural", "farmer"),
    "城镇": ("城镇", "城市", "市民", "城乡", "urban"),
    "人均": ("人均", "per capita"),
    "户均": ("户均", "每户", "per household"),
    "亩均": ("亩均", "每亩", "per mu"),
    "村均": ("村均", "每村", "per village"),
}
_HAVING = re.compile(
    r"(?:有|设有|拥有|现有|共有|下辖|辖)[\u4e00-\u9fff]{0,8}?(?:约|近|超过?|大约)?$"
)
_DOING = re.compile(
    r"为|实现|推动|助力|促进|支持|赋能|享受|吸引|帮助|带动|惠及|培训|服务|新增|新建|其中|组织|选派|招募|引进|落地|迎来|获评|入选|奖励|购买|关停|淘汰|改造"
)
_SIDE = re.compile(
    r"\s?(?:percentage )?(?:points?)?\s?(?:(?P<down>below|lower|less|behind|fewer)|(?:above|higher|more))\b"
)
_AREAS = frozenset({"面积", "占地", "覆盖", "占地面积", "总面积", "建筑面积", "长度", "全长"})
_PERIODS = {
    "年": ("每年", "年均", "一年"),
    "月": ("每月", "每个月", "月均"),
    "日": ("每天", "每日"),
}
_EACH = re.compile("|".join(w for words in _PERIODS.values() for w in words))
_ENGLISH_INCOME = re.compile(
    r"income of [a-z -]{0,20}(?:residents|farmers|people)\b|"
    r"\b(?:residents|farmers|people)['’]? (?:disposable )?income"
)
_NEW = re.compile(r"新增|净增|新建|新签|新引进|新设")


def unlike(claim: Figure, source: Figure) -> bool:
    """Whether the source's number lacks the unit that the claim's has: 85.13 is no 1万名."""
    if not claim.kind == source.kind == "quantity" or not claim.unit_text:
        return False
    if {claim.unit_text, source.unit_text} & {"次", "度", "遍", "步", "代"}:
        return claim.unit_text != source.unit_text
    return not source.unit_text or (claim.unit in _PEOPLE and source.unit == "个")


def is_difference(before: str) -> bool:
    """Whether the figure is how much one thing exceeds another: 比…高出近3万元."""
    return (
        re.search(r"(?:高出|多出|低出|少出|相差|比[^,,。;]{1,16}[高多低少大小])了?$", before)
        is not None
    )


def same_look(claim: Figure, source: Figure) -> bool:
    """3大类 and 6470个要素 are both counts; only the same counting word makes them rivals."""
    if not is_count(claim.unit) or not claim.unit_text:
        return True
    return claim.unit_text == source.unit_text or (claim.unit == source.unit != "个")


def belongs(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool:
    """Whether what the source names at its figure is what the claim speaks of.

    A claim of few words is carried by many sentences: the source's own nouns decide.
    """
    own = spot.own if spot.label or len(spot.own.strip()) > 1 else spot.clause
    if _says_all(claim, spot) or spot.figure.kind == "rank":
        return True  # what is ranked is compared by measure and scope
    before, _, after = own.rpartition(" ")
    after = counted_noun(after)
    if not before.strip() and not is_count(spot.figure.unit):
        before = own  # what follows years or money names something else: 从警20年扎根基层

    # Its place agrees already.
    def told(text: str) -> list[str]:
        return [n for n in nouns_of(text) if not any(n in p or p in n for p in sentence.places)]

    # The two words nearest before the figure, and the counted noun behind it.
    beside = before.rpartition(" ")[2]
    said = [t for t in claim.own if not t.name and len(t.text) > 1 and t.text in beside]
    nouns = told(beside if said else before)[-2:]
    nouns += told(after)[:2] if is_count(spot.figure.unit) else []
    # 产能提高四成: what the claim says right before its figure, noun or not.
    nouns += [t.text for t in said if not any(t.text in n or n in t.text for n in nouns)]
    if not nouns or slip(claim.figure, spot.figure):
        return True
    named = [*claim.near, *claim.far]
    known = sum(
        noun in claim.text
        or any(_overlap(noun, form) for t in named for form in t.forms)
        or any(noun in form for _, forms, _ in look_up(claim.figure.unit_text) for form in forms)
        or any(t.sound and t.sound in sounds_of(noun).replace("|", "") for t in named)
        for noun in nouns
    )
    return known / len(nouns) >= _BELONGS


def _says_all(claim: ClaimFigure, spot: Spot) -> bool:
    """Whether the clause of the figure says every telling word of the claim, three or more."""
    telling = [t for t in (*claim.near, *claim.far) if t.weight >= 1.0]
    clause = f"{spot.lead},{spot.clause},{spot.label}"
    return len(telling) >= 3 and all(carried(t, clause, sounds_of(clause)) > 0.6 for t in telling)


def _overlap(noun: str, form: str) -> bool:
    if len(form) < 2:
        return noun.startswith(form) or noun.endswith(form)
    # 总额 and 总金额 are one thing.
    return form in noun or noun in form or len(set(form) & set(noun)) * 3 >= len(set(noun)) * 2


def unit_names_measure(figure: Figure) -> bool:
    """Units that say by themselves what is measured: an area, a length, an age."""
    return unit(figure.unit).dimension in ("area", "length", "age", "mass", "volume", "power")


def other_qualifier(text: str, spot: Spot, sentence: SourceSentence) -> bool:
    """Whether one speaks of 农村 or 人均 and the other does not."""
    if bool(_NEW.search(text)) != bool(_NEW.search(f"{spot.own},{spot.before}")):
        return True
    own = spot.own if spot.label else f"{spot.clause}"
    around = f"{spot.clause},{spot.lead},{spot.label},{sentence.text}"
    for word in QUALIFIERS:
        forms = _QUALIFIER_FORMS.get(word, (word,))
        claimed = any(form in text for form in forms)
        if word == "人均" and re.search(r"居民[^,。]{0,4}收入", text):
            claimed = True  # 居民收入 is always one resident's
        if word == "人均" and _ENGLISH_INCOME.search(text):
            claimed = True
        if not claimed and word in own and word in spot.own + spot.label:
            return True
        # 农村居民,人均可支配收入为…: said in the clause before.
        if (
            not claimed
            and word in ("农村", "城镇")
            and word in spot.lead
            and not spot.lead.rstrip().endswith(";")
            and not nouns_of(spot.before.replace("人均", "").replace("可支配收入", ""))
        ):
            return True
        if claimed and not any(form in around for form in (word, *forms)):
            return True
    return False


def loosened(claim: ClaimFigure, source: Figure) -> Figure:
    """A bare number in a claim (销售额650亿) takes the unit of what it is compared with.

    English counts things without a counting word, so there a bare number stands for a count only;
    and its visitors are 人次.
    """
    figure = claim.figure
    if figure.kind != "quantity" or source.kind != "quantity":
        return figure
    if figure.bound == "over" and re.match(r"over .*years?|over .*months?", figure.text.lower()):
        return replace(figure, bound="exact")  # over five years: in the course of them
    if figure.unit == "" and (is_count(source.unit) or not claim.counts):
        return replace(figure, unit=source.unit)
    each = _EACH.search(fold_text(claim.claim))
    if each is not None and "/" in source.unit and "/" not in figure.unit:
        period = next(p for p, words in _PERIODS.items() if each[0] in words)
        return replace(figure, unit=f"{figure.unit}/{period}")
    if figure.unit and source.unit.startswith(f"{figure.unit}/"):
        return replace(figure, unit=source.unit)  # 每年1.3万元 is 13000元/年
    if figure.unit == "人" and source.unit == "人次":
        return replace(figure, unit="人次")
    return figure


def measure_agrees(
    claim: ClaimFigure, sentence: SourceSentence, spot: Spot, *, strict: bool
) -> bool:
    """What is measured has the same name; strictly, next to the figure."""
    if not any((term.forms and not term.guessed) or term.sound for term in claim.measures):
        if any(carried(t, f"{spot.clause},{spot.label}") >= 0.8 for t in claim.measures):
            return True  # a translated word that stands right there
        small = (claim.figure.value or 0) < _SMALL and not telling(claim.figure)
        if claim.counts and claim.figure.kind == "quantity" and small:
            return False  # 45 of what nobody knows: any 45 would do
        return not (strict and claim.measures) or slip(claim.figure, spot.figure)
    near = max(_said(term, spot, sentence) for term in claim.measures)
    if near >= 0.6:
        return True
    if unit_names_measure(spot.figure) and all(set(t.forms) & _AREAS for t in claim.measures):
        return True  # 2000平方米的市场: the unit says that it is an area
    if strict:
        return slip(claim.figure, spot.figure) and not claim.counts
    whole = f"{sentence.previous},{sentence.text}"
    return max(carried(term, whole) for term in claim.measures) >= 0.6 or near > 0.3


def _said(term: Term, spot: Spot, sentence: SourceSentence | None = None) -> float:
    if spot.rivals and carried(term, spot.label) < 0.6 and carried(term, spot.rivals) > 0.6:
        return 0.0
    measure = spot.figure.subject.measure or ""
    around = f"{spot.clause},{spot.label},{measure}"
    # 同比增长6%: the thing that grew is in the clause before.
    short = len(re.findall(r"[\u4e00-\u9fff]", spot.clause)) <= 5
    if spot.figure.kind in ("percent", "point", "rank", "ordinal") or spot.label or short:
        around += "," + spot.lead
    if spot.figure.kind == "rank" and sentence is not None:
        around = sentence.text  # what is ranked opens the sentence
    if sentence is not None and not _names_anything(around, sentence):
        around += "," + sentence.previous  # 而乙市实现了382亿元: of what the sentence before names
    said = carried(term, around)
    if said < 0.6 and any(
        _overlap(n, f) for n in nouns_of(around) for f in term.forms if len(f) > 1
    ):
        return 0.7  # 总额 and 金额
    return said


def _names_anything(text: str, sentence: SourceSentence) -> bool:
    return any(not any(n in p or p in n for p in sentence.places) for n in nouns_of(text))


def names_carried(claim: ClaimFigure, sentence: SourceSentence) -> bool:
    return all(sentence.level(term) > 0 for term in (*claim.near, *claim.far) if term.name)


def far_apart(claim: Figure, source: Figure) -> bool:
    """Two values that differ a hundredfold measure different things: a slip of a unit or magnitude
    word keeps the digits (5800平方公里 is not 14970亩 gone wrong, 8万亿 no 突破百亿)."""
    if claim.value is None or source.value is None:
        return False
    if claim.unit == source.unit and not claim.unit.endswith("元"):
        return False
    if claim.unit and comparable(claim.unit, source.unit):
        factor = convert(claim.value, claim.unit, source.unit) / (source.value or 1)
        digits = [str(v.normalize().scaleb(-v.adjusted())) for v in (claim.value, source.value)]
        return not Decimal("0.01") <= factor <= 100 and digits[0] != digits[1]
    return False


def slip(claim: Figure, source: Figure) -> bool:
    """The digits of the source with another magnitude or unit: 1.45亿 for 14.5亿.

    Two digits or more, of the same dimension: hardly by chance, so the same thing is meant.
    """
    if claim.value is None or source.value is None or not claim.value or not source.value:
        return False
    said, printed = (v.normalize().as_tuple().digits for v in (claim.value, source.value))
    return len(said) >= 2 and said == printed and claim.value != source.value


def telling(figure: Figure) -> bool:
    """Whether a value is unlikely to be there by chance: three digits that say something."""
    if figure.value is None:
        return False
    return len(figure.value.normalize().as_tuple().digits) >= 3


def existence_agrees(claim: ClaimFigure, spot: Spot) -> bool:
    """有500家企业 is of all there are; a source that tells how many came or were helped is not."""
    if not is_count(claim.figure.unit) or not _HAVING.search(
        fold_text(claim.claim[: claim.figure.start])
    ):
        return True
    doing = _DOING.search(spot.before)
    return doing is None or doing[0] in claim.text


def opposite_direction(claim: ClaimFigure, source: Figure) -> bool:
    """Whether one rose, or lies above, and the other fell or lies below."""
    said, printed = claim.figure.subject.direction, source.subject.direction
    side = _SIDE.match(claim.claim[claim.figure.end :].lower())
    if side is not None:
        said = "down" if side["down"] else "up"
    return said is not None and printed is not None and said != printed
