"""The entries that a change adds, as data and as a table: what their sites say of them.

The data is written by a job without rights and read by one that has some: whatever is in it may
come from a stranger, and what the sites say may, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.actions.markdown import code, linked
from lint.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lint.engine.analysis import Parsed
    from lint.entries.entry import Entry

MOST = 100
"""Maximum number of entries in the table; a larger change is not reviewed entry by entry."""
_MOST_SHOWN = 20
_MOST_PLACES = 3
_LONGEST_NAME = 60
_LONGEST_WORD = 30
_LONGEST = 1_000
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_NUMBER = 10_000_000
_PAPERS = ("arxiv:", "doi:", "openreview:")
_UNKNOWN = "not checked"
_COLUMNS = ("Line", "Title", "Date", "Stars", "Licence", "Last push", "Archived")
_HEADER = f"| {' | '.join(_COLUMNS)} |\n|{'---|' * len(_COLUMNS)}"


class New(NamedTuple):
    """An entry that a change adds: its line, what it shows, and where that is in the list, too.

    `url` is that of its main link, as the report has it; `work` is the identity of what it shows,
    as `lint.sites` has it, "" for any other page. `also` are lines of the same file.
    """

    path: str
    line: int
    title: str
    url: str
    work: str
    also: tuple[int, ...] = ()


def new_entries(parsed: Parsed) -> Iterator[New]:
    """The entries that the change of a list adds, but those without a link."""
    from lint.credentials import hide
    from lint.entries.identity import address, main_link, work

    added = parsed.change.added if parsed.change is not None else None
    if not added:
        return
    lines: dict[str, list[int]] = {}
    found: list[tuple[Entry, str, str, str]] = []
    for entry in parsed.judged.entries:
        link = main_link(entry)
        url = link.link.web if link is not None else None
        if link is None or url is None:
            continue
        where = address(link.link)
        lines.setdefault(where, []).append(entry.line)
        if entry.span in added:
            found.append((entry, where, hide(url.request), work(link) or ""))
    for entry, where, shown, identity in found:
        also = tuple(line for line in lines[where] if line != entry.line)[:_MOST_PLACES]
        title = " ".join(hide(entry.title).split())[:_LONGEST]
        yield New(parsed.source.path, entry.line, title, shown, identity, also)


def decoded(values: object) -> list[New]:
    """Those in `values`, which a stranger may have written; ValueError or TypeError for others."""
    if not isinstance(values, list):
        raise TypeError("new entries are not a list")
    return [_one(value) for value in values[:MOST]]


def _one(value: Any) -> New:
    if not isinstance(value, dict) or set(value) != set(New._fields):
        raise ValueError("a new entry has unknown keys")
    for name in ("path", "title", "url", "work"):
        if not isinstance(value[name], str) or len(value[name]) > 10 * _LONGEST:
            raise ValueError(f"{name} of a new entry is invalid")
    also = value["also"]
    if not isinstance(also, list) or len(also) > _MOST_PLACES:
        raise ValueError("the lines of a new entry are invalid")
    if not all(type(line) is int and 1 <= line < _NUMBER for line in (value["line"], *also)):
        raise ValueError("a new entry has an invalid line")
    return New(**{**value, "also": tuple(also)})


def table(new: Sequence[New], links: Iterable[Mapping[str, Any]], files: str) -> str:
    """What the sites say of `new` entries, by the `links` of a report; "" where nothing can be.

    `files` is the URL below which the files are, "" where lines have no links.
    """
    facts = {one["url"]: one.get("facts") for one in links}
    told = [one for one in new if one.work or one.also]
    if not told:
        return ""
    rows = [_row(one, facts.get(one.url), files) for one in told[:_MOST_SHOWN]]
    text = "\n".join(["What the sites say of the new entries:", "", _HEADER, *rows])
    if len(told) > _MOST_SHOWN:
        text += f"\n\n… and {plural(len(told) - _MOST_SHOWN, 'more new entry')}."
    return text


def _row(one: New, said: object, files: str) -> str:
    places = [linked(str(one.line), files, one.path, one.line)]
    if one.also:
        lines = ", ".join(linked(str(line), files, one.path, line) for line in one.also)
        places.append(f"already in the list: {lines}")
    facts = said if isinstance(said, dict) else None
    if facts is None:
        name, cells = _cell(one.title), [_UNKNOWN if one.work else "", *[""] * 4]
    else:
        name = _cell(facts.get("title") or one.work.partition(":")[2] or one.title)
        cells = [*_facts(facts, is_paper=one.work.startswith(_PAPERS))]
    return f"| {' | '.join([', '.join(places), name, *cells])} |"


def _facts(facts: Mapping[str, Any], *, is_paper: bool) -> Iterator[str]:
    """The cells of what a site says: nothing of what it does not have, such as a paper's stars."""
    stars = facts.get("stars")
    yield _day(facts.get("date"))
    yield f"{stars:,}" if type(stars) is int and 0 <= stars < 100 * _NUMBER else ""
    yield _cell(facts.get("licence"), _LONGEST_WORD)
    # Of a paper, it is the day of its latest version.
    yield "" if is_paper else _day(facts.get("pushed"))
    if facts.get("archived") is True:
        yield f"yes {_day(facts.get('archived_on'))}".strip()
    else:
        yield "no" if type(stars) is int else ""


def _cell(value: object, longest: int = _LONGEST_NAME) -> str:
    """A text of a stranger as a cell: code in one line. A pipe ends even that (GFM 4.10)."""
    text = value if isinstance(value, str) else ""
    return code(text, longest).replace("|", "\\|") if text.strip() else ""


def _day(value: object) -> str:
    return value if isinstance(value, str) and _DAY.fullmatch(value) else ""
