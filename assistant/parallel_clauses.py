"""Figures of clauses that are worded alike: 七成的村有学堂，九成的村有球场.

Such clauses share so many words that what they differ in hardly weighs when each is compared whole with
a question. So the words that stand in all of them are taken away, and only the rest is compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from index.figures import Figure

from .evidence import Evidence
from .figure_labels import Label, labels_of
from .question import Question
from .retrieve import Late

# Characters that two clauses share at least, and that are left of each at most.
_LEAST_SHARED = 6
_LONGEST_REST = 12
# Scores below this are all noise.
_LEAST_SCORE = 0.05
# By late interaction, below which a question does not carry a word.
_CARRIED = 0.2
_HAN_RUN = re.compile("[\u4e00-\u9fff]{2}")


def told_apart(
    question: Question, wanted: Sequence[Figure], labels: Sequence[Label], late: Late | None
) -> list[float]:
    """How much nearer to the question than its likes each figure is by the words of its own, -1 to 1.

    0 for a figure whose clause is worded like no other.
    """
    rests = [_rest(number, labels) for number in range(len(labels))]
    asked = [rest for rest in rests if rest is not None]
    if late is None or len(asked) < 2 or question.kind == "date":
        return [0.0] * len(wanted)
    # How well the question carries the word that is left: it has many words besides.
    found = [
        None if rest is None else float(late(rest, [question.query])[0]) if rest else 0.0
        for rest in rests
    ]
    middle = sum(score for score in found if score is not None) / len(asked)
    middle = max(middle, _LEAST_SCORE)
    return [
        0.0 if score is None else max(-1.0, min(1.0, (score - middle) / middle)) for score in found
    ]


def asked_literally(
    question: Question, wanted: Sequence[Figure], labels: Sequence[Label]
) -> list[float]:
    """1 for a figure whose clause differs from one worded alike in what the question says itself, -1
    for the one that it differs from, else 0."""
    found = [0.0] * len(wanted)
    if question.kind == "date":
        return found
    for number in range(len(labels)):
        like = _like(number, labels)
        if like is None:
            continue
        mine, other = _bigrams(labels[number]), _bigrams(labels[like[0]])
        held = [
            any(run in question.folded for run in runs) for runs in (mine - other, other - mine)
        ]
        found[number] = float(held[0]) - float(held[1])
    return found


def told_of_neither(
    question: Question, evidence: Evidence, wanted: Sequence[Figure], late: Late | None
) -> bool:
    """Whether all figures of `wanted` stand in clauses worded alike, and the question asks for what
    none of them says: 有诊所的村有几成 of 七成的村有学堂，九成的村有球场."""
    if late is None or question.kind != "figure" or question.language == "en":
        return False
    labels = labels_of(evidence.text, evidence.figures, wanted)
    # What differs before the figures may be whose they are, which the question need not say.
    rests = [
        rest
        for number, label in enumerate(labels)
        if (rest := _rest(number, labels)) and _HAN_RUN.search(rest) and rest in label.after
    ]
    if len(rests) < max(2, len(labels)) or any(asked_literally(question, wanted, labels)):
        return False
    return all(late(rest, [question.query])[0] < _CARRIED for rest in rests)


def _bigrams(label: Label) -> set[str]:
    return {
        run
        for part in (label.before, label.after)
        for run in map("".join, pairwise(part))
        if _HAN_RUN.fullmatch(run)
    }


def _rest(number: int, labels: Sequence[Label]) -> str | None:
    """What the clause of a figure does not share with the one most like it; `None` without such."""
    like = _like(number, labels)
    return None if like is None else like[1]


def _like(number: int, labels: Sequence[Label]) -> tuple[int, str] | None:
    """Which clause is worded most like that of a figure, and what this one does not share with it."""
    mine = labels[number]
    best: tuple[int, int, str] | None = None
    for other, label in enumerate(labels):
        if other == number:
            continue
        before, shared_before = difference(mine.before, label.before)
        after, shared_after = difference(mine.after, label.after)
        shared, rest = shared_before + shared_after, before + after
        if shared >= _LEAST_SHARED and len(rest) <= _LONGEST_REST:
            here = (shared, other, rest)
            best = max(best, here) if best else here
    return None if best is None else best[1:]


def difference(one: str, other: str) -> tuple[str, int]:
    """What `one` holds between the beginning and the end that it shares with `other`, and how many
    characters it shares.

    >>> difference("的村走十分钟就有学堂", "的村走十分钟就有球场")
    ('学堂', 8)
    >>> difference("有学校的村", "有学堂的村")
    ('校的', 4)
    """
    start = _alike(one, other)
    shared = start + _alike(one[start:][::-1], other[start:][::-1])
    end = len(one) - (shared - start)
    if end - start == 1:
        # 校的, 堂的: of one character nobody can tell the word.
        start, end = (start, end + 1) if end < len(one) else (max(start - 1, 0), end)
    return one[start:end], shared


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
