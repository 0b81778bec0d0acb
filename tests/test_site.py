"""The documentation site has every page, and its links lead where they lead on GitHub.

`.ci/run style` builds it.
"""

from __future__ import annotations

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parents[1]
linked = runpy.run_path(str(ROOT / "scripts" / "site_links.py"))["linked"]
PAGE = "https://github.com/someone/awesome-lint"


def test_the_site_has_every_page() -> None:
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    named = re.findall(r"([\w/-]+\.md)$", nav, re.MULTILINE)
    pages = {file.name for file in (ROOT / "docs").glob("*.md")} | {"rules/README.md"}
    assert sorted(named) == sorted(pages)


def test_links_out_of_the_documentation_lead_to_the_repository() -> None:
    text = "[a](../SECURITY.md#risk), [b](cli.md#x), [c](https://example.org/../x)"
    assert linked(text, "limits.md", PAGE) == (
        f"[a]({PAGE}/blob/HEAD/SECURITY.md#risk), [b](cli.md#x), [c](https://example.org/../x)"
    )
    assert linked(text, "limits.md", "") == "a, [b](cli.md#x), [c](https://example.org/../x)"
    # From a folder below, the same way up stays within.
    inside = "[a](../configuration.md), [b](../../README.md)"
    assert linked(inside, "rules/a.md", f"{PAGE}/") == (
        f"[a](../configuration.md), [b]({PAGE}/blob/HEAD/README.md)"
    )
