"""Measure an embedder: cross-lingual and Chinese retrieval, alone and with BM25.

    python -m models.training.measure_embedder --data ../shared/data [--model builtin] [--part dev]

`--part benchmark` (the default) prints the figures of the model card from the benchmark sets, which
nothing is chosen on; `--part dev` prints the same kinds on questions held out of `open`. Every line
is one JSON object: `{"set", "ranking", "questions", "of", "R@1", "R@5", "R@20"}`. `--part speed`
prints how many passages a second are embedded, by the clock and by CPU time.

A model that embeds few passages a second is compared on a part of each set, the same for both:

    python -m models.training.measure_embedder --data ../shared/data --model DIR --part dev \
        --sample 150 --passages 400
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..embedding import load_embedder
from ..folding import fold_same_length
from ..late_interaction import LateInteraction, late_interaction
from ..reader_text import ReaderText
from ..term_translation import TermTranslator
from .corpus import read_rows
from .embedder import PARALLEL_HELD_OUT
from .embedder_pairs import read_asked, read_parallel, read_questions, sentence_bounds
from .embedder_vocabulary import simplified_characters
from .english import GlossTranslator
from .glosses import read_dictionary

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Matrix = npt.NDArray[np.float32]

# Cormack, Clarke and Buettcher (SIGIR 2009).
RRF_CONSTANT = 60
CANDIDATES = 100
# "25,019 passages" of the data notes: paragraphs of both sets, filled up with news.
PASSAGES = 25_019
SPEED_PASSAGES = 4_000
NEWS_CUT = 400


@dataclass(frozen=True, slots=True)
class Task:
    """Questions, passages, and the number of the passage that answers each."""

    name: str
    questions: list[str]
    passages: list[str]
    gold: npt.NDArray[np.int64]

    def sampled(self, limit: int | None) -> Task:
        """At most `limit` questions, evenly spread over the whole."""
        if limit is None or limit >= len(self.questions):
            return self
        kept = np.linspace(0, len(self.questions) - 1, limit).astype(int)
        asked = [self.questions[number] for number in kept]
        return Task(self.name, asked, self.passages, self.gold[kept])

    def narrowed(self, limit: int | None) -> Task:
        """At most `limit` passages: those that answer, then the first of the others.

        Raises:
            ValueError: more passages answer than may stay.
        """
        if limit is None or limit >= len(self.passages):
            return self
        wanted = set(self.gold.tolist())
        if len(wanted) > limit:
            raise ValueError(
                f"{self.name}: {len(wanted)} passages answer its questions, more than the {limit} "
                "of --passages; ask fewer questions with --sample"
            )
        others = (number for number in range(len(self.passages)) if number not in wanted)
        kept = sorted([*wanted, *islice(others, limit - len(wanted))])
        place = {number: position for position, number in enumerate(kept)}
        gold = np.array([place[number] for number in self.gold.tolist()])
        return Task(self.name, self.questions, [self.passages[n] for n in kept], gold)


def recall(ranking: npt.NDArray[np.int64], gold: npt.NDArray[np.int64]) -> dict[str, float]:
    """Share of questions with the gold passage among the first 1, 5, 20 of (questions, k)."""
    found = ranking == gold[:, None]
    return {f"R@{k}": round(float(found[:, :k].any(axis=1).mean()), 4) for k in (1, 5, 20)}


def windows(passages: Sequence[str], width: int) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Overlapping runs of `width` sentences, and the passage that each comes from."""
    texts: list[str] = []
    owners: list[int] = []
    for number, passage in enumerate(passages):
        bounds = sentence_bounds(passage) or [(0, len(passage))]
        for first in range(max(1, len(bounds) - width + 1)):
            last = min(first + width, len(bounds)) - 1
            texts.append(passage[bounds[first][0] : bounds[last][1]])
            owners.append(number)
    return texts, np.asarray(owners)


def best_window(scores: Matrix, owners: npt.NDArray[np.int64]) -> Matrix:
    """(questions, passages) maxima of (questions, windows) scores; windows lie in passage order."""
    firsts = np.flatnonzero(np.diff(owners, prepend=-1))
    best: Matrix = np.maximum.reduceat(scores, firsts, axis=1)
    return best


def top(scores: Matrix, limit: int) -> npt.NDArray[np.int64]:
    """The `limit` best columns of each row, best first."""
    limit = min(limit, scores.shape[1])
    some = np.argpartition(-scores, limit - 1, axis=1)[:, :limit]
    order = np.argsort(-np.take_along_axis(scores, some, axis=1), axis=1, kind="stable")
    ranked: npt.NDArray[np.int64] = np.take_along_axis(some, order, axis=1)
    return ranked


def lexical_tokens(text: str, simplified: dict[int, str]) -> list[str]:
    """Character uni- and bigrams of Chinese, whole words otherwise."""
    import re

    found: list[str] = []
    for run in re.findall(r"[\u3400-\u9fff]+|[a-z0-9]+", text.lower().translate(simplified)):
        found.extend([run] if run.isascii() else run)
        if not run.isascii():
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found


class Lexical:
    """BM25 over uni- and bigrams."""

    def __init__(self, passages: Sequence[str]) -> None:
        import bm25s

        self._simplified = {ord(old): new for old, new in simplified_characters().items()}
        self._index = bm25s.BM25(k1=1.2, b=0.75)
        tokens = [lexical_tokens(passage, self._simplified) for passage in passages]
        self._index.index(tokens, show_progress=False)

    def ranking(self, questions: Sequence[str]) -> npt.NDArray[np.int64]:
        """(questions, CANDIDATES) passages, best first."""
        asked = [lexical_tokens(question, self._simplified) for question in questions]
        size = min(CANDIDATES, int(self._index.scores["num_docs"]))
        found = self._index.retrieve(asked, k=size, show_progress=False)
        ranked: npt.NDArray[np.int64] = np.asarray(found.documents)
        return ranked

    def weighted(self, terms: Sequence[tuple[str, float]]) -> Matrix:
        """(passages,) sum of BM25 scores of `terms`, each by its weight."""
        total = np.zeros(int(self._index.scores["num_docs"]), dtype=np.float32)
        for term, weight in terms:
            total += weight * self._index.get_scores(lexical_tokens(term, self._simplified))
        return total


def fuse(rankings: Sequence[npt.NDArray[np.int64]], limit: int) -> npt.NDArray[np.int64]:
    """Reciprocal rank fusion, one row a question."""
    fused = np.full((len(rankings[0]), limit), -1, dtype=np.int64)
    for row in range(len(fused)):
        scores: dict[int, float] = {}
        for ranking in rankings:
            for rank, passage in enumerate(ranking[row].tolist()):
                scores[passage] = scores.get(passage, 0.0) + 1 / (RRF_CONSTANT + rank + 1)
        best = sorted(scores, key=lambda passage: (-scores[passage], passage))[:limit]
        fused[row, : len(best)] = best
    return fused


def reranked(
    ranking: npt.NDArray[np.int64], task: Task, dense: Matrix, late: LateInteraction
) -> npt.NDArray[np.int64]:
    """The ranking's passages in the order in which candidates are read."""
    made = ranking.copy()
    for row, question in enumerate(task.questions):
        kept = ranking[row][ranking[row] >= 0]
        scores = dense[row, kept] + late.order_scores(
            question, [task.passages[number] for number in kept]
        )
        made[row, : len(kept)] = kept[np.argsort(-scores, kind="stable")]
    return made


class Searched:
    """What is computed of passages once, for all tasks over them."""

    def __init__(self, model: SentenceTransformer, passages: Sequence[str]) -> None:
        self.whole: Matrix = model.encode_document(list(passages), batch_size=256)
        texts, self.owners = windows(passages, 2)
        self.windows: Matrix = model.encode_document(texts, batch_size=256)
        self.lexical = Lexical(passages)


def builtin_table() -> LateInteraction:
    """The rows of the embedder that ships."""
    table = late_interaction(load_embedder())
    assert table is not None  # it is a static table
    return table


def measure(
    model: SentenceTransformer, task: Task, searched: Searched, *, english: bool
) -> Iterator[tuple[str, dict[str, float]]]:
    """Every ranking of one task; `english` questions get BM25 over translated terms."""
    asked: Matrix = model.encode_query(task.questions, batch_size=256)
    whole, told, owners = searched.whole, searched.windows, searched.owners
    yield "dense, one vector a passage", recall(top(asked @ whole.T, CANDIDATES), task.gold)
    # In slices: 3,000 questions against 200,000 windows would not fit otherwise.
    dense = np.concatenate(
        [best_window(asked[i : i + 128] @ told.T, owners) for i in range(0, len(asked), 128)]
    )
    near = top(dense, CANDIDATES)
    yield "dense, best window of two sentences", recall(near, task.gold)
    late = late_interaction(model)
    lexical = searched.lexical
    if late is not None:
        yield (
            "dense windows + late interaction",
            recall(reranked(near, task, dense, late), task.gold),
        )
    if english:
        # As when questions are answered: another embedder leaves the words to the built-in table.
        translator = TermTranslator(late or builtin_table())
        terms = [[(t.chinese, t.weight) for t in translator.translate(q)] for q in task.questions]
        words = top(np.stack([lexical.weighted(found) for found in terms]), CANDIDATES)
        yield "BM25 of translated terms", recall(words, task.gold)
    else:
        words = lexical.ranking(task.questions)
        yield "BM25", recall(words, task.gold)
    both = fuse([words, near], CANDIDATES)
    yield "RRF of BM25 and dense windows", recall(both, task.gold)
    if late is not None:
        better = reranked(both, task, dense, late)
        yield "the same + late interaction", recall(better, task.gold)
        yield "RRF of BM25 and late interaction", recall(fuse([words, better], 20), task.gold)


def measure_pairs(
    model: SentenceTransformer, name: str, pairs: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, dict[str, float]]]:
    """English sentences among all the Chinese ones."""
    chinese: Matrix = model.encode_document([pair[0] for pair in pairs], batch_size=256)
    english: Matrix = model.encode_query([pair[1] for pair in pairs], batch_size=256)
    gold = np.arange(len(pairs))
    scores = english @ chinese.T
    near = top(scores, CANDIDATES)
    yield "dense", recall(near, gold)
    late = late_interaction(model)
    if late is not None:
        task = Task(name, [pair[1] for pair in pairs], [pair[0] for pair in pairs], gold)
        yield "dense + late interaction", recall(reranked(near, task, scores, late), gold)


def _passages(rows: Sequence[dict[str, str]]) -> list[str]:
    return list(dict.fromkeys(row["context"] for row in rows))


def benchmark_tasks(data: Path) -> Iterator[tuple[Task, bool]]:
    """XQuAD both ways, CMRC dev and DRCD test among 25,019 passages."""
    folder = data / "benchmark"
    chinese = list(read_rows(folder / "xquad.zh.jsonl.xz"))
    english = {row["id"]: row["question"] for row in read_rows(folder / "xquad.en.jsonl.xz")}
    passages = _passages(chinese)
    gold = np.array([passages.index(row["context"]) for row in chinese])
    yield Task("XQuAD en->zh", [english[row["id"]] for row in chinese], passages, gold), True
    yield Task("XQuAD zh->zh", [row["question"] for row in chinese], passages, gold), False
    cmrc = [r for r in read_rows(folder / "cmrc2018.dev.jsonl.xz") if r["answers"]]
    drcd = [r for r in read_rows(folder / "drcd.test.jsonl.xz") if r["answers"]]
    passages = _passages([*cmrc, *drcd])
    passages += _news(data, skip=0, count=PASSAGES - len(passages))
    place = {passage: number for number, passage in enumerate(passages)}
    for name, rows in (("CMRC dev", cmrc), ("DRCD test", drcd)):
        gold = np.array([place[row["context"]] for row in rows])
        yield Task(name, [row["question"] for row in rows], passages, gold), False


def dev_tasks(data: Path) -> Iterator[tuple[Task, bool]]:
    """Questions held out of `open` among their paragraphs and 3,000 news passages.

    Once as they are, and once put into English word by word, each the same way every time. Then those
    that we wrote, as they were asked, over held-out articles among as many passages.
    """
    _, questions = read_questions(data / "open")
    passages = list(dict.fromkeys(question.context for question in questions))
    gold = np.array([passages.index(question.context) for question in questions])
    passages += _news(data, skip=50_000, count=3_000)
    asked = [question.question for question in questions]
    yield Task("held-out zh->zh", asked, passages, gold), False
    text = ReaderText.load(Path(__file__).parents[1] / "reader" / "builtin")
    translator = GlossTranslator(read_dictionary(data / "open" / "cedict.tsv.xz"), text.lexicon)
    english = [translator.translate(fold_same_length(q), random.Random(q)) for q in asked]
    yield Task("held-out words in English->zh", english, passages, gold), True
    _, asked_of_ours = read_asked(data)
    passages = list(dict.fromkeys(question.context for question in asked_of_ours))
    place = {passage: number for number, passage in enumerate(passages)}
    passages += _news(data, skip=50_000, count=3_000)
    for name, in_english in (("asked zh->zh", False), ("asked en->zh", True)):
        told = [
            q
            for q in asked_of_ours
            if any("\u3400" <= c <= "\u9fff" for c in q.question) != in_english
        ]
        gold = np.array([place[question.context] for question in told])
        yield Task(name, [question.question for question in told], passages, gold), in_english


def _news(data: Path, *, skip: int, count: int) -> list[str]:
    rows = islice(read_rows(data / "open" / "crud_news.docs.jsonl.xz"), skip, None)
    cuts = (
        row["text"][start : start + NEWS_CUT]
        for row in rows
        for start in range(0, len(row["text"]), NEWS_CUT)
    )
    return list(islice((cut for cut in cuts if cut.strip()), count))


def sentence_pairs(data: Path, part: str) -> tuple[str, list[tuple[str, str]]]:
    """The parallel sentences of a part."""
    if part == "dev":
        pairs = read_parallel(data / "open" / "parallel.tatoeba.tsv.xz")
        return "Tatoeba held out en->zh", pairs[-PARALLEL_HELD_OUT:]
    return "NTREX en->zh", read_parallel(data / "benchmark" / "parallel.ntrex.tsv.xz")


def measure_speed(model: SentenceTransformer, data: Path, count: int) -> dict[str, float]:
    """Passages of 300 characters a second, the middle of three turns over `count` of them.

    "a second" is by the clock and falls when the machine does other things; "a CPU second" is what
    one core does, two idle cores at most twice as many.
    """
    import torch

    texts = [cut[:300] for cut in _news(data, skip=0, count=count)]
    model.encode_document(texts[:16], batch_size=256)
    wall, cpu = [], []
    for _ in range(3):
        began, worked = time.perf_counter(), time.process_time()
        model.encode_document(texts, batch_size=256)
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - worked)
    return {
        "passages": len(texts),
        "threads": torch.get_num_threads(),
        "passages a second": round(len(texts) / statistics.median(wall)),
        "passages a CPU second": round(len(texts) / statistics.median(cpu)),
    }


def main(arguments: list[str] | None = None) -> int:
    """Command line; figures to standard output."""
    parser = argparse.ArgumentParser(
        prog="python -m models.training.measure_embedder",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="builtin")
    parser.add_argument("--part", choices=("benchmark", "dev", "speed"), default="benchmark")
    parser.add_argument("--only", help="measure the sets whose name holds this")
    parser.add_argument("--sample", type=int, help="at most this many questions, evenly spread")
    parser.add_argument("--passages", type=int, help="at most this many passages of a question set")
    parser.add_argument("--threads", type=int, help="of the CPU; all where it is not given")
    options = parser.parse_args(arguments)
    if options.threads:
        import torch

        torch.set_num_threads(options.threads)
    model = load_embedder(options.model)
    if options.part == "speed":
        made = measure_speed(model, options.data, options.sample or SPEED_PASSAGES)
        sys.stdout.write(json.dumps(made) + "\n")
        return 0

    def say(
        name: str, ranking: str, questions: int, passages: int, figures: dict[str, float]
    ) -> None:
        line = {"set": name, "ranking": ranking, "questions": questions, "of": passages, **figures}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    name, pairs = sentence_pairs(options.data, options.part)
    if options.only is None or options.only in name:
        for ranking, figures in measure_pairs(model, name, pairs):
            say(name, ranking, len(pairs), len(pairs), figures)
    tasks = benchmark_tasks if options.part == "benchmark" else dev_tasks
    searched: Searched | None = None
    known: list[str] = []
    for task, in_english in tasks(options.data):
        if options.only is None or options.only in task.name:
            task = task.sampled(options.sample).narrowed(options.passages)
            if searched is None or task.passages is not known:
                searched, known = Searched(model, task.passages), task.passages
            for ranking, figures in measure(model, task, searched, english=in_english):
                say(task.name, ranking, len(task.questions), len(task.passages), figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
