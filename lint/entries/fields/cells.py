"""The cell of a title: the name, and what else stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.fields.building import joined
from lint.entries.fields.line import Hints
from lint.entries.fields.parts import read_parts
from lint.entries.text import view

if TYPE_CHECKING:
    from lint.document.model import Cell, Document
    from lint.entries.facts import Facts
    from lint.source import Span

_HINTS = Hints(links_first=True)


def read_title(
    document: Document, cell: Cell, facts: Facts, *, summarised: bool
) -> dict[str, tuple[str, Span]] | None:
    """The title of a cell and its place, with the other fields that it holds; None for all of it.

    `summarised` says that summaries have a column of their own.
    """
    if not cell.text:
        return None
    text = view(document, cell.span)
    parts = read_parts(text, facts, _HINTS)
    if parts.title is None or parts.title[0] >= parts.title[1]:
        return None
    title = joined(text, *parts.title)
    if parts.kind == "text" and "\n" in cell.text and not parts.labels:
        others = (parts.date, parts.authors, parts.venue)
        if parts.summary is not None and summarised and not any(others):
            # The lines of one title: a summary has a column of its own.
            return None
    if not any(map(str.isalnum, title)):
        return None
    found = {"title": (title, text.span(*parts.title))}
    for name, place in (
        ("date", parts.date),
        ("authors", parts.authors),
        ("venue", parts.venue),
        ("summary", parts.summary),
    ):
        if place is not None and place[0] < place[1]:
            words = "\n".join(" ".join(one.split()) for one in text.text[slice(*place)].split("\n"))
            found[name] = (words.strip(), text.span(*place))
    return found
