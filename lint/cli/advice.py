"""What may be done next: said only where it is true and helps."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from lint.console.escape import visible
from lint.files.inputs import readme
from lint.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.diagnostics import Diagnostic, Fix
    from lint.engine.report import Report

# As many findings as `full` shows one by one; an old list has more, a list that is looked after
# has not.
_MANY = 50


class Situation(NamedTuple):
    """What a run may advise: the `safe` and the `unsafe` fixes that it did not try itself.

    `adopting` a baseline is of use where there is none and the whole lists were judged;
    `configured` says that a configuration is there, beside which `init` does not go.
    """

    safe: bool
    unsafe: bool
    adopting: bool
    configured: bool


def advice(report: Report, situation: Situation) -> tuple[str, ...]:
    """What may be done about the diagnostics of `report`, a few words each."""
    return tuple(_advice(report, situation))


def _advice(report: Report, situation: Situation) -> Iterator[str]:
    yield from _fixes(report, situation)
    if situation.adopting and len(report.diagnostics) > _MANY:
        yield f"{_adoption(report, situation)}: only new rows fail"


def _fixes(report: Report, situation: Situation) -> Iterator[str]:
    fixes = [(one, fix) for one in report.places if (fix := one.finding.fix) is not None]
    safe = [(one, fix) for one, fix in fixes if fix.safe and situation.safe]
    unsafe = sum(not fix.safe for _, fix in fixes)
    if safe:
        lines = {line for one, fix in safe for line in _lines(one, fix)}
        yield f"--fix changes {plural(len(lines), 'line')}"
    if unsafe and situation.unsafe:
        # One that turns out to do harm is left out.
        limit = "" if unsafe == 1 else "up to "
        count = plural(unsafe, "more problem" if safe else "problem")
        yield f"--fix --unsafe-fixes can fix {limit}{count}"


def _lines(diagnostic: Diagnostic, fix: Fix) -> Iterator[tuple[str, int]]:
    """The lines that `fix` would change, each with its file."""
    for edit in fix.edits:
        first, _ = diagnostic.source.position(edit.span.start)
        # A line whose ending goes is changed, the next one is not.
        last, _ = diagnostic.source.position(max(edit.span.start, edit.span.end - 1))
        for line in range(first, last + 1):
            yield diagnostic.path, line


def _adoption(report: Report, situation: Situation) -> str:
    if situation.configured or len(report.paths) != 1:
        return "--write-baseline"
    (path,) = report.paths
    # Without a path it is the README of this folder.
    here = not PurePath(path).is_absolute() and PurePath(path).parent == PurePath()
    named = "" if here and path == readme() else f" {visible(path)}"
    return f"init --baseline{named}"
