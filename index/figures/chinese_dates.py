"""Dates in Chinese: 2019年5月, 去年9月, 前三季度, 截至3月底."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from .date_points import Point, resolved
from .figure import Bound, Part, When
from .numerals import read_chinese
from .scan import Scan

_CN = "〇零○一二三四五六七八九"
_YEAR = (
    rf"(?P<year>(?<![0-9近约逾超])(?<![0-9][.,])(?:1[0-9]{{3}}|20[0-9]{{2}})|(?<![{_CN}])[一二][{_CN}]{{3}})"
    r"(?:\s?年(?!多|余|来的|历史|间|时间|以上|左右)度?|(?=[上下]半年|第?[一二三四]季度))"
)
_YEAR_WORDS = {
    "去年": -1,
    "今年": 0,
    "前年": -2,
    "大前年": -3,
    "明年": 1,
    "后年": 2,
    "上年": -1,
    "本年": 0,
    "上一年": -1,
}
_MONTH_WORDS = {
    "上月": -1,
    "上个月": -1,
    "本月": 0,
    "这个月": 0,
    "下月": 1,
    "下个月": 1,
}
_DAY_WORDS = {
    "昨日": -1,
    "昨天": -1,
    "今日": 0,
    "今天": 0,
    "明日": 1,
    "明天": 1,
    "前天": -2,
    "昨晚": -1,
}
_REL = r"(?P<relyear>大前年|上一年|[去今前明后上本]年(?!轮|级|会|货|画|味|夜|报|检|费|产|均|薪))度?"
_MONTH = (
    r"(?P<month>(?<![0-9])(?<![0-9][.,])(?:1[0-2]|0?[1-9])|(?<![一二三四五六七八九十个])"
    r"(?:十[一二]?|[一二三四五六七八九]))\s?月(?!份额)份?"
)
_DAY = r"(?P<day>(?:3[01]|[12][0-9]|0?[1-9])|(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]))\s?[日号]"
_PART = r"(?P<part>上旬|中旬|下旬|月底|月初|年底|年末|年初|年中|底|初(?!步|级|中|期|心|衷|次)|末)"
_QUARTER = r"(?P<quarter>第?[一二三四1-4]季度|前[两二三]季度|前[两二三]个季度|首季度?)"
_HALF = r"(?P<half>[上下]半年)"
_PART_NAMES = {
    "上旬": "early",
    "中旬": "mid",
    "下旬": "late",
    "底": "end",
    "末": "end",
    "月底": "end",
    "年底": "end",
    "年末": "end",
    "初": "start",
    "月初": "start",
    "年初": "start",
    "年中": "mid",
}
_LEAD = r"(?P<by>截[至止]到?)?"


def _named(pattern: str, tag: str) -> str:
    """The pattern with its group names made unique."""
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>_{tag}>", pattern)


# The look-ahead on the first character spares the long alternation at most positions.
_CHINESE = re.compile(
    r"(?=[0-9〇零○一二三四五六七八九十首前第去今明后大上本下这昨年截])"
    + _LEAD
    + "(?:"
    + "|".join(
        (
            rf"(?:{_named(_YEAR, 'a')}|{_named(_REL, 'a')})"
            rf"(?:\s?(?:{_named(_MONTH, 'a')}(?:\s?{_named(_DAY, 'a')})?"
            rf"|{_named(_QUARTER, 'a')}|{_named(_HALF, 'a')}))?(?:{_named(_PART, 'a')})?(?:同期)?",
            rf"{_named(_MONTH, 'b')}(?:\s?{_named(_DAY, 'b')})?(?:{_named(_PART, 'b')})?",
            r"(?P<relmonth_c>[上本下]月|[上这下]个月)"
            rf"(?:\s?{_named(_DAY, 'c')})?(?:{_named(_PART, 'c')})?",
            rf"(?:{_named(_QUARTER, 'd')}|{_named(_HALF, 'd')})",
            r"(?P<relday_e>昨日|昨天|今日|今天|明日|明天|前天|昨晚)",
            r"(?<![0-9])(?<![0-9][.,])(?P<day_f>3[01]|[12][0-9]|0?[1-9])日(?![均元照常本]|报(?!道))",
            r"(?P<part_g>年底|年末|年初(?!步))",
        )
    )
    + r")(?P<since>以来)?"
)
_SINCE = re.compile(r"起(?!来|点|步|草|诉|伏|重|码|始)|开始")
_BEFORE = re.compile(
    r"(?:年|月|日|底)?(?:以前|之前|前(?!进|往|列|景|三|两|期|后|往|夕|来|不久|\d))"
)
_LATER = re.compile(r"(?:以后|之后|后(?!来|期|续|半|果|者|台))")


def chinese_dates(scan: Scan) -> Iterator[Point]:
    """Every date in Chinese whose characters are free; not claimed here, for two may be one period.

    >>> [str(point.when) for point in chinese_dates(Scan("2019年5月至7月, 去年底"))]
    ['2019-05', 'XXXX-07', 'XXXX end']
    """
    for match in scan.matches(_CHINESE):
        when = _read(match)
        if when is not None:
            bound: Bound = "by" if match["by"] else "since" if match["since"] else "exact"
            if bound == "exact":
                bound = _after(scan.text, match.end())
            yield Point(*match.span(), resolved(when, scan), bound)


def _number(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    return int(read_chinese(text.replace("○", "〇")) or 0)


def _group(match: re.Match[str], name: str) -> str | None:
    """The group of that name, whichever alternative matched."""
    for tag in "abcdefg":
        try:
            value = match[f"{name}_{tag}"]
        except IndexError:
            continue
        if value:
            return str(value)
    return None


def _read(match: re.Match[str]) -> When | None:
    year, relyear = _group(match, "year"), _group(match, "relyear")
    month, day = _group(match, "month"), _group(match, "day")
    if day is not None and not 1 <= _number(day) <= 31:
        return None
    when = When()
    if year:
        when = replace(when, year=_number(year))
    elif relyear:
        when = replace(when, year_offset=_YEAR_WORDS[relyear])
    if month:
        when = replace(when, month=_number(month))
    if day:
        when = replace(when, day=_number(day))
    if relmonth := _group(match, "relmonth"):
        when = replace(when, month_offset=_MONTH_WORDS[relmonth])
    if relday := _group(match, "relday"):
        when = replace(when, day_offset=_DAY_WORDS[relday])
    part = _group(match, "part")
    if part:
        when = replace(when, part=cast(Part, _PART_NAMES[part]))
    if half := _group(match, "half"):
        when = replace(when, span="H1" if half[0] == "上" else "H2")
    if quarter := _group(match, "quarter"):
        when = _quarter(when, quarter)
    return when


def _quarter(when: When, text: str) -> When:
    """第三季度 is one quarter; 前三季度 three, from the first on."""
    if text.startswith("首"):
        return replace(when, span="Q1")
    digit = next(c for c in text if c in "一二两三四1234")
    number = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}.get(digit) or int(digit)
    if text.startswith("前"):
        return replace(
            when, span="Q1", until=When(when.year, span=f"Q{number}", year_offset=when.year_offset)
        )
    return replace(when, span=f"Q{number}")


def _after(text: str, position: int) -> Bound:
    """The bound that follows a date outside its span: 9月起, 2025年前."""
    if _SINCE.match(text, position):
        return "since"
    if _BEFORE.match(text, position):
        return "before"
    if _LATER.match(text, position):
        return "after"
    return "exact"
