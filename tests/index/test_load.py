"""A small run of the load test, so that it is known to work: see `load.py` for the large one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.index import load


def test_growing_costs_what_has_changed(tmp_path: Path) -> None:
    grown = load.grow(tmp_path, 200)
    assert grown.unchanged.cpu < 0.2 * grown.first.cpu
    assert grown.one_changed.cpu < 0.5 * grown.first.cpu


def test_kills_lose_nothing_that_was_committed(tmp_path: Path) -> None:
    killed = load.kill(tmp_path, 200, 3, files_a_commit=20)
    # The last build may have ended before its kill.
    assert killed.kills >= 2
    assert list(killed.committed) == sorted(killed.committed)
    assert 0 < killed.committed[0] < 200


def test_a_fault_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command reports what does not hold, and the figures where all does."""
    assert load.main(["--files", "4", "--killed", "4", "--kills", "1"]) == 0
    assert json.loads(capsys.readouterr().out)["grown"]["files"] == 4
    monkeypatch.setattr(load.Collection, "build", lambda self, paths: load.BuildReport())
    assert load.main(["--files", "4", "--killed", "4", "--kills", "1"]) == 1
    assert "0 articles of 4 files" in capsys.readouterr().err
