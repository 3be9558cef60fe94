"""The worked examples in the docstrings are true, but for those that need a model or a collection."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WITH_EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for package in ("assistant", "eval", "index", "models", "ui")
    for path in sorted((ROOT / package).rglob("*.py"))
    if any(">>> " in line and "+SKIP" not in line for line in path.read_text("utf-8").splitlines())
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_worked_examples(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
