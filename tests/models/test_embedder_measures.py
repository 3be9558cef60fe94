"""What the embedder is measured with, and how the order of candidates is fitted."""

from __future__ import annotations

import numpy as np
import pytest

from models import late_interaction, load_embedder
from models.late_interaction import OrderWeights
from models.training.candidate_order import Listed, chosen, crossed, listed
from models.training.measure_embedder import Task


def _task() -> Task:
    return Task("a set", ["q0", "q1", "q2"], list("abcdefgh"), np.array([6, 1, 6]))


def test_a_narrowed_task_keeps_what_answers_and_the_first_others() -> None:
    task = _task().narrowed(4)
    assert task.passages == ["a", "b", "c", "g"]
    assert [task.passages[number] for number in task.gold] == ["g", "b", "g"]
    assert task.questions == _task().questions


@pytest.mark.parametrize("limit", [None, 8, 20])
def test_a_task_is_left_whole_where_nothing_is_too_much(limit: int | None) -> None:
    task = _task()
    assert task.narrowed(limit) is task
    assert task.sampled(limit) is task


def test_passages_that_answer_are_never_left_out() -> None:
    with pytest.raises(ValueError, match="2 passages answer its questions, more than the 1"):
        _task().narrowed(1)
    assert _task().sampled(1).narrowed(1).passages == ["g"]


def _listed(questions: int, told: float, length: float, seed: int = 3) -> Listed:
    """Random voices; right is what known weights put first, except where noise has its way."""
    random = np.random.default_rng(seed)
    voices = random.normal(size=(questions, 6, 4)).astype(np.float32)
    scores = voices @ [1.0, 2.0, told, length] + random.normal(0, 0.2, size=(questions, 6))
    return Listed(voices, scores.argmax(axis=1))


def test_ranks_are_counted_as_the_order_has_them() -> None:
    voices = np.zeros((4, 3, 4), dtype=np.float32)
    voices[0, :, 1] = [1, 3, 2]
    voices[1, :, 1] = [1, 3, 2]
    voices[2, :, 1] = [1, 3, 2]
    ranks = Listed(voices, np.array([1, 0, -1, 1])).reciprocal_ranks(OrderWeights(1.0, 0.0, 0.0))
    # The last question's candidates are all alike: they stay in the order they came in.
    assert ranks.tolist() == [1, pytest.approx(1 / 3), 0, 0.5]


@pytest.mark.parametrize(("told", "length"), [(0.5, 0.0), (0.0, 0.15), (1.0, 0.2)])
def test_the_grid_finds_what_decided(told: float, length: float) -> None:
    weights = chosen([_listed(4_000, told, length)])
    assert weights.asked == 2.0
    assert weights.told == pytest.approx(told, abs=0.25)
    assert weights.length == pytest.approx(length, abs=0.1)


def test_every_set_counts_the_same() -> None:
    small, large = _listed(300, 0.0, 0.0), _listed(3_000, 1.0, 0.0, seed=4)
    told = chosen([small, large]).told
    assert chosen([small]).told < told < chosen([large]).told


def test_halves_are_judged_by_weights_of_the_other() -> None:
    one = _listed(1_000, 1.0, 0.2)
    ((first, mean),) = crossed([one])
    own = one.reciprocal_ranks(OrderWeights(2.0, 1.0, 0.2))
    assert mean == pytest.approx(own.mean(), abs=0.02)
    assert first <= mean
    assert one.reciprocal_ranks(OrderWeights(2.0, 0.0, 0.0)).mean() < mean


def test_candidates_come_with_the_voices_of_the_table() -> None:
    model = load_embedder()
    late = late_interaction(model)
    assert late is not None
    passages = ["水库去年完成加固。", "小学去年完成加固。", "今天下雨。"]
    task = Task("a set", ["What happened to the school?"], passages, np.array([1]))
    dense = model.encode_query(task.questions) @ model.encode_document(passages).T
    made = listed(task, dense, late)
    place = int(made.right[0])
    assert made.voices.shape == (1, 3, 4)
    assert made.voices[0, place, 0] == pytest.approx(float(dense[0, 1]))
    assert np.allclose(made.voices[0, place, 1:], late.compared(task.questions[0], passages)[1])
    assert made.reciprocal_ranks(OrderWeights(2.0, 0.0, 0.0)).tolist() == [1]
