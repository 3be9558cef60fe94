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
from .who import Name

Score = Callable[[Question, Evidence, Name], float]

_PLACE_WORD = re.compile(
    r"(?:[省市区县镇乡村岛山江河湖海路街巷桥寺庙馆园站场楼校院店城湾港国]|社区|中心|广场|新城|片区|地区|平台|基地|[上里内边旁])$"
)
# A name of this length may be a place without saying so: 安吉, 乌镇西栅.
_SHORT_NAME = 6
# What lies right inside a place that says what it is: 松溪镇|老桥头村.
_KINDS = "街道|社区|[县区镇乡村]"
_CLASS_END = re.compile(rf"(?:[省市州]|{_KINDS})$")
_CLASS_WORD = re.compile(rf"[省市州]|{_KINDS}")
_CLASS_ASKED = re.compile(
    r"(?:哪|什么)一?个?(?P<class>街道|社区|[省市区县镇乡村])(?![里内]?人|长|委)"
)
_ENGLISH_CLASS_ASKED = re.compile(
    r"\b(?:which|what) (?P<class>village|town|township|county|district|city|province|community|subdistrict)\b"
)
_IN_CHINESE = {
    "village": "村", "town": "镇", "township": "乡", "county": "县", "district": "区", "city": "市",
    "province": "省", "community": "社区", "subdistrict": "街道",
}  # fmt: skip
_NO_NAME = "各该全本每两几多的了在有和与及是为将把从到被个家共设"
_INSIDE = re.compile(rf"(?:(?![{_NO_NAME}])[\u4e00-\u9fff]){{2,5}}?(?:{_KINDS})(?![级民里])")


def spoken_place(question: Question, evidence: Evidence, score: Score) -> Name | None:
    """The place to take when the reader points at none, or at the one asked about."""
    folded = fold_text(evidence.text)
    if len(folded) != len(evidence.text):
        return None
    spoken = [name for name in places_whole(folded) if place_core(name.text) not in question.folded]
    if not spoken:
        return None
    if evidence.span is not None:
        a, b = evidence.span[0] - evidence.start, evidence.span[1] - evidence.start
        pointed = folded[a:b]
        if not any(core in pointed for core in map(place_core, question.places)):
            return None
    return max(spoken, key=lambda name: (score(question, evidence, name), -name.start))


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


def place_of_class(question: Question, evidence: Evidence, score: Score) -> Name | None:
    """The place of the class that is asked for, without what lies in it: 哪个村, which town.

    In English without what it lies in, either: who asks which town knows the county.

    >>> class_of_place("书屋开在哪个村?"), class_of_place("in which town is the school?")
    ('村', '镇')
    """
    wanted = class_of_place(question.folded)
    folded = fold_text(evidence.text)
    if wanted is None or len(folded) != len(evidence.text):
        return None
    found: list[Name] = []
    for place in places_whole(folded):
        at = place.text.rfind(wanted)
        if at < 1:
            continue
        end = at + len(wanted)
        start = 0
        if question.language == "en":
            start = max((m.end() for m in _CLASS_WORD.finditer(place.text, 0, at - 1)), default=0)
        text = place.text[start:end]
        if place_core(text) not in question.folded:
            found.append(Name(text, place.start + start, place.start + end))
    return max(found, key=lambda name: (score(question, evidence, name), -name.start), default=None)


def class_of_place(folded: str) -> str | None:
    """The class word of the place that a folded question asks for, in Chinese."""
    match = _CLASS_ASKED.search(folded)
    if match is not None:
        return match["class"]
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
    if len(pointed) <= _SHORT_NAME or _PLACE_WORD.search(pointed):
        return True
    return bool(places(pointed))


def place_before(question: Question, evidence: Evidence) -> tuple[int, int] | None:
    """The last place named before the sentence in its passage, whole; offsets into the article."""
    start = evidence.candidate.passage.start
    text = evidence.candidate.article.text[start : evidence.start]
    folded = fold_text(text)
    if len(folded) != len(text):
        return None
    for place in reversed(places_whole(folded)):
        if place_core(place.text) not in question.folded:
            return start + place.start, start + place.end
    return None
