"""English turns as people speak them: And how wide? What does one cost? Which of them is larger?

>>> from assistant.dialogue import Exchange
>>> spoken_turn("And how wide?", [Exchange("How long is the Qingshan bridge?")]).text
'How wide is the Qingshan bridge?'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .antecedents_english import subject_of
from .dialogue import Exchange, Standalone
from .frame_english import AUXILIARY, english_frame, opened, with_article
from .language import detect_language

_HOW = re.compile(
    r"^how (?P<how>wide|high|deep|tall|big|large|long|far|old|heavy|fast|thick|many|much)$",
    re.IGNORECASE,
)
# What does one cost? How long does one take?
_ONE = re.compile(
    r"^(?P<asks>(?:what|where|when|why|who|how(?: \w+)?)\s+(?:do|does|did|is|was|are|will|can))\s+(?:one|each(?: one)?)\b(?!\s+of)(?P<rest>.*)$",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"^which(?: one)? of (?:them|these|those|the two|the both)\s+(?P<rest>.+)$", re.IGNORECASE
)
# What about the old ferry, how many boats did it have?
_PART_FIRST = re.compile(
    rf"^(?:what|how) about (?P<part>[^,?]{{2,40}}),\s*(?P<asked>(?:how|what|who|where|when|which|why|{AUXILIARY})\b.+)$",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|they|he|she)\b", re.IGNORECASE)
# The new version: of the thing that was spoken of.
_VERSION = re.compile(
    r"\b(?P<np>the (?:new|newest|old|latest|current|previous|next|first|second|third|original|updated)\s+(?:version|phase|stage|part|model|edition|generation|batch|building|wing|site|round))\b(?!\s+of)",
    re.IGNORECASE,
)
_LONGEST_PART = 4


def spoken_turn(text: str, past: Sequence[Exchange]) -> Standalone | None:
    """The turn made whole, or `None` for one of another form."""
    asked, last = opened(text), past[-1].question
    if detect_language(last) != "en":
        return None
    frame = english_frame(last)
    owner = with_article(frame.entity) if frame.entity else ""
    if (how := _HOW.match(asked)) is not None and owner and how["how"] not in ("many", "much"):
        verb = "was" if re.search(r"\b(?:was|were|did)\b", last) else "is"
        return Standalone(f"How {how['how'].lower()} {verb} {owner}?", (owner,))
    if (one := _ONE.match(asked)) is not None and (counted := _counted(past)):
        things = f"one {_singular(counted)}" + (f" in {owner}" if owner else "")
        return Standalone(f"{_capital(one['asks'])} {things}{one['rest']}?", (things,))
    if (which := _WHICH.match(asked)) is not None and (two := _the_two(past)):
        where = f" in {owner}" if owner and not any(owner in side for side in two) else ""
        return Standalone(f"Which {which['rest']}{where}, {two[0]} or {two[1]}?", two)
    if (part := _PART_FIRST.match(asked)) is not None and _IT.search(part["asked"]):
        whole = _IT.sub(part["part"], part["asked"], count=1)
        return Standalone(f"{_capital(whole)}?", (part["part"],))
    version = _VERSION.search(asked)
    if version is not None and (thing := _owned(last) or owner) and thing not in asked:
        at = version.end()
        return Standalone(f"{_capital(asked[:at])} of {thing}{asked[at:]}?", (thing,))
    return None


def _the_two(past: Sequence[Exchange]) -> tuple[str, str] | None:
    """The two things that the last two questions differ in, or the two that were answered."""
    items = re.split(r"\s*(?:[;,、，；]|\band\b)\s*", past[-1].short or "")
    items = [re.sub(r"\s*[（(][^()（）]*[)）]", "", item).strip() for item in items]
    if len(items) == 2 and all(re.search(r"[A-Za-z\u4e00-\u9fff]", item) for item in items):
        return items[0], items[1]
    if len(past) < 2 or detect_language(past[-2].question) != "en":
        return None
    one, other = (opened(exchange.question).split() for exchange in past[-2:])
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    sides = [" ".join(words[head : len(words) - tail]) for words in (one, other)]
    if not head + tail or any(not 0 < len(side.split()) <= _LONGEST_PART for side in sides):
        return None
    return sides[0], sides[1]


def _counted(past: Sequence[Exchange]) -> str:
    """What was counted last."""
    asked = (e.question for e in reversed(past) if detect_language(e.question) == "en")
    return next((counted for q in asked if (counted := english_frame(q).counted)), "")


def _owned(question: str) -> str:
    """A thing with whose it is: Donghe's loan platform, or ""."""
    owner = subject_of(question)
    match = re.search(
        rf"(?:the )?{re.escape(owner)}['’]s(?: [a-z-]+){{1,4}}?(?=\s+(?:{AUXILIARY}|[a-z]+ed)\b|[?,]|$)",
        question,
    )
    return match.group() if owner and match is not None else ""


def _singular(noun: str) -> str:
    return re.sub(r"(?<=[^s])s$", "", re.sub(r"ies$", "y", noun))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
