"""The page of a sweep: its lists by health, in one file that needs nothing else.

As with the report of a list (`lint.reporters.html`), a policy in the page allows its own style and
script and nothing else. Without the script the table is there, but for search and other orders.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from lint.links.result import Verdict
from lint.reporters.html import document

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from lint.sweep.tables import Row


def page(rows: Sequence[Row], today: dt.date) -> str:
    """The page on `rows`, which are in order."""
    judged = [row for row in rows if row.judged]
    links = {link.url: link.verdict for row in judged for link in row.links}
    counts = {one.value: sum(verdict == one.value for verdict in links.values()) for one in Verdict}
    return document(
        _asset("index.html.jinja"),
        _asset("index.css"),
        _asset("index.js"),
        rows=judged,
        others=[row for row in rows if not row.judged],
        entries=sum(row.entries for row in judged),
        links=len(links),
        counts=counts,
        new=[row.new for row in judged if row.new is not None],
        today=today,
    )


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
