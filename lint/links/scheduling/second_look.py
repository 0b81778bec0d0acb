"""A second look before a link is called broken: one more GET, as a browser asks.

Some sites show programs a 404, or send them in a circle, and readers the page. Where the second
answer is a 404 or 410 as well, or turns in a circle even for a browser, the link is broken; a 2xx
is fine, with a note, and anything else leaves it unverified for that reason. A host that keeps
programs out is not asked in a browser's words: who is turned away does not come back in disguise,
so the user agent says who asks, too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lint.links.result import Reason, Verdict
from lint.links.verdicts.status import outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.links.result import LinkOptions
    from lint.links.verdicts.status import Outcome

REASONS = frozenset({Reason.NOT_FOUND, Reason.GONE, Reason.REDIRECT_LOOP})
"""What is looked at again."""
_KEEPS_OUT = frozenset(
    {Reason.AUTH_REQUIRED, Reason.FORBIDDEN, Reason.RATE_LIMITED, Reason.BOT_WALL}
)
# The reduced user agent of Chrome on Linux
# (https://www.chromium.org/updates/ua-reduction/), and what it sends with a page that is opened by
# its address (https://w3c.github.io/webappsec-fetch-metadata/).
_BROWSER = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0"
    " Safari/537.36"
)
_HEADERS = {
    "Accept": (
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
    ),
    "Accept-Language": "en-US,en;q=0.9",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-User": "?1",
    "Upgrade-Insecure-Requests": "1",
}


class Looks:
    """The second looks of one run. `headers` are those of the requests.

    `agent` says who asks, behind what a browser says of itself.
    """

    def __init__(self, options: LinkOptions, agent: str) -> None:
        self._on = options.second_look
        self.headers: Mapping[str, str] = {**_HEADERS, "User-Agent": f"{_BROWSER} {agent}"}
        # The hosts that keep programs out; those that turned away a second look with the reason.
        self._closed: dict[str, Reason | None] = {}

    def saw(self, host: str, said: Outcome, *, look: bool) -> None:
        """Learn from an answer of `host`, to a second `look` or to another GET."""
        if said.reason in _KEEPS_OUT and said.status is not None:
            self._closed[host] = said.reason if look else self._closed.get(host)

    def may_ask(self, host: str) -> bool:
        """Whether `host` may be asked in a browser's words."""
        return self._on and host not in self._closed

    def instead(self, host: str, said: Outcome) -> Outcome:
        """What to say for `said`, an answer of `host` that nobody looks at again.

        Where the host has turned away an earlier look, its 404 to a program says as little.
        """
        reason = self._closed.get(host) if said.reason in REASONS else None
        if reason is None:
            return said
        detail = f"{said.status}, and a browser-like request for another page was refused"
        return outcome(reason, said.status, detail)


def verdict(first: Outcome, second: Outcome) -> Outcome:
    """What a link comes to, of which the first answer said `first` and that to the second look."""
    if second.verdict is Verdict.OK:
        said = first.reason.value if first.reason is not None else ""
        return replace(second, detail=f"{said}, but fine for a browser-like request")
    return second
