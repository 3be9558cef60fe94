"""Fit the choice among the figures, and among the dates, of a sentence on the open questions.

    python -m assistant.fit_figures --data DIR        DIR holds open/*.jsonl.xz

A case is a question that asks for a figure (or a date), with the sentence that answers it, where that
sentence holds two or more that could be meant and the answer is one of them: questions of the open sets,
and those that we wrote over our own articles, the encyclopedia and the news. The weights maximise the
likelihood of the right one (conditional logit, with a Gaussian prior). The reader has learned from most of
these rows, so that its pointing would look better than it is: it is left out first, and the weights so
found are the mean of the prior of a second fit, on the questions that it has not seen. Half of the
sentences are kept apart before either, to say what the weights are worth on sentences that they have not
seen. Writes `figures.json` beside this file. The benchmark sets are never read.
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

from models import Reader, late_interaction, load_embedder, load_reader
from models.training.colloquial import HELD_OUT, read_colloquial
from models.training.corpus import Example, read_examples, split
from models.training.over_open import read_over_open, unread

from .figure_choice import Asked
from .figure_features import FigureFeatures, figure_features
from .retrieve import Late
from .retriever_reader import translator
from .short_answer import figures_wanted
from .translated import Translate
from .written import answering, asked_in, pointed

if TYPE_CHECKING:
    import numpy as np

# Precision of the Gaussian prior, for each question; of the second step, whose questions are fewer.
_PRIOR = 0.0015
_PRIOR_UNREAD = 0.005
# Its mean where it is not 0: what the questions show too seldom, but grammar tells.
_EXPECTED = {
    "reader": 1.0,
    "reader_share": 1.5,
    "aligned": 2.0,
    "apart": 2.0,
    "own_words": 2.5,
    "clash": -2.5,
    "same_condition": 2.5,
    "other_condition": -2.0,
    "condition": -1.5,
    "difference": -4.0,
    "asked_difference": 2.0,
    "from_": -2.5,
    "from_asked": 2.0,
    "of_each": -1.0,
    "rank": 2.0,
    "to": 1.5,
    "contrast": -3.0,
    "other_place": -2.0,
    "other_year": -2.5,
    "now": 1.0,
    "same_time": 1.0,
    "noun": 1.5,
    "part_of_all": -1.0,
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
    english: bool = False


def case_of(
    example: Example,
    late: Late | None,
    reader: Reader | None = None,
    translate: Translate | None = None,
) -> Case | None:
    """The case that `example` makes, or `None` where it asks for no figure or leaves no choice."""
    import numpy as np

    question = asked_in(example, translate)
    if question.kind not in ("figure", "date"):
        return None
    evidence = answering(example)
    if evidence is None:
        return None
    text, start = evidence.text, evidence.start
    wanted = figures_wanted(question, evidence)
    right = [
        number
        for number, figure in enumerate(wanted)
        if figure.start < example.end - start and example.start - start < figure.end
    ]
    if len(wanted) < 2 or len(right) != 1:
        return None
    if reader is not None:
        evidence = pointed(example, evidence, reader, question.text)
    rows = [one.values() for one in figure_features(question, evidence, wanted, late)]
    held_out = bool(hashlib.sha256(text.encode()).digest()[0] % 2)
    asked: Asked = "date" if question.kind == "date" else "figure"
    return Case(np.array(rows), right[0], held_out, asked, question.language == "en")


def fitted(
    cases: Sequence[Case], mean: np.ndarray | None = None, prior: float = _PRIOR
) -> np.ndarray:
    """The weights that make the right figures likeliest, drawn towards `mean` where it is given.

    `prior` is the precision of the Gaussian around it, for each case.
    """
    import numpy as np
    from scipy.optimize import minimize

    names = FigureFeatures.__dataclass_fields__
    start = np.array([_EXPECTED.get(name, 0.0) for name in names]) if mean is None else mean
    if not cases:
        return start
    rows = np.concatenate([case.features for case in cases])
    sizes = np.array([len(case.features) for case in cases])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = first + np.array([case.right for case in cases])
    case_of_row = np.repeat(np.arange(len(cases)), sizes)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        off = weights - start
        scores = rows @ weights
        best = np.maximum.reduceat(scores, first)
        odds = np.exp(scores - best[case_of_row])
        total = np.add.reduceat(odds, first)
        likelihood = (scores[right] - best - np.log(total)).sum()
        slope = (odds / total[case_of_row]) @ rows - rows[right].sum(0)
        return (
            float(prior * off @ off / 2 - likelihood / len(cases)),
            prior * off + slope / len(cases),
        )

    found: np.ndarray = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


def accuracy(cases: Sequence[Case], weights: np.ndarray) -> float:
    """The share of cases in which the right figure scores best."""
    right = sum(int((case.features @ weights).argmax()) == case.right for case in cases)
    return right / max(1, len(cases))


def _cases(
    examples: Sequence[Example],
    late: Late | None,
    translate: Translate | None,
    reader: Reader | None = None,
) -> list[Case]:
    made = (case_of(one, late, reader, translate) for one in examples if one.start >= 0)
    return [case for case in made if case is not None]


def _in_two_steps(read: Sequence[Case], unread: Sequence[Case]) -> np.ndarray:
    """Weights from questions without the reader, then from those that it has not seen with it."""
    return fitted(unread, mean=fitted(read), prior=_PRIOR_UNREAD)


def _held_out(read: Sequence[Case], unread: Sequence[Case], english: bool) -> tuple[float, int]:
    """The share of unread questions answered rightly by weights from the other half of sentences."""
    right, count = 0.0, 0
    for half in (False, True):
        fitted_on = [case for case in unread if case.held_out == half]
        weights = _in_two_steps([case for case in read if case.held_out == half], fitted_on)
        tested = [case for case in unread if case.held_out != half and case.english == english]
        right += accuracy(tested, weights) * len(tested)
        count += len(tested)
    return right / max(1, count), count


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
    translate = translator(table) if table is not None else None
    own = [one for one in read_colloquial() if one.start >= 0]
    written = read_over_open(arguments.data)
    new = [*unread(written), *split(own, HELD_OUT)[1]]
    seen = set(map(id, new))
    known = [one for one in (*written, *own) if id(one) not in seen]
    read = _cases([*read_examples(arguments.data), *known], heard, translate)
    fresh = _cases(new, heard, translate, load_reader("builtin"))
    kinds: tuple[Asked, ...] = ("figure", "date")
    names = list(FigureFeatures.__dataclass_fields__)
    found: dict[Asked, np.ndarray] = {}
    for asked in kinds:
        cases = [c for c in read if c.asked == asked], [c for c in fresh if c.asked == asked]
        found[asked] = _in_two_steps(*cases)
        sys.stderr.write(f"{asked}: {len(cases[0])} questions, {len(cases[1])} unread\n")
        for english in (False, True):
            share, count = _held_out(*cases, english)
            language = "English" if english else "Chinese"
            sys.stderr.write(
                f"right {asked} on the half not fitted, {language}: {share:.3f} of {count}\n"
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
