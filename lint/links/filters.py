"""Which links are checked: the patterns of `include` and `exclude`. Imports nothing heavy.

A pattern is a regular expression, found anywhere in the URL, unless it begins with `glob:`. Nothing
is guessed from its characters: a full stop, a question mark and an asterisk mean something in both.
But one that is a whole URL stands for that URL as well, whatever its characters would mean. A URL
counts as it is written in the list and as it is requested: either may be what the user sees.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lint import credentials, urls
from lint.document.model import LinkKind
from lint.links.result import LinkResult, Reason, Verdict
from lint.patterns import LONGEST, lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from lint.document.model import Link
    from lint.links.result import LinkOptions

_GLOB = "glob:"
# No regular expression for a URL means this: the slash repeated, or a host of asterisks.
_MEANT_AS_GLOB = lazy(r"://\*|^\*")
_WHOLE = lazy(r"https?://", re.IGNORECASE)
HELP = (
    "a pattern is a regular expression that matches anywhere in a URL; with 'glob:' in front,"
    " '*' matches any text"
)
"""What to tell of a pattern that fits nothing."""
IMAGES_OFF = "images = false"
"""What is said of an image that is not checked because none is."""


def unwanted(link: Link, options: LinkOptions) -> Reason | None:
    """Why `link` is not to be checked, being the image that it is; None if it is to be."""
    if link.kind is not LinkKind.IMAGE:
        return None
    if link.badge is not None and not options.badge_images:
        return Reason.BADGE_IMAGE
    return None if options.images else Reason.EXCLUDED


class Pattern(NamedTuple):
    """A pattern as it is written, and whether it fits a URL."""

    text: str
    fits: Callable[[str], bool]


class Selection:
    """What `include` and `exclude` of `options` leave of the links.

    Of `written`, a link is known by its normalised URL as it stands in the lists. Raises
    ValueError, as `pattern` does.
    """

    def __init__(
        self, options: LinkOptions, written: Mapping[str, Collection[str]] | None = None
    ) -> None:
        self._written = written or {}
        self._include = tuple(map(pattern, options.include))
        self._exclude = tuple(map(pattern, options.exclude))

    def skipped(self, url: str) -> LinkResult | None:
        """The result for `url`, normalised, if it is not to be checked, with the pattern; or None.

        Where both have something to say, `exclude` has the last word.
        """
        excluded = next((one.text for one in self._exclude if self._fits(one, url)), None)
        if excluded is not None:
            return LinkResult(url, Verdict.SKIPPED, Reason.EXCLUDED, detail=excluded)
        if self._include and not any(self._fits(one, url) for one in self._include):
            patterns = " or ".join(one.text for one in self._include)
            return LinkResult(url, Verdict.SKIPPED, Reason.EXCLUDED, detail=f"not {patterns}")
        return None

    def unused(self, urls: Collection[str]) -> dict[str, str]:
        """What is to be said of the patterns that fit none of `urls`, normalised, by their keys.

        The key of the second pattern of `exclude` is `exclude[2]`.
        """
        return {
            f"{name}[{number}]": f"{one.text!r} matches no link"
            for name, patterns in (("include", self._include), ("exclude", self._exclude))
            for number, one in enumerate(patterns, 1)
            if not any(self._fits(one, url) for url in urls)
        }

    def _fits(self, pattern: Pattern, url: str) -> bool:
        forms = {url: None}
        for written in self._written.get(url, ()):
            forms |= {written: None, written.partition("#")[0]: None}
        return any(map(pattern.fits, forms))


def pattern(text: str) -> Pattern:
    """The pattern in `text`.

    Raises ValueError, with the text and what is wrong, for one that is no regular expression, or
    that can only be meant as a glob.
    """
    if text.startswith(_GLOB):
        regex = _glob(text.removeprefix(_GLOB))
        return Pattern(
            text,
            lambda url: any(map(regex.fullmatch, (_without_credentials(url), _as_written(url)))),
        )
    whole = urls.http(text) if _WHOLE.match(text) else None
    same = None if whole is None else credentials.stripped(whole).request
    if _MEANT_AS_GLOB.search(text):
        hint = f"{_GLOB}{text}"
        raise ValueError(f"invalid regular expression {text!r}; write {hint!r} for a glob")
    try:
        found = re.compile(text)
    except re.error as error:
        if same is not None:
            return Pattern(text, lambda url: _without_credentials(url) == same)
        raise ValueError(f"invalid regular expression {text!r}: {error.msg}") from None
    if same is None:
        return Pattern(text, lambda url: found.search(url[:LONGEST]) is not None)
    return Pattern(
        text,
        lambda url: found.search(url[:LONGEST]) is not None or _without_credentials(url) == same,
    )


def _glob(text: str) -> re.Pattern[str]:
    """The regular expression for a whole URL that the glob `text` stands for.

    `*` stands for any characters, those of one host before the first slash behind it, and every
    other character for itself. Without a scheme it fits http and https, without a path every path.
    """
    scheme, separator, rest = text.rpartition("://")
    host, slash, path = rest.partition("/")
    schemes = _stars(scheme, "[a-z]*") if separator else "https?"
    # The normalised URL has no port where it is the scheme's own.
    tail = "/" + _stars(path, ".*") if slash else "(?:[/?].*)?"
    return re.compile(f"{schemes}://{_stars(host.lower(), '[^/?]*')}{tail}", re.DOTALL)


def _stars(text: str, star: str) -> str:
    return star.join(map(re.escape, text.split("*")))


def _as_written(url: str) -> str:
    """`url` with its host in lower case, and without credentials, otherwise as it is."""
    scheme, separator, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host.rpartition('@')[2]}".lower() + slash + path


def _without_credentials(url: str) -> str:
    parsed = urls.http(url)
    return url if parsed is None else credentials.stripped(parsed).request
