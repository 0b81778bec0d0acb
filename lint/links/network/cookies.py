"""The cookies that sites set on the way along redirects, for as long as one link takes.

Some sites redirect to the same page until their cookie comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Sequence

    import yarl


# Of the cookies of one chain. Browsers keep more (RFC 6265, section 6.1, has 50 of 4,096 bytes for
# a domain as the least), but servers take no Cookie header that is longer.
_MOST_FIELDS = 50
_MOST_CHARACTERS = 16_384


class Cookies:
    """The cookies of one chain of redirects; who gets which is what RFC 6265 says."""

    __slots__ = ("_fields", "_jar", "_overflowed")

    def __init__(self) -> None:
        self._jar = _jar()
        self._fields: list[str] = []
        self._overflowed = False

    def take(self, fields: Sequence[str], url: yarl.URL) -> None:
        """Keep the cookies of an answer from `url`, whose Set-Cookie header fields are `fields`."""
        taken: list[str] = []
        for field in fields:
            kept = self._fields + taken
            if len(kept) == _MOST_FIELDS or sum(map(len, kept)) + len(field) > _MOST_CHARACTERS:
                self._overflowed = True
                break
            taken.append(field)
        self._fields += taken
        self._jar.update_cookies_from_headers(taken, url)

    def header(self, url: yarl.URL) -> str:
        """The Cookie header of a request to `url`; "" for none."""
        # The jar takes the quotes from a value; a browser sends it as it came.
        as_sent = {(one.key, one.value): one.coded_value for one in self._jar}
        chosen = self._jar.filter_cookies(url).values()
        return "; ".join(
            f"{one.key}={as_sent.get((one.key, one.value), one.coded_value)}" for one in chosen
        )

    def lost(self, url: yarl.URL) -> bool:
        """Whether a browser may have kept one, of whatever address, that could not be kept here.

        Those without a name, say, with a blank in it, or with bytes above ASCII in their value, and
        those that were too many.
        """
        if self._overflowed:
            return True
        for field in self._fields:
            pair = field.partition(";")[0].strip()
            probe = _jar()
            probe.update_cookies_from_headers([pair], url)
            if pair and not len(probe):
                return True
        return False


def _jar() -> aiohttp.CookieJar:
    # "Unsafe": also from hosts that are addresses.
    return aiohttp.CookieJar(unsafe=True, quote_cookie=False)
