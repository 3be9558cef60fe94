"""Where and when an article is set: what every sentence of it may leave unsaid.

Who has read 福建青溪县石桥镇… at the top needs no 青溪 in the sentences below, and knows from the line with the
date which year 去年 is, whether or not that line could be read as such when the article was indexed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index import Article
from index.normalise import fold_text

# Characters of the text within which an article says where it is.
_OPENING = 240
# A line of the masthead, or the one at the foot that says where it was printed first.
_LONGEST_LINE = 60
_LINES = 6
_DATE = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:年[0-9]{1,2}月[0-9]{1,2}日|([-./])[0-9]{1,2}\2[0-9]{1,2}(?![0-9]))"
)
_SENTENCE_END = re.compile(r"[。!?]")
# 青石|乡村: no township of that name.
_LOCAL = r"(?:街道|社区|新村|镇|乡(?!村)|村(?!镇))"
_WIDE = r"(?:省|市|县|区)"


@lru_cache(maxsize=1024)
def published_year(article: Article) -> int | None:
    """The year of the article: of its date, else of the one full date on a line by itself, else of
    the full date that its story opens with, where it tells of no later year.

    `None` where such lines give two years, or none.
    """
    if article.date:
        return int(article.date[:4])
    lines = [line for line in fold_text(article.text).split("\n") if line.strip()]
    around = [*lines[:_LINES], *lines[-2:]]
    titles = [fold_text(title) for title in (article.title, article.subtitle) if title]
    short = [
        line
        for line in (*titles, *around)
        if len(line) <= _LONGEST_LINE and not _SENTENCE_END.search(line)
    ]
    years = {match[1] for line in short for match in _DATE.finditer(line)}
    if years:
        return int(years.pop()) if len(years) == 1 else None
    return _year_of_opening(article)


def _year_of_opening(article: Article) -> int | None:
    """青溪晚报讯(记者林小满)2024年5月6日清晨,渡口…: news is told of the day before, or of that month."""
    opening = fold_text(article.text)[:_NEWS_OPENING]
    years = {
        int(match[1])
        for match in _DATE.finditer(opening)
        if _CREDIT.search(opening, 0, match.start()) or _WIRE.match(opening, match.end())
    }
    latest = told_until(article)
    if len(years) != 1:
        return latest if latest is not None and _within(latest, article) else None
    year = years.pop()
    return year if latest is None or latest <= year else None


def _within(year: int, article: Article) -> bool:
    """截至2025年10月底, 2023年一季度: news of a year's first months is printed within the year."""
    return any(int(year_told) == year for year_told in _SO_FAR.findall(fold_text(article.text)))


_SO_FAR = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})年(?:(?<=截至[0-9]{4}年)(?:[1-9]|1[01])月|第?[一二三]季度|前[二三]季度|上半年|前[1-9一二三四五六七八九]个月)"
)
# Who reports, and that it is a report: 记者林小满, 本报讯, 2024年5月6日电.
_CREDIT = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{1,10}讯|[\u4e00-\u9fff]{0,8}电)(?=[ (“\"0-9])|[(](?:[\u4e00-\u9fff]{0,2}记者|通讯员|作者) ?"
)
_WIRE = re.compile(r"[ )]{0,2}(?:讯|电)(?=[ (“\"\u4e00-\u9fff])")
# Characters of the text within which a story tells of which day it is.
_NEWS_OPENING = 140


@lru_cache(maxsize=1024)
def told_until(article: Article) -> int | None:
    """The latest year that the article prints as gone by: not before it was it written.

    到2035年, 2035年将 are years to come.
    """
    text = fold_text(article.text)
    years = [
        int(match[1])
        for match in _GONE_BY.finditer(text)
        if not _BEFORE_PLAN.search(text[max(0, match.start() - 6) : match.start()])
        and not _PLAN.match(text, match.end())
    ]
    return max(years, default=None)


_GONE_BY = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})年")
_BEFORE_PLAN = re.compile(r"(?:(?<!截)[到至—–~-]|力争|计划|预计|目标|规划|将[在于]?)$")
_PLAN = re.compile(r"[\u4e00-\u9fff0-9]{0,6}?(?:将|计划|力争|预计|[底末]前|之前)")


@lru_cache(maxsize=4096)
def is_set_in(core: str, article: Article) -> bool:
    """Whether the article says at its top that it is about the place `core` (no class word).

    Its title or its newspaper names it, or it is the first place of its class that the opening
    names: 福建|青溪县|石桥镇 are three classes, and all hold.
    """
    told = (article.title, article.subtitle, article.source)
    if any(core in fold_text(part) for part in told if part):
        return True
    opening = fold_text(article.text)[:_OPENING]
    # 仅次于青溪县: what is compared with is elsewhere.
    match = re.search(
        rf"(?<![于过比及]){re.escape(core)}(?P<kind>{_LOCAL}|{_WIDE})(?![长民])", opening
    )
    if match is None:
        return False
    kind = match["kind"]
    # 两个县, 全县, 该县, 各县: a class word that names no place of its own.
    named = re.search(rf"(?<![个全该各我本0-9一两几])[\u4e00-\u9fff]{kind}(?![长民])", opening)
    return named is not None and named.end() >= match.end()


@lru_cache(maxsize=4096)
def is_local(core: str, article: Article) -> bool:
    """Whether the article speaks of `core` as of a town, a village or a part of one."""
    return re.search(rf"{re.escape(core)}{_LOCAL}", fold_text(article.text)) is not None
