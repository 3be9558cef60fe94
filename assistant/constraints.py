"""What a question demands of its evidence: the year, the place and the names that it mentions, the
figure that it counts, the role and the person that it asks about.

A question about 2022 is not answered by a figure of 2020, nor one about a district by the figure of
its neighbour, however alike the sentences are. Each demand is looked for where a reader would look:
in the sentence, before it in its passage, in its heading, in the title and date of the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.figures.places import is_generic
from index.normalise import fold_text

from .counted import holds_counted
from .evidence import Evidence
from .expected import people_in
from .names import NameIndex
from .names import place_core as place_core
from .question import Question, places_in
from .roles import holder_named, role_asked

_PRINTED_YEAR = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})(?=年|[—-])")
_RELATIVE_YEARS = (("前年", -2), ("去年", -1), ("上年", -1), ("今年", 0), ("本年", 0), ("明年", 1))
_OPENING_PLACE = re.compile(
    r"((?:(?![的是了在和与有年小城乡古回进下入出到返驻离])[\u4e00-\u9fff]){1,3}?(?:街道|社区|省|市|县|镇|乡|村))(?![\u4e00-\u9fff]?[长庄民])"
)
_COMPARED_YEAR = re.compile(r"[比较](?:去年|上年|前年|今年)|(?:去年|上年)(?:同期|增长|下降)")
# 全省GDP: a figure of all the province, where a place within it was asked about. What is the first
# there (全省首支), and what lies all over it (全国各地的1200家), is told of the place itself.
_WIDER = re.compile(
    r"(全省|我省|全国|我国|全球)(?!首|第|最|各|唯一|率先|领先|前|一流|闻名)"
    r"(?:的|[\u4e00-\u9fffa-z]){0,10}?(?=[0-9])"
)
# The day that a thing began is no other day of it.
_BEGAN = re.compile(
    r"成立|创办|创建|创立|建成|建立|组建|设立|始建|建于|诞生|开业|开张|启用|开园|投用|投入使用|开通|开馆|出生|生于|落成|挂牌|建的"
    r"|\b(?:founded|established|opened|born|set up)\b"
)
_PROVINCES = frozenset(
    """
    北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西
    甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 中国 全国
    """.split()
)
_LOCAL = ("村", "镇", "乡", "街道", "社区")
_SUFFIX = re.compile(r"(街道|社区|新城|省|市|区|县|镇|乡|村)$")


@dataclass(frozen=True, slots=True)
class Unmet:
    """A demand of the question that the evidence does not carry; `found` is what stands instead.

    "" for a place of which the passage says nothing.
    """

    kind: Literal["year", "place", "name", "figure", "role", "person", "event"]
    text: str
    found: str | None = None

    @property
    def final(self) -> bool:
        """Whether nothing can make up for it: another year or person, no such place or figure."""
        return self.found is not None or self.kind in ("figure", "role", "event")


def unmet_demands(
    question: Question, evidence: Evidence, names: NameIndex | None = None
) -> list[Unmet]:
    """The years, places and names of `question` that `evidence` and its context do not carry.

    With `names`, places of the collection are known without their class word, too.
    """
    found = [u for year in question.years if (u := _year(year, evidence))]
    places = _places_asked(question, names)
    if places and (unmet := _place(places, evidence, names)):
        found.append(unmet)
    context = _context(evidence)
    for name in question.names:
        if any(place_core(name) in place for place in (*places, *_PROVINCES)):
            continue  # looked for as a place
        if name not in context and not _nearly_in(name, context):
            found.append(Unmet("name", name))
        elif other := _other_person(name, question, evidence):
            found.append(Unmet("person", name, other))
    if not holds_counted(question, evidence.text, evidence.figures):
        found.append(Unmet("figure", question.text))
    role = role_asked(question.folded)
    if role is not None and not holder_named(role, fold_text(evidence.text)):
        found.append(Unmet("role", role))
    event = _BEGAN.search(question.folded) if question.kind == "date" else None
    if event is not None and _BEGAN.search(fold_text(evidence.text)) is None:
        found.append(Unmet("event", event.group()))
    return found


def _other_person(name: str, question: Question, evidence: Evidence) -> str | None:
    """Who is spoken of instead of the person `name`, if the evidence tells of another."""
    if not any(person.text == name for person in people_in(name)):
        return None
    sentence = fold_text(evidence.text)
    if name in sentence:
        return None
    others = [p.text for p in people_in(sentence) if p.text not in question.folded]
    if others:
        return others[0]
    passage = evidence.candidate.passage
    before = fold_text(evidence.candidate.article.text[passage.start : evidence.start])
    spoken = [person.text for person in people_in(before)]
    if not spoken or name in spoken[-1] or spoken[-1] in name or spoken[-1] in question.folded:
        return None
    return spoken[-1]


# In log odds: a sentence about another year or place must be far better to come first.
_UNMET_PENALTY = 2.0
# What would be refused stands behind whatever else may answer.
_FINAL_PENALTY = 4.0
# Sentences far behind the best are not looked at: none of them can come first.
_WEIGHED = 40
# An article that names a place so many times is about it.
_ABOUT_IT = 4
# Characters within which such a sentence names its place.
_OPENS_WITHIN = 12


def demanded_first(
    question: Question, ranked: Sequence[Evidence], names: NameIndex | None = None
) -> list[Evidence]:
    """Evidence that carries what the question demands outranks evidence that does not."""
    looked_at = ranked[:_WEIGHED]
    unmet = [unmet_demands(question, evidence, names) for evidence in looked_at]
    weighed = [
        replace(e, score=_as_its_measure(question, e, looked_at, unmet) - sum(map(_penalty, u)))
        for e, u in zip(looked_at, unmet, strict=True)
    ]
    return sorted(weighed, key=lambda e: (-e.score, e.candidate.rank, e.start))


def _penalty(unmet: Unmet) -> float:
    return _FINAL_PENALTY if unmet.final else _UNMET_PENALTY


def _as_its_measure(
    question: Question,
    evidence: Evidence,
    others: Sequence[Evidence],
    unmet: Sequence[Sequence[Unmet]],
) -> float:
    """The score of a sentence that gives another place's figure of the measure named before it.

    全省GDP达…。而青石市实现了382亿元: the second is as good as the first for who asks about 青石.
    """
    if question.kind not in ("figure", "definition", "other") or not evidence.figures:
        return evidence.score
    text, score = evidence.candidate.article.text, evidence.score
    for other, lacks in zip(others, unmet, strict=True):
        follows = (
            other.candidate.passage.id == evidence.candidate.passage.id
            and other.end <= evidence.start
            and not text[other.end : evidence.start].strip()
        )
        asked = [demand.text for demand in lacks if demand.kind == "place"]
        if follows and asked and place_core(asked[0]) in fold_text(evidence.text)[:_OPENS_WITHIN]:
            score = max(score, other.score)
    return score


def _context(evidence: Evidence) -> str:
    article, passage = evidence.candidate.article, evidence.candidate.passage
    parts = (article.title, article.subtitle, article.source, passage.heading, passage.text)
    return fold_text("\n".join(part for part in parts if part))


def _nearly_in(name: str, context: str) -> bool:
    """Names that the tagger cut wrongly still share most of their bigrams with the text."""
    bigrams = [name[i : i + 2] for i in range(len(name) - 1)]
    return bool(bigrams) and sum(b in context for b in bigrams) >= 0.5 * len(bigrams)


def _year(year: str, evidence: Evidence) -> Unmet | None:
    article = evidence.candidate.article
    sentence = fold_text(evidence.text)
    printed = _PRINTED_YEAR.findall(sentence)
    if year in sentence:
        return None
    article_year = int(article.date[:4]) if article.date else None
    # 比上年增长 compares with that year; the figure is not of it.
    spoken = _COMPARED_YEAR.sub("", sentence)
    relative = [shift for word, shift in _RELATIVE_YEARS if word in spoken]
    if relative and not printed:
        if article_year is not None:
            years = [str(article_year + shift) for shift in relative]
            return None if year in years else Unmet("year", year, years[0])
        # Undated: 去年 may be the year asked for, if the article speaks of it or of the next.
        body = fold_text(article.text)
        return (
            None
            if any(str(int(year) - s) in body or year in body for s in relative)
            else Unmet("year", year)
        )
    if printed:
        return Unmet("year", year, printed[-1])
    before = fold_text(article.text[evidence.candidate.passage.start : evidence.start])
    earlier = _PRINTED_YEAR.findall(before)
    if earlier and earlier[-1] == year:
        return None
    headings = fold_text(f"{article.title or ''}{evidence.candidate.passage.heading or ''}")
    if year in headings or (article_year is not None and abs(article_year - int(year)) == 0):
        return None
    if earlier:
        return Unmet("year", year, earlier[-1])
    if year in _PRINTED_YEAR.findall(fold_text(article.text)):
        # The article speaks of that year, but not here: it may or may not be meant.
        return Unmet("year", year)
    return Unmet("year", year, str(article_year) if article_year else None)


def _places_asked(question: Question, names: NameIndex | None) -> tuple[str, ...]:
    """The places of the question in reading order, with those that only the collection knows."""
    known = names.places_in(question.folded) if names is not None else ()
    # 埭溪镇一年…: what opens a question before a class word is a place, known or not.
    opening = _OPENING_PLACE.match(question.folded)
    found = dict.fromkeys(place for place in question.places if not is_generic(place))
    if opening and not is_generic(opening[1]) and not any(p in opening[1] for p in known):
        found.setdefault(opening[1])
    for place in known:
        if not any(place in other for other in found):
            found.setdefault(place)
    return tuple(sorted(found, key=question.folded.find))


def _lies_in(core: str, other: str, evidence: Evidence) -> bool:
    """Whether the passage prints a place right after another: 云岭镇|石桥村."""
    within = rf"{re.escape(other)}(?:镇|乡|街道|区|县|市)?{re.escape(core)}"
    return re.search(within, _context(evidence)) is not None


def _is_elsewhere(province: str, evidence: Evidence, names: NameIndex) -> bool:
    """Whether the articles name provinces, but never this one."""
    if province in ("中国", "全国") or province in names.places:
        return False
    article = evidence.candidate.article
    told = fold_text(f"{article.source or ''}{article.title or ''}{article.text}")
    return province not in told and not names.places.isdisjoint(_PROVINCES)


def _place(
    places: Sequence[str], evidence: Evidence, names: NameIndex | None = None
) -> Unmet | None:
    """Only the most specific place must be carried: its province need not be printed."""
    asked = places[-1]
    core = place_core(asked)
    sentence = fold_text(evidence.text)
    if core in sentence:
        return None
    wider = _WIDER.search(sentence)
    if core in _PROVINCES:
        if names is not None and _is_elsewhere(core, evidence, names):
            return Unmet("place", asked, "")
        # A newspaper of the province calls it 全省 or leaves it out.
        rivals = [
            place for place in places_in(sentence) if place_core(place) in _PROVINCES - {core}
        ]
        return Unmet("place", asked, rivals[0]) if rivals else None
    suffix = _SUFFIX.search(asked)
    rivals = [
        place
        for place in places_in(sentence)
        if (place.endswith(suffix.group()) if suffix else _SUFFIX.search(place))
        and place_core(place) not in _PROVINCES
    ]
    if wider and not rivals and core not in sentence:
        return Unmet("place", asked, wider[1])
    title = fold_text(evidence.candidate.article.title or "")
    if core in title:
        return None
    if rivals:
        # Without its class word a village may be meant, and its town be what the sentence names.
        within = suffix is None and core in _context(evidence)
        return Unmet("place", asked, None if within else rivals[0])
    if core not in _context(evidence):
        told = fold_text(evidence.candidate.article.text).count(core)
        # What is known for a place is no slip of the tagger's; an article about it may say less.
        known = names is not None and core in names.places and told < _ABOUT_IT
        return Unmet("place", asked, "" if not told or known else None)
    # Elsewhere in the passage: the place that was named last is the one that is spoken of.
    passage = evidence.candidate.passage
    before = fold_text(evidence.candidate.article.text[passage.start : evidence.end])
    spoken = names.places_in(before) if names is not None else ()
    if spoken and place_core(spoken[-1]) not in core and core not in spoken[-1]:
        # A sentence that opens with its own place gives no figure of a village or town near by;
        # the town that a village lies in is printed before it somewhere: 云岭镇石桥村.
        opening = names.places_in(sentence[:_OPENS_WITHIN]) if names is not None else ()
        local = suffix is not None and suffix.group() in _LOCAL
        other = opening[0] if opening and local else None
        if other is not None and _lies_in(core, place_core(other), evidence):
            other = None
        return Unmet("place", asked, other)
    return None
