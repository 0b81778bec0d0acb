"""URLs as a browser requests them."""

from __future__ import annotations

import ada_url
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lint import urls

# As written, as requested (WHATWG URL; checked against its test data where that has the case).
REQUESTED = {
    # scheme, host, port
    "http://example.com": "http://example.com/",
    "HTTPS://EXAMPLE.Com:443/A": "https://example.com/A",
    "http://example.com:80/": "http://example.com/",
    "http://example.com:443/": "http://example.com:443/",
    "https://example.com:0080/": "https://example.com:80/",
    "http://example.com:/": "http://example.com/",
    "http:///example.com/": "http://example.com/",
    "http:\\\\example.com\\a": "http://example.com/a",
    "  http://example.com/ ": "http://example.com/",
    "ht\ntp://exa\tmple.com/a\r\nb": "http://example.com/ab",
    # numbers that are IPv4 addresses
    "http://127.1": "http://127.0.0.1/",
    "http://127.0.1": "http://127.0.0.1/",
    "http://0x7f000001": "http://127.0.0.1/",
    "http://0x7f.0.0.1": "http://127.0.0.1/",
    "http://017700000001": "http://127.0.0.1/",
    "http://2130706433": "http://127.0.0.1/",
    "http://0": "http://0.0.0.0/",
    "http://127.0.0.1.": "http://127.0.0.1/",
    "http://%31%32%37.1": "http://127.0.0.1/",
    "http://１２７。０。０。１": "http://127.0.0.1/",  # noqa: RUF001
    "http://①②⑦.①": "http://127.0.0.1/",
    "http://[::ffff:127.0.0.1]": "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:0:0:1]:80": "http://[::1]/",
    # names
    "http://münchen.de/": "http://xn--mnchen-3ya.de/",
    "http://MÜNCHEN.de/": "http://xn--mnchen-3ya.de/",
    "http://faß.de/": "http://xn--fa-hia.de/",
    "http://例え.テスト/": "http://xn--r8jz45g.xn--zckzah/",
    "http://☃.net/": "http://xn--n3h.net/",
    "http://ex%41mple.com/": "http://example.com/",
    "http://loc\u00adalhost/": "http://localhost/",
    "http://a_b.example.com/": "http://a_b.example.com/",
    # path and query
    "http://a.com/a b": "http://a.com/a%20b",
    "http://a.com/ä?ö=ü&b": "http://a.com/%C3%A4?%C3%B6=%C3%BC&b",
    "http://a.com/%7Ea/%2f": "http://a.com/%7Ea/%2f",
    "http://a.com/a/./b/../c": "http://a.com/a/c",
    "http://a.com/a/%2E%2e/c": "http://a.com/c",
    "http://a.com/<>`{}\"|[]'": "http://a.com/%3C%3E%60%7B%7D%22|[]'",
    "http://a.com/?<>`{}\"|[]'": "http://a.com/?%3C%3E`{}%22|[]%27",
    "http://a.com?q#f": "http://a.com/?q",
    "http://a.com/#": "http://a.com/",
    "http://a.com/?": "http://a.com/?",
    "http://a.com/%": "http://a.com/%",
    "http://a.com/\u202e": "http://a.com/%E2%80%AE",
    "http://u:p@a.com/": "http://u:p@a.com/",
}


@pytest.mark.parametrize(("written", "requested"), REQUESTED.items())
def test_requested(written: str, requested: str) -> None:
    url = urls.http(written)
    assert url is not None
    assert url.request == requested


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#anchor",
        "README.md",
        "/path",
        "//example.com/",
        "www.example.com",
        "example.com",
        "http",
        "http:",
        "https://",
        "httpx://example.com/",
        "mailto:a@b.c",
        "ftp://example.com/",
        "javascript:alert(1)",
        "http:/example.com/",
        "https:/example.com/",
        "https:example.com",
        "https: //example.com/",
        "https//example.com",
        "http://a b/",
        "http://256.1.1.1/",
        "http://1.2.3.4.5/",
        "http://a.com:99999/",
        "http://a.com:x/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://a<b.com/",
        "http://\ud800.com/",
        "http://a.com/\udcff",
    ],
)
def test_not_a_web_address(text: str) -> None:
    assert urls.http(text) is None


def test_parts() -> None:
    url = urls.parse("HTTPS://User:p%40@Example.com:8443/a/b?q=1#Frag")
    assert url == urls.URL(
        href="https://User:p%40@example.com:8443/a/b?q=1#Frag",
        scheme="https",
        username="User",
        password="p%40",
        host="example.com",
        port="8443",
        path="/a/b",
        query="q=1",
        fragment="Frag",
    )
    assert url.origin == "https://example.com:8443"
    assert url.request == "https://User:p%40@example.com:8443/a/b?q=1"


def test_other_schemes_parse() -> None:
    mail, file = urls.parse("MAILTO:a@b.c"), urls.parse("file:///etc/passwd")
    assert mail is not None
    assert (mail.scheme, mail.host) == ("mailto", "")
    assert file is not None
    assert (file.scheme, file.path) == ("file", "/etc/passwd")
    assert urls.parse("README.md") is None


BASE = urls.parse("https://user:word@a.com/b/c?d#e")


@pytest.mark.parametrize(
    ("reference", "resolved"),
    [
        ("", "https://a.com/b/c?d"),
        ("x", "https://a.com/b/x"),
        ("/x", "https://a.com/x"),
        ("../../x", "https://a.com/x"),
        ("?x", "https://a.com/b/c?x"),
        ("#x", "https://a.com/b/c?d#x"),
        ("//b.com/x", "https://b.com/x"),
        ("http://b.com", "http://b.com/"),
        ("https:/x", "https://a.com/x"),
        ("https:x", "https://a.com/b/x"),
        ("http:/x", "http://x/"),
        ("https: //x", "https://a.com/b/%20//x"),
        ("mailto:a@b.c", "mailto:a@b.c"),
        ("http://[bad", None),
        ("http://\udcff/", None),
    ],
)
def test_resolve(reference: str, resolved: str | None) -> None:
    assert BASE is not None
    url = urls.resolve(reference, BASE)
    assert (url and url.href) == resolved


_TEXT = st.text(st.one_of(st.characters(), st.sampled_from("/\\:@?#%[]. \t\n0x7f1aA")), max_size=40)


@given(_TEXT)
def test_any_text_is_a_url_or_not(text: str) -> None:
    for url in (urls.http(f"http://{text}"), urls.http(text), urls.parse(text)):
        if url is None:
            continue
        again = urls.parse(url.href)
        assert again == url, "normalising twice changes nothing"
    web = urls.http(f"http://{text}")
    if web is not None:
        assert web.scheme == "http"
        assert web.host
        assert web.request.isascii()
        assert web.request.isprintable()
        assert "#" not in web.request
        assert " " not in web.request
        assert web.request.startswith("http://")


@given(_TEXT, _TEXT)
def test_any_reference_resolves_or_does_not(host: str, reference: str) -> None:
    base = urls.http(f"http://{host}") or urls.http("http://a.com/b")
    assert base is not None
    url = urls.resolve(reference, base)
    assert url is None or urls.parse(url.href) == url


# What a normal URL is made of, and what the parser changes or refuses.
_PIECES = (
    *(
        "a",
        "b.c",
        "example",
        "com",
        "co.uk",
        "a-b",
        "xn--",
        "--",
        "-",
        "_",
        "1",
        "0x1",
        "127.0.0.1",
    ),
    *(
        ".",
        "..",
        "/",
        "/.",
        "/..",
        "./",
        "?",
        "#",
        "%2e",
        "%20",
        "%",
        "@",
        ":",
        "80",
        "[",
        "é",
        "~",
    ),
    *(
        "'",
        '"',
        "<",
        "{",
        "|",
        "^",
        "`",
        " ",
        "\t",
        "\\",
        "?a=b",
        "#x",
        "(",
        "*",
        "&",
        ";",
        "+",
        "$",
    ),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
def test_a_url_that_is_normal_is_what_the_parser_makes_of_it(text: str) -> None:
    for written in (f"https://{text}", f"http://example.org{text}", f"https://a.b/{text}"):
        url = urls.http(written)
        # A reference is always parsed.
        base = urls.URL("http://x.y/", "http", "", "", "x.y", "", "/", "", "")
        assert url == urls.resolve(written, base)


@given(_TEXT)
@example("a.com/x@y")
@example("a.com:8080/x@y:z")
@example("u:p@a.com:8080?q#f?g#h")
@example("@a.com")
@example("u:@a.com")
@example(":p@a.com")
@example("[::1]:8080/[?]")
@example("a.com?@#@")
def test_the_parts_are_those_of_the_parser(text: str) -> None:
    for written in (f"http://{text}", f"https://{text}"):
        url = urls.http(written)
        if url is None:
            continue
        known = ada_url.URL(written)
        assert url == urls.URL(
            known.href,
            known.protocol[:-1],
            known.username,
            known.password,
            known.hostname,
            known.port,
            known.pathname,
            known.search[1:],
            known.hash[1:],
        )
