"""Fit what the reader's wrapper needs, on held-out training data:
`python -m models.training.calibrate --data DIR --model DIR`.

Four numbers go into `config.json`: slope and offset from margin to `answerable` (gold paragraphs
against the best wrong passage by BM25), the share of the evidence head in sentence scores, and what
a span loses where it cuts a word. The
weights of BM25 and late interaction beside the reader, and of late interaction beside BM25 before
anything is read, are printed for the measuring command.

Read in the precision that the reader has by default, for its margins are what gets calibrated.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..builtin_reader import BuiltinReader, Scored
from ..word_edges import word_edges, words_cut
from .corpus import Example, read_examples, read_news, split
from .fused_ranking import LateVoice, Ranked, Weights, first_right, fit_shortlist, fit_weights
from .judging import sentences_of
from .negatives import rank_passages
from .scoring import exact_match, span_f1

# The gold paragraph and so many wrong ones are read.
_WRONG = 3
# Paragraphs of the training part among which the wrong ones are found, beside all held-out ones.
_OTHERS = 6_000
_NEWS = 4_000
_TOGETHER = 4
WEIGHTS = (0.0, 0.15, 0.3, 0.45, 0.6)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Spans of one question's paragraph: logit, words cut at the ends (0 to 2), right or not."""

    logits: np.ndarray
    cut: np.ndarray
    right: np.ndarray


def fit_platt(positive: np.ndarray, negative: np.ndarray) -> tuple[float, float]:
    """Slope and offset of the logistic map that separates two sets of margins."""
    from sklearn.linear_model import LogisticRegression

    margins = np.concatenate([positive, negative])[:, None]
    labels = np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
    fitted = LogisticRegression(C=1e3, class_weight="balanced").fit(margins, labels)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def fit_cut_word(rows: Sequence[Candidates]) -> float:
    """What cutting a word at one end costs, in the unit of the span logits.

    A softmax over the candidates of each question, with a factor on the logits and one on the
    words cut, is fitted to the candidates that are right; the second over the first is the answer.
    Questions without a right candidate say nothing.
    """
    from scipy.optimize import minimize

    told = [row for row in rows if row.right.any()]

    def unlikely(factors: np.ndarray) -> float:
        total = 0.0
        for row in told:
            scores = factors[0] * row.logits - factors[1] * row.cut
            total += np.logaddexp.reduce(scores) - np.logaddexp.reduce(scores[row.right])
        return total / max(1, len(told))

    scale, cost = minimize(unlikely, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(max(0.0, cost / scale))


def _spans(example: Example, scored: Scored) -> Candidates:
    passage, windows = scored
    edges = word_edges(passage.text)
    found: dict[tuple[int, int], float] = {}
    for window in windows:
        for first, last, logit in window.candidates:
            span = int(passage.starts[first]), int(passage.ends[last])
            found[span] = max(logit, found.get(span, logit))
    return Candidates(
        np.array(list(found.values())),
        np.array([words_cut(edges, *span) for span in found]),
        np.array([exact_match(example.context[a:b], [example.answer]) for a, b in found], bool),
    )


def calibrate(data: Path, folder: Path, limit: int, dtype: str | None) -> dict[str, float]:
    """Fit on up to `limit` held-out questions and write the config; returns what was found."""
    examples, development = split(read_examples(data))
    random.Random(5).shuffle(development)
    passages = _collection(data, examples, development)
    development = development[:limit]
    reader = BuiltinReader.load(folder, device="cpu", dtype=dtype)
    chosen, lexical = _candidates(reader, development, passages)
    scored = _read(reader, development, chosen, passages)
    config = reader.config
    config.cut_word = fit_cut_word(
        [_spans(example, row[0]) for example, row in zip(development, scored, strict=True)]
    )
    found = _fit_evidence(reader, development, [row[0] for row in scored])
    config.evidence_weight = max(WEIGHTS, key=lambda w: found[f"sentence first, evidence {w}"])
    late = LateVoice()
    ranked = [
        Ranked(
            int(numbers[0]),
            tuple(numbers.tolist()),
            tuple(scores.tolist()),
            late(example.question, [passages[number] for number in numbers]),
            tuple(_margin(one) for one in row),
        )
        for example, numbers, scores, row in zip(development, chosen, lexical, scored, strict=True)
    ]
    config.platt = fit_platt(
        np.array([one.margins[0] for one in ranked]), np.array([one.margins[1] for one in ranked])
    )
    config.save_pretrained(folder)
    weights = fit_weights(ranked)
    before = f"gold before {_WRONG} wrong ones"
    found[f"{before}, reader alone"] = first_right(ranked, Weights())
    found[f"{before}, all three"] = first_right(ranked, weights)
    found |= {"BM25 weight": weights.lexical, "late interaction weight": weights.late}
    found["late interaction weight in the shortlist"] = fit_shortlist(ranked)
    found |= {"evidence_weight": config.evidence_weight, "cut_word": config.cut_word}
    return found | {"slope": config.platt[0], "offset": config.platt[1]}


def _collection(data: Path, examples: list[Example], development: list[Example]) -> list[str]:
    """The held-out paragraphs, some of the others and news, each once."""
    others = [example.context for example in examples]
    random.Random(6).shuffle(others)
    paragraphs = [example.context for example in development] + others[:_OTHERS]
    return list(dict.fromkeys(paragraphs)) + [a[:400] for a in read_news(data, _NEWS)]


def _candidates(
    reader: BuiltinReader, development: Sequence[Example], passages: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Gold, then the wrong passages that BM25 ranks first: numbers and scores, (questions, 1 + n).

    Where BM25 misses the gold paragraph it counts as much as the last one that was found.
    """
    number = {context: i for i, context in reversed(list(enumerate(passages)))}
    questions = reader.text.ids([example.question for example in development])
    best, scores = rank_passages(questions, reader.text.ids(passages), 20)
    chosen = np.empty((len(development), 1 + _WRONG), dtype=np.int64)
    lexical = np.empty(chosen.shape, dtype=np.float32)
    for row, example in enumerate(development):
        gold = number[example.context]
        wrong = np.flatnonzero(best[row] != gold)[:_WRONG]
        here = np.flatnonzero(best[row] == gold)
        chosen[row] = [gold, *best[row, wrong]]
        lexical[row] = [scores[row, here[0]] if len(here) else scores[row, -1], *scores[row, wrong]]
    return chosen, lexical


def _read(
    reader: BuiltinReader,
    development: Sequence[Example],
    chosen: np.ndarray,
    passages: Sequence[str],
) -> list[list[Scored]]:
    scored: list[list[Scored]] = []
    for first in range(0, len(development), _TOGETHER):
        some = range(first, min(first + _TOGETHER, len(development)))
        scored += reader.score(
            [development[row].question for row in some],
            [[passages[number] for number in chosen[row]] for row in some],
        )
    return scored


def _margin(scored: Scored) -> float:
    return max((one.mass - one.null for one in scored[1]), default=-60.0)


def _fit_evidence(
    reader: BuiltinReader, development: Sequence[Example], scored: Sequence[Scored]
) -> dict[str, float]:
    """Share of questions whose sentence is first, for each weight of the evidence head.

    A sentence's score is linear in that weight, so looking at both ends is enough.
    """
    sentences = [sentences_of(example.context) for example in development]
    ends = []
    for weight in (0.0, 1.0):
        reader.config.evidence_weight = weight
        ends.append(reader.readings([[one] for one in scored], [[one] for one in sentences]))
    right = dict.fromkeys(WEIGHTS, 0)
    exact, f1 = 0, 0.0
    for example, spans, (low,), (high,) in zip(development, sentences, *ends, strict=True):
        answer = low.spans[0] if low.spans else None
        text = example.context[answer.start : answer.end] if answer else ""
        exact += exact_match(text, [example.answer])
        f1 += span_f1(text, [example.answer])
        mass, evidence = np.array(low.sentence_scores), np.array(high.sentence_scores)
        for weight in WEIGHTS:
            first, last = spans[int(np.argmax((1 - weight) * mass + weight * evidence))]
            right[weight] += first <= example.start < last
    count = len(development)
    shares = {f"sentence first, evidence {w}": right[w] / count for w in WEIGHTS}
    return {"questions": count, "exact": exact / count, "f1": f1 / count} | shares


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Calibrate the built-in reader.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds open/")
    parser.add_argument("--model", type=Path, required=True, help="folder of the trained reader")
    parser.add_argument("--limit", type=int, default=240, help="held-out questions to read")
    parser.add_argument("--dtype", help="by default the one that the reader has in use")
    given = parser.parse_args(arguments)
    began = time.process_time()
    found = calibrate(given.data, given.model, given.limit, given.dtype)
    found["cpu seconds"] = round(time.process_time() - began)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
