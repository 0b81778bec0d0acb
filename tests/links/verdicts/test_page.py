"""What the pages themselves say: read over a real connection, from a server on loopback."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from contextlib import contextmanager
from ipaddress import ip_network
from typing import TYPE_CHECKING

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint import urls
from lint.document.anchors import anchors
from lint.document.parser import parse
from lint.links.checker import check
from lint.links.network import bodies
from lint.links.result import LinkOptions, LinkResult
from lint.links.verdicts import html_scan, page
from lint.links.verdicts.fragments import fragment
from lint.source import Source
from tests.document.pieces import PIECES
from tests.links.server import HangUpError, Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

OPTIONS = LinkOptions(timeout=5.0, retries=0, allow_addresses=(ip_network("127.0.0.0/8"),))
HTML = ("Content-Type", "text/html; charset=utf-8")
PLAIN = ("Content-Type", "text/plain; charset=utf-8")
TEXT = "<p>" + "A page that stands without any script. " * 60
WALL = b"<title>Just a moment...</title>"
EMPTY = b"<title>404 Not Found</title>"


class Site:
    """A server whose pages can be changed: a path's answer, as bytes to send, one after the other.

    HEAD is no method here, so that every page is read.
    """

    def __init__(self) -> None:
        self.pages: dict[str, tuple[bytes, ...]] = {}
        self.server = Server(self._route)

    def page(self, body: bytes, *headers: tuple[str, str], status: int = 200) -> str:
        """The URL of a page, which has a path of its own."""
        return self.chunks(answer(status, body, *(headers or (HTML,))))

    def chunks(self, *data: bytes) -> str:
        """The URL of an answer in pieces, after which the connection is closed."""
        path = f"/page/{len(self.pages)}"
        self.pages[path] = data
        return self.server.url(path)

    async def _route(self, request: Request) -> AsyncIterator[bytes]:
        if request.method == "HEAD":
            yield answer(405, head=True)
            return
        for data in self.pages[request.path]:
            yield data
        raise HangUpError


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with _site() as one:
        yield one


@contextmanager
def _site() -> Iterator[Site]:
    one = Site()
    with one.server:
        yield one


def ask(url: str, *fragments: str) -> LinkResult:
    return check({url: fragments}, OPTIONS)[url]


def said(url: str, *fragments: str) -> tuple[str, str | None, str]:
    result = ask(url, *fragments)
    return str(result.verdict), result.reason and str(result.reason), result.detail


OK = ("ok", None, "")


def test_a_title_makes_a_200_a_soft_404_or_a_wall(site: Site) -> None:
    titled = 'titled "404 Not Found"'
    assert said(site.page(EMPTY)) == ("unverified", "soft-404", titled)
    assert said(site.page(EMPTY), "part") == ("unverified", "soft-404", titled)
    assert said(site.page(WALL)) == ("unverified", "bot-wall", 'titled "Just a moment..."')
    assert said(site.page(b"<title>Fine</title>")) == OK


@pytest.mark.parametrize("status", [200, 202, 401, 403, 404, 410, 429, 503])
def test_a_wall_is_one_with_any_status(site: Site, status: int) -> None:
    url = site.page(WALL, HTML, status=status)
    assert said(url) == ("unverified", "bot-wall", 'titled "Just a moment..."')


def test_only_a_good_answer_is_a_soft_404(site: Site) -> None:
    assert said(site.page(EMPTY, HTML, status=404))[:2] == ("broken", "not-found")
    assert said(site.page(EMPTY, HTML, status=403))[:2] == ("unverified", "forbidden")


def test_a_wall_without_a_title(site: Site) -> None:
    body = b"<html><head><script src='/_Incapsula_Resource?SWJIYLWA=1'></script></head></html>"
    assert said(site.page(body))[:2] == ("unverified", "bot-wall")
    long = b"<html><body>" + b"x" * 20_000 + b"<script src='/_Incapsula_Resource?x'></script>"
    assert said(site.page(long)) == OK
    titled = b"<title>Shop</title><script src='/_Incapsula_Resource?SWJIYLWA=1'></script>"
    assert said(site.page(titled)) == OK


def test_a_title_reaches_nobody_unescaped(site: Site) -> None:
    body = "<title>Page not found | \x1b[1m\n::e::\u202e</title>".encode()
    assert said(site.page(body))[2] == 'titled "Page not found | \\x1b[1m ::e::\\u202e"'


@pytest.mark.parametrize(
    "headers",
    [
        (("Content-Type", "application/pdf"),),
        (("Content-Type", "text/plain"),),
        (("Content-Type", "application/json; charset=utf-8"),),
        (("Content-Type", "text/html"), ("Content-Encoding", "br")),
        (("Content-Type", "text/html"), ("Content-Encoding", "gzip, gzip")),
    ],
)
def test_what_is_no_html_or_was_not_asked_for_is_not_read(
    site: Site, headers: tuple[tuple[str, str], ...]
) -> None:
    assert said(site.page(EMPTY, *headers), "part") == OK


@pytest.mark.parametrize(
    "headers",
    [
        (("Content-Type", "TEXT/HTML"),),
        (("Content-Type", "application/xhtml+xml;charset=x"),),
        (("Server", "no type at all"),),
        (("Content-Type", "text/html"), ("Content-Encoding", "identity")),
    ],
)
def test_what_is_html(site: Site, headers: tuple[tuple[str, str], ...]) -> None:
    assert said(site.page(b"<!doctype html>" + EMPTY, *headers))[1] == "soft-404"


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("gzip", lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:])),
        ("gzip", lambda data: gzip.compress(data) + b"\0\0 padding"),
    ],
)
def test_a_compressed_page(site: Site, encoding: str, pack: Callable[[bytes], bytes]) -> None:
    url = site.page(pack(EMPTY + TEXT.encode()), HTML, ("Content-Encoding", encoding))
    assert said(url)[1] == "soft-404"


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        ("<title>ページが見つかりません</title>".encode("cp932"), "text/html; charset=Shift_JIS"),
        ("<meta charset=gb2312><title>页面不存在</title>".encode("gb18030"), "text/html"),
        ("<title>Страница не найдена</title>".encode("cp1251"), 'text/html;charset="windows-1251"'),
        ("<title>Страница не найдена</title>".encode("utf-16"), "text/html; charset=koi8-r"),
        ("\ufeff<title>Pagina non trovata</title>".encode(), "text/html; charset=none-such"),
        ("<title>Página no encontrada</title>".encode("latin-1"), "text/html; charset=iso-8859-1"),
        (b"<title>Seite nicht gefunden</title>", "text/html; charset=rot13"),
        (b"<title>Seite&#32;nicht&nbsp;gefunden</title>", "text/html; charset=idna"),
        (b"<!-- <title>x</title> --><TITLE lang=en\n>\n Page not\n found</TITLE>", "text/html"),
        (b"<svg><title>x</title></svg><title>Page not found</title>", "text/html"),
    ],
)  # fmt: skip
def test_a_title_is_read_as_a_browser_reads_it(site: Site, body: bytes, declared: str) -> None:
    assert said(site.page(body, ("Content-Type", declared)))[1] == "soft-404"


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"Content-Length: 1000\r\n\r\n<title>404",
        HEAD + b"Content-Length: 1000\r\n\r\n<title>Fine</title>",
        HEAD + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b no gzip",
        HEAD
        + b"Content-Encoding: gzip\r\n\r\n"
        + gzip.compress(b"<title>Fine</title>", mtime=0)[:-9],
        HEAD + b"Content-Encoding: deflate\r\n\r\n\xff\xff\xff",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<titl",
        HEAD + b"\r\n",
        HEAD + b"Content-Encoding: gzip\r\n\r\n",
    ],
    ids=[
        *("short", "short-with-title", "no-gzip", "cut-gzip", "no-deflate", "cut-chunk"),
        *("empty", "empty-gzip"),
    ],
)
def test_a_body_that_breaks_off_is_no_fault_after_a_good_head(site: Site, data: bytes) -> None:
    url = site.chunks(data)
    assert said(url) == OK
    result = ask(url, "part")
    assert (str(result.verdict), result.missing) == ("ok", ())


def test_a_bomb_is_not_blown_up(site: Site) -> None:
    page = b"<!doctype html><p id=a>" + bytes(50_000_000)
    url = site.page(gzip.compress(page), HTML, ("Content-Encoding", "gzip"))
    assert said(url) == OK
    assert ask(url, "gone").missing == ()


@pytest.mark.parametrize(
    ("encoding", "piece"),
    [("identity", b"<p id=a>x"), ("gzip", gzip.compress(b"", mtime=0))],
    ids=["identity", "gzip"],
)
@pytest.mark.parametrize("fragments", [(), ("gone",)])
def test_an_endless_body_is_cut(encoding: str, piece: bytes, fragments: tuple[str, ...]) -> None:
    sent = 0

    async def route(request: Request) -> AsyncIterator[bytes]:
        nonlocal sent
        if request.method == "HEAD":
            yield answer(405, head=True)
            return
        yield HEAD + f"Content-Encoding: {encoding}\r\n\r\n".encode()
        while True:
            sent += 65_536
            yield piece * (65_536 // len(piece))

    with Server(route) as server:
        result = ask(server.url("/"), *fragments)
    assert (str(result.verdict), result.missing) == ("ok", ())
    assert sent < 30_000_000  # most of it in the buffers of two sockets


@settings(max_examples=60)
@given(
    st.lists(st.binary(max_size=2000), max_size=6),
    st.sampled_from(["", "gzip", "deflate", "br", "gzip, deflate", "x", "\u00ff"]),
    st.sampled_from(["text/html", "text/html; charset=utf-16", "text/plain", "", "x/y; charset=;"]),
    st.sampled_from([gzip.compress, zlib.compress, bytes]),
)
def test_no_bytes_make_a_good_answer_a_fault(
    site: Site, parts: list[bytes], encoding: str, kind: str, pack: Callable[[bytes], bytes]
) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Encoding: {encoding}\r\n\r\n"
    page = head.encode("latin-1"), *map(pack, parts)
    site.pages |= {"/x": page, "/x.md": page}
    assert ask(site.server.url("/x")).status == 200
    assert ask(site.server.url("/x"), "part").status == 200
    assert ask(site.server.url("/x.md"), "part").status == 200


@settings(max_examples=60)
@given(
    st.binary(max_size=5000),
    st.integers(1, 6000),
    st.sampled_from([("", bytes), ("gzip", gzip.compress), ("deflate", zlib.compress)]),
    st.integers(1, 40),
)
def test_what_is_read_is_a_beginning_of_what_was_sent(
    site: Site, data: bytes, most: int, packed: tuple[str, Callable[[bytes], bytes]], step: int
) -> None:
    encoding, pack = packed
    sent = pack(data)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\n\r\n".encode()
    size = max(1, len(sent) // step)
    pieces = [sent[start : start + size] for start in range(0, len(sent), size)]
    body = asyncio.run(_read(site.chunks(head, *pieces), most))
    assert body.data == data[:most]
    assert body.complete == (len(data) < most)


def test_what_comes_to_nothing_is_not_read_for_ever(site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    few, many = (site.chunks(head, gzip.compress(b"") * number) for number in (100, 20_000))
    assert asyncio.run(_read(few, 100)) == (b"", True)
    assert asyncio.run(_read(many, 100)) == (b"", False)


async def _read(url: str, most: int) -> bodies.Body:
    async with (
        aiohttp.ClientSession(auto_decompress=False) as session,
        session.get(url) as response,
    ):
        return await bodies.read(response, most, 5.0)


def missing(site: Site, body: str, *wanted: str) -> tuple[str, ...]:
    return ask(site.page(body.encode()), *wanted).missing


def test_ids_and_names_are_anchors(site: Site) -> None:
    body = f"""{TEXT}<h2 id="a">x</h2><a name='b'>x</a><P ID = c>x</P><div data-x=1 id=d&amp;e>x
        <p id="f&quot;g"><p id="%20h"><p id="user-content-i"><p/id=j>"""
    wanted = ["a", "b", "c", "d&e", 'f"g', "%20h", "i", "j", "user-content-j", "A"]
    assert missing(site, body, *wanted, " h", "gone") == ("gone",)
    assert missing(site, body, "user-content-gone", "B", "bb") == ("user-content-gone", "bb")


@pytest.mark.parametrize(
    "name",
    ["", "!/x", "/x", "/", "page=3", "a=b&c", ":~:text=x", "a:~:text=x", "x/y", "gid=0"],
)
def test_what_is_no_anchor_is_never_missing(site: Site, name: str) -> None:
    assert missing(site, TEXT + "<p id=a>", name) == ()


@pytest.mark.parametrize(
    "body",
    [
        "<div id=root></div><script src=x></script>",
        '<body><div id="app" class=x></div>' + TEXT,
        '<div id="__next">' + TEXT,
        "<app-root></app-root>" + TEXT,
        TEXT + "<p id=a><noscript>You need to enable JavaScript to run this app.</noscript>",
        "<p id=a>Loading<script src=/main.js></script>",
        TEXT + "<p id=a>" + "<script src=x></script>" * 40,
        TEXT + '<p id=a><script>const sections = ["intro", "gone"]</script>',
        TEXT + r'<p id=a><script>data = "{\"anchor\":\"gone\"}"</script>',
        TEXT + "<p id=a><script>make('<h2 id=\"gone\">')</script>",
        TEXT + "<!-- <p id=gone> --><p id=a>",
        TEXT,  # without any anchor
    ],
)
def test_a_page_that_scripts_may_build_lacks_nothing_for_certain(site: Site, body: str) -> None:
    assert missing(site, body, "gone") == ()


def test_a_page_that_is_cut_lacks_nothing_for_certain(site: Site) -> None:
    body = TEXT + "<p id=a>"
    assert missing(site, body, "gone") == ("gone",)
    assert missing(site, body + "x" * 2_100_000, "gone") == ()
    short = HEAD + b"Content-Length: 100000\r\n\r\n" + body.encode()
    assert ask(site.chunks(short), "gone").missing == ()


def test_a_redirect_to_the_front_page_is_seen_on_head_and_asked_again_by_get() -> None:
    async def route(request: Request) -> AsyncIterator[bytes]:
        moved = {"/blog/post": "/", "/docs/a/b": "/en/docs/a/b/", "/private/a": "/login?next=x"}
        there = moved.get(request.path)
        headers = [("Location", there)] if there else []
        yield answer(301 if there else 200, b"", *headers, head=request.method == "HEAD")

    with Server(route) as server:
        wanted = [server.url(path) for path in ("/blog/post", "/docs/a/b", "/private/a")]
        post, docs, private = check(wanted, OPTIONS).values()
        assert server.methods("/blog/post") == ["HEAD", "GET"]
        assert server.methods("/docs/a/b") == ["HEAD"]
    front, login = server.url("/"), server.url("/login")
    assert (post.reason, post.detail) == ("soft-404", f"redirects to the front page {front}")
    assert (post.final_url, post.permanent) == (front, False)
    assert str(docs.verdict) == "ok"
    assert (private.reason, private.detail) == ("soft-404", f"redirects to a login, {login}")


def test_comments_that_need_a_script_are_no_page_that_does(site: Site) -> None:
    notice = "<noscript>Please enable JavaScript to view the comments by Disqus.</noscript>"
    assert missing(site, f"{TEXT}<p id=a>{notice}<script></script>", "gone") == ("gone",)


def test_a_redirect_that_names_a_fragment_of_its_own_is_followed_there(site: Site) -> None:
    page = urls.http(site.page((TEXT + "<p id=a>").encode()))
    assert page is not None
    own = answer(301, b"", ("Location", f"{page.path}#new"))
    plain = answer(301, b"", ("Location", page.path))
    assert ask(site.chunks(own), "old").missing == ()
    assert ask(site.chunks(plain), "old").missing == ("old",)


# HTML Standard, section 3.2.6: an id has at least one character and no ASCII white space. A URL
# loses the controls at its ends, and has no lone surrogates.
IDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters=" "), min_size=1
)
ESCAPES = str.maketrans({"&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;"})


@given(IDS, st.text(st.sampled_from("<>\"'= ab/\n!-"), max_size=30))
def test_any_id_is_found_as_a_browser_would_write_it(name: str, noise: str) -> None:
    url = urls.parse(f"https://x.example/#{name}")
    assert url is not None
    wanted = fragment(url)
    page = f'{noise}\n<p class=x id="{name.translate(ESCAPES)}">'
    assert wanted is None or wanted in set(html_scan.names(page))  # `%FF` is no text


def test_scanning_takes_each_page_once() -> None:
    """A time that grew with the square of the length would be hours here."""
    for bit in ("<title ", "<title>", "<!--", "<script>", " id='", ' id="', "<noscript ", " id ="):
        page = bit * (1_500_000 // len(bit))
        html_scan.title(page)
        list(html_scan.names(page))
        html_scan.is_built_by_script(page)
        html_scan.mentions(page, "a")


MARKDOWN = st.lists(
    st.sampled_from([*PIECES, "\n# A b\n", "\n## A b\n", '<a name="c">']), max_size=20
)


@settings(max_examples=40)
@given(MARKDOWN.map("".join), st.lists(st.sampled_from(["a-b", "a-b-1", "c", "gone", "%20", "é"])))
def test_the_anchors_of_fetched_markdown_are_those_of_the_document(
    site: Site, text: str, wanted: list[str]
) -> None:
    text = text.replace("\r", "\n").lstrip("\ufeff")
    here = anchors(parse(Source("", text)))
    wanted += [heading.slug for heading in parse(Source("", text)).headings]
    expected = tuple(one for one in wanted if here.find(one) is None)
    site.pages["/o/r/HEAD/README.md"] = (answer(200, text.encode(), PLAIN),)
    assert ask(site.server.url("/o/r/HEAD/README.md"), *wanted).missing == expected


@given(
    st.lists(
        st.sampled_from(["<TITLE>a</ti", "tle>", "</ti", "<bo", "dy>", "</head>", "x" * 700]),
        max_size=9,
    ),
    st.sampled_from(["", "text/html"]),
)
def test_a_page_in_pieces_is_read_as_far_as_a_whole_one(pieces: list[str], kind: str) -> None:
    data, whole, parts = bytearray(), False, False
    read = page._TitleRead(kind)
    for piece in pieces:
        for byte in piece.encode():
            data.append(byte)
            parts = read.is_there(data)
        whole = page._TitleRead(kind).is_there(data)
        assert parts == whole
    if b"</title" in data.lower():
        assert whole
