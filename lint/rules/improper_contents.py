"""Table of contents that is misnamed, misplaced or out of sync with the sections.

## What it does

Checks the table of contents against the
[guidelines](https://github.com/sindresorhus/awesome/blob/main/pull_request_template.md): it is the
first section, is named `Contents`, has at most one level of nested lists and omits the sections
Contributing and Footnotes. Its items have the names and the order of the sections that they link
to. If it lists the subsections of some sections, it lists those of all sections. A section may be
left out if its subsections are there.

Links to missing sections are reported as `missing-anchor`. A list without a table of contents is
fine, because GitHub displays one.

## Why it matters

Readers use the table of contents to find their way. An outdated one hides sections.

## Bad

```md bad
# Awesome Swift

## Table of Contents

- [Networking](#networking)
- [Contributing](#contributing)

## Networking

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.

## Text

- [Down](https://github.com/johnxnguyen/Down) - Markdown rendering.

## Contributing

Pull requests are welcome.
```

## Good

```md good
# Awesome Swift

## Contents

- [Networking](#networking)
- [Text](#text)

## Networking

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.

## Text

- [Down](https://github.com/johnxnguyen/Down) - Markdown rendering.

## Contributing

Pull requests are welcome.
```
"""

from __future__ import annotations

from itertools import islice, takewhile
from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.document.model import LinkKind
from lint.document.slugs import Anchors
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from lint.document.model import Document, Heading, Item, Link
    from lint.source import Span

# Sections that the guideline keeps out, with the other names that lists have for them.
_OUTSIDE = lazy(
    r"(?:contribut(?:e|ing|ions?|ors?)(?: guide(?:lines?)?)?|how to contribute|footnotes?)"
)
# Sections that need not be in it: those about the list itself.
_OPTIONAL = lazy(
    r"(?:(?!\bcontribut).)*+\bcontribut.*|licen[cs](?:e|es|ing)|contents|acknowledge?ments?|credits?|thanks|sponsors?"
    r"|related(?: lists)?|star history|changelog|about|introduction|citation|disclaimer"
    r"|code of conduct|support"
)
_DEEPEST = 2


@rule("improper-contents", Severity.WARNING, since="0.1.0", preset=guideline.PRESET)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings on the heading of the contents, then on its items, then on missing sections."""
    heading = guideline.contents(document)
    if heading is None or not guideline.is_list(document, context):
        return
    below = _below(document, heading)
    items = guideline.items_in(document, below)
    targets = _targets(document, items)
    # Without links into this document it is a category, or contents of something else.
    if not any(target is not None for _, target in targets):
        return
    yield from _heading(document, heading)
    yield from _depth(items)
    yield from _names(targets)
    yield from _order(targets)
    yield from _missing(document, heading, targets)
    yield from _subsections(document, heading, targets)


def _below(document: Document, heading: Heading) -> Span:
    """The part of the document in which the contents stand: up to the next heading."""
    after = (one.span.start for one in document.headings if one.span.start > heading.span.start)
    section = guideline.section(document, heading)
    return type(section)(section.start, min(section.end, next(after, section.end)))


def _targets(document: Document, items: Sequence[Item]) -> list[tuple[Link, Heading | None]]:
    """The links to anchors that open `items`, each with the heading that it leads to, if any."""
    by_slug = {heading.slug: heading for heading in document.headings}
    anchors = Anchors(by_slug)
    found = []
    for item in items:
        link = next(iter(document.links_in(item.text_span)), None)
        if link is not None and link.url.startswith("#") and link.kind is not LinkKind.IMAGE:
            slug = anchors.find(link.url[1:])
            found.append((link, by_slug[slug] if slug is not None else None))
    return found


def _heading(document: Document, heading: Heading) -> Iterator[Finding]:
    name = guideline.words(heading.text)
    if name != "contents":
        yield Finding(
            heading.span, f"the table of contents is named “{clip(heading.text)}”, not “Contents”"
        )
    before = [
        one
        for one in document.headings
        if one.span.start < heading.span.start
        and one.level == heading.level
        and not guideline.is_html(document, one)
    ]
    if before and heading.level > 1:
        yield Finding(
            heading.span,
            f"the table of contents is not the first section but after “{clip(before[0].text)}”",
        )


def _depth(items: Sequence[Item]) -> Iterator[Finding]:
    """The first item that is nested too deep."""
    outermost = min((item.depth for item in items), default=0)
    for item in items:
        if item.depth - outermost >= _DEEPEST:
            yield Finding(
                item.text_span if item.text_span.start < item.text_span.end else item.span,
                f"“{clip(item.text)}” is nested {item.depth - outermost} levels deep in the table"
                " of contents, at most 1 is allowed",
            )
            return


def _names(targets: Sequence[tuple[Link, Heading | None]]) -> Iterator[Finding]:
    """Items that lead to what does not belong in the table of contents, or has a different name."""
    seen: dict[str, Link] = {}
    for link, heading in targets:
        if heading is None or not link.text:
            continue
        name, title = guideline.words(link.text), guideline.words(heading.text)
        if _OUTSIDE.fullmatch(title):
            yield Finding(
                link.span, f"“{clip(heading.text)}” does not belong in the table of contents"
            )
        elif heading.slug in seen:
            yield Finding(
                link.span, f"“{clip(link.text)}” links to the same section as an earlier item"
            )
        elif name and title and name != title:
            yield Finding(
                link.span,
                f"“{clip(link.text)}” links to a section named “{clip(heading.text)}”",
            )
        seen.setdefault(heading.slug, link)


def _missing(
    document: Document, heading: Heading, targets: Sequence[tuple[Link, Heading | None]]
) -> Iterator[Finding]:
    """Sections after the contents, of their level, that no item leads to or is named after."""
    slugs = {one.slug for _, one in targets if one is not None}
    # `missing-anchor` speaks of an item that leads nowhere.
    astray = {guideline.words(link.text) for link, one in targets if one is None}
    for index, one in enumerate(document.headings):
        name = guideline.words(one.text)
        if (
            one.span.start > heading.span.start
            and one.level == heading.level
            and one.slug not in slugs
            and not guideline.is_html(document, one)
            and name
            and name not in astray
            and not _OUTSIDE.fullmatch(name)
            and not _OPTIONAL.fullmatch(name)
            and not _by_parts(document, index, slugs)
        ):
            yield Finding(
                one.span, f"the section “{clip(one.text)}” is missing from the table of contents"
            )


def _by_parts(document: Document, index: int, slugs: Collection[str]) -> bool:
    """Whether the contents list the subsections of a section, most of them, in its place."""
    below = _below_section(document, index)
    return bool(below) and sum(each.slug in slugs for each in below) * 2 >= len(below)


def _order(targets: Sequence[tuple[Link, Heading | None]]) -> Iterator[Finding]:
    """The first item whose section comes before that of the item above it."""
    before: Heading | None = None
    seen = set()
    for link, heading in targets:
        if heading is None or heading.slug in seen:
            continue
        seen.add(heading.slug)
        if before is not None and heading.span.start < before.span.start:
            message = (
                f"“{clip(link.text or heading.text)}” comes after “{clip(before.text)}” in the"
                " table of contents but before it in the list"
            )
            yield Finding(link.span, message)
            return
        before = heading


# So many sections that list their subsections, and half of those that have any, are a habit.
_FEWEST = 2


def _subsections(
    document: Document, heading: Heading, targets: Sequence[tuple[Link, Heading | None]]
) -> Iterator[Finding]:
    """Sections without their subsections in the contents, where others, or most, are there."""
    links: dict[str, Link] = {}
    for link, target in targets:
        if target is not None:
            links.setdefault(target.slug, link)
    slugs, whole, lacking = links.keys(), 0, []
    for index, one in enumerate(document.headings):
        listed = links.get(one.slug)
        if listed is None:
            continue
        below = _below_section(document, index)
        missing = [each for each in below if each.slug not in slugs]
        if below and not missing:
            whole += 1
        elif missing:
            lacking.append(
                (listed, missing, one.level >= heading.level and 2 * len(missing) <= len(below))
            )
    usual = whole >= max(_FEWEST, len(lacking))
    for link, missing, some in lacking:
        if not usual and not some:
            continue
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        message = (
            f"the table of contents omits “{clip(missing[0].text)}”{more} below"
            f" “{clip(link.text)}”, but lists {'others' if some else 'those of other sections'}"
        )
        yield Finding(link.span, message)


def _below_section(document: Document, index: int) -> list[Heading]:
    """The headings one level below that at `index`, those in HTML left out."""
    level = document.headings[index].level
    below = takewhile(lambda one: one.level > level, islice(document.headings, index + 1, None))
    return [
        one
        for one in below
        if one.level == level + 1
        and not guideline.is_html(document, one)
        and guideline.words(one.text)
    ]
