"""Videos, by what their sites tell those who embed them (https://oembed.com/, section 2.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from lint.links.protocols import Client
    from lint.links.providers import _client


async def ask(
    client: Client, pace: _client.Pace, endpoint: str, video: str
) -> tuple[int, dict[str, Any]]:
    """The status and the JSON of the answer for the page `video`; empty for any other than 200.

    Raises FailedError, also for an answer that describes nothing.
    """
    url = f"{endpoint}?{urlencode({'url': video, 'format': 'json'})}"
    status, answer = await pace.get_json(client, url)
    if status != 200:
        return status, {}
    if not isinstance(answer, dict) or str(answer.get("version")) != "1.0":
        pace.failed()
    return status, answer
