"""Verdicts on claims: accuracy, macro F1, and the confusion of verdicts.

The three verdicts and label accuracy are FEVER's (Thorne et al., NAACL 2018).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

VERDICTS = ("supported", "contradicted", "not_enough_info")


def confusion(pairs: Sequence[tuple[str, str | None]]) -> dict[str, dict[str, int]]:
    """Counts by gold verdict, then by the verdict given; "none" where none was given.

    >>> confusion([("supported", "contradicted")])["supported"]["contradicted"]
    1
    """
    counts = Counter(pairs)
    given = [*VERDICTS, "none"]
    return {
        gold: {
            name: counts[gold, name] if name != "none" else _others(counts, gold) for name in given
        }
        for gold in VERDICTS
    }


def _others(counts: Counter[tuple[str, str | None]], gold: str) -> int:
    return sum(n for (want, got), n in counts.items() if want == gold and got not in VERDICTS)


def macro_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """Mean F1 of the verdicts that occur in the gold column.

    >>> macro_f1([("supported", "supported"), ("contradicted", "supported")])
    0.3333333333333333
    """
    scores = []
    for name in VERDICTS:
        wanted = sum(gold == name for gold, _ in pairs)
        if not wanted:
            continue
        found = sum(got == name for _, got in pairs)
        hits = sum(gold == got == name for gold, got in pairs)
        scores.append(2 * hits / (wanted + found))
    return sum(scores) / len(scores) if scores else 0.0
