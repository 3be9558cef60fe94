"""Re-rank passages with the rows of a static embedder, token by token.

One vector a passage blurs what a passage says into a mean. The rows themselves are still there, so
a few dozen candidates can be compared at full resolution: for each question token the best cosine
with any token of the passage, averaged by the length of the question token's row, which training
made the token's importance. It needs no further weights and works across languages, because the
rows of both lie in one space.

Source: the MaxSim operator of Khattab and Zaharia, "ColBERT" (SIGIR 2020), here without context.

    >>> from models import load_embedder
    >>> late = late_interaction(load_embedder())
    >>> late.scores("Where is the tea factory?", ["茶厂建在河边。", "今天下雨。"]).round(1)
    array([0.6, 0. ], dtype=float32)

The best of many cosines is larger than the best of few, so a long passage is near to everything.
Where an English question puts Chinese passages in order, `LateInteraction.order_scores` therefore
also hears how much of the passage the question speaks of, and takes off something for its length.
The weights are chosen on open data (`models.training.candidate_order`). A Chinese question keeps to
the first voice: it shares words with its passage, and the other voices gained it nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Chosen on development questions: a passage's score is its cosine plus this much of the above.
LATE_WEIGHT = 2.0

Scores = npt.NDArray[np.float32]

_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")

ORDER_WEIGHTS = Path(__file__).parent / "embedder" / "order.json"


@dataclass(frozen=True, slots=True)
class OrderWeights:
    """How much each column of `LateInteraction.compared` counts beside the cosine of the vectors."""

    asked: float
    told: float
    length: float


@lru_cache(maxsize=1)
def load_order_weights() -> OrderWeights:
    """The weights that ship with the built-in embedder."""
    return OrderWeights(**json.loads(ORDER_WEIGHTS.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class LateInteraction:
    """Token rows (tokens, dimension) of a static model and the tokenizer that goes with them."""

    tokenizer: Any
    rows: npt.NDArray[np.float32]

    @cached_property
    def lengths(self) -> npt.NDArray[np.float32]:
        """The length of each row: how much its token counts."""
        lengths: npt.NDArray[np.float32] = np.linalg.norm(self.rows, axis=1).astype(np.float32)
        return lengths

    def tokens(self, text: str) -> npt.NDArray[np.int64]:
        """Rows of the tokens of `text` that count, in order."""
        return self._counting(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def scores(self, question: str, passages: Sequence[str]) -> Scores:
        """(passages,) float32 in -1..1; 0 where either side holds no known token.

        About 0.3 ms a passage of 300 characters on one core.
        """
        forward: Scores = self.compared(question, passages)[:, 0]
        return forward

    def order_scores(self, question: str, passages: Sequence[str]) -> Scores:
        """(passages,) what is added to each passage's cosine to put candidates in order."""
        if _CHINESE.search(question):
            return LATE_WEIGHT * self.scores(question, passages)
        weights = load_order_weights()
        ordered: Scores = self.compared(question, passages) @ np.array(
            [weights.asked, weights.told, weights.length], dtype=np.float32
        )
        return ordered

    def compared(self, question: str, passages: Sequence[str]) -> Scores:
        """(passages, 3) float32: what `order_scores` weighs.

        The mean over the question's tokens of the best cosine in the passage; the mean over the
        passage's tokens of the best one in the question; minus the log of the passage's tokens. A
        passage without a known token is as long as the longest, and all are 0 for a question
        without one.
        """
        made = np.zeros((len(passages), 3), dtype=np.float32)
        asked = self.tokens(question)
        told = [self._counting(encoding.ids) for encoding in self._encoded(passages)]
        filled = [row for row, tokens in enumerate(told) if len(tokens)]
        if not len(asked) or not filled:
            return made
        weights = self.lengths[asked] / self.lengths[asked].sum()
        # Passages of one collection share most tokens: each is compared once.
        every = np.concatenate([told[row] for row in filled])
        distinct, place = np.unique(every, return_inverse=True)
        cosines = self._units(asked) @ self._units(distinct).T
        sizes = np.array([len(told[row]) for row in filled])
        starts = np.cumsum(sizes) - sizes
        best = np.maximum.reduceat(cosines[:, place], starts, axis=1)
        made[filled, 0] = weights @ best
        mass = self.lengths[every]
        heard = np.add.reduceat(mass * cosines.max(axis=0)[place], starts)
        made[filled, 1] = heard / np.add.reduceat(mass, starts)
        made[:, 2] = -np.log(sizes.max())
        made[filled, 2] = -np.log(sizes)
        return made

    def _encoded(self, texts: Sequence[str]) -> Sequence[Any]:
        encoded: Sequence[Any] = self.tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return encoded

    def _counting(self, ids: Sequence[int]) -> npt.NDArray[np.int64]:
        found = np.asarray(ids, dtype=np.int64)
        return found[self.lengths[found] > 0]

    def _units(self, tokens: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        units: npt.NDArray[np.float32] = self.rows[tokens] / self.lengths[tokens, None]
        return units


def late_interaction(model: SentenceTransformer) -> LateInteraction | None:
    """Late interaction over the rows of `model`, or `None` where it is no static embedder."""
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    first: Any = model[0]
    if not isinstance(first, StaticEmbedding):
        return None
    return LateInteraction(first.tokenizer, first.embedding.weight.detach().cpu().float().numpy())
