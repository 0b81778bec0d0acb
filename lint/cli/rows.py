"""`awesome-lint rows`: the entries of a list, if wanted with what links lead to, or the unread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lint.api.lists import opened
from lint.cli import settings
from lint.cli.listing import listed, unread_lines
from lint.console import github_log, output
from lint.console.output import Console
from lint.errors import LintError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lint.api.lists import Lists, Task
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
    with opened((options.path,), configurations, console) as lists:
        for task in lists.tasks:
            interrupted = _show(lists.having([task]), task, options)
            if interrupted:
                console.note("interrupted; links that were not checked have no verdict")
                break
    if interrupted:
        return 130
    return 2 if console.failures else 0


def _show(lists: Lists, task: Task, options: RowsOptions) -> bool:
    """Write what is wanted of one list. Whether the check of its links was interrupted."""
    if options.unread:
        text = "".join(unread_lines(task.source.path, lists.unread(task)))
        output.write(github_log.defused_line(text))
        return False
    if not options.resolve:
        _write(task, [one.as_row() for one in lists.entries(task)], options.format)
        return False
    if task.config.offline:
        raise LintError(
            f"{options.path}: --resolve needs the network; remove `offline` from the configuration"
        )
    from lint.cli.resolve import resolved

    found, interrupted = resolved(lists, task, settings.storage(options.storage))
    _write(task, found, options.format)
    return interrupted


def _write(task: Task, rows: Sequence[Mapping[str, Any]], format_name: str) -> None:
    text = listed(task.source, rows, format_name)
    if format_name == "csv":
        # RFC 4180, section 2: lines end in CRLF, whatever the system.
        output.write_data(github_log.defused_line(text).encode())
    else:
        output.write(github_log.defused_json(text))
