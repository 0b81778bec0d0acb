"""What an unfinished sweep has found out, in its own folder: the same command goes on from there.

A file of lines that only grows, so that a killed process costs no more than its last line. The
cache knows most of it, too, but asks again for what failed, and for everything with `--refresh`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from typing import TYPE_CHECKING, Any

from lint import urls
from lint.errors import LintError
from lint.sweep import plain
from lint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from lint.links.result import LinkResult
    from lint.sweep.plain import Plain

FOLDER = ".sweep"
_ANSWERS = "answers.jsonl"
_LISTS = "lists"
_SOURCE = "source"
# In seconds. What was written longer ago is no part of this sweep.
_LONGEST_PAUSE = 86_400


class Journal:
    """The answers and the fetched lists of one sweep. Opened by `begin`."""

    def __init__(self, out: Path, terms: Plain, headers: str, *, refresh: bool) -> None:
        self._folder = out / FOLDER
        digest = _digest(terms, headers)
        self._head = {"version": __version__, "refresh": refresh, "terms": digest}
        self._file: BinaryIO | None = None

    def begin(self) -> dict[str, tuple[LinkResult, frozenset[str]]]:
        """Open the journal; what it has of an unfinished sweep with the same terms.

        That is the results by URL, with the fragments that were looked for. Raises LintError where
        the folder cannot be written.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            known = self._known()
            if known is None:
                self._remove()
                self._folder.mkdir(mode=0o700)
            (self._folder / _LISTS).mkdir(exist_ok=True)
            self._file = (self._folder / _ANSWERS).open("ab")
            if known is None:
                self._write(self._head)
            else:
                self._file.write(b"\n")  # what comes before may be half a line
        except OSError as error:
            reason = error.strerror or error
            raise LintError(f"{self._folder.parent}: cannot be written: {reason}") from None
        return known or {}

    def keep(self, result: LinkResult, fragments: Collection[str]) -> None:
        """Keep an answer; of a URL with a user name nothing is kept."""
        ends = filter(None, (result.url, result.final_url))
        if any("@" in end and _has_user(end) for end in ends):
            return
        self._write({"result": plain.of_result(result), "fragments": sorted(fragments)})

    def list(self, name: str, source: str) -> Plain | None:
        """What was kept of the list `name` from `source`: other lists may have had the name."""
        try:
            found: Any = json.loads((self._folder / _LISTS / f"{name}.json").read_bytes())
        except (OSError, RecursionError, ValueError):
            return None
        if not isinstance(found, dict) or found.pop(_SOURCE, None) != source:
            return None
        return found

    def keep_list(self, name: str, source: str, values: Plain) -> None:
        """Keep what was read of a list that had to be fetched from `source`."""
        from lint.files.atomic import replace_file

        replace_file(
            self._folder / _LISTS / f"{name}.json", json.dumps(values | {_SOURCE: source}).encode()
        )

    def close(self) -> None:
        """Close the file; the sweep may be resumed."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def end(self) -> None:
        """The sweep is done, and there is nothing to resume."""
        self.close()
        self._remove()

    def _remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _write(self, value: Plain) -> None:
        if self._file is not None:
            self._file.write(json.dumps(value).encode() + b"\n")
            self._file.flush()

    def _known(self) -> dict[str, tuple[LinkResult, frozenset[str]]] | None:
        """What the file holds; None where there is none of this sweep."""
        file = self._folder / _ANSWERS
        try:
            if time.time() - os.path.getmtime(file) > _LONGEST_PAUSE:  # noqa: PTH204 - as `time` has it
                return None
            with file.open("rb") as lines:
                values = _objects(lines)
                if next(values, None) != self._head:
                    return None
                return dict(_answers(values))
        except OSError:
            return None


def _objects(lines: BinaryIO) -> Iterator[Plain]:
    for line in lines:
        try:
            value: Any = json.loads(line)
        except (RecursionError, ValueError):
            continue
        if isinstance(value, dict):
            yield value


def _answers(values: Iterator[Plain]) -> Iterator[tuple[str, tuple[LinkResult, frozenset[str]]]]:
    for value in values:
        try:
            result = plain.result(value["result"])
            yield result.url, (result, frozenset(value["fragments"]))
        except (KeyError, TypeError, ValueError):
            continue


def _has_user(text: str) -> bool:
    url = urls.parse(text)
    return url is not None and bool(url.username or url.password)


# How fast links are requested, on which no answer depends.
_PACE = frozenset({"concurrency", "per_host", "hosts", "foreign"})


def _digest(terms: Plain, headers: str) -> str:
    """What answers depend on, whatever the day is."""
    same: Plain = {key: terms[key] for key in ("sites", "offline", "settings", "isolated")}
    same["links"] = {key: value for key, value in terms["links"].items() if key not in _PACE}
    text = json.dumps([same, headers], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
