"""Write a table of rows as the sentence-transformers folder that ships."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer


def write_model(rows: np.ndarray, tokenizer: Tokenizer, folder: Path) -> None:
    """A sentence-transformers folder with int8 rows and one scale a row.

    `StaticEmbedding` reads the pair (`embeddings`, `weights`) by itself, the layout of model2vec;
    it is a quarter of float32, and rounding moves a row by less than half a percent of its length.
    """
    from safetensors.numpy import save_file
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    folder.mkdir(parents=True, exist_ok=True)
    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=rows), Normalize()], device="cpu"
    )
    model.save_pretrained(str(folder), create_model_card=False)
    scales = np.abs(rows).max(axis=1).astype(np.float32) / 127
    small = np.round(rows / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    save_file({"embeddings": small, "weights": scales}, folder / "model.safetensors")
    compact_tokenizer(folder / "tokenizer.json")


def compact_tokenizer(path: Path) -> None:
    """Write a unigram tokenizer again without spaces and with short scores: a third of the size."""
    saved = json.loads(path.read_text(encoding="utf-8"))
    if saved["model"]["type"] == "Unigram":
        vocabulary = saved["model"]["vocab"]
        saved["model"]["vocab"] = [[token, round(score, 3)] for token, score in vocabulary]
    path.write_text(json.dumps(saved, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
