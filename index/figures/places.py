"""Place names in running text, without a list of places.

A place is what the part-of-speech tagger calls one (ns), or a name before a class word (妙山 + 村),
which the tagger's dictionary does not know.
"""

from __future__ import annotations

import re

_CLASS = tuple(
    "自治区 自治州 自治县 街道 社区 新区 高新区 开发区 省 市 县 区 镇 乡 村 州 岛 湾".split()
)
# Common nouns, and general words that the tagger calls places.
_GENERIC = frozenset(
    """
    地区 山区 城区 小区 社区 景区 园区 市区 辖区 片区 校区 灾区 郊区 牧区 库区
    矿区 厂区 街区 特区 新区 老区 山区县 海岛县 沿海县 城市 都市 农村 乡村 山村
    全村 全镇 全县 全市 全区 全省 城镇 乡镇 村镇 集镇 市县 县市 省市 县区 市镇
    县城 县域 示范区 试验区 试点区 设区市 地级市 县级市 开发区 高新区 街道 行政村
    自然村 欠发达村 超市 股市 上市 门市 楼市 夜市 集市 本村 本市 宜居 新城 兴旺
    美丽 福利 惠及 治国 青春 扎根 两山 美德 山川 文明城市 长城 平安 和平 永安
    太平 幸福 光明 团结 振兴 镇区 镇村 省市区 花钱买 宝贵 东方 西方 海外 国内
    国外 全球 世界 农田 民生 安全 安定 兴业 富民 开发 朝阳 红旗 胜利 解放 建设
    本省 该村 该镇 该县 该市 该区 我市 我省 我县 我区 我镇 我村 外省 外地 各地
    当地 本地 新农村 一村 主城区 中心城区
    """.split()
)
_HAN = re.compile(r"[\u4e00-\u9fff]+$")
# 在安吉,…: what opens a sentence like this is where it happens.
_LOCATED = re.compile(r"(?:^|[。!?;\n])在([\u4e00-\u9fff]{2,3}),")
# Words that may stand before a class word without naming anything.
_NOT_NAME = frozenset(
    "全该本我各设一这在每城当整农个为又的了是和与及等对从把由向于某此那哪两三几多数主新老大小"
)


def places(text: str) -> list[tuple[int, int, str]]:
    """Spans of the place names of a folded text, in order.

    >>> [p[2] for p in places("湖州市吴兴区的织里镇和妙山村")]
    ['湖州市', '吴兴区', '织里镇', '妙山村']
    """
    import rjieba

    found: list[tuple[int, int, str]] = []
    located = {m.start(1): m.end(1) for m in _LOCATED.finditer(text)}
    position = 0
    previous: tuple[int, str, str] | None = None
    for word, tag in rjieba.tag(text):
        start, position = position, position + len(word)
        if not _HAN.match(word):
            previous = None
            continue
        if word in _CLASS and previous is not None and _may_be_name(previous[1], previous[2]):
            begin = previous[0]
            name = text[begin:position]
            if found and found[-1][0] == begin:
                found.pop()
            if name not in _GENERIC:
                found.append((begin, position, name))
        elif (tag == "ns" and len(word) >= 2 and word not in _GENERIC) or (
            len(word) >= 3
            and word.endswith(_CLASS)
            and word not in _GENERIC
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
            and _may_be_name(previous[1] + word[0], "n")
        ):
            # The dictionary cuts 妙 + 山村.
            found.append((previous[0], position, text[previous[0] : position]))
        previous = (start, word, tag)
    if located:
        known = {start for start, _, _ in found}
        found += [
            (a, b, text[a:b])
            for a, b in located.items()
            if a not in known and text[a:b] not in _GENERIC
        ]
        found.sort()
    return found


def is_generic(word: str) -> bool:
    """Whether a word that the tagger calls a name is a common noun."""
    return word in _GENERIC


def _may_be_name(word: str, tag: str) -> bool:
    return (
        2 <= len(word) <= 4
        and word[0] not in _NOT_NAME
        and word[0] not in "年月日度"
        and word not in _GENERIC
        and not word.endswith(("省", "市", "县", "区", "镇", "乡", "街道", "社区"))
        and tag[:1] in ("n", "j", "x", "z", "l", "i", "b", "f", "s", "g")
        and not word.endswith(("行政", "示范", "试验", "试点", "欠发达", "自然", "我们", "所有"))
    )
