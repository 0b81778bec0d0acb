"""When a network that is down is told from hosts that are gone."""

from __future__ import annotations

import pytest

from lint.links.outage import is_down
from lint.links.result import LinkResult, Reason, Verdict
from lint.links.witnesses import Asked

GONE = Reason.DNS_FAILURE


def down(reasons: dict[str, Reason | None], elsewhere: str | None = None) -> bool:
    results = {
        url: LinkResult(url, Verdict.UNVERIFIED if why else Verdict.OK, why, None if why else 200)
        for url, why in reasons.items()
    }
    return is_down(Asked(results, interrupted=False), elsewhere, lambda _: None)


@pytest.mark.parametrize(
    ("reasons", "wanted"),
    [
        ({"https://github.com/a/b": GONE}, True),
        ({"https://a.example/": GONE, "https://arxiv.org/abs/2403.00001": GONE}, True),
        ({"https://github.com/a/b": Reason.TIMEOUT}, False),
        ({"https://github.com/a/b": Reason.REFUSED}, False),
        ({"https://github.com/a/b": GONE, "https://a.example/": None}, False),
        ({"https://a.example/": GONE, "https://b.example/": GONE}, False),
        ({f"https://{host}.example/": GONE for host in "abc"}, True),
        ({f"https://{host}.example/": Reason.TIMEOUT for host in "abc"}, True),
    ],
)
def test_a_host_that_every_resolver_has_is_a_witness(
    reasons: dict[str, Reason | None],
    wanted: bool,  # noqa: FBT001 - pytest passes it
) -> None:
    assert down(reasons) is wanted
