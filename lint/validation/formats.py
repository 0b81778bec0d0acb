"""The formats of schemas of entries that jsonschema does not know, or only with other packages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lint.patterns import lazy

DATE_FORMAT = "list-date"
"""The format of a date as the table at hand accepts it."""

DateCheck = Callable[[str], str | None]
"""Why a text is no date, or None."""

# RFC 3986, appendix A: the characters of a host by its name, of a path, of a query and a fragment.
_NAME = r"[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}"
_PATH = rf"{_NAME}|[:@/]"
_QUERY = rf"{_PATH}|\?"
_URI = lazy(
    rf"""
    [A-Za-z][A-Za-z0-9+.-]*+ :
    (?:
        // (?:(?:{_NAME}|:)*+@)? (?:\[[0-9A-Fa-f:.]++\]|(?:{_NAME})*+) (?::[0-9]*+)?
        (?:/(?:{_PATH})*+)?
        | (?!//) (?:{_PATH})*+
    )
    (?:\?(?:{_QUERY})*+)? (?:\#(?:{_QUERY})*+)?
    """,
    re.VERBOSE,
)


def is_uri(text: str) -> bool:
    """Whether `text` is a URI with a scheme, as RFC 3986 writes it: in ASCII, without blanks."""
    return _URI.fullmatch(text) is not None


FORMATS: Mapping[str, Callable[[str], bool]] = {"uri": is_uri}
"""What holds for a text of a format, by its name."""
