"""Which links `include`, `exclude`, `images` and `badge_images` leave to be checked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import urls
from lint.document.parser import parse
from lint.links.filters import Selection, pattern, unwanted
from lint.links.result import LinkOptions, Reason, Verdict
from lint.source import Source

LIST = """\
[![a](https://img.shields.io/badge/a-b-c)](https://a.com/)
[![b](https://github.com/o/r/actions/workflows/ci.yml/badge.svg)](https://b.com/)
![c](https://c.com/c.png) [d](https://d.com/)
"""


@pytest.mark.parametrize(
    ("text", "url", "fits"),
    [
        (r"//example\.org/", "https://example.org/x", True),
        (r"//example\.org/", "https://docs.example.org/x", False),
        ("example.org", "https://exampleXorg.com/", True),
        ("^https://example.org/$", "https://example.org/", True),
        ("//[^/]*@", "https://user:word@example.org/", True),
        ("https://example.org/.*", "http://x.com/?u=https://example.org/y", True),
        ("glob:example.org", "https://example.org/", True),
        ("glob:example.org", "http://example.org/deep/page?x=1", True),
        ("glob:example.org", "https://user:word@example.org/", True),
        ("glob:example.org", "https://docs.example.org/", False),
        ("glob:example.org", "https://example.organisation/", False),
        ("glob:example.org", "https://x.com/example.org/", False),
        ("glob:example.org", "https://example.org:8080/", False),
        ("glob:example.org:*", "https://example.org:8080/", True),
        ("glob:Example.ORG/A", "https://example.org/A", True),
        ("glob:example.org/a", "https://example.org/A", False),
        ("glob:*.example.org", "https://docs.example.org/a/b", True),
        ("glob:*.example.org", "https://example.org/", False),
        ("glob:*.example.org", "https://x.com/a.example.org", False),
        ("glob:*.example.org", "https://x.com?a.example.org", False),
        ("glob:*", "http://anything.com/at/all?x", True),
        ("glob:https://*", "http://x.com/", False),
        ("glob:https://*", "https://x.com/", True),
        ("glob:*://x.com", "http://x.com/y", True),
        ("glob:example.org/*/x", "https://example.org/a/b/x", True),
        ("glob:example.org/*/x", "https://example.org/a/b/y", False),
        ("glob:example.org/x", "https://example.org/x/y", False),
        ("glob:example.org/a+b?c=(d)", "https://example.org/a+b?c=(d)", True),
        ("glob:[2001:db8::1]/*", "http://[2001:db8::1]/x", True),
    ],
)
def test_a_pattern(text: str, url: str, *, fits: bool) -> None:
    assert pattern(text).fits(url) is fits


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("(", "invalid regular expression '(': missing ), unterminated subpattern"),
        ("*.example.org", "write 'glob:*.example.org' for a glob"),
        ("https://*.example.org/*", "write 'glob:https://*.example.org/*' for a glob"),
    ],
)
def test_a_pattern_that_is_none(text: str, what: str) -> None:
    with pytest.raises(ValueError, match="invalid regular expression") as raised:
        pattern(text)
    assert what in str(raised.value)


@given(st.text(alphabet="abc.*/?+()[]:@", max_size=12), st.sampled_from(["https://a.b/c?d", "x"]))
def test_no_glob_is_an_error(text: str, url: str) -> None:
    assert pattern(f"glob:{text}").fits(url) in {True, False}


@given(st.from_regex(r"[a-z]{1,5}(\.[a-z]{1,5}){0,2}/[a-zA-Z0-9+?=.()_-]{0,9}", fullmatch=True))
def test_a_glob_without_an_asterisk_fits_itself(text: str) -> None:
    url = urls.http(f"https://{text}")
    assert url is not None
    assert pattern(f"glob:{url.href}").fits(url.href)


def test_the_pattern_that_skips_a_link_is_said() -> None:
    options = LinkOptions(exclude=("nothing", r"/private/\d", "glob:b.com"), include=("com", "org"))
    selection = Selection(options)
    for url, detail in {
        "https://a.com/private/1": r"/private/\d",
        "https://b.com/private/1": r"/private/\d",
        "https://b.com/": "glob:b.com",
        "https://a.net/": "not com or org",
    }.items():
        result = selection.skipped(url)
        assert result is not None
        assert (result.verdict, result.reason) == (Verdict.SKIPPED, Reason.EXCLUDED)
        assert (result.url, result.detail) == (url, detail)
    assert selection.skipped("https://a.com/") is None
    assert selection.skipped("https://a.org/") is None


def test_without_patterns_everything_is_checked() -> None:
    assert Selection(LinkOptions()).skipped("https://a.com/") is None


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (LinkOptions(), {"a.com", "b.com", "c.com", "d.com"}),
        (LinkOptions(images=False), {"a.com", "b.com", "d.com"}),
        (
            LinkOptions(badge_images=True),
            {"a.com", "b.com", "c.com", "d.com", "img.shields.io", "github.com"},
        ),
        (LinkOptions(badge_images=True, images=False), {"a.com", "b.com", "d.com"}),
    ],
)
def test_images_and_badges(options: LinkOptions, expected: set[str]) -> None:
    links = parse(Source("a.md", LIST)).links
    wanted = {link.url.split("/")[2] for link in links if unwanted(link, options) is None}
    assert wanted == expected
    reasons = {unwanted(link, options) for link in links} - {None}
    assert reasons <= {Reason.BADGE_IMAGE, Reason.EXCLUDED}


@pytest.mark.parametrize(
    ("text", "url", "fits"),
    [
        ("https://a.com/x?id=1", "https://a.com/x?id=1", True),
        ("https://a.com/x?id=1", "https://a.com/x?id=12", False),
        ("HTTPS://A.com/x?id=1", "https://a.com/x?id=1", True),
        ("https://a.com", "https://a.com/", True),
        ("https://a.com/x(1", "https://a.com/x(1", True),
        ("https://a.com/x(1", "https://a.com/x(12", False),
        ("https://a.com/[a-z]+/", "https://a.com/abc/d", True),
        ("https://a.com/x?y", "https://a.com/y", True),
    ],
)
def test_a_whole_url_stands_for_itself_as_well(text: str, url: str, *, fits: bool) -> None:
    selection = Selection(LinkOptions(exclude=(text,)))
    assert (selection.skipped(url) is not None) is fits


def test_a_link_counts_as_it_is_written_too() -> None:
    written = {"https://xn--bcher-kva.com/a%20b": ["https://Bücher.com/a b#part"]}
    for text in ("Bücher", "a b", "#part", "glob:https://bücher.com/a b", "xn--", "%20"):
        for name in ("exclude", "include"):
            options = LinkOptions(**{name: (text,)})  # type: ignore[arg-type]
            (url,) = written
            skipped = Selection(options, written).skipped(url)
            assert (skipped is not None) is (name == "exclude"), text


def test_a_pattern_that_fits_nothing_is_told_of() -> None:
    options = LinkOptions(exclude=("a.com", "example.org/*.html"), include=("a", "zzz"))
    unused = Selection(options).unused(["https://a.com/", "https://example.org/x.html"])
    assert list(unused) == ["include[2]", "exclude[2]"]
    assert unused["exclude[2]"] == "'example.org/*.html' matches no link"
