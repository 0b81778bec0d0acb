"""What a list shows of itself: its labels, the repository that it lies in, its sections."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lint import urls
from lint.document.model import LinkKind
from lint.entries.fields.references import dated
from lint.entries.words import LABELS, SUMMARIES, is_label, key_in, section_kind, simple
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.document.model import Document, Heading, Link
    from lint.entries.text import Anchor

# A text that so many links to different pages have is a label, unless it opens items.
_FEWEST, _LONGEST = 3, 24
# Marks before a link that opens an item take no more characters: `**[`.
_LONGEST_MARK = 4
_MOST_LINES = 30
_SURE = 3
# Pages of a repository that hardly any entry is about; most lists link to their own.
_OWN = lazy(
    r"https?://(?:www\.)?github\.com/([\w.-]+/[\w.-]+)/"
    r"(?:(issues/new|graphs/contributors|stargazers|compare|edit|network/members|fork"
    r"|(?:blob|tree|edit)/[^/]+/(?:[\w.-]+/){0,3}(?:contributing|code_of_conduct|readme)[\w.-]*)"
    r"|blob/[^/]+/(?:[\w.-]+/){0,3}[\w.-]+\.md|issues|pulls?|discussions)",
    re.IGNORECASE,
)
_STAR_HISTORY = lazy(r"(?:star-history\.com/#|repos?=)([\w.-]+/[\w.-]+)")
_URL_TEXT = lazy(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*")
_SHORTEST_URL = 3
# What may follow a part of a URL that is shown for it.
_URL_GAPS = frozenset(["", *"/?#"])
# Pages that post a link to them, and what was uploaded to be shown in the list.
_SHARE = lazy(
    r"https?://(?:www\.|api\.)?(?:twitter\.com/(?:home\?status=|intent/|share)|x\.com/(?:intent|share)"
    r"|facebook\.com/(?:sharer|share\.php|dialog/share)|plus\.google\.com/share"
    r"|linkedin\.com/(?:shareArticle|sharing/)|reddit\.com/submit|t\.me/share|vk\.com/share"
    r"|news\.ycombinator\.com/submitlink|whatsapp\.com/send\?text"
    r"|github\.com/user-attachments/assets/|user-images\.githubusercontent\.com/)",
    re.IGNORECASE,
)
_OWNER = lazy(r"https?://(?:www\.)?(?:github|gitlab|gitee|twitter|x)\.com/@?[\w.-]+/?(?:[?#].*)?")


@dataclass(slots=True)
class Facts:
    """What holds for the whole list.

    `labels` are texts of links that say what a link is, `own` is the repository of the list as
    `owner/name` in lower case, or "". `keys` begin lines of properties in many cells.
    """

    labels: frozenset[str]
    own: str
    headings: tuple[Heading, ...]
    keys: frozenset[str]
    _starts: list[int]
    _paths: list[tuple[Heading, ...]]
    _label: dict[str, bool] = field(default_factory=dict)
    _web: dict[str, bool] = field(default_factory=dict)

    def is_label(self, link: Link) -> bool:
        """Whether a link is labelled, not named: `Paper`, `CVPR 2025`, a badge."""
        if link.badge is not None or link.kind is LinkKind.IMAGE:
            return True
        text = link.text
        known = self._label.get(text)
        if known is None:
            known = simple(text) in self.labels or is_label(text) or dated(text, bracketed=True)
            self._label[text] = known
        return known

    def is_dated(self, anchor: Anchor) -> bool:
        """Whether the text of a link is a date or a venue with its year."""
        # Such a text is a label, and whether it is one is known of most links.
        return self.is_label(anchor.link) and dated(anchor.link.text, bracketed=True)

    def is_url(self, anchor: Anchor) -> bool:
        """Whether a link shows its own URL for a text, or the host and more of it."""
        link = anchor.link
        text = link.text.strip()
        if link.kind is LinkKind.AUTOLINK or (
            text[:8].lower().startswith(("http", "www.")) and _URL_TEXT.match(text) is not None
        ):
            return True
        if len(text) <= _SHORTEST_URL or "." not in text:
            return False
        rest = link.url.partition("://")[2].removeprefix("www.").casefold()
        shown = text.rstrip("/").removeprefix("www.").casefold()
        return rest.startswith(shown) and rest[len(shown) : len(shown) + 1] in _URL_GAPS

    def is_web(self, link: Link) -> bool:
        """Whether a link leads to a web page that is none of the list's own."""
        url = link.url
        known = self._web.get(url)
        if known is None:
            known = self._web[url] = (
                urls.http(url) is not None and not self.is_own(url) and _SHARE.match(url) is None
            )
        return known

    def is_own(self, url: str) -> bool:
        """Whether a URL is of the list itself: an anchor, or a page of its repository."""
        if url[:1] in {"#", ""}:
            return True
        if not self.own:
            return False
        rest = url.partition("github.com/")[2].casefold()
        return rest == self.own or rest.startswith((f"{self.own}/", f"{self.own}#", f"{self.own}?"))

    def path(self, position: int) -> tuple[Heading, ...]:
        """The headings that lead to a place, outermost first."""
        at = bisect_right(self._starts, position) - 1
        return self._paths[at] if at >= 0 else ()

    def meta(self, path: tuple[Heading, ...]) -> str:
        """The kind of section about the list itself that a path of headings leads into, or ""."""
        return next(
            (kind for one in path if one.level > 1 and (kind := section_kind(one.text))), ""
        )

    def is_owner(self, url: str) -> bool:
        """Whether a URL is the page of a person or an organisation."""
        return _OWNER.fullmatch(url) is not None


def _keys(document: Document) -> frozenset[str]:
    """The keys that lines of cells begin with, below their first line."""
    counts: Counter[str] = Counter()
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                if "\n" in cell.text:
                    lines = cell.text.split("\n", _MOST_LINES)[1:]
                    counts.update({key for line in lines if (key := key_in(line))})
    return frozenset(key for key, count in counts.items() if count >= _FEWEST) - SUMMARIES


def _most(own: Counter[str]) -> str:
    """The repository that most links to such pages lead to; "" if it is not clear."""
    (first, most), (_, second) = [*own.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= _SURE and most >= second * 2 else ""


def learn(document: Document) -> Facts:
    """The facts of a document."""
    paths: list[tuple[Heading, ...]] = []
    path: tuple[Heading, ...] = ()
    for heading in document.headings:
        path = (*(one for one in path if one.level < heading.level), heading)
        paths.append(path)
    return Facts(
        LABELS | _learned(document),
        _most(_own(document)),
        document.headings,
        _keys(document),
        [one.span.start for one in document.headings],
        paths,
    )


def _own(document: Document) -> Counter[str]:
    """The repositories that the list may lie in, with the weight of what says so."""
    own: Counter[str] = Counter()
    sections = (one.span.start for one in document.headings if one.level > 1)
    first = next(sections, len(document.source.text))
    for link in document.links:
        if "github.com" in link.url and (match := _OWN.match(link.url)):
            recommended = link.span.start > first and _is_recommended(link)
            sure = match[2] and not recommended
            own[match[1].casefold()] += _SURE if sure else 1
        elif ("star-history" in link.url or "contrib.rocks" in link.url) and (
            match := _STAR_HISTORY.search(link.url)
        ):
            own[match[1].casefold()] += _SURE
    return own


def _is_recommended(link: Link) -> bool:
    """Whether a link to a README in a section says in words what it leads to.

    The pages of the list itself, its translations among them, have short names.
    """
    return "readme" in link.url.casefold() and len(link.text) >= _LONGEST


def _learned(document: Document) -> set[str]:
    """The texts of links to several pages that do not open items or rows: labels."""
    short = [
        (simple(link.text), link)
        for link in document.links
        if link.kind is not LinkKind.IMAGE
        and link.badge is None
        and 0 < len(link.text) <= _LONGEST
        and link.url[:4].lower() == "http"
    ]
    seen = Counter(text for text, _ in short)
    often = {text for text, count in seen.items() if count >= _FEWEST and text}
    if not often:
        return often
    leading = _leading(document)
    pages: dict[str, set[str]] = defaultdict(set)
    opens: Counter[str] = Counter()
    for text, link in short:
        if text in often:
            opens[text] += link.span.start in leading
            if len(pages[text]) < _FEWEST:
                pages[text].add(link.url)
    return {one for one in often if len(pages[one]) >= _FEWEST and opens[one] * 2 < seen[one]}


def _leading(document: Document) -> set[int]:
    """Where the links begin that open items, rows and paragraphs with more words."""
    leading = set()
    for item in document.items:
        first = document.links_in(item.text_span)[:1]
        if first and first[0].span.start - item.text_span.start <= _LONGEST_MARK:
            leading.add(first[0].span.start)
    source = document.source.text
    for paragraph in document.paragraphs:
        first = document.links_in(paragraph.span)[:1]
        if not first or first[0].span.start in leading:
            continue
        if first[0].span.start - paragraph.span.start <= _LONGEST_MARK:
            behind = source[first[0].span.end : paragraph.span.end][:_LONGEST_MARK].lstrip(" .-:")
            if behind[:1].isalnum() or behind[:1] == "`":
                leading.add(first[0].span.start)
    for table in document.tables:
        for row in table.rows:
            leading.update(one.span.start for one in document.links_in(row.span)[:1])
    return leading
