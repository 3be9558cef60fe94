"""Does one piece of text go on with another? What the words say, as log-odds.

A column that ends in mid-sentence leaves a *tail*, and the paragraph that begins in mid-sentence is
its *head*, somewhere on the page. The odds that a tail goes on with a head rather than with nothing
are a weighted sum of evidence: do the characters at the joint belong together, does the network of
`joints` hear one sentence, does the head begin in mid-sentence, do the columns speak of the same
things. The weights are those of a conditional logit model (McFadden, 1974), fitted by
`index.layout.training.fit`. What their places say is the matter of `arrangement`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from . import joints
from .signal import SENTENCE_END, Floats, load_signal, word_across, wording_in_common

WEIGHTS = Path(__file__).with_name("order.json")

# What speaks for one sentence, in the order of the last axis of `weigh`.
EVIDENCE = (
    "any", "affinity", "heard", "broken", "start", "word_of_two", "longer_word", "digits",
    "closed", "unclosed", "wording",
)  # fmt: skip
# What speaks for a tail that goes on nowhere.
ALONE = ("body", "comma", "line", "line_with_comma", "shortest_line", "short_line")


@dataclass(frozen=True, slots=True)
class Join:
    """Tail number, head number, and how sure that they are one sentence (0 to 1)."""

    tail: int
    head: int
    chance: float


@dataclass(frozen=True, slots=True)
class Broken:
    """The text of a tail or head, and that of its column as far as it may be one article's."""

    text: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Weights:
    """Nats by the names of `EVIDENCE` and `ALONE`; the prices of `arrangement`; the least chance."""

    evidence: dict[str, float]
    alone: dict[str, float]
    prices: dict[str, float]
    sure: float


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights that ship with the package."""
    found: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Weights(found["evidence"], found["alone"], found["prices"], found["sure"])


_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"), ("「", "」"), ("‘", "’"))


def quotes_between(tail: str, head: str) -> tuple[int, int]:
    """How many marks the head closes that the tail opens, and how many have no other half.

    >>> quotes_between("打好“生态", "牌”。"), quotes_between("打好“生态", "去年以来，村里修了路。")
    ((1, 0), (0, 1))
    """
    closed = unclosed = 0
    for opening, closing in _PAIRS:
        is_open = tail.rfind(opening) > tail.rfind(closing)
        place = head.find(closing)
        closes = place >= 0 and not 0 <= head.find(opening) < place
        closed += is_open and closes
        unclosed += is_open != closes
    return closed, unclosed


def _at_joint(tail: Broken, head: Broken) -> tuple[float, ...]:
    """The evidence of one pair that is no matter of the network: from `word_of_two` on."""
    word = word_across(tail.text, head.text)
    closed, unclosed = quotes_between(tail.text, head.text)
    return (
        float(word is not None and len(word) == 2),
        float(word is not None and len(word) > 2),
        float(tail.text[-1:].isdigit() and head.text[:1].isdigit()),
        closed,
        unclosed,
        wording_in_common(tail.column or tail.text, head.column or head.text),
    )


def weigh(tails: Sequence[Broken], heads: Sequence[Broken]) -> Floats:
    """The evidence for every pair: (tails, heads, kinds of evidence)."""
    evidence = np.zeros((len(tails), len(heads), len(EVIDENCE)))
    if not tails or not heads:
        return evidence
    signal = load_signal()
    lefts, rights = [tail.text for tail in tails], [head.text for head in heads]
    evidence[:, :, 0] = 1.0
    evidence[:, :, 1] = np.clip(
        [[signal.affinity(left, right) for right in rights] for left in lefts], -8, 10
    )
    heard = joints.hear(lefts, rights)
    evidence[:, :, 2] = np.clip(heard.scores, -12, 12)
    evidence[:, :, 3] = np.clip(heard.broken, -8, 8)
    evidence[:, :, 4] = np.clip([signal.affinity(SENTENCE_END, right) for right in rights], -8, 6)
    evidence[:, :, 5:] = [[_at_joint(tail, head) for head in heads] for tail in tails]
    return evidence


def hear(tails: Sequence[Broken], heads: Sequence[Broken]) -> Floats:
    """Log-odds from the words alone that head j goes on with tail i: (tails, heads).

    >>> tail, heads = Broken("办好民生实事，不断提"), [Broken("升公共服务配套"), Broken("去年以来，")]
    >>> odds = hear([tail], heads)[0]
    >>> bool(odds[0] > 2 > odds[1])
    True
    """
    weights = load_weights().evidence
    odds: Floats = weigh(tails, heads) @ np.array([weights[name] for name in EVIDENCE])
    return odds


def weigh_alone(tail: str, *, is_line: bool) -> list[float]:
    """The evidence that nothing on the page goes on with a tail, by the names of `ALONE`.

    A heading, which is a short line, breaks off nowhere; one with a comma in it may be the start of
    a sentence, and so may a few characters, since headings have more.
    """
    if not is_line:
        return [1.0, float(tail.endswith(("，", ",", "、"))), 0.0, 0.0, 0.0, 0.0]
    pause = not is_display(tail)
    return [0.0, 0.0, 1.0, float(pause), float(len(tail) < 5), float(5 <= len(tail) < 9)]


def is_display(line: str) -> bool:
    """Is a short line without a mark in it, as a heading is? It says too little to be a tail."""
    return not any(mark in line for mark in "，,、") and not is_unclosed(line)


def alone_odds(tail: str, *, is_line: bool) -> float:
    """Log-odds that nothing on the page goes on with this tail, or that it is not broken."""
    weights = load_weights().alone
    return float(np.dot(weigh_alone(tail, is_line=is_line), [weights[name] for name in ALONE]))


def is_unclosed(text: str) -> bool:
    """Does the text open a quotation or a bracket that it does not close?"""
    return any(text.count(a) > text.count(b) for a, b in ("“”", "《》", "（）", "()", "「」"))
