"""Fit the decision to answer or to refuse, and its threshold.

    python -m assistant.fit_refusal --data DIR        DIR holds open/*.jsonl.xz

What must be told apart is made here, from five sources, none of them a benchmark nor `eval/sets`:

* `refusal_articles.jsonl`: small news items that we made up, with questions in the words of people
  who have not read them, and such near-misses as people ask (the price where the investment is
  printed), in `refusal_questions.jsonl`;
* our questions over the bundled articles, in the same file;
* our colloquial questions over articles, and those over news, of which the reader has learned nothing;
* held-out rows of the open sets among news articles.

Every answerable question is also asked amiss: with another year, with another place, with another
thing of the same type asked for, with the sentence that holds its answer taken out of its passage,
and of a collection that does not hold its article. The weights are a logistic regression whose signs
are fixed (more support never speaks against an answer); what a rule refuses whatever the weights
(another year, an unknown name) teaches them nothing. The thresholds are those below which no more than
`_FALSE_REFUSALS` of the freely worded questions of a language fall, those that a rule refuses among them,
each judged by a model that was fitted without it. Writes `calibration.json`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index import Collection, open_collection
from index.normalise import fold_text
from index.sentences import sentence_spans
from models import load_reader
from models.folding import fold_same_length
from models.training.colloquial import HELD_OUT, read_colloquial
from models.training.colloquial import SOURCE as COLLOQUIAL
from models.training.corpus import Example, read_examples, read_news, split

from .evidence import Evidence
from .expected import expected_type
from .fit_ranking import (
    NEWS,
    collection_of,
    colloquial_collection,
    news_collection,
    unread_over_news,
)
from .focus import focus_of
from .language import detect_language
from .names import place_core
from .question import parse_question
from .ranking import probability
from .refuse import MONOTONE
from .retrieve import Candidate
from .retriever_reader import RetrieverReader
from .understand import Understood

_SEED = 20261122
# The project allows itself 0.05 on users' questions, those refused for what was retrieved among them,
# which teach nothing here.
_FALSE_REFUSALS = 0.045
_FOLDS = 8
# Our own questions are asked as users ask; the open rows are about one paragraph each.
_OWN_WEIGHT = 3.0
# Of the other collection's questions every so manyth is asked.
_OTHERS = 10
# Of the colloquial questions, and of those over news, every so manyth: those of the other sources
# are as many.
_EVERY = 2
# Whose questions are put in words of people who have not read the articles.
_FREELY = frozenset(("made", COLLOQUIAL, NEWS))
# Fewer passages than an answer looks at: the first sentence is nearly always among these.
_CANDIDATES, _READ = 8, 3


@dataclass(frozen=True, slots=True)
class Row:
    """The signals of one question, whether it should be answered, and which question it is from.

    `final` when a demand that nothing can make up for is unmet: it is refused whatever the weights.
    """

    signals: list[float]
    answerable: bool
    group: int
    of: str
    how: str
    question: str
    final: bool = False

    @property
    def own(self) -> bool:
        """Whether we wrote the question."""
        return self.of != "open"


def main(argv: list[str] | None = None) -> int:
    """Fit and write `calibration.json`; figures go to standard error."""
    parser = argparse.ArgumentParser(prog="python -m assistant.fit_refusal")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=60, help="rows of the open sets")
    parser.add_argument("--news", type=int, default=200, help="news articles around them")
    parser.add_argument("--own", type=int, help="only so many of our own questions, to try it out")
    parser.add_argument("--readers", nargs="*", default=["words", "lexical", "reader"])
    parser.add_argument("--rows", type=Path, help="also write the signals of every question here")
    arguments = parser.parse_args(argv)
    path = Path(__file__).with_name("calibration.json")
    calibrations = json.loads(path.read_text("utf-8"))
    for name in arguments.readers:
        rows = list(_rows(arguments, name))
        if arguments.rows is not None:
            _keep(arguments.rows, name, rows)
        calibrations[name] = fit(rows, name)
    path.write_text(json.dumps(calibrations, indent=1) + "\n", "utf-8")
    return 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the words that its evidence must hold: "" for any, `None` when unanswerable."""

    question: str
    answer: str | None
    how: str = "asked"


def own_questions(of: str) -> list[Asked]:
    """Our questions over the "bundled" or the "made" articles: rightly asked, near and far ones.

    Half of the far ones are asked of each; of the other articles' questions every `_OTHERS`th is far, too.
    """
    lines = Path(__file__).with_name("refusal_questions.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    own = [row for row in rows if row["of"] == of]
    far = [row for row in rows if row["of"] == "nothing"][of == "made" :: 2]
    others = [row for row in rows if row["of"] not in (of, "nothing")][::_OTHERS]
    return [
        *(Asked(row["question"], row["answer"], row.get("how", "asked")) for row in own),
        *(Asked(row["question"], None, "far") for row in far),
        *(Asked(row["question"], None, "of other articles") for row in others),
    ]


def made_collection(folder: Path) -> Collection:
    """The articles that we made up for this, indexed in `folder`."""
    collection = Collection.open(folder / "index")
    collection.build([Path(__file__).with_name("refusal_articles.jsonl")])
    return collection


def _rows(arguments: argparse.Namespace, name: str) -> Iterator[Row]:
    reader = load_reader("builtin") if name == "reader" else None
    chance = random.Random(_SEED)
    for of in ("made", "bundled", COLLOQUIAL, NEWS, "open"):
        with tempfile.TemporaryDirectory() as folder:
            collection, asked = _source(of, arguments, Path(folder), chance)
            if arguments.own is not None and of != "open":
                asked = chance.sample(asked, min(arguments.own, len(asked)))
            finder = RetrieverReader(
                collection,
                reader,
                retrieve_limit=_CANDIDATES,
                read_limit=_READ,
                # The second look goes by the very weights that are fitted here.
                ablate=frozenset({"second look", "dense"} if name == "words" else {"second look"}),
            )
            for case in cases(finder, asked, chance):
                wanted = case.understood.evidence_question
                judged = finder.judged(wanted, case.best)
                yield Row(
                    judged.signals(),
                    case.answerable,
                    case.group,
                    of,
                    case.how,
                    case.understood.original,
                    judged.refused_anyway,
                )


def _source(
    of: str, arguments: argparse.Namespace, folder: Path, chance: random.Random
) -> tuple[Collection, list[Asked]]:
    """A collection and the questions that are asked of it."""
    if of == "bundled":
        return open_collection(None), own_questions(of)
    if of == "made":
        return made_collection(folder), own_questions(of)
    if of == COLLOQUIAL:
        _, unread = split(read_colloquial(), HELD_OUT)
        return colloquial_collection(unread, folder), _asked(unread[::_EVERY])
    if of == NEWS:
        written = unread_over_news(arguments.data)
        collection = news_collection(written, arguments.data, folder)
        # As they were written an answered one and its near miss take turns.
        chance.shuffle(written)
        return collection, _asked(written[::_EVERY])
    _, held_out = split(read_examples(arguments.data))
    chance.shuffle(held_out)
    held_out = held_out[: arguments.questions]
    news = read_news(arguments.data, arguments.news)
    return collection_of(held_out, news, folder), [Asked(e.question, e.answer) for e in held_out]


def _asked(examples: Sequence[Example]) -> list[Asked]:
    return [
        Asked(one.question, one.answer) if one.start >= 0 else Asked(one.question, None, "near")
        for one in examples
    ]


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the best evidence for it, and whether that answers it."""

    understood: Understood
    best: Evidence
    answerable: bool
    group: int
    how: str


def cases(finder: RetrieverReader, asked: Sequence[Asked], chance: random.Random) -> Iterator[Case]:
    """Each of `asked` with the evidence that the assistant finds, and the same asked amiss."""
    swaps = Swaps([a.question for a in asked if a.answer is not None])

    def best(understood: Understood, candidates: Sequence[Candidate]) -> Evidence | None:
        ranked = finder.evidence(understood, candidates)
        return ranked[0] if ranked else None

    for group, item in enumerate(asked):
        understood = finder.understood(item.question)
        candidates = finder.candidates(understood)
        first = best(understood, candidates)
        if first is None:
            continue
        if item.answer is None:
            yield Case(understood, first, False, group, item.how)
            continue
        if not _holds(first.text, item.answer):
            continue  # a wrong first sentence of an answerable question teaches neither side
        yield Case(understood, first, True, group, item.how)
        if not item.answer or group % 2:
            continue
        if group % 4:
            left = best(understood, _without(candidates, item.answer))
            if left is not None:
                yield Case(understood, left, False, group, "sentence taken away")
            continue
        around = fold_text(first.candidate.passage.text)
        ways = list(swaps.of(item.question, around, chance))
        for how, question in chance.sample(ways, min(1, len(ways))):
            other = finder.understood(question)
            found = best(other, finder.candidates(other))
            if found is not None:
                yield Case(other, found, False, group, how)


def _holds(text: str, answer: str) -> bool:
    return _plain(answer) in _plain(text)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", fold_text(fold_same_length(text)))


def _without(candidates: Sequence[Candidate], answer: str) -> list[Candidate]:
    """The candidates, every sentence that holds `answer` taken out of them."""
    found: list[Candidate] = []
    for candidate in candidates:
        passage, article = candidate.passage, candidate.article
        kept = "".join(
            article.text[a:b]
            for a, b in sentence_spans(article.text, passage.start, passage.end)
            if not _holds(article.text[a:b], answer)
        )
        if len(kept) < len(passage.text) // 4:
            continue
        cut = replace(passage, start=0, end=len(kept), text=kept)
        found.append(replace(candidate, passage=cut, article=replace(article, text=kept)))
    return found


class Swaps:
    """Asks a question amiss: one year, place or thing of it replaced by another of its class."""

    def __init__(self, questions: Sequence[str]) -> None:
        parsed = [parse_question(question) for question in questions]
        self._things: dict[str | None, list[str]] = {}
        for question in parsed:
            focus = None if question.language == "en" else focus_of(question.folded)
            if focus is not None:
                kind = expected_type(question.folded, question.kind)
                self._things.setdefault(kind, []).append(focus)
        self._places = [place for question in parsed for place in question.places]

    def of(self, text: str, around: str, chance: random.Random) -> Iterator[tuple[str, str]]:
        """(how, question) for each way that applies; what is put in stands nowhere in `around`."""
        question = parse_question(text)
        if question.language == "en":
            return
        folded = question.folded
        for year in question.years[:1]:
            others = [str(int(year) + d) for d in (-7, -4, -3, -1, 1, 2) if d]
            others = [other for other in others if other not in around]
            if others:
                yield "another year", folded.replace(year, chance.choice(others))
        for place in question.places[-1:]:
            others = [p for p in self._places if p[-1] == place[-1] and place_core(p) not in around]
            if others:
                yield "another place", folded.replace(place, chance.choice(others))
        focus = focus_of(folded)
        if focus is not None:
            kind = expected_type(folded, question.kind)
            others = [
                thing for thing in self._things.get(kind, ())
                if thing not in around and thing not in folded and not set(thing) & set(focus)
            ]  # fmt: skip
            if others:
                yield "another thing", folded.replace(focus, chance.choice(others))


def fit(rows: Sequence[Row], name: str) -> dict[str, Any]:
    """Weights, bias and threshold from `rows`; those that are refused anyway teach no weight."""
    held_out = _held_out(rows)
    thresholds = _thresholds(rows, held_out)
    _report(name, rows, held_out, thresholds)
    weights, bias = _logistic([row for row in rows if not row.final])
    return {
        "weights": [round(w, 4) for w in weights],
        "bias": round(bias, 4),
        "threshold": round(thresholds[False], 4),
        "threshold_english": round(thresholds[True], 4),
    }


def _logistic(rows: Sequence[Row]) -> tuple[list[float], float]:
    """Logistic regression with an L2 penalty and the signs of `MONOTONE`; classes weigh alike."""
    import numpy as np
    from scipy.optimize import minimize

    x = np.array([row.signals for row in rows])
    y = np.array([row.answerable for row in rows], dtype=float)
    weight = np.where([row.own for row in rows], _OWN_WEIGHT, 1.0)
    for label in (0.0, 1.0):
        weight[y == label] *= len(rows) / 2 / weight[y == label].sum()
    size = x.shape[1]

    def loss(p: Any) -> tuple[float, Any]:
        z = np.clip(x @ p[:-1] + p[-1], -40, 40)
        wrong = weight * (1 / (1 + np.exp(-z)) - y)
        value = (weight * (np.logaddexp(0, z) - y * z)).sum() + 0.5 * (p[:-1] ** 2).sum()
        return value, np.append(x.T @ wrong + p[:-1], wrong.sum())

    bounds = [{1: (0, None), -1: (None, 0), 0: (None, None)}[sign] for sign in MONOTONE]
    found = minimize(
        loss, np.zeros(size + 1), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]
    )
    return [float(w) for w in found.x[:-1]], float(found.x[-1])


def _held_out(rows: Sequence[Row]) -> list[float]:
    """The log odds of each row by a model fitted without its question; below all, if final."""
    log_odds = [-math.inf] * len(rows)
    for fold in range(_FOLDS):
        weights, bias = _logistic(
            [row for row in rows if row.group % _FOLDS != fold and not row.final]
        )
        for number, row in enumerate(rows):
            if row.group % _FOLDS == fold and not row.final:
                log_odds[number] = bias + sum(
                    w * s for w, s in zip(weights, row.signals, strict=True)
                )
    return log_odds


def _thresholds(rows: Sequence[Row], log_odds: Sequence[float]) -> tuple[float, float]:
    """The thresholds of Chinese and of English questions; one for both where there are none of either."""

    def of(english: bool) -> float:
        numbers = [
            number
            for number, row in enumerate(rows)
            if (detect_language(row.question) == "en") is english
        ]
        if not any(rows[n].of in _FREELY and rows[n].answerable for n in numbers):
            numbers = list(range(len(rows)))
        return _threshold([rows[n] for n in numbers], [log_odds[n] for n in numbers])

    return of(False), of(True)


def _threshold(rows: Sequence[Row], log_odds: Sequence[float]) -> float:
    """The probability below which `_FALSE_REFUSALS` of the freely worded answerable ones fall.

    Those that are refused anyway count among them.
    """
    rightly = sorted(
        z for z, row in zip(log_odds, rows, strict=True) if row.of in _FREELY and row.answerable
    )
    first = sum(math.isinf(z) for z in rightly)
    return probability(rightly[max(first, int(_FALSE_REFUSALS * len(rightly)))])


def _report(
    name: str, rows: Sequence[Row], log_odds: Sequence[float], thresholds: Sequence[float]
) -> None:
    counts: dict[tuple[str, str], list[bool]] = {}
    for row, z in zip(rows, log_odds, strict=True):
        held_back = row.final or probability(z) < thresholds[detect_language(row.question) == "en"]
        counts.setdefault((row.of, row.how), []).append(held_back)
    for (of, how), refused in sorted(counts.items()):
        sys.stderr.write(
            f"{name}: {of} {how}: refused {sum(refused)}/{len(refused)}"
            f" = {sum(refused) / len(refused):.3f}\n"
        )


def _keep(folder: Path, name: str, rows: Sequence[Row]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as out:
        for row in rows:
            fields = {"how": row.how, "of": row.of, "group": row.group, "question": row.question}
            fields |= {"answerable": row.answerable, "final": row.final, "signals": row.signals}
            out.write(json.dumps(fields, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
