"""Counts, sums and measures: 1.4万余家, 650亿元, 三千多户, 1岁到3岁, "1.45 billion pieces"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from . import bounds
from .figure import Bound, Figure, Kind
from .numerals import (
    DIGITS,
    ENGLISH,
    ENGLISH_MAGNITUDES,
    MAGNITUDES,
    chinese_step,
    read_arabic,
    read_chinese,
    read_english,
)
from .scan import Scan
from .units import canonical, is_count, spellings

_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_CHINESE = r"(?:[零〇一二三四五六七八九十百万亿两廿卅]|千(?![瓦克米伏卡帕赫]))+(?:点[零〇一二三四五六七八九]+[万亿]?)?"
_WORDS = "|".join(sorted((*ENGLISH, "hundred"), key=len, reverse=True))
_CURRENCY = r"(?:(?P<currency>us\$|hk\$|\$|¥|€|£|(?<![a-z])(?:rmb|cny|usd|eur|hkd|gbp))\s?)"
_CORE = re.compile(
    rf"(?=[0-9a-z$¥€£\-−零〇一二三四五六七八九十百千万亿两廿卅数好几若半])"
    rf"{_CURRENCY}?(?:(?P<minus>(?<![0-9a-z.%)])[-−])?(?P<arabic>{_ARABIC})"
    rf"|(?P<several>数|好几|几|若干)(?P<magnitude>[十百千]?[十百千万亿])"
    rf"|(?P<chinese>{_CHINESE})"
    r"|(?P<half>半)(?=个?(?:多?小时|多?月|天|年|世纪|钟头|公里|斤|亩))"
    rf"|\b(?P<english>(?:{_WORDS})(?:[\s-](?:and\s)?(?:{_WORDS}))*)\b)"
)
_MAG = re.compile(
    r"(?P<more>余|多|来|几)?(?:\s(?=[万亿]))?(?P<mag>万亿|百万|千万|十万|百亿|千亿|十亿|[万亿千百十兆])?(?P<more2>余|多|来)?"
)
_ENGLISH_MAG = re.compile(
    r"\s?-?(?P<mag>hundred|thousand|million|mln|billion|bn|trillion)(?![a-z])"
    r"(?:\s(?P<mag2>million|billion))?"
)
_UNIT_OF_MAGNITUDE = re.compile(r"兆[瓦字赫]|千[瓦米克伏卡帕赫]")
_DIGITS = re.compile(r"[0-9]+")
_RANGE = re.compile(r"\s?(?:[-–—―~]+|至|到|to)\s?")
_STOP = re.compile(
    r"(?<![0-9])(?:一(?:些|起(?!案)|定|直|样|般|致|切|体|旦|边|面|系列|同|经|律|贯|度|线|流|网|站|手|方|道|路|行|批|大批|代|"
    r"步|番|举|心|把|带|期)|(?:统|唯|专|万|之|进|单|第|同|逐|划|合|如)一|十分(?!钟|之)|百姓|千方百计|千万(?=别|不|要)|万[物象]|"
    r"成千上万|千家万户|千千万万|百尺|四川|三峡|三亚|九江|七夕|百[货科]|百花|万里|千里|千山|一五一十|三三两两|"
    r"三农|四季|五星|三维|四周|四面八方|四通八达|三角|三轮|十字|十里八|五湖四海|五颜六色|七嘴八舌|接二连三|"
    r"百分|两(?:会|岸|侧|旁|手|面|地|边|头|口子|者|难)|三明|三门|六安|九龙|十堰|千岛|万[达科州宁载年]|百度|"
    r"三番|再三|丢三|一二三|三五成群|万元户|周[一二三四五六日]|星期[一二三四五六日]|礼拜[一二三四五六]|"
    r"不二|一百分|万千|千百|亿万|百年(?=大计|老店|树人|未有)|千秋|万全|百般|半百|百科|三伏|三九|四起(?![案事])|七七八八)"
)
_LONE_UNSAFE = set("面方手地口号行头里分点道站词国校区市省县乡镇村局代路步单季档招席级环腿股")
_TIME_UNITS = {"年", "个月", "天", "周", "小时", "季度"}
_UNSAFE_BARE = {
    "年",
    "里",
    "分",
    "点",
    "方",
    "级",
    "代",
    "家",
    "度",
    "口",
    "地",
    "县",
    "村",
    "国",
    "升",
    "门",
}
_HALF_AFTER = re.compile(r"半(?!年|天|个|数|岛|径|山|夜|导|成|封|程|价)")
_GE = re.compile(r"个(?P<mid>多|半)?(?P<unit>月|小时|星期|钟头|世纪|工作日)(?P<after>半)?")
_PIECES = re.compile(r"块(?P<jiao>[一二三四五六七八九])(?![十百千万块])")
_ADJECTIVES = re.compile(
    r"\s?(?:new|small|large|local|rural|urban|private|different|clothing|chinese|"
    r"children's|foreign|major|key|elderly|poor)\s",
    re.I,
)
_RECENT = re.compile(r"(?:^|[\s,。;:!?\"“”(])(?:在|最)?近$")


@lru_cache(maxsize=1)
def _unit_pattern() -> re.Pattern[str]:
    words = sorted(spellings(), key=len, reverse=True)
    han = "|".join(re.escape(w) for w in words if not w[0].isascii() and w != "%")
    # 2,000-square-metre: an English unit before its noun is hyphenated.
    latin = "|".join(
        re.escape(w).replace("\\ ", "[ -]") for w in words if w[0].isascii() and w[0] not in "%"
    )
    rate = r"(?:\s?/\s?(?:[一-鿿]{1,3}?(?=[^一-鿿]|$)|年|月|日|天|人|户|亩|平方米|立方米|公里|小时|秒|分钟|吨|斤|公斤|米|升|次))?"
    return re.compile(
        rf"\s?(?P<unit>(?:{han})(?:\([件套台次户份组]\))?{rate})"
        rf"|[\s-]?(?P<latin>(?:{latin})(?![a-z'’]))(?:\s?/\s?(?:kg|h|s|mu|year|m2))?"
    )


@dataclass(slots=True)
class _Number:
    """A number being read: `start:end` of the folded text, value and what was said inside it."""

    start: int
    end: int
    value: Decimal
    step: Decimal
    bound: Bound = "exact"
    currency: str = ""
    scale: Decimal = Decimal(1)
    chinese: str = ""
    high: Decimal | None = None
    english: bool = False
    minus: bool = False


_CURRENCIES = {
    "$": "美元",
    "us$": "美元",
    "usd": "美元",
    "¥": "元",
    "rmb": "元",
    "cny": "元",
    "€": "欧元",
    "eur": "欧元",
    "£": "英镑",
    "gbp": "英镑",
    "hk$": "港元",
    "hkd": "港元",
}


def find_quantities(scan: Scan, *, lone_one: bool = False) -> None:
    """Claim what is left: quantities, and every Arabic digit that nobody else has read.

    `lone_one` also reads 一家, 一个 as the number one (by default it is an article).
    """
    for word in _STOP.finditer(scan.text):
        if scan.free(*word.span()) and not (lone_one and word[0].startswith("一")):
            # Shielded, not read: the characters belong to a word.
            scan.claim(*word.span())
    position = 0
    while (match := _CORE.search(scan.text, position)) is not None:
        position = max(match.end(), match.start() + 1)
        if not scan.free(*match.span()):
            free = _first_free(scan, match.start(), match.end())
            position = free if free is not None and free > match.start() else match.end()
            continue
        number = _read(scan, match)
        if number is None:
            continue
        end = _finish(scan, number, lone_one=lone_one)
        position = max(position, end) if end else position
    _sweep(scan)


def _sweep(scan: Scan) -> None:
    """Claim digits that other figures left over, so that no digit goes unread."""
    for match in _DIGITS.finditer(scan.text):
        start, end = match.span()
        while start < end:
            if scan.taken[start]:
                start += 1
                continue
            stop = start
            while stop < end and not scan.taken[stop]:
                stop += 1
            text, first, last = scan.printed(start, stop)
            scan.claim(start, stop)
            value, step = read_arabic(scan.text[start:stop])
            scan.found.append(Figure(text, value, "", "quantity", "exact", first, last, step=step))
            start = stop


def _first_free(scan: Scan, start: int, end: int) -> int | None:
    taken = False
    for position in range(start, end):
        if scan.taken[position]:
            taken = True
        elif taken:
            return position
    return None


def _read(scan: Scan, match: re.Match[str]) -> _Number | None:
    """The number at the match with magnitude words, without unit."""
    text = scan.text
    currency = _CURRENCIES.get(match["currency"] or "", "")
    start = match.start()
    if match["arabic"]:
        value, step = read_arabic(match["arabic"])
        number = _Number(start, match.end(), value, step, currency=currency)
        if match["minus"]:
            number.minus = True
            number.value = -value
        _magnitude(scan, number)
        return number
    if currency and not match["english"]:
        return None
    if match["several"]:
        mags = match["magnitude"]
        if (
            match["several"] == "数"
            and start
            and text[start - 1] in "指计算系岁多少总人基参函次分位"
        ):
            return None
        value = Decimal(1)
        for c in mags:
            value *= MAGNITUDES[c]
        number = _Number(start, match.end(), value, value, bound="several", chinese="几" + mags)
        tail = re.compile(r"[万亿]").match(text, number.end)
        if tail and mags[-1] not in "万亿":
            number.value *= MAGNITUDES[tail[0]]
            number.end = tail.end()
        more = re.compile(r"[余多]").match(text, number.end)
        if more:
            number.end = more.end()
        return number
    if match["half"]:
        return _Number(start, match.end(), Decimal("0.5"), Decimal("0.1"), chinese="半半")
    if match["english"]:
        word = match["english"]
        value_or_none = read_english(word)
        if value_or_none is None or word in ("one", "zero", "hundred"):
            return None
        number = _Number(
            start, match.end(), value_or_none, Decimal(1), currency=currency, english=True
        )
        _magnitude(scan, number)
        return number
    return _read_chinese(scan, match["chinese"], start, match.end())


def _read_chinese(scan: Scan, raw: str, start: int, end: int) -> _Number | None:
    text = scan.text
    prefix = text[start - 1] if start else ""
    pair = re.fullmatch(
        r"([十百]?)([一二三四五六七八九])([一二三四五六七八九])([十百千万亿]*)", raw
    )
    adjacent = pair is not None and DIGITS[pair[3]] == DIGITS[pair[2]] + 1
    if pair is not None and (adjacent or raw == "三五"):
        scale = Decimal(1)
        for c in pair[4]:
            scale *= MAGNITUDES[c]
        if (pair[1] and scale != 1) or pair[1] == "百":
            return None
        base = Decimal(10 if pair[1] else 0)
        return _Number(
            start,
            end,
            (base + DIGITS[pair[2]]) * scale,
            scale,
            chinese=raw,
            high=(base + DIGITS[pair[3]]) * scale,
        )
    tail = re.fullmatch(r"(.+点[^万亿]+)([万亿])", raw)
    value = read_chinese(tail[1]) if tail else read_chinese(raw)
    if value is None:
        return None
    if tail:
        value *= MAGNITUDES[tail[2]]
    if prefix and prefix in "第之":
        return None
    number = _Number(start, end, value, min(chinese_step(raw), max(value, Decimal(1))), chinese=raw)
    if tail:
        number.step = chinese_step(tail[1]) * MAGNITUDES[tail[2]]
    digits_only = all(c in DIGITS for c in raw)
    if digits_only and len(raw) > 1:
        number.chinese = "名"  # 二〇二一, 三一: digits side by side
        return number
    _magnitude(scan, number)
    return number


def _magnitude(scan: Scan, number: _Number) -> None:
    """Read 万, 亿, 余, 多, "billion" after the digits."""
    text = scan.text
    match = _MAG.match(text, number.end)
    if match is not None and match.end() > number.end and scan.free(*match.span()):
        more = match["more"] or match["more2"]
        mag = match["mag"]
        if mag in ("兆", "千") and _UNIT_OF_MAGNITUDE.match(text, match.start("mag")):
            mag = None  # 50兆瓦, 1.26千米
            if match["more2"]:
                more = None
        if more in ("来", "几") and not (number.chinese and number.chinese[-1] in "十百千万"):
            more, mag = (None, None) if match["more"] else (None, mag)
        if mag and number.chinese and not match["more"]:
            mag = None  # the Chinese core has its own magnitudes
        if mag in ("十", "百", "千") and not number.chinese and match["more"]:
            mag = None
        if more == "多" and _is_comparison(text, match.end()):
            more = None
        if mag or more:
            end = number.end
            if match["more"] and more:
                end = match.end("more")
            if mag:
                scale = Decimal(1)
                for c in mag:
                    scale *= MAGNITUDES[c]
                number.value *= scale
                number.step *= scale
                number.scale = scale
                end = match.end("mag")
            if more and match["more2"]:
                end = match.end("more2")
            if more:
                number.bound = "about" if more == "来" else "over"
            number.end = end
    english = _ENGLISH_MAG.match(text, number.end)
    if english is not None:
        scale = ENGLISH_MAGNITUDES[english["mag"]]
        if english["mag2"]:
            scale *= ENGLISH_MAGNITUDES[english["mag2"]]
        number.value *= scale
        number.step *= scale
        number.scale = scale
        number.end = english.end()
        number.english = True


def _is_comparison(text: str, position: int) -> bool:
    """Whether this 多 is part of another word: 3多样, 5多元."""
    return text.startswith(("样", "元化", "媒体", "功能"), position)


def _finish(scan: Scan, number: _Number, *, lone_one: bool) -> int:
    """Read range, unit and bounds, and claim; 0 when it is no quantity."""
    text = scan.text
    low_unit, low_text, low_end, low_bound = _unit(scan, number)
    joint = _RANGE.match(text, low_end)
    second = _second(scan, joint.end()) if joint is not None and number.high is None else None
    unit, unit_text, end, unit_bound = low_unit, low_text, low_end, low_bound
    high = number.high
    if joint is not None and second is not None:
        unit2, text2, end2, bound2 = _unit(scan, second)
        same = not low_text or unit2 == low_unit
        low = number.value
        if number.scale == 1 and second.scale != 1 and not low_text:
            low *= second.scale
        fits = "to" in joint[0] or low < second.value
        if same and fits and second.value >= low and not (number.chinese and not text2):
            number.value, high = low, second.value
            number.step = min(number.step * (second.scale if number.scale == 1 else 1), second.step)
            unit, unit_text, end, unit_bound = unit2, text2, end2, bound2
            if second.bound != "exact":
                number.bound = second.bound
    if number.currency:
        unit, unit_text = number.currency, unit_text or number.currency
    if number.minus and not unit_text:
        number.value, number.minus = abs(number.value), False
        number.start += 1
    left, begin = bounds.before(text, number.start)
    if not scan.free(begin, number.start):
        left, begin = "exact", number.start
    right, finish = bounds.after(text, end)
    if number.chinese and not _chinese_quantity(
        scan, number, unit_text, unit, left, right, unit_bound, lone_one=lone_one
    ):
        return 0
    kind: Kind = "quantity"
    recent = (
        left == "nearly"
        and unit in _TIME_UNITS
        and _RECENT.search(text, max(0, begin - 1), number.start)
    )
    if recent:
        left, kind = "exact", "period"
    if left == "exact":
        left = bounds.context(text, number.start)
    inner = number.bound if number.bound != "exact" else unit_bound
    bound: Bound = bounds.join(left, inner, right)
    if number.bound == "several":
        bound = "several"
    if not scan.free(begin, finish):
        finish = end
    scan.claim(begin, finish)
    printed, first, last = scan.printed(begin, finish)
    scan.found.append(
        Figure(
            printed,
            number.value,
            unit,
            kind,
            bound,
            first,
            last,
            unit_text=unit_text,
            high=high,
            step=number.step,
        )
    )
    return finish


def _second(scan: Scan, position: int) -> _Number | None:
    match = _CORE.match(scan.text, position)
    if match is None or not scan.free(*match.span()) or match["minus"]:
        return None
    return _read(scan, match)


def _unit(scan: Scan, number: _Number) -> tuple[str, str, int, Bound]:
    """Canonical unit, printed unit, where it ends, and a bound said inside it (个多月)."""
    read = _read_unit(scan, number)
    # 20首次: the 首 belongs to 首次, which is already read.
    return read if scan.free(number.end, read[2]) else ("", "", number.end, "exact")


def _read_unit(scan: Scan, number: _Number) -> tuple[str, str, int, Bound]:
    text = scan.text
    ge = _GE.match(text, number.end)
    if ge is not None:
        unit = {"月": "个月", "星期": "周", "钟头": "小时", "工作日": "天"}.get(
            ge["unit"], ge["unit"]
        )
        if ge["mid"] == "半" or ge["after"]:
            number.value += Decimal("0.5") if number.chinese != "半半" else 0
        bound: Bound = "over" if ge["mid"] == "多" else "exact"
        return unit, "个" + ge["unit"], ge.end(), bound
    jiao = _PIECES.match(text, number.end)
    if jiao is not None and number.scale == 1:
        number.value += Decimal(DIGITS[jiao["jiao"]]) / 10
        number.step = Decimal("0.1")
        return "元", "块", jiao.end(), "exact"
    # 六大领域 counts fields
    if (
        number.chinese
        and text.startswith("大", number.end)
        and 2 <= number.value <= 12
        and not text.startswith(("大学", "大会", "大小", "大队", "大爷"), number.end)
    ):
        return "个", "大", number.end + 1, "exact"
    match = _unit_pattern().match(text, number.end)
    if match is None:
        adjective = _ADJECTIVES.match(text, number.end)
        if adjective is not None:
            noun = _unit_pattern().match(text, adjective.end() - 1)
            if noun is not None and noun["latin"]:
                return canonical(noun["latin"]), noun["latin"], number.end, "exact"
    if match is None:
        return "", "", number.end, "exact"
    printed = (match["unit"] or (match["latin"] or "").replace("-", " ")).strip()
    end = match.end()
    if match["latin"]:
        tail = text[match.start("latin") : match.end()]
        if match["latin"] in ("m", "g", "w", "s", "h") and text[number.end].isspace():
            return "", "", number.end, "exact"
        if "/" in tail:
            return canonical(tail.replace(" ", "")), tail, end, "exact"
    word = printed.replace(" ", "") if "/" in printed else printed
    if word == "块" and re.match(r"[\u4e00-\u9fff]", text[end : end + 1]):
        return "个", word, end, "exact"  # 一块牌子 is no money
    if word in ("年", "月", "级") and text.startswith(("级", "份额"), end):
        return "", "", number.end, "exact"
    half = _HALF_AFTER.match(text, end)
    if (
        half is not None
        and word in ("年", "倍", "小时", "天", "亩", "斤", "里", "公里")
        and number.chinese
    ):
        number.value += Decimal("0.5")
        end = half.end()
    return canonical(word), word, end, "exact"


def _chinese_quantity(
    scan: Scan,
    number: _Number,
    unit_text: str,
    unit: str,
    left: Bound,
    right: Bound,
    inside: Bound,
    *,
    lone_one: bool,
) -> bool:
    """Whether a number in Chinese numerals counts something here, and is not part of a word."""
    raw = number.chinese
    bounded = any(b != "exact" for b in (left, right, inside, number.bound))
    if raw == "名":
        return False
    if raw == "半半":
        return True
    if raw.startswith("几"):
        return bool(unit_text) or len(raw) > 1
    if raw == "一":
        if not unit_text:
            return False
        if lone_one:
            return True
        counting = is_count(unit) or unit in ("年", "天", "周", "点", "度", "米", "里", "克", "升")
        return not counting or (bounded and unit not in ("个",)) or (inside != "exact")
    if len(raw) == 1 and raw in DIGITS:
        if not unit_text or unit_text in _LONE_UNSAFE:
            return False
        return number.value > 0
    if not unit_text:
        long = len(raw) >= 2 and any(c in raw for c in "万亿")
        return bounded or long or (len(raw) >= 3 and any(c in raw for c in "十百千"))
    if raw in ("百", "千", "万", "亿", "十"):
        return (
            bounded or unit_text not in _UNSAFE_BARE or (raw == "十" and unit_text in ("年", "家"))
        )
    return True
