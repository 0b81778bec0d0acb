"""What a site is: hosts, and the names that the schemas know its pages by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lint.urls import URL


@dataclass(frozen=True, slots=True)
class Site:
    """One site.

    `hosts` are the hosts it answers for, each with its subdomains; `gitlab.*` stands for every
    host whose first label is `gitlab`. `names` is all that `name` may answer: the words by which
    a schema knows a link's `site`, the site's own name first, then what the page is
    (`github/repository`).
    """

    hosts: frozenset[str]
    names: frozenset[str]
    name: Callable[[URL], str]


def plain(name: str, *hosts: str) -> Site:
    """A site of which nothing but its hosts matters."""
    return Site(frozenset(hosts), frozenset({name}), lambda _: name)


def forge(name: str, *hosts: str, pages: tuple[str, ...] = ()) -> Site:
    """A site that hosts repositories as `/owner/repository`; `pages` are the hosts of web pages.

    A deeper path is a file, a folder or a tool of a repository, a shorter one an owner.
    """

    def classify(url: URL) -> str:
        if url.host.endswith(pages):
            return f"{name}/pages"
        return f"{name}/repository" if len(segments(url)) == 2 else f"{name}/other"

    kinds = ("repository", "pages", "other") if pages else ("repository", "other")
    names = frozenset(f"{name}/{kind}" for kind in kinds)
    return Site(frozenset({*hosts, *pages}), names, classify)


def segments(url: URL) -> list[str]:
    """The parts of the path that are not empty."""
    return [part for part in url.path.split("/") if part]
