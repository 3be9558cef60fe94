"""Read one number with its magnitude, before any unit: 2.3万余, 三千多, 数十, "1.25 billion"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .figure import Bound
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

_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_CHINESE = r"(?:[零〇一二三四五六七八九十百万亿两廿卅]|千(?![瓦克米伏卡帕赫]))+(?:点[零〇一二三四五六七八九]+[万亿]?)?"
_WORDS = "|".join(sorted((*ENGLISH, "hundred"), key=len, reverse=True))
_CURRENCY = r"(?:(?P<currency>us\$|hk\$|\$|¥|€|£|(?<![a-z])(?:rmb|cny|usd|eur|hkd|gbp))\s?)"
AMOUNT = re.compile(
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
# What 多 belongs to, where it is no "more than": 3多样, 5多元化.
_OTHER_MORE = re.compile("样|元化|媒体|功能")
_PAIR = re.compile(r"([十百]?)([一二三四五六七八九])([一二三四五六七八九])([十百千万亿]*)")
_DECIMAL = re.compile(r"(.+点[^万亿]+)([万亿])")
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


@dataclass(slots=True)
class Amount:
    """A number being read: `start:end` of the folded text, value and what was said inside it.

    `step` is the size of its last digit, `scale` what 万 or "million" after it multiplied by,
    `chinese` the numeral where it is in Chinese, `high` the other end of 三四 in 三四百.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    bound: Bound = "exact"
    currency: str = ""
    scale: Decimal = Decimal(1)
    chinese: str = ""
    high: Decimal | None = None
    minus: bool = False

    @property
    def side_by_side(self) -> bool:
        """Whether it is digits without magnitudes, read one by one: 二〇二一, 三一."""
        digits = len(self.chinese) > 1 and all(c in DIGITS for c in self.chinese)
        return digits and self.high is None


def amount_at(scan: Scan, position: int) -> Amount | None:
    """The amount that begins exactly here, if its characters are free: the far end of a range."""
    match = AMOUNT.match(scan.text, position)
    if match is None or not scan.free(*match.span()) or match["minus"]:
        return None
    return read_amount(scan, match)


def read_amount(scan: Scan, match: re.Match[str]) -> Amount | None:
    """The amount of a match of `AMOUNT`, with the magnitudes after it; None where it is none.

    >>> scan = Scan("2.3万余家")
    >>> amount = read_amount(scan, AMOUNT.search(scan.text))
    >>> amount.value, amount.step, amount.bound, scan.text[amount.start : amount.end]
    (Decimal('23000.0'), Decimal('1000.0'), 'over', '2.3万余')
    """
    start, end = match.span()
    currency = _CURRENCIES.get(match["currency"] or "", "")
    if match["arabic"]:
        value, step = read_arabic(match["arabic"])
        minus = match["minus"] is not None
        value = -value if minus else value
        return _with_magnitude(
            scan, Amount(start, end, value, step, currency=currency, minus=minus)
        )
    if match["english"]:
        spelled = read_english(match["english"])
        if spelled is None or match["english"] in ("one", "zero", "hundred"):
            return None
        return _with_magnitude(scan, Amount(start, end, spelled, Decimal(1), currency=currency))
    if currency:
        return None
    if match["several"]:
        return _several(scan.text, match)
    if match["half"]:
        return Amount(start, end, Decimal("0.5"), Decimal("0.1"), chinese="半")
    return _chinese(scan, match["chinese"], start, end)


def _several(text: str, match: re.Match[str]) -> Amount | None:
    """数十, 好几百, 几千万: of the size of its magnitude."""
    start, end = match.span()
    if match["several"] == "数" and start and text[start - 1] in "指计算系岁多少总人基参函次分位":
        return None
    magnitudes = match["magnitude"]
    value = step = _product(magnitudes)
    if magnitudes[-1] not in "万亿" and text[end : end + 1] in ("万", "亿"):
        value *= MAGNITUDES[text[end]]
        end += 1
    if text[end : end + 1] in ("余", "多"):
        end += 1
    return Amount(start, end, value, step, bound="several", chinese="几" + magnitudes)


def _chinese(scan: Scan, raw: str, start: int, end: int) -> Amount | None:
    pair = _PAIR.fullmatch(raw)
    if pair is not None and (DIGITS[pair[3]] == DIGITS[pair[2]] + 1 or raw == "三五"):
        # 三四百, 十七八: two neighbours are a range.
        scale = _product(pair[4])
        if (pair[1] and scale != 1) or pair[1] == "百":
            return None
        base = Decimal(10 if pair[1] else 0)
        low, high = ((base + DIGITS[pair[side]]) * scale for side in (2, 3))
        return Amount(start, end, low, scale, chinese=raw, high=high)
    decimal = _DECIMAL.fullmatch(raw)
    value = read_chinese(decimal[1] if decimal else raw)
    if value is None or (start and scan.text[start - 1] in "第之"):
        return None
    step = min(chinese_step(raw), max(value, Decimal(1)))
    if decimal:
        scale = MAGNITUDES[decimal[2]]
        value, step = value * scale, chinese_step(decimal[1]) * scale
    amount = Amount(start, end, value, step, chinese=raw)
    return amount if amount.side_by_side else _with_magnitude(scan, amount)


def _product(magnitudes: Iterable[str]) -> Decimal:
    value = Decimal(1)
    for magnitude in magnitudes:
        value *= MAGNITUDES[magnitude]
    return value


def _with_magnitude(scan: Scan, amount: Amount) -> Amount:
    """The amount with 万, 亿, 余, 多, "billion" after its digits."""
    _chinese_magnitude(scan, amount)
    match = _ENGLISH_MAG.match(scan.text, amount.end)
    if match is not None and scan.free(*match.span()):
        scale = ENGLISH_MAGNITUDES[match["mag"]]
        if match["mag2"]:
            scale *= ENGLISH_MAGNITUDES[match["mag2"]]
        _scaled(amount, scale, match.end())
    return amount


def _chinese_magnitude(scan: Scan, amount: Amount) -> None:
    text = scan.text
    match = _MAG.match(text, amount.end)
    if match is None or match.end() == amount.end or not scan.free(*match.span()):
        return
    more = match["more"] or match["more2"]
    mag = match["mag"]
    if mag in ("兆", "千") and _UNIT_OF_MAGNITUDE.match(text, match.start("mag")):
        mag = None  # 50兆瓦, 1.26千米
        if match["more2"]:
            more = None
    if more in ("来", "几") and not (amount.chinese and amount.chinese[-1] in "十百千万"):
        more, mag = (None, None) if match["more"] else (None, mag)
    if mag and amount.chinese and not match["more"]:
        mag = None  # the Chinese core has its own magnitudes
    if mag in ("十", "百", "千") and not amount.chinese and match["more"]:
        mag = None
    if more == "多" and _OTHER_MORE.match(text, match.end()):
        more = None
    end = match.end("more") if match["more"] and more else amount.end
    if mag:
        end = match.end("mag")
        _scaled(amount, _product(mag), end)
    if more:
        amount.bound = "about" if more == "来" else "over"
        amount.end = match.end("more2") if match["more2"] else end


def _scaled(amount: Amount, scale: Decimal, end: int) -> None:
    amount.value *= scale
    amount.step *= scale
    amount.scale = scale
    amount.end = end
