"""Whether a work is in the list already, under any of its URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.adding.work import names_of
from lint.entries.identity import main_link, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lint.adding.work import Work
    from lint.entries.entry import Entry

# Words of a title that no two papers share by chance.
_WORDS = 4


def present(entries: Iterable[Entry], work: Work) -> Entry | None:
    """The entry that is about `work`; None where there is none.

    A link in a summary is to something else. Of papers, the same title is the same work.
    """
    title = name_key(work.title) if work.paper and len(work.title.split()) >= _WORDS else ""
    for entry in entries:
        if title and name_key(entry.title) == title:
            return entry
        summary = entry.places.get("summary")
        main = main_link(entry)
        for link in entry.links or ():
            apart = summary is None or not summary.contains(link.link.span)
            if (apart or link is main) and names_of(link.link.url) & work.names:
                return entry
    return None
