"""Where something is, told by a site rather than by the name of a place: 湖滨客运站服务台, 村里的旧粮仓.

A site's name goes on behind the place that it begins with, and begins before the word that the reader
points at; a common noun is a place where 在, 搬进 or 运往 leads to it.

>>> [site.text for site in sites_in("失物可到湖滨客运站服务台认领，旧书搬进村里的老粮仓。")]
['湖滨客运站服务台', '村里的老粮仓']
"""

from __future__ import annotations

import re

from index.normalise import fold_text

from .tagging import tagged
from .who import Name, organisations_in

# What leads to where something is or goes.
_LEADS = re.compile(
    r"(?:位于|坐落于|坐落在|地处|地址[为是:]|设在|建在|开在|办在|放在|存放在|停在|住在|搬[进到至往入]|运[往到至进]|送[往到至进]|迁[往到至入]|"
    r"落户|起点(?:是|为|设在)|终点站?(?:是|为|设在)|(?<![现正存实所])在|到|往|进驻|前往)$"
)
# A site's name ends so.
_SITE_END = re.compile(
    r"(?:[站院馆园厂店楼厅室所台校塔亭仓库场房桥巷街路口寺庙湖山湾村镇乡区县市坡坪岭沟坝棚院落号堂]|中心|广场|旧址|原址|基地|码头|社区|空地|大院|门口|食堂|超市|树下|山上|河边|江边|海边|[东西南北]侧|[东西南北]头)$"
)
_IN_SITE = frozenset("n j b a m l s f q z r".split())
# 各村, 这些店: no name begins or goes on so.
_DETERMINERS = re.compile("[各这那该每某几两]|多个|全[国省市县]")
_ADDRESS = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:路|街|巷|大道|弄)[0-9]+号(?:[0-9a-z]+(?:室|楼|层|幢|栋|座))*"
)
_ASKS_ADDRESS = re.compile(r"地址|门牌|几号|什么路|哪条路|哪一?条街|\baddress\b|\bwhat street\b")
_LONGEST = 16
_SHORTEST = 3


def address_asked(folded: str, text: str) -> Name | None:
    """The street and number that `text` prints, where a folded question asks for an address.

    >>> address_asked("服务站的地址是什么?", "服务站在松江路18号2楼。").text
    '松江路18号2楼'
    """
    if _ASKS_ADDRESS.search(folded) is None:
        return None
    folded_text = fold_text(text)
    if len(folded_text) != len(text) or (match := _ADDRESS.search(folded_text)) is None:
        return None
    lead = re.match(r".*(?:地址[为是]?|位于|地处|设在|(?<![现正存实所])在|到)", match.group())
    start = match.start() + (lead.end() if lead else 0)
    return Name(text[start : match.end()], start, match.end())


def sites_in(text: str) -> list[Name]:
    """What stands behind words that lead to a place, as far as it is one name of a site."""
    words = _words(text)
    found: list[Name] = []
    for number, (_, _, start) in enumerate(words):
        if _LEADS.search(text, max(0, start - 6), start) is None:
            continue
        end = _site_end(words, number)
        if end - start >= _SHORTEST:
            found.append(Name(text[start:end], start, end))
    return found


def whole_site(text: str, start: int, end: int) -> tuple[int, int]:
    """A span widened to the site whose name it is a part of; as it is where it is none.

    >>> text = "他在县中医院住了一夜，钱包落在湖滨客运站服务台。"
    >>> [text[slice(*whole_site(text, text.index(part), text.index(part) + len(part)))]
    ...  for part in ("中医院", "湖滨")]
    ['县中医院', '湖滨客运站服务台']
    """
    for name in (*sites_in(text), *organisations_in(text)):
        if name.start <= start and end <= name.end and name.end - name.start <= _LONGEST:
            # 松溪镇的展馆: what the place has is not where it is.
            owner = text.find("的", end, name.end)
            return name.start, name.end if owner < 0 else owner
    words = _words(text)
    for number, (_, _, at) in enumerate(words):
        if at == start:
            return start, max(end, _site_end(words, number, owned=False))
    return start, end


def _words(text: str) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    position = 0
    folded = fold_text(text)
    for word, tag in tagged(folded if len(folded) == len(text) else text):
        found.append((word, tag, position))
        position += len(word)
    return found


def _site_end(words: list[tuple[str, str, int]], first: int, *, owned: bool = True) -> int:
    """Where the last site word ends of the nouns that follow one another from `first`.

    `owned` lets 的 stand between them: 村里的粮仓.
    """
    start = end = words[first][2]
    for word, tag, at in words[first:]:
        named = tag[:2] in ("ns", "nr", "nz", "nt", "vn") or word in ("老", "旧", "新")
        named = named or (owned and word == "的")
        if _DETERMINERS.match(word) or not (tag[:1] in _IN_SITE or named):
            break
        if at + len(word) - start > _LONGEST:
            break
        if _SITE_END.search(word):
            end = at + len(word)
    return end
