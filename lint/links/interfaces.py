"""What became of the interfaces of sites: one that fails is named once, not link by link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.links.protocols import Client, OnlineSite, Reply

# What each is called, and what it alone knows of a link.
_KNOWN: Mapping[str, tuple[str, str]] = {
    "arxiv": ("arXiv", "titles, dates and withdrawals"),
    "crates": ("crates.io", "names and dates"),
    "doi": ("doi.org", "titles and dates"),
    "github": ("GitHub", "names, archiving and dates"),
    "huggingface": ("Hugging Face", "names, titles and dates"),
    "npm": ("npm", "names"),
    "openreview": ("OpenReview", "titles and dates"),
    "pypi": ("PyPI", "names"),
    "vimeo": ("Vimeo", "titles"),
    "wikipedia": ("Wikipedia", "titles"),
    "youtube": ("YouTube", "videos"),
}
_REFUSED = frozenset({401, 403, 451})
_LIMITED = frozenset({429, 503})


class Watched:
    """The `client` of a site, which sees what its interface answers."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._requests = 0
        self._trouble = ""

    async def request(self, method: str, url: str, **options: Any) -> Reply:
        """What the client gives or raises."""
        self._requests += 1
        try:
            reply = await self._client.request(method, url, **options)
        except (OSError, ValueError, aiohttp.ClientError):
            self._trouble = "failed"
            raise
        self._trouble = _trouble(reply)
        return reply

    def notice(self, site: OnlineSite, left: int) -> str | None:
        """What is to be said of `site`, which has not answered for `left` links; None for nothing.

        A site may know nothing of a link. It is in trouble where its last answer was one.
        """
        if not (left and self._trouble):
            return None
        name, facts = _KNOWN.get(site.name, (site.name, "facts"))
        requests = f"{self._requests:,} request{'s' * (self._requests != 1)}"
        links = f"{left:,} link{'s' * (left != 1)}"
        return f"{name}'s API {self._trouble} after {requests}: {facts} of {links} were not checked"


def _trouble(reply: Reply) -> str:
    """What is wrong with an answer of an interface, in a verb; "" for a sound one."""
    if reply.status in _REFUSED:
        return "refused"
    if reply.status in _LIMITED:
        return "limited requests"
    if reply.status >= 500:
        return "failed"
    if 300 <= reply.status < 400 and reply.status != 304:
        return "redirected elsewhere"
    page = reply.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return "returned a web page" if reply.status == 200 and page == "text/html" else ""
