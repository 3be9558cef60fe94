"""Chinese numerals that count nothing: 一些, 十分, 三农, 百货, and 一家 in the sense of "a"."""

from __future__ import annotations

import re

from .amounts import Amount
from .measure_words import Unit
from .numerals import DIGITS
from .scan import Scan
from .units import is_count

_STOP = re.compile(
    r"(?<![0-9])(?:一(?:些|起(?!案)|定|直|样|般|致|切|体|旦|边|面|系列|同|经|律|贯|度|线|流|网|站|手|方|道|路|行|批|大批|代|"
    r"步|番|举|心|把|带|期)|(?:统|唯|专|万|之|进|单|第|同|逐|划|合|如)一|十分(?!钟|之)|百姓|千方百计|千万(?=别|不|要)|万[物象]|"
    r"成千上万|千家万户|千千万万|百尺|四川|三峡|三亚|九江|七夕|百[货科]|百花|万里|千里|千山|一五一十|三三两两|"
    r"三农|四季|五星|三维|四周|四面八方|四通八达|三角|三轮|十字|十里八|五湖四海|五颜六色|七嘴八舌|接二连三|"
    r"百分|两(?:会|岸|侧|旁|手|面|地|边|头|口子|者|难)|三明|三门|六安|九龙|十堰|千岛|万[达科州宁载年]|百度|"
    r"三番|再三|丢三|一二三|三五成群|万元户|周[一二三四五六日]|星期[一二三四五六日]|礼拜[一二三四五六]|"
    r"不二|一百分|万千|千百|亿万|百年(?=大计|老店|树人|未有)|千秋|万全|百般|半百|百科|三伏|三九|四起(?![案事])|七七八八)"
)
# After one digit these make words, not counts: 三方, 一路, 两地.
_WORDS_WITH_ONE_DIGIT = frozenset(
    "面方手地口号行头里分点道站词国校区市省县乡镇村局代路步单季档招席级环腿股"
)
# After a bare magnitude: 百年, 千里, 万家.
_WORDS_WITH_A_MAGNITUDE = frozenset("年里分点方级代家度口地县村国升门")
_COUNTED_BY_ONE = frozenset("年天周点度米里克升")


def shield(scan: Scan, *, lone_one: bool) -> None:
    """Claim the characters of words that hold numerals, unread; `lone_one` leaves 一 readable."""
    for word in _STOP.finditer(scan.text):
        if scan.free(*word.span()) and not (lone_one and word[0].startswith("一")):
            scan.claim(*word.span())


def counts(amount: Amount, unit: Unit, *, bounded: bool, lone_one: bool) -> bool:
    """Whether a number in Chinese numerals counts something here, and is not part of a word.

    `bounded` when a bound was said of it (约, 多, 以上): nobody says 约 of a mere word.

    >>> from .amounts import amount_at
    >>> from .measure_words import unit_after
    >>> scan = Scan("三户"), Scan("三方")
    >>> amounts = [amount_at(one, 0) for one in scan]
    >>> units = [unit_after(one, amount) for one, amount in zip(scan, amounts)]
    >>> [counts(a, u, bounded=False, lone_one=False) for a, u in zip(amounts, units)]
    [True, False]
    """
    raw = amount.chinese
    bounded = bounded or amount.bound != "exact" or unit.bound != "exact"
    if amount.side_by_side:
        return False
    if raw == "半":
        return True
    if raw.startswith("几"):
        return bool(unit.printed) or len(raw) > 1
    if raw == "一":
        if not unit.printed or lone_one:
            return bool(unit.printed)
        counting = is_count(unit.name) or unit.name in _COUNTED_BY_ONE
        return not counting or (bounded and unit.name != "个") or unit.bound != "exact"
    if len(raw) == 1 and raw in DIGITS:
        safe = bool(unit.printed) and unit.printed not in _WORDS_WITH_ONE_DIGIT
        return safe and amount.value > 0
    if not unit.printed:
        long = len(raw) >= 2 and any(c in raw for c in "万亿")
        return bounded or long or (len(raw) >= 3 and any(c in raw for c in "十百千"))
    if raw in ("百", "千", "万", "亿", "十"):
        decade = raw == "十" and unit.printed in ("年", "家")
        return bounded or decade or unit.printed not in _WORDS_WITH_A_MAGNITUDE
    return True
