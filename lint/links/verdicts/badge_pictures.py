"""What the picture of a badge says: its own words, in SVG.

Services that retire a badge go on answering 200, with a picture that says so. Pure functions, no
network. Imports nothing heavy.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from lint.document.badges import decode_badge

if TYPE_CHECKING:
    from lint.urls import URL

MOST = 65_536
"""So many bytes of a picture are read at most: the logo of a badge is part of it."""
_SVG = "image/svg+xml"
# Each text comes twice, the first time as a shadow.
_TEXT = re.compile(r"(?s)<text\b[^<>]{0,500}>([^<>]{1,500})</text>")
_LONGEST = 200
_NOTE, _END = "displays “", "”"


def is_badge(url: URL) -> bool:
    """Whether the picture at `url` is a badge, by its address."""
    return decode_badge(url.href, "") is not None


def is_picture(content_type: str) -> bool:
    """Whether an answer is a picture whose words can be read."""
    return content_type.partition(";")[0].strip().lower() == _SVG


def note(picture: str) -> str:
    """What to note of `picture`, in SVG: what it says; "" for one without words.

    Shields have a title, `label: message`, unless both halves lead somewhere
    (https://github.com/badges/shields/blob/master/badge-maker/lib/badge-renderers.js).
    """
    # A rule imports this module, offline as well, and that one what requests take.
    from lint.links.verdicts.html_scan import title
    from lint.links.verdicts.status import printable

    words = title(picture)
    if not words:
        texts = dict.fromkeys(" ".join(unescape(one[1]).split()) for one in _TEXT.finditer(picture))
        words = ": ".join(texts)
    return f"{_NOTE}{printable(words, _LONGEST)}{_END}" if words else ""


def words_of(note: str) -> str:
    """The words of a picture of which `note` is noted; "" for another note, or none."""
    if note.startswith(_NOTE) and note.endswith(_END):
        return note[len(_NOTE) : -len(_END)]
    return ""
