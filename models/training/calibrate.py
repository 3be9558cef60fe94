"""Fit what the reader's wrapper needs, on held-out training data:
`python -m models.training.calibrate --data DIR --model DIR`.

Three numbers go into `config.json`: slope and offset from margin to `answerable` (gold paragraphs
against the best wrong passage by BM25), and the share of the evidence head in sentence scores. The
weight of BM25 beside the reader is printed for the measuring command.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

import numpy as np

from ..builtin_reader import BuiltinReader
from .corpus import Example, read_examples, read_news, split
from .judging import Ranked, first_right, read_candidates, sentences_of
from .negatives import rank_passages
from .scoring import exact_match, span_f1

_CANDIDATES = 5
WEIGHTS = (0.0, 0.15, 0.3, 0.45, 0.6)


def fit_platt(positive: np.ndarray, negative: np.ndarray) -> tuple[float, float]:
    """Slope and offset of the logistic map that separates two sets of margins."""
    from sklearn.linear_model import LogisticRegression

    margins = np.concatenate([positive, negative])[:, None]
    labels = np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
    fitted = LogisticRegression(C=1e3, class_weight="balanced").fit(margins, labels)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def calibrate(data: Path, folder: Path, limit: int, dtype: str) -> dict[str, float]:
    """Fit on up to `limit` held-out questions and write the config; returns what was found."""
    examples, development = split(read_examples(data))
    random.Random(5).shuffle(development)
    development = development[:limit]
    reader = BuiltinReader.load(folder, device="cpu", dtype=dtype)
    config = reader.config
    found = _fit_evidence(reader, development)
    config.evidence_weight = max(WEIGHTS, key=lambda w: found[f"sentence first, evidence {w}"])
    ranked = _ranked(reader, data, examples, development)
    gold = np.array([m for r in ranked for p, m in zip(r.passages, r.margins, strict=True)
                     if p == r.gold])  # fmt: skip
    wrong = np.array([next(m for p, m in zip(r.passages, r.margins, strict=True) if p != r.gold)
                      for r in ranked])  # fmt: skip
    config.platt = fit_platt(gold, wrong)
    config.save_pretrained(folder)
    for weight in (0.0, 2.0, 4.0, 8.0, 12.0, 16.0, 24.0, 1000.0):
        found[f"R@1, BM25 weight {weight}"] = first_right(ranked, weight)
    return found | {"slope": config.platt[0], "offset": config.platt[1]}


def _fit_evidence(reader: BuiltinReader, development: list[Example]) -> dict[str, float]:
    """Share of questions whose sentence is first, for each weight of the evidence head.

    A sentence's score is linear in that weight, so reading at both ends is enough.
    """
    right = dict.fromkeys(WEIGHTS, 0)
    exact, f1 = 0, 0.0
    for example in development:
        sentences = sentences_of(example.context)
        ends = []
        for weight in (0.0, 1.0):
            reader.config.evidence_weight = weight
            reading = reader.read(example.question, [example.context], [sentences])[0]
            ends.append(np.array(reading.sentence_scores))
        answer = reading.spans[0] if reading.spans else None
        text = example.context[answer.start : answer.end] if answer else ""
        exact += exact_match(text, [example.answer])
        f1 += span_f1(text, [example.answer])
        for weight in WEIGHTS:
            first, last = sentences[int(np.argmax((1 - weight) * ends[0] + weight * ends[1]))]
            right[weight] += first <= example.start < last
    count = len(development)
    shares = {f"sentence first, evidence {w}": right[w] / count for w in WEIGHTS}
    return {"questions": count, "exact": exact / count, "f1": f1 / count} | shares


def _ranked(
    reader: BuiltinReader, data: Path, examples: list[Example], development: list[Example]
) -> list[Ranked]:
    contexts = list(dict.fromkeys(e.context for e in [*development, *examples]))
    passages = contexts + [a[:400] for a in read_news(data, 4_000, every=2)]
    number = {context: i for i, context in enumerate(contexts)}
    encoded = reader.text.encode(passages)
    asked = reader.text.encode([e.question for e in development])
    best, lexical = rank_passages([q.ids for q in asked], [p.ids for p in encoded], _CANDIDATES)
    gold = [number[e.context] for e in development]
    return read_candidates(reader, [e.question for e in development], gold, passages, best, lexical)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Calibrate the built-in reader.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds open/")
    parser.add_argument("--model", type=Path, required=True, help="folder of the trained reader")
    parser.add_argument("--limit", type=int, default=400, help="held-out questions to read")
    parser.add_argument("--dtype", default="float32", help="float32 or bfloat16")
    given = parser.parse_args(arguments)
    found = calibrate(given.data, given.model, given.limit, given.dtype)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
