"""crates.io, the registry of Rust packages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.sites.site import Site, decoded

if TYPE_CHECKING:
    from lint.urls import URL

# https://doc.rust-lang.org/cargo/reference/registries.html#name-restrictions
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}", re.ASCII | re.IGNORECASE)


def crate(url: URL) -> str | None:
    """The name, as it is written there, of the crate that a page shows; any of its versions."""
    parts = decoded(url)
    if url.host not in {"crates.io", "www.crates.io"} or parts[:1] != ["crates"]:
        return None
    return parts[1] if 2 <= len(parts) <= 3 and _NAME.fullmatch(parts[1]) else None


def _identity(url: URL) -> str | None:
    """Names that differ in case, hyphens and underscores alone are one (the registry's rules)."""
    found = crate(url)
    return f"crates:{found.lower().replace('_', '-')}" if found else None


SITE = Site(frozenset({"crates.io"}), frozenset({"crates"}), lambda _: "crates", _identity)
