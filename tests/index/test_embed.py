"""Vectors of a real sentence-transformers model: unit length, folded text, told apart by weights."""

from __future__ import annotations

import numpy as np
import pytest

from index.article import Article
from index.embed import Embedder, texts_to_embed
from index.split import split


def _embedder(seed: int, words: str = "台州山区县种茶叶问") -> Embedder:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(
        models.WordLevel({c: i for i, c in enumerate(["[UNK]", *words])}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    weights = np.random.default_rng(seed).normal(size=(len(words) + 1, 16)).astype(np.float32)
    module = StaticEmbedding(tokenizer, embedding_weights=weights)
    return Embedder(SentenceTransformer(modules=[module], device="cpu"), "tiny")


def test_unit_vectors_of_folded_text() -> None:
    embedder = _embedder(0)
    vectors = embedder.documents(["台州山区", "茶叶"])
    assert vectors.shape == (2, embedder.dimension) and vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
    assert embedder.query("臺州山區") == pytest.approx(vectors[0], abs=1e-6)
    assert np.isfinite(embedder.query("")).all()


def test_the_fingerprint_follows_weights_and_vocabulary() -> None:
    assert _embedder(0).fingerprint == _embedder(0).fingerprint
    assert _embedder(0).fingerprint != _embedder(1).fingerprint
    assert _embedder(0).fingerprint != _embedder(0, "台州山区县种茶问叶").fingerprint


def test_what_is_embedded() -> None:
    text = "臺州種茶。山區縣也種。茶葉好。"
    article = Article("id", "標題", None, None, None, None, None, "zh-Hant", text, "a.txt", "")
    (piece,) = split(text)
    assert texts_to_embed(article, piece, "passage") == ["标题\n台州种茶。山区县也种。茶叶好。"]
    assert texts_to_embed(article, piece, "sentence") == [
        "台州种茶。山区县也种。",
        "山区县也种。茶叶好。",
        "标题\n台州种茶。山区县也种。茶叶好。",
    ]
