"""Any extractive question answering model of the hub, or a folder of one, as a reader."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .reading import Reading, Span, check_arguments
from .spans import best_spans, sentence_mass

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

_LONGEST = 384
_OVERLAP = 96
_ANSWER_TOKENS = 64
_BATCH = 8
_CANDIDATES = 40


class SpanReader:
    """Wraps an `AutoModelForQuestionAnswering`; the null answer is the span on the first token.

    `answerable` is the logistic of (best span - null), which is what SQuAD 2 models are trained
    for; a model trained without unanswerable questions has no meaningful null score.
    """

    def __init__(
        self, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, device: str = "cpu"
    ) -> None:
        if not tokenizer.is_fast:
            raise ValueError(
                f"found the slow tokenizer {type(tokenizer).__name__}, expected a fast one "
                "(tokenizer.json): only those map tokens back to characters"
            )
        self._model = model.eval()
        self._tokenizer = tokenizer
        self._device = device
        positions = getattr(model.config, "max_position_embeddings", _LONGEST)
        # RoBERTa counts positions from pad + 1, so two of them are never used.
        self._length = max(32, min(_LONGEST, positions - 2))

    @classmethod
    def load(
        cls, name: str | Path, *, device: str | None = None, dtype: str | None = None
    ) -> SpanReader:
        """Open a folder or hub id; weights must be safetensors, code from the hub never runs."""
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        from .devices import place, quietly

        with quietly():
            tokenizer = AutoTokenizer.from_pretrained(name, trust_remote_code=False)
            model = AutoModelForQuestionAnswering.from_pretrained(
                name, trust_remote_code=False, use_safetensors=True
            )
        placed, where = place(model, device, dtype)
        return cls(placed, tokenizer, where)

    def read(
        self,
        question: str,
        passages: Sequence[str],
        sentences: Sequence[Sequence[tuple[int, int]]],
    ) -> list[Reading]:
        check_arguments(passages, sentences)
        filled = [n for n, passage in enumerate(passages) if passage.strip()]
        found: list[Reading] = [
            Reading((), 0.0, 0.0, tuple(0.0 for _ in spans)) for spans in sentences
        ]
        if not filled:
            return found
        encoded = self._tokenizer(
            [question] * len(filled),
            [passages[n] for n in filled],
            truncation="only_second",
            max_length=self._length,
            stride=min(_OVERLAP, self._length // 4),
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            padding=True,
            return_tensors="np",
        )
        start, end = self._logits(encoded)
        owners = encoded["overflow_to_sample_mapping"]
        for place, number in enumerate(filled):
            rows = [row for row in range(len(owners)) if owners[row] == place]
            found[number] = _reading(encoded, rows, start, end, sentences[number])
        return found

    def _logits(self, encoded: Any) -> tuple[np.ndarray, np.ndarray]:
        import torch

        names = [n for n in self._tokenizer.model_input_names if n in encoded]
        starts, ends = [], []
        count = len(encoded["input_ids"])
        with torch.inference_mode():
            for first in range(0, count, _BATCH):
                part = {
                    name: torch.from_numpy(encoded[name][first : first + _BATCH]).to(self._device)
                    for name in names
                }
                output = self._model(**part)
                starts.append(output.start_logits.float().cpu().numpy())
                ends.append(output.end_logits.float().cpu().numpy())
        return np.concatenate(starts), np.concatenate(ends)


def _reading(
    encoded: Any,
    rows: list[int],
    start: np.ndarray,
    end: np.ndarray,
    sentences: Sequence[tuple[int, int]],
) -> Reading:
    scored: list[tuple[int, int, float]] = []
    masses: list[tuple[np.ndarray, np.ndarray]] = []
    margin = -math.inf
    for row in rows:
        context = np.array([part == 1 for part in encoded.sequence_ids(row)])
        edges = encoded["offset_mapping"][row]
        tokens = np.flatnonzero(context & (edges[:, 1] > edges[:, 0]))
        if not len(tokens):
            continue
        joint = start[row, tokens][:, None] + end[row, tokens][None, :]
        place = np.arange(len(tokens))
        distance = place[None, :] - place[:, None]
        joint = np.where((distance >= 0) & (distance < _ANSWER_TOKENS), joint, -np.inf)
        margin = max(margin, float(joint.max() - start[row, 0] - end[row, 0]))
        masses.append((edges[tokens, 0], np.logaddexp.reduce(joint, axis=1)))
        flat = joint.ravel()
        top = np.argpartition(-flat, min(_CANDIDATES, flat.size - 1))[:_CANDIDATES]
        scored.extend(
            (int(edges[tokens[i // len(tokens)], 0]), int(edges[tokens[i % len(tokens)], 1]),
             float(flat[i]))
            for i in top.tolist() if np.isfinite(flat[i])
        )  # fmt: skip
    if not masses:
        return Reading((), 0.0, 0.0, tuple(0.0 for _ in sentences))
    whole = float(np.logaddexp.reduce(np.concatenate([mass for _, mass in masses])))
    spans = [Span(a, b, math.exp(score - whole)) for a, b, score in scored if b > a]
    total = np.zeros(len(sentences))
    for starts, mass in masses:
        total += sentence_mass(starts, np.exp(mass - whole), sentences)
    return Reading(
        spans=best_spans(spans, sentences),
        no_answer=-margin,
        answerable=1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, margin)))),
        sentence_scores=tuple(float(min(value, 1.0)) for value in total),
    )
