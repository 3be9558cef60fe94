"""The items of a list as the sentence prints them, where a question says how many it wants.

哪两个部门下发的？ is answered by 省财政厅、省发改委: neighbours in a row, of the number asked for.
"""

from __future__ import annotations

import re

from index.normalise import fold_text

from .evidence import Evidence
from .question import Question

_NUMBERS = {
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_ASKED = re.compile(
    r"哪(?P<number>[两二三四五六七八九十]|[2-9]|10)(?:大|个|家|所|项|种|类|方|座|位|镇|村|条|点)?"
)
_ITEM = r"[^、，,。；;：:！？!?（）()《》\s]{1,18}?"
_LAST = r"[^、，,。；;：:！？!?（）()\s]{1,18}"
# What leads to a list, and what follows one, is no part of its first or last item.
_LEAD = re.compile(
    r".*(?:分别是|分别为|包括|即|就是|是由|由|是|为|指|有|与|在|到|从|的|向|对|以|含|了|“|「)"
)
_TRAIL = re.compile(
    r"(?:等|下发|发布|印发|组成|构成|参加|参与|牵头|共同|联合|合作|签订|实施|开展|召开|举办|主办|这|分别|三大|四大|五大|[两二三四五六七八九十](?:大|个|家|项|方|种)|的|地|”|」).*"
)


def asked_number(folded: str) -> int | None:
    """How many items a folded question wants: 哪两个 -> 2; `None` where it says no number."""
    match = _ASKED.search(folded)
    if match is None:
        return None
    return _NUMBERS.get(match["number"]) or int(match["number"])


def enumerated(question: Question, evidence: Evidence) -> tuple[int, int] | None:
    """Where the items stand that the question asks for, from the first to the last.

    Offsets into the article. `None` where the question names no number or no such row is printed.
    """
    number = asked_number(question.folded)
    text = fold_text(evidence.text)
    if number is None or len(text) != len(evidence.text):
        return None
    rows = [
        row
        for row in re.finditer(
            rf"{_LAST}(?:、{_LAST}){{{number - 2}}}(?:、|和|与|以及|及){_LAST}", text
        )
        if row[0].count("、") + bool(re.search(r"和|与|及", row[0].rsplit("、", 1)[-1]))
        >= number - 1
    ]
    if not rows:
        return None
    best = max(rows, key=lambda row: (_pointed(evidence, row), -row.start()))
    start, end = best.span()
    first = re.split(r"、|和|与|及", best[0])[0]
    start += lead.end() if (lead := _LEAD.match(first)) else 0
    last = re.split(r"、|和|与|及", best[0])[-1]
    end -= len(trail[0]) if (trail := _TRAIL.search(last, 1)) else 0
    return (evidence.start + start, evidence.start + end) if end - start > number else None


def _pointed(evidence: Evidence, row: re.Match[str]) -> bool:
    if evidence.span is None:
        return False
    a, b = evidence.span
    return evidence.start + row.start() < b and a < evidence.start + row.end()
