"""Visits of the page in a real browser."""

from __future__ import annotations

import os
import shutil
from typing import Any


class Visits:
    """Opens the page in browser profiles, noting every request that would leave the machine.

    A profile is kept for each screen and language, since the browser then has the page's files in
    its cache; what the page stored is forgotten before each visit.
    """

    def __init__(self, browser: Any, url: str, patience_ms: int = 40_000) -> None:
        self._browser = browser
        self._url = url
        self._patience_ms = patience_ms
        self._contexts: dict[tuple[Any, ...], Any] = {}
        self._pages: list[Any] = []
        self.outside: list[str] = []
        self.errors: list[str] = []

    def __call__(
        self,
        *,
        locale: str = "zh-CN",
        width: int = 1280,
        height: int = 800,
        scheme: str = "light",
    ) -> Any:
        context = self._context(locale, width, height, scheme)
        page = context.new_page()
        self._pages.append(page)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(f"{self._url}/health")
        page.evaluate("localStorage.clear()")
        page.goto(self._url)
        page.wait_for_selector("html[data-ready]")
        return page

    def _context(self, locale: str, width: int, height: int, scheme: str) -> Any:
        key = (locale, width, height, scheme)
        if key not in self._contexts:
            context = self._browser.new_context(
                locale=locale,
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            context.set_default_timeout(self._patience_ms)
            context.on("request", self._note)
            self._contexts[key] = context
        return self._contexts[key]

    def _note(self, request: Any) -> None:
        if not request.url.startswith((self._url, "data:", "blob:")):
            self.outside.append(request.url)

    def leave(self) -> tuple[list[str], list[str]]:
        """Close the pages; what left the machine and which scripts failed since the last call."""
        for page in self._pages:
            page.close()
        found = self.outside, self.errors
        self._pages, self.outside, self.errors = [], [], []
        return found


def ask(page: Any, question: str) -> Any:
    """Type a question, wait for the whole answer, and give its turn."""
    before = page.locator(".turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    turn = page.locator(".turn").nth(before)
    turn.locator(".tools, .error").first.wait_for()
    return turn


def chromium() -> str | None:
    """The browser's executable: `$CHROMIUM`, or what is on the path."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return named or next((path for path in found if path), None)
