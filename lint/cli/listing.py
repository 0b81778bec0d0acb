"""`awesome-lint rows`: the entries of a list as JSON lines, JSON or CSV, and what was not read."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from lint.credentials import hide_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lint.entries.entry import Unread
    from lint.source import Source

COLUMNS = (
    *(
        "path",
        "line",
        "end_line",
        "form",
        "section",
        "title",
        "date",
        "authors",
        "venue",
        "summary",
    ),
    *("tags", "links"),
)
# A spreadsheet takes what begins so for a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def listed(source: Source, rows: Sequence[Mapping[str, Any]], format_name: str) -> str:
    """`rows`, the entries of the list `source`, as `jsonl`, `json` or `csv`.

    CSV is as RFC 4180 has it, with the columns `COLUMNS`: several tags or links stand on lines of
    their own in one cell, a link as its label and its URL.
    """
    hidden: list[Any] = [hide_within(row, source.user_info) for row in rows]
    if format_name == "json":
        return json.dumps(hidden, ensure_ascii=False, indent=1) + "\n"
    if format_name == "csv":
        return _csv(source.path, hidden)
    return "".join(json.dumps(row) + "\n" for row in hidden)


def _csv(path: str, rows: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = {"path": path, **row}
        cells["tags"] = "\n".join(row.get("tags", ()))
        cells["links"] = "\n".join(_links(row))
        writer.writerow([_safe(str(cells.get(name, ""))) for name in COLUMNS])
    return text.getvalue()


def _links(row: Mapping[str, Any]) -> Iterator[str]:
    for link in row.get("links", ()):
        label = " ".join(f"{link['label']} {link['message']}".split())
        yield f"{label} {link['url']}" if label and label != link["url"] else link["url"]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unread_lines(path: str, unread: Iterable[Unread]) -> Iterator[str]:
    """A line for everything that looks like an entry and was not read as one."""
    for one in unread:
        yield f"{path}:{one.line}: {one.form}: {one.why}\n"
