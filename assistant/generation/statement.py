"""A generated sentence, and what of it must be proved: its figures, words, names and clauses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index import Language
from index.figures import Figure, find_figures
from index.normalise import fold_text

from ..claims.carried import carried, sounds_of
from ..claims.terms import Term, claim_terms
from ..names import NameIndex
from .proper_names import core, names_in

_CLAUSE = re.compile(r"[,;:，；：]|(?<=[a-z]) (?:and|while|but|where|which) ")
# How Chinese newspapers write what a Chinese sentence may write in Latin letters.
_IN_CHINESE = {"gdp": "生产总值", "app": "应用", "ai": "智能"}


@dataclass(frozen=True)
class Statement:
    """A sentence to be proved. `han_names` are its names in pinyin (English) -> as printed."""

    text: str
    language: Language
    figures: list[Figure]
    terms: list[Term]
    han_names: dict[str, str]

    @classmethod
    def read(cls, sentence: str, language: Language, names: NameIndex | None) -> Statement:
        """Read a sentence; `names` of the collection by their sound are for English ones."""
        figures = find_figures(sentence, subjects=False)
        spelled = dict(names.spelled_in(sentence)) if names is not None else {}
        return cls(sentence, language, figures, claim_terms(sentence, language, figures), spelled)

    @cached_property
    def weights(self) -> npt.NDArray[np.float32]:
        """(terms,) float32: what each term counts."""
        return np.array([term.weight for term in self.terms], np.float32)

    @cached_property
    def names(self) -> list[str]:
        """Names as the sentence writes them, folded; English ones in lower case."""
        if self.language == "en":
            return [term.text.lower() for term in self.terms if term.name]
        return names_in(self.text)

    @cached_property
    def clauses(self) -> list[str]:
        """The clauses, folded; commas in figures do not cut."""
        inside = {p for f in self.figures for p in range(f.start, f.end)}
        cuts = [m.span() for m in _CLAUSE.finditer(self.text.lower()) if m.start() not in inside]
        edges = [0, *(edge for cut in cuts for edge in cut), len(self.text)]
        return [fold_text(self.text[a:b]) for a, b in zip(edges[::2], edges[1::2], strict=True)]

    def terms_in(self, clause: str) -> list[int]:
        """Places of the terms that a folded clause holds."""
        return [i for i, term in enumerate(self.terms) if fold_text(term.text) in clause]

    def finds(self, name: str, text: str) -> bool:
        """Whether a folded text holds one of `names`: as written, without its class word, or by
        its sound."""
        if self.language != "en":
            alias = _IN_CHINESE.get(name)
            return name in text or core(name) in text or (alias is not None and alias in text)
        for written, han in self.han_names.items():
            if name in written.lower() or written.lower() in name:
                return han in text
        term = next((t for t in self.terms if t.name and t.text.lower() == name), None)
        return term is not None and carried(term, text, sounds_of(text)) > 0.5
