"""What the label of a link promises.

A badge is known by what a reader sees: its label, its message where the label says nothing, and
the alternative text only of an image that is no decodable shield. Which promise binds a link to
which site is the business of schema/badge.schema.json.
"""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lint import urls
from lint.patterns import lazy
from lint.sites import OTHER, site_name

if TYPE_CHECKING:
    from lint.document.model import Badge, Link

# Labels that say no more than that there is a link.
_NOTHING = """
    badge | click | click here | download | get | here | link | open | read | read more | see
    | static badge | view | visit
"""
_SAYS_NOTHING = frozenset(map(str.strip, _NOTHING.split("|")))
# Shields that count something on the site that they stand for.
_STAR_SERVICES = frozenset({"github/stars", "gitlab/stars"})
# The shields whose words are the list's own; those of any other service are the service's.
_STATIC = frozenset({"", "badge"})
# Words are held to what they say where they name one site or one part of a work; `Website` and
# `Project` mean what each list wants them to mean.
_TEXT_LABELS = frozenset(
    (
        "arxiv",
        "github",
        "openreview",
        "code",
        "codes",
        "official code",
        "source code",
        "paper",
        "pdf",
        "full paper",
        "paper link",
        "code link",
        "代码",
        "コード",
        "코드",
        "论文",
        "論文",
        "논문",
        "код",
        "исходный код",
        "статья",
        "código",
        "código fuente",
        "artículo",
        "artigo",
        "quellcode",
    )
)
# What parts labels from each other and from what stands before them.
_OPENING = "[(（【|,，;；/·•"
_NEAR = 12
_BLANKS = lazy(r"\s+")
_BARE_HOST = lazy(r"[\w-]+(?:\.[\w-]+)+/")


class EntryLink(NamedTuple):
    """A link of an entry, as the schemas see it.

    `label` and `message` are the words on a badge; the label of a link without a badge is its
    text. `site` is what the URL leads to (see lint/sites), `relative`, or "" for no web page.
    `shown` are the words that a reader takes for a promise, and `says` the same as labels are
    compared; both are "" where nothing is promised.
    """

    link: Link
    label: str
    message: str
    site: str
    shown: str = ""

    @property
    def says(self) -> str:
        """What the label promises, in lower case and without decoration; "" for nothing."""
        return _simple(self.shown)

    @property
    def host(self) -> str:
        """The host of the URL, or the URL itself if it has none."""
        url = self.link.web
        return self.link.url if url is None else url.host.removeprefix("www.")

    @property
    def page(self) -> str:
        """The URL without its scheme."""
        return self.link.url.partition("://")[2].removeprefix("www.") or self.link.url

    def as_json(self) -> dict[str, Any]:
        """The link in the terms of schema/entry.schema.json."""
        link: dict[str, Any] = {
            "label": self.label,
            "message": self.message,
            "url": self.link.url,
            "kind": self.link.kind.value,
            "site": self.site,
            "badge": self.link.badge is not None,
        }
        if self.shown:
            link["says"] = self.says
        return link


def entry_link(link: Link, *, labelled: bool = False) -> EntryLink:
    """`link` as the schemas see it.

    `labelled` says that it stands where links have labels for a text, as in a column of links.
    Anywhere else words name what they link to: the site itself, an article on it.
    """
    site = _site(link.url.strip())
    badge = link.badge
    if badge is not None:
        shown = _promise(badge) if site else ""
        return EntryLink(link, badge.label, badge.message, site, shown)
    shows = labelled and site and _simple(link.text) in _TEXT_LABELS
    return EntryLink(link, link.text, "", site, link.text if shows else "")


def is_labelled(text: str, link: Link) -> bool:
    """Whether a link stands as a label, in brackets or between others, not as a word of a sentence.

    `text` is the whole source.
    """
    if link.text[:1] in {"[", "("}:
        return True
    start, end = link.span.start, link.span.end
    before = text[max(0, start - _NEAR) : start].rstrip(" \t*_`")
    after = text[end : end + _NEAR].lstrip(" \t*_`")
    if after[:1].isalnum():
        return False
    return not before[-1:].isalnum() or before[-1:] in _OPENING


def _site(target: str) -> str:
    url = urls.http(target)
    if url is not None:
        return site_name(url)
    if not target or target[0] == "#" or target[:2] == "//" or urls.parse(target) is not None:
        return ""
    # A host without its scheme is another rule's business; the page is what was meant.
    if _BARE_HOST.match(target):
        meant = urls.http(f"https://{target}")
        known = OTHER if meant is None else site_name(meant)
        return "relative" if known == OTHER else known
    return "relative"


def _promise(badge: Badge) -> str:
    """The words of a badge that say where its link leads; "" for one that promises nothing."""
    if badge.service in _STAR_SERVICES:
        return badge.label or "stars"
    if badge.service not in _STATIC:
        return ""
    words = (badge.label, badge.message) if badge.service else (badge.alt,)
    return next((one for one in words if one and _simple(one) not in _SAYS_NOTHING), "")


@lru_cache(maxsize=1024)
def _simple(text: str) -> str:
    """`text` as labels are compared: NFKC, lower case, without emoji or brackets around it.

    What consists of nothing else stays as it is: the label 🤗 says something.
    """
    folded = _BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()
    start, end = 0, len(folded)
    while start < end and not folded[start].isalnum():
        start += 1
    while start < end and not folded[end - 1].isalnum():
        end -= 1
    return folded[start:end] or folded
