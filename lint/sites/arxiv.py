"""arXiv and the sites that show its papers under its own identifiers.

Sources: https://info.arxiv.org/help/arxiv_identifier.html,
https://info.arxiv.org/help/arxiv_identifier_for_services.html; ar5iv, alphaXiv and arXiv Vanity
render arXiv's papers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lint.patterns import lazy
from lint.sites.site import Site, decoded, segments

if TYPE_CHECKING:
    from lint.urls import URL

# The authors' own files: some put their code there (https://info.arxiv.org/help/ancillary_files).
_SOURCES = frozenset({"e-print", "src"})
# What stands before the identifier in the path, on arXiv and on the sites that render it.
_PAPERS = frozenset({"abs", "format", "html", "overview", "papers", "pdf", "ps"})
# YYMM.NNNN from April 2007, with five digits from January 2015; before that YYMMNNN behind the name
# of an archive and, mostly left out, a subject class.
_NEW = lazy(r"(?P<year>\d\d)(?P<month>\d\d)\.(?P<number>\d{4,5})(?:v\d+)?", re.ASCII)
_OLD = lazy(
    r"(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(?P<number>(?P<year>\d\d)(?P<month>\d\d)\d{3})"
    r"(?:v\d+)?",
    re.ASCII | re.IGNORECASE,
)
_VERSION = lazy(r"\dv(\d{1,6})(?:\.pdf)?/?\Z", re.ASCII)
_FIRST_NEW, _FIRST_LONG = (2007, 4), (2015, 1)
_FIRST_YEAR = 91


def paper(text: str) -> str | None:
    """The identifier that `text` is, without version and subject class; None if it is none.

    `2303.04129v2` is 2303.04129, `cs.CL/0703001` is cs/0703001. A month that arXiv did not have,
    or not with so many digits, makes it none.
    """
    if match := _NEW.fullmatch(text):
        when = 2000 + int(match["year"]), int(match["month"])
        digits = 5 if when >= _FIRST_LONG else 4
        if when < _FIRST_NEW or not 1 <= when[1] <= 12 or len(match["number"]) != digits:
            return None
        return f"{match['year']}{match['month']}.{match['number']}"
    if match := _OLD.fullmatch(text):
        year = int(match["year"])
        when = year + (1900 if year >= _FIRST_YEAR else 2000), int(match["month"])
        if when >= _FIRST_NEW or not 1 <= when[1] <= 12:
            return None
        return f"{match['archive'].lower()}/{match['number']}"
    return None


def version(url: URL) -> int | None:
    """The version of a paper that a URL names; None where it leads to the latest one."""
    found = _VERSION.search(unquote(url.path))
    return int(found[1]) if found else None


def month(identifier: str) -> tuple[int, int]:
    """The year and month in which the paper `identifier`, as `paper` gives it, came to arXiv."""
    digits = identifier.rpartition("/")[2]
    year = int(digits[:2])
    old = "/" in identifier and year >= _FIRST_YEAR
    return year + (1900 if old else 2000), int(digits[2:4])


def identity(text: str) -> str | None:
    """The work that an identifier stands for, as `arxiv:2303.04129`."""
    found = paper(text)
    return f"arxiv:{found}" if found else None


def _name(url: URL) -> str:
    parts = segments(url)
    return "arxiv/source" if parts and parts[0] in _SOURCES else "arxiv"


def _identity(url: URL) -> str | None:
    parts = decoded(url)
    if parts[:3] == ["ftp", "arxiv", "papers"]:  # /ftp/arxiv/papers/2303/2303.04129.pdf
        parts = ["pdf", *parts[4:]]
    if len(parts) < 2 or parts[0] not in _PAPERS:
        return None
    return identity("/".join(parts[1:]).removesuffix(".pdf"))


SITE = Site(
    # The last one was the Chinese mirror.
    frozenset({"arxiv.org", "alphaxiv.org", "ar5iv.org", "arxiv-vanity.com", "xxx.itp.ac.cn"}),
    frozenset({"arxiv", "arxiv/source"}),
    _name,
    _identity,
)
