"""The entries of a list with what the network says of their links: `rows --resolve`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lint import sites, urls
from lint.api.lists import Interrupted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lint.api.lists import Lists, Task
    from lint.entries.entry import Entry
    from lint.links.result import LinkResult
    from lint.links.store.storage import Storage


def resolved(lists: Lists, task: Task, storage: Storage) -> tuple[list[dict[str, Any]], bool]:
    """The entries of `task`, the one list of `lists`, as schema/row.schema.json has them.

    Each link has its result. The second value says that the check was interrupted: links that it
    did not come to have no verdict. Raises ConfigError as `Lists.check` does.
    """
    entries = lists.entries(task)
    if not entries:
        return [], False
    interrupted = False
    try:
        report = lists.check_links(storage=storage)
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
