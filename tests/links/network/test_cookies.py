"""Cookies on the way along redirects, as sites set them, sound and not."""

from __future__ import annotations

import asyncio
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest
import yarl

from lint.links.checker import check
from lint.links.network.cookies import Cookies
from lint.links.result import LinkOptions, Reason, Verdict
from tests.command import run
from tests.links.server import Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

OPTIONS = LinkOptions(timeout=5, retries=0, allow_addresses=(ip_network("127.0.0.0/8"),))
HERE = yarl.URL("http://127.0.0.1/a/page")


async def insisting(request: Request) -> AsyncIterator[bytes]:
    """`/FIELD`, in hexadecimal digits: on to itself until the cookie of FIELD comes back."""
    field = bytes.fromhex(request.path.strip("/")).decode("latin-1")
    name_and_value = field.partition(";")[0].strip()
    if name_and_value in request.headers.get("cookie", "").split("; "):
        yield answer(200, head=True)
    else:
        yield answer(302, b"", ("Location", request.path), ("Set-Cookie", field))


@pytest.mark.parametrize(
    "field",
    [
        "a=1",
        "a=",
        "a[b]=1",
        'a="in quotes"; Path=/',
        'a="x.node1"',
        'a={"x":1,"y":[2]}; Path=/; Version=1',
        "a=one two, three; Max-Age=soon",
        "a=b=c; expires=Thu, 01-Jan-2037 00:00:00 GMT; HttpOnly; SameSite=Lax",
        "__Host-a=1; Path=/; Priority=High; Partitioned",
    ],
)
def test_a_page_that_wants_its_cookie_back_gets_it_as_it_was(field: str) -> None:
    with Server(insisting) as server:
        url = server.url(f"/{field.encode().hex()}")
        result = check([url], OPTIONS)[url]
    assert result.verdict is Verdict.OK


@pytest.mark.parametrize("field", ["a b=1", 'a"b=1', "a,b=1", "alone", "=1", "a=\xe4\xf6"])
def test_a_circle_with_a_cookie_that_cannot_be_kept_is_not_broken(field: str) -> None:
    with Server(insisting) as server:
        url = server.url(f"/{field.encode('latin-1').hex()}")
        result = check([url], OPTIONS)[url]
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, Reason.TOO_MANY_REDIRECTS)


@pytest.mark.parametrize(
    "field", ["a=1; Secure", "a=1; Domain=example.org", "a=1; Max-Age=0", "", "; Path=/"]
)
def test_a_circle_that_a_browser_would_not_leave_either_is_broken(field: str) -> None:
    async def circle(request: Request) -> AsyncIterator[bytes]:
        yield answer(302, b"", ("Location", request.path), ("Set-Cookie", field))

    with Server(circle) as server:
        url = server.url("/x")
        result = check([url], OPTIONS)[url]
    assert (result.verdict, result.reason) == (Verdict.BROKEN, Reason.REDIRECT_LOOP)


def test_cookies_of_one_name_and_several_paths_are_kept_apart() -> None:
    async def headers() -> list[str]:
        cookies = Cookies()
        cookies.take(["a=1; Path=/", "a=2; Path=/elsewhere", "a=; Path=/old; Max-Age=0"], HERE)
        return [cookies.header(HERE), cookies.header(yarl.URL("http://127.0.0.2/"))]

    assert asyncio.run(headers()) == ["a=1", ""]


def test_what_a_library_thinks_of_a_cookie_is_not_printed(tmp_path: Path) -> None:
    listed = tmp_path / "list.md"
    with Server(insisting) as server:
        listed.write_text(f"- [name]({server.url('/' + b'##[error]x y=1'.hex())})\n")
        done = run("--isolated", "--no-cache", "--allow-address", "127.0.0.1", listed)
    assert "redirects too many times" in done.stdout
    assert done.stderr == ""
