"""The report that a check left, fetched as what it is: data that a stranger may have written.

Nothing of it is written to a disk or run. It is bounded before it is unpacked, and counts only if
it is what schema/report.schema.json describes.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.actions import changed_rows
from lint.actions.check import REPORT, ROWS
from lint.actions.choices import ARTIFACT
from lint.errors import LintError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lint.actions.api import Api
    from lint.actions.new_entries import New

# A workflow has a report for each job that checks. More are no check of ours.
_MOST = 50
_PAGE = 100
_MOST_PAGES = 10
# In bytes: all of them packed, and each file in them unpacked. The report on the largest of lists
# has 12 MB.
_PACKED = 10_000_000
_UNPACKED = 50_000_000


class Left(NamedTuple):
    """What a check left: its report, and how many rows the change has, with most of them.

    `new` are the entries that the change adds.
    """

    report: Mapping[str, Any]
    changed: int
    rows: Sequence[changed_rows.Row]
    new: Sequence[New] = ()


def fetch(api: Api, run: int) -> Left | None:
    """What the jobs of the workflow run with the number `run` left; None if they left nothing.

    Raises LintError for what is no report of ours.
    """
    newest: dict[str, Mapping[str, Any]] = {}
    for one in _artifacts(api, run):
        name = str(one["name"])
        mine = name == ARTIFACT or name.startswith(f"{ARTIFACT}-")
        if mine and not one["expired"] and one["id"] > newest.get(name, {"id": 0})["id"]:
            newest[name] = one
    if not newest:
        return None
    if len(newest) > _MOST:
        raise LintError(f"cannot read the reports: more than {_MOST}")
    if sum(one["size_in_bytes"] for one in newest.values()) > _PACKED:
        raise LintError(f"cannot read the report: larger than {_PACKED:,} bytes")
    return merged(
        read(api.download(f"/actions/artifacts/{newest[name]['id']}/zip", _PACKED))
        for name in sorted(newest)
    )


def _artifacts(api: Api, run: int) -> Iterable[Mapping[str, Any]]:
    for page in range(1, _MOST_PAGES + 1):
        path = f"/actions/runs/{run}/artifacts"
        found = api.get(path, per_page=_PAGE, page=page)["artifacts"]
        yield from found
        if len(found) < _PAGE:
            return


def merged(parts: Iterable[Left]) -> Left:
    """What several jobs left as one; what two of them say alike is said once."""
    first, *others = parts
    if not others:
        return first
    every = [first, *others]
    found = [one for left in every for one in left.report["diagnostics"]]
    links = [one for left in every for one in left.report["links"]]
    rows = [row for left in every for row in left.rows]
    unique = list(dict.fromkeys(rows))
    report = {
        **first.report,
        "diagnostics": list({json.dumps(one, sort_keys=True): one for one in found}.values()),
        "links": list({one["url"]: one for one in links}.values()),
    }
    changed = sum(left.changed for left in every) - (len(rows) - len(unique))
    return Left(report, changed, unique)


def read(data: bytes) -> Left:
    """What the archive `data` holds. Raises LintError for what is no report of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            report = json.loads(_member(archive, REPORT))
            count, rows, new = changed_rows.decoded(_member(archive, ROWS))
        _validate(report)
    except LintError:
        raise
    except zipfile.BadZipFile as error:
        raise LintError(f"cannot read the report: not a zip archive: {str(error)[:200]}") from None
    except Exception as error:  # noqa: BLE001 - what zipfile raises for damage is not documented
        why = str(error)[:200] or type(error).__name__
        raise LintError(f"cannot read the report: {why}") from None
    return Left(report, count, rows, new)


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    # What GitHub packs; others would let an archive say how much memory it takes.
    if archive.getinfo(name).compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise LintError(f"cannot read the report: unsupported compression of {name}")
    with archive.open(name) as member:
        data = member.read(_UNPACKED + 1)
    if len(data) > _UNPACKED:
        raise LintError(f"cannot read the report: {name} is larger than {_UNPACKED:,} bytes")
    return data


def _validate(report: Any) -> None:
    from jsonschema import Draft202012Validator

    from lint.validation import schemas

    validator = Draft202012Validator(schemas.load("report"))
    error = next(validator.iter_errors(report), None)
    if error is not None:
        where = "/".join(map(str, error.absolute_path)) or "its root"
        raise LintError(f"cannot read the report: invalid at {where}"[:300])
