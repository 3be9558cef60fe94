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
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from . import joints
from .attraction import SIDES, attractions
from .repeated import Repeats
from .signal import SENTENCE_END, Floats, load_signal, word_across, wording_in_common

PAUSES = ("，", ",", "、")
_BLANK = re.compile(r"[\u3400-\u9fff”》][ \u3000]+[\u3400-\u9fff“《]")
WEIGHTS = Path(__file__).with_name("order.json")

# What speaks for one sentence, in the order of the last axis of `weigh`.
EVIDENCE = (
    "any", "affinity", "heard", "heard_with_column", "broken", "start", "heard_of_line", "broken_of_line",
    "heard_of_pause", "broken_of_pause", "under_line", "under_heading", "opens", "dateline",
    "one_and_one", "two_and_one", "two_and_two", "three_and_one",
    "word_of_two", "longer_word", "digits", "letters", "closed", "left_open", "stray", "wording",
    "repeated_more", "repeated_share",
)  # fmt: skip
# What speaks for a tail that goes on nowhere.
ALONE = (
    "body", "pause", "line", "line_with_pause", "blank", "digit", "shortest_line", "short_line",
    "long_line", "end_of_line", "foot",
)  # fmt: skip
# What a join is trusted for, once the best order of the page is known.
TRUST = ("any", "chance", "line", "pause", "broken")


@dataclass(frozen=True, slots=True)
class Join:
    """Tail number, head number, and how sure that they are one sentence (0 to 1)."""

    tail: int
    head: int
    chance: float


@dataclass(frozen=True, slots=True)
class Broken:
    """The text of a tail or head, and that of its column as far as it may be one article's.

    `is_line`: the tail is a line that may be a heading. `place` is its own number on the page,
    `line_above` that of the short line right above a head, which `looks_headed` if that line has
    the looks of a heading.
    """

    text: str
    column: str = ""
    is_line: bool = False
    place: int = -1
    line_above: int | None = None
    looks_headed: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """Nats by the names of `EVIDENCE`, `ALONE` and `TRUST`; the prices of `arrangement`; the least
    chance of a join."""

    evidence: dict[str, float]
    alone: dict[str, float]
    prices: dict[str, float]
    trust: dict[str, float]
    sure: float


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights that ship with the package."""
    found: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Weights(
        found["evidence"], found["alone"], found["prices"], found["trust"], found["sure"]
    )


_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"), ("「", "」"), ("‘", "’"))


def quotes_between(tail: str, head: str) -> tuple[int, int, int]:
    """How many marks the head closes that the tail opens, how many of the tail it leaves open, and
    how many it closes that the tail never opened.

    >>> quotes_between("讲好“山村", "故事”。"), quotes_between("讲好“山村", "去年以来，村里修了路。")
    ((1, 0, 0), (0, 1, 0))
    """
    closed = left_open = stray = 0
    for opening, closing in _PAIRS:
        is_open = tail.rfind(opening) > tail.rfind(closing)
        place = head.find(closing)
        closes = place >= 0 and not 0 <= head.find(opening) < place
        closed += is_open and closes
        left_open += is_open and not closes
        stray += closes and not is_open
    return closed, left_open, stray


def _cuts_word(left: str, right: str) -> bool:
    """Is it within a word of Latin letters?"""
    return left.isascii() and left.isalpha() and right.isascii() and right.islower()


def _at_joint(tail: Broken, head: Broken, repeats: Repeats) -> tuple[float, ...]:
    """The evidence of one pair that is no matter of the network: from `word_of_two` on."""
    word = word_across(tail.text, head.text)
    return (
        float(word is not None and len(word) == 2),
        float(word is not None and len(word) > 2),
        float(tail.text[-1:].isdigit() and head.text[:1].isdigit()),
        float(_cuts_word(tail.text[-1:], head.text[:1])),
        *map(float, quotes_between(tail.text, head.text)),
        wording_in_common(tail.column or tail.text, head.column or head.text),
        *map(float, repeats.across(tail.text, head.text)),
    )


def _under_lines(tails: Sequence[Broken], heads: Sequence[Broken]) -> tuple[Floats, Floats]:
    """1 where a line stands right above the head, and where it has the looks of a heading.

    A paragraph under a heading begins a sentence, unless that line is no heading but its tail.
    """
    own = np.array([[tail.place == head.line_above for head in heads] for tail in tails])
    line = np.array([head.line_above is not None for head in heads])
    headed = np.array([head.looks_headed for head in heads])
    return (line & ~own).astype(np.float64), (headed & ~own).astype(np.float64)


def weigh(
    tails: Sequence[Broken], heads: Sequence[Broken], repeats: Repeats | None = None
) -> Floats:
    """The evidence for every pair: (tails, heads, kinds of evidence).

    `repeats` are those of the page; without them nothing is known to stand elsewhere on it.
    """
    evidence = np.zeros((len(tails), len(heads), len(EVIDENCE)))
    if not tails or not heads:
        return evidence
    signal = load_signal()
    lefts, rights = [tail.text for tail in tails], [head.text for head in heads]
    heard = joints.hear(lefts, rights)
    columns = joints.hear([t.column or t.text for t in tails], [h.column or h.text for h in heads])
    scores, broken = np.clip(heard.scores, -12, 12), np.clip(heard.broken, -8, 8)
    line = np.array([[float(tail.is_line)] for tail in tails])
    pause = np.array([[float(tail.text.endswith(PAUSES))] for tail in tails])
    known = (
        1.0,
        np.clip([[signal.affinity(left, right) for right in rights] for left in lefts], -8, 10),
        scores,
        np.clip(columns.scores, -12, 12),
        broken,
        np.clip([signal.affinity(SENTENCE_END, right) for right in rights], -8, 6),
        scores * line,
        broken * line,
        scores * pause,
        broken * pause,
        *_under_lines(tails, heads),
        np.array([float(opens_like_news(head.text)) for head in heads]),
        np.array([float(bool(_DATELINE.match(head.text))) for head in heads]),
    )
    for kind, values in enumerate(known):
        evidence[:, :, kind] = values
    evidence[:, :, len(known) : len(known) + len(SIDES)] = attractions(lefts, rights)
    repeats = repeats or Repeats(())
    evidence[:, :, len(known) + len(SIDES) :] = [
        [_at_joint(tail, head, repeats) for head in heads] for tail in tails
    ]
    return evidence


def odds_of(evidence: Floats) -> Floats:
    """Log-odds of each pair, from what `weigh` found: (tails, heads)."""
    weights = load_weights().evidence
    odds: Floats = evidence @ np.array([weights[name] for name in EVIDENCE])
    return odds


def hear(
    tails: Sequence[Broken], heads: Sequence[Broken], repeats: Repeats | None = None
) -> Floats:
    """Log-odds from the words of the page that head j goes on with tail i: (tails, heads).

    >>> tail, heads = Broken("山路修到了村口，不断提"), [Broken("升村民的收入"), Broken("去年以来，")]
    >>> odds = hear([tail], heads)[0]
    >>> bool(odds[0] > 2 > odds[1])
    True
    """
    return odds_of(weigh(tails, heads, repeats))


def weigh_trust(chance: float, tail: Broken, pair: Floats) -> list[float]:
    """What speaks for a join that has this chance in its page, by the names of `TRUST`.

    `pair` is the row of `weigh` for its tail and head. A head that begins in mid-sentence by its own
    words is trusted more than a chance tells: it must have a tail somewhere.
    """
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return [
        1.0,
        math.log(chance / (1 - chance)),
        float(tail.is_line),
        float(not tail.is_line and tail.text.endswith(PAUSES)),
        float(pair[EVIDENCE.index("broken")]),
    ]


def trust(chance: float, tail: Broken, pair: Floats) -> float:
    """How likely the join is right (0 to 1): the chance, calibrated after Platt (1999)."""
    weights = load_weights().trust
    odds = np.dot(weigh_trust(chance, tail, pair), [weights[name] for name in TRUST])
    return float(1 / (1 + np.exp(-odds)))


def weigh_alone(tail: str, *, is_line: bool, at_foot: bool = False) -> list[float]:
    """The evidence that nothing on the page goes on with a tail, by the names of `ALONE`.

    A heading, which is a short line, breaks off nowhere. Headings have four to twenty characters,
    seldom a comma and hardly ever a figure; what has blanks for commas is one; and none stands at
    the foot of a column, with nothing of its article below it.
    """
    if not is_line:
        return [1.0, float(tail.endswith(PAUSES)), *[0.0] * (len(ALONE) - 2)]
    size = len(tail)
    return [
        0.0,
        0.0,
        1.0,
        float(any(mark in tail for mark in PAUSES)),
        float(bool(_BLANK.search(tail))),
        float(any(character.isdigit() for character in tail)),
        float(size < 5),
        float(5 <= size < 9),
        min(max(size - 12, 0), 24) / 12,
        float(np.clip(load_signal().affinity(tail, SENTENCE_END), -8, 6)),
        float(at_foot),
    ]


def alone_odds(tail: str, *, is_line: bool, at_foot: bool = False) -> float:
    """Log-odds that nothing on the page goes on with this tail, or that it is not broken."""
    weights = load_weights().alone
    found = weigh_alone(tail, is_line=is_line, at_foot=at_foot)
    return float(np.dot(found, [weights[name] for name in ALONE]))


_DATELINE = re.compile(
    r"(?:.{2,12}(?:\d{1,2}月)?\d{1,2}日(?:电|讯)|本报讯|\S{0,8}[报网社]\S{0,6}讯[ （(])"
)
_OPENS = re.compile(
    rf"(?:{_DATELINE.pattern}|"
    r"(?:(?:当地|北京)时间)?\d{1,2}月\d{1,2}日|(?:20\d\d年)?\d{1,2}月|今年|去年|"
    r"近日|日前|近年来|连日来|这几天|不久前|昨天|昨日|今天|\d{1,2}日|据.{2,12}(?:报道|消息))"
)


def opens_like_news(text: str) -> bool:
    """Does a text begin with a day or a source, as the first paragraph of an article does?

    >>> opens_like_news("江南日报青石讯（记者 张银燕）"), opens_like_news("升村民的收入")
    (True, False)
    """
    return bool(_OPENS.match(text))


def looks_like_heading(line: str) -> bool:
    """Is a short line without a comma and a figure, as most headings are?"""
    return not any(mark in line for mark in PAUSES) and not any(map(str.isdigit, line))


def is_unclosed(text: str) -> bool:
    """Does the text open a quotation or a bracket that it does not close?"""
    return any(text.count(a) > text.count(b) for a, b in ("“”", "《》", "（）", "()", "「」"))
