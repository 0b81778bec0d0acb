"""What a server may send before its answer is read, in bytes and in messages.

aiohttp queues every message that a server sends: interim answers (1xx) before the answer, and
further answers after it, none of which anybody asked for; and it bounds a header field, but not the
fields together, nor those that follow a body. Here a connection ends where a server goes on about
nothing.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from aiohttp.client_proto import ResponseHandler
from aiohttp.http_exceptions import BadHttpMessage

if TYPE_CHECKING:
    import aiohttp
    from aiohttp.http_parser import RawResponseMessage
    from aiohttp.streams import StreamReader

MOST_BYTES = 98_304
"""The most bytes of an answer that are no part of its body: interim answers and the head together,
and the trailer fields. Chromium takes 256 kB of a head; servers rarely send a tenth of it."""
MOST_INTERIM = 16
"""The most interim answers (RFC 9110, section 15.2); Go's client takes five."""


class Wire(ResponseHandler):
    """aiohttp's reader of answers, which reads no more of one than is reasonable.

    Interim answers are dropped. A server that exceeds the limits has sent no valid HTTP
    (`aiohttp.ClientResponseError`, or a body that is cut off). What a server sends beyond its
    answer ends the connection, and the answer stands.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._answer: StreamReader | None = None
        self._interim = 0
        self._idle = 0  # bytes since the answer last progressed
        self._progress = (False, 0)
        self._ended = False

    def set_response_params(self, **params: Any) -> None:
        """Expect the answer to a new request (aiohttp's interface)."""
        self._answer, self._interim, self._idle = None, 0, 0
        self._progress, self._ended = (False, 0), False
        super().set_response_params(**params)

    def data_received(self, data: bytes) -> None:
        """Read what the server sent (asyncio's interface)."""
        if self._ended:
            return
        if data and self._answer is not None and self._answer.is_eof():
            self._end()
            return
        self._idle += len(data)
        super().data_received(data)
        body = 0 if self._answer is None else getattr(self._answer, "total_bytes", 0)
        progress = (self._answer is not None, body)
        if progress != self._progress:
            self._progress, self._idle = progress, 0
        elif self._idle > MOST_BYTES:
            self._fail()

    def feed_data(self, data: tuple[RawResponseMessage, StreamReader], size: int = 0) -> None:
        """Take a message, whose head is read (aiohttp's interface)."""
        if self._ended:
            return
        message, payload = data
        if self._answer is not None:
            self._end()
        elif 100 <= message.code < 200 and message.code != 101:
            self._interim += 1
            if self._interim > MOST_INTERIM:
                self._fail()
        elif message.code == 101 and message.upgrade:
            self._fail()  # no other protocol was asked for
        elif sum(len(name) + len(value) for name, value in message.raw_headers) > MOST_BYTES:
            self._fail()
        else:
            self._answer = payload
            super().feed_data(data, size)

    def _end(self) -> None:
        """Read nothing more; the answer is there."""
        self._ended = True
        self._payload = None  # what was read of it stays
        self.force_close()
        if self.transport is not None:
            self.transport.abort()

    def _fail(self) -> None:
        """Read nothing more; this is no answer, or its body has no end."""
        self._ended = True
        self.set_exception(BadHttpMessage("more than is reasonable outside a body"))
        if self.transport is not None:
            self.transport.abort()


def bounded(connector: aiohttp.TCPConnector) -> aiohttp.TCPConnector:
    """`connector`, whose connections read within the limits. Called within an event loop.

    Raises RuntimeError if aiohttp no longer makes connections as it did: without limits nothing
    may be asked.
    """
    if not hasattr(connector, "_factory"):
        raise RuntimeError("aiohttp does not take a protocol for its connections")
    # As it makes them itself, by the loop alone.
    connector._factory = partial(Wire, loop=asyncio.get_running_loop())  # type: ignore[assignment] # noqa: SLF001
    return connector
