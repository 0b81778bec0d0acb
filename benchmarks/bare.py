"""The least that checking links with aiohttp takes: the floor for `links.py`.

    python benchmarks/bare.py LIST

Reads the URLs with a regular expression and asks for each: HEAD, then GET unless that was 2xx or
3xx, 128 at once, ten a host, ten seconds for each. No retries, no guard, no verdicts of its own.
Prints the URLs that did not answer with 2xx or 3xx, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import aiohttp
import uvloop
import yarl


class Host:
    """Its links, and the session of its own that those at work share."""

    def __init__(self) -> None:
        self.links: list[str] = []
        self.workers = 0
        self.session: aiohttp.ClientSession | None = None


async def good(session: aiohttp.ClientSession, link: str) -> bool:
    """Whether `link` answers with 2xx or 3xx."""
    url = yarl.URL(link, encoded=True)
    try:
        async with asyncio.timeout(10):
            for method in ("HEAD", "GET"):
                async with session.request(method, url, allow_redirects=False) as response:
                    if response.status < 400:
                        return True
    except (aiohttp.ClientError, OSError):
        pass
    return False


async def check(links: list[str]) -> list[str]:
    """Those of `links` that are not good."""
    hosts: defaultdict[str, Host] = defaultdict(Host)
    for link in links:
        hosts[link.split("/")[2]].links.append(link)
    order = sorted(hosts.values(), key=lambda host: len(host.links))
    turns = [host for turn in range(9, -1, -1) for host in order if len(host.links) > turn]
    bad = []

    async def work() -> None:
        while turns:
            host = turns.pop()
            host.workers += 1
            if host.session is None:
                host.session = aiohttp.ClientSession(
                    connector=aiohttp.TCPConnector(limit=0),
                    cookie_jar=aiohttp.DummyCookieJar(),
                    timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
                )
            while host.links:
                link = host.links.pop()
                if not await good(host.session, link):
                    bad.append(link)
            host.workers -= 1
            if not host.workers:
                session, host.session = host.session, None
                await session.close()

    await asyncio.gather(*(work() for _ in range(128)))
    return bad


if __name__ == "__main__":
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    found = list(dict.fromkeys(re.findall(r"\]\((http[^)]*)\)", text)))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        print(json.dumps(runner.run(check(found))))
