"""Words of an English question in Chinese, and how far the words around a figure are those.

"How many ferry tickets" has no word in common with 60张渡船票. The embedder's table gives for each
English word the Chinese ones that it was aligned with, and a share for each (`models.late_interaction`);
so what is counted can be looked for beside the figures, as it is for a Chinese question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from .figure_words import counted_in_english
from .question import Question

# Chinese terms for an English text, each with its weight, 0..1.
Translate = Callable[[str], Sequence[tuple[str, float]]]
Terms = tuple[tuple[str, float], ...]


def with_translation(question: Question, translate: Translate | None) -> Question:
    """`question` with its words, and those for what it counts, in Chinese; as it is in Chinese."""
    if question.language != "en" or translate is None:
        return question
    counted = counted_in_english(question)
    return replace(
        question,
        translated=tuple(translate(question.text)),
        counted_translated=tuple(translate(counted)) if counted else (),
    )


def shares_told(terms: Terms, texts: Sequence[str]) -> list[float]:
    """How much of `terms` stands in each of `texts`, less for what stands in several of them.

    >>> shares_told((("船票", 0.5), ("渡口", 0.2)), ["码头工人", "渡口船票"])
    [0.0, 0.7]
    """
    found = [0.0] * len(texts)
    for term, weight in terms:
        holders = [number for number, text in enumerate(texts) if term in text]
        for number in holders:
            found[number] += weight / len(holders) if len(term) > 1 else 0.0
    return [round(min(share, 2.0), 6) for share in found]


def words_in_chinese(question: Question) -> list[str]:
    """The words of a question that may stand in an article: of an English one their translations.

    A word of many meanings has a little weight for each, and those say nothing.
    """
    if question.language != "en":
        return [term for term in question.terms if len(term) > 1]
    names = [run for run in _HAN.findall(question.folded) if len(run) > 1]
    meant = [term for term, weight in question.translated if len(term) > 1 and weight >= _TELLING]
    return list(dict.fromkeys((*names, *meant)))


_HAN = re.compile(r"[\u4e00-\u9fff]+")
_TELLING = 0.15
