"""One score for a sentence from its features: a logistic model fitted on open training data.

The weights are fitted by `python -m assistant.fit_ranking` on held-out questions of the open sets and of
our own (never on a benchmark), once with the reader's features and once without, for the lexical profile.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .evidence import Features


@dataclass(frozen=True, slots=True)
class Ranker:
    """`score = bias + weights . features`, a log odds that the sentence is the evidence."""

    weights: tuple[float, ...]
    bias: float

    def __call__(self, features: Features) -> float:
        return self.bias + sum(
            weight * value for weight, value in zip(self.weights, features.values(), strict=True)
        )


@lru_cache(maxsize=4)
def load_ranker(name: str) -> Callable[[Features], float]:
    """The ranker `name` ("reader" or "lexical") of the bundled weights."""
    rows = json.loads(Path(__file__).with_name("ranking.json").read_text("utf-8"))
    row = rows[name]
    return Ranker(tuple(row["weights"]), row["bias"])


def probability(log_odds: float) -> float:
    """The logistic function, safe for large arguments."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, log_odds))))
