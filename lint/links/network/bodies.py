"""The body of an answer, as far as it is wanted, decompressed within bounds.

A body may be endless, may drip, may be shorter than announced, may be no gzip at all, or may be a
few kilobytes that decompress to gigabytes. None of that is a failure here: what could be read is
what there is, and `complete` says whether it is the whole.
"""

from __future__ import annotations

import asyncio
import zlib
from typing import TYPE_CHECKING, NamedTuple

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Callable

# RFC 9110, section 8.4.1: `x-gzip` is to be taken for `gzip`. Nothing else is asked for.
ENCODINGS = "gzip, deflate"
"""What a request may say in Accept-Encoding (section 12.5.3) for its body to be read here."""
_GZIP = frozenset({"gzip", "x-gzip"})
_PLAIN = frozenset({"", "identity"})
# A stream of empty gzip members is endless and comes to nothing: of what is on the wire, at most so
# many times the bytes that are wanted are taken.
_MOST_ON_THE_WIRE = 2
_SLACK = 65_536
_ROOM = 48_000_000
# zlib.h, inflateInit2: the window size for raw deflate, zlib and gzip.
_RAW, _ZLIB, _GZIP_BITS = -15, 15, 31


class Body(NamedTuple):
    """What was read of a body; `complete` says that it is all of it."""

    data: bytes
    complete: bool


class Room:
    """How many bytes the bodies that are being read at one time may hold together: `left`."""

    __slots__ = ("left",)

    def __init__(self, left: int = _ROOM) -> None:
        self.left = left


async def read(
    response: aiohttp.ClientResponse,
    most: int,
    seconds: float,
    enough: Callable[[bytearray], bool] = lambda _: False,
    room: Room | None = None,
) -> Body:
    """The body of `response`, which has its connection open and is not decompressed by aiohttp.

    At most `most` bytes of it, decompressed, for at most `seconds`, and only until `enough` says of
    what there is that no more is wanted. What was read before an error counts. Raises nothing but
    what ends the task. A body that there is no `room` for is cut off.
    """
    room = room or Room()
    decoder = _decoder(response.headers.get("Content-Encoding", ""))
    if decoder is None:
        return Body(b"", complete=False)
    found = bytearray()
    budget = most * _MOST_ON_THE_WIRE + _SLACK
    try:
        async with asyncio.timeout(seconds):
            while chunk := await response.content.readany():
                budget -= len(chunk)
                piece = decoder.decode(chunk, most - len(found))
                if len(piece) > room.left:
                    return Body(bytes(found), complete=False)
                room.left -= len(piece)
                found += piece
                if decoder.overflowed or len(found) >= most or budget < 0 or enough(found):
                    return Body(bytes(found), complete=False)
    except (TimeoutError, OSError, aiohttp.ClientError, zlib.error):
        return Body(bytes(found), complete=False)
    finally:
        room.left += len(found)
    return Body(bytes(found), complete=decoder.finished)


class _Plain:
    """Bytes as they are."""

    overflowed = False
    finished = True

    def decode(self, data: bytes, most: int) -> bytes:
        self.overflowed = len(data) > most
        return data[:most]


class _Inflate:
    """gzip, whose members may follow one another (RFC 1952, section 2.2), or deflate."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._stream: zlib._Decompress | None = None
        self._ended = False
        self.overflowed = False
        self.finished = True  # an empty body is whole

    def decode(self, data: bytes, most: int) -> bytes:
        """At most `most` bytes of what `data` goes on with; raises zlib.error."""
        found = bytearray()
        while data and len(found) < most:
            if self._stream is None:
                if self._ended and (self._bits != _GZIP_BITS or data[:1] != b"\x1f"):
                    return bytes(found)  # gzip(1) and browsers leave out what follows
                self._stream = zlib.decompressobj(self._begin(data))
            before = len(data)
            piece = self._stream.decompress(data, most - len(found))
            found += piece
            self.finished = self._stream.eof
            data = self._stream.unused_data if self.finished else self._stream.unconsumed_tail
            if self.finished:
                self._stream, self._ended = None, True
            elif len(data) == before and not piece:
                raise zlib.error("makes no progress")
        self.overflowed = bool(data)
        return bytes(found)

    def _begin(self, data: bytes) -> int:
        """Some servers send raw deflate where zlib is meant; RFC 1950 has 8 as the method."""
        if self._bits == _GZIP_BITS:
            return _GZIP_BITS
        return _ZLIB if data[0] & 0x0F == 8 else _RAW


def _decoder(encodings: str) -> _Plain | _Inflate | None:
    """What undoes `encodings`, a Content-Encoding; None for what was not asked for."""
    names = [name.strip().lower() for name in encodings.split(",")]
    names = [name for name in names if name not in _PLAIN]
    if not names:
        return _Plain()
    if len(names) > 1:
        return None
    if names[0] in _GZIP:
        return _Inflate(_GZIP_BITS)
    return _Inflate(_ZLIB) if names[0] == "deflate" else None
