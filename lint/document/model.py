"""The parts of a list, each with its exact span in the source."""

from __future__ import annotations

from bisect import bisect_left
from enum import IntFlag, StrEnum
from typing import TYPE_CHECKING, NamedTuple

from lint import urls

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping

    from lint.source import Source, Span
    from lint.urls import URL


class LinkKind(StrEnum):
    """How a link is written. The words are part of the JSON contract."""

    INLINE = "inline"
    REFERENCE = "reference"
    AUTOLINK = "autolink"
    IMAGE = "image"
    HTML = "html"


class Badge(NamedTuple):
    """What a badge image shows, decoded from its URL, else from its alternative text.

    A static badge `badge/arXiv-Paper-red` has the label `arXiv` and the message `Paper`; one with
    a message alone has an empty label. `service` is the first part of the shields.io path
    (`badge`, `github/stars`), or "" for an image that is a badge by its name alone. `repository`
    is the `owner/name` that a `github/…` shield counts, else "".
    """

    label: str
    message: str
    alt: str
    logo: str
    image_url: str
    service: str = ""
    repository: str = ""

    @property
    def text(self) -> str:
        """What a reader takes the badge for: its label, else its message, else the alt text."""
        return self.label or self.message or self.alt


class Link(NamedTuple):
    """A link or an image.

    `url` is the destination with entities and backslash escapes decoded, otherwise as written; but
    `//host/path`, which has the scheme of the page that it stands on, is `https://host/path`.
    `span` covers the whole construct (a badge from its outer `[`, a reference at its use, an HTML
    link from `<a` to its end tag); `url_span` is where the destination is written, for a reference
    in its definition. `badge` is the badge that a link shows or that an image is. `linked` is set
    for an image inside a link.
    """

    text: str
    url: str
    span: Span
    url_span: Span
    kind: LinkKind
    badge: Badge | None = None
    linked: bool = False

    @property
    def web(self) -> URL | None:
        """The http(s) URL, parsed once whoever reads it; None for any other destination."""
        return urls.http(self.url)


class Heading(NamedTuple):
    """A heading, in Markdown or HTML; `slug` is the anchor GitHub gives it, with `-1` and so on."""

    text: str
    slug: str
    level: int
    span: Span


class Cell(NamedTuple):
    """A table cell; `span` is its content without the blanks around it (empty between pipes).

    `text` is what a reader sees, `<br>` as a line break. `image` says that a picture is in it.
    """

    text: str
    span: Span
    image: bool = False
    rowspan: int = 1
    colspan: int = 1


class Row(NamedTuple):
    """A table row with the cells that are written, which may be more or fewer than the header's."""

    cells: tuple[Cell, ...]
    span: Span


class Table(NamedTuple):
    """A Markdown or HTML table. `headings` leads to it, outermost first."""

    header: Row
    rows: tuple[Row, ...]
    span: Span
    headings: tuple[Heading, ...]
    html: bool = False


class Item(NamedTuple):
    """A list item: `span` is the whole, `text_span` its own text without nested lists.

    `text` is what a reader sees of its own text. `group` numbers its list: items with one number
    are siblings. `depth` is 1 for an item of an outermost list.
    """

    text: str
    span: Span
    text_span: Span
    group: int
    depth: int
    headings: tuple[Heading, ...]


class Paragraph(NamedTuple):
    """A run of text that is neither heading nor table.

    `prose` are the parts that a reader sees as plain text: no code, no HTML tags, no links.
    """

    span: Span
    prose: tuple[Span, ...]


class Style(IntFlag):
    """How a run of text looks, or what stands in its place."""

    BOLD = 1
    ITALIC = 2
    CODE = 4
    STRUCK = 8
    SMALL = 16
    BREAK = 32
    """A line break that a reader sees."""
    SOFT = 64
    """The end of a line that goes on."""


class Run(NamedTuple):
    """Text that a reader sees in one style, and where it is written."""

    start: int
    end: int
    text: str
    style: int


class Runs(NamedTuple):
    """All text of a document in order, run by run.

    `texts` has the texts of the runs that are not written as they are shown (entities, escapes);
    that of any other is the source between its `starts` and its `ends`.
    """

    starts: array[int]
    ends: array[int]
    styles: array[int]
    texts: Mapping[int, str]


class Element(NamedTuple):
    """An HTML element that holds a text of its own, such as `details`, `li` or `p`.

    `span` covers its tags, `inner` what is between them. `headings` leads to it.
    """

    name: str
    span: Span
    inner: Span
    headings: tuple[Heading, ...]


class Definition(NamedTuple):
    """What `[label]: url` defines; `label` is as written, `span` the whole.

    `used` says that something may refer to it; it is never so for one whose label is defined
    before, as `repeated` says.
    """

    label: str
    url: str
    span: Span
    used: bool
    repeated: bool = False


class Unresolved(NamedTuple):
    """`[text][label]`, or `![text][label]`, that GitHub shows as text: nothing defines the label.

    What stands right before or behind it is no bracket that would make something else of it.
    """

    text: str
    label: str
    span: Span
    label_span: Span
    image: bool


class Document(NamedTuple):
    """A list, understood.

    `prose` are the spans of plain text in paragraphs, headings and table cells alike. `anchors`
    are the explicit targets (`id` and `name` in HTML); `comments` the HTML comments;
    `footnotes` the footnote definitions that something refers to (GitHub shows no others). `runs`
    is what a reader sees, `elements` the HTML that is built of blocks.
    Links are in the order in which they are written, a badge's link before its image.
    `definitions` are those of references, `unresolved` the references that lack one. `data` says
    that the source is no Markdown but data, whose entries are the rows of one table.
    """

    source: Source
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    items: tuple[Item, ...] = ()
    links: tuple[Link, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    prose: tuple[Span, ...] = ()
    anchors: frozenset[str] = frozenset()
    comments: tuple[Span, ...] = ()
    footnotes: tuple[Span, ...] = ()
    front_matter: Span | None = None
    runs: Runs | None = None
    elements: tuple[Element, ...] = ()
    definitions: tuple[Definition, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    link_starts: tuple[int, ...] = ()
    data: bool = False

    def links_in(self, span: Span) -> tuple[Link, ...]:
        """The links and images that begin within `span`, in order."""
        starts = self.link_starts
        first = bisect_left(starts, span[0])
        return self.links[first : bisect_left(starts, span[1], first)]

    def runs_in(self, span: Span) -> list[Run]:
        """The runs of text that begin within `span`, in order."""
        runs = self.runs
        if runs is None:
            return []
        source = self.source.text
        found = []
        last = bisect_left(runs.starts, span.end)
        for at in range(bisect_left(runs.starts, span.start), last):
            start, end = runs.starts[at], runs.ends[at]
            text = runs.texts.get(at)
            found.append(
                Run(start, end, source[start:end] if text is None else text, runs.styles[at])
            )
        return found
