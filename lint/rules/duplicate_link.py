"""Duplicate entry in a table or list.

## What it does

Checks for two entries of one table or list with the same name that lead to the same page, even if
their descriptions differ. An arXiv paper, a repository, a DOI or a video is recognised under any of
its addresses. If links are checked, a paper on arXiv and its published version are the same.

Entries in different tables or lists are cross-references and are ignored. So are rows that a column
of their own tells apart, such as the size of a model. Two names for one repository, such as
`mailer` and `python-mailer`, are an info.

An entry that a change adds (`--base`, `--staged`) is also compared with all other tables and lists,
because its author may not have seen the existing entry.

## Why it matters

Duplicates make a list longer without adding anything, and their descriptions drift apart.

## Bad

```md bad
- [ReAct](https://arxiv.org/abs/2210.03629) - Reasoning and acting.
- [ReWOO](https://arxiv.org/abs/2305.18323) - Reasoning without observation.
- [ReAct](https://arxiv.org/pdf/2210.03629v3) - Synergises reasoning and acting.
```

## Good

```md good
- [ReAct](https://arxiv.org/abs/2210.03629) - Reasoning and acting.
- [ReAct: the code](https://github.com/ysymyth/ReAct) - Its code.

Agents:

- [ReAct](https://arxiv.org/abs/2210.03629) - Also an agent.
```
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Related, Severity
from lint.entries.columns import CORE, RESERVED
from lint.entries.identity import address, main_link, name_key, row_key, series, work
from lint.entries.nulls import fold, is_null
from lint.entries.words import is_label
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers.papers import facts_of
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.entries.identity import Series
    from lint.entries.labels import EntryLink
    from lint.source import Span

# Sites of repositories: one holds one thing, whatever it is called.
_REPOSITORY = lazy(r"(?:bitbucket|codeberg|gitee|github|gitlab):[^#]+")
# `python-mailer` is `mailer`, but `Code Llama` is no Llama: a name must be no plain word.
_SHORTEST = 5
# Entries for one page are compared with so many earlier ones: a table may have thousands.
_MOST_COMPARED = 20
_SUBTITLE = lazy(r"[:：]")  # noqa: RUF001 - the fullwidth one is meant
_NUMBER = lazy(r"\d{1,6}")
_PREFIX = lazy(r"[a-z0-9]+[-._]", re.IGNORECASE)


@rule("duplicate-link", Severity.WARNING, since="0.1.0", separate=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of tables and lists, one for each entry that repeats an earlier one."""
    added = context.added or frozenset()
    found = series(document, context)
    said: set[Span] = set()
    for each in found:
        for finding in _series(document, context, each, added):
            said.add(finding.span)
            yield finding
    if added:
        yield from (
            one for one in _elsewhere(document, context, found, added) if one.span not in said
        )


def _series(
    document: Document, context: Context, each: Series, added: AbstractSet[Span]
) -> Iterator[Finding]:
    earlier: dict[str, list[Entry]] = {}
    rows: set[object] = set()
    counted = _counted(each)
    # Of two, the one that a change adds is reported, wherever it stands.
    for entry in sorted(each.entries, key=lambda one: one.span in added):
        link = main_link(entry)
        where = _address(link, context) if link is not None else ""
        if link is None or not where:
            continue
        if each.table is not None:
            key = row_key(document, entry)
            if key in rows:  # duplicate-row says so
                continue
            rows.add(key)
        others = earlier.setdefault(where, [])
        same = next(
            (
                one
                for one in others
                if _same(one, entry, counted) and not _is_apart(one, entry, link)
            ),
            None,
        )
        alias = next((one for one in others if _alias(one, entry, link)), None)
        if len(others) < _MOST_COMPARED:
            others.append(entry)
        if same is not None:
            message = f"“{_title(entry)}” is listed twice in this {each.place}"
            yield _finding(document, link, same, message)
        elif alias is not None:
            message = f"“{_title(entry)}” links to the same repository as “{_title(alias)}”"
            yield _finding(document, link, alias, message, Severity.INFO)


def _elsewhere(
    document: Document, context: Context, found: Sequence[Series], added: AbstractSet[Span]
) -> Iterator[Finding]:
    """Findings on entries in `added` that another series has, too."""
    entries = [(number, entry) for number, each in enumerate(found) for entry in each.entries]
    earlier: dict[str, list[tuple[int, Entry]]] = {}
    for number, entry in sorted(entries, key=lambda one: one[1].span in added):
        link = main_link(entry)
        where = _address(link, context) if link is not None else ""
        if link is None or not where:
            continue
        others = earlier.setdefault(where, [])
        if entry.span in added:
            same = (one for place, one in others if place != number and _same_work(one, entry))
            if (other := next(same, None)) is not None:
                message = f"“{_title(entry)}” is already in this list"
                yield _finding(document, link, other, message)
        if len(others) < _MOST_COMPARED:
            others.append((number, entry))


def _address(link: EntryLink, context: Context) -> str:
    """What a link leads to; a preprint that was published is what it became, if that is known."""
    where, facts = address(link.link), facts_of(link, context)
    known = facts is not None and facts.doi is not None and where == facts.identity
    return f"doi:{facts.doi}" if facts is not None and known else where


def _finding(
    document: Document,
    link: EntryLink,
    other: Entry,
    message: str,
    severity: Severity | None = None,
) -> Finding:
    line, _ = document.source.position(other.span.start)
    place = other.places.get("title", other.span)
    word = "first" if place < link.link.span else "other"
    related = (Related(place, f"the {word} of the two"),)
    message = f"{message}, {'first' if word == 'first' else 'also'} on line {line}"
    return Finding(link.link.span, message, related=related, severity=severity)


def _title(entry: Entry) -> str:
    return clip(entry.fields.get("title", ""))


def _counted(each: Series) -> AbstractSet[str]:
    """The columns of a table that only number its rows: 1, 2, 3."""
    fields = each.entries[0].fields if each.table is not None and len(each.entries) > 1 else ()
    return {
        field
        for field in fields
        if field not in CORE and _is_count([one.fields.get(field, "") for one in each.entries])
    }


def _is_count(cells: Sequence[str]) -> bool:
    numbers = [int(one) for text in cells if _NUMBER.fullmatch(one := text.strip(" .)"))]
    return len(numbers) == len(cells) and all(b - a == 1 for a, b in pairwise(numbers))


def _same(one: Entry, other: Entry, counted: AbstractSet[str] = frozenset()) -> bool:
    """Whether two entries have one name, and no column of their table tells them apart.

    `counted` are columns of numbers that only count the rows.
    """
    name = name_key(one.fields.get("title", ""))
    if not name or name != name_key(other.fields.get("title", "")):
        return False
    return all(
        _says_nothing(text)
        or _says_nothing(other.fields.get(field, ""))
        or fold(text) == fold(other.fields[field])
        for field, text in one.fields.items()
        if field not in CORE and field not in RESERVED and field not in counted
    )


def _says_nothing(text: str) -> bool:
    """Whether a cell tells no variants apart: empty, a null mark, or nothing but labels."""
    return not text or is_null(text, frozenset()) or all(map(is_label, text.split("\n")))


def _is_apart(one: Entry, other: Entry, link: EntryLink) -> bool:
    """Whether two entries of one page, that is no work, lead to things of their own besides.

    Two jobs of a company have its page for a title, and a page each to apply.
    """
    if work(link) is not None:
        return False
    pages = [
        {address(each.link) for each in entry.links or ()} - {address(link.link), ""}
        for entry in (one, other)
    ]
    return all(pages) and pages[0].isdisjoint(pages[1])


def _same_work(one: Entry, other: Entry) -> bool:
    """Whether two entries are the same, or have one name but for what a colon introduces."""
    if _same(one, other):
        return True
    titles = [entry.fields.get("title", "") for entry in (one, other)]
    keys = {name_key(title) for title in titles}
    names = {name_key(_SUBTITLE.split(title, maxsplit=1)[0]) for title in titles}
    return len(keys) > len(names) and names <= keys and "" not in names


def _alias(one: Entry, other: Entry, link: EntryLink) -> bool:
    """Whether two names of one repository are the same but for a word before it."""
    if not _REPOSITORY.fullmatch(work(link) or "") or not (one.listed and other.listed):
        return False
    short, long = sorted((fold(one.fields["title"]), fold(other.fields["title"])), key=len)
    prefix = long.removesuffix(short)
    return len(short) >= _SHORTEST and prefix != long and _PREFIX.fullmatch(prefix) is not None
