"""What is known of sites, one module each; a module put here is a site.

A module whose name has no leading underscore holds one `Site` named `SITE`.
"""

from __future__ import annotations

import pkgutil
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from lint.sites.site import Site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.urls import URL

__all__ = ["OTHER", "Site", "all_sites", "identity", "site_name"]

_MOST_LABELS = 6

OTHER = "other"
"""The name of every site that no module knows."""


@cache
def all_sites() -> Mapping[str, Site]:
    """Every site by the name of its module, in alphabetical order.

    Raises TypeError for a module here that holds no site, and for a host that two sites claim.
    """
    sites = {}
    claimed: dict[str, str] = {}
    modules = (info.name for info in pkgutil.iter_modules(__path__))
    for name in sorted(modules):
        if name == "site":
            continue
        site = getattr(import_module(f"{__name__}.{name}"), "SITE", None)
        if not isinstance(site, Site):
            raise TypeError(f"{__name__}.{name} must hold a Site named SITE")
        for host in site.hosts:
            if claimed.setdefault(host, name) != name:
                raise TypeError(f"{host} belongs to {claimed[host]} and to {name}")
        sites[name] = site
    return sites


@cache
def _by_host() -> Mapping[str, Site]:
    return {host: site for site in all_sites().values() for host in site.hosts}


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
    site = _site(url)
    if site is not None:
        return site.identity(url)
    from lint.sites import doi

    return doi.published(url)


def _site(url: URL) -> Site | None:
    return _at(url.host.rstrip("."))


@lru_cache(maxsize=65536)
def _at(host: str) -> Site | None:
    sites = _by_host()
    # A hostile host has a million labels; those that are known have few.
    labels = host.rsplit(".", _MOST_LABELS)[-_MOST_LABELS:]
    for first in range(len(labels)):
        site = sites.get(".".join(labels[first:]))
        if site is not None:
            return site
    return sites.get(host.partition(".")[0] + ".*")
