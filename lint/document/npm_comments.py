"""Comments for the awesome-lint of npm, another linter, as far as its rules are ours, too.

    <!--lint disable awesome-list-item-->   from here on, all rules if none is named
    <!--lint enable awesome-list-item-->    until here
    <!--lint ignore awesome-list-item-->    the block below: a list, a table, a paragraph

Sources: https://github.com/sindresorhus/awesome-lint#special-comments and
https://github.com/remarkjs/remark-message-control#markers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.document.model import Document

COMMENT = re.compile(
    r"(?i)<!---*+[ \t\r\n]*+lint[ \t]++(?P<verb>disable|enable|ignore)\b"
    r"(?P<names>[^<>]{0,1000}?)-->"
)
_BLANKS = re.compile(r"[ \t\r\n>]*+")
_NAME = re.compile(r"[a-z][a-z0-9:-]*")
VERBS: Mapping[str, str] = {"disable": "off", "enable": "on", "ignore": "ignore"}
"""What the words of the other linter are called here."""
RULES: Mapping[str, tuple[str, ...]] = {
    "awesome-badge": ("missing-awesome-badge",),
    "awesome-contributing": ("missing-contributing",),
    "awesome-github": ("incomplete-repository",),
    "awesome-heading": ("improper-list-heading",),
    "awesome-license": ("license-section",),
    "awesome-list-item": ("improper-list-item",),
    "awesome-no-ci-badge": ("ci-badge",),
    "awesome-spell-check": ("misspelt-product-name",),
    "awesome-toc": ("improper-contents",),
    "code-of-conduct": ("unfilled-code-of-conduct",),
    "double-link": ("double-link",),
    "match-punctuation": ("unbalanced-punctuation",),
    "no-duplicate-definitions": ("unused-definition",),
    "no-empty-url": ("empty-link",),
    "no-repeat-item-in-description": ("repeated-item-name",),
    "no-undefined-references": ("undefined-reference",),
    "no-unused-definitions": ("unused-definition",),
}
"""Our rules by those of the other linter and of remark-lint that they correspond to."""


def rules_in(match: re.Match[str]) -> tuple[tuple[str, Span], ...] | None:
    """Our rules that a comment names, each with the place of its name; () for all rules.

    None where it names others alone, so that it is about nothing of ours.
    """
    names = list(_NAME.finditer(match.string, *match.span("names")))
    found = tuple(
        (rule, Span(*name.span()))
        for name in names
        for rule in RULES.get(name[0].removeprefix("remark-lint:").removeprefix("remark-lint-"), ())
    )
    return found if found or not names else None


class Blocks:
    """The blocks of a document, to find the one that follows a comment."""

    def __init__(self, document: Document) -> None:
        self._text = document.source.text
        spans = [
            *(one.span for one in document.tables),
            *(one.span for one in document.headings),
            *(one.span for one in document.paragraphs),
        ]
        self._ends = {span.start: span.end for span in spans}
        last: dict[int, int] = {}
        for item in document.items:
            last[item.group] = max(last.get(item.group, 0), item.span.end)
        # A list begins where its first item does; lists within it come later.
        for item in reversed(document.items):
            self._ends[item.span.start] = last[item.group]

    def below(self, comment: Span) -> tuple[Span, ...]:
        """The block that follows `comment`: one, or none."""
        start = _BLANKS.match(self._text, comment.end)
        end = self._ends.get(start.end()) if start is not None else None
        return () if start is None or end is None else (Span(start.end(), end + 1),)
