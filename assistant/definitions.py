"""Whether a sentence says what a thing is: “松溪夜校”是面向新居民的免费课堂.

Who asks what something is wants that sentence, wherever else the thing is named; a reader that has seen
few such questions points at a sentence that names it and more.
"""

from __future__ import annotations

import re

from index.normalise import fold_text

from .evidence import Evidence
from .question import Question

_ASKED = re.compile(
    r"^(?:请问)?(?:什么是|何谓|何为|什么叫)(?P<after>[^,，?？]{2,12}?)(?:呢)?[?？]*$"
    r"|^(?:请问)?(?P<before>[^,，?？]{2,14}?)(?:究竟|到底|说的|讲的)?(?:是|指)(?:的)?(?:个)?(?:什么|哪一?[类种])[^,，?？]{0,4}[?？]*$"
)
_MARKS = re.compile(r"[“”\"'‘’「」『』《》]")
_TELLS = r"[\u4e00-\u9fff]{0,6}?[，,]?(?:就?是指|指的就?是|即(?!将|可|便|使)|就?是(?![否不在由从为谁这那]|目前|今年|去年|因为))"


def thing_defined(question: Question) -> str | None:
    """The thing whose meaning is asked, folded and without marks; `None` where none is.

    >>> from .question import parse_question
    >>> thing_defined(parse_question("松溪说的“山海协作”究竟指哪一类协作？"))
    '山海协作'
    """
    if question.kind != "definition" or question.language == "en":
        return None
    quoted = [
        name
        for name in question.names
        if f"“{name}”" in question.folded or f'"{name}"' in question.folded
    ]
    if len(quoted) == 1:
        return _MARKS.sub("", quoted[0])
    match = _ASKED.match(question.folded)
    return None if match is None else _MARKS.sub("", match["after"] or match["before"]).strip("的")


def defines(question: Question, evidence: Evidence) -> bool:
    """Whether a sentence says of the very thing that a question asks about what it is."""
    thing = thing_defined(question)
    if thing is None or len(thing) < len("某某"):
        return False
    told = _MARKS.sub("", fold_text(evidence.text))
    return (
        re.search(rf"(?:^|[^\u4e00-\u9fff]|[省市区县的谓“]){re.escape(thing)}{_TELLS}", told)
        is not None
    )
