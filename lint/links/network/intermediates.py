"""The certificates that a server ought to send and does not, fetched as browsers fetch them.

A server sends its certificate with those between it and an authority (RFC 8446, section 4.4.2);
many send theirs alone, and browsers find the next one by the address in it ("CA Issuers", RFC 5280,
section 4.2.2.1). What comes from there is never trusted for its own sake: it may only lead to an
authority that is trusted anyway. So a certificate that was issued by itself is refused, and the
flag is cleared by which OpenSSL would take any certificate that it is given for an anchor
(VERIFY_X509_PARTIAL_CHAIN, set by Python 3.13 and later).

Nothing is sent to a host whose certificate was not verified: it is asked for its certificates, and
the connection is closed.
"""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING, Any, NamedTuple

from lint import urls
from lint.links.network import lenient
from lint.links.network.direct import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cryptography import x509

    from lint.links.network.pool import Hosts
    from lint.urls import URL

ALONE = "the server does not send its intermediate certificate"
"""What is said of a certificate that came alone and was issued by another."""
# So many certificates in a row are fetched at most, each of so many bytes, in so many seconds.
_HOPS = 2
_MOST = 65_536
_SECONDS = 5.0


class Sent(NamedTuple):
    """What a host sent that does not suffice.

    `alone` says that it was one certificate, issued by another; `context` trusts what was trusted
    before, with the certificates at hand that are missing, if there are any.
    """

    alone: bool
    context: ssl.SSLContext | None


class Intermediates:
    """The intermediate certificates of one run: each is fetched once."""

    def __init__(self, hosts: Hosts, ca_bundle: str | None, *, fetch: bool) -> None:
        self._hosts = hosts
        self._ca_bundle = ca_bundle
        self._fetch = fetch
        self._fetched: dict[str, asyncio.Task[tuple[x509.Certificate, ...]]] = {}
        self._sent: dict[str, asyncio.Task[Sent]] = {}

    async def of(self, url: URL) -> Sent:
        """What the host of `url`, whose chain is incomplete, lacks."""
        task = self._sent.get(url.origin)
        if task is None:
            task = self._sent[url.origin] = asyncio.create_task(self._find(url))
        return await asyncio.shield(task)

    async def close(self) -> None:
        """End what nobody waits for any more."""
        tasks = [*self._sent.values(), *self._fetched.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _find(self, url: URL) -> Sent:
        try:
            async with asyncio.timeout(_SECONDS):
                chain = await _certificates(self._hosts, url)
        except (OSError, ValueError):
            return Sent(alone=False, context=None)
        if not chain:
            return Sent(alone=False, context=None)
        alone = len(chain) == 1 and not _is_own_issuer(chain[0])
        if not self._fetch:
            return Sent(alone, None)
        found = await self._above(_last(chain))
        if not found:
            return Sent(alone, None)
        return Sent(alone, completed(self._ca_bundle, found))

    async def _above(self, certificate: x509.Certificate) -> list[x509.Certificate]:
        """The certificates above `certificate`, as far as they are found and may be used."""
        found: list[x509.Certificate] = []
        for _ in range(_HOPS):
            issuer = await self._issuer(certificate)
            if issuer is None:
                break
            found.append(issuer)
            certificate = issuer
        return found

    async def _issuer(self, certificate: x509.Certificate) -> x509.Certificate | None:
        if _is_own_issuer(certificate):
            return None
        for address in _addresses(certificate):
            task = self._fetched.get(address)
            if task is None:
                task = self._fetched[address] = asyncio.create_task(self._get(address))
            for one in await asyncio.shield(task):
                if not _is_own_issuer(one) and _has_issued(one, certificate):
                    return one
        return None

    async def _get(self, address: str) -> tuple[x509.Certificate, ...]:
        """The certificates at `address`, an http URL: without headers, redirects or a second try.

        The guard decides whether it may be asked at all, as it does for links.
        """
        url = urls.http(address)
        if url is None or not self._hosts.connects_to(url):
            return ()
        deadline = asyncio.get_running_loop().time() + _SECONDS
        try:
            reply = await lenient.get(self._hosts, url, {}, deadline, most=_MOST + 1)
        except (OSError, ValueError):
            return ()
        body = await reply.content.readany()
        return _read(body) if reply.status == 200 and len(body) <= _MOST else ()


def completed(ca_bundle: str | None, found: Iterable[x509.Certificate]) -> ssl.SSLContext:
    """A context that trusts what is trusted anyway, with `found` at hand as intermediates only."""
    from cryptography.hazmat.primitives.serialization import Encoding

    from lint.links.network.pool import tls_context

    context = tls_context(ca_bundle)
    context.verify_flags &= ~ssl.VERIFY_X509_PARTIAL_CHAIN
    for one in found:
        if not _is_own_issuer(one):
            # As DER: a PEM file could say for what it is to be trusted.
            context.load_verify_locations(cadata=one.public_bytes(Encoding.DER))
    return context


async def _certificates(hosts: Hosts, url: URL) -> list[x509.Certificate]:
    """The certificates that the host of `url` sends, its own first. Raises OSError, ValueError."""
    from cryptography import x509

    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["http/1.1"])
    _, writer = await connect(hosts, url, context)
    try:
        connection = writer.get_extra_info("ssl_object")
        return [x509.load_der_x509_certificate(one) for one in _as_sent(connection)]
    finally:
        writer.transport.abort()


def _as_sent(connection: ssl.SSLObject) -> list[bytes]:
    """The certificates of the other side, in DER; its own alone where Python does not tell more."""
    if hasattr(connection, "get_unverified_chain"):  # from Python 3.13 on
        return list(connection.get_unverified_chain())
    inner: Any = getattr(connection, "_sslobj", None)  # the same, from 3.10 on
    if hasattr(inner, "get_unverified_chain"):
        chain = inner.get_unverified_chain()
        return [ssl.PEM_cert_to_DER_cert(one.public_bytes()) for one in chain]
    own = connection.getpeercert(binary_form=True)
    return [own] if own else []


def _last(chain: list[x509.Certificate]) -> x509.Certificate:
    """The certificate in `chain` whose issuer is not in it, from the first one on."""
    certificate = chain[0]
    for _ in chain:
        above = next(
            (
                one
                for one in chain
                if one.subject == certificate.issuer and one.subject != certificate.subject
            ),
            None,
        )
        if above is None:
            break
        certificate = above
    return certificate


def _is_own_issuer(certificate: x509.Certificate) -> bool:
    return certificate.issuer == certificate.subject


def _has_issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    """Whether `issuer` has signed `certificate`."""
    from cryptography.exceptions import InvalidSignature

    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _addresses(certificate: x509.Certificate) -> list[str]:
    """Where the issuer of `certificate` may be had by http: two addresses at most.

    By https, the certificate of that server would have to be verified first, and so on.
    """
    from cryptography import x509
    from cryptography.x509.oid import AuthorityInformationAccessOID

    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return []
    found = []
    for one in access.value:
        location = one.access_location
        if one.access_method == AuthorityInformationAccessOID.CA_ISSUERS and isinstance(
            location, x509.UniformResourceIdentifier
        ):
            url = urls.http(location.value)
            if url is not None and url.scheme == "http" and not (url.username or url.password):
                found.append(url.request)
    return found[:2]


def _read(data: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates in `data`: one in DER, those in PKCS #7 (RFC 5280), or in PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import pkcs7

    readers: tuple[Callable[[], list[x509.Certificate]], ...] = (
        lambda: [x509.load_der_x509_certificate(data)],
        lambda: pkcs7.load_der_pkcs7_certificates(data),
        lambda: x509.load_pem_x509_certificates(data),
    )
    for read in readers:
        try:
            return tuple(read())[:8]
        except Exception:  # noqa: BLE001, S112 - whatever is wrong with it, it is no certificate
            continue
    return ()
