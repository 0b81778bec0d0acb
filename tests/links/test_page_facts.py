"""What pages say of themselves in their meta elements, and that no page can make it slow."""

from __future__ import annotations

from functools import partial
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.links.page_facts import PageFacts, ask, read
from lint.links.result import LinkOptions
from tests.growth import GROWTH, grows
from tests.links.server import Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.links.server import Request


def head(*tags: str) -> str:
    return f"<!doctype html><html><head>{''.join(tags)}</head><body><h1>x</h1></body></html>"


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def test_a_publisher_says_all() -> None:
    page = head(
        meta("citation_title", "Maps &amp; Ships"),
        meta("citation_author", "Doe, Jane"),
        meta("citation_author", "Richard Roe"),
        meta("citation_publication_date", "2024/3/2"),
        meta("citation_conference_title", "ICLR 2024"),
        meta("citation_doi", "10.1000/182"),
        "<meta property='og:title' content='Another'>",
        "<META PROPERTY=og:description CONTENT='A\nway'>",
        "<title>The page</title>",
    )
    assert read(page) == PageFacts(
        "Maps & Ships",
        "2024-03-02",
        "ICLR 2024",
        ("Jane Doe", "Richard Roe"),
        "A way",
        "10.1000/182",
    )


@pytest.mark.parametrize(
    ("tags", "title"),
    [
        ((meta("og:title", "Maps"), "<title>x</title>"), "Maps"),
        (("<title>Maps | Site</title>", meta("og:site_name", "Site")), "Maps"),
        (("<title>Maps | Ships</title>", meta("og:site_name", "Site")), "Maps | Ships"),
        (("<title>Maps</title>",), "Maps"),
        ((meta("og:title", " "), "<title>Maps</title>"), "Maps"),
        (("<script>'<meta name=og:title content=No>'</script>", "<title>Maps</title>"), "Maps"),
        (("<!-- <meta name=og:title content=No> -->", "<title>Maps</title>"), "Maps"),
        (("<title>Ma\u202eps\u200e</title>",), "Maps"),
        ((), None),
    ],
)
def test_the_best_title_counts(tags: tuple[str, ...], title: str | None) -> None:
    assert read(head(*tags)).title == title


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2024-03-02T10:00:00Z", "2024-03-02"),
        ("2024/3", "2024-03"),
        ("2024", "2024"),
        ("March 2024", None),
        ("2024-13-01", None),
    ],
)
def test_a_date_is_one_or_none(said: str, date: str | None) -> None:
    assert read(head(meta("article:published_time", said))).date == date


def test_what_stands_below_the_head_is_none_of_it() -> None:
    assert read(head() + meta("og:description", "No")).description is None


@given(st.text(max_size=200))
def test_any_text_is_a_page(text: str) -> None:
    read(text)
    read(f"<head>{text}")
    read(f'<meta name="og:title" content="{text}')


@pytest.mark.parametrize(
    "unit",
    [
        "<meta ",
        '<meta name="og:title" content="x">',
        "<script>",
        "<!--",
        "<meta a=",
        "<title>",
        "</",
    ],
)
def test_time_grows_with_the_length(unit: str) -> None:
    short, long = unit * (40_000 // len(unit)), unit * (320_000 // len(unit))
    assert grows(partial(read, short), partial(read, long), 0.05) <= GROWTH


async def _route(request: Request) -> AsyncIterator[bytes]:
    kind = {"/text": "text/plain"}.get(request.path, "text/html")
    if request.path == "/to":
        yield answer(302, b"", ("Location", "/page"))
    elif request.path == "/long":
        yield answer(200, b"<title>x</title>" + b" " * 5_000_000, ("Content-Type", kind))
    else:
        status = 404 if request.path == "/gone" else 200
        yield answer(status, b"<title>Maps</title>", ("Content-Type", kind))


def test_pages_are_asked_within_bounds() -> None:
    options = LinkOptions(timeout=20, allow_addresses=(ip_network("127.0.0.0/8"),))
    with Server(_route) as server:
        names = ("page", "to", "text", "gone", "long")
        urls = {name: server.url(f"/{name}") for name in names}
        said, more = ask(urls.values(), {}, (), options)
        assert {name for name, url in urls.items() if url in said} == {"page", "to"}
        assert said[urls["to"]].title == "Maps"
        assert more == {}
        forbidden, _ = ask([urls["page"]], {}, (), LinkOptions(timeout=20))
        assert forbidden == {}
        assert len([one for one in server.requests if one.path == "/page"]) == 2
