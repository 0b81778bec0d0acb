"""The domain that somebody has registered, to which a host belongs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_HOSTS = 1 << 16


@lru_cache(maxsize=_HOSTS)
def registrable(host: str) -> str:
    """The registrable domain of `host`, a normalised one: `b.co.uk` of `a.b.co.uk`.

    By the public suffix list (https://publicsuffix.org) without its private section, so that
    `github.io` is one domain: who serves it decides how often it is asked. An address is its own
    domain, and so is what has no registrable one, such as `localhost`.
    """
    name = host.rstrip(".")
    # A host is an address where its last label is a number (WHATWG URL, "host parser").
    if name.startswith("[") or name.rpartition(".")[2].isdigit():
        return host
    return _suffixes().privatesuffix(name) or name


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(only_icann=True)
