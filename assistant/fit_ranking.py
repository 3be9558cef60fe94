"""Fit the sentence ranker on held-out rows of the open sets; `fit_refusal` comes after it.

    python -m assistant.fit_ranking --data DIR        DIR holds open/*.jsonl.xz

A temporary collection is made of the paragraphs of the held-out rows among news articles. For each
question the true pipeline retrieves and scores every sentence; the ranker is a logistic regression
on "this sentence holds the answer". Writes `ranking.json` beside this file.
The benchmark sets are never read.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import Collection
from models import Reader, load_reader
from models.folding import fold_same_length
from models.training.corpus import Example, read_examples, read_news, split

from .evidence import Evidence, Features, score_evidence
from .question import Question, parse_question
from .ranking import Ranker
from .retrieve import Candidate, Late, retrieve
from .retriever_reader import token_by_token

_SEED = 20261122
# Ranking learns from the sentences that compete: the best few by coverage and reader.
_SENTENCES_A_QUESTION = 30


@dataclass(frozen=True, slots=True)
class Case:
    """One question with every scored sentence; `gold[i]` says that sentence i holds the answer."""

    question: Question
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


def _case(
    example: Example,
    candidates: list[Candidate],
    question: Question,
    collection: Collection,
    reader: Reader | None,
    late: Late | None,
) -> Case:
    evidence = score_evidence(
        question,
        candidates,
        collection,
        reader,
        query=question.query,
        read_limit=8,
        rank=lambda features: features.coverage + 2 * features.reader_sentence,
        late=late,
    )
    context = "".join(example.context.split())
    gold = [
        example.answer in fold_same_length(item.text) and "".join(item.text.split())[:20] in context
        for item in evidence
    ]
    return Case(question, evidence, gold)


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


def _report(name: str, cases: Sequence[Case], ranker: Ranker) -> None:
    firsts = [first for case in cases if (first := _first(case, ranker))]
    right = sum(gold for _, gold in firsts)
    sys.stderr.write(f"{name}: right sentence first {right}/{len(cases)}\n")


def main(argv: list[str] | None = None) -> int:
    """Fit and write `ranking.json`; figures go to standard error."""
    parser = argparse.ArgumentParser(prog="python -m assistant.fit_ranking")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--news", type=int, default=1500)
    parser.add_argument("--readers", nargs="*", default=["lexical", "reader"])
    arguments = parser.parse_args(argv)
    _, held_out = split(read_examples(arguments.data))
    random.Random(_SEED).shuffle(held_out)
    held_out = held_out[: arguments.questions]
    news = read_news(arguments.data, arguments.news)
    path = Path(__file__).with_name("ranking.json")
    rankings = json.loads(path.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        collection = collection_of(held_out, news, Path(folder))
        late, order, _ = token_by_token(collection)
        for name in arguments.readers:
            reader = load_reader("builtin") if name == "reader" else None
            answerable: list[Case] = []
            for example in held_out:
                question = parse_question(example.question)
                candidates = retrieve(
                    collection, [question.query], question.text, limit=20, order=order
                )
                answerable.append(_case(example, candidates, question, collection, reader, late))
            half = len(answerable) // 2
            _report(
                f"{name}, fitted on the other half",
                answerable[half:],
                _fit_ranker(answerable[:half]),
            )
            ranker = _fit_ranker(answerable)
            _report(f"{name}, fitted on all", answerable, ranker)
            rankings[name] = {"weights": list(ranker.weights), "bias": ranker.bias}
    path.write_text(json.dumps(rankings, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
