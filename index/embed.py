"""Text to vectors, with a sentence-transformers model.

What is embedded of a passage is each window of two sentences, and the whole under its title and
heading, all folded, so that a traditional and a simplified text have the same vectors. The passage
scores as its best vector. (Share of 129 Chinese questions of `eval/sets` on the bundled articles
whose fact is in the first passage: whole passages 0.674, windows under titles 0.744, bare windows
0.791, bare windows and the whole 0.798.)
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
# Raised when `texts_to_embed` changes, so that older vectors are known.
_TEXTS = "2"

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
        """16 hexadecimal digits of a hash of all weights, the vocabulary, and what is embedded."""
        digest = hashlib.sha256(_TEXTS.encode())
        for name, tensor in sorted(self._model.state_dict().items()):
            array = tensor.detach().cpu().float().numpy() if hasattr(tensor, "detach") else tensor
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(array).tobytes())
        tokenizer: Any = getattr(self._model, "tokenizer", None)
        tokenizer = getattr(tokenizer, "backend_tokenizer", tokenizer)
        if hasattr(tokenizer, "to_str"):
            digest.update(_vocabulary(tokenizer).encode())
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


def _vocabulary(tokenizer: Any) -> str:
    """A tokenizer as text, without the padding and truncation that its last use left in it."""
    if tokenizer.padding is not None or tokenizer.truncation is not None:
        tokenizer = type(tokenizer).from_str(tokenizer.to_str())
        tokenizer.no_padding()
        tokenizer.no_truncation()
    text: str = tokenizer.to_str()
    return text


_QUIET = {"convert_to_numpy": True, "show_progress_bar": False, "batch_size": 64}


def _unit(vectors: Any) -> Vectors:
    rows: Vectors = np.asarray(vectors, dtype=np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = np.nan_to_num(rows / np.maximum(norms, 1e-12)).astype(np.float32)
    return unit


def texts_to_embed(article: Article, piece: Piece, granularity: Granularity) -> list[str]:
    r"""What is embedded of one passage: its windows of two sentences and the whole, or the whole.

    >>> text = "甲地种茶。乙地也种。茶叶好。"
    >>> article = Article("1", "茶乡", None, None, None, None, None, "zh-Hans", text, "a.txt", "")
    >>> texts_to_embed(article, Piece(0, None, "paragraph", 0, len(text)), "sentence")
    ['甲地种茶。乙地也种。', '乙地也种。茶叶好。', '茶乡\n甲地种茶。乙地也种。茶叶好。']
    """
    above = [part for part in (article.title, piece.heading) if part]
    texts = ["\n".join([*above, article.text[piece.start : piece.end]])]
    if granularity == "sentence":
        spans = sentence_spans(article.text, piece.start, piece.end)
        windows = [
            article.text[first[0] : last[1]]
            for first, last in zip(spans, spans[1:] or spans, strict=False)
        ]
        texts = [*windows[: PER_PASSAGE - 1], *texts]
    return [fold_text(text) for text in texts]
