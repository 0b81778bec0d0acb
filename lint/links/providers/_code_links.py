"""The repository of a paper, by what its abstract or its comment says.

Authors write it into either: “Code is available at https://github.com/owner/name”. Another one's
code, which a paper builds on, is named in the same places, so that only such a sentence counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint import sites, urls
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_URL = lazy(
    r"(?:https?://)?(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)"
    r"/[\w.-]{1,100}/[\w.-]{1,100}",
    re.ASCII | re.IGNORECASE,
)
_CODE = lazy(
    r"\b(?:codes?|codebase|implementations?|source code|repository|repo|software|package"
    r"|toolkit|library)\b",
    re.IGNORECASE,
)
# What is given out, not only named.
_GIVEN = lazy(
    r"\b(?:available|accessible|released?|open-?sourced?|found|published?|public(?:ly)?|provided?"
    r"|shared?|hosted|see|code(?: is)?(?: at)?)\b|:\s{0,3}\Z",
    re.IGNORECASE,
)
_OTHERS = lazy(
    r"\b(?:based on|built (?:on|upon)|builds on|adapted from|modified from|forked from|thanks to"
    r"|their|baselines?)\b",
    re.IGNORECASE,
)
_SENTENCE = lazy(r"[.!?;]\s{1,9}(?=[A-Z])")
_BEFORE = 200
"""In characters: so far before the URL the words that it belongs to may stand."""


def repository(text: str) -> str | None:
    """The URL of the one repository that `text` gives as the code of its paper; None without one.

    Two of them may be the code and that of another one, so they are none.
    """
    found = {sites.identity(url): url.request for url in _given(text)}
    found.pop(None, None)
    return next(iter(found.values())) if len(found) == 1 else None


def _given(text: str) -> Iterator[urls.URL]:
    for match in _URL.finditer(text):
        start = max(match.start() - _BEFORE, 0)
        before = text[start : match.start()]
        for stop in _SENTENCE.finditer(before):
            start = match.start() - len(before) + stop.end()
        said = text[start : match.start()]
        if not _CODE.search(said) or not _GIVEN.search(said) or _OTHERS.search(said):
            continue
        written = match[0].rstrip(".-_")
        url = urls.http(written if "://" in written else f"https://{written}")
        if url is not None:
            yield url
