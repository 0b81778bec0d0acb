"""Draw the two pictures of the README, of what the program says of examples/attention.md.

    python scripts/screenshots.py     write docs/images/terminal.png and docs/images/report.png

Needs Chromium and no network. The terminal shows a run without links. For the report the answers of
the web are given, as it would give them on a good day: each link is fine, badge images are skipped.
"""

from __future__ import annotations

import datetime as dt
import html
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from lint import urls
from lint.config.config import Config
from lint.console.output import Console
from lint.document.parser import parse
from lint.engine.pipeline import Task, run
from lint.links.result import LinkResult, Reason, Verdict
from lint.reporters import render
from lint.rules import all_rules
from lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
LIST = "examples/attention.md"
IMAGES = ROOT / "docs" / "images"
COMMAND = ("awesome-lint", "--offline", LIST)
WIDTH = 100
# The day of the report, so that a picture changes only with what it shows.
DAY = dt.date(2025, 1, 1)
_BADGES = "https://img.shields.io/"
_SGR = re.compile(r"\x1b\[([0-9;]*)m")
_COLOURS = {"31": "#ff8a80", "32": "#8fd6a4", "33": "#f0c463", "34": "#82b1ff", "36": "#7fd4de"}
_TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #16191d; }}
pre {{ display: inline-block; margin: 0; padding: 18px 22px; color: #d9dde1; background: #16191d;
  font: 13px/1.4 "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace; }}
</style><pre>{}</pre>"""


def main() -> None:
    """Write both pictures."""
    IMAGES.mkdir(exist_ok=True)
    with chromium() as browser:
        page = browser.new_page(device_scale_factor=1.2, viewport={"width": 1100, "height": 800})
        page.set_content(_TERMINAL.format(as_html(terminal())))
        page.locator("pre").screenshot(path=IMAGES / "terminal.png")
        page = browser.new_page(color_scheme="light", viewport={"width": 1180, "height": 1500})
        page.set_content(report())
        page.screenshot(path=IMAGES / "report.png")
    for name in ("terminal.png", "report.png"):
        print(f"{name}: {(IMAGES / name).stat().st_size:,} bytes")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that is installed."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    path = next(found, None)
    if path is None:
        raise SystemExit("screenshots.py: there is no Chromium")
    with sync_playwright() as playwright:
        arguments = ["--headless", "--no-sandbox", "--disable-gpu"]
        yield playwright.chromium.launch(executable_path=path, args=arguments)


def terminal() -> str:
    """A command and what it prints in colour."""
    looks = {"FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "PYTHONIOENCODING": "utf-8"}
    kept = {key: value for key, value in os.environ.items() if key not in {"CI", "GITHUB_ACTIONS"}}
    done = subprocess.run(
        [sys.executable, "-Im", "lint", *COMMAND[1:]],
        cwd=ROOT,
        env=kept | looks,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return f"$ {' '.join(COMMAND)}\n{done.stdout}"


def as_html(text: str) -> str:
    """Coloured text of a terminal as the inside of a `<pre>`."""
    parts = []
    colour, bold = "", False
    for index, part in enumerate(_SGR.split(text)):
        if index % 2 == 0:
            style = f"color: {colour};" * bool(colour) + "font-weight: bold;" * bold
            parts.append(f'<span style="{style}">{html.escape(part)}</span>')
            continue
        for code in part.split(";"):
            if code in {"", "0"}:
                colour, bold = "", False
            elif code == "1":
                bold = True
            elif code in _COLOURS:
                colour = _COLOURS[code]
    return "".join(parts)


def report() -> str:
    """The HTML report on the list."""
    os.chdir(ROOT)  # what a list says of files is looked for from there
    source = Source(LIST, Path(LIST).read_text(encoding="utf-8"))
    tasks = [Task(source, Config())]
    rules = tuple(all_rules().values())
    found = run(tasks, rules, today=DAY, listener=Console(), known=answers(source))
    return render("html", found)


def answers(source: Source) -> Mapping[str, LinkResult]:
    """What the web says of each link."""
    found = {}
    for link in parse(source).links:
        url = urls.http(link.url)
        if url is not None:
            skipped = LinkResult(url.request, Verdict.SKIPPED, Reason.BADGE_IMAGE)
            fine = LinkResult(url.request, Verdict.OK, None, 200)
            found[url.request] = skipped if url.request.startswith(_BADGES) else fine
    return found


if __name__ == "__main__":
    main()
