"""What the reader is trained on: one softmax over spans and null, a softmax across passages of a
question, a softmax over sentences, and the order of answered before unanswered."""

from __future__ import annotations

import torch
from torch import Tensor

from ..reader_model import NEVER, ReaderOutput

_SENTENCES = 32


def sentence_logits(evidence: Tensor, sentence_ids: Tensor) -> Tensor:
    """Mean evidence logit of each sentence: (batch, length) x2 -> (batch, 32), `NEVER` if none."""
    inside = sentence_ids >= 0
    where = sentence_ids.clamp(min=0)
    total = torch.zeros(evidence.shape[0], _SENTENCES, device=evidence.device)
    count = torch.zeros_like(total)
    total.scatter_add_(1, where, evidence * inside)
    count.scatter_add_(1, where, inside.float())
    return torch.where(count > 0, total / count.clamp(min=1.0), torch.full_like(total, NEVER))


def order_loss(scores: Tensor, answered: Tensor, unanswered: Tensor) -> Tensor:
    """Mean over pairs of the log loss that an answered row scores higher: (batch,) x3 -> scalar.

    Zero where the batch holds rows of one kind only.

    >>> both = torch.tensor([True, False]), torch.tensor([False, True])
    >>> bool(order_loss(torch.tensor([3.0, 1.0]), *both) < order_loss(torch.tensor([1.0, 3.0]), *both))
    True
    """
    margins = scores[:, None] - scores[None, :]
    pairs = answered[:, None] & unanswered[None, :]
    return (torch.nn.functional.softplus(-margins) * pairs).sum() / pairs.sum().clamp(min=1)


def reader_loss(output: ReaderOutput, batch: dict[str, Tensor]) -> tuple[Tensor, dict[str, float]]:
    """Sum of the parts, and each part as a number for the log.

    span: cross entropy over all spans and null (with the null answer for negatives);
    across: the gold span among the spans of all windows of its group (shared normalisation,
    Clark & Gardner 2018, "Simple and effective multi-paragraph reading comprehension");
    evidence: the gold sentence among the sentences of its window;
    order: how surely each answered row of the batch scores above each unanswered one (RankNet,
    Burges et al. 2005, "Learning to rank using gradient descent"). Refusing goes by one threshold
    over all questions, so the scores of different questions have to be comparable, which the
    softmax of a window by itself does not ask for.
    """
    spans, null = output.span_logits, output.null_logits
    assert spans is not None and null is not None and output.evidence_logits is not None
    rows = torch.arange(len(null), device=null.device)
    start, end = batch["start"], batch["end"]
    mass = torch.logsumexp(spans.flatten(1), dim=1)
    everything = torch.logaddexp(mass, null)
    answered = start >= 0
    gold = torch.where(answered, spans[rows, start.clamp(min=0), (end - start).clamp(min=0)], null)
    counted = batch["has_span"].float()
    span_loss = ((everything - gold) * counted).sum() / counted.sum()

    group = batch["group"]
    same = (group[:, None] == group[None, :]) & (batch["has_span"] > 0)[None, :]
    shared = torch.logsumexp(mass[None, :].masked_fill(~same, NEVER), dim=1)
    paired = answered & (same.sum(1) > 1)
    across = ((shared - gold) * paired).sum() / paired.sum().clamp(min=1)

    logits = sentence_logits(output.evidence_logits, batch["sentence_ids"])
    judged = batch["evidence"] >= 0
    chosen = logits[rows, batch["evidence"].clamp(min=0)]
    evidence = ((torch.logsumexp(logits, 1) - chosen) * judged).sum() / judged.sum().clamp(min=1)
    order = order_loss(mass - null, answered, ~answered & (batch["has_span"] > 0))
    loss = span_loss + 0.3 * across + 0.3 * evidence + 0.2 * order
    parts = {"span": span_loss.item(), "across": across.item(), "evidence": evidence.item(),
             "order": order.item()}  # fmt: skip
    return loss, parts
