"""The items of a list as the sentence prints them.

哪两个部门下发的？ is answered by 省财政厅、省发改委: neighbours in a row, of the number asked for where the
question says one.
"""

from __future__ import annotations

import re

from index.normalise import fold_text

from .evidence import Evidence
from .question import Question
from .tagging import tagged

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
_ENGLISH_ASKED = re.compile(
    r"\b(?:which|what)(?: other)? (?P<number>two|three|four|five|six|seven|eight|nine|ten|[2-9]|10) "
)
_ENGLISH_NUMBERS = {
    word: number
    for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)
}
_ITEM = r"[^、，,。；;：:！？!?（）()《》\s]{1,18}?"
_LAST = r"[^、，,。；;：:！？!?（）()\s]{1,18}"
# Two things with 、 between them are no list unless two were asked for.
_LEAST = 3
# So much longer than the others an item holds more than itself.
_LONGER = 1.5
# Word classes that an item begins behind or ends before: verbs, prepositions, numbers.
_LEADS = frozenset("vpdcumr")
_SUFFIXES = frozenset(["", *"式型类性化者员"])
# What leads to a list, and what follows one, is no part of its first or last item.
_LEAD = re.compile(
    r".*(?:分别是|分别为|包括|即|就是|是由|由|是|为|指|有|与|在|到|从|的|向|对|以|含|了|“|「)"
)
_TRAIL = re.compile(
    r"(?:等|先|下发|发布|印发|组成|构成|参加|参与|牵头|共同|联合|合作|签订|实施|开展|召开|举办|主办|这|分别|三大|四大|五大|[两二三四五六七八九十](?:大|个|家|项|方|种)|的|地|”|」).*"
)


def asked_number(folded: str) -> int | None:
    """How many items a folded question wants; `None` where it says no number.

    >>> asked_number("哪两个镇承担?"), asked_number("which three towns share it?"), asked_number("哪个镇?")
    (2, 3, None)
    """
    if (match := _ASKED.search(folded)) is not None:
        return _NUMBERS.get(match["number"]) or int(match["number"])
    if (match := _ENGLISH_ASKED.search(folded)) is not None:
        return _ENGLISH_NUMBERS.get(match["number"]) or int(match["number"])
    return None


def enumerated(question: Question, evidence: Evidence) -> tuple[int, int] | None:
    """Where the items stand that the question asks for, from the first to the last.

    Offsets into the article. `None` where no such row is printed: of the number asked for, else of
    three items or more that the reader points at, or the only row.
    """
    number = asked_number(question.folded)
    text = fold_text(evidence.text)
    if len(text) != len(evidence.text):
        return None
    rows = _rows(text, number)
    if number is None and len(rows) > 1:
        rows = [row for row in rows if _pointed(evidence, row)]
    if not rows:
        return None
    best = max(rows, key=lambda row: (_pointed(evidence, row), -row.start()))
    start, end = _items(best)
    return (
        (evidence.start + start, evidence.start + end) if end - start > (number or _LEAST) else None
    )


def _rows(text: str, number: int | None) -> list[re.Match[str]]:
    """Rows of `number` neighbours, of `_LEAST` or more where it is `None`, with 、 between them, the
    last two perhaps with 和."""
    least = number or _LEAST
    several = f"{{{least - 2}}}" if number else f"{{{least - 2},}}"
    return [
        row
        for row in re.finditer(rf"{_LAST}(?:、{_LAST}){several}(?:、|和|与|以及|及){_LAST}", text)
        if row[0].count("、") + bool(re.search(r"和|与|及", row[0].rsplit("、", 1)[-1]))
        >= least - 1
    ]


def _items(row: re.Match[str]) -> tuple[int, int]:
    """Where the first item of a row begins and the last one ends.

    What leads to the first and follows the last is told by the words for it, else by the length
    of the items between: 每月去白茅、洞口、三岔收药 has three names of two characters.
    """
    start, end = row.span()
    items = re.split(r"、|和|与|及", row[0])
    first, last = items[0], items[-1]
    typical = sum(map(len, items[1:-1])) / len(items[1:-1]) if len(items) > 2 else None
    lead = lead_match.end() if (lead_match := _LEAD.match(first)) else 0
    trail = len(trail_match[0]) if (trail_match := _TRAIL.search(last, 1)) else 0
    kept = first[lead:]
    if typical is not None and len(kept) > _LONGER * typical:
        lead += min(_begins(kept), key=lambda at: abs(len(kept) - at - typical))
    kept = last[: len(last) - trail]
    if typical is not None and len(kept) > _LONGER * typical:
        trail += len(kept) - min(_ends(kept), key=lambda at: abs(at - typical))
    return start + lead, end - trail


def _begins(words: str) -> list[int]:
    """Where an item may begin: at the start, and behind what is done, with what, how many."""
    found, position = [0], 0
    for word, tag in tagged(words):
        position += len(word)
        ends_word = words[position : position + 1] not in _SUFFIXES  # 可躺|式课桌椅
        if tag[:1] in _LEADS and tag != "vn" and ends_word:
            found.append(position)
    return found


def _ends(words: str) -> list[int]:
    """Where an item may end: at the end, and before what is done with it."""
    found, position = [len(words)], 0
    for word, tag in tagged(words):
        if tag[:1] in _LEADS and tag != "vn" and position:
            found.append(position)
        position += len(word)
    return found


def _pointed(evidence: Evidence, row: re.Match[str]) -> bool:
    if evidence.span is None:
        return False
    a, b = evidence.span
    return evidence.start + row.start() < b and a < evidence.start + row.end()
