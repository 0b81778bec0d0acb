"""Whole lines of a source: which an entry takes, how to take them out or put them elsewhere."""

from __future__ import annotations

import re

from lint.diagnostics import Edit
from lint.source import Span

_BREAK = re.compile(r"\r\n?|\n")


def whole_lines(text: str, span: Span) -> Span:
    """The lines that `span` touches, with the line ending of the last one, if it has one."""
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    ending = _BREAK.search(text, max(span.end - 1, span.start))
    return Span(start, ending.end() if ending else len(text))


def remove(text: str, lines: Span) -> Edit:
    """The edit that takes out `lines`; the last line of a text takes the ending before it along."""
    start = lines.start
    if not _ends_a_line(text[: lines.end]):
        start -= len(_ending_of(text[:start]))
    return Edit(Span(start, lines.end), "")


def move(text: str, lines: Span, place: int) -> tuple[Edit, Edit]:
    """The edits that put `lines` to `place`: the start of a line outside of them, or the end."""
    ending = match[0] if (match := _BREAK.search(text)) else "\n"
    moved = text[lines.start : lines.end]
    body = moved[: len(moved) - len(_ending_of(moved))]
    written = body + ending if _ends_a_line(text[:place]) else ending + body
    return Edit(Span(place, place), written), remove(text, lines)


def _ends_a_line(text: str) -> bool:
    return not text or text[-1] in "\r\n"


def _ending_of(text: str) -> str:
    if text.endswith("\r\n"):
        return "\r\n"
    return text[-1:] if text[-1:] in ("\r", "\n") else ""
