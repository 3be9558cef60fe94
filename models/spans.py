"""From window scores to the spans and sentence scores of a passage: the part that all readers share.

A reader gives, for every window, scored candidates and the probability that the answer starts at
each character; here they become non-overlapping spans and one score a sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import numpy as np

from .reading import Span

SURE = 0.5
"""A span may cross the end of a sentence only when it is at least this probable."""

_KEPT = 5


def sentence_of(sentences: Sequence[tuple[int, int]], character: int) -> int:
    """Number of the sentence that holds the character, -1 where none does.

    >>> sentence_of([(0, 5), (5, 9)], 5)
    1
    """
    number = bisect_right(sentences, (character, 1 << 60)) - 1
    if number >= 0 and character < sentences[number][1]:
        return number
    return -1


def best_spans(
    candidates: Iterable[Span], sentences: Sequence[tuple[int, int]], kept: int = _KEPT
) -> tuple[Span, ...]:
    """The best candidates that do not overlap, best first.

    The same span may come from two overlapping windows: its better score counts. One that crosses
    the end of a sentence is dropped unless `SURE`, for it would be cited as two sentences.
    """
    ordered = sorted(candidates, key=lambda span: (-span.score, span.start, span.end))
    best: list[Span] = []
    for span in ordered:
        if len(best) == kept:
            break
        crosses = sentence_of(sentences, span.start) != sentence_of(sentences, span.end - 1)
        if sentences and crosses and span.score < SURE:
            continue
        if all(span.end <= other.start or other.end <= span.start for other in best):
            best.append(span)
    if not best and ordered:
        best.append(ordered[0])
    return tuple(best)


def sentence_mass(
    starts: np.ndarray, mass: np.ndarray, sentences: Sequence[tuple[int, int]]
) -> np.ndarray:
    """Sum of `mass` (tokens,) over the tokens, starting at `starts`, of each sentence.

    >>> sentence_mass(np.array([0, 3, 6]), np.array([0.2, 0.1, 0.7]), [(0, 5), (5, 9)]).tolist()
    [0.30000000000000004, 0.7]
    """
    total = np.zeros(len(sentences))
    if not sentences:
        return total
    edges = np.array(sentences)
    numbers = np.searchsorted(edges[:, 0], starts, side="right") - 1
    inside = (numbers >= 0) & (starts < edges[numbers, 1])
    np.add.at(total, numbers[inside], mass[inside])
    return total


def window_spans(tokens: int, room: int, overlap: int) -> list[tuple[int, int]]:
    """Windows of like size, at most `room` tokens, that cover `tokens` and overlap.

    As few as are needed, and no longer than they need be: what two windows share is read twice.

    >>> window_spans(300, 200, 40), window_spans(90, 200, 40)
    ([(0, 170), (130, 300)], [(0, 90)])
    """
    if tokens <= room:
        return [(0, tokens)]
    overlap = min(overlap, room // 2)
    count = -(-(tokens - overlap) // (room - overlap))
    width = overlap + -(-(tokens - overlap) // count)
    starts = window_starts(tokens, width, overlap)
    return [(start, min(tokens, start + width)) for start in starts]


def window_starts(tokens: int, room: int, overlap: int) -> list[int]:
    """Evenly spread starts of windows of `room` tokens that cover `tokens`, overlapping.

    >>> window_starts(500, 200, 40)
    [0, 150, 300]
    """
    if tokens <= room:
        return [0]
    overlap = min(overlap, room // 2)
    count = -(-(tokens - overlap) // (room - overlap))
    return [round(number * (tokens - room) / (count - 1)) for number in range(count)]
