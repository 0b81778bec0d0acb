"""Wikipedia, in all its languages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from lint.patterns import lazy
from lint.sites.site import Site

if TYPE_CHECKING:
    from lint.urls import URL

# `en.wikipedia.org`, and `en.m.wikipedia.org` for small screens.
_HOST = lazy(r"(?P<language>[a-z][a-z0-9-]*)(?:\.m)?\.wikipedia\.org")
_PAGE = "/wiki/"
# What a title cannot hold (https://www.mediawiki.org/wiki/Manual:Page_title), and U+FFFD, what
# becomes of bytes that are no UTF-8.
_NO_TITLE = lazy(r"[\x00-\x1f\x7f#<>\[\]{}|\ufffd]|^[:/]|/$|^$")
_MOST = 255  # bytes of UTF-8


def page(url: URL) -> tuple[str, str] | None:
    """The language and the title, with spaces, of the page at `/wiki/TITLE`.

    A title may begin or end with a slash; such a page is passed over.
    """
    host = _HOST.fullmatch(url.host)
    if host is None or host["language"] == "www" or not url.path.startswith(_PAGE) or url.query:
        return None
    title = " ".join(unquote(url.path.removeprefix(_PAGE)).replace("_", " ").split())
    if _NO_TITLE.search(title) or len(title.encode()) > _MOST:
        return None
    return host["language"], title


def _identity(url: URL) -> str | None:
    """Titles begin with a capital on every Wikipedia, however they are written."""
    found = page(url)
    if found is None:
        return None
    title = found[1].replace(" ", "_")
    return f"wikipedia:{found[0]}/{title[:1].upper()}{title[1:]}"


SITE = Site(
    frozenset({"wikipedia.org"}), frozenset({"wikipedia"}), lambda _: "wikipedia", _identity
)
