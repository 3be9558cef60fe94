"""Figures of clauses that are worded alike: 七成的村有学堂，九成的村有球场.

Such clauses share so many words that what they differ in hardly weighs when each is compared whole with
a question. So the words that stand in all of them are taken away, and only the rest is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from os.path import commonprefix

from index.figures import Figure

from .figure_labels import Label
from .question import Question
from .retrieve import Late

# Characters that two clauses share at least, and that are left of each at most.
_LEAST_SHARED = 6
_LONGEST_REST = 12
# What is left is a word or two: its scores differ little in figures, and much in what they say.
_SPREAD = 5.0
_NOTHING = "无"


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
    scores = iter(late(question.query, [rest or _NOTHING for rest in asked]))
    found = [None if rest is None else float(next(scores)) for rest in rests]
    middle = sum(score for score in found if score is not None) / len(asked)
    return [
        0.0 if score is None else max(-1.0, min(1.0, _SPREAD * (score - middle))) for score in found
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
    start = len(commonprefix([one, other]))
    end = len(commonprefix([one[start:][::-1], other[start:][::-1]]))
    return one[start : len(one) - end], start + end
