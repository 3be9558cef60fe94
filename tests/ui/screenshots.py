"""Takes the screenshots of the README with the real assistant and the bundled articles.

    python -m tests.ui.screenshots [--out docs] [--url http://127.0.0.1:7860]

Without `--url` it starts a server of its own. Chromium is found as in the tests.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.ui.browsing import Visits, ask, chromium
from tests.ui.serving import Server

# A busy machine answers slowly; a screenshot has time.
_PATIENCE_MS = 300_000

QUESTION = "织里镇一年生产多少件童装？"
FOLLOW_UP = "那销售额是多少？"
WORDS = "童装"
ENGLISH = "What are the sales of the children's clothing industry in Zhili?"
CLAIMS = (
    "织里镇聚集了1.4万余家童装企业，一年生产童装14.5亿件（套），童装产业的销售额达750亿元。"
    "2022年，吴兴区的地区生产总值为1200亿元。"
)


def open_quote(page: Any, turn: Any) -> None:
    """Click the last mark of an answer and wait for the quoted words."""
    turn.locator(".cite").last.click()
    page.wait_for_selector("mark.quote")
    page.wait_for_timeout(800)


def open_view(page: Any, number: int, wanted: str) -> None:
    """Open a view and wait for its content."""
    page.locator("[role=tab]:visible").nth(number).click()
    page.wait_for_selector(wanted)


def shoot(page: Any, path: Path) -> None:
    """A picture in 256 colours: the page has few, and the file is a third as large."""
    from PIL import Image

    page.wait_for_timeout(600)
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(256).save(path, optimize=True)


def ask_views(visit: Visits, out: Path) -> None:
    """The Ask view: wide in Chinese, a refusal in the dark, in English, and on a phone."""
    page = visit(width=1440, height=900)
    ask(page, QUESTION)
    open_quote(page, ask(page, FOLLOW_UP))
    shoot(page, out / "ask-zh.png")

    page = visit(width=1440, height=900, scheme="dark")
    open_quote(page, ask(page, QUESTION))
    shoot(page, out / "ask-dark.png")

    page = visit(width=1440, height=900, locale="en-GB")
    open_quote(page, ask(page, ENGLISH))
    shoot(page, out / "ask-en.png")

    page = visit(width=390, height=844)
    ask(page, QUESTION)
    shoot(page, out / "phone-zh.png")


def other_views(visit: Visits, out: Path) -> None:
    """Check, Articles and Figures."""
    page = visit(width=1440, height=900)
    open_view(page, 1, "#check-text")
    page.fill("#check-text textarea", CLAIMS)
    page.click("#check-run")
    page.wait_for_selector(".checked button.figure")
    wrong = page.locator(".checked button.figure.contradicted")
    (wrong if wrong.count() else page.locator(".checked button.figure")).first.click()
    page.wait_for_selector("#check-evidence .source-top")
    shoot(page, out / "check-zh.png")

    open_view(page, 2, "#articles .card")
    page.fill("#articles-words textarea", WORDS)
    page.wait_for_selector("#articles .quote mark")
    page.locator("#articles .card").first.click()
    page.wait_for_selector("#reading .paper")
    shoot(page, out / "articles-zh.png")

    open_view(page, 3, "#figures table")
    page.click("#figures-measure input")
    page.locator("[role=option]").nth(1).click()
    page.wait_for_selector("#figures .chart")
    page.locator("#figures .bars .link").first.click()
    page.wait_for_selector("mark.quote:visible")
    shoot(page, out / "figures-zh.png")


def main() -> int:
    """Take all screenshots; 0 when each was taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs"))
    parser.add_argument("--url", help="a server that is already running")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    executable = chromium()
    if executable is None:
        sys.stderr.write("needs Chromium: install it, or set CHROMIUM to its path\n")
        return 1

    from playwright.sync_api import sync_playwright

    with ExitStack() as stack:
        url = options.url
        if url is None:
            from assistant import open_default
            from ui import Settings

            server = Server(open_default(), Settings(timeout=300))
            url = stack.enter_context(server).url
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        visits = Visits(browser, url, patience_ms=_PATIENCE_MS)
        for take in (ask_views, other_views):
            take(visits, options.out)
            outside, errors = visits.leave()
            for problem in (*outside, *errors):
                sys.stderr.write(f"{problem}\n")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
