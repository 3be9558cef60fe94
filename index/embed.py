"""Text to vectors, with a sentence-transformers model.

What is embedded of a passage is its title, its heading and its words, all folded, so that a
traditional and a simplified text have the same vector.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from .article import Article
from .normalise import fold_text
from .sentences import sentence_spans
from .split import Piece
from .vectors import PER_PASSAGE

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Granularity = Literal["passage", "sentence"]
Vectors = npt.NDArray[np.float32]


class Embedder:
    """A named model with a fingerprint of its weights, which tells two models apart."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self.name = name
        self._model: Any = model

    @property
    def model(self) -> SentenceTransformer:
        """The sentence-transformers model itself."""
        model: SentenceTransformer = self._model
        return model

    @cached_property
    def fingerprint(self) -> str:
        """16 hexadecimal digits of a hash of all weights and of the vocabulary."""
        digest = hashlib.sha256()
        for name, tensor in sorted(self._model.state_dict().items()):
            array = tensor.detach().cpu().float().numpy() if hasattr(tensor, "detach") else tensor
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(array).tobytes())
        tokenizer: Any = getattr(self._model, "tokenizer", None)
        tokenizer = getattr(tokenizer, "backend_tokenizer", tokenizer)
        if hasattr(tokenizer, "to_str"):
            digest.update(tokenizer.to_str().encode())
        return digest.hexdigest()[:16]

    @cached_property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self.query("问").shape[0])

    def documents(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) unit vectors of passages."""
        return _unit(self._model.encode_document(list(texts), **_QUIET))

    def query(self, text: str) -> Vectors:
        """(dimension,) unit vector of a question; zeros when it holds nothing that counts."""
        vector: Vectors = _unit(self._model.encode_query([fold_text(text)], **_QUIET))[0]
        return vector


_QUIET = {"convert_to_numpy": True, "show_progress_bar": False, "batch_size": 64}


def _unit(vectors: Any) -> Vectors:
    rows: Vectors = np.asarray(vectors, dtype=np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = np.nan_to_num(rows / np.maximum(norms, 1e-12)).astype(np.float32)
    return unit


def texts_to_embed(article: Article, piece: Piece, granularity: Granularity) -> list[str]:
    """What is embedded of one passage: one text, or one for each window of two sentences."""
    above = [part for part in (article.title, piece.heading) if part]
    if granularity == "passage":
        words = [article.text[piece.start : piece.end]]
    else:
        spans = sentence_spans(article.text, piece.start, piece.end)
        last = max(len(spans) - 1, 1)
        words = [
            article.text[spans[j][0] : spans[min(j + 1, len(spans) - 1)][1]] for j in range(last)
        ][:PER_PASSAGE]
    return [fold_text("\n".join([*above, part])) for part in words]
