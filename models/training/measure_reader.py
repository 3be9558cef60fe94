"""Every figure of the reader's card: `python -m models.training.measure_reader --data DIR`.

Reads `benchmark/` for measuring only; nothing is chosen here. `--limit` takes that many questions
of each set, evenly spread, and the output says how many were read. Every figure is a line of JSON
with the CPU seconds that it took; `--out FILE` also keeps the lines in a file, where a new figure
takes the place of the old one of the same set, and `reader_card` makes the card's tables from it.

Experiments belong on the part `held-out` (questions of `open/` that were never trained on):

    --parts held-out --limit 150 --without words     # coverage, similarity, joint, evidence, edges
    --parts held-out --limit 150 --window 192
    --parts held-out --limit 150 --dtype float32
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from ..folding import fold_same_length
from ..reader_text import ReaderText
from ..reading import load_reader
from ..registry import builtin_reader_folder
from .ablation import FEATURES
from .colloquial import HELD_OUT as COLLOQUIAL_HELD_OUT
from .colloquial import read_colloquial
from .corpus import Example, read_examples, read_rows, split
from .fused_ranking import LateVoice, Weights, first_right, read_candidates, shortlist
from .judging import Question, as_question, judge_gold, sentences_of
from .negatives import rank_passages
from .over_open import SOURCES as OVER_OPEN
from .over_open import read_over_open
from .reading_pool import ReadingPool, Request, Variant
from .scoring import area_under_curve

PARTS = ("gold", "cross-lingual", "ranking", "speed", "held-out", "colloquial")
_USUAL = PARTS[:4]
SETS = ("cmrc2018.dev", "drcd.test")
HELD_OUT = "held out of open"
# What is asked of our own articles and of the news, in Chinese and in English.
COLLOQUIAL = ("colloquial, Chinese", "colloquial, English")
NEWS = ("news, Chinese", "news, English")
# As many as the assistant sends to the reader.
_SENT_TO_READER = 5
# BM25 finds so many; the best of them by BM25 and late interaction are read.
_FOUND = 100
_TOP = 20
_DISTRACTORS = 23_171
_CUT = 400


def _spread(rows: Sequence[Any], limit: int | None) -> list[Any]:
    if not limit or limit >= len(rows):
        return list(rows)
    return [rows[int(i * len(rows) / limit)] for i in range(limit)]


def _answered(data: Path, name: str) -> list[dict[str, Any]]:
    return [r for r in read_rows(data / "benchmark" / f"{name}.jsonl.xz") if r["answers"]]


def measure_gold(
    pool: ReadingPool, data: Path, limit: int | None, sets: Sequence[str] = SETS
) -> Iterator[dict[str, Any]]:
    """EM, F1 and the share of questions whose sentence is first, on the gold paragraph."""
    for name in sets:
        rows = _spread(_answered(data, name), limit)
        yield _judged(pool, name, [as_question(row) for row in rows])


def measure_held_out(pool: ReadingPool, data: Path, limit: int | None) -> Iterator[dict[str, Any]]:
    """The same on the questions of `open/` that training never sees."""
    _, development = split(read_examples(data))
    questions = [
        Question(one.question, one.context, ((one.answer, one.start),))
        for one in _spread(development, limit)
    ]
    yield _judged(pool, HELD_OUT, questions)


def measure_colloquial(
    pool: ReadingPool, data: Path, limit: int | None
) -> Iterator[dict[str, Any]]:
    """The same on our own questions whose articles training never sees: ours, and those of the news.

    With the AUC of the margin between the questions that the article answers and the near misses,
    which only have its topic.
    """
    _, own = split(read_colloquial(), COLLOQUIAL_HELD_OUT)
    _, written = split(read_over_open(data))
    news = [one for one in written if one.source == OVER_OPEN["crud_news.docs"]]
    for names, development in ((COLLOQUIAL, own), (NEWS, news)):
        for english, name in enumerate(names):
            asked = _spread([one for one in development if one.in_english == english], limit)
            yield _told_apart(pool, name, asked)


def _told_apart(pool: ReadingPool, name: str, asked: Sequence[Example]) -> dict[str, Any]:
    answered = [
        Question(one.question, one.context, ((one.answer, one.start),))
        for one in asked
        if one.start >= 0
    ]
    requests = [Request(one.question, (one.context,), ((),)) for one in asked]
    margins: dict[bool, list[float]] = {True: [], False: []}
    for one, (reading,) in zip(asked, pool.read(requests), strict=True):
        margins[one.start >= 0].append(-reading.no_answer)
    return _judged(pool, name, answered) | {
        "near misses": len(margins[False]),
        "AUC answered, near miss": round(area_under_curve(margins[True], margins[False]), 3),
    }


def _judged(pool: ReadingPool, name: str, questions: Sequence[Question]) -> dict[str, Any]:
    scores = judge_gold(pool, questions)
    return {
        "set": name, "questions": scores.count, "EM": round(100 * scores.exact, 1),
        "F1": round(100 * scores.f1, 1), "sentence first": round(scores.sentence_first, 3),
    }  # fmt: skip


def measure_cross_lingual(
    pool: ReadingPool, data: Path, limit: int | None
) -> Iterator[dict[str, Any]]:
    """English, then Chinese questions over the Chinese paragraphs of XQuAD (parallel by id)."""
    english = {row["id"]: row["question"] for row in _answered(data, "xquad.en")}
    rows = _spread([r for r in _answered(data, "xquad.zh") if r["id"] in english], limit)
    asked = {
        "xquad.en over xquad.zh": [english[row["id"]] for row in rows],
        "xquad.zh": [row["question"] for row in rows],
    }
    for name, questions in asked.items():
        yield _judged(
            pool,
            name,
            [
                Question(question, row["context"], as_question(row).answers)
                for question, row in zip(questions, rows, strict=True)
            ],
        )


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
    pool: ReadingPool,
    data: Path,
    limit: int | None,
    weights: Weights,
    before: float,
    sets: Sequence[str] = SETS,
) -> Iterator[dict[str, Any]]:
    """R@1 after reading 20 of the 100 best of BM25, and gold against the best wrong passage (AUC).

    `before` is the weight of late interaction in the choice of those 20.
    """
    passages, number = _collection(data)
    text = ReaderText.load(builtin_reader_folder())
    late = LateVoice()
    encoded = text.ids(passages)
    for name in sets:
        rows = _spread(_answered(data, name), limit)
        asked = text.ids([row["question"] for row in rows])
        best, lexical = rank_passages(asked, encoded, _FOUND)
        gold = [number[row["context"]] for row in rows]
        questions = [row["question"] for row in rows]
        chosen = shortlist(late, questions, passages, best, lexical, before, _TOP)
        ranked = read_candidates(pool, late, questions, gold, passages, *chosen)
        found = best == np.array(gold)[:, None]
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
            "R@1 BM25": round(float(np.mean(found[:, 0])), 3),
            "R@20 BM25": round(float(np.mean(found[:, :_TOP].any(1))), 3),
            "R@20 BM25 and late interaction": round(
                float(np.mean([one.gold in one.passages for one in ranked])), 3
            ),
            "R@1 reader alone": round(first_right(ranked, Weights()), 3),
            "weights of BM25, late interaction": list(weights),
            "weight of late interaction before": before,
            "R@1 all three": round(first_right(ranked, weights), 3),
            "AUC gold, first wrong passage of BM25": round(area_under_curve(right, next_best), 3),
            "AUC gold, hardest of the wrong 19": round(area_under_curve(right, hardest), 3),
        }  # fmt: skip


def measure_speed(name: str, data: Path) -> Iterator[dict[str, Any]]:
    """Median time of one question over 5 passages of at most 350 characters, none read before.

    The time on the clock depends on what else the machine does; the CPU time much less.
    """
    import torch

    rows = _spread(_answered(data, "cmrc2018.dev"), 130)
    texts = list(dict.fromkeys(fold_same_length(row["context"])[:350] for row in rows))
    for kind in ("float32", "int8"):
        reader = load_reader(name, device="cpu", dtype=kind)
        wall, cpu = [], []
        for turn in range(len(texts) // _SENT_TO_READER):
            chosen = texts[turn * _SENT_TO_READER : (turn + 1) * _SENT_TO_READER]
            spans = [sentences_of(text) for text in chosen]
            began, worked = time.perf_counter(), time.process_time()
            reader.read(rows[turn]["question"], chosen, spans)
            wall.append(1000 * (time.perf_counter() - began))
            cpu.append(1000 * (time.process_time() - worked))
        yield {
            "set": f"{_SENT_TO_READER} passages, {kind}", "questions": len(wall),
            "threads": torch.get_num_threads(), "median ms": round(statistics.median(wall[2:])),
            "median CPU ms": round(statistics.median(cpu[2:])),
            "CPU": torch.backends.cpu.get_cpu_capability(),
        }  # fmt: skip


def keep(path: Path, line: dict[str, Any]) -> None:
    """Put a figure into a file, in place of an older one of the same set, precision and changes."""
    lines = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    names = ("part", "set", "reader", "dtype", "without", "window")
    lines = [old for old in lines if any(old.get(name) != line.get(name) for name in names)]
    text = ",\n".join(json.dumps(one, ensure_ascii=False) for one in [*lines, line])
    path.write_text(f"[\n{text}\n]\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure a reader on the benchmark sets.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds benchmark/")
    parser.add_argument("--reader", default="builtin", help="builtin, lexical, a folder or an id")
    parser.add_argument("--dtype", help="float32, bfloat16 or int8 (by default the reader's own)")
    parser.add_argument("--limit", type=int, default=0, help="questions of each set (0: all)")
    parser.add_argument(
        "--weights", type=float, nargs=2, default=[4.0, 4.0], metavar=("BM25", "LATE"),
        help="beside the reader's 1, as `calibrate` prints them",
    )  # fmt: skip
    parser.add_argument(
        "--shortlist", type=float, default=1.0, metavar="LATE",
        help="late interaction beside BM25 before reading, as `calibrate` prints it",
    )  # fmt: skip
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(_USUAL))
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument(
        "--without", nargs="+", choices=FEATURES, default=[], help="what the reader must not see"
    )
    parser.add_argument("--window", type=int, help="tokens of a window, in place of its own")
    parser.add_argument("--processes", type=int, default=1, help="that read, one thread each")
    parser.add_argument("--out", type=Path, help="JSON file that keeps the figures")
    given = parser.parse_args(arguments)
    variant = Variant(given.reader, given.dtype, tuple(given.without), given.window)
    pool = ReadingPool(variant, given.processes)
    limit, sets = given.limit, given.sets
    parts: dict[str, Iterator[dict[str, Any]]] = {
        "gold": measure_gold(pool, given.data, limit, sets),
        "cross-lingual": measure_cross_lingual(pool, given.data, limit),
        "ranking": measure_ranking(
            pool, given.data, limit, Weights(*given.weights), given.shortlist, sets
        ),
        "speed": measure_speed(given.reader, given.data),
        "held-out": measure_held_out(pool, given.data, limit),
        "colloquial": measure_colloquial(pool, given.data, limit),
    }
    changes = {"without": given.without, "window": given.window}
    for part in given.parts:
        spent = pool.cpu_seconds
        for found in parts[part]:
            line: dict[str, Any] = {"part": part, "reader": given.reader} | found
            line |= {name: value for name, value in changes.items() if value}
            line |= {"dtype": given.dtype or "default", "date": date.today().isoformat()}
            line["cpu seconds"] = round(pool.cpu_seconds - spent, 1)
            spent = pool.cpu_seconds
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()
            if given.out is not None:
                keep(given.out, line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
