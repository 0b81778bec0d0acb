"""What the body of an answer says of a link: soft 404s, bot walls and missing fragments.

A body is read only where it can say something, and only as far as it takes: an HTML page up to its
title, and to its end if anchors are looked for. It never makes an answer worse than its head said
by being endless, slow, short or unreadable. Of the picture of a badge, its words are noted.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lint.files.linked_files import MARKDOWN
from lint.links.network import bodies
from lint.links.result import Reason, Verdict
from lint.links.verdicts import badge_pictures, bot_walls, html_scan, unavailable
from lint.links.verdicts.soft404 import is_not_found, soft_redirect
from lint.links.verdicts.status import judge_status, outcome, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    import aiohttp

    from lint.document.slugs import Anchors
    from lint.links.network.bodies import Body
    from lint.links.verdicts.status import Outcome
    from lint.urls import URL

MOST = 2_000_000
"""So many bytes of a body are read at most, decompressed."""
# A title further down than this is none of a page that keeps to the usual order.
_HEAD = 131_072
# For a title alone nobody waits longer, in seconds: the head of the answer was good.
_PATIENCE = 3.0
# In characters: a page of Markdown that is longer is scanned, for parsing it could take a minute.
_PARSED = 65_536
# What came within the time is looked at, if only briefly.
_LEAST = 0.5
_TITLE_READ = re.compile(rb"(?i)</title|</head|<body")
_LONGEST_MARK = len(b"</title")
_MARKDOWN_TYPES = frozenset({"text/plain", "text/markdown", "text/x-markdown"})
# Fragments that a script, a viewer or the user agent reads, or whose anchors come with a script:
# `#!/x`, `#/x`, `#page=3`, `#:~:text=x`, `#L10`, `#comment-1`, and `#12-15` for lines in rustdoc.
_NO_ANCHORS = re.compile(
    r"(?is)|top|[^=&?/]*+[=&?/].*|!.*|(?:(?!:~:).)*+:~:.*|L\d.*|\d+-\d+|comments?(?:[-_].*|\d*)"
    r"|disqus.*|respond"
)


class Examined(NamedTuple):
    """What an answer came to, and those of the wanted fragments that its page certainly lacks."""

    outcome: Outcome
    missing: tuple[str, ...]


class _Page(NamedTuple):
    """A response other than a redirect, whose body may say more than its head about `start`.

    `said` is what its head says. Its body is read for at most `seconds`, within `room`.
    """

    response: aiohttp.ClientResponse
    url: URL
    start: URL
    said: Outcome
    seconds: float
    room: bodies.Room | None

    @property
    def content_type(self) -> str:
        return self.response.headers.get("Content-Type", "")

    async def read(
        self, most: int, seconds: float, enough: Callable[[bytearray], bool] = lambda _: False
    ) -> Body:
        """At most `most` bytes of the body."""
        return await bodies.read(self.response, most, min(seconds, self.seconds), enough, self.room)

    def decoded(self, body: Body) -> str:
        return html_scan.decode(body.data, self.content_type)

    def is_html(self, body: Body) -> bool:
        return html_scan.is_html(self.content_type, body.data)


async def examine(  # noqa: PLR0913 - what is requested, and within what
    response: aiohttp.ClientResponse,
    url: URL,
    start: URL,
    fragments: Collection[str],
    seconds: float,
    *,
    room: bodies.Room | None = None,
) -> Examined:
    """What the answer `response` from `url`, no redirect, says of a link to `start`.

    Called with the connection open; reads for at most `seconds`, within `room`. `fragments` are
    decoded. Raises nothing but what ends the task.
    """
    said = judge(response, url, start)
    page = _Page(response, url, start, said, seconds, room)
    if said.reason is Reason.BOT_WALL or response.status in {204, 205, 304}:
        return Examined(said, ())
    if said.reason is Reason.SERVER_ERROR and said.status == unavailable.SERVICE_UNAVAILABLE:
        return Examined(await _unavailable(page), ())
    if not fragments or said.verdict is not Verdict.OK:
        return Examined(await _by_title(page), ())
    clock = asyncio.get_running_loop().time
    end = clock() + seconds
    body = await page.read(MOST, seconds)
    # A long page takes a while: meanwhile the other links go on, and this one has its time alone.
    look = asyncio.to_thread(_in_body, page, body, fragments)
    if room is not None:
        room.left -= len(body.data)
    try:
        async with asyncio.timeout(max(end - clock(), _LEAST)):
            return await look
    except TimeoutError:
        return Examined(said, ())
    finally:
        if room is not None:
            room.left += len(body.data)


def _in_body(page: _Page, body: Body, fragments: Collection[str]) -> Examined:
    """What the whole page says, fragments included."""
    said = page.said
    if _is_markdown(page.url, page.content_type):
        text = page.decoded(body)
        return Examined(said, _not_in_markdown(text, fragments) if body.complete else ())
    if not page.is_html(body):
        return Examined(said, ())
    text = page.decoded(body)
    small = body.complete and len(body.data) < bot_walls.SMALL
    said = _judge_page(said, text, page.start, small=small)
    if said.verdict is not Verdict.OK or not body.complete:
        return Examined(said, ())
    if page.url.fragment and page.url.request != page.start.request:
        return Examined(said, ())  # a redirect's own fragment counts (RFC 9110, section 10.2.2)
    return Examined(said, _not_in_page(text, fragments))


def judge(response: aiohttp.ClientResponse, url: URL, start: URL) -> Outcome:
    """What the head of `response`, no redirect, from `url` says of a link to `start`."""
    said = judge_status(response.status, response.headers)
    if said.verdict is Verdict.OK and (why := soft_redirect(start, url)) is not None:
        return outcome(Reason.SOFT_404, response.status, why)
    return said


async def _unavailable(page: _Page) -> Outcome:
    """What the page of a 503 makes of it."""
    said = page.said
    body = await page.read(unavailable.MOST, _PATIENCE)
    text = page.decoded(body)
    if page.is_html(body):
        judged = _judge_page(said, text, page.start, small=len(body.data) <= bot_walls.SMALL)
        if judged.reason is Reason.BOT_WALL:
            return judged
    note = unavailable.judge(text)
    if note == "":
        return outcome(Reason.BOT_WALL, said.status, "its page addresses automated clients")
    return replace(said, detail=note) if note else said


async def _by_title(page: _Page) -> Outcome:
    """What the title of the page makes of it, or the picture of a badge."""
    said, content_type = page.said, page.content_type
    if badge_pictures.is_picture(content_type):
        return await _by_words(page)
    if content_type and not html_scan.is_html(content_type, b""):
        return said
    body = await page.read(_HEAD, _PATIENCE, _TitleRead(content_type).is_there)
    if not page.is_html(body):
        return said
    small = len(body.data) <= bot_walls.SMALL
    return _judge_page(said, page.decoded(body), page.start, small=small)


async def _by_words(page: _Page) -> Outcome:
    """The outcome, with a note of what the picture of a badge says."""
    if page.said.verdict is not Verdict.OK or not badge_pictures.is_badge(page.start):
        return page.said
    body = await page.read(badge_pictures.MOST, _PATIENCE)
    return replace(page.said, detail=badge_pictures.note(page.decoded(body)))


class _TitleRead:
    """Whether what there is of a page tells its title; each byte is looked at once.

    A page may come in as many pieces as it has bytes.
    """

    def __init__(self, content_type: str) -> None:
        self._content_type = content_type
        self._seen = 0
        self._title = self._head = False

    def is_there(self, data: bytes | bytearray) -> bool:
        """Whether `data`, to which each call adds, has all that is wanted."""
        start = max(0, self._seen - _LONGEST_MARK + 1)
        self._seen = len(data)
        for mark in _TITLE_READ.finditer(data, start):
            self._head = True
            self._title = self._title or mark[0].lower() == b"</title"
        if self._head:
            # A page without a title in its head may be a wall, whose body is small.
            return self._title or len(data) > bot_walls.SMALL
        return len(data) > 1024 and not html_scan.is_html(self._content_type, bytes(data[:1024]))


def _judge_page(said: Outcome, text: str, start: URL, *, small: bool) -> Outcome:
    """What the page `text` makes of an answer of which `said` is known by its head."""
    title = html_scan.title(text)
    status = said.status or 0
    if bot_walls.by_title(status, title):
        return outcome(Reason.BOT_WALL, said.status, f'titled "{printable(title)}"')
    if not title and small and bot_walls.by_body(text):
        return outcome(Reason.BOT_WALL, said.status)
    if said.verdict is Verdict.OK and is_not_found(title, start):
        return outcome(Reason.SOFT_404, said.status, f'titled "{printable(title)}"')
    return said


def _not_in_page(text: str, fragments: Iterable[str]) -> tuple[str, ...]:
    """Those of `fragments` that are certainly no anchor of the HTML page `text`."""
    candidates = [one for one in fragments if not _NO_ANCHORS.fullmatch(one)]
    if not candidates or html_scan.is_built_by_script(text):
        return ()
    present = {name.casefold().removeprefix("user-content-") for name in html_scan.names(text)}
    if not present:
        return ()
    return tuple(
        one
        for one in candidates
        if one.casefold().removeprefix("user-content-") not in present
        and not html_scan.mentions(text, one)
    )


def _is_markdown(url: URL, content_type: str) -> bool:
    """Whether an answer is a file in Markdown, whose anchors are those of its page on GitHub."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind in _MARKDOWN_TYPES and url.path.lower().endswith(MARKDOWN)


def _not_in_markdown(text: str, fragments: Iterable[str]) -> tuple[str, ...]:
    """Those of `fragments` that are certainly no anchor of the Markdown `text`."""
    found = _anchors(text)
    if found is None:
        return ()
    return tuple(one for one in fragments if found.find(one.removeprefix("user-content-")) is None)


def _anchors(text: str) -> Anchors | None:
    """The anchors of the Markdown `text`, some too many for a long one; None if not to be had."""
    if len(text) > _PARSED:
        from lint.links.verdicts.outline import possible

        return possible(text)
    from lint.document.anchors import anchors
    from lint.document.parser import parse
    from lint.errors import InputError
    from lint.source import Source

    try:
        return anchors(parse(Source("", text)))
    except InputError:
        return None
