"""What the first paragraphs below a title say of it."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.fields import people
from lint.entries.fields.line import PLAIN, Range
from lint.entries.fields.lines import break_lines
from lint.entries.fields.marks import skip_marks
from lint.entries.fields.parts import read_stretches
from lint.entries.fields.references import is_reference
from lint.entries.fields.trimming import trim_summary
from lint.entries.text import BOLD, View, view
from lint.entries.words import SUMMARIES, is_label, simple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lint.document.model import Document
    from lint.entries.facts import Facts
    from lint.source import Span


def read_below(
    document: Document, places: Iterable[Span], facts: Facts
) -> Iterator[tuple[str, str, Span]]:
    """What paragraphs below a title say: field, text and place."""
    for place in places:
        text = break_lines(view(document, place), facts)
        words = text.text
        if "\n" in words.strip() or " | " in words or is_reference(words):
            parts = read_stretches(text, facts, PLAIN)
            fields = [("authors", parts.authors), ("venue", parts.venue), ("date", parts.date)]
            for name, found in (*fields, ("summary", parts.summary)):
                if found is not None:
                    yield name, text.value(*found), text.span(*found)
            if parts.summary is not None:
                return
            continue
        found = _words_below(text, facts)
        if found is not None and is_label(text.value(*found)):
            continue
        if found is None or sum(map(str.isalpha, words[found[0] : found[1]])) <= 3:
            continue
        name = "authors" if people.are_people(words[found[0] : found[1]]) else "summary"
        yield name, text.value(*found), text.span(*found)
        if name == "summary":
            return


def _words_below(text: View, facts: Facts) -> Range | None:
    """The words of a paragraph behind the key of a summary, `**Summary**: …`."""
    words = text.text
    start, stop = skip_marks(words, 0, len(words)), len(words)
    if start < stop and text.style(start) & BOLD:
        bold = text.run(start, BOLD)
        key = simple(words[start:bold])
        if key in SUMMARIES or words[bold - 1 : bold + 1].strip()[-1:] in {":", "："}:
            start = skip_marks(words, bold, stop)
    return trim_summary(text, facts, start, stop)
