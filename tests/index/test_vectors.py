"""Vector search: exact below the limit, good enough above it, filtered inside the search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index import vectors as module
from index.vectors import VectorIndex

Array = npt.NDArray[np.float32]


def _unit(count: int, seed: int = 0, dimension: int = 16) -> Array:
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _rows(vectors: Array, first: int = 1) -> Iterator[tuple[int, Array]]:
    return ((first + n, row[None, :]) for n, row in enumerate(vectors))


def _exact(vectors: Array, query: Array, k: int) -> list[int]:
    return [int(n) + 1 for n in np.argsort(-(vectors @ query), kind="stable")[:k]]


def test_exact_search() -> None:
    vectors = _unit(500)
    index = VectorIndex.build(1, "s", 16, _rows(vectors))
    for query in _unit(10, seed=1):
        found = index.search(query, 10)
        assert len(set(_exact(vectors, query, 10)) & {n for n, _ in found}) >= 9
        assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)
        chosen = list(range(1, 500, 7))
        filtered = index.search(query, 10, chosen)
        wanted = [n for n in _exact(vectors, query, 500) if n in chosen][:10]
        assert len(set(wanted) & {n for n, _ in filtered}) >= 9
    assert index.search(vectors[0], 5, []) == []


def test_a_passage_scores_as_its_best_vector() -> None:
    vectors = _unit(60)
    groups = [(1 + n, vectors[3 * n : 3 * n + 3]) for n in range(20)]
    index = VectorIndex.build(1, "s", 16, groups)
    query = _unit(1, seed=3)[0]
    found = index.search(query, 20)
    assert len(found) == 20
    for passage_id, score in found:
        assert score == pytest.approx(float((groups[passage_id - 1][1] @ query).max()), abs=2e-3)
    assert {n for n, _ in index.search(query, 20, [2, 5])} == {2, 5}


def test_updates_replace_and_remove(tmp_path: Path) -> None:
    vectors = _unit(100)
    index = VectorIndex.build(1, "s", 16, _rows(vectors[:80]))
    for _ in range(2):
        index.update(2, 16, _rows(vectors[80:], first=81), [1, 2])
    assert len(index) == 98
    index.update(3, 16, [(50, vectors[:1])], [])
    assert index.search(vectors[0], 1)[0][0] == 50
    index.write(tmp_path / "v.faiss")
    opened = VectorIndex.open(tmp_path / "v.faiss", "s")
    assert opened is not None and len(opened) == 98 and opened.generation == 3
    assert opened.search(vectors[7], 5) == index.search(vectors[7], 5)
    opened.update(4, 16, [], [8])
    assert opened.search(vectors[7], 1)[0][0] != 8
    assert VectorIndex.open(tmp_path / "v.faiss", "other") is None


def test_a_large_collection_gets_an_inverted_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "EXACT_UP_TO", 2_000)
    vectors = _unit(5_000)
    index = VectorIndex.build(1, "s", 16, _rows(vectors))
    assert index.nprobe is not None
    queries = _unit(50, seed=2)

    def recall(of: VectorIndex) -> float:
        return float(
            np.mean(
                [
                    len(set(_exact(vectors, q, 10)) & {n for n, _ in of.search(q, 10)}) / 10
                    for q in queries
                ]
            )
        )

    # Queries of another distribution than the sample it was set on: a little slack.
    assert recall(index) >= module.WANTED_RECALL - 0.05
    index.write(tmp_path / "v.faiss")
    opened = VectorIndex.open(tmp_path / "v.faiss", "s")
    assert opened is not None and opened.nprobe == index.nprobe
    assert recall(opened) == recall(index)
    assert {n for n, _ in opened.search(queries[0], 5, [3, 4, 5])} <= {3, 4, 5}
    opened.update(2, 16, [], list(range(1, 4_000)))
    assert len(opened) == 1_001 and not opened.fits_its_size


def test_an_empty_index() -> None:
    index = VectorIndex.build(1, "s", 16, [])
    assert index.search(_unit(1)[0], 5) == []
    index.update(2, 16, _rows(_unit(3)), [])
    assert len(index.search(_unit(1)[0], 5)) == 3
