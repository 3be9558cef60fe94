"""Names of persons, places and sites in a Chinese text.

>>> places_named("山阳乡大沟村有多少户？"), persons_in("何小兰今年多大？")
(['山阳乡大沟村'], ['何小兰'])
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from index.figures.places import is_generic

from .frame import TIME
from .question import content_words
from .tagging import tagged

_PERSON_NAME = ("nr", "nrt", "nrfg")
NOT_PERSONS = re.compile(
    r"师傅$|居民|农民|村民|职工|老人|儿童|学生|人均|企业|公司|[省市区县镇村路桥湖山园装]$|[0-9]"
)
_PLACE_END = re.compile(r"(?:省|市|区|县|镇|乡|村|街道|社区|州|岛|新城)$")
# 山川乡大沟村: a chain of class words that the tagger cuts wrongly.
_CHAIN = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,3}?(?:省|市|区|县|镇|乡|街道))*"
    r"[\u4e00-\u9fff]{1,4}?(?:省|市|区|县|镇|乡|村|街道|社区)(?![民级长委均域场政值容貌下]|集体|办)"
)
# 镇里, 村上: a level, whatever the tagger takes it for.
_LEVEL_ONLY = re.compile(r"^[省市县区镇乡村][里上]")
_BEFORE_PLACE = re.compile(r"^(?:(?:谁|什么人|哪位)(?:是|当|担任|任)|在|位于|从|给|为|向|对)")
_NO_PLACE = re.compile(
    r"农村|乡村|乡镇|村镇|城乡|城镇|城市|城区|地区|小区|园区|校区|社区$|未来|[全各每本该此这那哪谁几多能会可把将被让使对向从和与或跨]|的|有|在"
)
_NO_PLACES = frozenset("台风 乡镇 村镇 镇村 城乡 农村 乡村 城镇 城市 城区 地区 小区 上门".split())
_NATIONWIDE = re.compile(r"全(?:国|省|市|区|县|镇|乡|村|球|世界)|世界|国内|省内|我国|中国")
# What people go to: 东河的花园, but not 石桥村的游客.
SITE = re.compile(
    r".(?:园|馆|院|校|学|中心|食堂|广场|市场|街|站|景区|基地|码头|礼堂|厂|店|餐厅|酒店|民宿|湖|山|岛|桥|路|道|书房|庄园|农场|平台|寺|塔)$"
)
_SURNAME = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢方钱汪金陆"
_SURNAME_SET = frozenset(_SURNAME)
NAMED_LIKE = re.compile(f"[{_SURNAME}][一-鿿]{{1,2}}")
_GIVEN = 2
# 方大姐, 陈医生: known by a surname and what they are called.
_CALLED = re.compile(
    rf"(?:^|(?<=[，,在给和与是到由从对的]))[{_SURNAME}](?:大姐|大妈|大爷|大伯|大叔|大娘|阿姨|师傅|老师|医生|女士|先生|奶奶|爷爷|老汉|老伯)"
)


def persons_in(text: str) -> list[str]:
    """Names of persons in a text, as the tagger finds them; 周|海燕 is one."""
    found: list[str] = []
    surname = ""
    for (word, tag), (after, _) in itertools.pairwise((*tagged(text), ("", ""))):
        named = tag in _PERSON_NAME
        if named and len(word) == 1:
            surname = word
            continue
        at = text.find(word)
        if (
            named
            and not surname
            and len(word) == _GIVEN
            and text[max(at - 1, 0) : at] in _SURNAME_SET
        ):
            surname = text[at - 1]
        name = surname + word
        if after in ("了", "过", "着"):
            # 吴小根养|了, 钱花|了: a verb stands there.
            name = name[:-1]
        if named and 2 <= len(name) <= 4 and not NOT_PERSONS.search(name):
            found.append(name)
        surname = ""
    return [*(m.group() for m in _CALLED.finditer(text)), *found]


def places_named(text: str) -> list[str]:
    """Names of places in a text, neighbours joined: 山阳乡 + 大沟村 is one."""
    text = _LEVEL_ONLY.sub("", text)
    chain = _CHAIN.match(_BEFORE_PLACE.sub("", TIME.sub("", text)))
    if chain is not None and not _NO_PLACE.search(chain.group()) and chain.group() in text:
        rest = text[text.index(chain.group()) + len(chain.group()) :]
        return list(dict.fromkeys([chain.group(), *_places(rest)]))
    return _places(text)


def head_name(text: str) -> str:
    """The name at the head of a question that has no class word (东平, 绿源), or ""."""
    text = TIME.sub("", text)
    if known := _known_at_head(text):
        return known
    words = tagged(text)
    if words and words[0][1] in ("nr", "ns", "nz", "nt", "nrt", "nrfg") and len(words[0][0]) >= 2:
        return "" if NOT_PERSONS.search(words[0][0]) else words[0][0]
    return ""


@contextmanager
def knowing(places: Container[str]) -> Iterator[None]:
    """Places without their class word that `head_name` knows while this lasts: those of a collection."""
    token = _KNOWN.set(places)
    try:
        yield
    finally:
        _KNOWN.reset(token)


_KNOWN: ContextVar[Container[str]] = ContextVar("known places", default=frozenset())
_LONGEST_KNOWN = 4


def _known_at_head(text: str) -> str:
    known = _KNOWN.get()
    heads = (text[:size] for size in range(_LONGEST_KNOWN, 1, -1))
    return next((head for head in heads if len(head) > 1 and head in known), "")


def wide_place(text: str) -> bool:
    """Whether words name a whole level and no place: 全省, 全国."""
    return bool(_NATIONWIDE.fullmatch(text))


def _places(text: str) -> list[str]:
    joined: list[str] = []
    end = -1
    # Case folds, nothing else: the names must be found again as printed.
    for place in content_words(text.lower(), "zh-Hans")[1]:
        at = text.lower().find(place, max(end, 0))
        if at < 0 or place in _NO_PLACES or (place[-1] in "村镇乡县区市" and is_generic(place)):
            continue
        printed = text[at : at + len(place)]
        if joined and at == end:
            joined[-1] += printed
        elif printed not in joined:
            joined.append(printed)
        end = at + len(place)
    return joined


def is_surname(character: str) -> bool:
    """Whether a character is one of the common surnames."""
    return character in _SURNAME_SET


def is_site(name: str) -> bool:
    """Whether a name ends as that of something one can go to or do business with: 创业园, 公司."""
    return bool(SITE.search(name) or re.search("(?:公司|集团|合作社|协会)$", name))


def is_known_place(text: str) -> bool:
    """Whether a collection that is known (`knowing`) has a place of this name."""
    return text in _KNOWN.get()


def is_place(text: str) -> bool:
    """Whether a name ends as the name of a place does."""
    return bool(_PLACE_END.search(text))
