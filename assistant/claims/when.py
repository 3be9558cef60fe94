"""Of when a claim and a source speak, and whether of plans or of what is done."""

from __future__ import annotations

import re

from index.figures import Figure, compare
from index.figures.subject import is_compared_with

from .claim_figure import ClaimFigure
from .evidence import SourceSentence, Spot

_PLANNED = re.compile(r"计划|拟|力争|争取|目标|预计|将于|规划")
_DONE = re.compile(r"建成|完成|已经|实现了|开通了|投用")


def time_agrees(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool | None:
    """True: the same time. False: another one. None: the source does not say."""
    if not claim.dates:
        return True
    printed = [s for s in sentence.spots if s.figure.kind in ("date", "period")]
    bases = [s.figure for s in printed if _compared(s)]
    stated = [s.figure for s in printed if not _compared(s)]
    governing = _governing(sentence, spot)
    answers: list[bool | None] = []
    for claimed in claim.dates:
        if claim.figure.unit == "%" and claim.claim[claimed.end :].startswith("的"):
            behind = claim.claim[claimed.end + 1 : claim.figure.end]
            if claim.figure.text == behind and "倍" in behind:
                continue  # 是上一年的两倍: what it is compared with
        if is_base(claim.claim[: claimed.start]):
            # 比2015年: what it is compared with, not when it was.
            if bases and not any(compare(claimed, f).holds for f in bases):
                answers.append(False)
            continue
        relations = [compare(claimed, source).relation for source in governing]
        if any(r in ("equal", "implied") for r in relations):
            answers.append(True)
        elif any(compare(claimed, f).holds for f in stated):
            answers.append(True if len(stated) == 1 else None)
        elif any(r == "contradicted" for r in relations):
            answers.append(False)
        elif claimed.when is not None and claimed.when.year is None:
            # 去年, 3月 without a year: nothing to hold against it but another date.
            answers.append(None if governing and claimed.when.year_offset is not None else True)
        else:
            answers.append(_article_year(claimed, sentence))
    if any(a is False for a in answers):
        return False
    return None if any(a is None for a in answers) else True


_WHOLE_YEAR = re.compile(
    r"全年|年度|一整年|整年|full[- ]year|whole year|entire year|year as a whole|annual"
)
_PART_END = re.compile(r"[;；。]")
_DAYS = re.compile(
    "五一|十一|国庆|春节|元旦|端午|中秋|清明|劳动节|假期|长假|黄金周|暑假|暑期|寒假|当天|当日|首日|首月|周末|期间"
)
_FLOWS = ("元", "%", "", "美元")


def stretch_agrees(
    claim: ClaimFigure, sentence: SourceSentence, spot: Spot, *, strict: bool
) -> bool:
    """Whether both speak of equally long stretches: a year's output is not a quarter's.

    Without `strict` only what the claim says outright (全年) excludes a quarter; strictly, a claim
    about 2023 does not speak of 2023年一季度 either, which its figure must match to be contradicted.
    """
    governing = _governing(sentence, spot)
    points = [f for f in claim.dates if not is_base(claim.claim[: f.start])]
    whole = _WHOLE_YEAR.search(claim.text) is not None
    holiday = _DAYS.search(f"{spot.lead},{spot.clause}") if strict else None
    if holiday is not None and holiday[0] not in claim.text:
        return False
    for source in governing:
        if not _within_a_year(source, spot):
            continue
        if whole and not _WHOLE_YEAR.search(f"{spot.lead},{spot.clause}"):
            return False
        if strict and any(_whole(f) for f in points):
            return False
    if strict and not any(_within_a_year(f, spot) for f in governing):
        # A quarter is claimed, a year printed.
        return not any(f.when is not None and f.when.span is not None for f in points)
    return True


def _whole(figure: Figure) -> bool:
    """Whether a date is a year and no more."""
    when = figure.when
    return (
        when is not None
        and (when.year is not None or when.year_offset is not None)
        and all(
            part is None
            for part in (when.month, when.month_offset, when.span, when.part, when.day, when.until)
        )
    )


def _within_a_year(figure: Figure, spot: Spot) -> bool:
    """Whether a date is a quarter, half a year or months; one month counts for sums and rates."""
    when = figure.when
    if when is None or figure.bound == "by":
        return False
    if when.span is not None:
        return True
    month = when.month is not None or when.month_offset is not None
    if month and when.until is not None and when.until.year in (None, when.year):
        return True
    return month and when.day is None and spot.figure.unit in _FLOWS


def _governing(sentence: SourceSentence, spot: Spot) -> list[Figure]:
    """The date of a printed figure: the last before it in its sentence, the first, an earlier one."""
    printed = [s for s in sentence.spots if s.figure.kind in ("date", "period")]
    stated = [s.figure for s in printed if not _compared(s)]
    before = [f for f in stated if f.start <= spot.figure.start]
    # 投资增长9%;2022年,…: what follows a semicolon dates what follows it.
    behind = [
        f
        for f in stated
        if f.start > spot.figure.start
        and not _PART_END.search(sentence.quote[spot.figure.end : f.start])
    ]
    return before[-1:] or behind[:1] or list(sentence.earlier_dates[-1:])


def _compared(spot: Spot) -> bool:
    return is_base(spot.before) or is_compared_with(
        spot.before, spot.clause[len(spot.before) + 1 :]
    )


def is_base(before: str) -> bool:
    """Whether a date is what the figure is compared with: 比去年, 较2015年, than in 2015."""
    return (
        re.search(
            r"(?:比|较|較|相比|than(?: in)?|from|over|compared (?:with|to))\s?$", before[-16:]
        )
        is not None
    )


def _article_year(claimed: Figure, sentence: SourceSentence) -> bool | None:
    """A sentence without a date speaks of the paper's own time."""
    when, printed = claimed.when, sentence.article.date
    if when is None or when.year is None or not printed:
        return None
    precise = when.month is not None or when.span is not None
    return True if str(when.year) == printed[:4] and not precise else None


def tense_agrees(claim: ClaimFigure, sentence: SourceSentence, spot: Spot) -> bool:
    """What is planned does not contradict what is done."""
    before = sentence.text[: max(sentence.text.find(spot.clause[:4]), 0)] + spot.before
    planned = _PLANNED.search(before) is not None
    return not planned or not _DONE.search(claim.text) or _PLANNED.search(claim.text) is not None
