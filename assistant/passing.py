"""What stays of a topic when the talk goes on: the thing, not the part that one turn asked of it.

>>> from assistant.dialogue import Exchange
>>> asked = [Exchange("石桥村的食堂一餐多少钱？"), Exchange("石桥村的食堂楼上的贵不贵？")]
>>> steady("石桥村的食堂县里", asked, [])
'石桥村的食堂'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .comparison import comparison_of
from .dialogue import Exchange
from .frame import GENERIC_NOUNS, PEOPLE, TIME
from .named import places_named
from .tagging import tagged
from .topic import topic_of

# 县里, 省财政: who pays a part.
_PAYER = re.compile(r"(?<=..)(?:其中)?(?:国家|[省市县区镇乡村](?:里|(?:级)?财政))$")
_NOMINAL = ("n", "vn", "j", "l", "i", "eng", "b", "zg", "f", "s")
_SHARED_HEAD = 2


def steady(
    carried: str, past: Sequence[Exchange], nouns: Sequence[str], *, people: bool = False
) -> str:
    """The topic without what the last turn added to it in passing: 午休 for 午休|家长.

    Who pays is left out, a condition (楼层高) and what only asks (钱); `people` too, where the turn
    that goes on has a subject of its own. What `nouns` of the turn name again stays.
    """
    carried = _PAYER.sub("", carried)
    for exchange in reversed(past[:-1]):
        topic = topic_of([exchange])
        added = carried.removeprefix(topic) if len(topic) > 1 else carried
        if not added or added == carried or any(noun in added for noun in nouns):
            continue
        if _in_passing(added) or (people and PEOPLE.search(added)):
            return topic
    words = tagged(carried)
    last = words[-1][0] if words else ""
    before = carried.removesuffix(last)
    if people and PEOPLE.search(last) and len(before) > 1 and last not in nouns:
        earlier = [exchange.question for exchange in past[:-1]]
        if any(before in question for question in earlier) and not any(
            last in question for question in earlier
        ):
            return before
    return carried


def _in_passing(added: str) -> bool:
    """Whether words end in no noun that is a thing: 楼层高, 督导员钱."""
    words = tagged(added.rstrip("的"))
    if not words:
        return True
    word, tag = words[-1]
    return word in GENERIC_NOUNS or not tag.startswith(_NOMINAL)


def one_side(past: Sequence[Exchange]) -> Sequence[Exchange]:
    """The exchanges, the last one asking of one side only where it compared two of one thing.

    >>> asked = [Exchange("东河县城镇居民收入和农村居民收入相差多少？")]
    >>> one_side(asked)[0].question
    '东河县农村居民收入是多少？'
    """
    last = past[-1]
    compared = comparison_of(last.question)
    if compared is None:
        return past
    one, other = (TIME.sub("", question) for question in compared.questions)
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    same_place = places_named(one)[:1] == places_named(other)[:1]
    if shared < _SHARED_HEAD or not same_place:
        return past
    return [*past[:-1], Exchange(compared.questions[1], last.said, last.short)]
