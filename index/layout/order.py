"""Does one piece of text go on with another? What the words say, as log-odds.

A column that ends in mid-sentence leaves a *tail*, and the paragraph that begins in mid-sentence is
its *head*, somewhere on the page. The odds that a tail goes on with a head are a sum of what their
words say: do the characters at the joint belong together, does the head look like the start of a
sentence, does the network of `joints` hear one sentence. What their places say is the matter of `arrangement`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .joints import score
from .signal import SENTENCE_END, Floats, load_signal, word_across

SURE = 0.75

# Weights fitted to 846 broken sentences of 367 spoiled pages of held-out news, by maximum likelihood
# of the right head among all of the page and none, then adjusted by hand; see CARD.md.
_AFFINITY, _HEARD, _START = 0.34, 0.49, -0.33
_WORD_OF_TWO, _LONGER_WORD = 0.76, 2.08
_DIGITS, _CLOSED, _UNCLOSED = 0.76, 1.46, -1.22
# What any broken piece and the paragraph after it have in favour of being one sentence.
_ADJACENT = 4.4


@dataclass(frozen=True, slots=True)
class Join:
    """Tail number, head number, and how sure that they are one sentence (0 to 1)."""

    tail: int
    head: int
    chance: float


def joint_odds(tail: str, head: str) -> float:
    """How well the characters at the joint fit, in nats.

    >>> joint_odds("办好民生实事，不断提", "升公共服务配套") > 2 > joint_odds("不断提", "去年以来，")
    True
    """
    affinity = float(np.clip(load_signal().affinity(tail, head), -8, 10))
    word = word_across(tail, head)
    odds = _AFFINITY * affinity
    if word is not None:
        odds += _WORD_OF_TWO if len(word) == 2 else _LONGER_WORD
    if tail[-1:].isdigit() and head[:1].isdigit():
        odds += _DIGITS
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
            odds += _CLOSED if is_open and closes else _UNCLOSED
    return odds


def broken_odds(head: str) -> float:
    """How much more a paragraph looks like the rest of a sentence than like a start, in nats.

    >>> broken_odds("升公共服务配套") > broken_odds("近年来，全区")
    True
    """
    return _START * float(np.clip(load_signal().affinity(SENTENCE_END, head), -8, 6))


def hear(tails: Sequence[str], heads: Sequence[str]) -> Floats:
    """Log-odds from the words alone that head j goes on with tail i: (tails, heads)."""
    if not tails or not heads:
        return np.zeros((len(tails), len(heads)))
    heard = np.clip(score(tails, heads), -8, 10)
    joints = np.array([[joint_odds(tail, head) for head in heads] for tail in tails])
    starts = np.array([broken_odds(head) for head in heads])
    odds: Floats = _ADJACENT + joints + _HEARD * heard + starts
    return odds
