"""The words of badges: pictures as shields.io makes them, from a server on loopback."""

from __future__ import annotations

import json
from html import escape
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.links.checker import check
from lint.links.result import LinkOptions
from lint.links.verdicts.badge_pictures import note, words_of
from tests.command import run, write
from tests.links.server import Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

HERE = (ip_network("127.0.0.0/8"),)
SVG = ("Content-Type", "image/svg+xml;charset=utf-8")
ISSUE = "https://github.com/badges/shields/issues/8671"


def flat(label: str, message: str, link: str = "") -> bytes:
    """A badge in the style `flat`, with the link that one of its halves may have."""
    words = escape(f"{label}: {message}" if label else message)
    texts = "".join(
        f'<text aria-hidden="true" x="175" y="150" fill="#010101" fill-opacity=".3"'
        f' transform="scale(.1)" textLength="250">{escape(one)}</text>'
        f'<text x="175" y="140" transform="scale(.1)" fill="#fff">{escape(one)}</text>'
        for one in (label, message)
        if one
    )
    group = f'<g fill="#fff" text-anchor="middle" font-size="110">{texts}</g>'
    if link:
        group = f'<a target="_blank" xlink:href="{escape(link)}">{group}</a>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="150" height="20" role="img"'
        f' aria-label="{words}"><title>{words}</title>{group}</svg>'
    ).encode()


def both_linked(label: str, message: str) -> bytes:
    """A badge whose halves lead somewhere: it has no title."""
    return flat(label, message).replace(
        f"<title>{escape(label)}: {escape(message)}</title>".encode(), b""
    )


GONE = {
    "flat": (flat("david", "no longer available"), "no longer available"),
    "renamed": (flat("coverity", "retired badge"), "retired badge"),
    "for-the-badge": (flat("CHAT", "RETIRED BADGE"), "RETIRED BADGE"),
    "no label": (flat("", "no longer available"), "no longer available"),
    "issue": (flat("build", ISSUE, ISSUE), ISSUE),
    "linked": (both_linked("x", "no longer available"), "no longer available"),
    "colon": (flat("a: b", "retired badge"), "retired badge"),
    "mark": (b"\xef\xbb\xbf" + flat("apm", "retired badge"), "retired badge"),
}
FINE = {
    "passing": flat("build", "passing"),
    "status": flat("status", "no longer available in stores"),
    "other issue": flat("docs", "https://github.com/o/r/issues/8671"),
    "empty": b"",
    "cut": b"<svg><title>david: no longer avai",
    "no svg": b"<html><title>x</title>",
    "retired": flat("maintainer", "retired"),
}


class Web:
    """Badges by path, in SVG unless said otherwise."""

    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {}
        self.kind = SVG

    async def route(self, request: Request) -> AsyncIterator[bytes]:
        body = self.pictures.get(request.path, b"")
        yield answer(200, body, self.kind, head=request.method == "HEAD")


def lint(text: str, *options: str, **environ: str) -> dict[str, Any]:
    write("README.md", text)
    here = ("--allow-address", "127.0.0.0/8", "--format", "json", *options)
    done = run("README.md", *here, "--select", "retired-badge", **environ)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(".awesome-lint.toml", "[links]\nbadge_images = true\ntrust_proxy = true\n")


def test_a_badge_of_any_service_that_says_it_is_gone() -> None:
    web = Web()
    with Server(web.route) as server:
        lines = ["# L", ""]
        for number, (picture, _) in enumerate(GONE.values()):
            web.pictures[f"/badge.svg?n={number}"] = picture
            lines.append(f"- [![x]({server.url(f'/badge.svg?n={number}')})](README.md)")
        for number, picture in enumerate(FINE.values(), len(GONE)):
            web.pictures[f"/badge.svg?n={number}"] = picture
            lines.append(f"- ![x]({server.url(f'/badge.svg?n={number}')})")
        report = lint("\n".join(lines) + "\n")
        assert {one.method for one in server.requests} == {"GET"}
    assert [(one["line"], one["message"]) for one in report["diagnostics"]] == [
        (line, f"the badge displays “{words}”; remove the badge")
        for line, (_, words) in enumerate(GONE.values(), 3)
    ]
    assert {one["verdict"] for one in report["links"]} == {"ok"}


def test_what_the_author_wrote_into_the_address_is_no_farewell() -> None:
    web = Web()
    with Server(web.route) as server:
        paths = [
            "/badge/tool-no_longer_available-red",
            "/badge/tool-no%20longer%20available-red",
            "/badge/static.svg?label=tool&message=Retired+Badge",
        ]
        for path in paths:
            words = "Retired Badge" if "?" in path else "no longer available"
            web.pictures[path] = flat("tool", words)
        text = "# L\n\n" + "".join(f"- ![x]({server.url(path)})\n" for path in paths)
        assert lint(text)["diagnostics"] == []
        assert {one["detail"] for one in lint(text)["links"]} > {
            "displays “tool: no longer available”"
        }


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("no longer available", ["shields.io retired its David badges in October 2021"]),
        ("up to date", []),
    ],
)
def test_the_picture_decides_for_a_badge_of_shields(message: str, expected: list[str]) -> None:
    """By a server that stands for shields.io behind a proxy's address."""
    web = Web()
    with Server(web.route) as server:
        path = "http://img.shields.io/david/o/r.svg"
        web.pictures[path] = flat("dependencies", message)
        proxy = {"http_proxy": server.url("").rstrip("/"), "no_proxy": ""}
        report = lint(f"# L\n\n![x]({path})\n", **proxy)
        assert [request.path for request in server.requests] == [path]
    said = [one["message"].partition(";")[0] for one in report["diagnostics"]]
    assert said == expected


def test_other_services_freeze_their_pictures() -> None:
    web = Web()
    with Server(web.route) as server:
        path = "http://travis-ci.org/o/r.svg?badge.svg"
        web.pictures[path] = flat("build", "passing")
        proxy = {"http_proxy": server.url("").rstrip("/"), "no_proxy": ""}
        report = lint(f"# L\n\n![x]({path})\n", **proxy)
    assert [one["rule"] for one in report["diagnostics"]] == ["retired-badge"]


def test_the_words_are_remembered() -> None:
    web = Web()
    with Server(web.route) as server:
        web.pictures["/badge.svg"] = flat("david", "no longer available")
        text = f"# L\n\n![x]({server.url('/badge.svg')})\n"
        cache = ("--cache-dir", "cache")
        environ = {"AWESOME_LINT_NO_CACHE": ""}
        first, second = (lint(text, *cache, **environ)["diagnostics"] for _ in range(2))
        assert len(server.requests) == 1
    assert len(first) == 1
    assert first == second


def test_pictures_that_are_no_badges_are_not_read() -> None:
    web = Web()
    with Server(web.route) as server:
        web.pictures["/logo.svg"] = flat("x", "no longer available")
        options = LinkOptions(timeout=5, allow_addresses=HERE, badge_images=True)
        url = server.url("/logo.svg")
        assert check([url], options)[url].detail == ""
        assert server.methods("/logo.svg") == ["HEAD"]


@given(words=st.text(max_size=400))
def test_whatever_a_picture_says_is_one_bounded_line_of_ascii(words: str) -> None:
    said = note(f"<svg><title>{escape(words)}</title></svg>")
    assert len(said) < 250
    assert words_of(said).isascii()
    assert words_of(said).isprintable()


@pytest.mark.parametrize("piece", ["<text>", "<text", "<text a>b", "<title>", "<text>x</text>"])
def test_a_picture_is_read_in_linear_time(piece: str) -> None:
    """A quadratic expression would take minutes for this."""
    assert len(note(piece * 10_000)) < 250
