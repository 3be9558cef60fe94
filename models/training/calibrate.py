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
from .judging import Question, Ranked, first_right, judge_gold, read_candidates
from .negatives import rank_passages

_CANDIDATES = 8


def _questions(examples: list[Example]) -> list[Question]:
    return [Question(e.question, e.context, ((e.answer, e.start),)) for e in examples]


def fit_platt(positive: np.ndarray, negative: np.ndarray) -> tuple[float, float]:
    """Slope and offset of the logistic map that separates two sets of margins."""
    from sklearn.linear_model import LogisticRegression

    margins = np.concatenate([positive, negative])[:, None]
    labels = np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
    fitted = LogisticRegression(C=1e3, class_weight="balanced").fit(margins, labels)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def calibrate(data: Path, folder: Path, limit: int) -> dict[str, float]:
    """Fit on up to `limit` held-out questions and write the config; returns what was found."""
    examples, development = split(read_examples(data))
    random.Random(5).shuffle(development)
    development = development[:limit]
    reader = BuiltinReader.load(folder, dtype="float32")
    found: dict[str, float] = {}
    config = reader.config
    for weight in (0.0, 0.2, 0.4, 0.6):
        config.evidence_weight = weight
        scores = judge_gold(reader, _questions(development))
        found |= {f"sentence first, evidence {weight}": scores.sentence_first,
                  "exact": scores.exact, "f1": scores.f1}  # fmt: skip
    shares = {w: found[f"sentence first, evidence {w}"] for w in (0.0, 0.2, 0.4, 0.6)}
    config.evidence_weight = max(shares, key=lambda w: shares[w])
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


def _ranked(
    reader: BuiltinReader, data: Path, examples: list[Example], development: list[Example]
) -> list[Ranked]:
    contexts = list(dict.fromkeys(e.context for e in [*development, *examples]))
    passages = contexts + [a[:400] for a in read_news(data, 10_000, every=5)]
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
    given = parser.parse_args(arguments)
    found = calibrate(given.data, given.model, given.limit)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
