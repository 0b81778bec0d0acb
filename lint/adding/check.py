"""Reading a draft back: it must be one entry more, as it was meant, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint import urls
from lint.engine.analysis import read
from lint.engine.listener import NullListener
from lint.source import Source

if TYPE_CHECKING:
    import datetime as dt

    from lint.adding.lines import Draft
    from lint.document.model import Document
    from lint.engine.analysis import Parsed, Task
    from lint.entries.entry import Entry


def added(task: Task, before: Parsed, draft: Draft, today: dt.date) -> Entry | None:
    """The entry that `draft` adds to the list of `task`, read as `before`.

    None where the text with it is not the old one with exactly this entry, its title and its
    links, in it: whatever a stranger's text would do to the list, it is not written.
    """
    source = task.source
    text = draft.applied(source.text)
    after = read(
        task._replace(source=Source(source.path, text, source.file)), today, NullListener()
    )
    if after is None or _structure(after.document) != _structure(before.document):
        return None
    end = draft.at + len(draft.text)
    entries = after.judged.entries
    new = [one for one in entries if draft.at <= one.span.start < end]
    old = [one for one in entries if not draft.at <= one.span.start < end]
    if len(new) != 1 or [*map(_content, old)] != [*map(_content, before.judged.entries)]:
        return None
    entry = new[0]
    links = after.document.links_in(entry.span)
    if any(one.span.start < entry.span.start or one.span.end > end for one in links):
        return None
    written = [_address(link.link.url) for link in entry.links or ()]
    if _plain(entry.title) != _plain(draft.title) or written != [*map(_address, draft.urls)]:
        return None
    return entry


def _structure(document: Document) -> tuple[object, ...]:
    """What a new entry has none of."""
    return (
        [(one.text, one.level) for one in document.headings],
        len(document.tables),
        len(document.comments),
        len(document.definitions),
        len(document.footnotes),
        len(document.unresolved),
        document.anchors,
        document.front_matter,
    )


def _content(entry: Entry) -> tuple[object, ...]:
    return (
        entry.section,
        entry.title,
        # One more row may tell what a column is, and so be enough to call it `venue`.
        tuple(entry.fields.values()),
        tuple(link.link.url for link in entry.links or ()),
    )


def _address(text: str) -> str:
    url = urls.http(text)
    return text if url is None else url.href


def _plain(text: str) -> str:
    return "".join(text.split())
