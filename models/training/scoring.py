"""Exact match and F1 as the official CMRC 2018 script counts them.

F1 is over characters (a Latin word or a run of digits is one unit), with the longest common *contiguous*
run as the overlap and marks removed; the best of the references counts.

>>> round(span_f1("1.4万余家", ["1.4万家"]), 2), exact_match("《水经注》", ["水经注"])
(0.67, True)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_UNIT = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002b73f]|[^\W_\u3400-\u9fff]+")


def units(text: str) -> list[str]:
    """Characters of Chinese, words of everything else, marks and spaces dropped."""
    return _UNIT.findall(unicodedata.normalize("NFKC", text).lower())


def longest_run(first: Sequence[str], second: Sequence[str]) -> int:
    """Length of the longest contiguous run that both have."""
    best = 0
    above = [0] * (len(second) + 1)
    for one in first:
        row = [0] * (len(second) + 1)
        for place, other in enumerate(second, 1):
            if one == other:
                row[place] = above[place - 1] + 1
                best = max(best, row[place])
        above = row
    return best


def span_f1(found: str, references: Sequence[str]) -> float:
    """Best F1 against the references, 0..1."""
    best = 0.0
    said = units(found)
    for reference in references:
        wanted = units(reference)
        common = longest_run(said, wanted)
        if common:
            precision, recall = common / len(said), common / len(wanted)
            best = max(best, 2 * precision * recall / (precision + recall))
    return best


def exact_match(found: str, references: Sequence[str]) -> bool:
    """Whether the answer is one of the references, marks and spaces aside."""
    return any("".join(units(found)) == "".join(units(reference)) for reference in references)


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Chance that a positive outranks a negative (ties count half)."""
    import numpy as np
    from scipy.stats import rankdata

    ranks = rankdata(np.concatenate([positive, negative]))
    above = ranks[: len(positive)].sum() - len(positive) * (len(positive) + 1) / 2
    return float(above / (len(positive) * len(negative)))
