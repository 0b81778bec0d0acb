"""Sites: which one a URL is of, and which work it shows.

A module here is a site and holds one `Site` named `SITE`; sites of which nothing but their hosts
matters are rows of `hosts.py`. `with_sites` adds those of plug-ins.
"""

from __future__ import annotations

import pkgutil
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from lint.sites.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lint.urls import URL

__all__ = ["OTHER", "Site", "all_sites", "identity", "site_name", "with_sites"]

_MOST_LABELS = 6
_MOST_WORKS = 65536

OTHER = "other"
"""The name of every site that no module knows."""


# The sites of plug-ins that the run at hand uses.
_EXTRA: ContextVar[tuple[Site, ...]] = ContextVar("_EXTRA", default=())
_SHARED = frozenset({"hosts", "site"})


@contextmanager
def with_sites(sites: Iterable[Site]) -> Iterator[None]:
    """A block in which `sites` are known besides those of this package; theirs win."""
    token = _EXTRA.set((*_EXTRA.get(), *sites))
    try:
        yield
    finally:
        _EXTRA.reset(token)


@cache
def all_sites() -> Mapping[str, Site]:
    """Every site of this package by name, in alphabetical order.

    Raises TypeError for a module here that holds no site, and for a host that two sites claim.
    """
    from lint.sites.hosts import SITES

    sites = dict(SITES)
    for info in pkgutil.iter_modules(__path__):
        if info.name in _SHARED:
            continue
        site = getattr(import_module(f"{__name__}.{info.name}"), "SITE", None)
        if not isinstance(site, Site):
            raise TypeError(f"{__name__}.{info.name} must hold a Site named SITE")
        sites[info.name] = site
    claimed: dict[str, str] = {}
    for name, site in sites.items():
        for host in site.hosts:
            if claimed.setdefault(host, name) != name:
                raise TypeError(f"{host} belongs to {claimed[host]} and to {name}")
    return dict(sorted(sites.items()))


@lru_cache(maxsize=16)
def _by_host(extra: tuple[Site, ...]) -> Mapping[str, Site]:
    known = (*all_sites().values(), *extra)
    return {host: site for site in known for host in site.hosts}


def site_name(url: URL) -> str:
    """What `url` leads to, in the words that the schemas use, such as `arxiv` or `github/pages`.

    The longest host that a site claims decides; `other` where no site knows the host.
    """
    site = _site(url)
    return OTHER if site is None else site.name(url)


def identity(url: URL) -> str | None:
    """The work that `url` shows, the same for all its pages, such as `arxiv:2303.04129`.

    None where no site knows it for certain: such a URL stands for nothing but itself. A version, a
    moment in a video and a fragment are no other work; a folder of a repository may be one.
    """
    extra = _EXTRA.get()
    known = _works(extra)
    href = url.href
    if href in known:
        return known[href]
    if len(known) >= _MOST_WORKS:
        known.clear()
    found = known[href] = _identity(url, extra)
    return found


# Half a dozen rules ask for the work of each link: to keep it takes 3 % off a check. An lru_cache
# would take 144 bytes more for each URL.
@lru_cache(maxsize=16)
def _works(extra: tuple[Site, ...]) -> dict[str, str | None]:  # noqa: ARG001 - what they depend on
    """The works that were asked for by their URLs, which is what `identity` keeps."""
    return {}


def _identity(url: URL, extra: tuple[Site, ...]) -> str | None:
    site = _at(url.host.rstrip("."), extra)
    if site is not None:
        return site.identity(url)
    from lint.sites import doi

    return doi.published(url)


def _site(url: URL) -> Site | None:
    return _at(url.host.rstrip("."), _EXTRA.get())


@lru_cache(maxsize=65536)
def _at(host: str, extra: tuple[Site, ...]) -> Site | None:
    sites = _by_host(extra)
    # A hostile host has a million labels; those that are known have few.
    labels = host.rsplit(".", _MOST_LABELS)[-_MOST_LABELS:]
    for first in range(len(labels)):
        site = sites.get(".".join(labels[first:]))
        if site is not None:
            return site
    return sites.get(host.partition(".")[0] + ".*")
