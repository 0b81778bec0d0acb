"""What a list's own policy says of the links, badges and words of an entry."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from lint.document.model import LinkKind
from lint.entries.headers import plain
from lint.entries.identity import main_link
from lint.patterns import lazy
from lint.text import clip, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lint.document.model import Document, Heading
    from lint.entries.entry import Entry
    from lint.entries.labels import EntryLink
    from lint.source import Span

Broken = tuple[str, "Span", str]
"""A key of the policy, the place where it is broken, and how."""

# Scripts that put no blanks between words: kana and ideographs.
_UNSPACED = lazy(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = lazy(r"\w")


def below(
    document: Document, entries: Iterable[Entry], sections: Mapping[str, Sequence[str]]
) -> Iterator[Broken]:
    """Entries whose main link leads to a site that their section does not take."""
    wanted = {plain(name): (name, sites) for name, sites in sections.items()}
    paths = _paths(document.headings)
    starts = [heading.span.start for heading in document.headings]
    for entry in entries if wanted else ():
        link = main_link(entry)
        if link is None or not link.site:
            continue
        at = bisect_right(starts, entry.span.start) - 1
        # The innermost heading that the policy names decides.
        name = next((one for one in paths[at] if one in wanted), None) if at >= 0 else None
        if name is None:
            continue
        shown, sites = wanted[name]
        if not any(link.site == site or link.site.startswith(f"{site}/") for site in sites):
            taken = clip(", ".join(sites))
            message = f"“{clip(shown)}” only allows links to {taken}, not to {_site(link)}"
            yield "sections", link.link.span, message


def _site(link: EntryLink) -> str:
    return clip(link.host) if link.site == "other" else link.site


def _paths(headings: Sequence[Heading]) -> list[tuple[str, ...]]:
    """For each heading its name and those of the headings around it, innermost first."""
    found: list[tuple[str, ...]] = []
    around: list[Heading] = []
    for heading in headings:
        around = [one for one in around if one.level < heading.level]
        around.append(heading)
        found.append(tuple(plain(one.text) for one in reversed(around)))
    return found


def too_many_words(entry: Entry, most: int | None) -> Iterator[Broken]:
    """An entry whose description has more than `most` words."""
    text = entry.fields.get("summary", "")
    count = words(text) if most is not None and text.strip() else 0
    if most is not None and count > most:
        message = f"the description has {plural(count, 'word')}, expected at most {most}"
        yield "summary_max_words", entry.places["summary"], message


def words(text: str) -> int:
    """How many words a text has; an ideograph or a kana counts as one."""
    unspaced = len(_UNSPACED.findall(text))
    rest = _UNSPACED.sub(" ", text).split()
    return unspaced + sum(_WORD.search(word) is not None for word in rest)


def too_many_links(entry: Entry, most: int | None) -> Iterator[Broken]:
    """An entry with more than `most` links, on the first too many."""
    links = [one for one in entry.links or () if one.link.kind is not LinkKind.IMAGE]
    if most is not None and len(links) > most:
        message = f"the entry has {plural(len(links), 'link')}, expected at most {most}"
        yield "links_max", links[most].link.span, message


def missing_badges(document: Document, entry: Entry, required: Sequence[str]) -> Iterator[Broken]:
    """An entry without one of the badges that are required, by their labels."""
    if not required:
        return
    badges = [one.badge for one in document.links_in(entry.span) if one.badge is not None]
    shown = {_folded(text) for one in badges for text in (one.text, one.label, one.message)}
    missing = [label for label in required if _folded(label) not in shown]
    if missing:
        names = " and ".join(f"“{clip(label)}”" for label in missing)
        what = "badge" if len(missing) == 1 else "badges"
        message = f"the entry is missing the {what} {names}"
        yield "required_badges", entry.places.get("title", entry.span), message


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
