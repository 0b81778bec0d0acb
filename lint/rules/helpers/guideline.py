"""What the rules of the preset `sindresorhus` have in common: which file is a list, and its parts.

Source: https://github.com/sindresorhus/awesome/blob/main/pull_request_template.md
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    from lint.document.model import Document, Heading, Item
    from lint.rules.base import Context

PRESET = "sindresorhus"

_NOT_WORD = lazy(r"(?<!\w):[a-z0-9_+-]+:(?!\w)|[\W_]+")
# Files that stand beside a list and are none (GitHub, "creating a default community health file").
_COMMUNITY = lazy(
    r"(?:contribut|changelog|changes|code.?of.?conduct|governance|history|issue.?template|licen[cs]e"
    r"|maintain|pull.?request|roadmap|security|sponsor|support)\w*\."
)
# Files that are lists by their names; any other may be a page beside the list.
_LIST = lazy(r"readme|awesome|list|<stdin>")
_CONTENTS = frozenset({"contents", "content", "table of contents", "table of content", "toc"})


def is_list(document: Document, context: Context) -> bool:
    """Whether a document is a list: it has entries and is no file for the contributors."""
    path = PurePosixPath(document.source.path.replace("\\", "/"))
    hidden = path.parent.name == ".github"
    return bool(context.entries) and not hidden and not _COMMUNITY.match(path.name.lower())


def is_front_page(document: Document, context: Context) -> bool:
    """Whether a document is the list of its repository, not one of several or a page beside it."""
    name = PurePosixPath(document.source.path.replace("\\", "/")).name.lower()
    return bool(_LIST.search(name)) and is_list(document, context)


def is_translation(document: Document, context: Context) -> bool:
    """Whether a README is not the one of its repository, but stands beside it."""
    name = PurePosixPath(document.source.path.replace("\\", "/")).name.lower()
    files = context.beside or {}
    return name.startswith("readme") and name != "readme.md" and "readme.md" in files


def is_html(document: Document, heading: Heading) -> bool:
    """Whether a heading is written in HTML, as those of a decorated top are."""
    return document.source.text.startswith("<", heading.span.start)


def words(text: str) -> str:
    """`text` as titles are compared: in lower case, without emoji, shortcodes and punctuation."""
    return _NOT_WORD.sub(" ", text).strip().casefold()


def contents(document: Document) -> Heading | None:
    """The heading of the table of contents, if it is called one."""
    found = (one for one in document.headings if words(one.text) in _CONTENTS)
    return next(found, None)


def section(document: Document, heading: Heading) -> Span:
    """What stands below a heading, up to the next one of its level or above."""
    after = (
        one
        for one in document.headings
        if one.span.start > heading.span.start and one.level <= heading.level
    )
    following = next(after, None)
    end = len(document.source.text) if following is None else following.span.start
    return Span(heading.span.end, end)


def items_in(document: Document, span: Span) -> tuple[Item, ...]:
    """The list items that begin within `span`."""
    return tuple(item for item in document.items if span.start <= item.span.start < span.end)
