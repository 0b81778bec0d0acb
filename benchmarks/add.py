"""How well `add` writes what a curator wrote: entries taken out of lists and added again.

    python benchmarks/add.py FOLDER [--entries 300] [--seed 1] [--misses]

FOLDER has lists (`*.md`, also one folder below). Of each, some entries are taken out, one after
the other; each is added again by its first link, as if its site knew what the entry says: title,
date, venue, authors, summary and the other links. What comes back is the same to the byte, the
same but for words that no site knows (tags, other columns), or reads the same.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


from lint import urls
from lint.adding.check import added
from lint.adding.draft import drafts
from lint.adding.filling import Filler
from lint.adding.house import learn
from lint.adding.position import AT_END, equals, position
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


def known_of(entry: Entry, listed: Listed) -> Work | None:
    """The work that an entry is about, as a site would know it; None for one without a link."""
    pages = [link for link in entry.links or () if urls.http(link.link.url)]
    if not pages or not entry.title:
        return None
    links: dict[Role, str] = {}
    for link in pages:
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
    work = known_of(entry, listed)
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
    where = position(found, document, shorter.context, others, title=work.title, date=work.date)
    places = equals(found, document, shorter.context, where.order, title=work.title, date=work.date)
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
            where.order != AT_END,
            wanted,
            draft.shown,
        )
    return Outcome("refused", placed, where.order != AT_END, wanted, "")


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


def main() -> int:
    """Measure, and print a table. The exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    files = sorted([*options.folder.glob("*.md"), *options.folder.glob("*/*.md")])
    files = [file for file in files if file.name != "README.md"]
    results: dict[tuple[str, str], Counter[str]] = {}
    for file in files:
        listed = open_list(file.read_text("utf-8"))
        places = [(group, at) for group in listed.groups for at in range(len(group.entries))]
        chance.shuffle(places)
        left = max(options.entries // len(files), 1)
        for group, at in places[: left * 4]:
            outcome = again(listed, group, at)
            if outcome is None:
                continue
            counts = results.setdefault((file.stem, group.entries[at].form.value), Counter())
            counts[outcome.kind] += 1
            counts["ordered"] += outcome.ordered
            counts["placed"] += outcome.placed and outcome.ordered
            if options.misses and (
                outcome.kind in {"other", "refused"} or (outcome.ordered and not outcome.placed)
            ):
                print(
                    f"{file.stem} {outcome.kind} placed={outcome.placed}"
                    f"\n- {outcome.wanted}\n+ {outcome.got}"
                )
            left -= 1
            if left == 0:
                break
    print(
        f"{'list':50} {'form':18} {'all':>4} "
        + " ".join(f"{one:>7}" for one in (*KINDS, "ordered", "placed"))
    )
    total: Counter[str] = Counter()
    for (name, form), counts in sorted(results.items()):
        print(row(name, form, counts))
        total += counts
    print(row("all", "", total))
    return 0


def row(name: str, form: str, counts: Counter[str]) -> str:
    """A line of the table."""
    number = sum(counts[one] for one in KINDS)
    shares = (f"{counts[one]:7}" for one in (*KINDS, "ordered", "placed"))
    return f"{name[:50]:50} {form:18} {number:4} " + " ".join(shares)


if __name__ == "__main__":
    sys.exit(main())
