"""The page while answers are slow and others are asking."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.ui.browsing import Visits, ask
from tests.ui.fakes import FakeAssistant
from tests.ui.serving import Server
from ui import Settings

LEAVES = "青溪县的合作社采摘了多少鲜叶？"


@pytest.fixture
def slow() -> Iterator[Server]:
    """A server that answers one question at a time, each in two seconds, and lets nobody wait."""
    with Server(FakeAssistant(delay=2.0), Settings(workers=1, waiting=0)) as running:
        yield running


def begin(page: Any) -> None:
    """Ask without waiting for the answer."""
    page.fill("#question textarea", LEAVES)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".turn .working")


def test_who_comes_while_others_ask_is_told_so_and_gets_the_answer(
    browser: Any, slow: Server
) -> None:
    visits = Visits(browser, slow.url)
    page = visits()
    with slow.app.state.desk.gate.slot():
        begin(page)
        page.wait_for_selector(".working:has-text('排队')")
    page.wait_for_selector(".turn .tools")
    assert "3200吨" in page.locator(".turn").inner_text()
    assert visits.leave() == ([], [])


def test_an_answer_can_be_stopped_and_asked_for_again(browser: Any, slow: Server) -> None:
    visits = Visits(browser, slow.url)
    page = visits()
    begin(page)
    # Nothing else may be begun meanwhile: it would write over the conversation.
    page.click("#conversations [data-act=new]")
    assert page.locator(".turn").count() == 1
    page.click("[data-stop]")
    page.wait_for_selector(".turn .error:has-text('没有答完')")
    desk = slow.app.state.desk
    deadline = time.monotonic() + 20
    while desk.gate.busy and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert desk.gate.busy == 0
    page.reload()
    page.click(".turn [data-act=ask]")
    page.wait_for_selector(".turn .short")
    assert page.locator(".turn").count() == 1
    assert visits.leave() == ([], [])


def test_a_server_that_stopped_is_told_in_a_sentence(browser: Any) -> None:
    with Server(FakeAssistant(), Settings()) as running:
        visits = Visits(browser, running.url)
        page = visits()
        ask(page, LEAVES)
    page.fill("#question textarea", LEAVES)
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#wenju-notice:visible")
    assert "连不上" in page.locator("#wenju-notice").inner_text()
    assert "3200吨" in page.locator(".turn").first.inner_text()
