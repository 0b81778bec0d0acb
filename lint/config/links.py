"""What the table `[links]` says, checked for what no JSON Schema can say. Imports nothing heavy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lint import urls
from lint.config.places import KeyProblemError
from lint.links import filters
from lint.links.network import accepted_statuses, headers
from lint.links.result import CacheOptions
from lint.links.scheduling import host_limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


_MAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}")


def checked(values: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """`values`, keys of `[links]`, as `lint.links.result.LinkOptions` takes them.

    `folder` is that of the configuration, in which paths begin. Raises KeyProblemError for a value
    that cannot be used.
    """
    found = dict(values)
    key = ""
    try:
        for name in ("include", "exclude"):
            for number, pattern in enumerate(found.get(name, ()), 1):
                key = f"{name}[{number}]"
                filters.pattern(pattern)
        if (key := "accept") in found:
            accepted_statuses.check(found[key])
        for key in (one for one in _READ if one in found):
            found[key] = _READ[key](found[key])
    except ValueError as error:
        raise KeyProblemError(f"links.{key}", f"'links.{key}': {error}") from None
    if "cache" in found:
        found["cache"] = CacheOptions(**found["cache"])
    if "ca_bundle" in found:
        found["ca_bundle"] = str(folder / found["ca_bundle"])
    return found


def _contact(text: str) -> str:
    url = urls.http(text)
    if url is not None and not url.username and not url.password:
        return url.request
    if not _MAIL.fullmatch(text):
        raise ValueError("expected the URL of a page without user name, or a mail address")
    return text


def _base(text: str) -> str:
    url = urls.http(text)
    if url is None or url.username or url.password or url.fragment:
        # Not with its value: there may be a password in it.
        raise ValueError("expected an http or https URL without user name and fragment")
    return url.request


_READ: Mapping[str, Callable[[Any], Any]] = {
    "hosts": host_limits.checked,
    "headers": headers.normalised,
    "contact": _contact,
    "archive_url": _base,
}
