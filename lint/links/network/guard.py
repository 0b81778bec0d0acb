"""Which addresses may be contacted: public ones, and private ones only where the user names them.

A list is written by strangers, and the machine that checks it often stands inside a network. So
that no link can make it knock at doors inside, the decision is taken on the address that a socket
is about to connect to (`Guard.socket`): at that point no spelling, no redirect and no change in
the DNS can matter any more. The resolver asks the guard as well, to prefer the public addresses of
a name that has both kinds.
"""

from __future__ import annotations

import errno
import socket
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import AddrInfoType

# Python's `is_global` changed between patch releases and counts multicast as global, so the
# registries are written out. Exceptions inside a block (anycast of a protocol, never a web site)
# are refused with it.
# https://www.iana.org/assignments/iana-ipv4-special-registry/ and RFC 5771 (multicast)
_NOT_PUBLIC_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network; connects to the machine itself on Linux
            "10.0.0.0/8",  # private use
            "100.64.0.0/10",  # shared address space (carrier-grade NAT)
            "127.0.0.0/8",  # loopback
            "169.254.0.0/16",  # link local; cloud metadata services live here
            "172.16.0.0/12",  # private use
            "192.0.0.0/24",  # IETF protocol assignments
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # 6to4 relay anycast, withdrawn
            "192.168.0.0/16",  # private use
            "198.18.0.0/15",  # benchmarking
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and limited broadcast
        ),
    )
)
# Everything outside global unicast is refused (loopback, unique local, link local, site local,
# multicast, discard, local NAT64, SRv6, IPv4-compatible).
# https://www.iana.org/assignments/ipv6-address-space/ and .../iana-ipv6-special-registry/
_GLOBAL_UNICAST_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # IETF protocol assignments, Teredo and ORCHID among them
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4, withdrawn (RFC 7526); holds any IPv4 address
            "3fff::/20",  # documentation (RFC 9637)
        ),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


class PrivateAddressError(OSError):
    """An address that may not be contacted; `address` is its text, `name` what resolved to it."""

    def __init__(self, address: str, name: str = "") -> None:
        super().__init__(errno.EACCES, "private address")
        self.address = address
        self.name = name


class Guard:
    """Decides which addresses may be contacted.

    `allow` are networks that may be, though they are not public.
    """

    def __init__(self, allow: Iterable[IPv4Network | IPv6Network] = ()) -> None:
        self._allow = tuple(allow)

    def permits(self, address: str) -> bool:
        """Whether `address`, as a socket takes it, may be contacted; False if it is none."""
        try:
            parsed = _plain(ip_address(address))
        except ValueError:
            return False
        return is_public(parsed) or any(parsed in network for network in self._allow)

    def check_host(self, host: str) -> None:
        """Refuse a URL's host, normalised, that is itself a private address.

        Raises PrivateAddressError. A name passes: what it resolves to is not known yet.
        """
        address = host.removeprefix("[").removesuffix("]")
        try:
            ip_address(address)
        except ValueError:
            return
        if not self.permits(address):
            raise PrivateAddressError(address)

    def socket(self, info: AddrInfoType) -> socket.socket:
        """A socket for the address that is about to be connected to (aiohttp's socket factory).

        Raises PrivateAddressError where the address may not be contacted.
        """
        family, kind, protocol, _, address = info
        host = str(address[0])
        if not self.permits(host):
            raise PrivateAddressError(host)
        return socket.socket(family, kind, protocol)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether `address` is globally reachable unicast, by the registries of IANA.

    An IPv6 address that stands for an IPv4 one (mapped, or translated by NAT64) is judged as that
    one.
    """
    address = _plain(address)
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
        return address in _GLOBAL_UNICAST_6 and not any(address in n for n in _NOT_PUBLIC_6)
    return not any(address in network for network in _NOT_PUBLIC_4)


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv4-mapped one is; any other address as it is."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address
