"""The examples in the docstrings say what happens."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import eval
from eval.commands import main, parser

README = Path(eval.__file__).with_name("README.md")

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


def test_the_example_of_the_readme_prints_what_it_says(tmp_path, capsys) -> None:
    blocks = re.findall(r"```(?:json lines|text)\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    gold, predictions, printed = blocks
    for name, text in (("gold", gold), ("pred", predictions)):
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    files = [str(tmp_path / "gold.jsonl"), str(tmp_path / "pred.jsonl")]
    assert main(["score", *files, "--min", "figure_accuracy=0.95"]) == 1
    assert capsys.readouterr().out == printed


def test_every_command_of_the_readme_is_one() -> None:
    text = README.read_text("utf-8")
    commands = re.findall(r"^python -m eval ([^#\n]+)", text, re.MULTILINE)
    assert len(commands) >= 12
    for command in commands:
        parser().parse_args(command.split(">")[0].split())
