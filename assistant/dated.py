"""Whether a sentence tells of the year that a question asks about.

The year may be printed, be 去年 counted from when the article was written, or stand before the
sentence; 比2019年多 only compares with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Article
from index.normalise import fold_text

from .evidence import Evidence
from .question import Question
from .setting import published_year, told_until
from .unmet import Unmet

_PRINTED_YEAR = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})(?=年|[—-])")
_RELATIVE_YEARS = (
    ("前年", -2), ("去年", -1), ("上年", -1), ("今年", 0), ("本年", 0), ("如今", 0), ("目前", 0), ("明年", 1)
)  # fmt: skip
_COMPARED_YEAR = re.compile(
    r"(?:比|较|相比于?)(?:去年|上年|前年|今年|(?:19|20)[0-9]{2}年)|(?:去年|上年)(?:同期|增长|下降)"
    # 在2016年创下的纪录: the year of the record, not of what is told of it.
    r"|在(?:19|20)[0-9]{2}年[\u4e00-\u9fff]{1,4}的(?=[\u4e00-\u9fff])"
)
_LAST_SENTENCE = re.compile(r"[^。!?！？\n]+[。!?！？]?[”\"]?$")
# A question about the difference itself.
ASKS_CHANGE = re.compile(r"比|较|变化|增|涨|升|降|减|差|倍|翻")


def year_unmet(year: str, question: Question, evidence: Evidence) -> Unmet | None:
    """`None` where `evidence` may tell of `year`; else what it tells of instead."""
    article = evidence.candidate.article
    sentence = fold_text(evidence.text)
    # 比上年增长 compares with that year; the figure is not of it.
    spoken = _COMPARED_YEAR.sub("", sentence)
    if year in (sentence if ASKS_CHANGE.search(question.folded) else spoken):
        return None
    article_year = published_year(article)
    printed = _PRINTED_YEAR.findall(spoken)
    shifts = _relative(spoken)
    if article_year is not None and year in {str(article_year + shift) for shift in shifts}:
        return None
    if year in sentence:
        # Compared with the year asked about: what is given is of another, if it says which.
        others = [*printed, *(str(article_year + shift) for shift in shifts if article_year)]
        return Unmet("year", year, others[-1]) if others else None
    if shifts and not printed:
        if article_year is not None:
            return Unmet("year", year, str(article_year + shifts[0]))
        # Undated: 去年 may be the year asked for, if the article speaks of it or of the next; it is
        # none that lies before what the article tells of.
        earliest = told_until(article)
        if earliest is not None and int(year) < earliest + min(shifts):
            return Unmet("year", year, "")
        return None if _may_be_counted_from(year, shifts, article) else Unmet("year", year)
    if printed:
        # 2023年投产,去年产320吨: undated, 去年 may be the year asked for where the next is told of.
        until = told_until(article) if shifts and article_year is None else None
        if until is not None and year in {str(until + shift) for shift in shifts}:
            return None
        return Unmet("year", year, printed[-1])
    before = fold_text(article.text[evidence.candidate.passage.start : evidence.start])
    earlier = _PRINTED_YEAR.findall(before)
    if earlier and earlier[-1] == year:
        return None
    # 截至去年底,全区有30座桥。其中8座…: the sentence goes on with the time of the one before.
    last = match.group() if (match := _LAST_SENTENCE.search(before)) else ""
    going_on = _relative(_COMPARED_YEAR.sub("", last))
    if going_on and not _PRINTED_YEAR.search(last):
        if article_year is None and _may_be_counted_from(year, going_on, article):
            return None
        if article_year is not None and year in {str(article_year + shift) for shift in going_on}:
            return None
    headings = fold_text(f"{article.title or ''}{evidence.candidate.passage.heading or ''}")
    if year in headings or article_year == int(year):
        return None
    if earlier:
        return Unmet("year", year, earlier[-1])
    if year in _PRINTED_YEAR.findall(fold_text(article.text)):
        # The article speaks of that year, but not here: it may or may not be meant.
        return Unmet("year", year)
    return Unmet("year", year, str(article_year) if article_year else None)


def _relative(sentence: str) -> list[int]:
    """How far the years that a sentence counts from its own lie from that, in years."""
    return [shift for word, shift in _RELATIVE_YEARS if word in sentence]


def _may_be_counted_from(year: str, shifts: Sequence[int], article: Article) -> bool:
    """Whether an undated article speaks of `year`, or of the one that its 去年 would be counted from."""
    earliest = told_until(article)
    if earliest is not None and int(year) < earliest + min(shifts):
        return False
    body = fold_text(article.text)
    return any(str(int(year) - shift) in body or year in body for shift in shifts)
