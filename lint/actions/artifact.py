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
from lint.errors import LintError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lint.actions.api import Api

NAME = "awesome-lint-report"
"""The name that action.yml gives it."""
# In bytes: packed, and each file in it unpacked. The report on the largest of lists has 12 MB.
_PACKED = 10_000_000
_UNPACKED = 50_000_000


class Left(NamedTuple):
    """What a check left: its report, and how many rows the change has, with most of them."""

    report: Mapping[str, Any]
    changed: int
    rows: Sequence[changed_rows.Row]


def fetch(api: Api, run: int) -> Left | None:
    """What the workflow run with the number `run` left; None if it left nothing.

    Raises LintError for what is no report of ours.
    """
    found = api.get(f"/actions/runs/{run}/artifacts", name=NAME, per_page=10)["artifacts"]
    mine = [one for one in found if one["name"] == NAME and not one["expired"]]
    if not mine:
        return None
    newest = max(mine, key=lambda one: one["id"])
    if newest["size_in_bytes"] > _PACKED:
        raise LintError(f"cannot read the report: larger than {_PACKED:,} bytes")
    return read(api.download(f"/actions/artifacts/{newest['id']}/zip", _PACKED))


def read(data: bytes) -> Left:
    """What the archive `data` holds. Raises LintError for what is no report of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            report = json.loads(_member(archive, REPORT))
            count, rows = changed_rows.decoded(_member(archive, ROWS))
        _validate(report)
    except LintError:
        raise
    except zipfile.BadZipFile as error:
        raise LintError(f"cannot read the report: not a zip archive: {str(error)[:200]}") from None
    except Exception as error:  # noqa: BLE001 - what zipfile raises for damage is not documented
        why = str(error)[:200] or type(error).__name__
        raise LintError(f"cannot read the report: {why}") from None
    return Left(report, count, rows)


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
