"""Copies of dead pages in the Wayback Machine, by its availability API.

https://archive.org/help/wayback_api.php: `?url=U&timestamp=T` is answered by
`{"archived_snapshots": {"closest": {"available": true, "status": "200", "url": "http://web.archive.
org/web/20130919044612/http://example.com/", "timestamp": "20130919044612"}}}`, or by an empty
object. It finds less with a scheme in `url` (https://github.com/internetarchive/wayback/issues/296)
and nothing that is not percent-encoded.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lint import credentials, urls
from lint.links.result import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lint.links.protocols import Client
    from lint.links.result import LinkResult

_AT_ONCE = 3
# Seconds for one answer, and for all of them.
_PATIENCE = 15.0
_ALL = 300.0
# After so many failures in a row the service is taken to be down, or to have had enough of us.
_FAILURES = 3
_MOST = 100_000
_COPY = re.compile(r"https?://web\.archive\.org/web/\d{8,14}/\S+")


async def with_copies(
    results: Iterable[LinkResult], client: Client, service: str
) -> list[LinkResult]:
    """The broken ones of `results` of which `service` knows a copy, with its URL as `snapshot`.

    A copy from about the day on which the page was last seen good, where that is known. A service
    that fails, or takes too long, costs nothing but the copies. Credentials are not sent.
    """
    waiting = [one for one in results if one.verdict is Verdict.BROKEN]
    waiting.reverse()
    found: list[LinkResult] = []
    failures = 0

    async def ask() -> None:
        nonlocal failures
        while waiting and failures < _FAILURES:
            result = waiting.pop()
            try:
                copy = await _copy(result, client, service)
            except Exception:  # noqa: BLE001 - nothing that a service does may cost a verdict
                failures += 1
            else:
                failures = 0
                if copy is not None:
                    found.append(replace(result, snapshot=copy))

    with suppress(TimeoutError):
        async with asyncio.timeout(_ALL), asyncio.TaskGroup() as group:
            for _ in range(min(_AT_ONCE, len(waiting))):
                group.create_task(ask())
    return found


async def _copy(result: LinkResult, client: Client, service: str) -> str | None:
    """The URL of a copy; raises what a client does, and ValueError for what is no answer."""
    url = urls.http(result.url)
    if url is None:
        return None
    target = credentials.stripped(url).request.partition("://")[2]
    query = f"url={quote(target, safe='')}"
    if result.last_good is not None:
        query += f"&timestamp={result.last_good:%Y%m%d}"
    joint = "&" if "?" in service else "?"
    reply = await client.request("GET", f"{service}{joint}{query}", timeout=_PATIENCE, most=_MOST)
    if reply.status != 200:
        raise ValueError(f"status {reply.status}")
    return _closest(reply.json())


def _closest(answer: Any) -> str | None:
    """The copy of a page that was fine; ValueError for what the API never answers."""
    if not isinstance(answer, dict) or not isinstance(answer.get("archived_snapshots"), dict):
        raise ValueError("not a response of the availability API")  # noqa: TRY004 - as other bad data
    closest = answer["archived_snapshots"].get("closest")
    if not isinstance(closest, dict) or closest.get("available") is not True:
        return None
    copy = urls.http(str(closest.get("url", "")))
    if copy is None or not str(closest.get("status", "200")).startswith("2"):
        return None
    # What comes from outside goes into a list only where it is what it is meant to be.
    if not _COPY.fullmatch(copy.href) or copy.username or copy.password:
        return None
    return copy.href.replace("http:", "https:", 1)
