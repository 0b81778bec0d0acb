"""Requests of the sites' own, through the same guard and the same way out as those for links."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from lint import credentials, urls
from lint.links.network import bodies
from lint.links.protocols import Reply
from lint.links.verdicts.status import REDIRECTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.links.network.pool import Connections, Hosts


class NetworkClient:
    """A client (`lint.links.protocols.Client`) for one site, with connections of its own."""

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts
        self._connections: Connections = hosts.connections()

    async def request(  # noqa: PLR0913 - as the protocol has it
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        timeout: float = 20.0,  # noqa: ASYNC109 - as the protocol has it
        most: int = 8_000_000,
        redirects: int = 0,
    ) -> Reply:
        """The reply to one request; a body longer than `most` bytes raises ValueError.

        Of a redirect, 303 turns any request, and 301 and 302 a POST, into a GET without a body
        (Fetch Standard, "HTTP-redirect fetch").
        """
        target = urls.http(url)
        if target is None:
            raise ValueError("not an http or https URL")
        sent = dict(headers or {})
        content = {} if json is None else {"json": json}
        async with asyncio.timeout(timeout):
            while True:
                origin = target.origin
                async with self._connections.request(
                    method, credentials.stripped(target), sent, **content
                ) as response:
                    self._hosts.answered = True
                    location = response.headers.get("Location")
                    if response.status not in REDIRECTS or redirects <= 0 or location is None:
                        body = await bodies.read(response, most + 1, timeout)
                        if not body.complete:
                            raise ValueError(f"the body is cut off, or longer than {most} bytes")
                        href = credentials.stripped(target).href
                        return Reply(href, response.status, response.headers, body.data)
                    status = response.status
                redirects -= 1
                following = urls.resolve(location, target)
                if following is None or following.scheme not in {"http", "https"}:
                    raise ValueError("redirects to something other than an http or https URL")
                target = following
                if target.origin != origin:
                    sent = {}
                if (status == 303 and method != "HEAD") or (
                    status in {301, 302} and method == "POST"
                ):
                    method, content = "GET", {}

    async def close(self) -> None:
        """Close its connections."""
        await self._connections.close()
