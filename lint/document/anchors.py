"""Where a link into a Markdown page on GitHub may lead: its headings, ids and names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.document.slugs import Anchors

if TYPE_CHECKING:
    from lint.document.model import Document

# Anchors that are there without a heading: the top of a page (HTML Standard, section 7.4.6.3), the
# README and the content of a GitHub page, its footnotes, its sanitised ids and its lines of code,
# and text fragments.
ALWAYS = re.compile(
    r"(?i)(?:|top|readme|start-of-content|user-content-.*|fn(?:ref)?[-:]?\d.*|fn(?:ref)?-.*"
    r"|L\d+(?:C\d+)?(?:-L\d+(?:C\d+)?)?|(?:(?!:~:).)*+:~:.*)"
)
_PREFIX = "user-content-"


def anchors(document: Document) -> Anchors:
    """The anchors that GitHub gives to `document`."""
    explicit = sorted(document.anchors)
    return Anchors(
        [
            *(heading.slug for heading in document.headings),
            *explicit,
            *(name.removeprefix(_PREFIX) for name in explicit if name.startswith(_PREFIX)),
        ]
    )
