"""The page of a sweep, in a real browser, with as many lists as there may be."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from lint.sweep.index import page
from lint.sweep.tables import Link, Row, ranked

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 11, 3)
HOSTILE = "<img src=x onerror=alert(1)>\u202e\"'.md"


def rows(count: int) -> list[Row]:
    found = []
    for number in range(count):
        links = [Link(f"http://a.example/{number}/{n}", "ok", None, 200, None) for n in range(9)]
        links += [
            Link(f"http://b.example/{number}/{n}", "broken", "not-found", 404, None)
            for n in range(number % 7)
        ]
        new = number % 7 // 2 if number % 2 else None
        found.append(
            Row(f"list-{number}", f"lists/list-{number}.md", links, 50 + number, 1, new, {})
        )
    found.append(Row("hostile", HOSTILE, [], 1, 0, None, {}))
    return [*found, Row("none", "gone.md")]


def test_the_page_says_what_the_sweep_found() -> None:
    text = page(ranked(rows(30)), TODAY)
    tree = LexborHTMLParser(text)
    body = [[cell.text(strip=True) for cell in row.css("td, th")] for row in tree.css("tbody tr")]
    assert len(body) == 31
    assert [line[0] for line in body] == [str(number) for number in range(1, 32)]
    assert [line[2] for line in body] == sorted(
        (line[2] for line in body), key=lambda text: -float(text.rstrip("%") or -1)
    )
    assert body[-1][2] == ""
    assert [one.text(strip=True) for one in tree.css("#others + ul")] == ["gone.md"]
    links = {link.attributes["href"] for link in tree.css("tbody a")}
    assert {"lists/list-3.html", "lists/list-3.json"} <= links
    # Nothing of a list is markup, and nothing hides or reorders.
    assert not tree.css("img")
    assert "\u202e" not in text


def test_the_page_is_usable_at_five_thousand_lists(tmp_path: Path) -> None:
    browser = pytest.importorskip("tests.browser")
    if browser.CHROMIUM is None:
        pytest.skip("needs Chromium")
    file = tmp_path / "index.html"
    file.write_text(page(ranked(rows(5000)), TODAY), encoding="utf-8")
    assert file.stat().st_size < 3_000_000
    with browser.chromium() as chromium, browser.visit(chromium, file) as visit:
        shown = visit.page.locator("tbody tr:visible")
        first = visit.page.locator("tbody tr").first
        assert "list-4998" in first.inner_text()

        def column(index: int) -> list[str]:
            rows = "document.querySelectorAll('tbody tr')"
            script = f"index => Array.from({rows}, row => row.cells[index].textContent.trim())"
            found: list[str] = visit.page.evaluate(script, index)
            return found

        visit.page.get_by_role("button", name="Dead").click()
        dead = list(map(int, column(5)))
        assert dead == sorted(dead, reverse=True)
        assert visit.page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
        visit.page.get_by_role("button", name="Dead").click()
        assert list(map(int, column(5))) == sorted(dead)
        visit.page.get_by_role("button", name="New").click()
        new = column(8)
        assert new.index("") == sum(one != "" for one in new)  # what is not known comes last
        visit.page.get_by_role("button", name="List").click()
        assert column(1) == sorted(column(1))
        visit.page.get_by_role("searchbox").fill("list-12 3.md")
        shown_less = "document.querySelector('output').textContent !== 'All shown'"
        browser.await_true(visit.page, shown_less)
        texts = shown.all_inner_texts()
        assert len(texts) == 10 + 1
        assert all("list-12" in text and "3.md" in text for text in texts)
        visit.page.get_by_role("searchbox").fill("nothing of this")
        assert visit.page.locator("#empty").is_visible()
        assert visit.said == []
        assert visit.asked == [file.as_uri()]


def test_the_page_is_there_for_everybody(tmp_path: Path) -> None:
    browser = pytest.importorskip("tests.browser")
    if browser.CHROMIUM is None:
        pytest.skip("needs Chromium")
    file = tmp_path / "index.html"
    file.write_text(page(ranked(rows(30)), TODAY), encoding="utf-8")
    with browser.chromium() as chromium:
        for scheme in ("light", "dark"):
            with browser.visit(chromium, file, color_scheme=scheme) as visit:
                assert visit.violations() == []
        with browser.visit(chromium, file, java_script_enabled=False) as visit:
            assert visit.page.locator("tbody tr:visible").count() == 31
            assert not visit.page.get_by_role("searchbox").is_visible()
