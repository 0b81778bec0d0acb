"""Which instances of GitHub may be asked, and with which token.

A token comes from the environment, and goes only where the environment says: what a configuration
file names may have been written by whoever opened a pull request.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lint import urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PUBLIC = "https://api.github.com/graphql"
"""https://docs.github.com/graphql/guides/forming-calls-with-graphql#the-graphql-endpoint"""
_PUBLIC_WEB = "https://github.com"
# RFC 6750, section 2.1.
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
_LOOPBACK = re.compile(r"127\.[0-9.]+|\[::1\]|localhost")


class Access(NamedTuple):
    """An instance: the origin of its pages, where its GraphQL interface is, and the token for it.

    `host` is that of its pages, with a port where that is not the scheme's own.
    """

    web: str
    host: str
    graphql: str
    token: str

    def __repr__(self) -> str:
        """Without the token."""
        return f"Access({self.web!r}, {self.graphql!r})"


def accesses(environ: Mapping[str, str], configured: str | None) -> tuple[Access, ...]:
    """The instances that `environ` has a token for; if `configured`, only the one with that URL.

    A `configured` URL of any other origin than those has no token, so it is not asked.
    """
    found = tuple(_from_environment(environ))
    if configured is None:
        return found
    wanted = urls.http(configured)
    return tuple(
        one._replace(graphql=configured)
        for one in found
        if wanted is not None and _origin(one.graphql) == wanted.origin
    )


def _from_environment(environ: Mapping[str, str]) -> Iterator[Access]:
    """The instance that GitHub Actions says it runs on, else github.com; and that of `GH_HOST`.

    Sources: https://docs.github.com/actions/reference/workflows-and-actions/variables (the
    GITHUB_*_URL) and https://cli.github.com/manual/gh_help_environment (the GH_*).
    """
    graphql = environ.get("GITHUB_GRAPHQL_URL", "").strip() or PUBLIC
    web = environ.get("GITHUB_SERVER_URL", "").strip() or _PUBLIC_WEB
    first = _access(web, graphql, _token(environ, "GITHUB_TOKEN", "GH_TOKEN"))
    if first is not None:
        yield first
    host = environ.get("GH_HOST", "").strip()
    if host and (first is None or host.lower() != first.host):
        token = _token(environ, "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")
        second = _access(f"https://{host}", f"https://{host}/api/graphql", token)
        if second is not None and second.host != "github.com":
            yield second


def _access(web: str, graphql: str, token: str) -> Access | None:
    pages, interface = urls.http(web), urls.http(graphql)
    if not token or pages is None or interface is None or not pages.host:
        return None
    if interface.scheme != "https" and not _LOOPBACK.fullmatch(interface.host):
        return None  # anyone on the way could read the token
    host = pages.host.removeprefix("www.") + (f":{pages.port}" if pages.port else "")
    return Access(pages.origin, host, interface.request, token)


def _token(environ: Mapping[str, str], *names: str) -> str:
    values = (environ.get(name, "").strip() for name in names)
    return next((value for value in values if value and _TOKEN.fullmatch(value)), "")


def _origin(text: str) -> str:
    url = urls.http(text)
    return url.origin if url is not None else ""
