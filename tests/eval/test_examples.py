"""The examples in the docstrings say what happens."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import eval

MODULES = [
    name
    for _, name, _ in pkgutil.walk_packages(eval.__path__, "eval.")
    if not name.endswith("__main__")
]


@pytest.mark.parametrize("name", ["eval", *MODULES])
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    tried = [
        t for name in MODULES for t in finder.find(importlib.import_module(name)) if t.examples
    ]
    assert len(tried) >= 15
