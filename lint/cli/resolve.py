"""The entries of a list with what the network says of their links: `rows --resolve`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lint import sites, urls
from lint.engine import pipeline
from lint.engine.pipeline import Interrupted

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from lint.engine.listener import Listener
    from lint.engine.pipeline import Task
    from lint.entries.entry import Entry
    from lint.links.result import LinkResult
    from lint.links.store.storage import Storage


def resolved(
    task: Task, listener: Listener, *, today: dt.date, storage: Storage | None = None
) -> tuple[list[dict[str, Any]], bool]:
    """The entries of one list in the terms of schema/row.schema.json, each link with its result.

    The second value says that the check was interrupted: links that it did not come to have no
    verdict. `listener` is told why, if the list cannot be parsed. Raises ConfigError as
    `lint.engine.pipeline.run` does.
    """
    entries = pipeline.entries(task, listener, today=today)
    if not entries:
        return [], False
    interrupted = False
    try:
        report = pipeline.run((task,), (), today=today, listener=listener, storage=storage)
    except Interrupted as error:
        report, interrupted = error.report, True
    return [_row(entry, report.results) for entry in entries], interrupted


def _row(entry: Entry, results: Mapping[str, LinkResult]) -> dict[str, Any]:
    row = entry.as_row()
    links: Sequence[dict[str, Any]] = row.get("links", ())
    for link in links:
        link.update(_found(link["url"], results))
    return row


def _found(target: str, results: Mapping[str, LinkResult]) -> dict[str, Any]:
    """What is known of a link; nothing but None of what is no web page."""
    url = urls.http(target)
    result = results.get(url.request) if url is not None else None
    known = result.facts if result is not None else None
    facts = None
    identity = sites.identity(url) if url is not None else None
    if known is not None:
        facts = asdict(known)
        identity = facts.pop("identity") or identity
    return {
        "identity": identity,
        "verdict": str(result.verdict) if result is not None else None,
        "reason": str(result.reason) if result is not None and result.reason else None,
        "facts": facts,
    }
