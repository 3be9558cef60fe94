"""A reader without weights: n-gram overlap picks the sentence, the question's type the span.

The honest baseline that a trained reader has to beat, and what an ablation switches to. The
weight of an n-gram falls with the number of sentences of the read passages that hold it (idf).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from .folding import fold_same_length
from .reading import Reading, Span, check_arguments

_NUMBER = r"(?:[零〇一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?|\d[\d,]*(?:\.\d+)?)"
_FIGURE = re.compile(
    rf"(?:约|超过|超|近|逾|达)?{_NUMBER}(?:多|余)?(?:万亿|亿|万|千|百)?(?:多|余)?"
    r"(?:%|个百分点|平方公里|公里|[a-z]+|[\u4e00-\u9fff])?"
)
_DATE = re.compile(
    r"(?:\d{4}|[零〇一二三四五六七八九]{4})年(?:\d{1,2}月)?(?:\d{1,2}[日号])?"
    r"|\d{1,2}月(?:\d{1,2}[日号])?|(?:今|去|前|明)年|(?:january|february|march|april|may|june|"
    r"july|august|september|october|november|december) \d{1,2}(?:, \d{4})?|\b(?:19|20)\d\d\b"
)
_QUOTED = re.compile(r"[“「『《]([^”」』》]{2,30})[”」』》]")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:省|市|区|县|镇|乡|村|街道|州|岛|国)")
_CLAUSE = re.compile(r"[^,。!?;:、\n]+")
_HOW_MANY = re.compile(r"多少|几|多大|多高|多长|多远|how (?:many|much|long|far|large|big|high)")
_WHEN = re.compile(r"何时|什么时候|哪年|哪一年|哪一天|几月|时间|when|what (?:year|date)|which year")
_WHERE = re.compile(r"哪里|哪儿|何处|在哪|什么地方|哪个(?:省|市|县|镇|村|地)|where")
_GRAM = re.compile(r"[\u3400-\u9fff]+|[a-z]+|\d+(?:\.\d+)?")
_STOP = frozenset("的了是在有和与为以哪什么谁多少几吗呢")


def _grams(text: str) -> list[str]:
    found: list[str] = []
    for match in _GRAM.finditer(text):
        run = match.group()
        if not "\u3400" <= run[0] <= "\u9fff":
            found.append(run)
            continue
        found.extend(character for character in run if character not in _STOP)
        found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found


def _pattern(question: str) -> re.Pattern[str] | None:
    # "几月" is a date although 几 asks for a number: dates are tried first.
    for asked, pattern in ((_WHEN, _DATE), (_HOW_MANY, _FIGURE), (_WHERE, _PLACE)):
        if asked.search(question):
            return pattern
    return None


class LexicalReader:
    """Overlap scores for sentences, and a span of the type that the question asks for.

    `answerable` is the share of the question's idf weight that the best sentence carries.
    """

    def read(
        self,
        question: str,
        passages: Sequence[str],
        sentences: Sequence[Sequence[tuple[int, int]]],
    ) -> list[Reading]:
        check_arguments(passages, sentences)
        folded_question = fold_same_length(question)
        asked = set(_grams(folded_question))
        folded = [fold_same_length(passage) for passage in passages]
        grams = [
            [set(_grams(text[a:b])) for a, b in spans]
            for text, spans in zip(folded, sentences, strict=True)
        ]
        count = sum(len(of_passage) for of_passage in grams)
        frequency = Counter(g for of_passage in grams for one in of_passage for g in one & asked)
        weight = {g: math.log((count + 1.0) / (frequency[g] + 0.5)) for g in asked}
        total = sum(weight.values()) or 1.0
        pattern = _pattern(folded_question)
        readings = []
        for text, spans, of_passage in zip(folded, sentences, grams, strict=True):
            shares = [sum(weight[g] for g in one & asked) / total for one in of_passage]
            # Squared, so that the best sentence stands out as it would under a softmax.
            mass = sum(share * share for share in shares) or 1.0
            scores = tuple(share * share / mass for share in shares)
            best = max(shares, default=0.0)
            readings.append(
                Reading(
                    spans=_spans(text, spans, scores, folded_question, pattern),
                    no_answer=1.0 - best,
                    answerable=min(1.0, best),
                    sentence_scores=scores,
                )
            )
        return readings


def _spans(
    text: str,
    sentences: Sequence[tuple[int, int]],
    scores: Sequence[float],
    question: str,
    pattern: re.Pattern[str] | None,
) -> tuple[Span, ...]:
    found: list[Span] = []
    for (start, end), score in zip(sentences, scores, strict=True):
        patterns = [pattern] if pattern else [_QUOTED, _CLAUSE]
        for rank, each in enumerate(patterns):
            for match in each.finditer(text, start, end):
                group = 1 if match.re.groups else 0
                begin, stop = match.span(group)
                # What the question already says is not its answer.
                if text[begin:stop] in question or stop <= begin:
                    continue
                near = _nearness(text, begin, stop, start, end, question)
                found.append(Span(begin, stop, score * near / (1 + rank)))
    best: list[Span] = []
    for span in sorted(found, key=lambda s: -s.score):
        if all(span.end <= b.start or b.end <= span.start for b in best):
            best.append(span)
        if len(best) == 5:
            break
    return tuple(best)


def _nearness(text: str, begin: int, stop: int, start: int, end: int, question: str) -> float:
    """Share of the question's n-grams within 15 characters of the candidate, plus a floor."""
    around = text[max(start, begin - 15) : begin] + " " + text[stop : min(end, stop + 15)]
    asked = set(_grams(question))
    return 0.1 + 0.9 * len(asked & set(_grams(around))) / max(1, len(asked))
