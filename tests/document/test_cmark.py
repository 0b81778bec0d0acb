"""The links of a list are those that GitHub's own parser finds, in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.document.model import LinkKind
from lint.document.parser import parse
from lint.source import Source
from tests.document import cmark
from tests.document.pieces import PIECES
from tests.lists import LISTS, parsed

if TYPE_CHECKING:
    from pathlib import Path

    from lint.document.model import Document


def ours(text: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    return links_of(parse(Source("list.md", text)))


def links_of(document: Document) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The tags and URLs of a document, and apart from them those of its footnotes."""
    main: list[tuple[str, str]] = []
    notes: list[tuple[str, str]] = []
    for link in document.links:
        tag = "img" if link.kind is LinkKind.IMAGE else "a"
        inside = any(span.contains(link.span) for span in document.footnotes)
        (notes if inside else main).append((tag, cmark.escape(link.url)))
    return main, sorted(notes)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_real_lists(path: Path) -> None:
    document = parsed(path)
    assert links_of(document) == cmark.links(document.source.text)


@settings(max_examples=3000, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text(text: str) -> None:
    assert ours(text) == cmark.links(text)


@pytest.mark.parametrize(
    "text",
    [
        # cmark-gfm forgets that a link closed inside the outer brackets, and nests two links
        # (`no_link_openers` is reset by the next bracket); the specification forbids it.
        "[a [b](c) [d] e](f)",
        # CommonMark 0.31 opens an HTML block at `<!` and any letter, 0.29 (GitHub) at a capital.
        "<!https://a.example",
        # markdown-it-py ends a paragraph of nothing but definitions before an empty list item.
        "[r]: https://r.example 't'\n*\n[r]: https://r.example 't'\n",
        # A label that fails as one link's text is tried again from its last bracket.
        "[r]: u\n\n[r]://](",
        # A table in a quote, continued lazily by a line that would open an HTML block in a cell.
        "> |--|--|\nhttps://a.example|<div>\n> |--|--|\n",
    ],
)
def test_documented_differences(text: str) -> None:
    """The parsers' own disagreements; one that is gone may be struck off the list."""
    assert ours(text) != cmark.links(text)
