"""How much something changed where an article prints only what it was and what it is.

>>> bool(asks_change("9路车改线以后每天少跑几班？")), bool(asks_change("票价涨到多少？"))
(True, False)
"""

from __future__ import annotations

import itertools
import re

from index import Language
from index.figures import Figure
from index.normalise import simplify

from .answer import Computation, Operand, Sentence
from .arithmetic import compute
from .compose import Draft, citation_of
from .evidence import Evidence
from .language import in_script
from .like_figures import may_be_computed
from .question import Question
from .short_answer import ShortAnswer
from .sides import Reading

_ASKS = re.compile(
    r"(?<!至)(?<!最)(?<!不)(?:增加|增长|增多|提高|提升|提前|推迟|缩短|延长|缩小|扩大|减少|下降|降低|上涨|上升|(?<![新年])增|涨|跌|降|减|[多少高低长短快慢早晚贵省]|便宜)"
    r"[\u4e00-\u9fff]?(?:了|出)?(?:多少|几(?!乎))(?!年前)"
)
_TO = re.compile(r"(?:到|至)(?:了)?(?:多少|几)")
_SHARE = re.compile(r"百分之|百分点|几成|几倍|多少倍|比例|%|％")
_WAS = re.compile(
    r"(?:由|从|原来|原先|原本|以前|之前|此前|过去|当初|往年|(?<=[\u4e00-\u9fff])前)[^，,。；;：:]{0,14}$"
)
_IS = re.compile(
    r"(?:到|至|为|成|变|现在|如今|目前|眼下|只要|只需|仅需|[增减降升涨缩提扩]了?)[^，,]{0,6}$"
)
_LONGEST_BETWEEN = 18
_NOT_SAID = ("date", "period", "time", "name", "ordinal", "rank")


def asks_change(folded: str) -> bool:
    """Whether a simplified Chinese question asks by how much something changed."""
    return _ASKS.search(folded) is not None and _TO.search(folded) is None


def was_and_is(evidence: Evidence) -> list[tuple[Figure, Figure]]:
    """The pairs of figures of a sentence that say what something was and what it is now."""
    text = simplify(evidence.text)
    figures = [f for f in evidence.figures if f.kind not in _NOT_SAID]
    return [
        (was, now)
        for was, now in itertools.pairwise(figures)
        if now.start - was.end <= _LONGEST_BETWEEN
        and _WAS.search(text[: was.start])
        and _IS.search(text[was.end : now.start])
    ]


def change_draft(
    question: Question, best: Evidence, short: ShortAnswer | None, language: Language
) -> tuple[Draft, str] | None:
    """The change computed from the two figures of which `short` is one, then their sentence; `None`
    where the question asks for none, a sentence says it itself, or the figures do not go together."""
    if short is None or language == "en":
        return None
    if not asks_change(simplify(question.folded)):
        return None
    at = short.start - best.start
    pair = next((p for p in was_and_is(best) if any(f.start <= at < f.end for f in p)), None)
    if pair is None or (_SHARE.search(question.folded) and pair[0].kind != "percent"):
        return None
    was, now = (
        Reading(best, ShortAnswer(f.text, best.start + f.start, best.start + f.end, f))
        for f in pair
    )
    result = compute("difference", pair, language)
    if result is None or not result.value or not may_be_computed((was, now), ("", "")):
        return None
    x, y = (f.text for f in pair)
    larger = compute("larger", pair, language)
    falls = larger is not None and larger.value == 0
    left, right = (x, y) if falls else (y, x)
    about = "" if result.exact else "约"
    line = (
        f"原为{x}，后为{y}，相差{about}{result.text}（{left}减{right}等于{about}{result.text}）。"
    )
    computed = Computation("difference", (Operand(x, 1), Operand(y, 1)), result.text)
    citation = citation_of(best, 1)
    sentences = (
        Sentence(in_script(line, language), (1,), computed=computed),
        Sentence(in_script(citation.quote, language), (1,)),
    )
    return Draft(sentences, (citation,)), in_script(f"{about}{result.text}", language)
