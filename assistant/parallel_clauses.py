"""Figures of clauses that are worded alike: 七成的村有学堂，九成的村有球场.

Such clauses share so many words that what they differ in hardly weighs when each is compared whole with
a question. So the words that stand in all of them are taken away, and only the rest is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from index.figures import Figure

from .figure_labels import Label
from .question import Question
from .retrieve import Late

# Characters that two clauses share at least, and that are left of each at most.
_LEAST_SHARED = 6
_LONGEST_REST = 12
# Scores below this are all noise.
_LEAST_SCORE = 0.05


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


def _rest(number: int, labels: Sequence[Label]) -> str | None:
    """What the clause of a figure does not share with the one most like it; `None` without such."""
    mine = labels[number]
    best: tuple[int, str] | None = None
    for other, label in enumerate(labels):
        if other == number:
            continue
        before, shared_before = difference(mine.before, label.before)
        after, shared_after = difference(mine.after, label.after)
        shared, rest = shared_before + shared_after, before + after
        if shared >= _LEAST_SHARED and len(rest) <= _LONGEST_REST:
            best = max(best, (shared, rest)) if best else (shared, rest)
    return None if best is None else best[1]


def difference(one: str, other: str) -> tuple[str, int]:
    """What `one` holds between the beginning and the end that it shares with `other`, and how many
    characters it shares.

    >>> difference("的村走十分钟就有学堂", "的村走十分钟就有球场")
    ('学堂', 8)
    """
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    return one[start : len(one) - end], start + end


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
