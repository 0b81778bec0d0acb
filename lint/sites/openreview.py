"""OpenReview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.sites.site import Site, parameter, segments

if TYPE_CHECKING:
    from lint.urls import URL


def _name(url: URL) -> str:
    # Supplementary material, often the code.
    return "openreview/attachment" if segments(url)[:1] == ["attachment"] else "openreview"


def _identity(url: URL) -> str | None:
    if segments(url) not in (["forum"], ["pdf"]):
        return None
    submission = parameter(url, "id")
    return f"openreview:{submission}" if submission else None


SITE = Site(
    frozenset({"openreview.net"}),
    frozenset({"openreview", "openreview/attachment"}),
    _name,
    _identity,
)
