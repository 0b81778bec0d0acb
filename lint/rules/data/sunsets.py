"""Sites that were shut down, or no longer lead everywhere they did: data, with their sources."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.urls import URL


class Sunset(NamedTuple):
    """A site that is no more.

    `hosts` count with their subdomains, without those that are `spared`. Only addresses with a
    `path` that fits are meant. `said` says what has happened and when, `instead` what there is to
    link to. `partly` is set where some old addresses still lead somewhere; `landing` fits the
    addresses, besides front pages, that all the others are sent to. `frozen` is set where all old
    addresses work as they did.
    """

    hosts: tuple[str, ...]
    said: str
    instead: str
    path: str = r"/.+"
    spared: tuple[str, ...] = ()
    partly: bool = False
    landing: str = r"(?!)"
    frozen: bool = False


SUNSETS = (
    # https://github.com/paperswithcode/paperswithcode-data/issues/45: since then Hugging Face has
    # sent on what it knows of papers and datasets, and everything else to its own front page.
    Sunset(
        ("paperswithcode.com",),
        "Papers with Code was shut down in July 2025",
        "link to the paper, its code or its page at https://huggingface.co/papers",
        path=r"/.*",
        spared=("production-media.paperswithcode.com",),
        partly=True,
        landing=r"https?://(?:huggingface\.co/papers(?:/trending)?|github\.com/paperswithcode)\b"
        r"(?!/\d).*",
    ),
    # https://blog.google/technology/developers/googl-link-shortening-update/: those of Maps and
    # other services stay, as do those that were in use in late 2024.
    Sunset(
        ("goo.gl",),
        "goo.gl removed rarely used links on 2025-08-25",
        "link to the page itself",
        path=r"/(?!(?:maps|photos|forms|app|fb|search|travel|alerts)/)[^/]+/?",
        spared=("app.goo.gl",),
        partly=True,
    ),
    # https://firebase.google.com/support/dynamic-links-faq
    Sunset(
        ("page.link",),
        "Firebase Dynamic Links were shut down on 2025-08-25",
        "link to the page itself",
    ),
    # https://github.blog/changelog/2022-04-25-git-io-deprecation/: links to GitHub are
    # kept for the time being.
    Sunset(
        ("git.io",),
        "git.io was frozen in January 2022 and is deprecated",
        "link to the page itself",
        partly=True,
        frozen=True,
    ),
    # https://opensource.googleblog.com/2015/03/farewell-to-google-code.html; what is under
    # /archive is the archive that was promised.
    Sunset(
        ("code.google.com",),
        "Google Code was shut down in January 2016",
        "link to where the project is now, or to https://code.google.com/archive/",
        path=r"/(?:p|hosting)/.+",
        partly=True,
    ),
    Sunset(
        ("googlecode.com",),
        "Google Code was shut down in January 2016",
        "link to where the project is now, or to https://code.google.com/archive/",
        path=r"/.*",
    ),
    # https://about.gitlab.com/blog/2015/03/03/gitlab-acquires-gitorious/
    Sunset(
        ("gitorious.org",),
        "Gitorious was shut down in June 2015",
        "link to where the project is now",
        partly=True,
    ),
    # https://devblogs.microsoft.com/bharry/shutting-down-codeplex/; the archive went in July 2021.
    Sunset(
        ("codeplex.com",),
        "CodePlex was shut down in December 2017",
        "link to where the project is now",
        path=r"/.*",
    ),
    # https://jfrog.com/blog/into-the-sunset-bintray-jcenter-gocenter-and-chartcenter/; JCenter has
    # been kept for reading.
    Sunset(
        ("bintray.com",),
        "Bintray was shut down in May 2021",
        "link to where the package is now",
        path=r"/.*",
        spared=("jcenter.bintray.com",),
    ),
    # https://blog.google/technology/safety-security/expediting-changes-google-plus/
    Sunset(
        ("plus.google.com",),
        "Google+ was shut down in April 2019",
        "link to another page by the same author",
        path=r"/.*",
    ),
    # https://rawgit.com/: the end of October 2019 was the last date for which files were promised.
    Sunset(
        ("rawgit.com", "rawgithub.com"),
        "RawGit was shut down in October 2019",
        "link to the file on GitHub, or by https://www.jsdelivr.com/github",
        partly=True,
    ),
    # https://docs.travis-ci.com/user/migrate/open-source-repository-migration
    Sunset(
        ("travis-ci.org",),
        "travis-ci.org was shut down in June 2021",
        "link to what tests the project now",
    ),
    # https://github.blog/2022-06-08-sunsetting-atom/
    Sunset(
        ("atom.io",),
        "Atom was shut down, with its packages, in December 2022",
        "link to the repository",
        path=r"/(?:packages|themes|users)/.+",
    ),
    # https://about.gitlab.com/press/releases/2018-01-30-gemnasium-acquisition/
    Sunset(
        ("gemnasium.com",),
        "Gemnasium was shut down in May 2018",
        "there is no replacement",
    ),
    # https://github.blog/2022-08-15-the-next-step-for-lgtm-com-github-code-scanning/
    Sunset(
        ("lgtm.com",),
        "LGTM was shut down in December 2022",
        "there is no replacement",
    ),
    # https://blog.glitch.com/post/changes-are-coming-to-glitch/: authors could have their projects
    # sent on until the end of 2026.
    Sunset(
        ("glitch.me",),
        "Glitch ended the hosting of projects on 2025-07-08",
        "link to where the project is now",
        path=r"/.*",
        partly=True,
    ),
)


@cache
def _by_host() -> Mapping[str, Sunset | None]:
    hosts: dict[str, Sunset | None] = {}
    for one in SUNSETS:
        hosts |= dict.fromkeys(one.hosts, one)
        hosts |= dict.fromkeys(one.spared)
    return hosts


def sunset(url: URL) -> Sunset | None:
    """What is known of the end of the site that `url` leads to."""
    hosts = _by_host()
    labels = url.host.rstrip(".").rsplit(".", 4)[-4:]
    for first in range(len(labels) - 1):
        host = ".".join(labels[first:])
        if host in hosts:
            found = hosts[host]
            fits = found is not None and re.fullmatch(found.path, url.path)
            return found if fits else None
    return None
