"""`awesome-lint rows`: the entries of a list, if wanted with what links lead to, or the unread."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from lint.cli import settings
from lint.cli.listing import listed, unread_lines
from lint.console import github_log, output
from lint.console.output import Console
from lint.engine.pipeline import Task, read_whole
from lint.engine.targets import clones_for, tasks_for
from lint.errors import LintError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lint.cli.arguments import RowsOptions


def show_rows(options: RowsOptions) -> int:
    """Write the entries of a list, or what was not read as one. The exit status.

    Raises LintError for what cannot be used, and where --resolve would need the network and may
    not.
    """
    options.validate()
    console = Console()
    configurations = settings.of_rows(options)
    interrupted = False
    with clones_for((options.path,)) as clones:
        for task in tasks_for((options.path,), configurations, console, clones):
            interrupted = _show(task, options, console)
            if interrupted:
                console.note("interrupted; links that were not checked have no verdict")
                break
    if interrupted:
        return 130
    return 2 if console.failures else 0


def _show(task: Task, options: RowsOptions, console: Console) -> bool:
    """Write what is wanted of one list. Whether the check of its links was interrupted."""
    today = dt.datetime.now(dt.UTC).date()
    if options.unread:
        text = "".join(unread_lines(task.source.path, read_whole(task, console, today=today)[1]))
        output.write(github_log.defused_line(text))
        return False
    if not options.resolve:
        entries = read_whole(task, console, today=today)[0]
        _write(task, [one.as_row() for one in entries], options.format)
        return False
    if task.config.offline:
        raise LintError(
            f"{options.path}: --resolve needs the network; remove `offline` from the configuration"
        )
    from lint.cli.resolve import resolved

    kept = settings.storage(options.storage)
    found, interrupted = resolved(task, console, today=today, storage=kept)
    _write(task, found, options.format)
    return interrupted


def _write(task: Task, rows: Sequence[Mapping[str, Any]], format_name: str) -> None:
    text = listed(task.source, rows, format_name)
    if format_name == "csv":
        # RFC 4180, section 2: lines end in CRLF, whatever the system.
        output.write_data(github_log.defused_line(text).encode())
    else:
        output.write(github_log.defused_json(text))
