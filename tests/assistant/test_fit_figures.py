"""How the weights of the choice among figures are fitted."""

from __future__ import annotations

import numpy as np

from assistant.figure_features import FigureFeatures
from assistant.fit_figures import Case, accuracy, case_of, fitted
from models.training.corpus import Example

NAMES = list(FigureFeatures.__dataclass_fields__)


def example(question: str, context: str, answer: str) -> Example:
    start = context.index(answer)
    return Example("ours", context, question, start, start + len(answer))


def test_a_case_needs_a_choice() -> None:
    one = example("全镇有多少个书屋?", "全镇有12个书屋。", "12个")
    two = example("全镇有多少个书屋?", "全镇有8个村和12个书屋。", "12个")
    assert case_of(one, None) is None
    case = case_of(two, None)
    assert case is not None and case.right == 1
    assert case.features.shape == (2, len(NAMES))


def test_no_figure_asked_for_no_case() -> None:
    assert case_of(example("谁建了书屋?", "王伟建了8个和12个书屋。", "王伟"), None) is None


def test_weights_learn_what_tells_the_right_figure() -> None:
    rows = np.zeros((2, len(NAMES)))
    rows[1, NAMES.index("unit")] = 1.0
    cases = [Case(rows, 1, False)] * 20
    weights = fitted(cases)
    assert weights[NAMES.index("unit")] > 1
    assert accuracy(cases, weights) == 1.0


def test_without_evidence_a_weight_keeps_its_expected_value() -> None:
    weights = fitted([Case(np.zeros((2, len(NAMES))), 0, False)] * 5)
    assert abs(weights[NAMES.index("reader")] - 2.0) < 1e-3
    assert abs(weights[NAMES.index("unit")]) < 1e-3
