"""Sites that answer for many URLs in a few requests, one module each.

A module here, but for those in `_SHARED` or with a leading underscore, is a site by the name in
`lint.sites`: `[sites] NAME = false` turns it off. It holds `URLS`, the public base URLs of its
interfaces by the names that they have in `[sites.urls]`, and `open_site(options, environ)`, which
gives an `OnlineSite` (lint/links/protocols.py), or None where the site cannot be asked, for want
of a token for one. `environ` are the environment variables; a configuration file, which may come
with a pull request, never decides where a token goes. The configuration's schema is made from all
that.

What a site says must be certain: a URL that it cannot judge, and one that its interface does not
find where the page might, is left to be asked for in the ordinary way.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

from lint.links.providers.options import SitesOptions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.links.protocols import OnlineSite

__all__ = ["SitesOptions", "names", "online_sites"]

# What serves all sites; every other module here is one.
_SHARED = frozenset({"dispatch", "options", "wayback"})


def names() -> tuple[str, ...]:
    """The names of the sites, which are those of their modules, in alphabetical order."""
    found = (info.name for info in pkgutil.iter_modules(__path__))
    return tuple(sorted(name for name in found if not name.startswith("_") and name not in _SHARED))


def online_sites(options: SitesOptions, environ: Mapping[str, str]) -> tuple[OnlineSite, ...]:
    """The sites to ask, in alphabetical order.

    Raises TypeError for a module here without `open_site`.
    """
    sites = []
    for name in names():
        if name in options.off:
            continue
        open_site = getattr(import_module(f"{__name__}.{name}"), "open_site", None)
        if open_site is None:
            raise TypeError(f"{__name__}.{name} must hold a function open_site")
        site = open_site(options, environ)
        if site is not None:
            sites.append(site)
    return tuple(sites)
