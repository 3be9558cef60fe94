"""Which place of the evidence a question asks for: 在哪个村, 在什么地方.

A place is given whole, with those that it lies in as far as they are printed before it: 清河县松溪镇
青石村 rather than 松溪镇.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from index.figures.places import places
from index.normalise import fold_text

from .evidence import Evidence
from .names import place_core
from .question import Question
from .told_closer import TOLD_CLOSER
from .who import Name, organisations_in

Score = Callable[[Question, Evidence, Name], float]

_PLACE_WORD = re.compile(
    r"(?:[省市区县镇乡村岛山江河湖海路街巷桥寺庙馆园站场楼校院店城湾港国厅堂室栋层口亭所处畔岸侧段]|社区|中心|广场|新城|片区|地区|平台|基地|附近|周边|[上里内边旁])$"
)
# 在市机关食堂二楼用餐: what stands behind a word of place.
_WHERE = re.compile(r"(?:[在于到至往入进]|位于|来自|设在|落户|走进|前往|抵达)$")
# A name of this length may be a place without saying so: 安吉, 乌镇西栅.
_SHORT_NAME = 6
# What lies right inside a place that says what it is: 松溪镇|老桥头村.
_KINDS = "街道|社区|[县区镇乡村]"
_CLASS_END = re.compile(rf"(?:[省市州]|{_KINDS})$")
_CLASS_WORD = re.compile(rf"[省市州]|{_KINDS}")
_CLASS_ASKED = re.compile(
    r"(?:哪|什么)一?个?(?P<class>街道|社区|[省市区县镇乡村])(?![里内]?人|长|委)"
)
# What has a name of its own within a town: 哪个公园, 哪条街.
_SITES = "小镇|公园|小区|广场|商场|园区|景区|街区|水库|码头|大厦|大道|路|街|巷|桥|山|岛|湖"
_SITE_ASKED = re.compile(rf"(?:哪|什么)一?[个条座]?(?P<site>{_SITES})")
_ENGLISH_SITE_ASKED = re.compile(
    rf"\b(?:which|what) {TOLD_CLOSER}"
    r"(?P<site>park|square|reservoir|wharf|road|street|bridge|mountain|hill|island|lake)\b"
)
_SITES_IN_CHINESE = {
    "park": "公园", "square": "广场", "reservoir": "水库", "wharf": "码头", "road": "大道|路|街", "street": "大道|路|街|巷",
    "bridge": "桥", "mountain": "山", "hill": "山", "island": "岛", "lake": "湖",
}  # fmt: skip
# What no name of a site holds, or what its name stands behind.
_NO_SITE = re.compile(
    "[在到于从往进的了是有和与及、这那该本各每全条座个家]|位于|建成|打造|来到|走进|开进|搬进"
)
_LONGEST_SITE = 8
_ENGLISH_CLASS_ASKED = re.compile(
    rf"\b(?:which|what) {TOLD_CLOSER}"
    r"(?P<class>village|town|township|county|district|city|province|community|neighbou?rhood|subdistrict)\b"
)
_IN_CHINESE = {
    "village": "村", "town": "镇", "township": "乡", "county": "县", "district": "区", "city": "市",
    "province": "省", "community": "社区", "neighbourhood": "社区", "neighborhood": "社区",
    "subdistrict": "街道",
}  # fmt: skip
# 社区 and 园区 are no 区.
_NO_COMPOUND = {"区": "(?<![社小街园])"}
_NO_NAME = "各该全本每两几多的了在有和与及是为将把从到被个家共设"
_INSIDE = re.compile(rf"(?:(?![{_NO_NAME}])[\u4e00-\u9fff]){{2,5}}?(?:{_KINDS})(?![级民里官])")


def spoken_place(question: Question, evidence: Evidence, score: Score) -> Name | None:
    """The place to take when the reader points at none, or at the one asked about."""
    folded = fold_text(evidence.text)
    if len(folded) != len(evidence.text):
        return None
    spoken = [name for name in places_whole(folded) if place_core(name.text) not in question.folded]
    if evidence.span is not None:
        a, b = evidence.span[0] - evidence.start, evidence.span[1] - evidence.start
        pointed = folded[a:b].strip(_EDGE)
        if _says_where_it_lies(folded[b:], question):
            spoken = [name for name in spoken if name.end <= a or b <= name.start]
        elif not any(_is_all_of(pointed, place_core(place)) for place in question.places):
            return None
    if not spoken:
        return None
    return max(spoken, key=lambda name: (score(question, evidence, name), -name.start))


def _says_where_it_lies(behind: str, question: Question) -> bool:
    """Whether what stands before `behind` tells where a place of the question lies: 江城北部|的清河县.

    Where the question asks for just that, it does not count.
    """
    for place in question.places:
        core = place_core(place)
        if behind.startswith("的" + core):
            return (
                re.search(rf"{core}[省市县区镇乡村]?(?:在|位于|地处|属于?)", question.folded)
                is None
            )
    return False


_EDGE = '“”"，。、的在'


def _is_all_of(pointed: str, core: str) -> bool:
    """Whether words are a place and no more: 松溪镇, but not the 松溪职教中心 that lies there."""
    at = pointed.find(core)
    return at >= 0 and _CLASS_END.sub("", pointed[at + len(core) :]) == ""


def places_whole(folded: str) -> list[Name]:
    """The places of a folded text, each with those that it lies in and that lie in it.

    >>> [place.text for place in places_whole("展馆在清河县松溪镇老桥头村,游客来自江城。")]
    ['清河县松溪镇老桥头村', '江城']
    """
    found: list[Name] = []
    for start, end, _ in places(folded):
        if found and start < found[-1].end:
            continue
        if found and start == found[-1].end:
            start = found.pop().start
        while _CLASS_END.search(folded, start, end) and (inside := _INSIDE.match(folded, end)):
            end = inside.end()
        found.append(Name(folded[start:end], start, end))
    return found


def is_place(folded: str) -> bool:
    """Whether a folded text is places and no more.

    >>> is_place("清河县松溪镇"), is_place("清河县松溪小学")
    (True, False)
    """
    return any(place.text == folded for place in places_whole(folded))


def place_of_class(question: Question, evidence: Evidence, score: Score) -> Name | None:
    """The place of the class that is asked for, without what lies in it: 哪个村, which town.

    In English without what it lies in, either: who asks which town knows the county.

    >>> class_of_place("书屋开在哪个村?"), class_of_place("in which town is the school?")
    ('村', '镇')
    """
    wanted = class_of_place(question.folded)
    folded = fold_text(evidence.text)
    if len(folded) != len(evidence.text):
        return None
    if wanted is None:
        sites = _sites_asked(question.folded, folded)
        return max(
            sites, key=lambda name: (score(question, evidence, name), -name.start), default=None
        )
    found: list[Name] = []
    for place in places_whole(folded):
        at = max(
            (m.start() for m in re.finditer(_NO_COMPOUND.get(wanted, "") + wanted, place.text)),
            default=-1,
        )
        if at < 1:
            continue
        end = at + len(wanted)
        start = 0
        if question.language == "en":
            start = max((m.end() for m in _CLASS_WORD.finditer(place.text, 0, at - 1)), default=0)
        text = place.text[start:end]
        if place_core(text) not in question.folded:
            found.append(Name(text, place.start + start, place.start + end))
    found = found or _named_without_class(question, evidence, folded, wanted)
    return max(found, key=lambda name: (score(question, evidence, name), -name.start), default=None)


def _named_without_class(
    question: Question, evidence: Evidence, folded: str, wanted: str
) -> list[Name]:
    """Where a sentence has what the article calls 清河县 elsewhere, without its class word."""
    cores = {
        place_core(name)
        for _, _, name in places(fold_text(evidence.candidate.article.text))
        if name.endswith(wanted)
    }
    return [
        Name(found.group(), found.start(), found.end())
        for core in sorted(cores)
        if len(core) > 1 and core not in question.folded
        for found in re.finditer(f"{re.escape(core)}(?:{wanted})?", folded)
    ]


def _sites_asked(asked: str, folded: str) -> list[Name]:
    """The names in a folded sentence that end with the word for the site asked for: 哪个公园.

    >>> [name.text for name in _sites_asked("托育园开在哪个公园里?", "在位于清河区2049公园的托育园里")]
    ['2049公园']
    """
    if (match := _SITE_ASKED.search(asked)) is not None:
        site = match["site"]
    elif (match := _ENGLISH_SITE_ASKED.search(asked)) is not None:
        site = _SITES_IN_CHINESE[match["site"]]
    else:
        return []
    found = []
    for word in re.finditer(site, folded):
        start = max(0, word.start() - _LONGEST_SITE)
        before = re.split(r"[^\u4e00-\u9fffA-Za-z0-9]", folded[start : word.start()])[-1]
        start = word.start() - len(before)
        for cut in _NO_SITE.finditer(before):
            start = word.start() - len(before) + cut.end()
        # 清河区|2049公园: where it lies is told before it.
        for end in (end for _, end, _ in places(folded[: word.start()])):
            start = max(start, end)
        # 茶香幼儿园|青石园区: of a body's site the whole name, however long.
        bodies = [body for body in organisations_in(folded) if body.end == word.end()]
        start = min([start, *(body.start for body in bodies)])
        name = folded[start : word.end()]
        if start < word.start() and name not in asked:
            found.append(Name(name, start, word.end()))
    return found


def class_of_place(folded: str) -> str | None:
    """The class word of the place that a folded question asks for, in Chinese."""
    asked = _CLASS_ASKED.findall(folded)
    if asked:
        return str(asked[-1])  # 在哪个镇哪个村: the village, with the town that it lies in
    english = _ENGLISH_CLASS_ASKED.search(folded)
    return None if english is None else _IN_CHINESE[english["class"]]


def widened(evidence: Evidence, start: int, end: int) -> tuple[int, int]:
    """A span that cuts into a place, widened to the whole of it; offsets into the article."""
    folded = fold_text(evidence.text)
    if len(folded) != len(evidence.text):
        return start, end
    for place in places_whole(folded):
        a, b = evidence.start + place.start, evidence.start + place.end
        if a < end and start < b:
            start, end = min(start, a), max(end, b)
    return start, end


def speaks_of_a_place(evidence: Evidence) -> bool:
    """Whether the reader points at something that may be a place."""
    if evidence.span is None:
        return False
    a, b = evidence.span
    pointed = fold_text(evidence.candidate.article.text[a:b]).strip('“”"，。')
    return len(pointed) <= _SHORT_NAME or _is_a_place(pointed, evidence.candidate.article.text[:a])


def place_without_class(question: Question, evidence: Evidence, score: Score) -> Name | None:
    """What a sentence names of the places that the article calls 清河县, 松溪镇 elsewhere, where the
    reader points at no place."""
    if evidence.span is not None:
        a, b = evidence.span
        text = evidence.candidate.article.text
        if _is_a_place(fold_text(text[a:b]).strip(_EDGE), text[:a]):
            return None
    folded = fold_text(evidence.text)
    if len(folded) != len(evidence.text):
        return None
    found = {
        name.start: name
        for wanted in _CLASSES
        for name in _named_without_class(question, evidence, folded, wanted)
    }
    return max(
        found.values(),
        key=lambda name: (score(question, evidence, name), -name.start),
        default=None,
    )


_CLASSES = ("市", "县", "区", "镇", "乡", "街道", "村")


def _is_a_place(pointed: str, before: str) -> bool:
    """Whether folded words are a place by what they end with or name, or by the text before them."""
    named = _PLACE_WORD.search(pointed) or places(pointed) or _WHERE.search(before)
    return bool(named)


_CORES = re.compile("([\u4e00-\u9fff]{2,4}?)(?:街道|社区|[省市区县镇乡村])")


def place_before(question: Question, evidence: Evidence) -> tuple[int, int] | None:
    """The last place named before the sentence in its passage, whole; offsets into the article."""
    start = evidence.candidate.passage.start
    text = evidence.candidate.article.text[start : evidence.start]
    folded = fold_text(text)
    if len(folded) != len(text):
        return None
    for place in reversed(places_whole(folded)):
        # 江城市|清河区: who asks where in 清河 is not told that it is there.
        told = _CORES.findall(fold_text(place.text)) or [place_core(place.text)]
        if told[-1] not in question.folded:
            return start + place.start, start + place.end
    return None
