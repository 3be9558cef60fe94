"""Measure evidence with the built-in table, whichever embedder found the passages.

The weights of the ranker and the threshold of refusal were fitted to cosines of the built-in
embedder; those of another model lie elsewhere (E5: nearly all above 0.7). So another embedder and
a reranker choose and order the passages, and what decides whether a sentence answers stays measured
in the same units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from index.normalise import fold_text
from index.sentences import sentence_spans
from models import LateInteraction, Reranker, TermTranslator, late_interaction, load_embedder

from .retrieve import Candidate


class Yardstick:
    """The built-in static embedder, loaded when first needed."""

    @cached_property
    def _model(self) -> Any:
        return load_embedder()

    @cached_property
    def _table(self) -> LateInteraction:
        table = late_interaction(self._model)
        assert table is not None  # the built-in embedder is a static table
        return table

    @cached_property
    def _terms(self) -> TermTranslator:
        return TermTranslator(self._table)

    def late(self, question: str, texts: Sequence[str]) -> list[float]:
        """Token by token, as `models.late_interaction`."""
        return [float(score) for score in self._table.scores(question, texts)]

    def translate(self, question: str) -> list[tuple[str, float]]:
        """Chinese search terms for an English question."""
        return [(term.chinese, term.weight) for term in self._terms.translate(question)]

    def measured(self, question: str, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates, `dense` being the built-in cosine of their best two sentences."""
        if not candidates:
            return []
        windows = [_windows(candidate.passage.text) for candidate in candidates]
        flat = [window for group in windows for window in group]
        rows = _unit(self._model.encode_document(flat, show_progress_bar=False))
        asked = _unit(self._model.encode_query([fold_text(question)], show_progress_bar=False))[0]
        cosines = rows @ asked
        found, first = [], 0
        for candidate, group in zip(candidates, windows, strict=True):
            best = float(cosines[first : first + len(group)].max())
            found.append(replace(candidate, dense=best))
            first += len(group)
        return found


def reranked(question: str, candidates: Sequence[Candidate], reranker: Reranker) -> list[Candidate]:
    """The candidates in the order of a cross-encoder, ranks anew from 0."""
    scores = reranker.scores(question, [candidate.passage.text for candidate in candidates])
    order = np.argsort(-scores, kind="stable")
    return [replace(candidates[place], rank=rank) for rank, place in enumerate(order.tolist())]


def _windows(text: str) -> list[str]:
    """Two sentences each, as they are embedded, and the whole."""
    spans = sentence_spans(text)
    pairs = zip(spans, spans[1:] or spans, strict=False)
    return [*(fold_text(text[a[0] : b[1]]) for a, b in pairs), fold_text(text)]


def _unit(vectors: Any) -> Any:
    rows = np.asarray(vectors, dtype=np.float32)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
