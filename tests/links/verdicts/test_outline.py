"""The anchors that a scan of a page finds: none too few, whatever the page is made of."""

from __future__ import annotations

import asyncio
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.document.anchors import anchors
from lint.document.parser import parse
from lint.links.checker import Run
from lint.links.network.resolver import system_lookup
from lint.links.result import LinkOptions, Verdict
from lint.links.verdicts.outline import possible
from lint.source import Source
from tests.links.server import Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HEADINGS = [
    "\n# A b\n",
    "\n## A b\n",
    "\n### [A](b) `c` *d* ##\n",
    "\n# [a][b] [b]\n",
    "\n[b]: /x\n",
    "\n# a[^1]\n",
    "\n[^1]: x\n",
    "\nA b\n===\n",
    "\nA\nb &amp; c\n---\n",
    "\n> # é\n",
    "\n- # x\n",
    "\n  2) ## y <b>z</b>\n",
    '<a name="c">',
    "<h2 id=q>A <i>b</i></h2>",
    "<h1>\n  A b\n  <br>\n</h1>\n",
]


@settings(max_examples=100)
@given(st.lists(st.sampled_from(HEADINGS), max_size=12).map("\n".join))
def test_no_anchor_of_the_document_is_missed(text: str) -> None:
    text = text.replace("\r", "\n").lstrip("\ufeff")
    found = possible(text)
    document = parse(Source("", text))
    assert found is not None
    names = [*(heading.slug for heading in document.headings), *document.anchors]
    assert [one for one in names if found.find(one) is None] == []
    assert anchors(document).find("gone") or found.find("gone") is None


@pytest.mark.parametrize(
    "text", ["# h\n" * 6000, "<h1>" * 400_000, "# " + "a" * 3000, f"<h1>{'a' * 3000}</h1>"]
)
def test_of_a_page_with_too_much_nothing_is_said(text: str) -> None:
    assert possible(text) is None


def test_of_a_long_page_a_fragment_is_certainly_missing() -> None:
    found = possible("# A b\n" + "text\n" * 100_000)
    assert found is not None
    assert (found.find("a-b"), found.find("gone")) == ("a-b", None)


def test_the_other_links_go_on_while_a_page_is_read() -> None:
    """The event loop gets its turns: it would get none while a page is parsed on it."""
    page = ("# " + "*a_ " * 40 + "\n") * 600 + "text [a] *b*\n" * 100_000

    async def route(_: Request) -> AsyncIterator[bytes]:
        yield answer(200, page.encode(), ("Content-Type", "text/plain; charset=utf-8"))

    async def turns(run: Run) -> int:
        going, count = asyncio.ensure_future(run.go()), 0
        while not going.done():
            count += 1
            await asyncio.sleep(0.002)
        await going
        return count

    with Server(route) as server:
        url = server.url("/o/r/HEAD/README.md")
        options = LinkOptions(timeout=30.0, allow_addresses=(ip_network("127.0.0.0/8"),))
        run = Run({url: ("gone",)}, options, None, system_lookup)
        assert asyncio.run(turns(run)) > 20
    assert run.results[url].verdict is Verdict.OK
    assert run.results[url].missing == ("gone",)
