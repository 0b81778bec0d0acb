"""Entry or section that violates the policy of the list.

## What it does

Checks entries and sections against the `[policy]` table of the configuration. Without that table,
this rule reports nothing. Each message starts with the key that is violated.

## Why it matters

Many lists have rules for their entries and a script that enforces them. awesome-go requires a full
stop at the end of each description and a minimum number of entries per category; public-apis limits
descriptions to a hundred characters and allows only certain values in its columns.

## Bad

The examples use this configuration:

`stars_min`, `age_min_days`, `licences` and `own_forks` need what a site says of a repository, a
package or a model when links are checked (GitHub says it only with a token). Where a fact is
missing, one info says that the key was not checked, and where.

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

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from lint.diagnostics import Finding, Severity
from lint.entries.headers import plain
from lint.entries.identity import series, title_link
from lint.entries.nulls import is_null
from lint.rules.base import Context, rule
from lint.rules.helpers.policy_facts import Wanted, of_facts
from lint.rules.helpers.policy_links import (
    Broken,
    below,
    missing_badges,
    too_many_links,
    too_many_words,
)
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lint.document.model import Document, Table
    from lint.entries.entry import Entry

_SENTENCE_END = ".!?\u2026\u3002\uff0e\uff01\uff1f"
# What closes, and may stand behind the end of a sentence.
_CLOSING = " \n\"'\u201d\u2019\u300d\u300f\u00bb*_`)]\uff09"
# Symbols, their modifiers and joiners, and variation selectors.
_EMOJI = frozenset({"So", "Sk", "Cf", "Mn"})
_CLOSING_BRACKETS = frozenset(")]\uff09")
_OPENING_BRACKETS = "([\uff08"
# What stands further from the end of a description is not looked at.
_LONGEST_END = 500
# Letters of the scripts that put no blanks between words.
_UNSPACED = r"\u2e80-\U0010ffff"


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
            *_descriptions(entry, policy),
            *_titles(entry, policy),
            *_words(document, entry, policy),
            *_hosts(entry, policy),
            *too_many_words(entry, policy.summary_max_words),
            *too_many_links(entry, policy.links_max),
            *missing_badges(document, entry, policy.required_badges),
        ):
            yield Finding(span, f"policy.{key}: {message}")
    facts = Wanted(policy.stars_min, policy.age_min_days, policy.licences, policy.own_forks)
    for key, span, message, cause in of_facts(document, context, facts):
        # What is not checked is told of once.
        severity = Severity.INFO if cause is not None else None
        yield Finding(span, f"policy.{key}: {message}", cause=cause, severity=severity)
    for key, span, message in (
        *_values(document, context, policy),
        *below(document, context.entries, policy.sections),
        *_sections(document, context.entries, policy),
        *_change(context, policy),
    ):
        yield Finding(span, f"policy.{key}: {message}")


def _descriptions(entry: Entry, policy: Policy) -> Iterator[Broken]:
    text = entry.fields.get("summary", "").strip()
    if not text or is_null(text, frozenset()):
        return  # `missing-summary` speaks of these
    span = entry.places["summary"]
    count = len(text)
    if policy.description_min is not None and count < policy.description_min:
        least = f"at least {policy.description_min}"
        yield "description_min", span, f"the description has {_characters(count)}, expected {least}"
    if policy.description_max is not None and count > policy.description_max:
        most = f"at most {policy.description_max}"
        yield "description_max", span, f"the description has {_characters(count)}, expected {most}"
    if policy.final_punctuation is None:
        return
    if policy.final_punctuation == "forbidden" and text[-1] in _SENTENCE_END:
        yield "final_punctuation", span, f"the description ends with “{text[-1]}”"
    if policy.final_punctuation == "required" and not _is_sentence(text):
        shown = clip(text.split()[-1])
        yield (
            "final_punctuation",
            span,
            f"the description ends with “{shown}”, expected a full stop",
        )


def _is_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does, emoji and groups in brackets (links) left out."""
    text = text[-_LONGEST_END:]
    while True:
        bare = text
        while bare and (bare[-1] in _CLOSING or unicodedata.category(bare[-1]) in _EMOJI):
            bare = bare[:-1]
        if bare[-1:] in _SENTENCE_END:
            return True
        start = max(map(text.rfind, _OPENING_BRACKETS))
        if start < 0 or _CLOSING_BRACKETS.isdisjoint(text[len(bare) :]):
            return False
        text = text[:start]


def _characters(count: int) -> str:
    return "1 character" if count == 1 else f"{count} characters"


def _titles(entry: Entry, policy: Policy) -> Iterator[Broken]:
    link = title_link(entry) if policy.title_is_repository else None
    url = link.link.web if link is not None else None
    if link is None or url is None or not link.site.endswith("/repository"):
        return
    parts = [part for part in url.path.split("/") if part]
    name = parts[-1].removesuffix(".git")
    names = {name.casefold(), "/".join((*parts[:-1], name)).casefold()}
    text = " ".join(link.link.text.split())
    if text.casefold() not in names:
        message = f"the title is “{clip(text)}”, but the repository is “{name}”"
        yield "title_is_repository", link.link.span, message


def _words(document: Document, entry: Entry, policy: Policy) -> Iterator[Broken]:
    for word in policy.banned_words:
        pattern = _whole(word)
        for name in ("title", "summary"):
            found = pattern.search(entry.fields.get(name, ""))
            if found is None:
                continue
            place = entry.places[name]
            written = pattern.search(document.source.text, place.start, place.end)
            span = Span(*written.span()) if written else place
            thing = "title" if name == "title" else "description"
            yield "banned_words", span, f"the {thing} contains the banned word “{clip(found[0])}”"


def _whole(word: str) -> re.Pattern[str]:
    """A pattern for `word` that does not find it within another one."""
    letter = rf"[^\W{_UNSPACED}]"
    before = rf"(?<!{letter})" if re.match(letter, word) else ""
    after = rf"(?!{letter})" if re.match(letter, word[-1]) else ""
    return re.compile(before + r"\s+".join(map(re.escape, word.split())) + after, re.IGNORECASE)


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
            message = f"the section has {_entries(within)}, expected at least {policy.section_min}"
            yield "section_min", heading.span, message
        if policy.section_max is not None and own[index] > policy.section_max:
            message = (
                f"the section has {_entries(own[index])}, expected at most {policy.section_max}"
            )
            yield "section_max", heading.span, message


def _change(context: Context, policy: Policy) -> Iterator[Broken]:
    """The first entry too many of a change."""
    most, added = policy.entries_per_change, context.added or frozenset()
    if most is None or len(added) <= most:
        return
    entry = [one for one in context.entries if one.span in added][most]
    message = f"the change adds {_entries(len(added))}, expected at most {most}"
    yield "entries_per_change", entry.places.get("title", entry.span), message


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
