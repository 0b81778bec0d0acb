"""What a badge says, read from the path of its image.

Sources: https://shields.io/badges/static-badge (escapes `--`, `__`, `_`, query parameters),
https://shields.io/badges (services), https://badgen.net.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from lint.document.model import Badge

_HOSTS = frozenset({"img.shields.io", "shields.io", "raster.shields.io", "badgen.net"})
_LOOKS_LIKE_BADGE = re.compile(
    r"(?i)(?:^|[/._-])badges?(?:[-_.]|$|/[^/]*$)|badge\.svg|//awesome\.re/"
)
_EXTENSION = re.compile(r"(?i)\.(?:svg|png|json|gif|jpg)$")
# A lone `_` is a blank, `__` an underscore.
_UNDERSCORES = re.compile(r"__|_")
_DYNAMIC = frozenset({"dynamic", "endpoint"})
# The shields that read `/github/:service/:owner/:repo`.
_REPOSITORY_SERVICES = frozenset(
    {
        "contributors",
        "created-at",
        "forks",
        "issues",
        "issues-pr",
        "languages",
        "last-commit",
        "license",
        "repo-size",
        "stars",
        "watchers",
    }
)


def decode_badge(image_url: str, alt: str) -> Badge | None:
    """The badge that an image is, or None for an image that is no badge.

    Knows shields.io (static badges in both spellings, dynamic and service badges) and badgen.net;
    any other image counts as a badge where its path says so (`badge.svg`, awesome.re).
    """
    alt = " ".join(alt.split())
    if "badge" not in image_url and "shields" not in image_url and "awesome.re" not in image_url:
        return None
    try:
        url = urlsplit(image_url.strip())
        host = (url.hostname or "").lower()
    except ValueError:
        return None
    if host not in _HOSTS:
        if _LOOKS_LIKE_BADGE.search(image_url):
            return Badge("", "", alt, "", image_url)
        return None
    query = {key: values[-1] for key, values in parse_qs(url.query).items()}
    # `/:badge/:label` is how the path reads after a leading slash that some lists double.
    parts = [part for part in url.path.split("/") if part]
    if host == "badgen.net" and parts[:1] == ["badge"]:
        return _badgen(parts[1:], alt, query, image_url)
    if parts[:1] == ["badge"] and len(parts) > 1 and parts[1] not in _DYNAMIC:
        return _static(url.path, alt, query, image_url)
    if parts[:2] == ["static", "v1"] or parts[:1] in (["static"], ["badge"]):
        dynamic = "/".join(parts[:2]) if parts[:1] == ["badge"] else "badge"
        label, message = query.get("label", ""), query.get("message", "")
        return Badge(_clean(label), _clean(message), alt, query.get("logo", ""), image_url, dynamic)
    label = _clean(query.get("label", ""))
    service, repository = _service(parts)
    return Badge(label, "", alt, query.get("logo", ""), image_url, service, repository)


def _static(path: str, alt: str, query: dict[str, str], image_url: str) -> Badge:
    """Decode `/badge/LABEL-MESSAGE-COLOR` and `/badge/MESSAGE-COLOR`."""
    # A slash may stand in the label: everything behind `/badge/` is one word.
    text = _EXTENSION.sub("", path.partition("/badge/")[2])
    pieces = _split(text)
    if len(pieces) >= 3:
        label, message = "-".join(pieces[:-2]), pieces[-2]
    elif len(pieces) == 2:
        label, message = "", pieces[0]
    else:
        label, message = "", text
    label, message = _unescape(label), _unescape(message)
    if "label" in query:
        label = _clean(query["label"])
    return Badge(label, message, alt, query.get("logo", ""), image_url, "badge")


def _split(text: str) -> list[str]:
    """Split at the lone hyphens; two are one escaped hyphen."""
    pieces = [""]
    position = 0
    while position < len(text):
        if text.startswith("--", position):
            pieces[-1] += "--"
            position += 2
        elif text[position] == "-":
            pieces.append("")
            position += 1
        else:
            pieces[-1] += text[position]
            position += 1
    return pieces


def _unescape(text: str) -> str:
    """Undo shields.io's escapes, after splitting and before decoding percent signs."""
    text = text.replace("--", "-")
    text = _UNDERSCORES.sub(lambda match: "_" if match[0] == "__" else " ", text)
    return _clean(unquote(text))


def _clean(text: str) -> str:
    return " ".join(text.split())


def _badgen(parts: list[str], alt: str, query: dict[str, str], image_url: str) -> Badge:
    """Decode badgen.net's `/badge/:subject/:status/:color`."""
    words = [_clean(unquote(part)) for part in parts[:2]]
    label, message = [*words, "", ""][:2]
    return Badge(query.get("label", label), message, alt, query.get("icon", ""), image_url, "badge")


def _service(parts: list[str]) -> tuple[str, str]:
    """The service of a shield (`github/stars`) and the GitHub repository that it counts."""
    service = "/".join(parts[:2])
    if parts[:1] != ["github"] or len(parts) < 4 or parts[1] not in _REPOSITORY_SERVICES:
        return service, ""
    owner, name = unquote(parts[2]), _EXTENSION.sub("", unquote(parts[3])).removesuffix(".git")
    return service, f"{owner}/{name}"
