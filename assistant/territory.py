"""How large a town, a county or a city is: its own area, not that of something in it.

It is told as 全县面积960平方公里, as 清河县，960平方公里, or in passing: 960平方公里的土地上. Ponds, parks and
floors of the place have areas, too, and none of them answers.

>>> from index.figures import find_figures
>>> told = "960平方公里的土地上，茶园有4万亩，养殖面积2万亩。"
>>> [figure.text for figure in territories_in(told, find_figures(told))]
['960平方公里']
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Article
from index.figures import Figure
from index.figures.places import places
from index.normalise import fold_text

from .evidence import Evidence
from .expected import figure_fits
from .names import place_core
from .question import Question
from .setting import is_set_in

_CLASS = r"(?:省|市|区|县|镇|乡|村|街道|社区|州|岛|新区|新城)"
# All that a question on a place's own area says beside the place.
_ASKS = re.compile(
    r"(?:请问|到底|大概|总共|一共|整个[省市县区镇乡村]?|全[省市县区镇乡村]|全境|现在|现有|目前|的|有|是|约|占|地|土地|国土|陆域|陆地|区域|行政|辖区|市域|县域|镇域|村域|总|面积|方圆|按|写|算|"
    r"多大|多少|几|大|平方公里|平方千米|平方米|平方|公顷|亩|地方|地盘|范围|呢|啊|呀|吗|那|这|个|座|,|\?|\s)*"
)
_NAMES_AREA = re.compile(r"多大|面积|占地|平方|公顷|亩|方圆|地盘|地方")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_ENGLISH = re.compile(
    r"how (?:big|large) (?:is|was) (?:the )?(?P<one>[a-z ]*)\?*"
    r"|(?:what is|what's|how large is|how big is) the (?:total |land |whole )*(?:area|size) of (?:the )?(?P<two>[a-z ]*)\?*"
    r"|how many (?:square (?:kilomet\w+|met\w+|miles)|hectares|mu|acres) (?:does|is|are|has) (?:the )?(?P<three>[a-z ]*?) ?(?:cover|have|span|measure|in area|big|large)*\?*"
)
_ENGLISH_CLASS = re.compile(
    r"(?:city|town|county|district|village|province|township|of|the|itself|area|\s)*"
)
_LAND = re.compile(
    r"的?(?:[\u4e00-\u9fff]{0,4}?)(?:大地|土地|热土|沃土|版图|国土|辖区|市域|县域|镇域|村域|区域|地域|疆域|山水|家园|山河)"
)
# Right before the figure, in its clause: 全县总面积达.
_AREA = re.compile(
    r"(?:(?<!规划)(?<!建筑)(?<!占地)(?<!养殖)(?<!种植)(?<!流转)(?:总|土地|国土|陆域|陆地|区域|行政区域|行政区划|地域|辖区|市域|县域|区域|镇域|村域|乡域|全域|境域|全境)(?:总)?面积|方圆|幅员"
    rf"|(?:^|[,，。;；、“]|全|该|本|{_CLASS})(?:的)?(?:总)?面积|{_CLASS}占地(?:面积)?)(?:约为?|达到?|为|是|有|共|近|超过?|仅|只有)*$"
)
# 青溪县，960平方公里，人口40万: nothing but the name before the figure.
_BARE = re.compile(rf"{_CLASS}[,，](?:方圆|地广)?$")
# Characters before a figure that may name the place.
_NEAR = 20
SEARCHED = "总面积 土地 大地 平方公里"


def place_measured(question: Question) -> str | None:
    """The place whose own area a question asks for, without its class word; `None` for any other.

    >>> from .question import parse_question
    >>> place_measured(parse_question("清河县有多大?")), place_measured(parse_question("清河县的茶园有多大?"))
    ('清河', None)
    """
    folded = question.folded
    named = list(question.places)
    if match := _ENGLISH.fullmatch(_HAN.sub("", folded).strip()):
        named = _HAN.findall(folded)
        rest = next((group for group in match.groups() if group is not None), "")
        if len(named) != 1 or not _ENGLISH_CLASS.fullmatch(rest):
            return None
        return place_core(named[0])
    if question.kind != "figure" or len(named) != 1 or not _NAMES_AREA.search(folded):
        return None
    before, _, after = folded.partition(named[0])
    return place_core(named[0]) if _ASKS.fullmatch(before + after) else None


def territories_in(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a sentence that tell how large a whole place is."""
    return [
        figure
        for figure in figures
        if figure_fits("area", figure)
        and (
            _LAND.match(fold_text(text[figure.end :]))
            or _AREA.search(fold_text(text[: figure.start]))
            or _BARE.search(fold_text(text[: figure.start]))
        )
    ]


def tells_territory(place: str, evidence: Evidence) -> list[Figure]:
    """The figures of a sentence that tell how large `place`, without class word, is.

    It is named in the clause, or the clause names no other place and the article is set there.
    """
    told = []
    for figure in territories_in(evidence.text, evidence.figures):
        named = figure.subject.place
        clause = re.split(r"[。;；]", fold_text(evidence.text[: figure.start]))[-1]
        here = place in clause[-_NEAR:]
        elsewhere = named is not None and place_core(named) != place
        if here or (not elsewhere and _is_told_of(place, evidence.candidate.article)):
            told.append(figure)
    return told


def _is_told_of(place: str, article: Article) -> bool:
    """Whether an article is set in `place`, and its title in no place inside it: 清河|松溪镇."""
    if not is_set_in(place, article):
        return False
    for title in filter(None, (article.title, article.subtitle)):
        spans = places(fold_text(title))
        ends = {end for _, end, name in spans if place_core(name) == place}
        if any(start in ends for start, *_ in spans):
            return False
    return True
