"""The table that training moves: rows with two weights each, and bags of them.

A word's row is its own vector plus those of its characters and inner words, so that a rare word
leans on its parts; `StaticTable.folded` makes the sum once, for the table that ships.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from .embedder_vocabulary import MARK, Vocabulary
from .glosses import Dictionary, english_table, gloss_vectors

# Rows below this one (unknown, mark) stay zero.
FIRST_ROW = 2


def starting_rows(vocabulary: Vocabulary, dictionary: Dictionary, dimension: int) -> np.ndarray:
    """Unit rows (tokens, dimension): the English table and the glosses, on its principal axes."""
    table = english_table()
    row_of = {token: row for row, token in enumerate(table.tokens)}
    rows = np.zeros((len(vocabulary.tokens), table.vectors.shape[1]), dtype=np.float32)
    for row, piece in enumerate(vocabulary.pieces, FIRST_ROW):
        token = piece.removeprefix(MARK) if piece.startswith(MARK) else f"##{piece}"
        rows[row] = table.vectors[row_of[token]]
    chinese = (*vocabulary.characters, *vocabulary.words)
    rows[FIRST_ROW + len(vocabulary.pieces) :] = gloss_vectors(chinese, dictionary, table).vectors
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    # Not centred: the axes of most mass, frequent tokens left out by the weights they will have.
    weighted = rows * starting_weights(vocabulary, 1e-3)[:, None]
    _, axes = np.linalg.eigh(weighted.T.astype(np.float64) @ weighted)
    return np.ascontiguousarray(rows @ axes[:, ::-1][:, :dimension].astype(np.float32))


def starting_weights(vocabulary: Vocabulary, scale: float) -> np.ndarray:
    """Smooth inverse frequency, a / (a + p); English p by Zipf's law, since only ranks are known.

    Source: Arora, Liang and Ma, "A Simple but Tough-to-Beat Baseline for Sentence Embeddings".
    """
    weights = np.zeros(len(vocabulary.tokens), dtype=np.float32)
    zipf = 1.0 / np.arange(1, len(vocabulary.pieces) + 1)
    last = FIRST_ROW + len(vocabulary.pieces)
    weights[FIRST_ROW:last] = scale / (scale + zipf / zipf.sum())
    units = (*vocabulary.characters, *vocabulary.words)
    counts = np.array([vocabulary.counts[unit] for unit in units], dtype=np.float64)
    weights[last:] = scale / (scale + counts / counts.sum())
    return weights


def token_parts(vocabulary: Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """CSR (bounds, rows): of each token the rows of its characters and of inner words."""
    import rjieba

    row_of = {token: row for row, token in enumerate(vocabulary.tokens)}
    words = frozenset(vocabulary.words)
    bounds = [0]
    rows: list[int] = []
    for token in vocabulary.tokens:
        if token in words:
            inner = {w for w in rjieba.cut_for_search(token) if w != token and w in row_of}
            rows.extend(row_of[part] for part in sorted({*token, *inner}) if part in row_of)
        bounds.append(len(rows))
    return np.asarray(bounds, dtype=np.int64), np.asarray(rows, dtype=np.int64)


class StaticTable(nn.Module):
    """Rows, and two weights each: standing alone, and as a part of a longer word."""

    def __init__(self, rows: np.ndarray, weights: np.ndarray, part_weight: float) -> None:
        super().__init__()
        self.rows = nn.Parameter(torch.from_numpy(rows))
        alone = np.log(np.maximum(weights, 1e-6))
        self.alone = nn.Parameter(torch.from_numpy(alone))
        self.part = nn.Parameter(torch.from_numpy(alone + np.float32(np.log(part_weight))))

    def forward(self, rows: torch.Tensor, bounds: torch.Tensor, part: torch.Tensor) -> torch.Tensor:
        """Sums (texts, dimension) of bags of rows; `part` marks rows counted as parts."""
        scale = torch.where(part, self.part[rows], self.alone[rows]).exp()
        return nn.functional.embedding_bag(
            rows, self.rows, bounds, mode="sum", per_sample_weights=scale
        )

    @torch.no_grad()
    def folded(self, bounds: np.ndarray, parts: np.ndarray) -> np.ndarray:
        """The one table that ships: each token's weighted row plus those of its parts."""
        table: np.ndarray = (self.rows * self.alone.exp()[:, None]).numpy().copy()
        inner = (self.rows * self.part.exp()[:, None]).numpy()
        owners = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
        np.add.at(table, owners, inner[parts])
        table[:FIRST_ROW] = 0.0
        return table


class Bagger:
    """Token lists -> the flat rows, bounds and part marks that `StaticTable` takes."""

    def __init__(self, bounds: np.ndarray, parts: np.ndarray) -> None:
        self._bounds = bounds
        self._parts = parts

    def __call__(self, texts: list[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        sizes = np.array([len(text) for text in texts])
        tokens = np.concatenate(texts).astype(np.int64)
        inner = self._bounds[tokens + 1] - self._bounds[tokens]
        spread = 1 + inner
        starts = np.cumsum(spread) - spread
        rows = np.empty(int(spread.sum()), dtype=np.int64)
        is_part = np.ones(len(rows), dtype=bool)
        rows[starts] = tokens
        is_part[starts] = False
        before = np.cumsum(inner) - inner
        within = np.arange(int(inner.sum())) - np.repeat(before, inner)
        rows[is_part] = self._parts[np.repeat(self._bounds[tokens], inner) + within]
        ends = np.concatenate([[0], np.cumsum(spread)])
        firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        return torch.from_numpy(rows), torch.from_numpy(ends[firsts]), torch.from_numpy(is_part)
