"""The page in headless Chromium: it works, for everybody, and speaks to nobody."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from lint.diagnostics import Diagnostic, Finding, Fix, Related, Severity
from lint.document.model import Heading
from lint.engine.causes import grouped
from lint.engine.report import Occurrence, Published, Report
from lint.links.result import LinkResult, Reason, Verdict
from lint.reporters import render
from lint.source import Source, Span
from tests.browser import await_true, chromium, needs_chromium, visit
from tests.reporters.pages import ANSWERS, ORDINARY, TODAY, long_list, report_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser import Visit

    Open = Callable[..., AbstractContextManager[Visit]]

pytestmark = needs_chromium
PHONE = {"width": 320, "height": 640}
HOSTILE = (
    "\x1b[31m::error::x ##[error]y </script><script>alert('script')</script><!--"
    " <img src=http://a.example/x onerror=alert('image')> <style>*{display:none}</style>"
    " <base href=http://a.example/> <iframe src=http://a.example/></iframe> | ` \u202ertl \0 \" ' &"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def opener(browser: Browser, file: Path, report: Report) -> Open:
    file.write_text(render("html", report), encoding="utf-8")

    @contextmanager
    def open_page(fragment: str = "", **options: Any) -> Iterator[Visit]:
        with visit(browser, file, fragment, **options) as visited:
            yield visited
            assert visited.said == []
            assert {url for url in visited.asked if not url.startswith("data:")} == {file.as_uri()}

    return open_page


@pytest.fixture(scope="module")
def ordinary(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Open:
    """Open the page on the ordinary list; nothing was said or asked for until it is closed."""
    file = tmp_path_factory.mktemp("page") / "a report.html"
    return opener(browser, file, report_on(ORDINARY, answers=ANSWERS))


@pytest.fixture(scope="module")
def long(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Open:
    file = tmp_path_factory.mktemp("page") / "long.html"
    source, answers = long_list(3000)
    return opener(browser, file, report_on(source, answers=answers))


def findings(page: Page) -> list[str]:
    """The places of the findings that are shown, as line and column."""
    places = page.locator(".finding:visible .head .place").all_text_contents()
    return [place.partition(":")[2] for place in places]


def await_findings(page: Page, places: list[str]) -> None:
    """See to it that these findings are shown, once a busy browser has handled what was typed."""
    for _ in range(50):
        if findings(page) == places:
            break
        page.wait_for_timeout(100)
    assert findings(page) == places


def links(page: Page) -> list[str]:
    return page.locator(".link:visible .url a").all_text_contents()


def field(page: Page, form: str, name: str) -> Any:
    return page.locator(f"form[data-list={form}] [name={name}]")


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("severity", "error", ["4:3", "11:13", "12:48", "18:3"]),
        ("severity", "warning", ["12:13", "17:3"]),
        ("rule", "broken-link", ["11:13", "18:3"]),
        ("section", "Papers", ["11:13", "12:13", "12:48"]),
        ("host", "tools.example", ["17:3"]),
    ],
)
def test_findings_by_a_filter(ordinary: Open, name: str, value: str, shown: list[str]) -> None:
    with ordinary() as visited:
        page = visited.page
        assert len(findings(page)) == 6
        field(page, "findings", name).select_option(value)
        assert findings(page) == shown
        output = page.locator("form[data-list=findings] output")
        assert output.inner_text() == f"{len(shown)} of 6 shown"
        assert len(links(page)) == 6
        page.locator("form[data-list=findings] button").click()
        assert len(findings(page)) == 6
        assert output.inner_text() == "All shown"


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("verdict", "broken", ["https://papers.example/2", "https://old.example/plane"]),
        ("reason", "gone", ["https://old.example/plane"]),
        ("reason", "moved", ["http://tools.example/saw"]),
        ("host", "tools.example", ["https://tools.example/hammer", "http://tools.example/saw"]),
        (
            "section",
            "Papers",
            [f"https://papers.example/{number}" for number in (2, 3, 1)],
        ),
    ],
)
def test_links_by_a_filter(ordinary: Open, name: str, value: str, shown: list[str]) -> None:
    with ordinary() as visited:
        field(visited.page, "links", name).select_option(value)
        assert links(visited.page) == shown
        assert len(findings(visited.page)) == 6


def test_filters_and_search_together(ordinary: Open) -> None:
    with ordinary() as visited:
        page = visited.page
        field(page, "findings", "q").fill("  PAPERS.example  not ")
        assert findings(page) == ["11:13", "12:13"]
        field(page, "findings", "severity").select_option("warning")
        assert findings(page) == ["12:13"]
        field(page, "findings", "q").fill("no such word")
        assert findings(page) == []
        assert page.locator("#findings-empty").is_visible()
        field(page, "findings", "q").fill("")
        assert findings(page) == ["12:13", "17:3"]
        assert page.locator("#findings-empty").is_hidden()


def test_the_offers_of_a_filter_are_counted_and_in_order(ordinary: Open) -> None:
    with ordinary() as visited:
        severities = field(visited.page, "findings", "severity").locator("option")
        assert severities.all_inner_texts() == ["All", "error (4)", "warning (2)"]
        verdicts = field(visited.page, "links", "verdict").locator("option")
        assert verdicts.all_inner_texts() == ["All", "broken (2)", "unverified (1)", "ok (3)"]


def test_what_is_shown_has_an_address(ordinary: Open) -> None:
    with ordinary() as visited:
        page = visited.page
        field(page, "findings", "section").select_option("Papers")
        field(page, "findings", "q").fill("a&b=c #é")
        field(page, "links", "verdict").select_option("ok")
        fragment = page.evaluate("location.hash")
        field(page, "findings", "q").fill("")
    with ordinary(fragment) as visited:
        page = visited.page
        assert field(page, "findings", "q").input_value() == "a&b=c #é"
        assert field(page, "findings", "section").input_value() == "Papers"
        assert findings(page) == []
        assert len(links(page)) == 3
        page.evaluate("location.hash = '#findings.rule=broken-link'")
        await_true(page, "document.querySelector('.finding').hidden")
        assert findings(page) == ["11:13", "18:3"]
        assert len(links(page)) == 6
        page.locator("nav a[href='#links']").click()
        assert findings(page) == ["11:13", "18:3"]
    with ordinary("#findings.rule=nonsense&findings.nothing=1&nobody.rule=2") as visited:
        assert len(findings(visited.page)) == 6


def test_a_line_of_the_overview_leads_to_its_findings(ordinary: Open) -> None:
    with ordinary() as visited:
        page = visited.page
        page.locator("section[aria-labelledby=by-rule] a", has_text="broken-link").click()
        assert findings(page) == ["11:13", "18:3"]
        assert page.evaluate("document.activeElement.id") == "findings"
        assert page.evaluate("location.hash") == "#findings.rule=broken-link"
        page.locator("section[aria-labelledby=verdicts] a", has_text="tools.example").click()
        assert links(page) == ["https://tools.example/hammer", "http://tools.example/saw"]
        assert page.evaluate("document.activeElement.id") == "links"


def press(page: Page, key: str, focused: str) -> None:
    """Press a key, after which the element for which `focused` is true has the focus."""
    page.keyboard.press(key)
    await_true(page, f"(({{name, type, className, href}}) => {focused})(document.activeElement)")


def test_the_keyboard_is_enough(ordinary: Open) -> None:
    with ordinary() as visited:
        page = visited.page
        press(page, "Tab", "className === 'skip'")
        page.keyboard.press("Enter")
        await_true(page, "location.hash === '#findings'")
        press(page, "Tab", "name === 'q'")
        page.keyboard.insert_text("papers.example")
        page.keyboard.press("Enter")
        await_findings(page, ["11:13", "12:13", "12:48"])
        press(page, "Tab", "name === 'severity'")
        page.keyboard.type("err")
        await_findings(page, ["11:13", "12:48"])
        for name in ("rule", "section", "host", "sort"):
            press(page, "Tab", f"name === '{name}'")
        press(page, "Tab", "type === 'reset'")
        page.keyboard.press("Enter")
        await_true(page, "document.querySelector('[name=q]').value === ''")
        assert len(findings(page)) == 6
        press(page, "Tab", "href === 'https://papers.example/2'")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("fragment", ["", "#findings.q=nothing&links.verdict=broken"])
def test_axe_finds_nothing(
    ordinary: Open, scheme: str, size: dict[str, int], fragment: str
) -> None:
    with ordinary(fragment, color_scheme=scheme, viewport=size) as visited:
        visited.page.evaluate(
            "for (const one of document.querySelectorAll('details')) one.open = true"
        )
        assert visited.violations() == []


def test_light_and_dark_are_two_looks(ordinary: Open) -> None:
    looks = []
    for scheme in ("light", "dark"):
        with ordinary(color_scheme=scheme) as visited:
            style = "getComputedStyle(document.body)"
            looks.append(visited.page.evaluate(f"[{style}.backgroundColor, {style}.color]"))
    assert looks == [
        ["rgb(255, 255, 255)", "rgb(28, 33, 39)"],
        ["rgb(20, 23, 26)", "rgb(228, 231, 234)"],
    ]


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_is_wider_than_the_page(ordinary: Open, width: int) -> None:
    with ordinary(viewport={"width": width, "height": 700}) as visited:
        sizes = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        scroll, client = visited.page.evaluate(sizes)
        assert scroll <= client


def test_without_scripts_all_is_there_but_the_filters(ordinary: Open) -> None:
    with ordinary(java_script_enabled=False) as visited:
        page = visited.page
        assert len(findings(page)) == len(links(page)) == 6
        assert page.locator("form:visible").count() == 0
        assert page.locator("#verdicts").is_visible()
        assert page.locator("svg.columns").is_visible()


def test_on_paper_there_are_no_controls(ordinary: Open) -> None:
    with ordinary() as visited:
        visited.page.emulate_media(media="print")
        assert visited.page.locator("form:visible, nav:visible").count() == 0
        assert len(findings(visited.page)) == 6


def test_findings_in_another_order(ordinary: Open) -> None:
    with ordinary() as visited:
        page = visited.page
        in_place = findings(page)
        field(page, "findings", "sort").select_option("severity")
        by_severity = findings(page)
        tags = page.locator(".finding .tag").all_text_contents()
        assert tags == ["error"] * 4 + ["warning"] * 2
        assert sorted(by_severity) == sorted(in_place) != by_severity
        field(page, "findings", "severity").select_option("warning")
        assert findings(page) == ["12:13", "17:3"]
        fragment = page.evaluate("location.hash")
        page.locator("form[data-list=findings] button").click()
        assert findings(page) == in_place
    with ordinary(fragment) as visited:
        assert field(visited.page, "findings", "sort").input_value() == "severity"
        assert findings(visited.page) == ["12:13", "17:3"]


def test_a_slash_leads_to_the_search(ordinary: Open) -> None:
    with ordinary() as visited:
        page = visited.page
        press(page, "/", "name === 'q'")
        page.keyboard.type("a/b")
        assert field(page, "findings", "q").input_value() == "a/b"


def test_fine_links_are_folded_up(long: Open) -> None:
    with long() as visited:
        page = visited.page
        assert page.locator("#links-fine .link").count() == 2000
        assert page.locator("#links-fine > summary").inner_text() == "2,000 links without a problem"
        assert not page.evaluate("document.getElementById('links-fine').open")
        field(page, "links", "verdict").select_option("ok")
        assert page.evaluate("document.getElementById('links-fine').open")


def test_links_that_were_not_checked_are_folded_up(browser: Browser, tmp_path: Path) -> None:
    text = "# T\n\n" + "".join(f"- [P {n}](https://a.example/{n}) - A.\n" for n in range(1200))
    report = report_on(Source("a.md", text))
    with opener(browser, tmp_path / "page.html", report)() as visited:
        page = visited.page
        assert page.locator("#links-fine > summary").inner_text() == "1,200 links not checked"
        assert page.locator("#links-fine .link").count() == 1200
        field(page, "links", "q").fill("example/1199")
        page.get_by_text("1 of 1,200 shown").wait_for()
        assert page.locator("#links-fine .link:visible").count() == 1
        assert visited.violations() == []
        paper = page.pdf(path=str(tmp_path / "page.pdf"))
    assert paper.count(b"/Type /Page\n") <= 2


def test_the_places_of_a_cause_are_folded_up(browser: Browser, tmp_path: Path) -> None:
    text = "# T\n\n" + "".join(f"- [P {n}](http://arxiv.org/abs/24{n}.00001)\n" for n in range(9))
    pages = Published("https://github.com/o/r", {"a.md": "https://github.com/o/r/blob/0/a.md"})
    report = report_on(Source("a.md", text))._replace(published=pages)
    report = report._replace(diagnostics=grouped(report.diagnostics))
    with opener(browser, tmp_path / "page.html", report)() as visited:
        page = visited.page
        assert page.title() == "awesome-lint: T (o/r)"
        assert len(findings(page)) == 1
        assert page.locator(".finding summary").inner_text() == "8 more places"
        page.locator(".finding summary").click()
        (first, *_, last) = page.locator(".finding details a").all()
        assert first.get_attribute("href") == f"{pages.lists['a.md']}?plain=1#L4"
        assert last.inner_text() == "line 11"
        assert visited.violations() == []


def test_a_caption_is_true_on_a_phone(ordinary: Open) -> None:
    for width, pictures in ((390, False), (1280, True)):
        with ordinary(viewport={"width": width, "height": 800}) as visited:
            page = visited.page
            assert page.locator(".verdicts .bar").first.is_visible() == pictures
            assert ("Each bar" in page.locator(".verdicts + .caption").inner_text()) == pictures


def test_paper_is_not_wasted(long: Open, tmp_path: Path) -> None:
    with long() as visited:
        paper = visited.page.pdf(path=str(tmp_path / "page.pdf"))
        marks = "getComputedStyle(document.querySelector('mark')).printColorAdjust"
        visited.page.emulate_media(media="print")
        assert visited.page.evaluate(marks) == "exact"
        assert visited.page.locator("#links-fine").is_hidden()
    # A thousand findings and as many broken links; two thousand links are fine.
    assert paper.count(b"/Type /Page\n") <= 150


def test_three_thousand_rows(long: Open) -> None:
    with long() as visited:
        page = visited.page
        assert page.locator(".link").count() == 3000
        assert page.locator(".finding").count() == 1000
        field(page, "links", "host").select_option("host5.example")
        assert page.locator(".link:not([hidden])").count() == 31
        field(page, "links", "q").fill("/102")
        assert links(page) == ["https://host5.example/102"]
        field(page, "links", "q").fill("")
        field(page, "links", "host").select_option("")
        assert page.locator(".link:not([hidden])").count() == 3000
        # Of what is out of view nothing is drawn, or laid out.
        drawn = "[...document.querySelectorAll('.link .url')].filter(one => one.checkVisibility("
        assert page.evaluate(f"{drawn}{{contentVisibilityAuto: true}})).length") < 300


def test_axe_finds_nothing_in_a_longer_list(browser: Browser, tmp_path: Path) -> None:
    source, answers = long_list(150)
    report = report_on(source, ORDINARY, answers={**answers, **ANSWERS})
    with opener(browser, tmp_path / "page.html", report)() as visited:
        assert visited.page.locator("summary").count() > 2
        assert visited.violations() == []


def test_nothing_in_a_list_is_run_or_asked_for(browser: Browser, tmp_path: Path) -> None:
    source = Source(f"{HOSTILE}.md", HOSTILE)
    span = Span(0, len(source.text))
    url = f"https://a.example/{HOSTILE}"
    found = Finding(span, HOSTILE, Fix(HOSTILE, ()), (Related(span, HOSTILE),), url=url)
    result = LinkResult(
        url, Verdict.BROKEN, Reason.GONE, 410, f"{url}x", detail=HOSTILE, snapshot=f"{url}s"
    )
    other = LinkResult("https://b.example/", Verdict.SKIPPED, Reason.EXCLUDED, detail=HOSTILE)
    diagnostics = (
        Diagnostic("x", source, Severity.ERROR, found, "0"),
        Diagnostic(HOSTILE, source, Severity.INFO, Finding(span, HOSTILE), "1"),
    )
    report = Report(
        diagnostics,
        {url: result, other.url: other},
        {url: (Occurrence(source, span, "html"),), other.url: ()},
        1,
        1,
        1,
        failures=(HOSTILE,),
        headings={source.path: (Heading(HOSTILE, HOSTILE, 1, Span(0, 1)),)},
        dates=("2020-01",),
        today=TODAY,
    )
    with opener(browser, tmp_path / "page.html", report)() as visited:
        page = visited.page
        assert page.locator("script").count() == page.locator("style").count() == 1
        assert page.locator("img, iframe, base, object, embed").count() == 0
        assert len(findings(page)) == 2
        # The values of the filters come from the list, too.
        for name in ("rule", "section"):
            field(page, "findings", name).locator("option").last.inner_text()
        field(page, "findings", "rule").select_option(index=1)
        assert len(findings(page)) == 1
        shown = page.locator(".finding:visible .message").text_content() or ""
        assert "<script>alert('script')</script>" in shown
        assert "\\u202e" in shown
        assert visited.violations() == []
