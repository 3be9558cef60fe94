"""What an English turn says of two figures at once: the difference, how many in total, which is larger.

>>> from assistant.dialogue import Exchange
>>> asked = [Exchange("How many inns are there in Donghe?"), Exchange("How many inns are there in Xihe?")]
>>> of_two_english("What is the difference?", asked).text
'What is the difference between the number of inns in Donghe and the number of inns in Xihe?'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .antecedents_english import the_two, things_of
from .compared import is_less
from .dialogue import Exchange, Standalone
from .ellipsis_english import replaced_english
from .frame_english import english_frame, names_in, opened
from .language import detect_language

_TWO = r"(?:them|these|those|the two|both)"
_THAT = r"(?:is|was|are|were)\s+(?:that|this|it|they|those|there)"
_TOTAL = re.compile(
    rf"^(?:(?:how (?:many|much)|what)(?:\s+(?:is|are)\s+(?:that|there|they|it))?\s+(?:in total|altogether|together|in all|combined|in sum)"
    rf"|(?:what(?:'s| is| was) )?the (?:combined |overall )?total(?: number| of {_TWO})?|(?:and )?(?:in total|altogether|together|combined))$",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    rf"^(?:(?:what(?:'s| is| was)|how (?:big|large|wide|great) (?:is|was)) the (?:difference|gap)(?: between {_TWO})?"
    rf"|(?:by )?how (?:much|many) (?:more|less|fewer|higher|lower|larger|smaller)(?:\s+{_THAT})?|by how (?:much|many))$",
    re.IGNORECASE,
)
_WHICH = re.compile(
    rf"^which(?: one)?(?: of {_TWO})?(?: (?:town|village|county|city|year|place|group))?\s+(?:(?:is|was|has|have|had)\s+)(?:the\s+)?"
    r"(?P<adj>more|most|higher|highest|larger|largest|bigger|biggest|greater|less|least|lower|lowest|fewer|fewest|smaller|smallest)(?:\s+of\s+them)?$",
    re.IGNORECASE,
)
# How many more is that than the inspections?
_THAN = re.compile(
    rf"^(?:by )?how (?:much|many) (?P<adj>more|less|fewer|higher|lower|larger|smaller)\s+{_THAT}\s+than\s+(?P<other>.+)$",
    re.IGNORECASE,
)
# Is that more than in Xihe?
_WHETHER = re.compile(
    r"^(?:is|was|are|were)\s+(?:that|this|it|they)\s+(?P<adj>more|less|fewer|higher|lower|larger|smaller|bigger)\s+than\s+(?P<other>.+)$",
    re.IGNORECASE,
)


def of_two_english(text: str, past: Sequence[Exchange]) -> Standalone | None:
    """`text` with both figures that it compares, adds or tells apart; `None` for another turn."""
    asked = opened(text)
    last = figure_asked(past[-1].question)
    if not last:
        return None
    than = _THAN.match(asked) or _WHETHER.match(asked)
    if than is not None:
        other = _other_figure(than["other"], past)
        if not other:
            return None
        if than.re is _THAN:
            return Standalone(f"What is the difference between {last} and {other}?", (last, other))
        adjective = "smaller" if is_less(than["adj"].lower()) else "larger"
        return Standalone(f"Is {last} {adjective} than {other}?", (last, other))
    first = figure_asked(past[-2].question) if len(past) > 1 else ""
    if not first or first == last:
        return None
    if _DIFFERENCE.match(asked):
        if re.search(rf"\b{_TWO}$", asked) and the_two(past):
            # The pronoun says it shorter: urban and rural income.
            return None
        return Standalone(f"What is the difference between {first} and {last}?", (first, last))
    if _TOTAL.match(asked):
        what, _, one = first.removeprefix("the ").partition(" of ")
        same, _, other = last.removeprefix("the ").partition(" of ")
        if not one or what != same:
            return None
        return Standalone(f"What is the combined {what} of {one} and {other}?", (first, last))
    if (which := _WHICH.match(asked)) is not None:
        less = re.match("less|least|lower|lowest|few|small", which["adj"], re.IGNORECASE)
        adjective = "smaller" if less else "larger"
        return Standalone(f"Which is {adjective}, {first} or {last}?", (first, last))
    return None


def figure_asked(question: str) -> str:
    """The figure that a question asks for, as a noun phrase, or "".

    >>> figure_asked("How many inns are there in Donghe?"), figure_asked("Who runs the inn?")
    ('the number of inns in Donghe', '')
    """
    if detect_language(question) != "en":
        return ""
    frame = english_frame(question)
    if frame.measure:
        when = frame.time if frame.time and frame.time not in frame.measured else ""
        return f"{frame.measured} {when}".strip()
    return f"the number of {things_of(question)}" if frame.counted else ""


def _other_figure(other: str, past: Sequence[Exchange]) -> str:
    """The figure that the last one is set against: one of before, or that of another place or time."""
    noun = re.sub(r"^(?:the|in|that of|those of)\s+", "", other)
    words = {word.removesuffix("s") for word in re.findall(r"[a-z]{4,}", noun)}
    for exchange in reversed(past[:-1]):
        before = {w.removesuffix("s") for w in re.findall(r"[a-z]{4,}", exchange.question.lower())}
        if words and words <= before and (figure := figure_asked(exchange.question)):
            return figure
    if not names_in(f"of {noun}") and not re.search(r"\b(?:19|20)[0-9]{2}\b|\byear\b", noun):
        return ""
    changed = replaced_english(other, past[-1].question)
    return figure_asked(changed) if changed is not None else ""
