"""Parts of a whole: percentages, 成, fractions, ratios; 个百分点 are kept apart."""

from __future__ import annotations

import re
from decimal import Decimal

from . import bounds
from .figure import Bound, Figure, Kind
from .numerals import ENGLISH, chinese_step, read_arabic, read_chinese
from .scan import Scan

_N = r"[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,8})?|[0-9]{1,20}(?:\.[0-9]{1,8})?"
# Bounded, so that a wall of numerals costs no more than its length.
_CN = r"[零〇一二三四五六七八九十百千两]{1,16}(?:点[零〇一二三四五六七八九]{1,8})?"
_SEP = r"\s?(?:[-–—―~]+|至|到|to)\s?"
_PERCENT = re.compile(
    rf"(?P<low>(?<![0-9])(?<![0-9][.,])(?P<minus>(?<![0-9a-z%％)])[-−])?(?:{_N}))(?:\s?%)?"
    rf"(?:{_SEP}(?P<high>{_N}))?\s?(?:余|多)?"
    r"(?P<unit>%|‰|percent(?!age)|per cent|个百分点|百分点|percentage points?|pct)"
)
_CN_PERCENT = re.compile(
    rf"(?P<base>百|千|万)分之(?:(?P<high>{_CN})(?=(?:至|到)百分之)|(?P<low>{_CN}|{_N}))"
)
_CN_POINT = re.compile(rf"(?P<low>{_CN})个?百分点")
_TENTH = re.compile(
    r"(?<![第一二三四五六七八九十0-9.])(?P<tens>[一二三四五六七八九十两]|[1-9])成"
    r"(?P<ones>[一二三四五六七八九](?!成))?(?P<half>半)?"
    r"(?!为|立|本|员|功|长|果|都|交|熟|品|型|效|绩|语|群|片|套|渝|千|全|文|章|因|分|团|队|活|就)"
)
_FRACTION = re.compile(
    rf"(?P<cnd>{_CN}|[0-9]{{1,4}})分之(?P<cnn>{_CN}|[0-9]{{1,4}})"
    r"|(?<![0-9/⁄年月])(?<![0-9]\.)(?P<n>[0-9]{1,3})[/⁄](?P<d>[0-9]{1,4})(?![0-9/⁄年月%]|\.[0-9])"
)
_HALF = re.compile(
    r"(?P<over>超过半数|超过一半|超半数|超一半|过半(?!年|天|个)|大半(?!年|天|个|辈)|一多半|多半数)"
    r"|(?P<least>半数以上|一半以上)|(?P<under>不到一半|不足一半|不到半数|不足半数)"
    r"|(?P<nearly>近半数|近一半|将近一半|近半(?!年|个|天|小))|(?P<half>一半|半数|各半)"
)
_RATIO = re.compile(
    r"(?<![0-9:∶/])(?<![0-9]\.)(?P<a>[0-9]{1,4}(?:\.[0-9]+)?)\s?(?:[:∶]\s?|比)(?P<b>[0-9]{1,4}(?:\.[0-9]+)?)(?![0-9:∶%]|\.[0-9])"
    r"|(?P<ca>[一二三四五六七八九])比(?P<cb>[一二三四五六七八九])(?![一-鿿]{0,1}(?:较|例))"
    r"|(?P<oa>[一二三四五六七八九])(?P<ob>[一二三四五六七八九])开"
)
_WORDS = "|".join(w for w in ENGLISH if w != "zero")
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_ENGLISH = re.compile(
    rf"\b(?:(?P<n>{_WORDS}|an?)[\s-](?P<d>(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?)"
    r"(?![a-z]|\s+(?:time|place|year|consecutive|of (?:19|20)))"
    rf"|(?P<in_n>{_WORDS}|[0-9]+)\s(?:in|out of)\s(?P<in_d>{_WORDS}|[0-9]+)(?![0-9a-z,.]*[0-9])\b"
    r"|(?P<half>(?:one )?half|a half)(?=\s+(?:of|the|its|all|an?\s|those|these)|[,.;)]|\s*$|\s+(?:in|by|as|were|are|is|was)\b))"
)
_MULTI = re.compile(r"翻了?(?P<n>[一两二三四]|[1-4])?番|(?P<double>doubled|tripled|quadrupled)\b")


def find_shares(scan: Scan) -> None:
    """Claim percentages, fractions and ratios."""
    for match in scan.matches(_PERCENT):
        low, step = read_arabic(match["low"].replace("−", "-"))
        high = read_arabic(match["high"])[0] if match["high"] else None
        point = "point" in match["unit"] or "百分点" in match["unit"]
        scale = Decimal("0.1") if match["unit"] == "‰" else Decimal(1)
        _add(
            scan,
            *match.span(),
            low * scale,
            "point" if point else "percent",
            "个百分点" if point else "%",
            match["unit"],
            step * scale,
            None if high is None else high * scale,
            "over" if re.search("[余多]", match[0]) else "exact",
        )
    for match in scan.matches(_CN_PERCENT):
        raw = match["low"] or match["high"]
        arabic = raw[0].isascii()
        value = read_arabic(raw)[0] if arabic else read_chinese(raw)
        if value is not None:
            step = read_arabic(raw)[1] if arabic else min(chinese_step(raw), Decimal(1))
            scale = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}[match["base"]]
            _add(scan, *match.span(), value * scale, "percent", "%", "%", step * scale)
    for match in scan.matches(_CN_POINT):
        value = read_chinese(match["low"])
        if value is not None:
            _add(
                scan,
                *match.span(),
                value,
                "point",
                "个百分点",
                "个百分点",
                min(chinese_step(match["low"]), Decimal(1)),
            )
    for match in scan.matches(_FRACTION):
        _fraction(scan, match)
    for match in scan.matches(_TENTH):
        tens = match["tens"]
        value = (Decimal(tens) if tens.isascii() else read_chinese(tens) or Decimal(0)) * 10
        value += read_chinese(match["ones"]) or 0 if match["ones"] else 0
        value += 5 if match["half"] else 0
        _add(scan, *match.span(), value, "percent", "%", "成", Decimal(1 if match["ones"] else 10))
    for match in scan.matches(_HALF):
        named: dict[str, Bound] = {
            "over": "over",
            "least": "at_least",
            "under": "under",
            "nearly": "nearly",
        }
        bound = named.get(match.lastgroup or "", "exact")
        _add(scan, *match.span(), Decimal("0.5"), "fraction", "", "", Decimal("0.1"), None, bound)
    for match in scan.matches(_RATIO):
        _ratio(scan, match)
    for match in scan.matches(_ENGLISH) if scan.latin else ():
        _english(scan, match)
    for match in scan.matches(_MULTI):
        if match["double"]:
            value = Decimal({"doubled": 2, "tripled": 3, "quadrupled": 4}[match["double"]])
        else:
            n = match["n"]
            times = 1 if not n else int(n) if n.isascii() else int(read_chinese(n) or 1)
            value = Decimal(2**times)
        _add(scan, *match.span(), value, "quantity", "倍", "番", Decimal(1))


def _fraction(scan: Scan, match: re.Match[str]) -> None:
    if match["d"]:
        top, bottom = Decimal(match["n"]), Decimal(match["d"])
    else:
        sides = [
            Decimal(side) if side[0].isascii() else read_chinese(side)
            for side in (match["cnn"], match["cnd"])
        ]
        if sides[0] is None or sides[1] is None:
            return
        top, bottom = sides[0], sides[1]
    if bottom == 0 or (match["d"] and top > bottom):
        return
    # 3/4 in prose is an exact statement to about a percent.
    _add(scan, *match.span(), top / bottom, "fraction", "", "", Decimal("0.01"))


def _ratio(scan: Scan, match: re.Match[str]) -> None:
    if match["oa"]:
        sides = read_chinese(match["oa"]), read_chinese(match["ob"])
        if sides[0] is None or sides[1] is None or sides[0] + sides[1] != 10:
            return
    elif match["ca"]:
        sides = read_chinese(match["ca"]), read_chinese(match["cb"])
    else:
        sides = Decimal(match["a"]), Decimal(match["b"])
    if sides[0] is None or not sides[1]:
        return
    step = read_arabic(match["a"])[1] / sides[1] if match["a"] else Decimal("0.1")
    _add(scan, *match.span(), sides[0] / sides[1], "ratio", "", "", step)


def _english(scan: Scan, match: re.Match[str]) -> None:
    def read(word: str) -> Decimal:
        return Decimal(word) if word.isdigit() else Decimal(ENGLISH.get(word, 1))

    if match["half"]:
        value = Decimal("0.5")
    elif match["d"]:
        value = read(match["n"]) / _PARTS[match["d"].rstrip("s")]
    else:
        bottom = read(match["in_d"])
        if bottom == 0 or read(match["in_n"]) > bottom or bottom > 1000:
            return
        value = read(match["in_n"]) / bottom
    _add(scan, *match.span(), value, "fraction", "", "", Decimal("0.01"))


def _add(
    scan: Scan,
    start: int,
    end: int,
    value: Decimal,
    kind: Kind,
    unit: str,
    unit_text: str,
    step: Decimal,
    high: Decimal | None = None,
    inner: Bound = "exact",
) -> None:
    if not scan.free(start, end):
        return
    left, begin = bounds.before(scan.text, start)
    if not scan.free(begin, start):
        left, begin = "exact", start
    if left == "exact":
        left = bounds.context(scan.text, start)
    right, finish = bounds.after(scan.text, end)
    bound = bounds.join(left, inner, right)
    scan.claim(begin, finish)
    text, first, last = scan.printed(begin, finish)
    scan.found.append(
        Figure(
            text, value, unit, kind, bound, first, last, unit_text=unit_text, high=high, step=step
        )
    )
