"""Place names in running text, without a list of places.

A place is what the part-of-speech tagger calls one (ns) and nothing else, or a name before a class
word (妙峰 + 村), which the tagger's dictionary does not know. The tagger calls many common words
places, and guesses at words that it does not know; those are places only where the text says so:
by a class word (朝阳区), a wider place before them (辽宁朝阳), or a locative (在白沟).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .homographs import PERSONS, sense_of

_CLASS = tuple(
    "自治区 自治州 自治县 街道 社区 新区 高新区 开发区 省 市 县 区 镇 乡 村 州 岛 湾".split()
)
_WATERS = tuple("江河湖溪")
# What kind of place it is, never which.
_KINDS = frozenset(
    """
    行政 自然 产业园 科技园 工业园 软件园 物流园 创业园 示范 试验 试点 欠发达 地级 县级 省级 市级 副省级 设区 建制 高新 开发 工业 经济 旅游 度假
    沿海 海岛 半山 高山 主城 中心 中心城 城市 文明城市 农村 新农村 乡村 未来 重点 特色 宜居 美丽 周边 附近 邻近
    国内 国外 海外 全球 世界 我们 所有
    """.split()
)
# 全村, 该镇, 省市区, 老城区, 老小区, 文明城市: class words, and what tells one from another without naming it.
_UNNAMED = re.compile(
    r"[全该本各我外当一两几每诸设]?[省市县区镇乡村州城集街道社域地]+|[新老特主]城?区|[新老旧大小](?:小区|社区|街区)|[新老]城|.+城市|新农村|[大小老穷]山村|整个?[省市县区镇乡村]"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+$")
# 在安吉,…: what opens a sentence like this is where it happens.
_LOCATED = re.compile(r"(?:^|[。!?;\n])在([\u4e00-\u9fff]{2,3}),")
_LOCATIVE = re.compile(r"(?:在|位于|来自|地处|前往|抵达|赴)$")
_KIND_AHEAD = re.compile(r"(?:街道|[省市县区镇乡村])(?![省市县区镇乡村民里口委集域])")
# Words that may stand before a class word without naming anything.
_NOT_NAME = frozenset(
    "全该本我各设一这在每城当整农个为又的了是和与及等对从把由向于某此那哪两三几多数主新老大小"
)
_COUNTS = frozenset("一二三四五六七八九十百千")
# Prepositions, conjunctions and the like, which stand before a name: 跟山村.
_FUNCTION_TAGS = ("p", "c", "u", "d", "r", "y")
_LOCAL_CLASS = ("街道", "社区", "镇", "乡", "村")
_ONE_CLASS = ("市", "县", "区", "镇", "乡", "村", "州")
_SHORTEST_WITH_CLASS = 2
# Of single characters that names are made of.
_NAMING_TAGS = ("n", "x", "z", "g")
_NAME_TAGS = PERSONS | {"ns", "nt", "nz"}


def places(text: str) -> list[tuple[int, int, str]]:
    """Spans of the place names of a folded text, in order.

    >>> [p[2] for p in places("扬州市东山区的松溪镇和妙峰村")]
    ['扬州市', '东山区', '松溪镇', '妙峰村']
    >>> [p[2] for p in places("童装是朝阳产业,辽宁朝阳的青春在美丽海岛绽放,红旗村也有台风。")]
    ['辽宁', '朝阳', '红旗村']
    >>> [p[2] for p in places("溪宁县面积大,偏远地区人少")]
    ['溪宁县']
    >>> [p[2] for p in places("近日,洑溪镇的孩子跟山村小学同上一堂课。")]
    ['洑溪镇']
    >>> [p[2] for p in places("石川乡北里村书记代表村集体领奖")]
    ['石川乡', '北里村']
    """
    found: list[tuple[int, int, str]] = []
    located = {m.start(1): m.end(1) for m in _LOCATED.finditer(text)}
    position = 0
    previous: tuple[int, str, str] | None = None
    before: tuple[int, str, str] | None = None
    for word, tag in _words(text):
        start, position = position, position + len(word)
        if not _HAN.match(word):
            previous = before = None
            continue
        if (
            word in _LOCAL_CLASS
            and before is not None
            and previous is not None
            and (_are_one_name(before, previous))
        ):
            # The dictionary cuts 洑 + 溪 + 镇.
            if found and found[-1][0] >= before[0]:
                found.pop()
            found.append((before[0], position, text[before[0] : position]))
        elif (
            word in _CLASS
            and previous is not None
            # 每个箱子|省1400元: nothing is a province but those that are.
            and (word != "省" or previous[2] == "ns")
            # 代表|村集体: what the village owns, after a word that everybody knows.
            and not (text.startswith("集体", position) and _is_common(previous[1]))
            and _may_be_name(previous[1], previous[2])
        ):
            begin = previous[0]
            if found and found[-1][0] == begin:
                found.pop()
            found.append((begin, position, text[begin:position]))
        elif (
            tag == "ns"
            and len(word) == _SHORTEST_WITH_CLASS
            and word.endswith(_ONE_CLASS)
            and not is_generic(word)
            and previous is not None
            and len(previous[1]) == 1
            and previous[1] not in (*_NOT_NAME, *_CLASS)
            and previous[2][:1] in _NAMING_TAGS
        ):
            # The dictionary cuts 溪 + 宁县.
            found.append((previous[0], position, text[previous[0] : position]))
        elif (tag == "ns" and len(word) >= 2 and _is_place(word, text, start, found)) or (
            len(word) >= 3
            and word.endswith(_CLASS)
            and not is_generic(word)
            and word[0] not in _NOT_NAME
            and tag not in ("v", "m", "t", "d")
        ):
            found.append((start, position, word))
        elif (
            word.endswith(("村", "镇", "乡", "区"))
            and previous is not None
            and len(previous[1]) == 1
            and len(word) == 2
            and word[0] not in _NOT_NAME
            and previous[2][:1] not in _FUNCTION_TAGS
            and _may_be_name(previous[1] + word[0], "n")
        ):
            # The dictionary cuts 妙 + 山村.
            found.append((previous[0], position, text[previous[0] : position]))
        elif _is_unknown(word, tag) and text[position : position + 1] in _BEFORE_A_BODY:
            # 青硖|市经|信局: the dictionary knows neither the town nor its office.
            found.append((start, position + 1, text[start : position + 1]))
        before, previous = previous, (start, word, tag)
    if located:
        known = {start for start, _, _ in found}
        found += [
            (a, b, text[a:b])
            for a, b in located.items()
            if a not in known and not is_generic(text[a:b])
        ]
        found.sort()
    return found


def _words(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text with their tags; 石川|乡北里|村 is cut where the township ends."""
    import rjieba

    known = False
    for word, tag in rjieba.tag(text):
        if (
            known
            and len(word) == _CLASS_AND_NAME
            and word[0] in "县区镇乡"
            and not rjieba.has_word(word)
        ):
            yield word[0], "n"
            yield word[1:], "x"
        else:
            yield word, tag
        known = len(word) > 1 and tag[:1] in ("n", "x")


def _is_common(word: str) -> bool:
    """Whether a word stands in the dictionary, and is called no place there."""
    import rjieba

    return rjieba.has_word(word) and all(tag != "ns" for _, tag in rjieba.tag(word))


_CLASS_AND_NAME = 3
_BEFORE_A_BODY = ("市", "县", "区", "镇", "乡", "村")


def _is_unknown(word: str, tag: str) -> bool:
    """Whether a word of two characters is one that no dictionary has."""
    import rjieba

    return (
        len(word) == _TWO
        and tag in ("g", "x", "un")
        and word[0] not in _NOT_NAME
        and not rjieba.has_word(word)
    )


_TWO = 2


@lru_cache(maxsize=8192)
def is_generic(word: str) -> bool:
    """Whether a word that the tagger calls a name is, out of context, no name for sure.

    >>> [word for word in ("松溪镇", "全镇", "示范区", "朝阳", "台风", "浙江") if is_generic(word)]
    ['全镇', '示范区', '朝阳', '台风']
    """
    import rjieba

    if _unnamed(word):
        return True
    sense = sense_of(word)
    if sense == "place" or not rjieba.has_word(word):
        return False
    if sense == "common":
        return True
    tags = [tag for _, tag in rjieba.tag(word)]
    if tags != ["ns"]:
        return len(tags) == 1 and tags[0] not in _NAME_TAGS
    return not says_its_kind(word)


def says_its_kind(word: str) -> bool:
    """Whether a word ends with what it is, after at least two characters: 东山区, 长兴岛, 曹娥江."""
    return any(word.endswith(kind) and len(word) - len(kind) >= 2 for kind in (*_CLASS, *_WATERS))


def _is_place(word: str, text: str, start: int, found: list[tuple[int, int, str]]) -> bool:
    """Whether a word of the text that the tagger calls a place is one."""
    import rjieba

    if _unnamed(word):
        return False
    sense = sense_of(word)
    if sense in ("place", "common"):
        return sense == "place"
    if says_its_kind(word):
        return word[0] not in _COUNTS or word.endswith(_WATERS)  # 三省, 四县; but 七台河
    within = bool(found) and found[-1][1] == start
    if within and (sense == "both" or not rjieba.has_word(word)):
        return True
    return _LOCATIVE.search(text, 0, start) is not None or _named_elsewhere(word, text)


def _named_elsewhere(word: str, text: str) -> bool:
    """Whether the text has the word with a class word: 朝阳 beside 朝阳区; 惠及村民 is no 惠及村."""
    end = -1
    while (end := text.find(word, end + 1)) >= 0:
        if _KIND_AHEAD.match(text, end + len(word)):
            return True
    return False


def _unnamed(word: str) -> bool:
    """Whether a word is class words, with their kind at most: 全镇, 示范区, 行政村, 偏远地区."""
    return (
        _UNNAMED.fullmatch(word) is not None
        or any(word.endswith(kind) and word.removesuffix(kind) in _KINDS for kind in _CLASS)
        or _is_a_kind_of_region(word)
    )


def _is_a_kind_of_region(word: str) -> bool:
    """Whether 地区 stands behind what is no place: 偏远地区, but 阿里地区."""
    import rjieba

    stem = word.removesuffix("地区")
    return len(word) - len(stem) == len("地区") and all(tag != "ns" for _, tag in rjieba.tag(stem))


def _are_one_name(one: tuple[int, str, str], other: tuple[int, str, str]) -> bool:
    """Whether two words, one character each, may be the two of a name that nobody told the tagger."""
    return all(
        len(word) == 1 and word not in _NOT_NAME and tag[:1] in _NAMING_TAGS
        for _, word, tag in (one, other)
    )


def _may_be_name(word: str, tag: str) -> bool:
    return (
        2 <= len(word) <= 4
        and word[0] not in _NOT_NAME
        and word[0] not in "年月日度"
        and word not in _KINDS
        and not word.endswith(("省", "市", "县", "区", "镇", "乡", "街道", "社区"))
        and tag[:1] in ("n", "j", "x", "z", "l", "i", "b", "f", "s", "g")
        and not word.endswith(("行政", "示范", "试验", "试点", "欠发达", "自然", "我们", "所有"))
    )
