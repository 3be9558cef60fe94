"""The short answer: the figure, date, name or phrase itself, cut from the evidence.

The reader proposes a span; the kind of the question says what type it must be, and figures are
never cut: 14.5亿件 does not become 14.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.figures import Figure
from index.normalise import fold_text

from .alignment import alignment_scores, nearness, own_words
from .contrasts import contrasted
from .evidence import Evidence
from .focus import unit_matches
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
    matches = unit_matches(question, figure)
    if matches is not None:
        # The measure word after 多少 names the figure more surely than any span.
        score += 2.5 if matches else -1.0
    if re.search(
        r"百分之|占比|比例|比重|增幅|增速|率|几成|几个点|percent|share|proportion", question.folded
    ):
        score += 1.0 if figure.kind in ("percent", "fraction", "ratio", "point") else -0.5
    if contrasted(question.folded, fold_text(own_words(evidence.text, evidence.figures, figure))):
        score -= 3.0
    return score + nearness(question.query, evidence.text, figure)


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
            aligned = alignment_scores(question.query, evidence.text, evidence.figures)
            best = max(
                wanted,
                key=lambda f: (
                    _figure_score(question, evidence, f) + 2 * aligned.get(f.start, 0.0),
                    -f.start,
                ),
            )
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
