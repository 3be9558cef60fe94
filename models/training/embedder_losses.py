"""What the embedder is trained on: the loss of bags of words, and that of late interaction."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from ..late_interaction import LATE_WEIGHT
from .embedder_table import Bagger, StaticTable

TEMPERATURE = 0.05
# Tokens of a target that late interaction looks at.
_LATE_TOKENS = 96


def cross_entropy_both_ways(scores: torch.Tensor) -> torch.Tensor:
    """In-batch loss of (queries, targets) scores; targets beyond the queries are negatives only."""
    gold = torch.arange(len(scores))
    forward = nn.functional.cross_entropy(scores, gold)
    backward = nn.functional.cross_entropy(scores[:, : len(scores)].T, gold)
    return (forward + backward) / 2


def late_scores(
    table: StaticTable, bag: Bagger, queries: list[np.ndarray], targets: list[np.ndarray]
) -> torch.Tensor:
    """Late interaction of every query with every target, (queries, targets), differentiable.

    Only the distinct tokens of the batch are compared; a target is cut at 96 tokens.
    """
    asked, asked_at = np.unique(np.concatenate(queries), return_inverse=True)
    told, told_at = np.unique(np.concatenate(targets), return_inverse=True)
    asked_rows = table(*bag([asked[i : i + 1] for i in range(len(asked))]))
    told_rows = table(*bag([told[i : i + 1] for i in range(len(told))]))
    weights = asked_rows.norm(dim=-1)
    cosines = (
        nn.functional.normalize(asked_rows, dim=-1) @ nn.functional.normalize(told_rows, dim=-1).T
    )
    # One column more than there are tokens: what pads short targets can never be the best.
    cosines = nn.functional.pad(cosines, (0, 1), value=-1.0)
    width = min(_LATE_TOKENS, max(map(len, targets)))
    padded = np.full((len(targets), width), len(told), dtype=np.int64)
    start = 0
    for row, target in enumerate(targets):
        size = min(len(target), width)
        padded[row, :size] = told_at[start : start + size]
        start += len(target)
    best = cosines[:, torch.from_numpy(padded.ravel())].view(len(asked), len(targets), width)
    owners = np.repeat(np.arange(len(queries)), [len(query) for query in queries])
    share = torch.zeros(len(queries), len(asked)).index_put(
        (torch.from_numpy(owners), torch.from_numpy(asked_at)),
        weights[torch.from_numpy(asked_at)],
        accumulate=True,
    )
    scores: torch.Tensor = (share / share.sum(dim=1, keepdim=True)) @ best.amax(dim=-1)
    return scores


def batch_loss(
    table: StaticTable,
    bag: Bagger,
    queries: list[np.ndarray],
    targets: list[np.ndarray],
    *,
    late: bool,
) -> torch.Tensor:
    """The loss of bags, and with `late` also that of the sum that ranks passages in the end."""
    asked = nn.functional.normalize(table(*bag(queries)), dim=-1)
    told = nn.functional.normalize(table(*bag(targets)), dim=-1)
    dense = asked @ told.T
    loss = cross_entropy_both_ways(dense / TEMPERATURE)
    if late:
        both = dense + LATE_WEIGHT * late_scores(table, bag, queries, targets)
        loss = (loss + cross_entropy_both_ways(both / TEMPERATURE)) / 2
    return loss
