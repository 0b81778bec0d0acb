"""The rows that a change adds or edits, as data: what a comment on it has to know.

Written beside the report by a job without rights, and read by one that has some: whatever is in it
may come from a stranger.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.actions.new_entries import MOST, New
from lint.actions.new_entries import decoded as entries_of
from lint.diagnostics import Edit
from lint.engine.fixer import apply, compatible
from lint.errors import LintError
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lint.source import Source

VERSION = 1
MOST_ROWS = 2_000
"""More are no contribution to a list that anybody goes through row by row."""
LONGEST_ROW = 20_000
"""In characters."""


class Row(NamedTuple):
    """An entry that a change adds or edits: its lines (from 1, both included) and its text.

    `corrected` is the text once the fixes are applied that the report offers, None where there are
    none, "" where it is to go.
    """

    path: str
    line: int
    end_line: int
    text: str
    corrected: str | None


def rows(source: Source, changed: Iterable[Span], found: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The entries of `source` at the places `changed`, with what the report `found` in the file.

    `found` are diagnostics as schema/report.schema.json has them.
    """
    fixes = [edits for one in found if (edits := _edits(source, one["fix"]))]
    made = []
    for span in sorted(changed):
        line, _ = source.position(span.start)
        end_line, column = source.position(span.end)
        if column == 1 and end_line > line:
            end_line -= 1
        start = source.line_start(line)
        end = source.line_start(end_line) + len(source.line_text(end_line))
        whole = Span(start, end)
        made.append(
            Row(source.path, line, end_line, source.slice(whole), _fixed(source, whole, fixes))
        )
    return made


def encoded(made: Sequence[Row], new: Sequence[New] = ()) -> str:
    """`made` and the `new` entries as JSON, without those that are too many or too long."""
    kept = [one._asdict() for one in made if len(one.text) <= LONGEST_ROW][:MOST_ROWS]
    added = [one._asdict() for one in new[:MOST]]
    return json.dumps({"version": VERSION, "count": len(made), "rows": kept, "new": added})


def decoded(text: bytes) -> tuple[int, list[Row], list[New]]:
    """How many rows a change has, those in `text`, which a stranger may have written, and the new.

    Raises LintError for anything but what `encoded` makes.
    """
    try:
        value = json.loads(text)
        version, made = value["version"], [_row(one) for one in value["rows"][:MOST_ROWS]]
        count = max(_whole(value["count"]), len(made))
        new = entries_of(value.get("new", []))  # a version that is older wrote none
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise LintError(f"cannot read the changed rows: {str(error)[:200]}") from None
    if version != VERSION:
        raise LintError("cannot read the changed rows: unknown version")
    return count, made, new


def _row(value: Mapping[str, Any]) -> Row:
    if set(value) != set(Row._fields):
        raise ValueError("a row has unknown keys")
    for name in ("path", "text", "corrected"):
        text = value[name]
        if not isinstance(text, str) and (text is not None or name != "corrected"):
            raise TypeError(f"{name} is not a string")
        if len(text or "") > 2 * LONGEST_ROW:
            raise ValueError(f"{name} is too long")
    if not 1 <= _whole(value["line"]) <= _whole(value["end_line"]):
        raise ValueError("a row has invalid lines")
    return Row(**value)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10_000_000:
        raise TypeError("a number")
    return value


def _edits(source: Source, fix: Mapping[str, Any] | None) -> tuple[Edit, ...]:
    if fix is None:
        return ()
    return tuple(
        Edit(
            Span(
                source.line_start(one["start_line"]) + one["start_column"] - 1,
                source.line_start(one["end_line"]) + one["end_column"] - 1,
            ),
            one["replacement"],
        )
        for one in fix["edits"]
    )


def _fixed(source: Source, row: Span, fixes: Sequence[Sequence[Edit]]) -> str | None:
    """The text of `row` with those of `fixes` applied that touch nothing else; None without any.

    Of those that overlap, the first counts. One that takes the line ending, too, takes the row.
    """
    chosen: list[Edit] = []
    for edits in fixes:
        if any(edit.span.start <= row.start and edit.span.end >= row.end for edit in edits):
            if all(not edit.replacement.strip() for edit in edits):
                return ""
            continue
        within = all(row.contains(edit.span) for edit in edits)
        if within and compatible([*chosen, *edits]):
            chosen += edits
    if not chosen:
        return None
    shifted = (
        Edit(Span(edit.span.start - row.start, edit.span.end - row.start), edit.replacement)
        for edit in chosen
    )
    return apply(source.slice(row), shifted)
