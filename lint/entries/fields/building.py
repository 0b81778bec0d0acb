"""From the parts of a text to an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.document.model import LinkKind
from lint.entries.entry import Entry, Form
from lint.entries.fields.references import introduced
from lint.entries.labels import entry_link, is_labelled
from lint.entries.shared_keys import sharing
from lint.entries.words import AUTHORS, DATES, SUMMARIES, VENUES, simple
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lint.document.model import Document, Heading, Link
    from lint.entries.fields.line import Parts
    from lint.entries.text import View

_MOST_TAGS = 50


def image_words(image: Link) -> str:
    """What a picture says: the words on a badge, else its alternative text, else its URL."""
    badge = image.badge
    shown = f"{badge.label} {badge.message}".strip() if badge is not None else ""
    return shown or image.text or image.url


def links_within(document: Document, span: Span, without: Iterable[Span] = ()) -> tuple[Link, ...]:
    """The links within `span` that are no pictures and stand in none of the spans `without`."""
    holes = list(without)
    links = [link for link in document.links_in(span) if link.kind is not LinkKind.IMAGE]
    if holes:
        links = [one for one in links if not any(hole.contains(one.span) for hole in holes)]
    return tuple(links)


class Draft(NamedTuple):
    """What an entry is made of: the parts of a text, what all of it covers, and where it stands."""

    view: View
    parts: Parts
    span: Span
    form: Form
    headings: Sequence[Heading]


def build(
    document: Document,
    draft: Draft,
    *,
    without: Iterable[Span] = (),
    summary: tuple[str, Span] | None = None,
    extra: Iterable[tuple[str, str, Span]] = (),
) -> Entry:
    """The entry that a draft describes.

    `without` are the spans of entries within it, `summary` one that stands elsewhere, `extra` are
    properties: name, text and place.
    """
    view, parts, span = draft.view, draft.parts, draft.span
    title, place = _title(document, view, parts)
    fields: dict[str, str] = {}
    places = {"title": place}
    _date(view, parts, fields, places)
    fields["title"] = title
    if parts.summary is not None:
        fields["summary"] = view.value(*parts.summary)
        places["summary"] = _whole_links(view, *parts.summary, span)
    elif summary is not None:
        fields["summary"], places["summary"] = summary
    else:
        places["summary"] = place
    for name, found in (("venue", parts.venue), ("authors", parts.authors)):
        if found is not None and found[0] < found[1]:
            fields[name] = view.value(*found)
            places[name] = view.span(*found)
    if "venue" not in fields and parts.date is not None:
        venue = _venue(fields["date"])
        if venue:
            fields["venue"], places["venue"] = venue, places["date"]
    for name, text, where in extra:
        if name not in fields and text:
            fields[name], places[name] = text, where
    source = document.source
    headings = draft.headings
    line = source.line_of(span.start)
    end_line = source.line_of(max(span.end - 1, span.start))
    return Entry(
        headings[-1].text if headings else "",
        sharing(fields),
        tuple(
            entry_link(
                link,
                labelled=not _meet(link.span, place)
                and is_labelled(source.text, link)
                and not any(one.kind is LinkKind.IMAGE for one in document.links_in(link.span)),
            )
            for link in links_within(document, span, without)
        ),
        span,
        sharing(places),
        form=draft.form,
        line=line,
        end_line=line if end_line == line else end_line,
        tags=tuple(dict.fromkeys(tag for tag in parts.tags[:_MOST_TAGS] if tag)),
    )


def build_plain(document: Document, draft: Draft) -> Entry:
    """The entry of an item that is a linked title and a sentence, as `build` has it.

    Nearly all items are such, and this takes a third of the time.
    """
    view, parts, span = draft.view, draft.parts, draft.span
    assert parts.title is not None and parts.summary is not None  # noqa: PT018, S101 - they are plain
    link = view.anchors[0].link
    place = link.span
    title, summary = joined(view, *parts.title), view.value(*parts.summary)
    before, said = view.place.start, view.span(*parts.summary)
    source, headings = document.source, draft.headings
    line, end_line = source.line_of(span.start), source.line_of(span.end - 1)
    places = {
        "title": place,
        "date": Span(before, place.start) if before < place.start else place,
        "summary": Span(said.start, span.end) if said.end == span.end else said,
    }
    return Entry(
        headings[-1].text if headings else "",
        sharing({"title": link.text if title == link.text else title, "summary": summary}),
        (entry_link(link),),
        span,
        sharing(places),
        form=draft.form,
        line=line,
        end_line=line if end_line == line else end_line,
    )


def _date(view: View, parts: Parts, fields: dict[str, str], places: dict[str, Span]) -> None:
    """Put the date and its place; without one, the place where it would stand."""
    place = places["title"]
    if parts.date is not None:
        start, end = view.trim(*parts.date)
        if view.text[start] == "<" and view.text[end - 1] == ">":
            start, end = start + 1, end - 1
        start += introduced(view.text[start:end])
        fields["date"] = view.value(start, end)
        places["date"] = view.span(start, end)
    elif view.place.start < place.start:
        places["date"] = Span(view.place.start, place.start)
    else:
        places["date"] = place


def _whole_links(view: View, start: int, end: int, whole: Span) -> Span:
    """The place of `view.text[start:end]`, with all of a link whose text begins or ends it.

    `whole` is the place of the entry, which most summaries end.
    """
    span = view.span(start, end)
    first, last = span.start, span.end
    for one in view.links(start, end):
        if one.start == start and one.end > one.start:
            first = min(first, one.link.span.start)
        if one.end == end and one.end > one.start:
            last = max(last, one.link.span.end)
    if first == span.start and last == span.end != whole.end:
        return span
    return Span(first, whole.end if last == whole.end else last)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _title(document: Document, view: View, parts: Parts) -> tuple[str, Span]:
    if parts.title is None:
        if parts.badge_title is not None:
            link = parts.badge_title.link
            images = [one for one in document.links_in(link.span) if one.kind is LinkKind.IMAGE]
            words = link.text or (image_words(images[0]) if images else "")
            return " ".join(words.split()), link.span
        return "", view.place
    span = view.span(*parts.title)
    text = joined(view, *parts.title)
    for one in view.anchors:
        if one.start <= parts.title[0] and parts.title[1] <= one.end and one.end > one.start:
            # The place of a linked title is its link, and so is mostly its text.
            words = one.link.text
            return (words if text == words else text or words), one.link.span
    return text, span


def joined(view: View, start: int, end: int) -> str:
    """Text on one line; a break within a word, behind `_` or `-`, is none."""
    text = view.text[start:end]
    if "\n" in text:
        for mark in "_-/":
            text = text.replace(f"{mark}\n", mark)
    return " ".join(text.split())


def _venue(text: str) -> str:
    """The venue that a date names with its year; "" for none."""
    from lint.dates import cells

    date = cells.read(text)
    return date.venue if date is not None and date.venue else ""


def property_field(key: str) -> str:
    """The field that a property of this key is; "" for a link or anything else."""
    folded = simple(key)
    for name, known in (
        ("summary", SUMMARIES),
        ("date", DATES),
        ("authors", AUTHORS),
        ("venue", VENUES),
    ):
        if folded in known:
            return name
    return ""
