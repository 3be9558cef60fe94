"""How the weights of the choice among figures are fitted."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.figure_features import FigureFeatures
from assistant.fit_figures import Case, accuracy, case_of, fitted
from models.reading import Reading, Span
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
    assert abs(weights[NAMES.index("reader_share")] - 1.5) < 1e-3
    assert abs(weights[NAMES.index("unit")]) < 1e-3


def test_a_second_fit_is_drawn_towards_the_first() -> None:
    rows = np.zeros((2, len(NAMES)))
    rows[1, NAMES.index("reader_share")] = 1.0
    mean = np.full(len(NAMES), 0.25)
    free = fitted([Case(rows, 1, False)] * 20, mean, prior=0.001)
    tied = fitted([Case(rows, 1, False)] * 20, mean, prior=10.0)
    at = NAMES.index("reader_share")
    assert free[at] > 1 > tied[at] > 0.25
    assert np.allclose(np.delete(free, at), 0.25)


def test_nothing_to_fit_leaves_the_mean() -> None:
    mean = np.arange(len(NAMES), dtype=float)
    assert fitted([], mean).tolist() == mean.tolist()


def test_english_questions_are_cases_of_their_own_language() -> None:
    asked = example("How many book rooms are there?", "全镇有8个村和12个书屋。", "12个")
    case = case_of(asked, None)
    assert case is not None and case.english and case.right == 1


class Pointing:
    """A reader that believes in the second village most."""

    def read(self, question, passages, sentences):
        (text,) = passages
        spans = tuple(
            Span(text.index(found), text.index(found) + len(found), score)
            for found, score in (("12个", 0.6), ("8个", 0.2))
        )
        return [Reading(spans, 0.0, 1.0, (0.0,) * len(sentences[0]))]


def test_what_the_reader_believes_is_shared_among_the_figures() -> None:
    one = example("镇上有几个书屋?", "今天开会。全镇有8个村、12个书屋和3座桥。", "12个")
    case = case_of(one, None, Pointing())
    assert case is not None
    shares = case.features[:, NAMES.index("reader_share")].tolist()
    assert shares == pytest.approx([0.25, 0.75, 0.0])
    assert case.features[:, NAMES.index("reader")].tolist()[case.right] == 1.0
    unread = case_of(one, None)
    assert unread is not None and not unread.features[:, NAMES.index("reader_share")].any()
