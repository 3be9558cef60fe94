"""Order passages anew with a cross-encoder: question and passage read together.

A cross-encoder sees both texts at once, which is slower than comparing vectors and better; it
looks only at the few dozen passages that retrieval found (Nogueira and Cho, "Passage Re-ranking
with BERT", 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from .errors import ModelUnfit, first_line

_BATCH = 16
# Passages have about 350 characters; more tokens would only cost time.
_LONGEST = 512


class Reranker(Protocol):
    """Anything that says how well passages fit a question."""

    def scores(self, question: str, passages: Sequence[str]) -> npt.NDArray[np.float32]:
        """(passages,) float32, larger is better; comparable within one question only.

        >>> reranker = load_reranker("BAAI/bge-reranker-v2-m3")            # doctest: +SKIP
        >>> reranker.scores(   # doctest: +SKIP
        ...     "织里镇有多少家童装企业？", ["织里镇有童装企业1.4万余家。", "今天下雨。"]
        ... )
        array([0.99, 0.0001], dtype=float32)
        """
        ...


class CrossEncoderReranker:
    """A sentence-transformers `CrossEncoder` with one score a pair."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def scores(self, question: str, passages: Sequence[str]) -> npt.NDArray[np.float32]:
        """See `Reranker.scores`."""
        if not passages:
            return np.zeros(0, dtype=np.float32)
        found = self._model.predict(
            [(question, passage) for passage in passages],
            batch_size=_BATCH,
            show_progress_bar=False,
        )
        return np.asarray(found, dtype=np.float32)


def load_reranker(name: str, *, device: str | None = None) -> Reranker:
    """The cross-encoder in a folder, or of a hub id that was fetched before.

    Raises:
        ModelNotFound: the model is not on this machine; the message names the command to fetch it.
        ModelUnfit: what is there gives no single score a pair.
    """
    from .hub import model_folder

    folder = model_folder(name)
    from sentence_transformers import CrossEncoder

    from .devices import quietly

    try:
        with quietly():
            model = CrossEncoder(
                str(folder),
                device=device,
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
    except (OSError, ValueError, KeyError) as error:
        raise ModelUnfit(
            name, f"it did not open as a cross-encoder ({first_line(error)})", "name a reranker"
        ) from error
    if (labels := getattr(model, "num_labels", 1)) != 1:
        raise ModelUnfit(name, f"it gives {labels} scores a pair, expected 1", "name a reranker")
    if model.max_seq_length is None or model.max_seq_length > _LONGEST:
        model.max_seq_length = _LONGEST
    return CrossEncoderReranker(model)
