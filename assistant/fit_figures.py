"""Fit the choice among the figures, and among the dates, of a sentence on the open questions.

    python -m assistant.fit_figures --data DIR        DIR holds open/*.jsonl.xz

A case is a question that asks for a figure (or a date), with the sentence that answers it, where that
sentence holds two or more that could be meant and the answer is one of them: questions of the open sets,
and the colloquial ones that we wrote. The weights maximise the likelihood of the right one (conditional
logit, with a Gaussian prior). Half of the sentences are kept apart first, to say what the weights are
worth on sentences that they have not seen. The reader has learned from nearly all of these rows, so that
its pointing would look better than it is: how far to trust it is fitted afterwards, the other weights
held, on the colloquial questions that it has not seen. Writes `figures.json` beside this file. The
benchmark sets are never read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index import Article, Passage
from index.figures import find_figures
from index.sentences import sentence_spans
from models import Reader, late_interaction, load_embedder, load_reader
from models.training.colloquial import HELD_OUT, read_colloquial
from models.training.corpus import Example, read_examples, split

from .evidence import Evidence, Features, spans_in
from .figure_choice import Asked
from .figure_features import FigureFeatures, figure_features
from .question import parse_question
from .register import as_written
from .retrieve import Candidate, Late
from .short_answer import figures_wanted

if TYPE_CHECKING:
    import numpy as np

# Precision of the Gaussian prior, for each question.
_PRIOR = 0.0015
# Its mean where it is not 0: what the open questions show too seldom, but grammar tells. The reader
# points at the right figure of several about four times in five.
_EXPECTED = {
    "reader": 2.0,
    "clash": -2.5,
    "same_condition": 2.5,
    "other_condition": -2.0,
    "condition": -1.5,
    "difference": -4.0,
    "from_": -2.5,
    "to": 1.5,
    "contrast": -3.0,
    "other_place": -2.0,
    "other_year": -2.5,
    "now": 1.0,
    "same_per": 1.0,
    "same_stage": 2.5,
}


_READER = ("reader", "reader_share")


@dataclass(frozen=True, slots=True)
class Case:
    """The features of each figure that could be meant, (figures, features), and the right one."""

    features: np.ndarray
    right: int
    held_out: bool
    asked: Asked = "figure"


def case_of(example: Example, late: Late | None, reader: Reader | None = None) -> Case | None:
    """The case that `example` makes, or `None` where it asks for no figure or leaves no choice."""
    import numpy as np

    question = parse_question(example.question)
    if question.kind not in ("figure", "date") or question.language == "en":
        return None
    spans = sentence_spans(example.context)
    start = next((a for a, b in spans if a <= example.start and example.end <= b), None)
    if start is None:
        return None
    text = example.context[start : dict(spans)[start]]
    evidence = alone(text)
    wanted = figures_wanted(question, evidence)
    right = [
        number
        for number, figure in enumerate(wanted)
        if figure.start < example.end - start and example.start - start < figure.end
    ]
    if len(wanted) < 2 or len(right) != 1:
        return None
    if reader is not None:
        evidence = _pointed(example, evidence, start, reader)
    rows = [one.values() for one in figure_features(question, evidence, wanted, late)]
    held_out = bool(hashlib.sha256(text.encode()).digest()[0] % 2)
    asked: Asked = "date" if question.kind == "date" else "figure"
    return Case(np.array(rows), right[0], held_out, asked)


def alone(text: str) -> Evidence:
    """A sentence as evidence, with no article around it and nothing read."""
    article = Article(
        id="", title=None, subtitle=None, source=None, date=None, page=None, author=None,
        language="zh-Hans", text=text, path="", sha256="",
    )  # fmt: skip
    passage = Passage(0, "", 0, None, 0, len(text), text)
    return Evidence(
        candidate=Candidate(passage, article, 0.0, 0, None),
        start=0,
        end=len(text),
        text=text,
        figures=tuple(find_figures(text)),
        features=Features(**dict.fromkeys(Features.__dataclass_fields__, 0.0)),
        score=0.0,
        span=None,
        span_score=0.0,
    )


def _pointed(example: Example, evidence: Evidence, start: int, reader: Reader) -> Evidence:
    """`evidence`, the sentence that begins at `start`, with what the reader points at in it."""
    sentences = sentence_spans(example.context)
    (reading,) = reader.read(as_written(example.question), [example.context], [sentences])
    pointers = spans_in(reading, start, start + len(evidence.text), -start)
    return replace(evidence, pointers=pointers, span=pointers[0][:2] if pointers else None)


def fitted(cases: Sequence[Case], held: np.ndarray | None = None) -> np.ndarray:
    """The weights that make the right figures likeliest.

    With `held`, weights of all features, only those of the reader are fitted and the others stay.
    """
    import numpy as np
    from scipy.optimize import minimize

    names = FigureFeatures.__dataclass_fields__
    expected = np.array([_EXPECTED.get(name, 0.0) for name in names])
    free = np.array([held is None or name in _READER for name in names])
    start = expected if held is None else np.where(free, expected, held)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        off = np.where(free, weights - expected, 0.0)
        total = _PRIOR * len(cases) * float(off @ off) / 2
        slope = _PRIOR * len(cases) * off
        for case in cases:
            scores = case.features @ weights
            odds = np.exp(scores - scores.max())
            chances = odds / odds.sum()
            total -= float(np.log(chances[case.right]))
            slope = slope - case.features[case.right] + chances @ case.features
        return total / len(cases), np.where(free, slope, 0.0) / len(cases)

    found: np.ndarray = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


def accuracy(cases: Sequence[Case], weights: np.ndarray) -> float:
    """The share of cases in which the right figure scores best."""
    right = sum(int((case.features @ weights).argmax()) == case.right for case in cases)
    return right / max(1, len(cases))


def _cases(
    examples: Sequence[Example], late: Late | None, reader: Reader | None = None
) -> list[Case]:
    made = (case_of(example, late, reader) for example in examples)
    return [case for case in made if case is not None]


def _unread(cases: Sequence[Case], asked: Asked) -> np.ndarray:
    """The weights without the reader's; what they are worth goes to standard error."""
    seen = [case for case in cases if not case.held_out]
    unseen = [case for case in cases if case.held_out]
    sys.stderr.write(
        f"{len(cases)} questions; right {asked} on the half not fitted: "
        f"{accuracy(unseen, fitted(seen)):.3f} of {len(unseen)}, "
        f"{accuracy(seen, fitted(unseen)):.3f} of {len(seen)}\n"
    )
    return fitted(cases)


def main(argv: list[str] | None = None) -> int:
    """Fit and write `figures.json`; figures go to standard error."""
    parser = argparse.ArgumentParser(prog="python -m assistant.fit_figures")
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args(argv)
    table = late_interaction(load_embedder())

    def late(question: str, texts: Sequence[str]) -> Sequence[float]:
        assert table is not None
        return [float(score) for score in table.scores(question, texts)]

    heard = late if table is not None else None
    own = [one for one in read_colloquial() if one.start >= 0]
    cases = _cases([*read_examples(arguments.data), *own], heard)
    read = _cases(split(own, HELD_OUT)[1], heard, load_reader("builtin"))
    kinds: tuple[Asked, ...] = ("figure", "date")
    found = {asked: _unread([c for c in cases if c.asked == asked], asked) for asked in kinds}
    names = list(FigureFeatures.__dataclass_fields__)
    # Unread questions for dates are too few to fit anything on: the reader is trusted as with figures.
    trusted = fitted([case for case in read if case.asked == "figure"], held=found["figure"])
    for asked in kinds:
        for name in _READER:
            found[asked][names.index(name)] = trusted[names.index(name)]
        unseen = [case for case in read if case.asked == asked]
        sys.stderr.write(
            f"right {asked} with the reader, on what it has not seen: "
            f"{accuracy(unseen, found[asked]):.3f} of {len(unseen)}\n"
        )
    weights = {
        asked: {name: round(float(w), 3) for name, w in zip(names, found[asked], strict=True)}
        for asked in kinds
    }
    path = Path(__file__).with_name("figures.json")
    path.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
