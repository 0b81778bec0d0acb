"""The history in a plain file, for where no cache outlives the run: in a repository, say.

One line for each URL, sorted, so that two runs differ by what changed and two branches merge.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint import urls
from lint.errors import ConfigError
from lint.files.atomic import replace_file
from lint.files.json_file import read_array
from lint.links.result import Verdict
from lint.links.store.record import PRIVATE, Record, day, merged
from lint.links.store.sqlite import KEEP_DAYS
from lint.text import display_path

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

VERSION = 1
# Those that say when to ask again are of no use elsewhere.
_LEFT_OUT = frozenset({"etag", "last_modified"})
_NUMBERS = frozenset({"status", "permanent", "failures", "fault_days"})
_DAYS = frozenset({"checked", "last_good", "failing_since", "fault_since", "fault_last"})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# JSON within JSON is unreadable, so these are written as what they say.
_STRUCTURED: Mapping[str, type] = {"fragments": list, "missing": list, "facts": dict}


class State:
    """The records in a state file, with those of this run."""

    def __init__(self, path: str) -> None:
        """Read the file at `path`, which need not exist.

        Raises ConfigError, in one line, for one that is no state file, or could not be written.
        """
        self._path = Path(os.path.abspath(path))  # noqa: PTH100 - follows no links
        self._records: dict[str, Record] = {}
        for one in _read(self._path):
            before = self.get(one.url)
            self.put(merged(before, one) if before else one)

    def get(self, url: str) -> Record | None:
        """What is kept of `url`."""
        return self._records.get(url)

    def put(self, record: Record) -> None:
        """Keep `record` in the place of what is known of its URL."""
        self._records[record.url] = record

    def save(self, today: dt.date) -> None:
        """Write the file, in one step, without what was not asked for in a year of `today`.

        Raises OSError where it cannot be written.
        """
        import datetime as dt

        limit = (today - dt.timedelta(days=KEEP_DAYS)).isoformat()
        kept = (one for one in self._records.values() if one.checked >= limit)
        data = _text(sorted(kept, key=lambda one: one.url)).encode()
        if not self._path.is_file() or self._path.read_bytes() != data:
            replace_file(self._path, data)

    def __str__(self) -> str:
        return display_path(self._path)


def _text(records: Iterable[Record]) -> str:
    rows = [_line(_object(one)) for one in records]
    body = "".join(f"\n    {row}," for row in rows).removesuffix(",") + "\n  " * bool(rows)
    return f'{{\n  "version": {VERSION},\n  "links": [{body}]\n}}\n'


def _line(values: Mapping[str, Any]) -> str:
    line = json.dumps(values, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # half a surrogate pair, which JSON from a server may have
        return json.dumps(values)
    return line


def _object(record: Record) -> dict[str, Any]:
    """What there is to say of a URL; nobody shall guess at secrets by a digest of them."""
    plain, secret, _ = record.options.partition(PRIVATE)
    values: dict[str, Any] = {}
    for name, value in record._replace(options=plain + secret)._asdict().items():
        if value and name not in _LEFT_OUT:
            values[name] = json.loads(value) if name in _STRUCTURED else value
    if record.permanent:
        values["permanent"] = True
    return values


def _read(file: Path) -> Iterator[Record]:
    """The records in `file`, none if it is not there. Raises ConfigError."""
    name = display_path(file)
    if not os.path.lexists(file):
        _check_folder(file.parent, name)
        return
    links = read_array(file, "state file", "links", VERSION)
    if not os.access(file, os.W_OK):
        raise ConfigError(f"{name}: cannot be written: it is read-only")
    for number, link in enumerate(links, 1):
        try:
            yield _record(link)
        except (ValueError, TypeError) as error:
            raise ConfigError(f"{name}: 'links[{number}]' {error}") from None


def _check_folder(folder: Path, name: str) -> None:
    """Raise ConfigError where no file can be made; better now than when all links were asked."""
    if not folder.is_dir():
        raise ConfigError(f"{name}: cannot be written: no such folder")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ConfigError(f"{name}: cannot be written: its folder is read-only")


def _record(link: Any) -> Record:
    """The record that `link` is; ValueError or TypeError, with what is wrong, if it is none.

    Keys that later versions may add are left alone.
    """
    if not isinstance(link, dict):
        raise TypeError("must be an object")
    values: dict[str, Any] = {}
    for name in Record._fields:
        if name in link:
            values[name] = _value(name, link[name])
    missing = [name for name in ("url", "checked", "verdict") if not values.get(name)]
    if missing:
        raise ValueError(f"has no {missing[0]!r}")
    url = urls.http(values["url"])
    if url is None or url.request != values["url"] or url.username or url.password:
        # Not with its value: there may be a password in it.
        raise ValueError("has a 'url' that is not a normalised http or https URL without user-info")
    if values["verdict"] not in {Verdict.OK, Verdict.BROKEN, Verdict.UNVERIFIED}:
        raise ValueError(f"has an unknown verdict: {json.dumps(values['verdict'])[:40]}")
    return Record(**values)


def _value(name: str, value: Any) -> Any:
    """`value` as a record has it; ValueError or TypeError if it cannot be that of `name`."""
    if name in _STRUCTURED:
        if not isinstance(value, _STRUCTURED[name]):
            raise TypeError(f"has an invalid {name!r}")
        return json.dumps(value)
    if name in _NUMBERS:
        if not isinstance(value, int) or not 0 <= value < 1_000_000:
            raise ValueError(f"has a {name!r} that is not a number of at least 0")
        return int(value)
    if not isinstance(value, str):
        raise TypeError(f"has a {name!r} that is not a string")
    if name in _DAYS and (not _DAY.fullmatch(value) or day(value) is None):
        raise ValueError(f"has a {name!r} that is not a date such as 2026-11-03")
    return value
