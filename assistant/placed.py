"""Whether a sentence tells of the place that a question asks about.

The place is looked for where a reader would look: in the sentence, before it in its passage, in the
headings, and in where the whole article is set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.figures.places import is_generic, places
from index.normalise import fold_text

from .dated import ASKS_CHANGE
from .evidence import Evidence
from .names import NameIndex, place_core
from .question import OURS, PROVINCES, Question, places_in
from .setting import is_local, is_set_in
from .unmet import Unmet

_OPENING_PLACE = re.compile(
    r"((?:(?![的是了在和与跟给让帮对向从由被把请听问有年小城乡古回进下入出到返驻离能会要想]|[一二三四五六七八九十两几每][场次个家座户年月天批条])[\u4e00-\u9fff]){1,3}?(?:街道|社区|省|市|县|镇|乡|(?<!农)村))(?![\u4e00-\u9fff]?[长庄民])"
)
# What is only compared with: 仅次于青溪 tells nothing of 青溪.
_COMPARED_WITH = (
    r"(?:仅次于|次于|高于|低于|多于|少于|超过|赶超|不及|不如|好于|优于|相比于?|(?<![对])比)"
)
# A question about where something is.
_ASKS_PLACE = re.compile(r"哪个?(?:省|市|县|区|镇|乡|村|街道|社区|地方|里|儿)|什么地方|何处")
# 全镇, 该村: a figure of a part of the place that was asked about.
_WHOLE_LOCAL = re.compile(r"[全该本](?:镇|乡|村|街道|社区)|[镇村乡](?:里|上)(?!面)")
_WHOLE_WIDE = re.compile(r"[全该本](?:省|市|县|区)|[市县区](?:里|内)")
# 甘肃选手, 杭州客商: where somebody comes from is no place that is spoken of.
_ORIGIN = r"(?=选手|运动员|姑娘|小伙|游客|客商|客人|商人|企业家|华侨|护士|专家|老板|籍|(?![的有在是个家])[\u4e00-\u9fff]{0,10}(?:公司|集团|大学|学院|科学院))"
# 该村: the one of its class that was named last.
_THAT = re.compile(r"[该这本](?:个)?(?P<kind>省|市|县|区|镇|乡|村|街道|社区)")
# 全省GDP: a figure of all the province, where a place within it was asked about. What is the first
# there (全省首支), and what lies all over it (全国各地的1200家), is told of the place itself.
_WIDER = re.compile(
    r"(全省|我省|全国|我国|全球)(?!首|第|最|各|唯一|率先|领先|前|一流|闻名)"
    r"(?:的|[\u4e00-\u9fffa-z]){0,10}?(?=[0-9])"
)
# So is one of all the district, where a town or village was asked about by its whole name.
_WHOLE_DISTRICT = re.compile(
    r"(全[市县区])(?!首|第|最|各|唯一|率先|领先|前|一流|闻名)(?:的|[\u4e00-\u9fffa-z]){0,10}?(?=[0-9])"
)
_LOCAL = ("村", "镇", "乡", "街道", "社区")
_ZONE = re.compile("(?<=[\u4e00-\u9fff]{2})(?:高新|经开|经济开发|经济技术开发|开发|产业集聚)$")
# What a sentence is told of, in so many words, before anything else of it.
_FRAMED = re.compile("在([\u4e00-\u9fff]{2,4})[,，]")
_SUFFIX = re.compile(r"(街道|社区|新城|省|市|区|县|镇|乡|村)$")
# An article that names a place so many times is about it.
_ABOUT_IT = 4
# Characters within which such a sentence names its place.
OPENS_WITHIN = 12


def places_asked(question: Question, names: NameIndex | None) -> tuple[str, ...]:
    """The places of the question in reading order, with those that only the collection knows."""
    known = names.places_in(question.folded) if names is not None else ()
    # 柏溪镇一年…: what opens a question before a class word is a place, known or not.
    opening = _OPENING_PLACE.match(question.folded)
    found = dict.fromkeys(
        _without_its_verb(place, names)
        for place in question.places
        # 30个薄弱村: what is counted is a kind of place, whatever it is called.
        if not is_generic(place)
        and not re.search(rf"[个些批类几各]{place}", question.folded)
        # 村里的竹山: a hill with bamboo, whatever county is called so.
        and not re.search(rf"[的里那这座片]{place}(?<=[山岭林田园湖河塘])", question.folded)
        and not _is_guessed(place)
        and not _POINTS_AT.match(place)
    )
    if opening and (
        (opening[1][-1] == "省" and opening[1][:-1] not in PROVINCES) or OURS.match(opening[1])
    ):
        opening = None  # 所谓省|重点平台
    if opening and _POINTS_AT.match(opening[1]):
        opening = None
    if opening and _PRAISED.fullmatch(_SUFFIX.sub("", opening[1])):
        opening = None
    if opening and not is_generic(opening[1]) and not any(p in opening[1] for p in known):
        found.setdefault(opening[1])
    for place in known:
        if not any(place in other for other in found):
            found.setdefault(place)
    ordered = sorted(found, key=question.folded.find)
    return _without_wider(ordered, question.folded) if question.language == "en" else tuple(ordered)


# 石桥 village, 清河 / 石桥 in 清河 County: what lies around it is told behind it in English.
_LIES_IN = re.compile(
    r"(?: (?:village|town|township|county|district|city|community|subdistrict|street))?(?:,(?: in)?| in| of)(?: the)? $"
)


def _without_wider(places: Sequence[str], folded: str) -> tuple[str, ...]:
    """Places of an English question, without those that another is only said to lie in."""
    kept: list[str] = []
    end = -1
    for place in places:
        start = folded.find(place)
        if end < 0 or _LIES_IN.fullmatch(folded[end:start]) is None:
            kept.append(place)
        end = start + len(place)
    return tuple(kept)


# Words before a class word that point, ask, count or go, and name nothing: 那个镇, 多少个村, 往乡镇.
_POINTS_AT = re.compile("[那这哪]|多少|[几个往]|走路|转[去到]|国内")
# What a class word is only said to be: 百强县, 第一村, 好小区.
_PRAISED = re.compile(
    "(?:第一|[十百千]强|好|新|老|大|小|先进|示范|明星|文明|美丽|富裕|贫困|强|穷|富)"
)
# Word classes of which no part of a name is, where the tagger is sure of the word.
_NO_PART = ("v", "p", "d", "c", "m", "q", "r", "u")


@lru_cache(maxsize=4096)
def _is_guessed(place: str) -> bool:
    """Whether a place is the tagger's guess alone: 池非 of 川江池非遗课, 留在县 of 留在县以上单位.

    What the dictionary knows and what ends with a class word behind a name is none.
    """
    import rjieba

    suffix = _SUFFIX.search(place)
    head = place[: suffix.start()] if suffix else place
    if _PRAISED.fullmatch(head):
        return True
    if rjieba.has_word(place):
        return False
    if suffix is None:
        return place not in PROVINCES
    words = rjieba.tag(head)
    return any(len(word) > 1 and tag[0] in _NO_PART for word, tag in words) or (
        len(words) > 1
        and words[0][1][0] in _NO_PART
        and words[0][0] in "到从在把给让被夸告去来往向朝替由自比"
    )


def opens_with_known(word: str, names: NameIndex) -> str | None:
    """The place of the collection that `word` begins with, where that is not all of its name."""
    if word in names.names or place_core(word) in names.places:
        return None
    return next((known for known in names.places_in(word)[:1] if word.startswith(known)), None)


def _without_its_verb(place: str, names: NameIndex | None) -> str:
    """青石用|无人机: a place of the collection, where the tagger has taken what follows into it."""
    if names is None:
        return place
    known = opens_with_known(place, names)
    # 浔石|去县|城: where one goes is no part of the name either.
    goes = known is not None and place[len(known)] in "去到往回至离"
    return known if known is not None and (goes or not _SUFFIX.search(place)) else place


def _lies_in(core: str, other: str, evidence: Evidence) -> bool:
    """Whether the passage prints a place right after another: 云岭镇|石桥村."""
    within = rf"{re.escape(other)}(?:镇|乡|街道|区|县|市)?{re.escape(core)}"
    return re.search(within, around(evidence)) is not None


_ALL_OVER = re.compile(r"全省|我省|[省国]内|全国|各[市县区]|[0-9]个?(?:山区)?[市县区]")


def _parts_of_province(
    core: str, question: Question, evidence: Evidence, names: NameIndex | None
) -> list[str]:
    """The counties that all figures of a sentence are of, where a figure of the province is asked."""
    if core in ("中国", "全国") or question.kind != "figure" or names is None:
        return []
    if _ALL_OVER.search(fold_text(evidence.text)):
        return []
    counted = [f for f in evidence.figures if f.kind not in ("date", "period", "time", "name")]
    owners = {f.subject.place or "" for f in counted}
    parts = [
        place
        for place in owners
        if _SUFFIX.search(place) and place_core(place) in names.places and core not in place
    ]
    return sorted(parts) if len(parts) == len(owners) else []


def _is_elsewhere(province: str, evidence: Evidence, names: NameIndex) -> bool:
    """Whether the articles name provinces, but never this one."""
    if province in ("中国", "全国") or province in names.places:
        return False
    article = evidence.candidate.article
    heads = f"{article.source or ''}{article.title or ''}{article.subtitle or ''}"
    told = fold_text(f"{heads}{article.text}")
    return province not in told and not names.places.isdisjoint(PROVINCES)


def place_unmet(
    asked_places: Sequence[str],
    question: Question,
    evidence: Evidence,
    names: NameIndex | None = None,
) -> Unmet | None:
    """What is told instead of the places asked about; `None` where `evidence` may be of them.

    Only the most specific place must be carried: its province need not be printed.
    """
    asked = asked_places[-1]
    core = place_core(asked)
    if _only_compared_with(core, question, evidence):
        return Unmet("place", asked, "")
    sentence = fold_text(evidence.text)
    if core in sentence or _is_meant(asked, evidence):
        return None
    if (zone := _ZONE.search(core)) and core[: zone.start()] in sentence:
        return None  # 青石高新区: what lies there is told of by the town's name as well
    wider = _WIDER.search(sentence)
    if core in PROVINCES:
        if names is not None and _is_elsewhere(core, evidence, names):
            return Unmet("place", asked, "")
        # A newspaper of the province calls it 全省 or leaves it out.
        rivals = [place for place in places_in(sentence) if place_core(place) in PROVINCES - {core}]
        if not rivals and len(asked_places) == 1:
            rivals = _parts_of_province(core, question, evidence, names)
        return Unmet("place", asked, rivals[0]) if rivals else None
    suffix = _SUFFIX.search(asked)
    article = evidence.candidate.article
    local = suffix.group() in _LOCAL if suffix else is_local(core, article)
    rivals = [
        place
        for place in places_in(sentence)
        if (place.endswith(suffix.group()) if suffix else _SUFFIX.search(place))
        and place_core(place) not in PROVINCES
        # 定为村: the tagger's guess at a name is one where the whole collection bears it out.
        and (names is None or place_core(place) in names.places)
    ]
    about = is_set_in(core, article)
    if about and not local and (_ASKS_PLACE.search(question.folded) or question.kind != "figure"):
        # Which town of the county it is, or what happened in it: the town is no rival.
        rivals = [place for place in rivals if not place.endswith(_LOCAL)]
    if wider is None and suffix is not None and suffix.group() in _LOCAL:
        wider = _WHOLE_DISTRICT.search(sentence)
    if wider and not rivals:
        return Unmet("place", asked, wider[1])
    if core in fold_text(f"{article.title or ''} {article.subtitle or ''}"):
        return None
    if rivals:
        # Without its class word a village may be meant, and its town be what the sentence names.
        within = suffix is None and (about or core in around(evidence))
        return Unmet("place", asked, None if within else rivals[0])
    spoken = _last_spoken(evidence, names)
    if about and not local and not _WHOLE_LOCAL.search(sentence):
        # What is told of an article's own county or town may happen in any part of it.
        other = spoken is not None and not is_local(place_core(spoken), article)
        strange = other and not is_set_in(place_core(spoken or ""), article)
        return Unmet("place", asked) if strange and place_core(spoken or "") not in core else None
    if about and local and not _WHOLE_WIDE.search(sentence):
        # So is what an article about a town tells, where no other town is named in between.
        other = spoken is not None and place_core(spoken) not in core
        beside = other and is_local(place_core(spoken or ""), article)
        if not beside and _opens_elsewhere(core, local, evidence, names) is None:
            return None
    if core not in around(evidence):
        if suffix is not None and (frame := _FRAMED.match(sentence)) and frame[1] not in core:
            # 在白水,全县有…: said to be of another place, whatever class word is left out.
            framed = () if names is None else names.places_in(frame[1])
            if framed and framed[0] == frame[1] and not about:
                return Unmet("place", asked, frame[1])
        told = fold_text(article.text).count(core)
        # What is known for a place is no slip of the tagger's; an article about it may say less.
        known = names is not None and core in names.places and told < _ABOUT_IT
        return Unmet("place", asked, None if about or (told and not known) else "")
    rival = _opens_elsewhere(core, local, evidence, names)
    if rival is not None:
        return Unmet("place", asked, rival)
    # Elsewhere in the passage: the place that was named last is the one that is spoken of.
    if spoken is not None and place_core(spoken) not in core and core not in spoken:
        passage = evidence.candidate.passage
        before = fold_text(article.text[passage.start : evidence.start])
        # After it there may stand a part of the place, which the collection does not know by name.
        later = before.rfind(core) > before.rfind(spoken) and spoken not in sentence
        return None if later else Unmet("place", asked)
    return None


def _opens_elsewhere(
    core: str, local: bool, evidence: Evidence, names: NameIndex | None
) -> str | None:
    """The place that a sentence opens with, if it is told of that place and not of `core`.

    The town that a village lies in is printed before it somewhere: 云岭镇石桥村.
    """
    if names is None:
        return None
    # 杭州|青云文化有限公司: where a company or a person comes from, the sentence is not told of.
    sentence = re.sub(rf"[\u4e00-\u9fff]{{2,3}}{_ORIGIN}", "", fold_text(evidence.text))
    opening = names.places_in(sentence[:OPENS_WITHIN])
    if not opening:
        return None
    rival = opening[0]
    within = not local and is_local(place_core(rival), evidence.candidate.article)
    same = place_core(rival) in core or core in rival
    # What is told of a city is no figure of one of its counties.
    inside = local and _lies_in(core, place_core(rival), evidence)
    return None if same or within or inside else rival


def _only_compared_with(core: str, question: Question, evidence: Evidence) -> bool:
    """Whether the passage names `core` only as what something else is compared with."""
    if ASKS_CHANGE.search(question.folded) or is_set_in(core, evidence.candidate.article):
        return False
    context = around(evidence)
    compared = len(re.findall(rf"{_COMPARED_WITH}{re.escape(core)}", context))
    return compared > 0 and compared == context.count(core)


def _last_spoken(evidence: Evidence, names: NameIndex | None) -> str | None:
    """The place that the passage names last, up to the end of the sentence; no one's origin."""
    if names is None:
        return None
    passage = evidence.candidate.passage
    before = fold_text(evidence.candidate.article.text[passage.start : evidence.end])
    for place in set(names.places_in(before)):
        before = re.sub(rf"{re.escape(place)}{_ORIGIN}", "", before)
    spoken = [place for place in names.places_in(before) if place not in PROVINCES]
    return spoken[-1] if spoken else None


def _is_meant(asked: str, evidence: Evidence) -> bool:
    """Whether 该村 in the sentence is the place asked about: the last village that was named."""
    that = _THAT.search(fold_text(evidence.text))
    if that is None:
        return False
    passage = evidence.candidate.passage
    before = fold_text(evidence.candidate.article.text[passage.start : evidence.start])
    named = [name for _, _, name in places(before) if name.endswith(that["kind"])]
    return bool(named) and place_core(asked) in named[-1]


def around(evidence: Evidence) -> str:
    """The passage of `evidence` with its headings and the newspaper's name, folded."""
    article, passage = evidence.candidate.article, evidence.candidate.passage
    parts = (article.title, article.subtitle, article.source, passage.heading, passage.text)
    return fold_text("\n".join(part for part in parts if part))
