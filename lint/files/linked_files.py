"""The other Markdown files of a repository, as far as a list links into them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lint.document.anchors import ALWAYS, anchors
from lint.errors import InputError
from lint.files.inputs import relative_target, target_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lint.document.model import Document
    from lint.document.slugs import Anchors

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")
"""The ends of the names, in lower case, of what GitHub shows as Markdown (github/markup)."""
_READMES = ("README.md", "readme.md", "Readme.md")


def anchor_facts(
    document: Document, max_size: int, pages: Mapping[str, str] | None = None
) -> Mapping[str, Anchors]:
    """The anchors of the Markdown files that `document` links into, by the relative target.

    Of a folder, they are those of its README, which GitHub shows below its files. `pages` are
    those of the repository, as `own` in `Context`. Targets are as in
    `file_facts`. Files that cannot be judged are absent: those that are not
    there, are symbolic links (GitHub shows where these lead), are larger than `max_size` bytes, are
    no UTF-8, or nest too deep.
    """
    own = Path(document.source.file).absolute()
    folder, places = target_places(document.source.file, _into_sections(document, pages or {}))
    facts: dict[str, Anchors] = {}
    for target, place in places.items():
        file = _shown(folder / place)
        if file is None:
            continue
        found = anchors(document) if file == own else _anchors(file, max_size)
        if found is not None:
            facts[target] = found
    return facts


def _shown(place: Path) -> Path | None:
    """The Markdown file that GitHub shows at `place`; None where there is none."""
    try:
        if not place.is_dir() or place.is_symlink():
            return place if place.name.lower().endswith(MARKDOWN) else None
        return next((place / name for name in _READMES if (place / name).is_file()), None)
    except (OSError, ValueError):
        return None


def lacking(document: Document, facts: Mapping[str, Anchors]) -> Iterator[str]:
    """The URLs of those links of `document` that lead into a section which `facts` have not.

    `facts` are as `anchor_facts` gives them.
    """
    for url in _into_sections(document, {}):
        known = facts.get(relative_target(url) or "")
        name = section(unquote(url.partition("#")[2]))
        if known is not None and name is not None and known.find(name) is None:
            yield url


def anchors_in(data: bytes) -> Anchors | None:
    """The anchors of the Markdown file with the content `data`; None if it cannot be judged."""
    from lint.document.parser import parse
    from lint.source import Source

    try:
        return anchors(parse(Source.decode("", data)))
    except (ValueError, InputError):
        return None


def section(fragment: str) -> str | None:
    """The section that `fragment`, decoded, asks for on a Markdown page; None for none.

    What GitHub has on every such page is none, nor are lines of the source.
    """
    name = fragment.removeprefix("user-content-")
    return None if ALWAYS.fullmatch(name) else name


def _into_sections(document: Document, own: Mapping[str, str]) -> Iterator[str]:
    for target in (own.get(link.url, link.url) for link in document.links):
        address, _, fragment = target.partition("#")
        path, _, query = address.partition("?")
        name = path.rpartition("/")[2].lower()
        shown = name.endswith(MARKDOWN) or "." not in name.strip(".")
        if path and shown and "plain=" not in query and section(unquote(fragment)):
            yield target


def _anchors(file: Path, max_size: int) -> Anchors | None:
    try:
        if file.is_symlink() or file.stat().st_size > max_size:
            return None
        return anchors_in(file.read_bytes())
    except (OSError, ValueError):
        return None
