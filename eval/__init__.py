"""Scores answers, ours or anybody's, without a judge: metrics, runs, benchmarks, reports.

>>> from eval import character_f1
>>> character_f1("织里镇", ["织里镇"])
1.0
"""

from .errors import BadRow, EvaluationError, UnknownMetric, UnknownSet
from .gold import Gold, find_sets, read_gold
from .intervals import bootstrap, mcnemar, paired_difference
from .prediction import Prediction, Quote, read_predictions
from .refusals import risk_coverage
from .retrieval import ndcg_at, recall_at, reciprocal_rank
from .scoring import Metric, Scored, Scores, aggregate, score_all, score_row
from .spans import bag_f1, character_f1, exact_match

__all__ = [
    "BadRow",
    "EvaluationError",
    "Gold",
    "Metric",
    "Prediction",
    "Quote",
    "Scored",
    "Scores",
    "UnknownMetric",
    "UnknownSet",
    "aggregate",
    "bag_f1",
    "bootstrap",
    "character_f1",
    "exact_match",
    "find_sets",
    "mcnemar",
    "ndcg_at",
    "paired_difference",
    "read_gold",
    "read_predictions",
    "recall_at",
    "reciprocal_rank",
    "risk_coverage",
    "score_all",
    "score_row",
]
