"""What a site is: hosts, the names that the schemas know its pages by, and which work one shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable

    from lint.urls import URL


def _unknown(_: URL) -> None:
    """No work: the identity of the pages of a site of which nothing is known."""


class Site(NamedTuple):
    """One site.

    `hosts` are the hosts it answers for, each with its subdomains; `gitlab.*` stands for every
    host whose first label is `gitlab`. `names` is all that `name` may answer: the words by which
    a schema knows a link's `site`, the site's own name first, then what the page is
    (`github/repository`). `identity` is the work that a page shows (`arxiv:2303.04129`), the same
    for all pages of that work; None for a page that shows no single work, or may not.
    """

    hosts: frozenset[str]
    names: frozenset[str]
    name: Callable[[URL], str]
    identity: Callable[[URL], str | None] = _unknown


def plain(name: str, *hosts: str) -> Site:
    """A site of which nothing but its hosts matters."""
    return Site(frozenset(hosts), frozenset({name}), lambda _: name)


def forge(name: str, *hosts: str, pages: tuple[str, ...] = ()) -> Site:
    """A site that hosts repositories as `/owner/repository`; `pages` are the hosts of web pages.

    A deeper path is a file, a folder or a tool of a repository, a shorter one an owner. Names of
    owners and repositories have no case on any of these sites.
    """
    own = frozenset(f"{prefix}{host}" for host in hosts for prefix in ("", "www."))

    def classify(url: URL) -> str:
        if url.host.endswith(pages):
            return f"{name}/pages"
        return f"{name}/repository" if len(segments(url)) == 2 else f"{name}/other"

    def identify(url: URL) -> str | None:
        parts = segments(url)
        if url.host not in own or len(parts) != 2:
            return None
        return f"{name}:{parts[0]}/{parts[1].removesuffix('.git')}".lower()

    kinds = ("repository", "pages", "other") if pages else ("repository", "other")
    names = frozenset(f"{name}/{kind}" for kind in kinds)
    return Site(frozenset({*hosts, *pages}), names, classify, identify)


def segments(url: URL) -> list[str]:
    """The parts of the path that are not empty."""
    return [part for part in url.path.split("/") if part]


def decoded(url: URL) -> list[str]:
    """The parts of the path that are not empty, percent-decoded."""
    return [unquote(part) for part in segments(url)]


def parameter(url: URL, name: str) -> str:
    """The first value of a parameter of the query, "" if there is none."""
    for pair in url.query.split("&"):
        key, _, value = pair.partition("=")
        if key == name:
            return unquote(value)
    return ""
