"""Which figure of a sentence a question asks for.

Every figure of the right type is described by a few numbers (`figure_features`). A conditional logit
over the figures of one sentence (McFadden 1974), fitted by `python -m assistant.fit_figures` on open
questions, weighs them; dates have weights of their own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from index.figures import Figure

from .evidence import Evidence
from .figure_features import FigureFeatures, figure_features
from .question import Question
from .retrieve import Late

Asked = Literal["figure", "date"]

_RULED_OUT = 10.0


def best_figure(
    question: Question, evidence: Evidence, wanted: Sequence[Figure], late: Late | None
) -> Figure:
    """The figure of `wanted`, figures of `evidence`, that `question` most likely asks for."""
    weights = load_weights("date" if question.kind == "date" else "figure")
    described = figure_features(question, evidence, wanted, late)
    # Where the measure word asked for is printed, no area or sum of money is meant.
    counted = any(one.unit > 0 for one in described)
    scores = [
        sum(w * x for w, x in zip(weights, one.values(), strict=True))
        - (_RULED_OUT if counted and one.clash else 0.0)
        for one in described
    ]
    return wanted[max(range(len(wanted)), key=lambda i: (scores[i], -wanted[i].start))]


@lru_cache(maxsize=2)
def load_weights(asked: Asked = "figure") -> tuple[float, ...]:
    """The weights fitted for questions that ask for a figure or a date, as `FigureFeatures` go."""
    rows = json.loads(Path(__file__).with_name("figures.json").read_text("utf-8"))[asked]
    return tuple(rows[name] for name in FigureFeatures.__dataclass_fields__)
