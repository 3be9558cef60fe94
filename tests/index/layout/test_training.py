"""The training code on a few made-up articles: what it saves is what the page repair reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.layout import joints
from index.layout.arrangement import Prices
from index.layout.joints import WIDE, load_tokens
from index.layout.order import EVIDENCE
from index.layout.signal import load_signal
from index.layout.training.fit import (
    Joins,
    Outcome,
    Priced,
    Sample,
    choose_chance,
    fit_weights,
    sample,
    try_chances,
)
from index.layout.training.joints import OF_ONE_ARTICLE, Pieces, save, train
from index.layout.training.news import lot_of
from index.layout.training.pages import pages_of
from tests.index.layout.prose import article


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    """Places in articles that are each several pieces of prose, since short ones are left out."""
    return Pieces(
        ["".join(article(60 * k + i) for i in range(4)) for k in range(50)], 10**6, seed=1
    )


def test_the_three_lots_are_disjoint_and_most_is_for_training() -> None:
    lots = [lot_of(f"document {number}") for number in range(4_000)]
    assert {lot: lots.count(lot) > 120 for lot in ("fit", "test")} == {"fit": True, "test": True}
    assert lots.count("train") > 0.85 * len(lots)


def test_a_drawn_piece_has_the_tokens_of_its_text(pieces: Pieces) -> None:
    batch = pieces.draw()
    tokens = load_tokens()
    assert len(batch.left) == len(batch.right) and len(batch.left) % OF_ONE_ARTICLE == 0
    assert np.array_equal(tokens.left(batch.left[:, 0]), batch.left)
    assert np.array_equal(tokens.right(batch.right[:, 0]), batch.right)
    end = load_signal().ids["。"]
    assert not (batch.left[:, 0, 0] == end).any()
    assert ((batch.left[:, 0] > 0).sum(axis=1) >= 1).all()


def test_what_is_saved_scores_as_what_was_trained(
    pieces: Pieces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    from index.layout.training.joints import DOT, _embed, build, restore

    layers = train(pieces, steps=3, seed=1)
    save(layers, pieces, tmp_path / "joints.npz")
    monkeypatch.setattr(joints, "WEIGHTS", tmp_path / "joints.npz")
    joints.load_joints.cache_clear()
    try:
        loaded = joints.load_joints()
    finally:
        joints.load_joints.cache_clear()
    tail, head = "客人们沿着新修的公路驶进村口的停", "车场，纷纷举起相机。"
    signal, tokens = load_signal(), load_tokens()

    def ids(text: str) -> np.ndarray:
        row = np.zeros((1, WIDE), np.int64)
        row[0, : len(text)] = signal.encode(text)
        return row

    with torch.no_grad():
        left = layers["left"](_embed(layers, tokens.left(ids(tail[::-1]))))
        right = layers["right"](_embed(layers, tokens.right(ids(head))))
    heard = loaded.hear([tail], [head])
    assert heard.broken[0] == pytest.approx(float(right[0, -1]), abs=0.02)
    restored = build()
    restore(restored, loaded)
    with torch.no_grad():
        again = restored["left"](_embed(restored, tokens.left(ids(tail[::-1]))))
    assert torch.allclose(again, left, atol=0.05)
    dot = float((left[0, :DOT] * right[0, :DOT]).sum())
    in_numpy = loaded.left(loaded._characters(tokens.left(ids(tail[::-1]))))
    assert dot == pytest.approx(float(in_numpy[0, :DOT] @ right[0, :DOT].numpy()), abs=0.05)


def test_the_fit_learns_from_true_joins() -> None:
    texts = ["".join(article(10 * k + i) for i in range(3)) for k in range(12)]
    samples: list[Sample] = [s for page in pages_of(texts, 77) if (s := sample(page)) is not None]
    joined = sum(int((s.truth >= 0).sum()) for s in samples)
    assert joined >= 5
    evidence, alone = fit_weights(samples)
    right = 0
    for s in samples:
        odds, none = s.odds(evidence, alone)
        best = np.concatenate([odds, none[:, None]], axis=1).argmax(axis=1)
        right += int(((best == s.truth) & (s.truth >= 0)).sum())
    assert right >= 0.5 * joined


def test_prices_scale_all_odds_and_favour_any_head() -> None:
    evidence, alone = np.ones(len(EVIDENCE)), np.ones(3)
    scaled, none = Priced(Prices(), 0.5, 2.0).weights(evidence, alone)
    assert scaled[EVIDENCE.index("any")] == 2.5 and scaled[EVIDENCE.index("heard")] == 0.5
    assert none.tolist() == [0.5, 0.5, 0.5]
    assert evidence.tolist() == [1.0] * len(EVIDENCE)


def test_the_least_chance_is_the_first_from_which_on_few_joins_are_wrong() -> None:
    shares = [0.02, 0.004, 0.006, 0.004, 0.0]
    outcomes = [Outcome(0.5 + k / 10, 1 - k / 10, share) for k, share in enumerate(shares)]
    assert choose_chance(outcomes).least == 0.8


def test_a_join_below_the_least_chance_is_not_made() -> None:
    weighed = np.array([[2.0], [0.2], [3.0]])
    joins = Joins(weighed, np.array([True, False, True]), breaks=4)
    outcomes = {outcome.least: outcome for outcome in try_chances(joins, np.ones(1))}
    assert (outcomes[0.5].rejoined, round(outcomes[0.5].wrong, 3)) == (0.5, 0.333)
    assert (outcomes[0.6].rejoined, outcomes[0.6].wrong) == (0.5, 0.0)
    assert outcomes[0.9].rejoined == 0.25
