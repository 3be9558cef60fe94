"""Dates, periods and times of day, Chinese and English.

去年9月 is resolved only when the article's date is printed; without it the year stays open and the
offset is kept (`When.year_offset`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from .figure import Bound, Figure, Kind, Part, When
from .numerals import ENGLISH_ORDINALS, read_chinese
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
_BARE_LEFT = re.compile(
    r"(?P<left>(?<![0-9])(?<![0-9][.,])(?:(?P<year>[12][0-9]{3})|(?P<month>1[0-2]|0?[1-9])))"
    r"\s?(?:[-–—―~]+|至|到)\s?(?=(?:[0-9]{4}\s?年|(?:1[0-2]|0?[1-9])\s?月))"
)
_ISO = re.compile(
    r"(?<![0-9.])((?:19|20)[0-9]{2})([-/.])(1[0-2]|0?[1-9])(?:\2(3[01]|[12][0-9]|0?[1-9]))(?![0-9])"
)
_DECADE = re.compile(
    r"(?:(?P<last>上世纪|本世纪)|(?P<century>[12][0-9])世纪)?"
    r"(?<![0-9])(?P<decade>(?:1[0-9]|20)?[0-9]0|[一二三四五六七八九]十)年代(?P<part>初期?|末期?|中期)?"
)
_CENTURY = re.compile(r"(?<![0-9])(?P<century>[12]?[0-9])世纪(?!广场|公园|大道)")
_PLAN = re.compile(
    r"(?<![一二三四五六七八九])十[一二三四五六]五(?=[\"”'’」』》)]|规划|时期|期间|末|以来|开局|收官|计划)"
)
_CLOCK = re.compile(
    r"(?P<half>(?:上午|下午|中午|晚上?|凌晨|清晨|早上?|傍晚|夜里)\s?)?"
    r"(?<![0-9:])(?<![0-9][.,])(?P<hour>2[0-4]|1[0-9]|0?[0-9])"
    r"(?:[::](?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])|"
    r"(?P<mark>时(?![间候代刻期速差空长段常光隔])|点)(?:(?P<minute2>[0-5]?[0-9])分(?!之)|(?P<thirty>半)|[许整]|钟)?)"
)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH_NUMBER = (
    {name: i + 1 for i, name in enumerate(_MONTHS)}
    | {name[:3]: i + 1 for i, name in enumerate(_MONTHS)}
    | {"sept": 9}
)
_MONTH_NAME = "(?:" + "|".join(sorted((m for m in _MONTH_NUMBER), key=len, reverse=True)) + r")\.?"
_ENGLISH = re.compile(
    r"(?=[a-z0-9])\b(?P<bound>by|until|since|before|after|as of)?\s*"
    r"(?:the )?(?P<part>end of|beginning of|start of|early|mid|late)?[\s-]*"
    r"(?:"
    rf"(?P<md>\b{_MONTH_NAME})\s+(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])"
    r"(?:,?\s+(?P<year1>(?:19|20)[0-9]{2})(?![0-9]))?"
    rf"|(?P<day2>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<md2>{_MONTH_NAME})\b"
    r"(?:,?\s+(?P<year2>(?:19|20)[0-9]{2})(?![0-9]))?"
    rf"|(?P<month>\b{_MONTH_NAME}),?\s+(?:of\s+)?(?P<year3>(?:19|20)[0-9]{{2}})(?![0-9])"
    rf"|(?P<month2>\b{_MONTH_NAME})(?![a-z])"
    r"|(?P<q>first|second|third|fourth|q[1-4])(?:\s+quarter)?(?:\s+of)?\s+(?P<year5>(?:19|20)[0-9]{2})(?![0-9])"
    r"|(?P<year4>(?:19|20)[0-9]{2})(?P<decade>s)?(?![0-9.,]*[0-9%])(?!\s?(?:yuan|people|rmb|million|billion|"
    r"households|companies|pieces|villages|square|mu\b|percent))"
    r"|(?P<rel>\b(?:last|this|next) year\b)"
    r")"
)
_ENGLISH_PLAN = re.compile(
    r"\b(?P<n>[0-9]{2})th five-year plan|\b(?P<w>eleventh|twelfth|thirteenth|fourteenth|fifteenth) five-year plan"
)
_JOINER = re.compile(r"\s?(?:[-–—―~]+|至|到|to|through|until)\s?")


def find_dates(scan: Scan) -> None:
    """Claim every date of the text."""
    _plans(scan)
    for match in scan.matches(_ISO):
        when = When(int(match[1]), int(match[3]), int(match[4]))
        _add(scan, match.start(), match.end(), "date", when)
    _decades(scan)
    lefts = _bare_lefts(scan)
    points: list[tuple[int, int, When, Bound]] = []
    for match in scan.matches(_CHINESE):
        read = _read_chinese(match, scan)
        if read is not None:
            points.append((*match.span(), *read))
    taken = {position for a, b, *_ in points for position in range(a, b)}
    for match in scan.matches(_ENGLISH) if scan.latin else ():
        english = _read_english(match, scan)
        if english is not None and match.start() not in taken and match.end() - 1 not in taken:
            start = match.start() + len(match[0]) - len(match[0].lstrip(" -"))
            points.append((start, match.end(), *english))
    for match in scan.matches(_CLOCK):
        clock = _read_clock(match)
        if clock is not None and match.start() not in taken:
            points.append((*match.span(), clock, "exact"))
    points.sort(key=lambda p: p[0])
    _join(scan, points, lefts)


def _add(scan: Scan, start: int, end: int, kind: Kind, when: When, bound: Bound = "exact") -> None:
    if not scan.free(start, end):
        return
    scan.claim(start, end)
    text, first, last = scan.printed(start, end)
    scan.found.append(Figure(text, None, "", kind, bound, first, last, when=when))


def _plan_start(number: int) -> int:
    """First year of a five-year plan: the sixth began in 1981, the fourteenth in 2021."""
    return 1981 + 5 * (number - 6)


def _plans(scan: Scan) -> None:
    for match in scan.matches(_PLAN):
        number = read_chinese(match[0][:-1])
        if number is not None:
            first = _plan_start(int(number))
            _add(scan, *match.span(), "period", When(first, until=When(first + 4)))
    for match in scan.matches(_ENGLISH_PLAN):
        words = ("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth")
        n = int(match["n"]) if match["n"] else words.index(match["w"]) + 11
        first = _plan_start(n)
        _add(scan, *match.span(), "period", When(first, until=When(first + 4)))


def _decades(scan: Scan) -> None:
    for match in scan.matches(_DECADE):
        decade = match["decade"]
        tens = int(decade) if decade.isdigit() else int(read_chinese(decade) or 0)
        base = 2000 if match["last"] == "本世纪" else 1900
        if match["century"]:
            base = (int(match["century"]) - 1) * 100
        first = tens if tens >= 1000 else base + tens
        _add(scan, *match.span(), "period", When(first, until=When(first + 9)))
    for match in scan.matches(_CENTURY):
        first = (int(match["century"]) - 1) * 100 + 1
        if first > 0:
            _add(scan, *match.span(), "period", When(first, until=When(first + 99)))


def _bare_lefts(scan: Scan) -> dict[int, tuple[int, When]]:
    """End of a bare left side ("2015" of 2015—2020年) -> (its start, what it says)."""
    lefts: dict[int, tuple[int, When]] = {}
    for match in scan.matches(_BARE_LEFT):
        year, month = match["year"], match["month"]
        when = When(year=int(year)) if year else When(month=int(month))
        lefts[match.end()] = (match.start(), when)
    return lefts


def _number(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    return int(read_chinese(text.replace("○", "〇")) or 0)


def _group(match: re.Match[str], name: str) -> str | None:
    for tag in "abcdefg":
        try:
            value = match[f"{name}_{tag}"]
        except IndexError:
            continue
        if value:
            return str(value)
    return None


def _read_chinese(match: re.Match[str], scan: Scan) -> tuple[When, Bound] | None:
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
    when = _resolve(when, scan)
    bound: Bound = "by" if match["by"] else "since" if match["since"] else "exact"
    if bound == "exact":
        bound = _after(scan.text, match.end())
    return when, bound


def _quarter(when: When, text: str) -> When:
    if text.startswith("首"):
        return replace(when, span="Q1")
    digit = next(c for c in text if c in "一二两三四1234")
    number = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}.get(digit) or int(digit)
    if text.startswith("前"):
        return replace(
            when, span="Q1", until=When(when.year, span=f"Q{number}", year_offset=when.year_offset)
        )
    return replace(when, span=f"Q{number}")


_SINCE = re.compile(r"起(?!来|点|步|草|诉|伏|重|码|始)|开始")
_BEFORE = re.compile(
    r"(?:年|月|日|底)?(?:以前|之前|前(?!进|往|列|景|三|两|期|后|往|夕|来|不久|\d))"
)
_LATER = re.compile(r"(?:以后|之后|后(?!来|期|续|半|果|者|台))")


def _after(text: str, position: int) -> Bound:
    """The bound that follows a date outside its span: 9月起, 2025年前."""
    if _SINCE.match(text, position):
        return "since"
    if _BEFORE.match(text, position):
        return "before"
    if _LATER.match(text, position):
        return "after"
    return "exact"


def _resolve(when: When, scan: Scan) -> When:
    """Fill the year in from the article's date, if that is printed."""
    if scan.year is None:
        return when
    if when.year_offset is not None:
        return replace(when, year=scan.year + when.year_offset)
    if when.month_offset is not None and scan.month is not None:
        months = scan.year * 12 + scan.month - 1 + when.month_offset
        return replace(when, year=months // 12, month=months % 12 + 1)
    if when.day_offset is not None and scan.month is not None and scan.day is not None:
        that = date(scan.year, scan.month, scan.day) + timedelta(days=when.day_offset)
        return replace(when, year=that.year, month=that.month, day=that.day)
    if when.year is None and when.month is not None:
        # A bare month is the latest one that is not after the paper's own.
        later = scan.month is not None and when.month > scan.month
        return when if later else replace(when, year=scan.year)
    if when.year is None and when.span is not None:
        # 一季度 in the paper of April is this year's; in the paper of January it is open.
        ends = {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "H2": 12}[
            (when.until.span if when.until and when.until.span else when.span)
        ]
        if (scan.month is not None and scan.month > ends - 3) or scan.month is None:
            until = replace(when.until, year=scan.year) if when.until else None
            return replace(when, year=scan.year, until=until)
    return when


def _read_english(match: re.Match[str], scan: Scan) -> tuple[When, Bound] | None:
    groups = match.groupdict()
    month = next((groups[k] for k in ("md", "md2", "month", "month2") if groups[k]), None)
    day = groups["day"] or groups["day2"]
    year = next((groups[f"year{i}"] for i in (1, 2, 3, 4, 5) if groups[f"year{i}"]), None)
    if groups["month2"]:
        # "may" and "march" are words too: a date only with a capital and a word before it.
        name = scan.printed(*match.span("month2"))[0]
        before = scan.text[max(0, match.start("month2") - 5) : match.start("month2")]
        dated = bool(match["part"] or match["bound"]) or re.search(
            r"\b(?:in|of|from|last|since)\s$", before
        )
        if not name[0].isupper() or (len(name) < 4 and not dated) or not dated:
            return None
    if groups["year4"]:
        head = scan.text[max(0, match.start("year4") - 1) : match.start("year4")]
        if head in "$¥€£.,:-+0123456789" and head:
            return None
        after = scan.text[match.end("year4") : match.end("year4") + 1]
        if after and not (after.isspace() or after in ",.;:)]?!'-–\"") and not groups["decade"]:
            return None
        if head and not (head.isspace() or head in "(-–\"'"):
            return None
    when = When(
        year=int(year) if year else None,
        month=_MONTH_NUMBER[month.rstrip(".")] if month else None,
        day=int(day) if day else None,
        year_offset={"last year": -1, "this year": 0, "next year": 1}.get(groups["rel"] or ""),
    )
    if groups["q"]:
        word = groups["q"]
        number = ENGLISH_ORDINALS.get(word) or int(word[1])
        when = replace(when, span=f"Q{number}")
    part = {
        "end of": "end",
        "beginning of": "start",
        "start of": "start",
        "early": "early",
        "mid": "mid",
        "late": "late",
    }.get(groups["part"] or "")
    if part:
        when = replace(when, part=cast(Part, part))
    if groups["decade"] and year:
        when = replace(when, until=When(int(year) + 9))
    bound = {"by": "by", "until": "by", "as of": "by"}.get(
        groups["bound"] or "", groups["bound"] or "exact"
    )
    return _resolve(when, scan), cast(Bound, bound)


def _read_clock(match: re.Match[str]) -> When | None:
    hour = int(match["hour"])
    minute = match["minute"] or match["minute2"]
    afternoon = (match["half"] or "").strip() in ("下午", "晚", "晚上", "傍晚")
    if match["mark"] == "点" and not (match["half"] or match["thirty"] or match[0].endswith("钟")):
        return None  # 3000点, 12点 of a list: no time of day
    if afternoon and hour < 12:
        hour += 12
    return When(clock=f"{hour:02d}:{int(minute) if minute else 30 if match['thirty'] else 0:02d}")


def _join(
    scan: Scan,
    points: list[tuple[int, int, When, Bound]],
    lefts: dict[int, tuple[int, When]],
) -> None:
    """Claim the points; two with 至 between them are one period."""
    position = 0
    while position < len(points):
        start, end, when, bound = points[position]
        if start in lefts:
            start, left = lefts[start]
            if left.month is not None and when.year is not None and when.month is None:
                left = When(year=None)
            when = replace(
                left, year=left.year or when.year, year_offset=when.year_offset, until=when
            )
        else:
            bare = _LEFT_MONTH.match(scan.text, end) if when.month is None else None
            if bare and position + 1 < len(points) and points[position + 1][0] == bare.end():
                # 2023年1—4月: the year, a bare month, and the next point.
                nxt = points[position + 1]
                when = replace(when, month=int(bare[1]), until=replace(nxt[2], year=when.year))
                end = nxt[1]
                position += 1
        if position + 1 < len(points) and when.until is None:
            nxt = points[position + 1]
            joint = _JOINER.fullmatch(scan.text, end, nxt[0]) if nxt[0] > end else None
            if joint and (when.clock is None) == (nxt[2].clock is None):
                right = nxt[2]
                if right.year is None and right.month is not None:
                    right = replace(right, year=when.year)
                elif right.month is None and right.year is None and right.day is not None:
                    right = replace(right, year=when.year, month=when.month)
                when = replace(when, until=right)
                end = nxt[1]
                position += 1
        kind: Kind = (
            "time"
            if when.clock is not None and when.day is None
            else "period"
            if when.until is not None
            else "date"
        )
        _add(scan, start, end, kind, when, bound)
        position += 1


_LEFT_MONTH = re.compile(r"(1[0-2]|0?[1-9])\s?(?:[-–—―~]+|至|到)\s?")
