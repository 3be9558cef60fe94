"""An embedder of characters with random weights, made in a moment and without torch.

It has the part of a sentence-transformers model that the index uses; `test_embed.py` uses a real
one.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


class TinyEmbedder:
    """Sums one random vector for each character, so that texts with common words are near."""

    def __init__(self, seed: int, dimension: int) -> None:
        rng = np.random.default_rng(seed)
        self._weights = rng.normal(size=(0x10000, dimension)).astype(np.float32)

    def state_dict(self) -> dict[str, Array]:
        """The weights by name."""
        return {"weights": self._weights}

    def encode_document(self, texts: list[str], **_: object) -> Array:
        """(n, dimension) sums; zeros for an empty text."""
        return np.stack([self._weights[[ord(c) % 0x10000 for c in text]].sum(0) for text in texts])

    encode_query = encode_document


@lru_cache(maxsize=4)
def tiny_embedder(seed: int = 0, dimension: int = 32) -> TinyEmbedder:
    """The embedder of a seed."""
    return TinyEmbedder(seed, dimension)
