"""The worked examples in the docstrings of the models are true."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name",
    [
        "folding", "late_interaction", "reading", "registry", "reranking", "term_translation",
        "generation.thoughts", "training.embedder_vocabulary", "training.reader_card",
        "training.scoring",
    ],
)  # fmt: skip
def test_worked_examples(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"models.{name}"))
    assert result.failed == 0
