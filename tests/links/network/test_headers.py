"""Headers of the user's own, by origin, and statuses to accept, by host."""

from __future__ import annotations

import re

import pytest

from lint.links.network.accepted_statuses import Accepted
from lint.links.network.accepted_statuses import check as check_accepted
from lint.links.network.headers import from_environment, merged, normalised


def test_origins_are_normalised() -> None:
    table = {
        "HTTPS://API.example.org:443/": {"X-Key": "a"},
        "http://bücher.example:8080": {"a": "b"},
    }
    assert normalised(table) == {
        "https://api.example.org": {"X-Key": "a"},
        "http://xn--bcher-kva.example:8080": {"a": "b"},
    }


@pytest.mark.parametrize(
    ("origin", "name", "value", "what"),
    [
        ("api.example.org", "a", "b", "'api.example.org' is not an origin"),
        ("https://api.example.org/v1", "a", "b", "is not an origin"),
        (
            "https://u:sEcret@api.example.org",
            "a",
            "b",
            "'https://***@api.example.org' is not an origin",
        ),
        ("ftp://api.example.org", "a", "b", "is not an origin"),
        ("https://a.b", "X Key", "b", "'X Key' is not a valid header name"),
        ("https://a.b", "X\r\nY", "b", "is not a valid header name"),
        ("https://a.b", "", "b", "'' is not a valid header name"),
        ("https://a.b", "Host", "b", "the header Host cannot be set"),
        ("https://a.b", "content-length", "0", "the header content-length cannot be set"),
        ("https://a.b", "X", "sEcret\r\nY: z", "the value of X for https://a.b must be one line"),
        ("https://a.b", "X", "sEcr\u00e9t", "the value of X for https://a.b must be one line"),
        ("https://a.b", "X", "sEcret\x1b[31m", "must be one line of ASCII characters"),
    ],
)
def test_what_cannot_be_sent(origin: str, name: str, value: str, what: str) -> None:
    with pytest.raises(ValueError, match=re.escape(what)) as raised:
        normalised({origin: {name: value}})
    assert "Ecr" not in str(raised.value)


def test_nothing_stands_there_twice() -> None:
    with pytest.raises(ValueError, match=r"'https://a\.b/' is given twice"):
        normalised({"https://a.b": {"x": "1"}, "https://a.b/": {"y": "1"}})
    with pytest.raises(ValueError, match=r"x for https://a\.b is given twice"):
        normalised({"https://a.b": {"X": "1", "x": "2"}})


def test_the_environment_has_a_line_for_each() -> None:
    text = "https://a.b X-Key: one: two\n\n  http://c.d:81 Cookie: a=b; c=d\r\nhttps://a.b/ Y:\n"
    assert from_environment({"AWESOME_LINT_HEADERS": text}) == {
        "https://a.b": {"X-Key": "one: two", "Y": ""},
        "http://c.d:81": {"Cookie": "a=b; c=d"},
    }
    assert from_environment({}) == {}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("sEcret", "line 1 is not of the form 'https://example.org Name: value'"),
        ("X-Key: sEcret", "line 1 is not of the form"),
        ("https://a.b X: 1\nhttps://a.b sEcret", "line 2 is not of the form"),
        ("https://a.b sEc ret: 1", "line 1 is not of the form"),
        ("https://a.b/c X: sEcret", "line 1: 'https://a.b/c' is not an origin"),
        ("https://a.b X: 1\nhttps://a.b x: sEcret", "line 2: x for https://a.b is given twice"),
    ],
)
def test_a_line_that_is_none(text: str, what: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(what)}") as raised:
        from_environment({"AWESOME_LINT_HEADERS": text})
    assert "sEcret" not in str(raised.value)


def test_those_above_win() -> None:
    below = {"https://a.b": {"X-Key": "1", "Y": "1"}, "https://c.d": {"Z": "1"}}
    above = {"https://a.b": {"x-key": "2"}, "https://e.f": {"V": "2"}}
    assert merged(below, above) == {
        "https://a.b": {"Y": "1", "x-key": "2"},
        "https://c.d": {"Z": "1"},
        "https://e.f": {"V": "2"},
    }


@pytest.mark.parametrize(
    ("host", "status", "counts"),
    [
        ("linkedin.com", 999, True),
        ("www.linkedin.com", 999, True),
        ("linkedin.com.", 999, True),
        ("notlinkedin.com", 999, False),
        ("linkedin.com", 404, False),
        ("linkedin.com", 503, True),
        ("example.org", 503, True),
        ("example.org", 403, True),
        ("docs.example.org", 404, True),
        ("example.org", 404, False),
        ("127.0.0.1", 418, True),
        ("0.0.1", 418, False),
        ("[::1]", 418, True),
    ],
)
def test_accepted_statuses(host: str, status: int, *, counts: bool) -> None:
    table: dict[str, tuple[int | str, ...]] = {
        "linkedin.com": (999,),
        "example.org": (403,),
        "docs.example.org": ("4xx",),
        "127.0.0.1": (418,),
        "[::1]": (418,),
        "*": ("5xx",),
    }
    check_accepted(table)
    assert Accepted(table).counts(host, status) is counts


def test_nothing_is_accepted_by_default() -> None:
    assert not Accepted({}).counts("example.org", 403)


@pytest.mark.parametrize(
    ("host", "status", "what"),
    [
        (
            "https://example.org",
            403,
            "'https://example.org' is not a host name such as 'example.org'",
        ),
        ("Example.org", 403, "host names are lower case"),
        ("*.example.org", 403, "is not a host name"),
        ("example.org/x", 403, "is not a host name"),
        ("example.org", "403", "'403' is neither a status such as 403 nor a class like '5xx'"),
        ("example.org", "9xx", "'9xx' is neither a status"),
    ],
)
def test_a_table_that_would_not_mean_what_it_says(host: str, status: int | str, what: str) -> None:
    with pytest.raises(ValueError, match=re.escape(what)):
        check_accepted({host: (status,)})
