"""Does a figure of the articles measure what a figure of a claim does?

Each condition has one function: place, time, scope, measure, qualifier (农村, 人均), counting word, and
whether the words that the source puts around its figure are those of the claim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.figures import Figure, compare
from index.figures.units import comparable, convert, is_count, unit
from index.normalise import fold_text

from .carried import carried, sounds_of
from .evidence import SourceSentence, Spot, counted_noun, nouns_of
from .lexicon import look_up
from .terms import Term

_BELONGS = 0.5
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
_NEW = re.compile(r"新增|净增|新建|新签|新引进|新设")
_PLANNED = re.compile(r"计划|拟|力争|争取|目标|预计|将于|规划")
_DONE = re.compile(r"建成|完成|已经|实现了|开通了|投用")
_CLASS_SUFFIX = re.compile(r"(?:特别行政区|自治[区州县]|街道|社区|新区|省|市|县|区|镇|乡|村|州)$")


@dataclass(frozen=True, slots=True)
class ClaimFigure:
    """A figure of the claim with the terms that name it, and the claim's places and dates.

    `condition`: the figure is one (70万元以上的村); `under`: the condition it stands under.
    """

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
    under: Figure | None = None


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


def other_level(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool:
    """Whether the source speaks of 全省 and the claim of a county."""
    wide = _LEVEL.search(claim.text)
    if wide is not None and claim.figure.kind not in ("rank", "ordinal"):
        # 全省: what one county has is another thing.
        around = f"{sentence.text},{sentence.frame}"
        here = [core(p) for p in (*sentence.places, *sentence.title_places)]
        if wide[0] not in around and any(p not in _PROVINCES and p != "中国" for p in here):
            return True
    where = spot.clause if nouns_of(_LEVEL.sub("", spot.clause)) else f"{spot.lead},{spot.clause}"
    printed = _LEVEL.search(where)
    if printed is None or claim.figure.kind in ("rank", "ordinal"):
        return False
    if _SCOPE.search(claim.text) or printed[1] in claim.text:
        return False
    if printed[1] == "省" and any(core(p) in _PROVINCES for p in claim.places):
        return False
    return not any(core(p) in where for p in claim.places)


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
    if not any(term.forms or term.sound for term in claim.measures):
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


def core(place: str) -> str:
    """吴兴区 -> 吴兴; two characters stay."""
    short = _CLASS_SUFFIX.sub("", place)
    return short if len(short) >= 2 else place


def far_apart(claim: Figure, source: Figure) -> bool:
    """Two values in different units that differ a hundredfold measure different things: a slip of
    a unit or magnitude word keeps the digits (5800平方公里 is not 14970亩 gone wrong)."""
    if claim.unit == source.unit or claim.value is None or source.value is None:
        return False
    if claim.unit not in ("", source.unit) and comparable(claim.unit, source.unit):
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


def tense_agrees(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool:
    """What is planned does not contradict what is done."""
    before = sentence.text[: max(sentence.text.find(spot.clause[:4]), 0)] + spot.before
    planned = _PLANNED.search(before) is not None
    return not planned or not _DONE.search(claim.text) or _PLANNED.search(claim.text) is not None


def existence_agrees(claim: ClaimFigure, spot: Spot) -> bool:
    """有500家企业 is of all there are; a source that tells how many came or were helped is not."""
    if not is_count(claim.figure.unit) or not _HAVING.search(
        fold_text(claim.claim[: claim.figure.start])
    ):
        return True
    doing = _DOING.search(spot.before)
    return doing is None or doing[0] in claim.text


def place_agrees(
    claimed: Sequence[str],
    sentence: SourceSentence,
    spot: Spot | None = None,
    *,
    strict: bool = False,
    said: str = "",
) -> bool:
    """Whether the claim's narrowest place is the one that the source speaks of.

    Strictly: a sentence that names no place of its own goes on with the place named last.
    """
    if not claimed:
        return True
    classed = [p for p in claimed if _class(p)]
    if not classed and len(claimed) > 1:
        return any(place_agrees([place], sentence, spot) for place in claimed)
    narrowest = classed[-1] if classed else claimed[-1]
    wanted = core(narrowest)
    if strict and spot is not None:
        pair = re.search(
            rf"([\u4e00-\u9fff]{{2,3}})[—–-]+{wanted}|{wanted}[—–-]+([\u4e00-\u9fff]{{2,3}})",
            f"{spot.lead},{spot.clause}",
        )
        partner = (pair[1] or pair[2]) if pair is not None else ""
        if partner and partner not in said and partner not in map(core, claimed):
            return False  # what two places have together
    if wanted in sentence.text:
        # Named in the sentence, but another one may stand right at the figure.
        own = [p for p in sentence.places if spot is not None and p in spot.before]
        if spot is not None and own and wanted not in spot.before:
            others = [core(p) for p in own]
            return wanted in others or not any(
                _class(p) and _class(p) == _class(narrowest) for p in own
            )
        return True
    own_places = [
        core(p)
        for p in sentence.places
        if _class(p) or re.match(rf"在?{re.escape(p)}[,,]", sentence.text)
    ]
    if own_places:
        return False
    if strict and spot is not None:
        here = [core(p) for p in sentence.places]
        last = [core(p) for p in sentence.frame_places][-1:]
        wider = _PROVINCES | {"中国"}
        if here and not any(wanted in p or p in wanted for p in here):
            return False
        if last and wanted not in wider and not any(wanted in p or p in wanted for p in last):
            return any(core(p) == wanted for p in sentence.title_places[-1:])
    return any(core(p) == wanted or wanted in p for p in sentence.frame_places) or (
        wanted in sentence.frame or wanted in fold_text(sentence.passage.text)
    )


def _class(place: str) -> str:
    match = _CLASS_SUFFIX.search(place)
    return match[0] if match else ""


def time_agrees(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool | None:
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
        if claim.figure.unit == "%" and claim.claim[claimed.end :].startswith("的"):
            behind = claim.claim[claimed.end + 1 : claim.figure.end]
            if claim.figure.text == behind and "倍" in behind:
                continue  # 是上一年的两倍: what it is compared with
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
            # 去年, 3月 without a year: nothing to hold against it but another date.
            answers.append(None if governing and claimed.when.year_offset is not None else True)
        else:
            answers.append(_article_year(claimed, sentence))
    if any(a is False for a in answers):
        return False
    return None if any(a is None for a in answers) else True


def _is_base(before: str) -> bool:
    """Whether a date is what the figure is compared with: 比去年, 较2015年, than in 2015."""
    return (
        re.search(
            r"(?:比|较|較|相比|than(?: in)?|from|over|compared (?:with|to))\s?$", before[-16:]
        )
        is not None
    )


def _article_year(claimed: Figure, sentence: SourceSentence) -> bool | None:
    """A sentence without a date speaks of the paper's own time."""
    when, printed = claimed.when, sentence.article.date
    if when is None or when.year is None or not printed:
        return None
    return True if str(when.year) == printed[:4] and when.month is None else None


def opposite_direction(claim: ClaimFigure, source: Figure) -> bool:
    """Whether one rose, or lies above, and the other fell or lies below."""
    said, printed = claim.figure.subject.direction, source.subject.direction
    side = _SIDE.match(claim.claim[claim.figure.end :].lower())
    if side is not None:
        said = "down" if side["down"] else "up"
    return said is not None and printed is not None and said != printed


def other_scope(claim: ClaimFigure, spot: Spot) -> bool:
    """Whether one ranks in the province and the other in the city."""
    if claim.figure.kind not in ("rank", "ordinal"):
        return False
    if ("倒数" in claim.text) != ("倒数" in spot.before):
        return True
    if claim.scope is None:
        return False
    printed = scope_of(spot.before) or scope_of(spot.lead)
    return printed is not None and printed != claim.scope
