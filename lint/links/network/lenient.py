"""One more request on a new connection, whose answer is read as browsers read it.

Servers send bytes after the end of a body, a Content-Length twice, lines without a colon and chunks
that are none, and browsers show the page all the same. aiohttp's parser takes these for attacks on
whoever shares the connection; here nobody does. llhttp reads the body (by httptools, with all its
leniencies), behind a head from which is taken what it does not forgive.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, NamedTuple

from multidict import CIMultiDict, CIMultiDictProxy

from lint.links.network.direct import connect
from lint.links.network.wire import MOST_BYTES
from lint.links.verdicts.page import MOST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.links.network.pool import Hosts
    from lint.links.network.proxies import Proxy
    from lint.urls import URL

_MOST_HEAD = MOST_BYTES
# For a body nobody waits longer, in seconds: the head of the answer was good.
_PATIENCE = 3.0
_MOST_INTERIM = 8
_STATUS = re.compile(rb"HTTP/1(?:\.[0-9])?[ \t]{1,8}([1-9][0-9]{2})(?![0-9])", re.IGNORECASE)
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_END = 4
# Of so many bytes it can be told whether they are HTTP.
_STARTED = 64
# RFC 9113, section 4.1: three bytes of length, a type, flags, and stream 0; section 3.4 has a
# server begin with SETTINGS (type 4), or say GOAWAY (7) to what it does not understand.
_HTTP2 = re.compile(rb"(?s)\x00..[\x04\x07].\x00\x00\x00\x00")
_NO_BODY = frozenset({204, 304})


class NotHttpError(ValueError):
    """What came is no HTTP, however it is read; `http2` says that it is HTTP/2."""

    def __init__(self, *, http2: bool = False) -> None:
        super().__init__("not HTTP")
        self.http2 = http2


class Head(NamedTuple):
    """The head of an answer, and where its body begins in what was read."""

    status: int
    fields: tuple[tuple[bytes, bytes], ...]
    end: int

    @property
    def raw(self) -> bytes:
        """The head as it should have been sent."""
        lines = [b"HTTP/1.1 %d X" % self.status, *(b"%b: %b" % field for field in self.fields)]
        return b"\r\n".join([*lines, b"", b""])


class Content:
    """A body that was read, for those who read one from the network."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def readany(self) -> bytes:
        """What is left of it."""
        body, self._body = self._body, b""
        return body


class Response:
    """An answer, with what is asked of one by aiohttp: `status`, `headers` and `content`."""

    def __init__(self, head: Head, body: bytes) -> None:
        self.status = head.status
        # As aiohttp decodes them.
        self.headers = CIMultiDictProxy(
            CIMultiDict(
                (name.decode("ascii"), value.decode("utf-8", "surrogateescape"))
                for name, value in head.fields
            )
        )
        self.content = Content(body)


async def get(
    hosts: Hosts, url: URL, headers: Mapping[str, str], deadline: float, *, most: int = MOST
) -> Response:
    """The answer to one GET of `url`, on a connection of its own, with `most` bytes of its body.

    No other headers are sent, but for the login at a proxy. It is over by `deadline`, a time of the
    event loop. Raises OSError and NotHttpError.
    """
    async with asyncio.timeout_at(deadline):
        tls = hosts.tls_for(url.host) if url.scheme == "https" else None
        reader, writer = await connect(hosts, url, tls)
        try:
            proxy = hosts.proxy_for(url) if tls is None else None
            writer.write(_request(url, headers, proxy))
            head, rest = await _read_head(reader)
            patience = min(deadline, asyncio.get_running_loop().time() + _PATIENCE)
            return Response(head, await _read_body(reader, head, rest, patience, most))
        finally:
            writer.transport.abort()


def _request(url: URL, headers: Mapping[str, str], proxy: Proxy | None) -> bytes:
    target = url.path + url.request[len(f"{url.origin}{url.path}") :]
    host = f"{url.host}:{url.port}" if url.port else url.host
    fields = {"Host": host, **headers, "Connection": "close"}
    if proxy is not None:  # RFC 9112, section 3.2.2
        target = f"{url.origin}{target}"
        fields |= proxy.login()
    lines = [f"GET {target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape")


async def _read_head(reader: asyncio.StreamReader) -> tuple[Head, bytes]:
    """The head, and what was read behind it."""
    found = bytearray()
    interim = searched = 0
    while len(found) <= _MOST_HEAD:
        # It may come byte by byte: the end is looked for in what is new.
        ended = searched < _STARTED or _END.search(found, max(0, searched - _LONGEST_END + 1))
        searched = len(found)
        head = parse(bytes(found)) if ended else None
        if head is not None:
            del found[: head.end]
            searched = 0
            if head.status >= 200 or head.status == 101:
                return head, bytes(found)
            interim += 1
            if interim > _MOST_INTERIM:
                break
            continue
        if _HTTP2.match(found):
            raise NotHttpError(http2=True)
        chunk = await reader.read(65_536)
        if not chunk:
            break
        found += chunk
    raise NotHttpError


def parse(data: bytes) -> Head | None:
    """The head at the beginning of `data`; None as long as it has no end. Raises NotHttpError.

    A line without a colon is left out, as is a Content-Length
    where the body comes in chunks, or that stands there again with the same value. Two that differ
    are an error to browsers, too.
    """
    status = _STATUS.match(data)
    if status is None:
        if len(data) < 16 and b"\n" not in data:
            return None
        if _HTTP2.match(data):
            raise NotHttpError(http2=True)
        raise NotHttpError
    end = _END.search(data)
    if end is None:
        return None
    fields: list[tuple[bytes, bytes]] = []
    for line in data[: end.start()].split(b"\n")[1:]:
        name, colon, value = line.partition(b":")
        name = name.strip()
        if line[:1] not in b" \t" and colon and _NAME.fullmatch(name):
            fields.append((name, value.strip(b" \t\r\0")))
    return Head(int(status[1]), _framed(fields), end.end())


def _framed(fields: list[tuple[bytes, bytes]]) -> tuple[tuple[bytes, bytes], ...]:
    """`fields` with one Content-Length at most."""
    chunked = any(
        name.lower() == b"transfer-encoding" and b"chunked" in value.lower()
        for name, value in fields
    )
    kept, lengths = [], set()
    for name, value in fields:
        if name.lower() == b"content-length":
            new = value not in lengths
            lengths.add(value)
            if chunked or not new or not value.isdigit():
                continue
            if len(lengths) > 1:
                raise NotHttpError
        kept.append((name, value))
    return tuple(kept)


class _Body:
    """Takes the body from llhttp."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.ended = False

    def on_body(self, data: bytes) -> None:
        self.data += data

    def on_message_complete(self) -> None:
        self.ended = True


async def _read_body(
    reader: asyncio.StreamReader, head: Head, rest: bytes, deadline: float, most: int
) -> bytes:
    """At most `most` bytes of the body, as far as it can be read by `deadline`.

    What comes behind it is left alone.
    """
    import httptools

    body = _Body()
    if head.status in _NO_BODY:
        return b""
    parser = httptools.HttpResponseParser(body)
    parser.set_dangerous_leniencies(
        lenient_headers=True,
        lenient_chunked_length=True,
        lenient_keep_alive=True,
        lenient_transfer_encoding=True,
        lenient_version=True,
        lenient_data_after_close=True,
        lenient_optional_lf_after_cr=True,
        lenient_optional_cr_before_lf=True,
        lenient_optional_crlf_after_chunk=True,
        lenient_spaces_after_chunk_size=True,
    )
    left = most
    chunk = head.raw + rest
    try:
        async with asyncio.timeout_at(deadline):
            while chunk and left > 0:
                parser.feed_data(chunk)
                if body.ended:
                    break
                chunk = await reader.read(65_536)
                left -= len(chunk)
    except (httptools.HttpParserError, httptools.HttpParserUpgrade, OSError):
        pass  # it is as long as it could be read
    return bytes(body.data[:most])
