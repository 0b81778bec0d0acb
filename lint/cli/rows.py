"""`awesome-lint rows`: the entries of a list as JSON lines, if wanted with what links lead to."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from lint.cli import settings
from lint.console import github_log, output
from lint.console.output import Console
from lint.credentials import hide_within
from lint.engine.pipeline import entries
from lint.engine.targets import clones_for, tasks_for
from lint.errors import LintError

if TYPE_CHECKING:
    from lint.cli.arguments import RowsOptions


def show_rows(options: RowsOptions) -> int:
    """Write the entries of a list as JSON lines. The exit status.

    Raises LintError for what cannot be used, and where --resolve would need the network and may
    not.
    """
    options.validate()
    console = Console()
    configurations = settings.of_rows(options)
    today = dt.datetime.now(dt.UTC).date()
    interrupted = False
    with clones_for((options.path,)) as clones:
        for task in tasks_for((options.path,), configurations, console, clones):
            if not options.resolve:
                rows = [entry.as_json() for entry in entries(task, console, today=today)]
            elif task.config.offline:
                raise LintError(
                    f"{options.path}: --resolve needs the network, which offline rules out"
                )
            else:
                from lint.cli.resolve import resolved

                kept = settings.storage(options.storage)
                found, interrupted = resolved(task, console, today=today, storage=kept)
                rows = list(found)
            lines = (json.dumps(hide_within(row, task.source.user_info)) + "\n" for row in rows)
            output.write(github_log.defused_json("".join(lines)))
            if interrupted:
                console.note("interrupted: the links that were not checked have no verdict")
                break
    if interrupted:
        return 130
    return 2 if console.failures else 0
