"""Entries of lists, taken out and added again, as if a site knew what they say."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from lint import urls
from lint.adding.check import added
from lint.adding.draft import drafts
from lint.adding.filling import Filler
from lint.adding.house import learn
from lint.adding.position import AT_END, UNDATED, equals, position
from lint.adding.present import present
from lint.adding.work import Role, Work, names_of, role
from lint.config.config import Config
from lint.config.overrides import Overrides
from lint.engine.analysis import Parsed, Task, read
from lint.engine.listener import NullListener
from lint.entries.identity import series
from lint.rules import Context
from lint.rules.helpers.lines import whole_lines
from lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.entries.entry import Entry
    from lint.entries.identity import Series

TODAY = dt.datetime.now(dt.UTC).date()
CELLS = re.compile(r"(?<!\\)\|")
KINDS = ("exact", "same", "reads", "other", "refused")


class Listed(NamedTuple):
    """A list that was read."""

    task: Task
    parsed: Parsed
    context: Context
    groups: Sequence[Series]


class Outcome(NamedTuple):
    """What came back of one entry: one of `KINDS`, and whether it stands where it stood."""

    kind: str
    placed: bool
    ordered: bool
    wanted: str
    got: str


def open_list(text: str) -> Listed:
    """The list in `text`."""
    task = Task(
        Source("README.md", text), Config().override(Overrides(offline=True)), streamed=True
    )
    parsed = read(task, TODAY, NullListener())
    assert parsed is not None
    context = Context(today=TODAY, entries=parsed.judged.entries)
    return Listed(task, parsed, context, list(series(parsed.document, context)))


def known_of(entry: Entry) -> Work | None:
    """The work that an entry is about, as a site would know it; None for one without a link."""
    pages = [link for link in entry.links or () if urls.http(link.link.url)]
    if not pages or not entry.title:
        return None
    links: dict[Role, str] = {}
    for link in pages:
        if link is not pages[0] and role(urls.http(link.link.url), link) is Role.PAGE:
            continue  # a post, a licence: no site says that it belongs to the work
        links.setdefault(role(urls.http(link.link.url), link), link.link.url)
    stated = entry.known_date
    venue = entry.fields.get("venue", "")
    if stated is not None and stated.venue and not venue:
        venue = entry.fields["date"]
    authors = re.sub(r"(?i),?\s*et\.? al\.?,?", "", entry.fields.get("authors", ""))
    names = [name for name in re.split(r";|,|\s+(?:and|&)\s+", authors) if name.strip()]
    return Work(
        pages[0].link.url,
        title=" ".join(entry.title.split()),
        date=stated.iso if stated is not None else "",
        venue=venue,
        authors=tuple(name.strip() for name in names),
        summary=" ".join(entry.fields.get("summary", "").split()),
        links=links,
        names=frozenset({f"{role(urls.http(pages[0].link.url))}:"})
        | frozenset({"arxiv:"} if any(one.site.startswith("arxiv") for one in pages) else ()),
    )


def again(listed: Listed, group: Series, at: int) -> Outcome | None:
    """Take the entry at `at` of `group` out and add it again; None where that cannot be."""
    entry = group.entries[at]
    work = known_of(entry)
    text = listed.task.source.text
    lines = whole_lines(text, entry.span)
    around = text[lines.start : entry.span.start] + text[entry.span.end : lines.end]
    if work is None or around.strip(" \t\r\n|>") or len(group.entries) < 2:
        return None
    shorter = open_list(text[: lines.start] + text[lines.end :])
    neighbour = group.entries[at - 1] if at else group.entries[1]
    start = neighbour.span.start - (0 if at else lines.end - lines.start)
    found = next(
        (one for one in shorter.groups if any(e.span.start == start for e in one.entries)), None
    )
    if found is None or len(found.entries) != len(group.entries) - 1:
        return None
    document = shorter.parsed.document
    others = [one for one in shorter.groups if one is not found]
    where = position(found, others, title=work.title, date=work.date)
    places = equals(found, where.order, title=work.title, date=work.date)
    if present(shorter.parsed.judged.entries, Work(work.url, names=names_of(work.url))):
        return None  # that page is another entry's, too, so that `add` names it
    house = learn(document, found, shorter.context)
    wanted = text[lines.start : lines.end].rstrip("\r\n")
    placed = at in places
    for draft in drafts(house, work, where.before):
        new = added(shorter.task, shorter.parsed, draft, TODAY)
        if new is None:
            continue
        return Outcome(
            kind_of(draft.shown, wanted, new, entry, listed, group, work),
            placed,
            where.order not in {AT_END, UNDATED},
            wanted,
            draft.shown,
        )
    return Outcome("refused", placed, where.order not in {AT_END, UNDATED}, wanted, "")


def kind_of(  # noqa: PLR0913, PLR0917 - the old and the new
    shown: str, wanted: str, new: Entry, old: Entry, listed: Listed, group: Series, work: Work
) -> str:
    """How much of an entry came back."""
    if shown == wanted:
        return "exact"
    if is_same(shown, old, listed, group, work):
        return "same"
    core = ("title", "date", "venue", "authors", "summary")
    fields = all(plain(new.fields.get(one, "")) == plain(old.fields.get(one, "")) for one in core)
    links = {name for link in new.links or () for name in names_of(link.link.url)}
    known = {name for one in work.links.values() for name in names_of(one)}
    if fields and known <= links:
        return "reads"
    return "other"


def is_same(shown: str, old: Entry, listed: Listed, group: Series, work: Work) -> bool:
    """Whether an entry came back to the byte but for what no site knows, blanks aside."""
    filler = Filler(learn(listed.parsed.document, group, listed.context), work)
    if group.table is None or group.table.html:
        filled = filler.fill(old, old.span)
        return filled is not None and plain(shown) == plain(filled.text)
    row = next(one for one in group.table.rows if one.span.start == old.span.start)
    cells = CELLS.split(shown.strip().strip("|"))
    if len(cells) != len(row.cells):
        return False
    for cell, one in zip(cells, row.cells, strict=True):
        filled = filler.fill(old, one.span)
        if filled is None or (filled.parts and plain(cell) != plain(filled.text)):
            return False
    return True


def plain(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())
