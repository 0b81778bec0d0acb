"""arXiv and the sites that show its papers under its own identifiers.

Sources: https://info.arxiv.org/help/arxiv_identifier_for_services.html; ar5iv, alphaXiv and
arXiv Vanity render arXiv's papers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.sites._site import Site, segments

if TYPE_CHECKING:
    from lint.urls import URL

# The authors' own files: some put their code there (https://info.arxiv.org/help/ancillary_files).
_SOURCES = frozenset({"e-print", "src"})


def _name(url: URL) -> str:
    parts = segments(url)
    return "arxiv/source" if parts and parts[0] in _SOURCES else "arxiv"


SITE = Site(
    # The last one was the Chinese mirror.
    frozenset({"arxiv.org", "alphaxiv.org", "ar5iv.org", "arxiv-vanity.com", "xxx.itp.ac.cn"}),
    frozenset({"arxiv", "arxiv/source"}),
    _name,
)
