"""TLS failures told apart, by servers whose certificates are wrong in one way each."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import trustme

from lint.errors import ConfigError
from lint.links.checker import check
from lint.links.result import LinkOptions, LinkResult, Reason, Verdict
from tests.links.routes import odd, to
from tests.links.server import Server
from tests.links.verdicts.test_verdicts import HERE

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def bundle(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("tls") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


def context(
    authority: trustme.CA,
    name: str = "127.0.0.1",
    not_before: datetime | None = None,
    not_after: datetime | None = None,
) -> ssl.SSLContext:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    leaf = authority.issue_cert(name, not_before=not_before, not_after=not_after)
    leaf.configure_cert(tls)
    return tls


def ask(tls: ssl.SSLContext | None, bundle: str | None, scheme: str = "https") -> LinkResult:
    options = LinkOptions(timeout=3, retries=0, allow_addresses=HERE, ca_bundle=bundle)
    with Server(odd, tls=tls) as server:
        url = f"{scheme}://127.0.0.1:{server.port}/ok"
        return check([url], options)[url]


def test_a_sound_certificate(authority: trustme.CA, bundle: str) -> None:
    assert ask(context(authority), bundle).verdict is Verdict.OK


def test_the_bundle_is_trusted_besides_the_systems_authorities(bundle: str) -> None:
    from lint.links.network.pool import tls_context

    both, system = tls_context(bundle).get_ca_certs(), tls_context(None).get_ca_certs()
    assert len(both) == len(system) + 1


def test_an_unknown_authority(authority: trustme.CA) -> None:
    result = ask(context(authority), None)
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, Reason.TLS_UNTRUSTED)
    assert "certificate" in result.detail


def test_an_expired_certificate(authority: trustme.CA, bundle: str) -> None:
    past = context(authority, not_before=NOW - timedelta(9), not_after=NOW - timedelta(2))
    result = ask(past, bundle)
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, Reason.TLS_EXPIRED)
    assert result.detail == "certificate has expired"


def test_a_certificate_of_the_future(authority: trustme.CA, bundle: str) -> None:
    future = context(authority, not_before=NOW + timedelta(2), not_after=NOW + timedelta(9))
    result = ask(future, bundle)
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, Reason.TLS_UNTRUSTED)
    assert result.detail == "certificate is not yet valid"


@pytest.mark.parametrize("name", ["127.0.0.2", "example.com"])
def test_a_certificate_for_another_host(authority: trustme.CA, bundle: str, name: str) -> None:
    result = ask(context(authority, name), bundle)
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, Reason.TLS_HOSTNAME)
    assert "127.0.0.1" in result.detail


def test_a_certificate_for_another_name(authority: trustme.CA, bundle: str) -> None:
    options = LinkOptions(timeout=3, allow_addresses=HERE, ca_bundle=bundle)
    tls = context(authority, "good.com")
    with Server(odd, tls=tls) as server:
        good, bad = server.url(host="good.com"), server.url(host="bad.com")
        results = check([good, bad], options, lookup=lambda _, __: ["127.0.0.1"])
    assert results[good].verdict is Verdict.OK
    assert results[bad].reason is Reason.TLS_HOSTNAME


def test_no_tls_behind_https(bundle: str) -> None:
    result = ask(None, bundle)
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, Reason.PROTOCOL_ERROR)
    assert result.detail.startswith("the TLS handshake failed")


def test_tls_behind_http(authority: trustme.CA, bundle: str) -> None:
    result = ask(context(authority), bundle, scheme="http")
    assert result.verdict is Verdict.UNVERIFIED


def test_nothing_in_common(authority: trustme.CA, bundle: str) -> None:
    old = context(authority)
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    old.set_ciphers("DHE-RSA-AES256-SHA")
    result = ask(old, bundle)
    assert result.verdict is Verdict.UNVERIFIED
    # Python's server hangs up without the alert that others send.
    assert result.reason in {Reason.PROTOCOL_ERROR, Reason.RESET}


def test_a_redirect_into_bad_tls(authority: trustme.CA, bundle: str) -> None:
    options = LinkOptions(timeout=3, allow_addresses=HERE, ca_bundle=bundle)
    with Server(odd, tls=context(authority, "example.com")) as secure, Server(odd) as plain:
        url = plain.url(to(301, secure.url("/ok")))
        (result,) = check([url], options).values()
        assert result.reason is Reason.TLS_HOSTNAME
        assert result.final_url == secure.url("/ok")
        assert not result.permanent


def test_credentials_do_not_leave_tls(authority: trustme.CA, bundle: str) -> None:
    options = LinkOptions(timeout=3, allow_addresses=HERE, ca_bundle=bundle)
    with Server(odd) as plain, Server(odd, tls=context(authority)) as secure:
        start = secure.url(to(301, plain.url("/ok"))).replace("//", "//user:word@", 1)
        (result,) = check([start], options).values()
        assert result.verdict is Verdict.OK
        assert "authorization" in secure.requests[0].headers
        assert "authorization" not in plain.requests[0].headers


@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_a_bundle_that_cannot_be_used(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"ca\.pem: cannot be used as a CA bundle"):
        check(["https://127.0.0.1/"], LinkOptions(ca_bundle=str(path)))
