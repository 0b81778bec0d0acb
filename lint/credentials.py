"""User names and passwords in URLs: they are for the URL's own origin, and never shown.

RFC 3986, section 3.2.1, has browsers and tools not show what may be a password; a token often
stands in the place of the user name, so that is not shown either.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lint.urls import URL

_MASK = "***"
# User-info stands between the slashes and the last `@` before a slash, `?` or `#`. After http(s) a
# browser takes any number of slashes or backslashes, none included (WHATWG URL). Without a scheme
# two slashes count where a URL may begin. Between quotes or angle brackets there may be blanks.
_SCHEME = r"(?:https?:[/\\]*|[a-z][a-z0-9+.-]*:[/\\]{2,}|(?<![^\s(<\"'`\[=])//)"
_USER_INFO = re.compile(
    rf"(?i)(?P<before>[<\"']\s*{_SCHEME})(?P<quoted>[^/\\?#<>\"'\r\n]+)@"
    rf"|(?P<start>{_SCHEME})(?P<plain>[^\s/\\?#<>\"`\]]+)@"
)
_WHOLE = re.compile(r"(?i)\A(\s*(?:https?:[/\\]*|[a-z][a-z0-9+.-]*:[/\\]{2,}))[^/\\?#]+@(?=\S+\Z)")


def stripped(url: URL) -> URL:
    """`url` without user name and password."""
    if not url.username and not url.password:
        return url
    href = f"{url.origin}{url.path}" + (f"?{url.query}" if url.query else "")
    href += f"#{url.fragment}" if url.fragment else ""
    return url._replace(href=href, username="", password="")


def hide(text: str) -> str:
    """`text` with the user-info of every URL in it replaced by `***`."""
    if "@" not in text:
        return text
    return _USER_INFO.sub(lambda found: f"{_kept(found)}{_MASK}@", text)


def mask(text: str) -> str:
    """`text` with an asterisk for each character of user-info, so that it keeps its length."""
    if "@" not in text:
        return text
    return _USER_INFO.sub(lambda found: f"{_kept(found)}{'*' * _length(found)}@", text)


def hide_within(value: object) -> object:
    """`value`, made of what JSON has, with the user-info hidden in its texts.

    What stands under the key `url` is a URL as it is written, and may have blanks.
    """
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, dict):
        return {
            key: hide(_WHOLE.sub(rf"\1{_MASK}@", one))
            if key == "url" and isinstance(one, str) and "@" in one
            else hide_within(one)
            for key, one in value.items()
        }
    return [hide_within(one) for one in value] if isinstance(value, list | tuple) else value


def _kept(found: re.Match[str]) -> str:
    return found["before"] or found["start"]


def _length(found: re.Match[str]) -> int:
    return len(found["quoted"] or found["plain"])
