"""An embedder of characters with random weights: real enough to index with, and made in a moment."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers


@lru_cache(maxsize=4)
def tiny_embedder(seed: int = 0, dimension: int = 32) -> SentenceTransformer:
    """Sums one random vector for each character, so that texts with common words are near."""
    characters = [chr(code) for code in (*range(32, 127), *range(0x4E00, 0xA000))]
    vocabulary = {"[UNK]": 0} | {c: i for i, c in enumerate(characters, 1)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    weights = np.random.default_rng(seed).normal(size=(len(vocabulary), dimension))
    weights[0] = 0
    module = StaticEmbedding(tokenizer, embedding_weights=weights.astype(np.float32))
    return SentenceTransformer(modules=[module], device="cpu")
