"""Findings that were there before anybody looked are kept quiet, and new ones are not.

A baseline is a JSON file of findings, each known by its file, its rule and its content, never by
its line, with the day on which it was first seen. It is written by `--write-baseline` alone.
"""
# ruff: noqa: PTH100, PTH113, PTH114
# os.path asks about folders that may not be entered without raising, and follows no links.

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.errors import ConfigError, LintError
from lint.files.atomic import replace_file
from lint.text import display_path

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Mapping

    from lint.config.config import Config
    from lint.diagnostics import Diagnostic

FILE_NAME = ".awesome-lint-baseline.json"
VERSION = 1
_KEYS = ("path", "rule", "identity", "since", "message")


class Key(NamedTuple):
    """What a finding is known by; `path` leads from the folder of the baseline."""

    path: str
    rule: str
    identity: str


class Record(NamedTuple):
    """When a finding was first seen (YYYY-MM-DD), and what was said of it then."""

    since: str
    message: str


class Baseline(NamedTuple):
    """The findings in `file`, which need not exist."""

    file: Path
    records: Mapping[Key, Record]

    def exists(self) -> bool:
        """Whether there is such a file."""
        return os.path.isfile(self.file)

    def knows(self, diagnostic: Diagnostic) -> bool:
        """Whether `diagnostic` is to be kept quiet."""
        return self._record(diagnostic) is not None

    def written(
        self,
        diagnostics: Iterable[Diagnostic],
        judged: Collection[str],
        ran: Callable[[str, str], bool],
        today: dt.date,
    ) -> Baseline:
        """The baseline of `diagnostics`: those known already keep their day, those gone leave.

        What this run could not see stays: the files not in `judged` as long as they are there, and
        the rules that did not run, of which `ran` is asked with a rule's id and a path.
        """
        paths = {self._path(path): path for path in judged}
        kept = {}
        for key, record in self.records.items():
            path = paths.get(key.path)
            unseen = (
                (self.file.parent / key.path).exists() if path is None else not ran(key.rule, path)
            )
            if unseen:
                kept[key] = record
        for one in diagnostics:
            known = self._record(one)
            kept[self._key(one)] = known or Record(today.isoformat(), one.message)
        return Baseline(self.file, kept)

    def save(self) -> None:
        """Write the file, in one step. Raises LintError where it cannot be written."""
        try:
            replace_file(self.file, self._text().encode())
        except OSError as error:
            reason = error.strerror or error
            raise LintError(f"{display_path(self.file)}: cannot be written: {reason}") from None

    def _text(self) -> str:
        """A line for each finding, sorted, so that what two branches add merges."""
        rows = [
            json.dumps({**key._asdict(), **record._asdict()}, ensure_ascii=False)
            for key, record in sorted(self.records.items())
        ]
        body = "".join(f"\n    {row}," for row in rows).removesuffix(",") + "\n  " * bool(rows)
        return f'{{\n  "version": {VERSION},\n  "findings": [{body}]\n}}\n'

    def _record(self, diagnostic: Diagnostic) -> Record | None:
        """What is known of a finding, by its identity or by one that it had before."""
        key = self._key(diagnostic)
        found = self.records.get(key)
        if found is None and self.records:
            earlier = (key._replace(identity=one) for one in sorted(diagnostic.former))
            found = next(filter(None, map(self.records.get, earlier)), None)
        return found

    def _key(self, diagnostic: Diagnostic) -> Key:
        return Key(self._path(diagnostic.source.file), diagnostic.rule, diagnostic.identity)

    def _path(self, path: str) -> str:
        try:
            return Path(os.path.relpath(path, self.file.parent)).as_posix()
        except ValueError:  # another drive on Windows
            return Path(os.path.abspath(path)).as_posix()


class Baselines:
    """The baseline of each list of one run.

    `file` is the only one if it is given; otherwise each list has the one nearest to it, and with
    `isolated` none. `writing` says that one that is not there is to be made.
    """

    def __init__(self, file: str | None, *, isolated: bool, writing: bool) -> None:
        self._file = Path(os.path.abspath(file)) if file else None
        self._isolated = isolated
        self._writing = writing
        self._read: dict[Path, Baseline] = {}

    def for_list(self, path: str, config: Config, root: Path | None = None) -> Baseline:
        """The baseline for the list at `path`, empty if there is none.

        `root` is the folder above which none is looked for. Raises ConfigError for one that cannot
        be used.
        """
        file = self._file or (None if self._isolated else find(path, config, root))
        place = file or default(path, config)
        used = file is not None or self._writing
        if self._file is None and used and os.path.islink(place):
            raise ConfigError(
                f"{display_path(place)}: is a symbolic link, which may lead anywhere; put the file"
                " here or name it with --baseline"
            )
        if place not in self._read:
            absent = file is None or (self._writing and not os.path.lexists(place))
            self._read[place] = Baseline(place, {}) if absent else read(place)
        return self._read[place]


def find(path: str, config: Config, root: Path | None = None) -> Path | None:
    """The baseline nearest to the list at `path`, upwards from it, or beside its configuration.

    With a `root`, nothing outside of that folder.
    """
    folder = Path(os.path.abspath(path)).parent
    folders = [folder, *folder.parents, *([config.file.parent] if config.file else [])]
    files = (one / FILE_NAME for one in folders if root is None or one.is_relative_to(root))
    # One that leads nowhere is found, too: writing would follow it.
    return next((file for file in files if os.path.isfile(file) or os.path.islink(file)), None)


def default(path: str, config: Config) -> Path:
    """Where a new baseline for the list at `path` goes.

    Beside its configuration, or else into the working folder if the list is within it, or else
    beside the list: where `find` will look.
    """
    here, folder = Path.cwd(), Path(os.path.abspath(path)).parent
    if config.file and folder.is_relative_to(config.file.parent):
        return config.file.parent / FILE_NAME
    return (here if folder.is_relative_to(here) else folder) / FILE_NAME


def read(file: Path) -> Baseline:
    """The baseline in `file`. Raises ConfigError, in one line, for one that is none."""
    from lint.files.json_file import read_array

    name = display_path(file)
    findings = read_array(file, "baseline", "findings", VERSION)
    records: dict[Key, Record] = {}
    for number, finding in enumerate(findings, 1):
        record = _record(finding)
        if record is None:
            keys = ", ".join(_KEYS)
            raise ConfigError(f"{name}: 'findings[{number}]' must have the texts {keys}")
        key, seen = Key(*record[:3]), Record(*record[3:])
        # Where two branches have both added it, the first sight counts.
        records[key] = min(seen, records.get(key, seen))
    return Baseline(Path(os.path.abspath(file)), records)


def _record(finding: Any) -> list[str] | None:
    """The texts of a finding in a file, if it has them all."""
    if not isinstance(finding, dict):
        return None
    values = [finding.get(key) for key in _KEYS]
    texts = [value for value in values if isinstance(value, str)]
    return texts if len(texts) == len(_KEYS) else None
