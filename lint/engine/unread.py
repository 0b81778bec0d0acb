"""What a list holds that looks like entries and was not read as such, and when that is said."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lint.text import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.validation.violations import Judged

KINDS = {
    "items": "list item",
    "rows": "table row",
    "tables": "table",
    "paragraphs": "paragraph",
    "headings": "heading",
}
"""The kinds of what is not read, each with its word for a message."""
# From this share of all candidates on a run says so: below, a list may well hold so much else.
_SHARE = 0.1


def counted(judged: Judged) -> Mapping[str, int]:
    """How many of each kind were not read; every kind is there."""
    found = Counter(one.kind for one in judged.unread)
    return {kind: found[kind] for kind in KINDS}


def note(path: str, unread: Mapping[str, int], entries: int) -> str:
    """What is said of a list with `entries`; "" where too little is unread to speak of."""
    count = sum(unread.values())
    if not count or count <= _SHARE * (count + entries):
        return ""
    parts = [plural(unread[kind], word) for kind, word in KINDS.items() if unread[kind]]
    what = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    verb = "was not read as an entry" if count == 1 else "were not read as entries"
    return f"{path}: {what} {verb}; see `awesome-lint rows --unread {path}`"
