"""Numbers that are names (5G, 1+7+N, 84号, 500强, 八八战略): kept apart from quantities."""

from __future__ import annotations

import re
from functools import cache

from .figure import Figure
from .scan import Scan
from .units import spellings

_CURRENCY = "(?:rmb|cny|usd|eur|gbp|hkd|jpy|no|us|hk|mid|early|late|pre|post|v|vs|q|h)"
_PATTERNS = (
    # 1+7+N, 7×24
    re.compile(r"(?<![0-9a-z.+])[0-9a-z]{1,4}(?:\+[0-9a-z]{1,4}){1,4}(?![0-9])"),
    re.compile(r"(?<![0-9.])[0-9]{1,3}\s?[×*x]\s?[0-9]{1,3}(?![0-9.])(?=小时|h|全天)?"),
    # G60, COVID-19, PM2.5
    re.compile(
        rf"(?<![0-9a-z.$])(?!{_CURRENCY}[-. ]?[0-9])[a-z]{{1,10}}[-–]?[0-9]{{1,6}}"
        r"(?:\.[0-9]+)?[a-z]{0,3}(?![0-9a-z])"
    ),
    re.compile(r"(?<![0-9])(?<![0-9][.,])[0-9]{1,5}号"),
    re.compile(
        r"(?<![0-9])(?<![0-9][.,])(?:[5-9][05]|00|[五六七八九][零〇五十]|零零)后(?!的?[0-9])"
    ),
    re.compile(r"(?<![0-9])(?<![0-9][.,])(?:[1-9]00?0?|百|千)强(?!度)"),
    # 985大学, 211工程
    re.compile(
        r"(?<![0-9])(?<![0-9][.,])(?:985|211)(?=[、和/及与]?(?:985|211)?"
        r"\s?(?:大学|高校|院校|名校|学校|工程|毕业|建设|重点|本科|硕士|博士|平台|universit|college))"
    ),
    re.compile(
        r"(?<![0-9])(?<![0-9][.,])[0-9]{3,5}(?=(?:热线|平台|专线|网站|系统)(?!上))"
        r"|(?<=热线)[0-9]{3,8}(?![0-9.,])"
    ),
    re.compile(
        r"(?<![0-9])(?:0[0-9]{2,3}-[0-9]{7,8}|400-?[0-9]{3}-?[0-9]{4}|1[3-9][0-9]{9})(?![0-9])"
    ),
    re.compile(r"(?<![0-9.])[0-9]\.0(?![0-9])(?=版|时代|[^0-9%亿万千百一-鿿]|$)"),
    # 八八战略, 二八定律, 五一: digits side by side without 十百千, measuring nothing
    re.compile(
        r"(?<![零〇一二三四五六七八九十百千万亿两几数第点])"
        r"(?:[一二三四五六七八九])([一二三四五六七八九])"
        r"(?![零〇一二三四五六七八九十百千万亿点成开分年月日号])"
        r"(?=战略|工程|计划|定律|规定|重工|装备|集团|假期|小长假|黄金周|劳动|青年|儿童|建军|节|运动|产|体系|行动)"
    ),
)
_G = re.compile(r"(?<![0-9.])[2-6]g(?![a-z0-9])")
_QUOTED = re.compile(r"[“‘「《\"']([一二三四五六七八九十百千万亿两]{1,3}[一-鿿]?){2,4}[”’」》\"']")
_FEW = re.compile(
    r"^[一二三四五六七八九十百千万亿两]+[^一二三四五六七八九十百千万亿两]?"
    r"[一二三四五六七八九十百千万亿两]+[^一二三四五六七八九十百千万亿两]?$"
)


@cache
def _after_one() -> re.Pattern[str]:
    """一家1688门店: what 一家 counts is not counted again, unless a counting word follows."""
    units = "|".join(re.escape(w) for w in sorted(spellings()) if not w[0].isascii())
    return re.compile(
        rf"(?<=一[所家座个名条款])[0-9]{{3,5}}(?!{units}|[万亿千百多余几])(?=[一-鿿]{{2}})"
    )


def find_names(scan: Scan) -> None:
    """Claim numbers that are names."""
    for match in scan.matches(_G):
        # 5G the network is written with a capital; 5g is five grams.
        if scan.printed(*match.span())[0][-1] in "GＧ":
            _add(scan, *match.span())
    for pattern in _PATTERNS:
        for match in scan.matches(pattern):
            if any(c in "0123456789零〇一二三四五六七八九十百千" for c in match[0]):
                _add(scan, *match.span())
    for match in scan.matches(_after_one()):
        _add(scan, *match.span())
    for match in scan.matches(_QUOTED):
        inner = match[0][1:-1]
        if _FEW.match(inner) and len(inner) <= 6 and any(c in "十百千万亿" for c in inner):
            _add(scan, match.start() + 1, match.end() - 1)


def _add(scan: Scan, start: int, end: int) -> None:
    scan.claim(start, end)
    text, first, last = scan.printed(start, end)
    scan.found.append(Figure(text, None, "", "name", "exact", first, last))
