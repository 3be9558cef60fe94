"""The number, address or account by which somebody is reached, as it is printed.

>>> [number.text for number in numbers_in("咨询电话0571-88880000，监督电话12345。")]
['0571-88880000', '12345']
"""

from __future__ import annotations

import re
from collections.abc import Callable

from index.normalise import fold_text

from .evidence import Evidence
from .question import Question
from .who import Name

Score = Callable[[Question, Evidence, Name], float]

_NUMBER = re.compile(
    r"(?<![0-9.])(?:0[0-9]{2,3}[-—]?[0-9]{7,8}|1[3-9][0-9]{9}|[48]00[-—]?[0-9]{3,4}[-—]?[0-9]{3,4}|1[0-9]{4}|9[56][0-9]{3,4})(?![0-9.]|[万亿元人户家件亩米])"
)
_ADDRESS = re.compile(r"[a-z0-9._-]+@[a-z0-9.-]+\.[a-z]+|(?:https?://|www\.)[a-z0-9./_-]+")
_ASKS_ADDRESS = re.compile(r"邮箱|网址|网站|\be-?mail\b|\bwebsite\b")
# Digits of a telephone are called so right before them.
_CALLED = re.compile(r"(?:电话|热线|专线|号码|手机|拨打?|致电|传真)[^,，。;；0-9]{0,6}$")


def numbers_in(text: str) -> list[Name]:
    """Telephone numbers of a text, in order."""
    folded = fold_text(text)
    if len(folded) != len(text):
        return []
    found = []
    for match in _NUMBER.finditer(folded):
        # Five digits are a number to call only where the text says so.
        if len(match.group()) > 6 or _CALLED.search(folded[: match.start()]):
            found.append(Name(text[match.start() : match.end()], *match.span()))
    return found


def number_to_call(question: Question, evidence: Evidence, score: Score) -> Name | None:
    """The number, or the address, that a question for one is answered by; `None` without one."""
    if _ASKS_ADDRESS.search(question.folded):
        folded = fold_text(evidence.text)
        match = _ADDRESS.search(folded) if len(folded) == len(evidence.text) else None
        return None if match is None else Name(evidence.text[slice(*match.span())], *match.span())
    return max(
        numbers_in(evidence.text),
        key=lambda number: (score(question, evidence, number), -number.start),
        default=None,
    )
