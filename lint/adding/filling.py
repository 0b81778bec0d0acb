"""An entry of the list, or a cell of one, filled with another work: its parts in their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from lint import urls
from lint.adding import forms
from lint.adding.escaping import in_html, in_markdown
from lint.adding.house import repeated
from lint.adding.link_names import LinkNames
from lint.adding.parts import between, is_picture, parts_of
from lint.adding.splice import Piece, is_torn, splice
from lint.adding.work import Role, names_of, role
from lint.dates.writing import date_like, padded, shortened
from lint.dates.writing import parts_of as date_parts
from lint.document.model import LinkKind
from lint.entries.identity import main_link
from lint.entries.labels import entry_link
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lint.adding.house import House
    from lint.adding.parts import Part
    from lint.adding.work import Work
    from lint.dates.readings import StatedDate
    from lint.document.model import Document, Link
    from lint.entries.entry import Entry

NEAR = 0.01
"""A worse fit is not made up for by standing nearer: what each entry between is worth."""
_ALONE = re.compile(
    r"(?i)<a\s{1,9}(?:id|name)\s{0,9}=[^<>]{0,300}>\s{0,9}</a>\s{0,9}"
    r"|(?<!!)\[\^[^\s\[\]]{1,100}\](?!\()"
)
_REFERENCE = re.compile(r"\A(!?\[.*\])\[[^\[\]]*\]\Z", re.DOTALL)


@dataclass(slots=True)
class Filled:
    """The text of an entry or a cell after another one, with what it has and lacks.

    `urls` are those of its links in order, `parts` the names of what was filled, `removed` of what
    the work lacks, `foreign` counts words of the old entry that were taken out. `title` is the
    title as it should read, "" where it is not in the text.
    """

    text: str
    urls: list[str] = field(default_factory=list)
    parts: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    foreign: int = 0
    title: str = ""
    used: set[str] = field(default_factory=set)

    def score(self, house: House, wanted: Collection[str] = ()) -> float:
        """How well the form fits: more for what is usual or `wanted`, less for what is missing."""
        gained = sum(2.0 if house.usual(one) or one in wanted else -1.0 for one in self.parts)
        # Of five tags each goes as the first does.
        foreign = 1.5 * bool(self.foreign) + 0.5 * self.foreign
        return gained - 1.9 * len(self.removed) - foreign


class Filler:
    """Fills entries of `house` with `work`; `html` says that its texts stand between tags."""

    def __init__(self, house: House, work: Work, *, html: bool = False) -> None:
        self.house = house
        self.work = work
        self.html = html
        self._names = LinkNames(house, work)
        summaries = (one.fields.get("summary", "") for one in house.series.entries)
        self._summaries = [one for one in summaries if one and not house.is_null(one)]
        self._padding: dict[str, bool | None] = {}

    def fill(self, entry: Entry, within: Span, used: Collection[str] = ()) -> Filled | None:
        """What `within`, a part of `entry`, becomes; None where its parts cannot be told apart.

        `used` are the URLs that the new entry has already.
        """
        document = self.house.document
        parts = parts_of(document, entry, within)
        if parts is None:
            return None
        filled = Filled("", used=set(used))
        pieces = [self._piece(one, entry, filled) for one in parts]
        for words in between(document, within, parts):
            if not self.house.says(words.text):
                pieces.append(Piece(words.span, None))
                filled.foreign += any(map(str.isalnum, words.text))
        pieces.sort(key=lambda one: one.span)
        if any(a.span.end > b.span.start for a, b in pairwise(pieces)):
            return None
        cuts = _cuts(document, within)
        if is_torn(document.source.text, within, pieces, cuts):
            return None
        filled.text = splice(document.source.text, within, pieces, cuts)
        return filled

    def _piece(self, part: Part, entry: Entry, filled: Filled) -> Piece:
        if part.link is None:
            text = self._text(part, entry, filled)
            return Piece(part.span, text, part.field)
        text = self._link(part, part.link, entry, filled)
        return Piece(part.span, text, part.field)

    def _text(self, part: Part, entry: Entry, filled: Filled) -> str | None:
        """What takes the place of a field; None for nothing."""
        value = self.value(part.field, entry)
        if value:
            filled.parts.add(part.field)
            if part.field == "title":
                filled.title = value
            return self._escaped(value, part.field)
        example = entry.fields[part.field]
        if self.house.is_null(example):
            return self.house.document.source.slice(part.span)
        filled.removed.add(part.field)
        return None

    def _escaped(self, text: str, name: str) -> str:
        if name == "date":
            return text  # the list's own notation, with other numbers
        return in_html(text) if self.html else in_markdown(text)

    def value(self, name: str, entry: Entry) -> str | None:
        """What the work has for a field, written as `entry` writes it."""
        work = self.work
        example = entry.fields.get(name, "")
        if self.house.is_null(example):
            entry = self._example(name) or entry
            example = entry.fields.get(name, "")
        if name == "title":
            link = next((one for one in entry.links or ()), None)
            return forms.title_like(work, example, link.link.url if link else "")
        if name == "date":
            return self._date(entry)
        if name == "venue" and work.venue:
            return forms.venue_like(work.venue, example)
        if name == "authors" and work.authors:
            return forms.authors_like(work.authors, example)
        if name == "summary" and work.summary:
            return forms.summary_like(work.summary, self._summaries, example)
        return None

    def _example(self, name: str) -> Entry | None:
        """The first entry that says something in a field."""
        entries = self.house.series.entries
        found = (one for one in entries if not self.house.is_null(one.fields.get(name, "")))
        return next(found, None)

    def _date(self, entry: Entry) -> str | None:
        work = self.work
        stated = entry.known_date
        example = entry.fields.get("date", "")
        if stated is None:
            return None
        preprint = "arxiv" in stated.venue.casefold()
        if stated.venue and not preprint:
            # The date is a venue's, and so it may be only where one is known.
            return forms.venue_like(work.venue, example) if work.venue else None
        if preprint and not any(name.startswith("arxiv:") for name in work.names):
            return None
        if not work.date:
            return None
        year = date_parts(work.date)[0]
        if "YY" not in stated.notation and stated.year not in {None, year}:
            return None  # the year is that of a heading, which is another one
        pads = self._pads(stated)
        written = date_like(work.date, example, stated, pads=pads)
        return written or shortened(work.date, example, stated)

    def _pads(self, stated: StatedDate) -> bool | None:
        """Whether most entries with dates like `stated` write 4 as 04; None where none shows it."""
        notation = stated.notation
        if notation not in self._padding:
            votes = [
                found
                for one in self.house.series.entries
                if (date := one.known_date) is not None and date.notation == notation
                if (found := padded(one.fields["date"], date)) is not None
            ]
            self._padding[notation] = 2 * sum(votes) >= len(votes) if votes else None
        return self._padding[notation]

    def _link(self, part: Part, link: Link, entry: Entry, filled: Filled) -> str | None:
        """What takes the place of a link, or of a title in which one stands."""
        kind = self._role(link)
        new = self._url(link, kind, entry, filled.used, titled=part.titled)
        label = self.value("title", entry) if part.titled and part.field else None
        if new is not None and not part.titled and self._names.is_foreign(link, new):
            # In a table of names with the titles of papers beside them, it is called anew.
            own = new not in filled.used and self._names.is_own(link, new)
            label = self.work.title if own else None
            filled.foreign += own
            new = new if label else None
        edits = self._inner(part, entry, filled) if new is not None else None
        if new is None or edits is None:
            if kind is not None and not is_picture(link):
                filled.removed.add(kind.value)
            else:
                filled.foreign += 1
            return None
        if kind is not None:
            filled.parts.add(kind.value)
        if part.titled:
            filled.title = self.value("title", entry) or ""
            filled.parts.add("title")
        if link.kind is not LinkKind.IMAGE:
            filled.urls.append(new)
            filled.used.add(new)
        return self._written(link, new, edits, label)

    def _inner(self, part: Part, entry: Entry, filled: Filled) -> list[tuple[Span, str]] | None:
        """What takes the places of the fields within a link; None where one is unknown."""
        edits = []
        for one in part.inner:
            value = self.value(one.field, entry)
            if value is None:
                filled.removed.add(one.field)
                return None
            edits.append((one.span, self._escaped(value, one.field)))
            filled.parts.add(one.field)
        return edits

    def _role(self, link: Link) -> Role | None:
        """What a link is to its entry; for a badge that counts, what its repository is."""
        if link.kind is LinkKind.IMAGE:
            counted = link.badge is not None and link.badge.repository
            return Role.CODE if counted else None
        return role(urls.http(link.url), entry_link(link, labelled=True))

    def _is_main(self, link: Link, entry: Entry) -> bool:
        """Whether `link` says what its entry is about, and no other one is what the new work is."""
        return _is_first(link, entry) and all(
            self._role(one.link) is not self.work.role for one in entry.links or ()
        )

    def _url(
        self, link: Link, kind: Role | None, entry: Entry, used: Collection[str], *, titled: bool
    ) -> str | None:
        """Where the link of the new entry leads; None for nowhere."""
        if kind is None:
            return None
        if kind is Role.PAGE and not titled and not _is_first(link, entry):
            return None  # a licence, a file, a post: what it is to its entry is not known
        main = titled or self._is_main(link, entry)
        new = self.work.links.get(kind) or (self.work.url if main else None)
        if new is None:
            return None
        new = forms.url_like(new, link.url)
        return None if self._is_again(link, new, entry, used) else new

    def _is_again(self, link: Link, new: str, entry: Entry, used: Collection[str]) -> bool:
        """Whether a link would lead to what is linked to already, and `entry` does not do so."""
        if link.kind is LinkKind.IMAGE:
            return False
        links = [one.link for one in entry.links or ()]
        if new in used:
            return not self.house.repeats or repeated(links)[urls.http(link.url)] < 2
        if any(names_of(new) & names_of(one) for one in used):
            others = (one.url for one in links if one.span != link.span)
            return not any(names_of(one) & names_of(link.url) for one in others)
        return False

    def _written(
        self, link: Link, new: str, edits: Sequence[tuple[Span, str]], title: str | None
    ) -> str:
        """The source of `link` with its URL, the `edits` within it, and its badge's names."""
        source = self.house.document.source
        text = source.slice(link.span)
        in_tag = text[:1] == "<" and text[1:2].isalpha() and link.kind is LinkKind.HTML
        written = forms.destination(new, in_html=in_tag)
        changes = [
            (span.start - link.span.start, span.end - link.span.start, put) for span, put in edits
        ]
        if title is not None:
            inner = _label(text)
            changes = [(*inner, self._escaped(title, "title"))] if inner else changes
        reference = None
        if link.kind is LinkKind.IMAGE:
            pass
        elif link.span.contains(link.url_span):
            changes.append(
                (
                    link.url_span.start - link.span.start,
                    link.url_span.end - link.span.start,
                    written,
                )
            )
        else:
            reference = _REFERENCE.match(text)
        done = []
        start = 0
        for begin, end, put in sorted(changes):
            done += [self._names.renamed(text[start:begin], link, new), put]
            start = end
        tail = text[start : reference.end(1)] if reference else text[start:]
        done.append(self._names.renamed(tail, link, new))
        if link.kind is LinkKind.REFERENCE:
            done.append(f"({written})")
        return "".join(done)


def _is_first(link: Link, entry: Entry) -> bool:
    """Whether `link` says what its entry is about."""
    main = main_link(entry)
    return main is not None and main.link.span == link.span


def _cuts(document: Document, within: Span) -> list[Span]:
    """What belongs to one entry alone: comments, anchors to link to, and marks of footnotes."""
    comments = [one for one in document.comments if within.contains(one)]
    others = (
        Span(within.start + one.start(), within.start + one.end())
        for one in _ALONE.finditer(document.source.slice(within))
    )
    return sorted((*comments, *others))


def _label(text: str) -> tuple[int, int] | None:
    """Where the text of a link stands in its source: between its brackets or its tags."""
    if text[:1] == "[":
        end = text.rfind("](")
        end = text.rfind("][") if end < 0 else end
        return (1, end) if end > 0 else None
    start, end = text.find(">") + 1, text.rfind("</")
    return (start, end) if 0 < start <= end else None
