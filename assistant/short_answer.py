"""The short answer: the figure, date, name or phrase itself, cut from the evidence.

The reader proposes a span; the kind of the question says what type it must be, and figures are
never cut: 14.5亿件 does not become 14.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.figures import Figure
from index.normalise import fold_text

from .evidence import Evidence
from .question import Question

_EDGE = " \t\n，。；：、,;:“”\"'‘’（）()《》「」『』—-"
_DATE_KINDS = ("date", "period", "time")
_RANK_KINDS = ("ordinal", "rank")
_ASKS_RANK = re.compile(r"第几|排名|名次|位次|排在|几名|\brank")
# A span longer than this is a sentence, not a short answer.
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """`article.text[start:end] == text`; `figure` when the answer is one."""

    text: str
    start: int
    end: int
    figure: Figure | None = None


def _unit_asked(question: Question) -> str | None:
    """The measure word after 多少 or 几, which the figure should carry: 多少【家】."""
    match = re.search(
        r"(?:多少|几)(?:万|亿|千|百)?(个|家|件|名|人|次|条|座|平方公里|平方米|亩|公里|元|钱|岁|年|天|小时|分钟|秒|项|所|户|村|"
        r"位|张|支|瓶|种|类|级|吨|套|场|台|只|批|处|部|节|对|届|倍|成|米|分|款|枚|组)",
        question.folded,
    )
    return match.group(1) if match else None


def _figure_score(question: Question, evidence: Evidence, figure: Figure) -> float:
    """How likely `figure` is the one asked for: near the reader's span, of the unit asked for."""
    score = 0.0
    start, end = evidence.start + figure.start, evidence.start + figure.end
    if evidence.span is not None:
        a, b = evidence.span
        if start < b and a < end:
            score += 2.0
        else:
            score -= min(abs(start - b), abs(a - end)) / max(len(evidence.text), 1)
    unit = _unit_asked(question)
    text = figure.text
    if unit is not None:
        asked = "元" if unit == "钱" else "人" if unit in ("名", "位") else unit
        matches = asked in text or (unit in "名位人" and re.search("[名位人]", text))
        # The measure word after 多少 names the figure more surely than any span.
        score += 3.0 if matches else -1.0
    if re.search(
        r"百分之|占比|比例|比重|增幅|增速|率|percent|share|proportion|几成", question.folded
    ):
        score += 1.0 if figure.kind in ("percent", "fraction", "ratio", "point") else -0.5
    # What the figure measures, in the words around it, shares words with the question.
    subject = figure.subject
    named = fold_text(
        f"{subject.measure or ''}{subject.of or ''}{subject.place or ''}{subject.clause}"
    )
    score += sum(0.5 for term in question.terms if term in named)
    return score


def _is_wanted(question: Question, figure: Figure) -> bool:
    """Whether a figure is of the type that the question asks for."""
    if figure.kind == "name":
        return False
    if question.kind == "date":
        return figure.kind in _DATE_KINDS
    if figure.kind in _RANK_KINDS:
        return bool(_ASKS_RANK.search(question.folded))
    return figure.kind not in _DATE_KINDS


def short_answer(question: Question, evidence: Evidence) -> ShortAnswer | None:
    """The short answer that `evidence` holds for `question`, or `None` where it has none."""
    article = evidence.candidate.article
    if question.kind in ("reason", "how", "list", "yes_no", "comparison"):
        return None
    if question.kind in ("figure", "date"):
        wanted = [figure for figure in evidence.figures if _is_wanted(question, figure)]
        if wanted:
            best = max(wanted, key=lambda f: (_figure_score(question, evidence, f), -f.start))
            start, end = evidence.start + best.start, evidence.start + best.end
            return ShortAnswer(article.text[start:end], start, end, best)
        if question.kind == "figure":
            return None
    if evidence.span is None:
        return None
    start, end = evidence.span
    for figure in evidence.figures:
        a, b = evidence.start + figure.start, evidence.start + figure.end
        if a < end and start < b:
            start, end = min(start, a), max(end, b)
    while start < end and article.text[start] in _EDGE:
        start += 1
    while end > start and article.text[end - 1] in _EDGE:
        end -= 1
    if not start < end or end - start > _LONGEST:
        return None
    return ShortAnswer(article.text[start:end], start, end)
