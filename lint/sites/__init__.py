"""What is known of sites, one module each; a module put here is a site.

A module whose name has no leading underscore holds one `Site` named `SITE`.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from lint.sites._site import Site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.urls import URL

__all__ = ["OTHER", "Site", "all_sites", "site_name"]

OTHER = "other"
"""The name of every site that no module knows."""


@cache
def all_sites() -> Mapping[str, Site]:
    """Every site by the name of its module, in alphabetical order.

    Raises TypeError for a module here that holds no site, and for a host that two sites claim.
    """
    sites = {}
    claimed: dict[str, str] = {}
    for name in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        if name.startswith("_"):
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
    sites = _by_host()
    host = url.host.rstrip(".")
    rest = host
    while rest:
        if rest in sites:
            return sites[rest].name(url)
        rest = rest.partition(".")[2]
    site = sites.get(host.partition(".")[0] + ".*")
    return OTHER if site is None else site.name(url)
