"""Whether the two figures of a comparison are those of its two sides.

A figure that reads well may still be of the other side, of another place, or how much something grew
rather than how much it is; then nothing is computed.

>>> own_words("城镇居民收入是多少", "农村居民收入是多少"), own_words("东山大桥有多长", "西河大桥有多长")
(('城镇',), ('东山',))
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.normalise import fold_text
from index.tokens import tokens

from .evidence import Evidence
from .frame import tagged
from .names import place_core
from .question import Question, places_in
from .short_answer import ShortAnswer

# How much something changed, not how much it is: 增加|9亿元, but not 增加到|86亿元.
_CHANGE = re.compile(
    r"(?:增加|增长|增收|减少|下降|降低|提高|提升|上升|上涨|回落|缩小|扩大)(?:了|约|近|超|超过|逾|将近|大约)*$"
)
_ASKS_CHANGE = re.compile(
    r"增|减|涨|降|提高|提升|上升|缩小|扩大|grow|growth|increase|rise|fall|drop|decline"
)

_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """One operand: the evidence and the figure in it."""

    evidence: Evidence
    short: ShortAnswer


def own_words(side: str, other: str) -> tuple[str, ...]:
    """What one side's question says that the other's does not: words of two or more characters.

    What both begin and end with is left out, so that 石桥村|民宿|收入 needs no word borders; a single
    character that is left stands for the word around it (东河镇, 2020).
    """
    own, theirs = fold_text(side), fold_text(other)
    start, end = _common_start(own, theirs), 0
    while end < min(len(own), len(theirs)) - start and own[-1 - end] == theirs[-1 - end]:
        end += 1
    left = own[start : len(own) - end]
    if len(left.strip("的")) >= _SHORTEST and not left.isdigit():
        words = [word for word, _ in tagged(left.strip("的")) if len(word) >= _SHORTEST]
        return tuple(dict.fromkeys(words)) or (left.strip("的"),)
    position = 0
    for word, _ in tagged(own):
        position += len(word)
        if left and position >= len(own) - end:
            return (word,) if len(word) >= _SHORTEST and word not in theirs else ()
    return ()


def _common_start(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def is_of_place(question: Question, evidence: Evidence) -> bool:
    """Whether an operand is of the place that its question names.

    Two figures of one place must not pass for those of two: the sentence names the place, or names
    none and the place stands before it in its passage or in the title.
    """
    if not question.places:
        return True
    core = place_core(question.places[-1])
    if core in fold_text(evidence.text):
        return True
    if places_in(evidence.text):
        return False
    return core in _before(evidence)


def is_of_side(question: Question, other: Question, reading: Reading) -> bool:
    """Whether a reading is of its own side: of its place, and not a figure that only the other side
    is named with.

    An English side is known by the Han names that it spells.
    """
    evidence = reading.evidence
    if not is_of_place(question, evidence):
        return False
    own, others = (
        # That a year is carried is checked where evidence is judged.
        [word for word in _marks(a, b) if not word.isdigit()]
        for a, b in ((question, other), (other, question))
    )
    if not own:
        return True
    sentence = fold_text(evidence.text)
    if _any_in(own, sentence):
        return True
    if _any_in(others, sentence):
        return False
    # A name has to stand somewhere before; another word may be put otherwise in the article.
    named = question.names or question.places
    return not named or _any_in(own, _before(evidence))


def go_together(questions: Sequence[Question], readings: Sequence[Reading]) -> bool:
    """Whether two readings, each of its side, may be compared with one another.

    Both say how much, or both how much it changed; and in one sentence that names both sides, the
    figures stand in the order of the names (城镇、农村居民收入为76949元、48266元).
    """
    changes = [_is_change(reading) for reading in readings]
    if changes[0] != changes[1]:
        return False
    if all(changes) and not any(_ASKS_CHANGE.search(q.folded) for q in questions):
        return False
    one, other = readings
    if one.evidence.start != other.evidence.start or (
        one.evidence.candidate.article.id != other.evidence.candidate.article.id
    ):
        return True
    sentence = fold_text(one.evidence.text)
    at = [
        next((i for w in own if (i := sentence.find(w)) >= 0), -1)
        for own in (_marks(questions[0], questions[1]), _marks(questions[1], questions[0]))
    ]
    if min(at) < 0 or at[0] == at[1]:
        return True
    return (at[0] < at[1]) == (one.short.start < other.short.start)


def _marks(side: Question, other: Question) -> tuple[str, ...]:
    """The folded words or names that tell a side from the other one."""
    if side.language == "en" or not re.search(r"[\u4e00-\u9fff]", side.folded):
        return tuple(name for name in side.names if name not in other.names)
    return own_words(side.text, other.text)


def _any_in(words: Sequence[str], text: str) -> bool:
    """Whether the text says one of the words, or most of its pairs of characters."""
    said = set(tokens(text))
    for word in words:
        pairs = [t for t in tokens(word) if len(t) > 1]
        if word in text or (len(pairs) > 1 and sum(p in said for p in pairs) * 2 > len(pairs)):
            return True
    return False


def _before(evidence: Evidence) -> str:
    """The folded title, heading and text of its passage before a sentence."""
    article, passage = evidence.candidate.article, evidence.candidate.passage
    said = article.text[passage.start : evidence.start]
    return fold_text(f"{article.title or ''}{passage.heading or ''}{said}")


def _is_change(reading: Reading) -> bool:
    article = reading.evidence.candidate.article
    before = article.text[reading.evidence.start : reading.short.start]
    return _CHANGE.search(fold_text(before)) is not None
