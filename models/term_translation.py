"""Chinese search terms for an English question, from the rows of the bilingual table.

A lexical index knows no English. The rows of a static bilingual embedder are, among other things, a
dictionary: the Chinese words nearest to an English word are its likely translations.

    >>> from models import late_interaction, load_embedder
    >>> terms = TermTranslator(late_interaction(load_embedder()))
    >>> terms.translate("Which university opened the hospital?")   # doctest: +SKIP
    [Term(english='university', chinese='大学', weight=0.9), ...]
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .late_interaction import LateInteraction

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_MARK = "▁"
# Cosine that a factor of e in frequency is worth, and how much the best term outweighs the rest.
_FREQUENCY_BONUS = 0.02
_SHARPNESS = 12.0


@dataclass(frozen=True, slots=True)
class Term:
    """A Chinese term that `english` may mean; weights of one English word sum to its importance.

    Importance is relative to the most telling word of the question, 0..1.
    """

    english: str
    chinese: str
    weight: float


class TermTranslator:
    """Nearest Chinese rows of English words."""

    def __init__(self, table: LateInteraction) -> None:
        self._table = table

    @cached_property
    def _chinese(self) -> tuple[list[str], npt.NDArray[np.float32]]:
        vocabulary = self._table.tokenizer.get_vocab()
        known = [(unit, row) for unit, row in vocabulary.items() if _HAN.fullmatch(unit)]
        known = [(unit, row) for unit, row in known if self._table.lengths[row] > 0]
        rows = np.array([row for _, row in known], dtype=np.int64)
        units = self._table.rows[rows] / self._table.lengths[rows, None]
        return [unit for unit, _ in known], units.astype(np.float32)

    @cached_property
    def _frequency(self) -> npt.NDArray[np.float32]:
        """Log probability of each Chinese unit, as the tokenizer's unigram model has it."""
        model = json.loads(self._table.tokenizer.to_str())["model"]
        scores = dict(model["vocab"]) if model["type"] == "Unigram" else {}
        return np.array([scores.get(unit, 0.0) for unit in self._chinese[0]], dtype=np.float32)

    def translate(self, question: str, *, each: int = 4, least: float = 0.45) -> list[Term]:
        """Terms for the Latin words of `question`: at most `each` a word, cosine >= `least`.

        Chinese parts of a mixed question are left alone: they need no translation.
        """
        encoding = self._table.tokenizer.encode(question, add_special_tokens=False)
        words: list[tuple[str, npt.NDArray[np.float32]]] = []
        for token, row in zip(encoding.tokens, encoding.ids, strict=True):
            if token.startswith(_MARK) and len(token) > 1:
                words.append((token.removeprefix(_MARK), self._table.rows[row].copy()))
            elif words and token.isascii() and token != _MARK:
                text, vector = words[-1]
                words[-1] = (text + token, vector + self._table.rows[row])
        words = [(text, vector) for text, vector in words if not text.isdigit()]
        if not words:
            return []
        lengths = np.array([float(np.linalg.norm(vector)) for _, vector in words])
        importance = lengths / max(float(lengths.max()), 1e-9)
        units, rows = self._chinese
        limit = min(each, len(units))
        if limit == 0:
            return []
        vectors = np.stack([vector for _, vector in words]) / np.maximum(lengths, 1e-9)[:, None]
        cosines = vectors @ rows.T
        terms: list[Term] = []
        for (text, _), weight, near in zip(words, importance, cosines, strict=True):
            # Of near synonyms the commoner word is the likelier one to stand in an article.
            value = near + _FREQUENCY_BONUS * self._frequency
            best = np.argpartition(-value, limit - 1)[:limit]
            best = best[near[best] >= least]
            best = best[np.argsort(-value[best], kind="stable")]
            odds = np.exp(_SHARPNESS * value[best])
            shares = weight * odds / odds.sum()
            terms += [Term(text, units[i], float(w)) for i, w in zip(best, shares, strict=True)]
        return terms
