"""What travels between the client and its workers, as plain strings, numbers, lists and objects.

Nothing of a cluster needs to unpickle it, and no secret is in it: the headers of the configuration
stay behind. A worker has tokens and headers from its own environment.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields, replace
from typing import Any

from lint.config.overrides import FailOn, Overrides
from lint.diagnostics import Severity
from lint.links.providers.options import SitesOptions
from lint.links.result import (
    CacheOptions,
    Facts,
    HostOptions,
    LinkOptions,
    LinkResult,
    Reason,
    Verdict,
)
from lint.version import __version__

Plain = dict[str, Any]
"""An object of strings, numbers, booleans, None, and lists and objects of these."""

_NEVER = "never"


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a whole sweep, the same for each task: `today` (UTC) and the options.

    `links` and `sites` are the user's own; no list has a say in them. `fail_on` and `offline` are
    None where each list's configuration decides. `settings` are the keys of the configuration file
    that counts for every list, None where each list's own counts; `isolated` lets none count.
    """

    today: dt.date
    links: LinkOptions = field(default_factory=LinkOptions)
    sites: SitesOptions = field(default_factory=SitesOptions)
    offline: bool | None = None
    fail_on: FailOn | None = None
    isolated: bool = False
    settings: Plain | None = None

    @property
    def overrides(self) -> Overrides:
        """What the command line says over the configuration of a list."""
        return Overrides(offline=self.offline, fail_on=self.fail_on)

    @property
    def never_fails(self) -> bool:
        """Whether no finding makes the sweep fail, whatever the list."""
        if self.fail_on is not None:
            return self.fail_on.severity is None
        settings: Plain = (self.settings or {}).get("values") or {}
        return bool(settings.get("fail_on") == _NEVER)

    def plain(self) -> Plain:
        """These terms as they travel, without headers, with the version that understands them."""
        fail_on = None
        if self.fail_on is not None:
            fail_on = _NEVER if self.fail_on.severity is None else str(self.fail_on.severity)
        return {
            "version": __version__,
            "today": self.today.isoformat(),
            "links": _as_plain(asdict(without_headers(self.links))),
            "sites": _as_plain(asdict(self.sites)),
            "offline": self.offline,
            "fail_on": fail_on,
            "isolated": self.isolated,
            "settings": self.settings,
        }


def without_headers(options: LinkOptions) -> LinkOptions:
    """`options` without headers, those for all links of an origin and those for one host."""
    hosts = {host: replace(one, headers={}) for host, one in options.hosts.items()}
    return replace(options, headers={}, hosts=hosts)


def terms(values: Plain) -> Terms:
    """The terms that `Terms.plain` made."""
    word = values["fail_on"]
    severity = None if word in {None, _NEVER} else Severity.parse(word)
    return Terms(
        today=dt.date.fromisoformat(values["today"]),
        links=_link_options(values["links"]),
        sites=_sites(values["sites"]),
        offline=values["offline"],
        fail_on=None if word is None else FailOn(severity),
        isolated=values["isolated"],
        settings=values["settings"],
    )


def of_result(result: LinkResult) -> Plain:
    """`result` as it travels: what it says, without what it does not say."""
    values: Plain = {}
    for one in fields(LinkResult):
        value = getattr(result, one.name)
        if one.default is MISSING or value != one.default:
            values[one.name] = _as_plain(asdict(value) if isinstance(value, Facts) else value)
    return values


def result(values: Plain) -> LinkResult:
    """The result that `of_result` made. Raises ValueError, TypeError or KeyError for another."""
    found = dict(values)
    found["verdict"] = Verdict(found["verdict"])
    if found.get("reason") is not None:
        found["reason"] = Reason(found["reason"])
    for day in ("last_good", "failing_since", "checked"):
        if found.get(day) is not None:
            found[day] = dt.date.fromisoformat(found[day])
    if "missing" in found:
        found["missing"] = tuple(found["missing"])
    if found.get("facts") is not None:
        facts: Plain = {
            key: tuple(one) if isinstance(one, list) else one for key, one in found["facts"].items()
        }
        found["facts"] = Facts(**facts)
    return LinkResult(**found)


def _link_options(values: Plain) -> LinkOptions:
    found: Plain = {key: _frozen(value) for key, value in values.items()}
    found["allow_addresses"] = tuple(map(ipaddress.ip_network, values["allow_addresses"]))
    found["hosts"] = {
        host: HostOptions(**one | {"accept": tuple(one["accept"])})
        for host, one in values["hosts"].items()
    }
    found["cache"] = CacheOptions(**values["cache"])
    found["foreign"] = frozenset(values["foreign"])
    return LinkOptions(**found)


def _sites(values: Plain) -> SitesOptions:
    return SitesOptions(
        frozenset(values["off"]), values["urls"], values["mailto"], tuple(values["plugins"])
    )


def _as_plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _as_plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(_as_plain, value))
    if isinstance(value, tuple | list):
        return list(map(_as_plain, value))
    if isinstance(value, Verdict | Reason):
        return value.value
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)  # text, a network, a day


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(one) for key, one in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
