"""A server over the fake assistant, and a browser that may only talk to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ui.browsing import Visits, chromium
from tests.ui.fakes import FakeAssistant
from tests.ui.serving import Server
from ui import Settings


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page and the API over the fake assistant."""
    folder = tmp_path_factory.mktemp("ui")
    settings = Settings(feedback_file=folder / "feedback.jsonl", upload_folder=folder / "uploads")
    with Server(FakeAssistant(), settings) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    executable = chromium()
    if executable is None:
        pytest.skip("needs Chromium: install it, or set CHROMIUM to its path")
    playwright = pytest.importorskip("playwright.sync_api", reason="needs `pip install playwright`")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def visits(browser: Any, server: Server) -> Visits:
    """The browser's profiles, shared by all tests."""
    return Visits(browser, server.url)


@pytest.fixture
def visit(visits: Visits) -> Iterator[Visits]:
    """Call it for a page; afterwards nothing may have left the machine, nor a script failed."""
    yield visits
    outside, errors = visits.leave()
    assert outside == []
    assert errors == []


@pytest.fixture
def feedback_file(server: Server) -> Path:
    """Where likes and dislikes go."""
    assert server.settings.feedback_file is not None
    return server.settings.feedback_file
