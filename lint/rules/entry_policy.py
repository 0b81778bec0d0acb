"""Entry or section that violates the policy of the list.

## What it does

Checks entries and sections against the `[policy]` table of the configuration. Without that table,
this rule reports nothing. Each message starts with the key that is violated.

`stars_min`, `age_min_days`, `licences` and `own_forks` need what a site reports about a repository,
a package or a model when links are checked (GitHub reports it only with a token). If a fact is
missing, one info says which key was not checked, and where.

## Why it matters

Many lists have rules for their entries and a script that enforces them. awesome-go requires a full
stop at the end of each description and a minimum number of entries per category; public-apis limits
descriptions to a hundred characters and allows only certain values in its columns.

## Bad

The examples use this configuration:

```toml
[policy]
description_max = 60
final_punctuation = "required"
title_is_repository = true
banned_words = ["best"]
allowed_values = { "Auth" = ["No", "apiKey"] }
```

```md bad
- [The Best Router](https://github.com/owner/router) - A router for HTTP
```

```md bad
| API                          | Description     | Auth |
|------------------------------|-----------------|------|
| [Cats](https://fine.example) | Facts of cats.  | none |
```

## Good

```md good
- [router](https://github.com/owner/router) - A router for HTTP.
- [Router](https://fine.example) - Another one, with no repository.

| API                          | Description     | Auth |
|------------------------------|-----------------|------|
| [Cats](https://fine.example) | Facts of cats.  | No   |
```
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from lint.diagnostics import Finding, Severity
from lint.entries.headers import plain
from lint.entries.identity import series
from lint.rules.base import Context, rule
from lint.rules.helpers.policy_facts import Wanted, of_facts
from lint.rules.helpers.policy_links import (
    Broken,
    below,
    missing_badges,
    too_many_links,
    too_many_words,
)
from lint.rules.helpers.policy_text import banned, other_title, wrong_end, wrong_length
from lint.text import clip, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lint.document.model import Document, Table
    from lint.entries.entry import Entry


def _limit(description: str) -> Mapping[str, object]:
    return {"description": description, "minimum": 1}


@dataclass(frozen=True, slots=True)
class Policy:
    """Requirements for entries and sections; a missing key requires nothing."""

    description_min: int | None = field(
        default=None,
        metadata=_limit(
            "The minimum length of a description in characters, as rendered on GitHub."
        ),
    )
    description_max: int | None = field(
        default=None,
        metadata=_limit(
            "The maximum length of a description in characters, as rendered on GitHub."
        ),
    )
    final_punctuation: Literal["required", "forbidden"] | None = field(
        default=None,
        metadata={
            "description": "Whether a description must, or must not, end with one of . ! ? …"
        },
    )
    title_is_repository: bool = field(
        default=False,
        metadata={
            "description": "Whether a title that links to a repository must be the name of the"
            " repository, or owner/name; case is ignored."
        },
    )
    banned_words: tuple[str, ...] = field(
        default=(),
        metadata={
            "description": "Words and phrases that titles and descriptions must not contain,"
            " in any case.",
            "items": {"minLength": 1},
        },
    )
    allowed_hosts: tuple[str, ...] | None = field(
        default=None,
        metadata={
            "description": "The hosts that entries may link to, including their subdomains.",
            "items": {"minLength": 1},
        },
    )
    sections: dict[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata={
            "description": "The sites that the entries of a section and its subsections may link"
            ' to, by heading: { "Papers" = ["arxiv", "doi"], "Tools" = ["github/repository"] }.'
            " schema/README.md lists their names; the first part is enough."
        },
    )
    summary_max_words: int | None = field(
        default=None,
        metadata=_limit(
            "The maximum number of words in a description; each Chinese or Japanese character"
            " counts as one."
        ),
    )
    links_max: int | None = field(
        default=None, metadata=_limit("The maximum number of links in an entry.")
    )
    required_badges: tuple[str, ...] = field(
        default=(),
        metadata={
            "description": "The labels of the badges that every entry must have, in any case.",
            "items": {"minLength": 1},
        },
    )
    allowed_values: dict[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata={
            "description": 'The allowed texts of a cell, by the header of its column; "" allows'
            ' an empty cell: { "Auth" = ["No", "apiKey"] }.'
        },
    )
    section_min: int | None = field(
        default=None,
        metadata=_limit("The minimum number of entries in a section, including its subsections."),
    )
    section_max: int | None = field(
        default=None,
        metadata=_limit("The maximum number of entries in a section, without its subsections."),
    )
    stars_min: int | None = field(
        default=None,
        metadata=_limit("The minimum number of stars of the repository that an entry is about."),
    )
    age_min_days: int | None = field(
        default=None,
        metadata=_limit(
            "The minimum number of days since the first version of what an entry is about: a"
            " repository, a package or a model."
        ),
    )
    licences: tuple[str, ...] = field(
        default=(),
        metadata={
            "description": "The licences that what an entry is about may have, by their SPDX"
            ' identifiers: ["MIT", "Apache-2.0"].',
            "items": {"minLength": 1},
        },
    )
    own_forks: bool = field(
        default=True,
        metadata={
            "description": "Whether an entry may be about a fork in the account that the list's own"
            " repository is in."
        },
    )
    entries_per_change: int | None = field(
        default=None,
        metadata=_limit(
            "The maximum number of entries that a change may add to the list, with `--base` or"
            " `--staged`; edited entries do not count."
        ),
    )


@rule("entry-policy", Severity.WARNING, since="0.1.0", options=Policy)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings by entry, then by what sites know, then by cell, then by section."""
    policy = context.options(Policy)
    if policy == Policy():
        return
    for entry in context.entries:
        for key, span, message in (
            *wrong_length(entry, policy.description_min, policy.description_max),
            *wrong_end(entry, policy.final_punctuation),
            *(other_title(entry) if policy.title_is_repository else ()),
            *banned(document, entry, policy.banned_words),
            *_hosts(entry, policy),
            *too_many_words(entry, policy.summary_max_words),
            *too_many_links(entry, policy.links_max),
            *missing_badges(document, entry, policy.required_badges),
        ):
            yield Finding(span, f"policy.{key}: {message}")
    facts = Wanted(policy.stars_min, policy.age_min_days, policy.licences, policy.own_forks)
    for key, span, message, cause in of_facts(document, context, facts):
        # What was not checked is reported once.
        severity = Severity.INFO if cause is not None else None
        yield Finding(span, f"policy.{key}: {message}", cause=cause, severity=severity)
    for key, span, message in (
        *_values(document, context, policy),
        *below(document, context.entries, policy.sections),
        *_sections(document, context.entries, policy),
        *_change(context, policy),
    ):
        yield Finding(span, f"policy.{key}: {message}")


def _hosts(entry: Entry, policy: Policy) -> Iterator[Broken]:
    if policy.allowed_hosts is None:
        return
    allowed = tuple(host.lower().removeprefix(".") for host in policy.allowed_hosts)
    for link in entry.links or ():
        url = link.link.web
        if url is None or any(f".{url.host}".endswith(f".{host}") for host in allowed):
            continue
        yield (
            "allowed_hosts",
            link.link.span,
            f"the link leads to {clip(url.host)}, which is not allowed",
        )


def _values(document: Document, context: Context, policy: Policy) -> Iterator[Broken]:
    for each in series(document, context) if policy.allowed_values else ():
        if each.table is None or _has_spans(each.table):
            continue
        headers = [plain(cell.text) for cell in each.table.header.cells]
        rows = {row.span: row for row in each.table.rows}
        for header, values in policy.allowed_values.items():
            if plain(header) not in headers:
                continue
            index = headers.index(plain(header))
            for entry in each.entries:
                cells = rows[entry.span].cells[index : index + 1]
                text = " ".join(cells[0].text.split()) if cells else ""
                if text in values or (cells and cells[0].image):
                    continue
                written = cells and cells[0].span.start < cells[0].span.end
                span = cells[0].span if written else entry.span
                shown = f"is “{clip(text)}”" if text else "is empty"
                allowed = clip(", ".join(f"“{value}”" for value in values))
                yield "allowed_values", span, f"{header} {shown}, not one of {allowed}"


def _has_spans(table: Table) -> bool:
    """Whether a cell takes several rows or columns, so that the others move."""
    return any(cell.rowspan > 1 or cell.colspan > 1 for row in table.rows for cell in row.cells)


def _sections(document: Document, entries: Iterable[Entry], policy: Policy) -> Iterator[Broken]:
    if policy.section_min is None and policy.section_max is None:
        return
    headings = document.headings
    starts = [heading.span.start for heading in headings]
    own = Counter(bisect_right(starts, entry.span.start) - 1 for entry in entries)
    for index, heading in enumerate(headings):
        if not own[index]:
            continue
        last = index + 1
        while last < len(headings) and headings[last].level > heading.level:
            last += 1
        within = sum(own[each] for each in range(index, last))
        if policy.section_min is not None and within < policy.section_min:
            message = (
                f"the section has {plural(within, 'entry')}, expected at least {policy.section_min}"
            )
            yield "section_min", heading.span, message
        if policy.section_max is not None and own[index] > policy.section_max:
            has = f"the section has {plural(own[index], 'entry')}"
            message = f"{has}, expected at most {policy.section_max}"
            yield "section_max", heading.span, message


def _change(context: Context, policy: Policy) -> Iterator[Broken]:
    """The first entry too many of a change."""
    most, added = policy.entries_per_change, context.added or frozenset()
    if most is None or len(added) <= most:
        return
    entry = [one for one in context.entries if one.span in added][most]
    message = f"the change adds {plural(len(added), 'entry')}, expected at most {most}"
    yield "entries_per_change", entry.places.get("title", entry.span), message
