"""OpenReview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.sites._site import Site, segments

if TYPE_CHECKING:
    from lint.urls import URL


def _name(url: URL) -> str:
    # Supplementary material, often the code.
    return "openreview/attachment" if segments(url)[:1] == ["attachment"] else "openreview"


SITE = Site(
    frozenset({"openreview.net"}), frozenset({"openreview", "openreview/attachment"}), _name
)
