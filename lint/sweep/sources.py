"""The lists that a sweep is about: files, folders, repositories, and text files of such."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint.errors import InputError
from lint.files import clones
from lint.files.inputs import STDIN, expand, is_url
from lint.files.linked_files import MARKDOWN
from lint.sites import github
from lint.sites.site import segments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lint.entries.entry import Entry

# Of a text file of sources, in bytes.
_LARGEST = 5_000_000
_COMMENT = "#"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 80


class Origin(NamedTuple):
    """Where a list comes from: a file, or the URL of a repository or of a file in one.

    `found` says that it is only known from a list of lists, so that it may be no list.
    """

    source: str
    found: bool = False

    @property
    def is_url(self) -> bool:
        """Whether it is to be fetched."""
        return is_url(self.source)


def origins(
    sources: Iterable[str], fail: Callable[[str], None], *, offline: bool = False
) -> list[Origin]:
    """The lists that `sources` name, each once.

    A folder stands for its Markdown files, and a file that is no Markdown for the sources in it, a
    line each. What names no list is told to `fail`, one line each; so is a URL if `offline`.
    """
    seen: set[str] = set()
    found = []
    named = tuple(_named(sources, fail))
    # No name at all would stand for the README of the working folder.
    for source in expand(named, fail) if named else ():
        if offline and is_url(source):
            fail(f"{source}: cannot be fetched with --offline")
            continue
        try:
            key = _identity(source)
        except InputError as error:
            fail(str(error))
            continue
        if key not in seen:
            seen.add(key)
            found.append(Origin(source))
    return found


def repositories(entries: Iterable[Entry]) -> list[str]:
    """The URLs of the repositories on GitHub that `entries` link to, each once, in their order."""
    found: dict[str, str] = {}
    for entry in entries:
        for link in entry.links or ():
            url = link.link.web
            name = github.repository(url) if url is not None else None
            if url is not None and name is not None:
                owner, own = segments(url)[:2]
                found.setdefault(name, f"https://github.com/{owner}/{own.removesuffix('.git')}")
    return list(found.values())


def new(known: Iterable[Origin], more: Iterable[str]) -> list[Origin]:
    """Those of the URLs `more` that are not `known`, as lists that may be none."""
    seen = {_identity(one.source) for one in known if one.is_url}
    return [Origin(url, found=True) for url in more if _identity(url) not in seen]


def names(origins: Iterable[Origin]) -> list[str]:
    """A name for each of `origins` that may be that of a file, no two alike in any case."""
    taken: set[str] = set()
    found = []
    for one in origins:
        text = one.source
        if one.is_url:
            page = clones.read(text)
            text = "/".join((page.name, *page.rest))
        name = _UNSAFE.sub("-", _stem(text.removeprefix("./"))).strip("-.") or "list"
        if (
            len(name) > _LONGEST_NAME
            or name.lower() in taken
            or name.split(".")[0].lower() in _DEVICES
        ):
            digest = hashlib.sha256(one.source.encode(errors="replace")).hexdigest()[:10]
            name = f"{name[:_LONGEST_NAME].rstrip('.')}-{digest}"
        taken.add(name.lower())
        found.append(name)
    return found


# Names of devices, which are no files on Windows whatever their ending
# (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{name}{digit}" for name in ("com", "lpt") for digit in range(10)}
)


def _named(sources: Iterable[str], fail: Callable[[str], None]) -> Iterator[str]:
    for source in sources:
        if source == STDIN:
            fail("-: a sweep reads no list from standard input")
        elif not is_url(source) and os.path.isfile(source) and not _is_markdown(source):  # noqa: PTH113
            yield from _listed(source, fail)
        else:
            yield source


def _listed(file: str, fail: Callable[[str], None]) -> Iterator[str]:
    """The sources in a text file; paths start in its folder."""
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - shown as it was written
            data = opened.read(_LARGEST + 1)
        lines = data.decode("utf-8-sig").splitlines()
    except OSError as error:
        fail(f"{file}: cannot be read: {error.strerror or error}")
        return
    except UnicodeDecodeError:
        fail(f"{file}: neither Markdown nor a text file of lists")
        return
    if len(data) > _LARGEST:
        fail(f"{file}: larger than {_LARGEST:,} bytes")
        return
    folder = os.path.dirname(file)  # noqa: PTH120
    for line in map(str.strip, lines):
        if not line or line.startswith(_COMMENT):
            continue
        path = line if is_url(line) else os.path.join(folder, line)  # noqa: PTH118
        if not is_url(path) and os.path.isfile(path) and not _is_markdown(path):  # noqa: PTH113
            fail(f"{path}: not a Markdown file")
        else:
            yield path


def _stem(path: str) -> str:
    """`path` without the end that says that it is Markdown."""
    return path[: -len(Path(path).suffix)] if _is_markdown(path) else path


def _is_markdown(file: str) -> bool:
    return Path(file).suffix.lower() in MARKDOWN


def _identity(source: str) -> str:
    """What two spellings of one source have in common. Raises InputError for a wrong URL."""
    if not is_url(source):
        return os.path.realpath(source)
    page = clones.read(source)
    return "\n".join((page.remote.lower(), page.kind, *page.rest))
