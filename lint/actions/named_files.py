"""The files that the configurations of a commit name, whatever they are called.

A schema need not be a JSON file by its name, and what is named may be a link, or lie behind one: to
its own configuration a branch could otherwise lead the check by a link that is nowhere named.
"""

from __future__ import annotations

import json
import os
import posixpath
import tomllib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from lint.config.file import TABLE
from lint.config.reading import FILE_NAME as CONFIGURATION
from lint.engine.baseline import FILE_NAME as BASELINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lint.git.repository import Entry, Repository

_PROJECT = "pyproject.toml"
_LINK = "120000"
_MOST_LINKS = 20
# More files than this no configuration names.
_MOST = 1_000


def named_files(repository: Repository, commit: str, given: Iterable[str]) -> frozenset[str]:
    """What the configurations in `commit` name, and the links on the way there, from the root.

    Also what is not there, which a change may bring. `given` are paths, as seen from the working
    folder, that the command line names, a configuration among them.
    """
    files = repository.files(commit)
    waiting = [path for path in files if PurePosixPath(path).name in _CONFIGURING]
    waiting += filter(None, (_from_root(repository, path) for path in given))
    found: set[str] = set()
    known: set[str] = set()
    while waiting and len(known) < _MOST:
        path = waiting.pop()
        if path in known:
            continue
        known.add(path)
        links, place = _way(repository, files, path)
        found.update(links)
        found.add(place)
        if place in files and files[place].kind == "blob":
            names = _names(PurePosixPath(path).name, repository.content(files[place].object))
            folder = posixpath.dirname(path)
            for name in names:
                one = posixpath.join(folder, name)
                inside = _from_root(repository, one) if posixpath.isabs(name) else one
                waiting += [inside] if inside else []
    return frozenset(found - {""})


_CONFIGURING = frozenset({CONFIGURATION, _PROJECT, BASELINE})


def _from_root(repository: Repository, path: str) -> str | None:
    """`path` from the root of the repository, links not followed; None for what is elsewhere."""
    folder, root = Path.cwd().resolve(), Path(repository.root).resolve()
    file = Path(os.path.normpath(folder / path))
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else None


def _way(repository: Repository, files: Mapping[str, Entry], path: str) -> tuple[list[str], str]:
    """The links on the way to `path`, as the system follows them, and where it ends.

    That is "" outside of the repository.
    """
    links: list[str] = []
    done: list[str] = []
    left = path.split("/")[::-1]
    while left:
        part = left.pop()
        if part == "..":
            if not done:
                return links, ""
            done.pop()
        elif part not in {"", "."}:
            done.append(part)
            place = "/".join(done)
            if place in files and files[place].mode == _LINK:
                links.append(place)
                target = os.fsdecode(repository.content(files[place].object))
                if target.startswith("/") or len(links) > _MOST_LINKS:
                    return links, ""
                done.pop()
                left += target.split("/")[::-1]
    return links, "/".join(done)


def _names(name: str, data: bytes) -> Iterator[str]:
    """The paths in `data`, a configuration or a schema called `name`, as they are written there.

    What cannot be read names nothing; the check says so.
    """
    try:
        text = data.decode("utf-8-sig")
        try:
            found: Any = json.loads(text)
        except ValueError:
            found = tomllib.loads(text)
            keys = ("tool", TABLE) if name == _PROJECT else ()
            yield from _of_configuration(found, keys)
        else:
            yield from _references(found)
    except (ValueError, RecursionError):
        return


def _of_configuration(found: Any, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        return
    tables, links = found.get("tables"), found.get("links")
    named = (
        [one.get("schema") for one in tables if isinstance(one, dict)]
        if isinstance(tables, list)
        else []
    )
    named += [links.get("ca_bundle")] if isinstance(links, dict) else []
    yield from (one for one in named if isinstance(one, str) and "\0" not in one)


def _references(value: Any) -> Iterator[str]:
    """The files that a schema refers to; `$id` counts for nothing, as all are in one folder."""
    from urllib.parse import unquote

    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            for key in ("$ref", "$dynamicRef"):
                reference = one.get(key)
                if isinstance(reference, str):
                    path = unquote(reference.partition("#")[0])
                    if path and "\0" not in path:
                        yield path
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
