"""Fit the choice among the figures, and among the dates, of a sentence on the open questions.

    python -m assistant.fit_figures --data DIR        DIR holds open/*.jsonl.xz

A case is a question that asks for a figure (or a date), with the sentence that answers it, where that
sentence holds two or more that could be meant and the answer is one of them. The weights maximise the
likelihood of the right one (conditional logit, with a Gaussian prior). Half of the sentences are
kept apart first, to say what the weights are worth on sentences that they have not seen. The
reader has learned from these very rows, so that its pointing would look better than it is: it is
left out here, and keeps the mean of its prior. Writes `figures.json` beside this file. The benchmark
sets are never read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index import Article, Passage
from index.figures import find_figures
from index.sentences import sentence_spans
from models import late_interaction, load_embedder
from models.training.corpus import Example, read_examples

from .evidence import Evidence, Features
from .figure_choice import Asked
from .figure_features import FigureFeatures, figure_features
from .question import parse_question
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


@dataclass(frozen=True, slots=True)
class Case:
    """The features of each figure that could be meant, (figures, features), and the right one."""

    features: np.ndarray
    right: int
    held_out: bool
    asked: Asked = "figure"


def case_of(example: Example, late: Late | None) -> Case | None:
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


def fitted(cases: Sequence[Case]) -> np.ndarray:
    """The weights that make the right figures likeliest."""
    import numpy as np
    from scipy.optimize import minimize

    names = FigureFeatures.__dataclass_fields__
    expected = np.array([_EXPECTED.get(name, 0.0) for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        off = weights - expected
        total = _PRIOR * len(cases) * float(off @ off) / 2
        slope = _PRIOR * len(cases) * off
        for case in cases:
            scores = case.features @ weights
            odds = np.exp(scores - scores.max())
            chances = odds / odds.sum()
            total -= float(np.log(chances[case.right]))
            slope = slope - case.features[case.right] + chances @ case.features
        return total / len(cases), slope / len(cases)

    found: np.ndarray = minimize(loss, expected, jac=True, method="L-BFGS-B").x
    return found


def accuracy(cases: Sequence[Case], weights: np.ndarray) -> float:
    """The share of cases in which the right figure scores best."""
    right = sum(int((case.features @ weights).argmax()) == case.right for case in cases)
    return right / max(1, len(cases))


def _weights(cases: Sequence[Case], asked: Asked) -> dict[str, float]:
    """The weights by name; what they are worth goes to standard error."""
    seen = [case for case in cases if not case.held_out]
    unseen = [case for case in cases if case.held_out]
    sys.stderr.write(
        f"{len(cases)} questions; right {asked} on the half not fitted: "
        f"{accuracy(unseen, fitted(seen)):.3f} of {len(unseen)}, "
        f"{accuracy(seen, fitted(unseen)):.3f} of {len(seen)}\n"
    )
    names = FigureFeatures.__dataclass_fields__
    return {
        name: round(float(weight), 3) for name, weight in zip(names, fitted(cases), strict=True)
    }


def main(argv: list[str] | None = None) -> int:
    """Fit and write `figures.json`; figures go to standard error."""
    parser = argparse.ArgumentParser(prog="python -m assistant.fit_figures")
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args(argv)
    table = late_interaction(load_embedder())

    def late(question: str, texts: Sequence[str]) -> Sequence[float]:
        assert table is not None
        return [float(score) for score in table.scores(question, texts)]

    cases = [
        case
        for example in read_examples(arguments.data)
        if (case := case_of(example, late if table is not None else None)) is not None
    ]
    kinds: tuple[Asked, ...] = ("figure", "date")
    weights = {asked: _weights([c for c in cases if c.asked == asked], asked) for asked in kinds}
    path = Path(__file__).with_name("figures.json")
    path.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
