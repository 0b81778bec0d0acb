"""Certificates whose issuer's the server does not send: fetched, and never trusted for that."""

from __future__ import annotations

import datetime as dt
import ssl
from typing import TYPE_CHECKING, NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs7,
)
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from lint.links.checker import check
from lint.links.network.intermediates import ALONE
from lint.links.result import LinkOptions, LinkResult, Reason, Verdict
from tests.links.server import Request, Server, answer, ok
from tests.links.verdicts.test_verdicts import HERE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

NOW = dt.datetime.now(dt.UTC)
NAME = "good.com"


class Signed(NamedTuple):
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def sign(name: str, by: Signed | None = None, aia: str = "", *, ca: bool = True) -> Signed:
    """A certificate `by` another, or by itself, that names `aia` as where its issuer is."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = by or Signed(None, key)  # type: ignore[arg-type]
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - dt.timedelta(1))
        .not_valid_after(NOW + dt.timedelta(9))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()),
            critical=False,
        )
    )
    if not ca:
        names = x509.SubjectAlternativeName([x509.DNSName(NAME)])
        builder = builder.add_extension(names, critical=False)
    if aia:
        access = x509.AccessDescription(
            AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(aia)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    return Signed(builder.sign(issuer.key, hashes.SHA256()), key)


class Shelf:
    """Serves what is put on it."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}

    async def route(self, request: Request) -> AsyncIterator[bytes]:
        page = self.pages.get(request.path)
        yield answer(404) if page is None else answer(200, page)


class Bench:
    """A root that is trusted, and a shelf of certificates."""

    def __init__(self, folder: Path, shelf: Shelf, server: Server) -> None:
        self.folder, self.shelf, self.server = folder, shelf, server
        self.root = sign("Root")
        self.bundle = folder / "ca.pem"
        self.bundle.write_bytes(self.root.pem)

    def url(self, path: str) -> str:
        return self.server.url(path)

    def ask(self, leaf: Signed, *chain: Signed, paths: int = 1, **options: object) -> LinkResult:
        """The result of a link to a server that sends `leaf` and `chain`."""
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        file = self.folder / "server.pem"
        key = leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(key + leaf.pem + b"".join(one.pem for one in chain))
        tls.load_cert_chain(file)
        settings = LinkOptions(
            timeout=3,
            retries=0,
            ca_bundle=str(self.bundle),
            **{"allow_addresses": HERE, **options},  # type: ignore[arg-type]
        )
        with Server(ok, tls=tls) as server:
            urls = [server.url(f"/{n}", NAME) for n in range(paths)]
            results = check(urls, settings, lookup=lambda _, __: ["127.0.0.1"])
            (verdict,) = {(one.verdict, one.reason, one.detail) for one in results.values()}
            if verdict[0] is not Verdict.OK:
                assert server.requests == [], "nothing is sent to whom nobody can verify"
        return results[urls[0]]


@pytest.fixture(params=[0, ssl.VERIFY_X509_PARTIAL_CHAIN], ids=["plain", "partial"])
def bench(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Bench]:
    """Also with the flag that Python 3.13 and later set, by which any certificate is an anchor."""
    original = ssl.create_default_context

    def context(*arguments: object, **options: object) -> ssl.SSLContext:
        found = original(*arguments, **options)  # type: ignore[arg-type]
        found.verify_flags |= request.param
        return found

    monkeypatch.setattr(ssl, "create_default_context", context)
    shelf = Shelf()
    with Server(shelf.route) as server:
        yield Bench(tmp_path, shelf, server)


def said(result: LinkResult) -> tuple[str, str | None]:
    return result.verdict.value, result.reason and result.reason.value


UNTRUSTED = ("unverified", "tls-untrusted")


@pytest.mark.parametrize("kind", ["der", "pem", "pkcs7"])
def test_a_missing_intermediate_is_fetched_once(bench: Bench, kind: str) -> None:
    between = sign("Between", bench.root)
    bench.shelf.pages["/between"] = {
        "der": between.der,
        "pem": between.pem,
        "pkcs7": pkcs7.serialize_certificates([between.certificate], Encoding.DER),
    }[kind]
    leaf = sign(NAME, between, bench.url("/between"), ca=False)
    assert said(bench.ask(leaf, paths=6)) == ("ok", None)
    (asked,) = bench.server.requests
    assert asked.method == "GET"
    assert set(asked.headers) <= {"", "host", "connection"}


def test_without_aia_it_is_said_what_the_server_does_not_send(bench: Bench) -> None:
    between = sign("Between", bench.root)
    bench.shelf.pages["/between"] = between.der
    leaf = sign(NAME, between, bench.url("/between"), ca=False)
    result = bench.ask(leaf, aia=False)
    assert said(result) == UNTRUSTED
    assert result.detail == ALONE
    assert bench.server.requests == []
    assert said(bench.ask(leaf, between, aia=False)) == ("ok", None)


def test_two_hops_are_made_and_no_third(bench: Bench) -> None:
    above = bench.root
    certificates = []
    for n in range(3):
        address = bench.url(f"/{n - 1}") if n else ""
        above = sign(f"Between {n}", above, address)
        bench.shelf.pages[f"/{n}"] = above.der
        certificates.append(above)
    two = sign(NAME, certificates[1], bench.url("/1"), ca=False)
    assert said(bench.ask(two)) == ("ok", None)
    three = sign(NAME, certificates[2], bench.url("/2"), ca=False)
    assert said(bench.ask(three)) == UNTRUSTED


def test_the_certificates_that_were_sent_are_gone_on_from(bench: Bench) -> None:
    upper = sign("Upper", bench.root)
    bench.shelf.pages["/upper"] = upper.der
    lower = sign("Lower", upper, bench.url("/upper"))
    leaf = sign(NAME, lower, ca=False)
    assert said(bench.ask(leaf, lower)) == ("ok", None)


def test_an_unknown_root_stays_unknown(bench: Bench) -> None:
    """Wherever its certificates come from: fetched, they are no anchors."""
    stranger = sign("Stranger")
    bench.shelf.pages["/stranger"] = stranger.der
    direct = sign(NAME, stranger, bench.url("/stranger"), ca=False)
    assert said(bench.ask(direct)) == UNTRUSTED
    between = sign("Between", stranger, bench.url("/stranger"))
    bench.shelf.pages["/between"] = between.der
    far = sign(NAME, between, bench.url("/between"), ca=False)
    result = bench.ask(far)
    assert said(result) == UNTRUSTED
    assert result.detail == ALONE


def test_a_certificate_by_itself_is_not_asked_about(bench: Bench) -> None:
    own = sign(NAME, None, bench.url("/own"), ca=False)
    bench.shelf.pages["/own"] = own.der
    result = bench.ask(own)
    assert said(result) == UNTRUSTED
    assert result.detail != ALONE
    assert bench.server.requests == []


def test_another_certificate_of_the_same_name_is_no_issuer(bench: Bench) -> None:
    between, other = sign("Between", bench.root), sign("Between", bench.root)
    bench.shelf.pages["/between"] = other.der
    leaf = sign(NAME, between, bench.url("/between"), ca=False)
    assert said(bench.ask(leaf)) == UNTRUSTED


@pytest.mark.parametrize("page", [None, b"", b"\x30\x82", b"x" * 65_537, b"<html>"])
def test_what_is_no_certificate_helps_nobody(bench: Bench, page: bytes | None) -> None:
    between = sign("Between", bench.root)
    if page is not None:
        bench.shelf.pages["/between"] = page
    leaf = sign(NAME, between, bench.url("/between"), ca=False)
    assert said(bench.ask(leaf)) == UNTRUSTED


def test_a_certificate_that_is_too_long_is_not_taken(bench: Bench) -> None:
    between = sign("Between", bench.root)
    bench.shelf.pages["/between"] = between.pem + b"\n" * 66_000
    leaf = sign(NAME, between, bench.url("/between"), ca=False)
    assert said(bench.ask(leaf)) == UNTRUSTED


@pytest.mark.parametrize("address", ["https://127.0.0.1:{}/x", "ldap://127.0.0.1:{}/x", "x"])
def test_only_http_is_asked(bench: Bench, address: str) -> None:
    between = sign("Between", bench.root)
    leaf = sign(NAME, between, address.format(bench.server.port), ca=False)
    assert said(bench.ask(leaf)) == UNTRUSTED
    assert bench.server.connections == 0


def test_the_guard_holds_for_the_address_in_a_certificate(tmp_path: Path) -> None:
    """The list is a stranger's, and so is the server: what it names may be inside."""
    from ipaddress import ip_network

    shelf = Shelf()
    with Server(shelf.route, host="127.0.0.2") as inside:
        bench = Bench(tmp_path, shelf, inside)
        between = sign("Between", bench.root)
        shelf.pages["/between"] = between.der
        for name in ("127.0.0.2", "2130706434", "[::ffff:127.0.0.2]"):
            leaf = sign(NAME, between, inside.url("/between", name), ca=False)
            allowed = (ip_network("127.0.0.1/32"),)
            assert said(bench.ask(leaf, allow_addresses=allowed)) == UNTRUSTED
        assert inside.connections == 0
        leaf = sign(NAME, between, inside.url("/between"), ca=False)
        assert said(bench.ask(leaf)) == ("ok", None)


def test_an_expired_or_wrong_certificate_is_not_made_whole(bench: Bench) -> None:
    between = sign("Between", bench.root)
    bench.shelf.pages["/between"] = between.der
    leaf = sign(NAME, between, bench.url("/between"), ca=False)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    file = bench.folder / "other.pem"
    key = leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(key + leaf.pem)
    tls.load_cert_chain(file)
    options = LinkOptions(timeout=3, retries=0, ca_bundle=str(bench.bundle), allow_addresses=HERE)
    with Server(ok, tls=tls) as server:
        url = server.url("/", "bad.com")
        (result,) = check([url], options, lookup=lambda _, __: ["127.0.0.1"]).values()
    assert result.reason is Reason.TLS_HOSTNAME
