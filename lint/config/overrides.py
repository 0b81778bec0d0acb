"""What the command line and the environment say over a configuration file."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from ipaddress import IPv4Network, IPv6Network

    from lint.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class FailOn:
    """The severity from which on a run fails; None for never."""

    severity: Severity | None


@dataclass(frozen=True, slots=True)
class Overrides:
    """The keys of a configuration that an option replaces; None leaves a key as it is.

    `extend` comes on top of what the configuration extends, and `headers`, by origin, on top of its
    own. `timeout` is in seconds.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    extend: tuple[str, ...] | None = None
    fail_on: FailOn | None = None
    offline: bool | None = None
    timeout: float | None = None
    retries: int | None = None
    concurrency: int | None = None
    per_host: int | None = None
    allow_addresses: tuple[IPv4Network | IPv6Network, ...] | None = None
    headers: Mapping[str, Mapping[str, str]] | None = None
    archive: bool | None = None

    def given(self, *names: str) -> dict[str, Any]:
        """The keys that are set, by name; those of `names` only, if any are given."""
        wanted = names or tuple(field.name for field in fields(self))
        found = {name: getattr(self, name) for name in wanted}
        return {name: value for name, value in found.items() if value is not None}
