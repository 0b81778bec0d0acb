"""What a badge says, read from the path of its image.

Sources: https://shields.io/badges/static-badge (escapes `--`, `__`, `_`, query parameters),
https://github.com/badges/shields/blob/master/services/static-badge/static-badge.service.js (which
part is what), https://shields.io/badges (services), https://badgen.net, https://badgers.space,
https://custom-icon-badges.demolab.com (shields.io with more logos), https://help.zenodo.org (the
badge of a DOI), https://huggingface.co/datasets/huggingface/badges.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from lint.document.model import Badge
from lint.patterns import lazy

_SHIELDS = frozenset(
    {
        "custom-icon-badges.demolab.com",
        "custom-icon-badges.herokuapp.com",
        "img.shields.io",
        "raster.shields.io",
        "shields.io",
    }
)
# Those whose static badges are `/badge/:label/:message/:color`.
_BADGEN = frozenset({"badgen.net", "flat.badgen.net", "badgers.space"})
_ZENODO_DOI = lazy(r"/badge/doi/(10\.[0-9]{4,9}/[^?#]+)", re.IGNORECASE)
_ZENODO = lazy(r"/badge/(?:latestdoi/)?[0-9]+", re.IGNORECASE)
# Pictures of Hugging Face: `paper-page-sm.svg`, `model-on-hf-md-dark.svg`.
_HUGGING_FACE = lazy(
    r"/datasets/huggingface/badges/(?:resolve|raw)/[^/]+/([a-z-]{1,60}?)"
    r"(?:-(?:sm|md|lg|xl))?(?:-(?:dark|light))?\.svg",
    re.IGNORECASE,
)
_LOOKS_LIKE_BADGE = lazy(r"(?i)(?:^|[/._-])badges?(?:[-_.]|$|/[^/]*$)|badge\.svg|//awesome\.re/")
_EXTENSION = lazy(r"(?i)\.(?:svg|png|json)$")
_HYPHENS = lazy(r"-+")
# A lone `_` is a blank, `__` an underscore.
_UNDERSCORES = lazy(r"__|_")
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

    Knows shields.io (static badges in both spellings, dynamic and service badges), badgen.net and
    the like, and the badges of Zenodo and Hugging Face; any other image counts as a badge where its
    path says so (`badge.svg`, awesome.re). A path that shields.io refuses has neither label nor
    message.
    """
    alt = " ".join(alt.split())
    if "badge" not in image_url and "shields" not in image_url and "awesome.re" not in image_url:
        return None
    try:
        url = urlsplit(image_url.strip())
        host = (url.hostname or "").lower()
    except ValueError:
        return None
    query = {key: values[-1] for key, values in parse_qs(url.query, keep_blank_values=True).items()}
    # `/:badge/:label` is how the path reads after a leading slash that some lists double.
    parts = [part for part in url.path.split("/") if part]
    if host in _BADGEN:
        if parts[:1] in (["badge"], ["static"]):
            return _badgen(parts[1:], alt, query, image_url)
    elif host not in _SHIELDS:
        return _of_a_site(host, url.path, alt, image_url)
    elif parts[:1] == ["badge"] and len(parts) > 1 and parts[1] not in _DYNAMIC:
        return _static(url.path.partition("/badge/")[2], alt, query, image_url)
    elif parts and parts[0].startswith(":"):
        return _static(url.path.partition("/:")[2], alt, query, image_url)
    if parts[:2] == ["static", "v1"] or parts[:1] in (["static"], ["badge"]):
        dynamic = "/".join(parts[:2]) if parts[:1] == ["badge"] else "badge"
        label, message = query.get("label", ""), query.get("message", "")
        return Badge(_clean(label), _clean(message), alt, query.get("logo", ""), image_url, dynamic)
    label = _clean(query.get("label", ""))
    service, repository = _service(parts)
    return Badge(label, "", alt, query.get("logo", ""), image_url, service, repository)


def _of_a_site(host: str, path: str, alt: str, image_url: str) -> Badge | None:
    """The badge that a site makes for its own pages, or one by its name alone."""
    if host in {"zenodo.org", "www.zenodo.org"}:
        if found := _ZENODO_DOI.match(path):
            doi = _EXTENSION.sub("", unquote(found[1]))
            return Badge("DOI", doi, alt, "", image_url, "badge")
        if _ZENODO.match(path):
            return Badge("DOI", "", alt, "", image_url, "badge")
    if host in {"huggingface.co", "hf.co"} and (found := _HUGGING_FACE.fullmatch(path)):
        message = found[1].replace("-", " ").capitalize()
        return Badge("Hugging Face", message, alt, "huggingface", image_url, "badge")
    if _LOOKS_LIKE_BADGE.search(image_url):
        return Badge("", "", alt, "", image_url)
    return None


def _static(path: str, alt: str, query: dict[str, str], image_url: str) -> Badge:
    """Decode `LABEL-MESSAGE-COLOR` and `MESSAGE-COLOR`, in which slashes may stand."""
    # Percent signs are decoded before anything else: `%2D` is a hyphen.
    label, message = map(_unescape, _split(_EXTENSION.sub("", unquote(path))) or ("", ""))
    if "label" in query:
        label = _clean(query["label"])
    return Badge(label, message, alt, query.get("logo", ""), image_url, "badge")


def _split(text: str) -> tuple[str, str] | None:
    """The label and the message of a static badge, hyphens escaped; None for what is refused.

    shields.io matches `((?:[^-]|--)*?)-?((?:[^-]|--)*)-((?:[^-.]|--)+)`, in words: two hyphens are
    one that is escaped, so that a separator makes a run of hyphens odd, or is one of two in an even
    run; the label is as short as may be, then the message as long; the color has no full stop. This
    finds the same in linear time.
    """
    runs = [match.span() for match in _HYPHENS.finditer(text)]
    odd = [(start, end) for start, end in runs if (end - start) % 2]
    dot = text.rfind(".")
    if not odd:
        # Both separators stand in one run, the first that leaves a color: `arXiv--red`.
        for start, end in runs:
            last = _last_separator(text, start + 1, end)
            if last is not None and last > dot:
                return text[:start], text[start + 1 : last]
        return None
    last = _last_separator(text, *odd[-1])
    if len(odd) > 2 or last is None or last < dot:
        return None
    first = odd[0][0]
    return ("", text[:last]) if len(odd) == 1 else (text[:first], text[first + 1 : last])


def _last_separator(text: str, start: int, end: int) -> int | None:
    """The last hyphen of an odd run that may separate the color, which is not empty."""
    last = end - 1 if end < len(text) else end - 3
    return last if last >= start else None


def _unescape(text: str) -> str:
    """Undo shields.io's escapes, after splitting."""
    text = text.replace("--", "-")
    return _clean(_UNDERSCORES.sub(lambda match: "_" if match[0] == "__" else " ", text))


def _clean(text: str) -> str:
    return " ".join(text.split())


def _badgen(parts: list[str], alt: str, query: dict[str, str], image_url: str) -> Badge:
    """Decode badgen.net's `/badge/:subject/:status/:color`, or its `/static/` of the same form."""
    words = [_clean(unquote(part)) for part in parts[:2]]
    label, message = [*words, "", ""][:2]
    label = _clean(query.get("label", label))
    return Badge(label, message, alt, query.get("icon", ""), image_url, "badge")


def _service(parts: list[str]) -> tuple[str, str]:
    """The service of a shield (`github/stars`) and the GitHub repository that it counts."""
    service = "/".join(parts[:2])
    if parts[:1] != ["github"] or len(parts) < 4 or parts[1] not in _REPOSITORY_SERVICES:
        return service, ""
    owner, name = unquote(parts[2]), _EXTENSION.sub("", unquote(parts[3])).removesuffix(".git")
    return service, f"{owner}/{name}"
