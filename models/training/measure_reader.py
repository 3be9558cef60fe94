"""Every figure of the reader's card: `python -m models.training.measure_reader --data DIR`.

Reads `benchmark/` for measuring only; nothing is chosen here. `--limit` takes that many questions
of each set, evenly spread, and the output says how many were read.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..folding import fold_same_length
from ..reading import Reader, load_reader
from .corpus import read_rows
from .judging import (
    Question,
    as_question,
    first_right,
    judge_gold,
    read_candidates,
    sentences_of,
)
from .negatives import rank_passages
from .scoring import area_under_curve

PARTS = ("gold", "cross-lingual", "ranking", "speed")
_TOP = 20
_DISTRACTORS = 23_171
_CUT = 400


def _spread(rows: Sequence[Any], limit: int | None) -> list[Any]:
    if not limit or limit >= len(rows):
        return list(rows)
    return [rows[int(i * len(rows) / limit)] for i in range(limit)]


def _answered(data: Path, name: str) -> list[dict[str, Any]]:
    return [r for r in read_rows(data / "benchmark" / f"{name}.jsonl.xz") if r["answers"]]


def measure_gold(reader: Reader, data: Path, limit: int | None) -> Iterator[dict[str, Any]]:
    """EM, F1 and the share of questions whose sentence is first, on the gold paragraph."""
    for name in ("cmrc2018.dev", "drcd.test"):
        rows = _spread(_answered(data, name), limit)
        scores = judge_gold(reader, [as_question(row) for row in rows])
        yield {
            "set": name, "questions": scores.count, "EM": round(100 * scores.exact, 1),
            "F1": round(100 * scores.f1, 1), "sentence first": round(scores.sentence_first, 3),
        }  # fmt: skip


def measure_cross_lingual(
    reader: Reader, data: Path, limit: int | None
) -> Iterator[dict[str, Any]]:
    """English, then Chinese questions over the Chinese paragraphs of XQuAD (parallel by id)."""
    english = {row["id"]: row["question"] for row in _answered(data, "xquad.en")}
    rows = _spread([r for r in _answered(data, "xquad.zh") if r["id"] in english], limit)
    asked = {
        "xquad.en over xquad.zh": [english[row["id"]] for row in rows],
        "xquad.zh": [row["question"] for row in rows],
    }
    for name, questions in asked.items():
        scores = judge_gold(
            reader,
            [
                Question(question, row["context"], as_question(row).answers)
                for question, row in zip(questions, rows, strict=True)
            ],
        )
        yield {
            "set": name, "questions": scores.count, "EM": round(100 * scores.exact, 1),
            "F1": round(100 * scores.f1, 1), "sentence first": round(scores.sentence_first, 3),
        }  # fmt: skip


def _collection(data: Path) -> tuple[list[str], dict[str, int]]:
    """The paragraphs of CMRC dev and DRCD test among news articles cut at 400 characters."""
    paragraphs = list(
        dict.fromkeys(
            row["context"]
            for name in ("cmrc2018.dev", "drcd.test")
            for row in _answered(data, name)
        )
    )
    news: list[str] = []
    for row in read_rows(data / "open" / "crud_news.docs.jsonl.xz"):
        text = row["text"]
        news.extend(text[i : i + _CUT] for i in range(0, len(text), _CUT) if text[i : i + _CUT])
        if len(news) >= _DISTRACTORS:
            break
    return paragraphs + news[:_DISTRACTORS], {p: i for i, p in enumerate(paragraphs)}


def measure_ranking(
    reader: Any, data: Path, limit: int | None, weight: float
) -> Iterator[dict[str, Any]]:
    """R@1 after reading the 20 best of BM25, and gold against the best wrong passage (AUC)."""
    passages, number = _collection(data)
    encoded = [one.ids for one in reader.text.encode(passages)]
    for name in ("cmrc2018.dev", "drcd.test"):
        rows = _spread(_answered(data, name), limit)
        asked = [one.ids for one in reader.text.encode([row["question"] for row in rows])]
        best, lexical = rank_passages(asked, encoded, _TOP)
        gold = [number[row["context"]] for row in rows]
        questions = [row["question"] for row in rows]
        ranked = read_candidates(reader, questions, gold, passages, best, lexical)
        right, next_best, hardest = [], [], []
        for one in ranked:
            margins = dict(zip(one.passages, one.margins, strict=True))
            wrong = [margin for passage, margin in margins.items() if passage != one.gold]
            if one.gold in margins:
                right.append(margins[one.gold])
            next_best.append(wrong[0])
            hardest.append(max(wrong))
        yield {
            "set": name, "questions": len(rows), "passages": len(passages),
            "R@1 BM25": round(float(np.mean(best[:, 0] == np.array(gold))), 3),
            "R@20 BM25": round(float(np.mean((best == np.array(gold)[:, None]).any(1))), 3),
            "R@1 reader alone": round(first_right(ranked, 0.0), 3),
            "R@1 BM25 and reader": round(first_right(ranked, weight), 3),
            "AUC gold, first wrong passage of BM25": round(area_under_curve(right, next_best), 3),
            "AUC gold, hardest of the wrong 19": round(area_under_curve(right, hardest), 3),
        }  # fmt: skip


def measure_speed(data: Path, dtype: str) -> Iterator[dict[str, Any]]:
    """Median time of one question over 5 and over 8 passages of at most 350 characters."""
    import torch

    rows = _spread(_answered(data, "cmrc2018.dev"), 24)
    texts = [fold_same_length(row["context"])[:350] for row in rows]
    for kind in dict.fromkeys((dtype, "int8")):
        reader = load_reader("builtin", device="cpu", dtype=kind)
        for count in (5, 8):
            times = []
            for turn, row in enumerate(rows):
                chosen = [texts[(turn + k) % len(texts)] for k in range(count)]
                began = time.perf_counter()
                reader.read(row["question"], chosen, [sentences_of(t) for t in chosen])
                times.append(1000 * (time.perf_counter() - began))
            yield {"passages": count, "dtype": kind, "threads": torch.get_num_threads(),
                   "median ms": round(statistics.median(times[2:]))}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure a reader on the benchmark sets.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds benchmark/")
    parser.add_argument("--reader", default="builtin", help="builtin, lexical, a folder or an id")
    parser.add_argument("--dtype", default="float32", help="float32, bfloat16 or int8")
    parser.add_argument("--limit", type=int, default=0, help="questions of each set (0: all)")
    parser.add_argument("--weight", type=float, default=8.0, help="of BM25 beside the reader")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    given = parser.parse_args(arguments)
    dtype = None if given.reader == "lexical" else given.dtype
    reader = load_reader(given.reader, dtype=dtype)
    parts: dict[str, Iterator[dict[str, Any]]] = {
        "gold": measure_gold(reader, given.data, given.limit),
        "cross-lingual": measure_cross_lingual(reader, given.data, given.limit),
        "ranking": measure_ranking(reader, given.data, given.limit, given.weight),
        "speed": measure_speed(given.data, given.dtype),
    }
    for part in given.parts:
        for found in parts[part]:
            line = {"part": part, "reader": given.reader, "dtype": given.dtype} | found
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
