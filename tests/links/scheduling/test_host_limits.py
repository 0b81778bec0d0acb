"""Which limits hold for which host."""

from __future__ import annotations

from typing import Any

import pytest

from lint.links.result import HostOptions, LinkOptions
from lint.links.scheduling.host_limits import Limits, checked

OPTIONS = LinkOptions(
    per_host=7,
    hosts={
        "example.org": HostOptions(per_host=2, interval=0.5),
        "api.example.org": HostOptions(interval=3.0),
        "127.0.0.1": HostOptions(per_host=1),
        "[::1]": HostOptions(per_host=3),
    },
)


@pytest.mark.parametrize(
    ("host", "most", "interval"),
    [
        ("example.org", 2, 0.5),
        ("example.org.", 2, 0.5),
        ("www.example.org", 2, 0.5),
        ("a.b.example.org", 2, 0.5),
        ("api.example.org", 7, 3.0),
        ("v1.api.example.org", 7, 3.0),
        ("badexample.org", 7, 0.0),
        ("org", 7, 0.0),
        ("127.0.0.1", 1, 0.0),
        ("[::1]", 3, 0.0),
    ],
)
def test_the_nearest_name_counts(host: str, most: int, interval: float) -> None:
    limits = Limits(OPTIONS)
    assert (limits.most(host), limits.interval(host)) == (most, interval)


def test_without_any_the_host_decides() -> None:
    limits = Limits(LinkOptions())
    assert (limits.most("example.org"), limits.interval("example.org")) == (None, 0.0)


def test_a_table_of_the_configuration() -> None:
    table: dict[str, dict[str, Any]] = {"a.org": {"per_host": 2}, "b.org": {"interval": 1.5}}
    assert checked(table) == {"a.org": HostOptions(2), "b.org": HostOptions(None, 1.5)}


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ({"*": {"per_host": 2}}, r"'\*' is not a host; use 'per_host' for all hosts"),
        ({"Example.org": {"per_host": 2}}, "host names are lower case"),
        ({"https://example.org": {}}, "is not a host name such as 'example.org'"),
        ({"a.org": {"interval": float("nan")}}, "the interval of 'a.org' must be a number"),
    ],
)
def test_what_is_no_limit(table: dict[str, dict[str, Any]], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        checked(table)
