"""The page as text: what it says, and that nothing in a list can say more."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from lint.console.escape import visible
from lint.credentials import hide
from lint.diagnostics import Diagnostic, Finding, Fix, Related, Severity
from lint.document.model import Heading
from lint.engine.report import Occurrence, Report
from lint.links.result import LinkResult, Reason, Verdict
from lint.reporters import render, reporter
from lint.reporters.base import RenderOptions
from lint.reporters.html.charts import by_host, entries_by_date
from lint.source import Source, Span
from tests.reporters.pages import ANSWERS, ORDINARY, TODAY, report_on
from tests.reporters.small import REPORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborNode

HOSTILE = (
    "\x1b[31m\n::error::x ##[error]y </script><script>alert(1)</script><!-- <img src=x onerror=a()>"
    " | `code` {{ 7*7 }} {% raw %} ' \" & \u202ertl\u2066 \0 ]]> </style> </code> javascript:a()"
)
ANYTHING = st.text(max_size=40) | st.text(
    "<>&\"'/!-{}%\n\r\t \0\x1b\x85\u202e\u2028:#[]@", max_size=30
)
# All that the page is made of.
_ELEMENTS = """
    -text -comment html head meta link title style body a header p time h1 h2 h3 ul ol li dl div dt
    dd span b code nav main section table thead tbody tr th td svg rect details summary figure
    figcaption form label input select option button output pre mark footer script wbr
"""
_ATTRIBUTES = """
    lang charset http-equiv content name rel href class aria-labelledby aria-label aria-live
    aria-hidden role id tabindex scope data-filter data-value viewBox preserveAspectRatio x y
    width height data-severity data-rule data-section data-host data-file data-verdict
    data-reason data-list aria-keyshortcuts value hidden type autocomplete spellcheck
"""
ELEMENTS, ATTRIBUTES = frozenset(_ELEMENTS.split()), frozenset(_ATTRIBUTES.split())


def page(report: Report) -> LexborHTMLParser:
    return LexborHTMLParser(render("html", report))


def texts(parsed: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in parsed.css(selector)]


def one(parsed: LexborHTMLParser, selector: str) -> LexborNode:
    (node,) = parsed.css(selector)
    return node


def rows(parsed: LexborHTMLParser, heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its header."""
    return [
        [" ".join(cell.text().split()) for cell in row.css("th, td:not(.picture)")]
        for row in parsed.css(f"section[aria-labelledby={heading}] tbody tr")
    ]


@pytest.fixture(scope="module")
def ordinary() -> LexborHTMLParser:
    return page(report_on(ORDINARY, answers=ANSWERS))


def test_the_totals(ordinary: LexborHTMLParser) -> None:
    assert texts(ordinary, ".totals div") == [
        "errors4",
        "warnings2",
        "info0",
        "entries7",
        "URLs6",
        "broken2",
        "unverified1",
        "ok3",
    ]
    assert texts(ordinary, "h1") == ["Awesome Things"]
    assert "2025-06-01 · list.md" in one(ordinary, ".brand").text()
    assert one(ordinary, "head > title").text() == "awesome-lint: Awesome Things"


def test_the_findings(ordinary: LexborHTMLParser) -> None:
    assert texts(ordinary, ".finding .head") == [
        "error missing-anchor list.md:4:3 in Awesome Things",
        "error broken-link list.md:11:13 “Second” in Papers",
        "warning unverified-link list.md:12:13 “Third” in Papers",
        "error missing-summary list.md:12:48 “Third” in Papers",
        "warning redirected-link list.md:17:3 “Saw” in Tools",
        "error broken-link list.md:18:3 “Plane” in Tools",
    ]
    broken = ordinary.css(".finding")[1]
    assert broken.css(".message")[0].text() == (
        "https://papers.example/2 does not exist (404 Not Found, last worked on 2025-03-04)"
    )
    assert broken.css("mark")[0].text() == "[Second](https://papers.example/2)"
    assert broken.css("code")[0].text() == (
        "| 2023-03 | [Second](https://papers.example/2) | Says it again. |"
    )
    assert broken.attributes["data-host"] == "papers.example"
    assert texts(ordinary, ".finding .notes") == [
        "Fix link to #tools (--fix --unsafe-fixes)",
        "Fix link to https://tools.example/saw (--fix)",
    ]


def test_the_breakdowns(ordinary: LexborHTMLParser) -> None:
    assert [row[1:] for row in rows(ordinary, "by-rule")] == [
        ["2", "0", "0"],
        ["1", "0", "0"],
        ["1", "0", "0"],
        ["0", "1", "0"],
        ["0", "1", "0"],
    ]
    assert rows(ordinary, "by-rule")[0][0].startswith("broken-link Broken link")
    assert rows(ordinary, "by-section") == [
        ["Papers", "2", "1", "0"],
        ["Tools", "1", "1", "0"],
        ["Awesome Things", "1", "0", "0"],
    ]
    assert rows(ordinary, "by-host") == [
        ["papers.example", "1", "1", "0"],
        ["old.example", "1", "0", "0"],
        ["tools.example", "0", "1", "0"],
    ]
    assert rows(ordinary, "verdicts") == [
        ["papers.example", "1", "1", "1", "0"],
        ["old.example", "1", "0", "0", "0"],
        ["tools.example", "0", "0", "2", "0"],
    ]


def test_the_links(ordinary: LexborHTMLParser) -> None:
    assert texts(ordinary, ".link .url") == [
        "broken https://papers.example/2",
        "broken https://old.example/plane",
        "unverified https://papers.example/3",
        "ok https://papers.example/1",
        "ok https://tools.example/hammer",
        "ok http://tools.example/saw",
    ]
    first, *_, hammer, saw = ordinary.css(".link")
    assert [node.text() for node in first.css(".notes li")] == [
        "does not exist (404 Not Found)",
        "last worked on 2025-03-04",
        "failing since 2025-05-06 (7 runs)",
        "archived copy",
    ]
    assert first.css(".notes a")[0].attributes["href"] == "https://archive.example/2"
    assert [node.text() for node in hammer.css(".uses li")] == ["line 16 Tools", "line 19 Tools"]
    assert [node.text() for node in saw.css(".notes li")] == [
        "redirects permanently to https://tools.example/saw"
    ]
    assert saw.attributes["data-reason"] == "moved"


def test_the_entries_by_date(ordinary: LexborHTMLParser) -> None:
    assert texts(ordinary, "section[aria-labelledby=dates] h3") == ["Entries by month"]
    label = one(ordinary, "svg.columns").attributes["aria-label"]
    assert label is not None
    assert label.startswith("3 entries from 2023-01 to 2023-03, most in 2023-03 with 2;")
    assert rows(ordinary, "dates") == [["2023-01", "1"], ["2023-03", "2"]]
    assert "3 of 7 entries have a date" in one(ordinary, "figcaption").text()


def test_an_offline_run_has_no_verdicts() -> None:
    parsed = page(report_on(ORDINARY))
    assert "Links were not checked." in texts(parsed, ".asides span")
    assert not parsed.css("#verdicts")
    assert len(parsed.css(".link")) == 6
    assert not parsed.css(".totals .skipped")


def test_several_files() -> None:
    other = Source("more.md", "[a](https://papers.example/2)\n")
    parsed = page(report_on(ORDINARY, other, answers=ANSWERS))
    assert texts(parsed, "h1") == ["2 files"]
    assert texts(parsed, ".files li") == ["list.md", "more.md"]
    assert parsed.css("form[data-list=links] select[name=file]")
    assert texts(parsed, ".link:first-child .uses li") == [
        "list.md:11:13 Papers",
        "more.md:1:1 (before the first heading)",
    ]


def test_what_is_not_shown_is_counted() -> None:
    report = REPORT._replace(
        suppressed=1200, baselined=3, older=REPORT.diagnostics, failures=("<b>: gone",)
    )
    parsed = page(report)
    said = " ".join(texts(parsed, ".asides span"))
    assert "1,200 suppressed by comments. 3 in the baseline. 3 older than the change" in said
    assert texts(parsed, ".failures li") == ["<b>: gone"]


def test_a_clean_report() -> None:
    parsed = page(report_on(Source("list.md", "# A\n\n## B\n\n[b](#b)\n"), answers={}))
    assert texts(parsed, ".asides span") == ["No problems found."]
    assert texts(parsed, "p.empty") == ["No problems found.", "No links to web pages."]
    assert not parsed.css("form")


def test_a_span_over_several_lines_and_its_notes() -> None:
    parsed = page(REPORT)
    assert "continues to line 6" in texts(parsed, ".finding .notes li")
    assert "3:10 the column" in texts(parsed, ".finding .notes li")
    assert "Fix lead to the new address (--fix)" in texts(parsed, ".finding .notes li")


def test_the_policy_allows_what_the_page_has_and_no_more(ordinary: LexborHTMLParser) -> None:
    policy = one(ordinary, "meta[http-equiv=Content-Security-Policy]").attributes["content"]
    assert policy is not None
    for element in ("style", "script"):
        text = one(ordinary, element).text()
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_links_lead_to_web_pages_and_say_nothing_of_where_they_are(
    ordinary: LexborHTMLParser,
) -> None:
    for link in ordinary.css("a"):
        href = link.attributes["href"]
        assert href is not None
        if not href.startswith("#"):
            assert re.match("https?://", href)
            assert link.attributes["rel"] == "noopener noreferrer nofollow"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example/", "https://u:secret@a.example/"],
)
def test_what_is_no_web_page_for_everybody_is_not_linked(url: str) -> None:
    source = Source("a.md", "x")
    found = Finding(Span(0, 1), f"{url} is odd", url=url)
    diagnostic = Diagnostic("x", source, Severity.ERROR, found, "0")
    result = LinkResult(url, Verdict.OK, final_url=url + "x", snapshot=url)
    uses = {url: (Occurrence(source, Span(0, 1), "inline"),)}
    text = render("html", Report((diagnostic,), {url: result}, uses, 1, 0, 1))
    parsed = LexborHTMLParser(text)
    assert {link.attributes["href"] for link in parsed.css("a")} <= {
        "#findings",
        "#overview",
        "#links",
    }
    assert "secret" not in text


def test_a_source_line_shows_no_password() -> None:
    source = Source("a.md", "[a](https://user:secret@a.example/) and more")
    found = Finding(Span(0, len(source.text)), "odd")
    report = Report((Diagnostic("x", source, Severity.ERROR, found, "0"),), {}, {}, 1, 0, 1)
    assert "secret" not in render("html", report)


@given(ANYTHING, ANYTHING, st.sampled_from(Verdict), st.data())
@example(HOSTILE, HOSTILE, Verdict.BROKEN, None)
def test_nothing_in_a_list_becomes_part_of_the_page(
    text: str, other: str, verdict: Verdict, data: st.DataObject | None
) -> None:
    source = Source(other or "x", text)
    end = data.draw(st.integers(0, len(source.text))) if data else len(source.text)
    span = Span(0, end)
    url = f"https://a.example/{text}"
    found = Finding(span, text, Fix(other, ()), (Related(span, text),), url=url)
    result = LinkResult(
        url,
        verdict,
        Reason.EXCLUDED,
        404,
        f"http://{other}",
        detail=text,
        last_good=TODAY,
        snapshot=other,
    )
    report = Report(
        (Diagnostic("x", source, Severity.INFO, found, "0"),),
        {url: result},
        {url: (Occurrence(source, span, "image"),)},
        1,
        1,
        1,
        failures=(text, other),
        headings={source.path: (Heading(other, "", 1, span),)},
        dates=("2020",),
    )
    rendered = render("html", report)
    parsed = LexborHTMLParser(rendered)
    assert parsed.root is not None
    for node in parsed.root.traverse(include_text=False):
        assert node.tag in ELEMENTS
        assert node.attributes.keys() <= ATTRIBUTES
    assert len(parsed.css("script")) == len(parsed.css("style")) == 1
    assert [node.text() for node in parsed.css(".failures li")] == [
        visible(hide(line)) for line in (text, other)
    ]
    hidden = {"Cc", "Cf", "Zl", "Zp", "Cs"}
    assert {c for c in rendered if unicodedata.category(c) in hidden} <= set("\n\u200c\u200d")
    assert not re.search(r"(?m)^\s*(::|##\[)", rendered)


def test_in_a_log_of_actions_the_page_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the runner would obey is written otherwise; the script is not touched, nor its hash."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    report = report_on(Source("list.md", "# A\n\n[##[error]x](#nowhere)\n"))
    rendered = render("html", report)
    assert "##[" in rendered
    defused = reporter("html").in_log(rendered)
    assert "##[" not in defused
    before, after = LexborHTMLParser(rendered), LexborHTMLParser(defused)
    assert one(after, "code:has(mark)").text() == one(before, "code:has(mark)").text()
    assert one(after, "script").text() == one(before, "script").text()


def test_the_same_report_gives_the_same_page() -> None:
    report = report_on(ORDINARY, answers=ANSWERS)
    assert render("html", report) == render("html", report, RenderOptions(width=40, colour=True))


def test_hosts_with_most_trouble_come_first_and_the_rest_is_one_line() -> None:
    links = [(f"h{number:02}.example", "ok") for number in range(20) for _ in range(number + 1)]
    links += [("h03.example", "broken"), ("h05.example", "unverified")]
    links += [("badges.example", "skipped")] * 90
    found = by_host(links)
    assert [host.name for host in found.shown[:3]] == ["h03.example", "h05.example", "h19.example"]
    assert len(found.shown) == 12
    assert found.number == 21
    assert found.others is not None
    assert found.others.name == "9 other hosts"
    assert sum(host.total for host in found.shown) + found.others.total == len(links)
    assert found.shown[0].bars == [("broken", 0.0, 20.0), ("ok", 20.0, 80.0)]
    assert by_host([(f"h{number}", "ok") for number in range(13)]).others is None


@pytest.mark.parametrize(
    ("dates", "unit", "columns", "without"),
    [
        (["2023-11", "2024-01-31"], "month", ["2023-11", "2023-12", "2024-01"], 0),
        (["2023-11"] * 4 + ["2023"], "month", ["2023-11"], 1),
        (["2023-11", "2024"], "year", ["2023", "2024"], 0),
        (["2019-01", "2024-01"], "year", ["2019", "2020", "2021", "2022", "2023", "2024"], 0),
        (["2019-02", "2024-01"], "month", [*("2019-02", "2019-03")], 0),
        (["1950", "1999", "2025"], "year", ["before 1986", "1986"], 0),
    ],
)
def test_entries_by_month_where_that_can_be_shown(
    dates: Sequence[str], unit: str, columns: list[str], without: int
) -> None:
    found = entries_by_date(dates)
    assert found is not None
    assert found.unit == unit
    assert [column.label for column in found.columns][: len(columns)] == columns
    assert found.without == without
    assert sum(column.entries for column in found.columns) + without == found.dated == len(dates)
    assert max(column.height for column in found.columns) == 100
    assert found.highest.entries == max(column.entries for column in found.columns)


def test_no_dates_no_picture() -> None:
    assert entries_by_date([]) is None
    assert not page(REPORT).css("#dates")


def test_the_engine_tells_what_the_page_needs() -> None:
    dated = Source(
        "a.md",
        "# 2021\n\n| Date | Title | Summary |\n|---|---|---|\n"
        "| 04-05 | [A](https://a.example/) | One. |\n| - | [B](https://b.example/) | Two. |\n",
    )
    report = report_on(dated, ORDINARY)
    assert report.dates == ("2021-04-05", "2023-01", "2023-03", "2023-03")
    assert [heading.text for heading in report.headings["a.md"]] == ["2021"]
    assert report.today == dt.date(2025, 6, 1)
