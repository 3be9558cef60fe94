"""Retrieval measures over a ranked list of ids and the set of relevant ids.

Sources: recall@k and mean reciprocal rank as in the TREC QA track (Voorhees 1999); nDCG by Järvelin
and Kekäläinen (2002) with binary gains and log2(rank + 1) discounts, as `trec_eval` computes it.

>>> ranked, relevant = ["b", "a", "c"], {"a"}
>>> recall_at(ranked, relevant, 1), recall_at(ranked, relevant, 2), reciprocal_rank(ranked, relevant)
(0.0, 1.0, 0.5)
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet


def recall_at(ranked: Sequence[Hashable], relevant: AbstractSet[Hashable], k: int) -> float:
    """Share of the relevant ids among the first `k`; 0.0 when nothing is relevant."""
    if k < 1:
        raise ValueError(f"k is {k}, expected at least 1")
    return len(set(ranked[:k]) & relevant) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranked: Sequence[Hashable], relevant: AbstractSet[Hashable]) -> float:
    """1 / rank of the first relevant id, 0.0 when none was retrieved."""
    for rank, found in enumerate(ranked, 1):
        if found in relevant:
            return 1 / rank
    return 0.0


def ndcg_at(ranked: Sequence[Hashable], relevant: AbstractSet[Hashable], k: int) -> float:
    """Discounted gain of the first `k`, over the best that `k` places can hold.

    >>> round(ndcg_at(["b", "a"], {"a"}, 10), 4)
    0.6309
    """
    if k < 1:
        raise ValueError(f"k is {k}, expected at least 1")
    seen: set[Hashable] = set()
    gain = 0.0
    for rank, found in enumerate(ranked[:k], 1):
        # An id that comes twice earns once.
        if found in relevant and found not in seen:
            gain += 1 / math.log2(rank + 1)
        seen.add(found)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), k) + 1))
    return gain / best if best else 0.0
