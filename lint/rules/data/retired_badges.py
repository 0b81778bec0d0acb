"""Badges that show nothing any more but that they are gone: data, with their sources and dates."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.urls import URL

_IMAGE = r"/.+\.(?:svg|png|gif)"


class Retired(NamedTuple):
    """Badges that are no more.

    `said` says what has happened and when, `path` fits the paths of their pictures. `instead` is
    what there is to show, "" for nothing of the kind.
    """

    said: str
    path: str = _IMAGE
    instead: str = ""


_TRAVIS = Retired("travis-ci.org was shut down in June 2021")
_CLIMATE = Retired(
    "Code Climate's badges ended with it in 2025, when it became Qlty",
    r"/(?:github/[^/]+/[^/]+(?:/badges/[^/]+|/coverage|)\.(?:svg|png)|github/[^/]+/[^/]+/badges/.+)",
)

# By host, counted with its subdomains.
_HOSTS: Mapping[str, Retired] = {
    # https://docs.travis-ci.com/user/migrate/open-source-repository-migration
    "travis-ci.org": _TRAVIS,
    # https://github.com/badges/shields/pull/7197 (29 October 2021),
    # https://github.com/jshint/jshint/pull/3596
    "david-dm.org": Retired("David went offline in October 2021"),
    # https://about.gitlab.com/press/releases/2018-01-30-gemnasium-acquisition/
    "gemnasium.com": Retired("Gemnasium was shut down in May 2018"),
    # https://github.com/badges/shields/blob/094ecf1f/lib/deprecated-services.js
    "bithound.io": Retired("bitHound was shut down in July 2018"),
    # https://github.com/Turfjs/turf/issues/2078 quotes https://greenkeeper.io
    "greenkeeper.io": Retired("Greenkeeper was shut down on 2020-06-03"),
    # https://web.archive.org/web/20190317040044/https://waffle.io/closing-its-doors
    "waffle.io": Retired("Waffle was shut down on 2019-05-16"),
    # https://github.com/badges/shields/issues/11192
    "codeclimate.com": _CLIMATE,
    # https://github.blog/2022-08-15-the-next-step-for-lgtm-com-github-code-scanning/
    "lgtm.com": Retired("LGTM was shut down in December 2022"),
}
_SHIELDS = frozenset({"img.shields.io", "shields.io", "raster.shields.io"})


def _gone(name: str, date: str) -> str:
    return f"shields.io retired its {name} badges in {date}"


# What stands behind the host of shields.io, and why it shows “no longer available”. The dates are
# those of `dateAdded` in https://github.com/badges/shields/tree/master/services, and of
# https://github.com/badges/shields/blob/094ecf1f/lib/deprecated-services.js.
_ROUTES: Mapping[str, Retired] = {
    "gittip/": Retired(_gone("Gittip", "December 2017")),
    "gratipay/": Retired(_gone("Gratipay", "December 2017")),
    "snap-ci/": Retired(_gone("Snap CI", "January 2018")),
    "cauditor/": Retired(_gone("Cauditor", "February 2018")),
    "dotnetstatus/": Retired(_gone("dotnet-status", "April 2018")),
    "gemnasium/": Retired(_gone("Gemnasium", "May 2018")),
    "bithound/": Retired(_gone("bitHound", "July 2018")),
    "magnumci/": Retired(_gone("Magnum CI", "July 2018")),
    "versioneye/": Retired(_gone("VersionEye", "August 2018")),
    "issuestats/": Retired(_gone("Issue Stats", "September 2018")),
    "libscore/": Retired(_gone("Libscore", "September 2018")),
    "imagelayers/": Retired(_gone("ImageLayers", "November 2018")),
    "waffle/": Retired("Waffle was shut down on 2019-05-16"),
    "codetally/": Retired(_gone("Codetally", "September 2020")),
    "continuousphp/": Retired(_gone("continuousphp", "December 2020")),
    # https://github.com/badges/shields/pull/7197
    "david/": Retired(_gone("David", "October 2021")),
    # https://github.com/badges/shields/issues/8671
    "github/workflow/status/": Retired(
        "shields.io moved its GitHub workflow badges in December 2022",
        instead="https://img.shields.io/github/actions/workflow/status/OWNER/REPOSITORY/FILE.yml",
    ),
    "lgtm/": Retired("LGTM was shut down in December 2022"),
    "apm/": Retired("Atom was shut down, with its packages, in December 2022"),
    # https://github.com/badges/shields/pull/9171: all but those of travis-ci.com
    "travis/": Retired(_gone("travis-ci.org", "May 2023")),
    "travis-ci/": Retired(_gone("travis-ci.org", "May 2023")),
    "ansible/role/": Retired(_gone("Ansible role", "October 2023")),
    "hackage-deps/": Retired(_gone("Hackage-Deps", "October 2024")),
}
_STAYS = lazy(r"travis(?:-ci)?/(?:com/.*|[^/]*)|ansible/role/?")


# What shields.io says of a badge that it has retired, alone or behind a label, or the issue that
# says what to do: https://github.com/badges/shields/blob/master/core/base-service/retired-service.js,
# until 2025 https://github.com/badges/shields/blob/06fcfe0d/core/base-service/errors.js.
_FAREWELL = lazy(
    r"(?:.*: )?(no longer available|retired badge|https://github\.com/badges/shields/issues/\d{1,9})",
    re.IGNORECASE | re.DOTALL,
)


@cache
def _longest() -> int:
    return max(route.count("/") for route in _ROUTES)


def retired(url: URL) -> Retired | None:
    """What is known of the end of the badge whose picture is at `url`."""
    if url.host in _SHIELDS:
        return _of_shields(url.path.lstrip("/"))
    labels = url.host.rstrip(".").rsplit(".", 4)[-4:]
    for first in range(len(labels) - 1):
        found = _HOSTS.get(".".join(labels[first:]))
        if found is not None:
            return found if re.fullmatch(found.path, url.path) else None
    return None


def is_of_shields(url: URL) -> bool:
    """Whether shields.io makes the badge at `url`, and says in it whether there is one."""
    return url.host in _SHIELDS


def farewell(words: str, url: URL) -> str | None:
    """The part of a picture's `words` that says that the badge is gone, if it is; None if not.

    Those that stand in the `url` are the author's own, of something else.
    """
    found = _FAREWELL.fullmatch(words)
    if found is None:
        return None
    written = unquote(unquote(url.href)).replace("_", " ").replace("+", " ").replace("--", "-")
    return None if found[1].casefold() in written.casefold() else found[1]


def _of_shields(path: str) -> Retired | None:
    parts = path.split("/", _longest() + 1)
    for count in range(1, min(len(parts), _longest() + 1)):
        found = _ROUTES.get("/".join(parts[:count]) + "/")
        if found is not None:
            return None if _STAYS.fullmatch(path) else found
    return None
