"""Which piece of text goes on with which: joins as one assignment over the whole page.

A column that ends in mid-sentence leaves a *tail*, and the paragraph that begins in mid-sentence is
its *head*, somewhere on the page. The odds that a tail goes on with a head are the sum of what their
words say (do the characters at the joint belong together, does the head look like the start of a
sentence, does the network of `joints` hear one sentence, do the two share rare wording) and of what
their places say (most sentences go on in the next paragraph). All weights were fitted to news that
the tests do not use. One tail has one head or none: the chance of each
pair over all matchings is found by belief propagation, which converges for matchings (Bayati, Shah
and Sharma, 2008), and a join is made where the best assignment has a high chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .joints import score
from .signal import SENTENCE_END, Floats, load_signal, pairs_in_common, word_across

SURE = 0.75

# Fitted to 574 broken sentences of 219 spoiled pages (news of the training half, the pages of
# tests/index/layout/pages.py): how much each witness is worth.
_JOINT, _HEARD, _BROKEN, _COMMON = 0.90, 0.66, 0.54, 0.43


@dataclass(frozen=True, slots=True)
class Join:
    """Tail number, head number, and how sure that they are one sentence (0 to 1)."""

    tail: int
    head: int
    chance: float


def joint_odds(tail: str, head: str) -> float:
    """Log-odds that `head` follows `tail` within a sentence, against another broken piece.

    >>> joint_odds("办好民生实事，不断提", "升公共服务配套") > 2 > joint_odds("不断提", "去年以来，")
    True
    """
    affinity = float(np.clip(load_signal().affinity(tail, head), -8, 10))
    word = word_across(tail, head)
    odds = 0.89 + 0.384 * affinity
    if word is not None:
        odds += 1.3 if len(word) == 2 else 1.65
    if tail[-1:] in "，,、":
        odds += 0.7
    if head[:1] in "，,。.、；;：:”》）)！？":
        odds += 0.45
    if tail[-1:].isdigit() and head[:1].isdigit():
        odds += 0.43
    return odds + quote_odds(tail, head)


_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"), ("「", "」"), ("‘", "’"))


def quote_odds(tail: str, head: str) -> float:
    """Does the head close what the tail opens? Quotation marks and brackets bear witness.

    >>> quote_odds("打好“生态", "牌”。") > 0 > quote_odds("打好“生态", "去年以来，村里修了路。")
    True
    """
    odds = 0.0
    for opening, closing in _PAIRS:
        is_open = tail.rfind(opening) > tail.rfind(closing)
        place = head.find(closing)
        closes = place >= 0 and not 0 <= head.find(opening) < place
        if is_open or closes:
            odds += 2.5 if is_open and closes else -2.5
    return odds


def broken_odds(head: str) -> float:
    """Log-odds that a paragraph that begins with `head` begins in mid-sentence.

    >>> broken_odds("升公共服务配套") > 0 > broken_odds("近年来，全区")
    True
    """
    start = float(np.clip(load_signal().affinity(SENTENCE_END, head), -8, 6))
    odds = -0.77 - 0.451 * start
    if head[:1] in "，,。.、；;：:”》）)！？":
        odds += 3.0
    elif head[:1] in "“‘「《(（":
        odds -= 1.5
    elif head[:1].isdigit():
        odds += 0.44
    return odds


def hear(tails: Sequence[str], heads: Sequence[str]) -> Floats:
    """Log-odds from the words alone that head j goes on with tail i: (tails, heads)."""
    if not tails or not heads:
        return np.zeros((len(tails), len(heads)))
    heard = np.clip(score(tails, heads), -8, 10)
    joints = np.array([[joint_odds(tail, head) for head in heads] for tail in tails])
    starts = np.array([broken_odds(head) for head in heads])
    common = np.array([[pairs_in_common(tail, head) for head in heads] for tail in tails])
    common -= common.mean(axis=1, keepdims=True)
    odds: Floats = _JOINT * joints + _HEARD * heard + _BROKEN * starts + _COMMON * common
    return odds


def match(odds: Floats, none: Floats, *, sure: float = SURE) -> list[Join]:
    """The joins that are sure, given log-odds of every pair and, for each tail, of no head at all."""
    if not odds.size:
        return []
    from scipy.optimize import linear_sum_assignment

    chances = _marginals(np.exp(np.clip(odds, -30, 30)), np.exp(none))
    rows, columns = linear_sum_assignment(-chances)
    return [
        Join(int(row), int(column), float(chances[row, column]))
        for row, column in zip(rows, columns, strict=True)
        if chances[row, column] >= sure
    ]


def _marginals(weights: Floats, none: Floats, rounds: int = 60) -> Floats:
    """The chance of each pair over all ways to match tails and heads, some of them to nothing."""
    from_tail = np.ones_like(weights)
    from_head = np.ones_like(weights)
    for _ in range(rounds):
        offered = weights * from_head
        from_tail = 1 / (none[:, None] + offered.sum(axis=1, keepdims=True) - offered)
        offered = weights * from_tail
        from_head = 1 / (1 + offered.sum(axis=0, keepdims=True) - offered)
    both = weights * from_tail * from_head
    chances: Floats = both / (1 + both)
    return chances
