"""Fixtures of the index tests: a tiny embedder, and a folder of made-up articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Collection
from tests.index.prose import article
from tests.index.tiny_embedder import tiny_embedder


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Six articles in a folder."""
    folder = tmp_path / "files"
    folder.mkdir()
    for seed in range(6):
        (folder / f"{seed}.md").write_text(article(seed), encoding="utf-8")
    return folder


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """An empty collection with the tiny embedder.

    One vector a passage: with random weights a window of two sentences is too little to go by.
    """
    return Collection.open(tmp_path / "index", embedder=tiny_embedder(), granularity="passage")
