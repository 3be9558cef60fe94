"""Fit the sentence ranker on held-out questions; `fit_refusal` comes after it.

    python -m assistant.fit_ranking --data DIR        DIR holds open/*.jsonl.xz

A temporary collection is made of the paragraphs of the held-out rows among news articles, one of our
own articles, and one of news articles, both with questions that we wrote and that the reader never
learned from. For each question the true pipeline retrieves and scores every sentence; the ranker is a
logistic regression on "this sentence holds the answer". Writes `ranking.json` beside this file. The
benchmark sets are never read.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import Collection
from index.sentences import sentence_spans
from models import load_reader
from models.folding import fold_same_length
from models.training.colloquial import ARTICLES, HELD_OUT, SOURCE, read_colloquial
from models.training.corpus import Example, read_examples, read_news, split
from models.training.over_open import SOURCES as OVER_OPEN
from models.training.over_open import read_over_open

from .evidence import Evidence, Features, score_evidence
from .ranking import Ranker, load_ranker
from .retriever_reader import RetrieverReader

_SEED = 20261122
# Ranking learns from the sentences that compete: the best few by coverage and reader.
_SENTENCES_A_QUESTION = 30
_READ = 8
_BESIDE = 4
NEWS = OVER_OPEN["crud_news.docs"]
# Articles that nothing is asked about, around those of the news.
_NEWS_AROUND = 150


@dataclass(frozen=True, slots=True)
class Case:
    """One question with every scored sentence; `gold[i]` says that sentence i holds the answer."""

    evidence: list[Evidence]
    gold: list[bool]


def collection_of(examples: Sequence[Example], news: Sequence[str], folder: Path) -> Collection:
    """The paragraphs of `examples` among `news`, indexed in `folder`."""
    rows = folder / "articles.jsonl"
    contexts = dict.fromkeys(e.context for e in examples)
    with rows.open("w", encoding="utf-8") as out:
        for number, text in enumerate([*contexts, *news]):
            out.write(json.dumps({"title": f"{number}", "text": text}, ensure_ascii=False) + "\n")
    collection = Collection.open(folder / "index")
    collection.build([rows])
    return collection


def colloquial_collection(unread: Sequence[Example], folder: Path) -> Collection:
    """Our articles that the reader has not learned from, as many as a user may bring."""
    contexts = {example.context for example in unread}
    folder.mkdir(parents=True, exist_ok=True)
    rows = folder / "articles.jsonl"
    with rows.open("w", encoding="utf-8") as out:
        for line in ARTICLES.read_text(encoding="utf-8").splitlines():
            if fold_same_length(json.loads(line)["text"]) in contexts:
                out.write(line + "\n")
    collection = Collection.open(folder / "index")
    collection.build([rows])
    return collection


def unread_over_news(data: Path) -> list[Example]:
    """Our questions over news articles that the reader has not learned from."""
    _, unread = split(read_over_open(data))
    return [one for one in unread if one.source == NEWS]


def news_collection(unread: Sequence[Example], data: Path, folder: Path) -> Collection:
    """The news articles of `unread` among others, indexed in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    return collection_of(unread, read_news(data, _NEWS_AROUND), folder)


def _cases(finder: RetrieverReader, examples: Sequence[Example]) -> Iterator[Case]:
    """Each of `examples` with every sentence that the pipeline scores for it."""
    for example in examples:
        understood = finder.understood(example.question)
        evidence = score_evidence(
            understood.evidence_question,
            finder.candidates(understood),
            finder.collection,
            finder.reader,
            query=understood.topic,
            read_limit=_READ,
            rank=lambda features: features.coverage + 2 * features.reader_sentence,
            late=finder.late,
        )
        around = _around(example)
        gold = [around in _run_together(fold_same_length(item.text)) for item in evidence]
        yield Case(evidence, gold)


def _around(example: Example) -> str:
    """The answer with what is printed beside it in its sentence: a figure may stand in two of them."""
    begin, end = next((a, b) for a, b in sentence_spans(example.context) if a <= example.start < b)
    first, last = max(begin, example.start - _BESIDE), min(end, example.end + _BESIDE)
    return _run_together(example.context[first:last])


def _run_together(text: str) -> str:
    return "".join(text.split())


def _logistic(rows: list[list[float]], labels: list[bool]) -> tuple[list[float], float]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1.0, max_iter=2000)
    model.fit(rows, labels)
    return [round(float(w), 4) for w in model.coef_[0]], round(float(model.intercept_[0]), 4)


def _fit_ranker(cases: Sequence[Case]) -> Ranker:
    rows: list[list[float]] = []
    labels: list[bool] = []
    for case in cases:
        if not any(case.gold):
            continue
        for item, gold in list(zip(case.evidence, case.gold, strict=True))[:_SENTENCES_A_QUESTION]:
            rows.append(item.features.values())
            labels.append(gold)
    weights, bias = _logistic(rows, labels)
    return Ranker(tuple(weights), bias)


def _first(case: Case, rank: Callable[[Features], float]) -> tuple[Evidence, bool] | None:
    scored = [
        (rank(item.features), -item.candidate.rank, item, gold)
        for item, gold in zip(case.evidence, case.gold, strict=True)
    ]
    if not scored:
        return None
    _, _, best, gold = max(scored, key=lambda row: row[:2])
    return best, gold


def _report(name: str, cases: Sequence[Case], ranker: Callable[[Features], float]) -> None:
    firsts = [first for case in cases if (first := _first(case, ranker))]
    right = sum(gold for _, gold in firsts)
    sys.stderr.write(f"{name}: right sentence first {right}/{len(cases)}\n")


def _sources(
    arguments: argparse.Namespace, folder: Path
) -> Iterator[tuple[str, Collection, list[Example]]]:
    """Held-out questions of the open sets and those that we wrote, each with its collection."""
    _, held_out = split(read_examples(arguments.data))
    random.Random(_SEED).shuffle(held_out)
    held_out = held_out[: arguments.questions]
    news = read_news(arguments.data, arguments.news)
    yield "open", collection_of(held_out, news, folder), held_out
    _, unread = split(read_colloquial(), HELD_OUT)
    own = [one for one in unread if one.start >= 0]
    random.Random(_SEED).shuffle(own)
    yield SOURCE, colloquial_collection(unread, folder / SOURCE), own[: arguments.own]
    written = unread_over_news(arguments.data)
    collection = news_collection(written, arguments.data, folder / NEWS)
    written = [one for one in written if one.start >= 0]
    random.Random(_SEED).shuffle(written)
    yield NEWS, collection, written[: arguments.written]


def main(argv: list[str] | None = None) -> int:
    """Fit and write `ranking.json`; figures go to standard error."""
    parser = argparse.ArgumentParser(prog="python -m assistant.fit_ranking")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--own", type=int, default=300, help="colloquial questions of our own")
    parser.add_argument("--written", type=int, default=200, help="our questions over news")
    parser.add_argument("--news", type=int, default=1500)
    parser.add_argument("--readers", nargs="*", default=["lexical", "reader"])
    arguments = parser.parse_args(argv)
    path = Path(__file__).with_name("ranking.json")
    rankings = json.loads(path.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        sources = list(_sources(arguments, Path(folder)))
        for name in arguments.readers:
            reader = load_reader("builtin") if name == "reader" else None
            halves: tuple[list[Case], list[Case]] = ([], [])
            for source, collection, examples in sources:
                finder = RetrieverReader(collection, reader)
                found = list(_cases(finder, examples))
                middle = len(found) // 2
                halves[0].extend(found[:middle])
                halves[1].extend(found[middle:])
                _report(f"{name}, {source}, as it was", found, load_ranker(name))
            _report(f"{name}, fitted on the other half", halves[1], _fit_ranker(halves[0]))
            ranker = _fit_ranker([*halves[0], *halves[1]])
            _report(f"{name}, fitted on all", [*halves[0], *halves[1]], ranker)
            rankings[name] = {"weights": list(ranker.weights), "bias": ranker.bias}
    path.write_text(json.dumps(rankings, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
