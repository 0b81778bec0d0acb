from __future__ import annotations

from importlib import import_module

import pytest

from lint import sites, urls
from lint.links import providers
from lint.links.providers import online_sites
from lint.links.providers.options import SitesOptions

TOKEN = {"GITHUB_TOKEN": "ghp_0123456789abcdefABCDEF"}


def names(options: SitesOptions, environ: dict[str, str]) -> list[str]:
    return [site.name for site in online_sites(options, environ)]


def test_every_module_is_a_site_that_can_be_turned_off() -> None:
    everything = names(SitesOptions(), TOKEN)
    assert len(everything) > 5
    assert everything == sorted(providers.names())
    for name in providers.names():
        options = SitesOptions(off=frozenset({name}))
        assert names(options, TOKEN) == [one for one in everything if one != name]


def test_without_a_token_github_is_not_asked() -> None:
    assert "github" not in names(SitesOptions(), {})


@pytest.mark.parametrize("name", providers.names())
def test_a_site_has_the_name_that_it_has_offline_and_names_its_interfaces(name: str) -> None:
    assert name in sites.all_sites()
    bases = import_module(f"{providers.__name__}.{name}").URLS
    assert bases
    for base in bases.values():
        url = urls.http(base.replace("{language}", "en"))
        assert url is not None
        assert url.scheme == "https"


def test_nobody_claims_what_no_site_is_known_for() -> None:
    url = urls.http("https://example.com/owner/name")
    assert url is not None
    assert not any(site.claims(url) for site in online_sites(SitesOptions(), TOKEN))
