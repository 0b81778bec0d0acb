"""Pages in a real browser: headless Chromium, cut off from every network.

Tests that need it are skipped by name where it, or Playwright, is not installed.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright", reason="needs Playwright")
pytest.importorskip("axe_playwright_python", reason="needs axe-core")
_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
_ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # No name is ever looked up.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_PATIENCE = 30_000  # milliseconds


class Visit:
    """A page that is open, with all that it said and asked for meanwhile."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.set_default_timeout(_PATIENCE)
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append(dialog.message))
        page.on("request", lambda request: self.asked.append(request.url))

    def violations(self) -> list[str]:
        """What axe-core has against the page as it is now: the rule and the elements."""
        script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        self.page.evaluate(script)
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")
        return [
            f"{one['id']}: {node['html'][:200]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]


def await_true(page: Page, expression: str) -> None:
    """See to it that a JavaScript expression is true, once a busy browser has handled the input.

    Asked for from here: what `Page.wait_for_function` asks again, it evaluates in the page, where
    the policy of our pages allows no `eval`.
    """
    for _ in range(_PATIENCE // 100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never true: {expression}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, for some tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def visit(browser: Browser, file: Path, fragment: str = "", **options: Any) -> Iterator[Visit]:
    """The page in `file`; `options` are those of a context of Playwright."""
    context = browser.new_context(service_workers="block", **options)
    try:
        visit = Visit(context.new_page())
        visit.page.goto(file.as_uri() + fragment)
        yield visit
    finally:
        context.close()
