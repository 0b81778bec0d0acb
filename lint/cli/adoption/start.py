"""The command `init --pre-commit` and `init --github`: files that run awesome-lint from now on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lint.api.lists import Task, utc_today
from lint.cli.adoption import files, trial
from lint.cli.adoption.origin import origin
from lint.cli.init import list_at
from lint.config.overrides import Overrides
from lint.config.reading import Configurations
from lint.console.escape import visible
from lint.console.output import Console, write
from lint.credentials import hide
from lint.files import inputs
from lint.text import display_path, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lint.cli.adoption.trial import Tried
    from lint.cli.arguments import InitOptions
    from lint.diagnostics import Severity

_LONGEST_TITLE = 60


def adopt(options: InitOptions) -> int:
    """Write the files for pre-commit or GitHub, and say what they would have said so far.

    The path of `options` is as for `lint.cli.init.start`; `repository` and `rev` are as for
    `lint.cli.adoption.origin.origin`. What is there already stays as it is. The exit status. Raises
    LintError for a list without a repository around it, and for what cannot be read or written.
    """
    console = Console()
    path = list_at(options.path)
    pinned = origin(options.repository, options.rev)
    around = trial.repository_of(path)
    root, inside = Path(around.root), around.path(path)
    wanted = [files.pre_commit(root, inside, pinned)] if options.pre_commit else []
    wanted += files.workflows(root, inside, pinned) if options.github else []
    for file, text in wanted:
        name = visible(display_path(file))
        if files.write(file, text):
            write(f"Wrote {name}\n")
        elif files.is_same(file, text):
            write(f"{name} is up to date\n")
        else:
            write(f"{name} already exists and was not overwritten; its new content would be:\n\n")
            write("".join(f"    {visible(line)}\n" for line in text.splitlines()) + "\n")
    config = Configurations(overrides=Overrides(offline=True)).for_path(path)
    task = Task(inputs.read(path, config.max_file_size), config)
    found = trial.tried(around, task, today=utc_today(), listener=console)
    write("".join(_told(found, config.fail_on)))
    return 2 if console.failures else 0


def _told(found: Iterable[Tried], limit: Severity | None) -> Iterator[str]:
    """What would have been said about the changes `found`, the latest first."""
    found = list(found)
    if not found:
        yield "This list has no merged changes to try it on\n"
        return
    failing = sum(one.fails(limit) for one in found)
    silent = sum(not one.found for one in found)
    changes = "one merged change" if len(found) == 1 else f"last {len(found)} merged changes"
    yield (
        f"Of the {changes}, it would have failed {failing}"
        f" and passed {silent} without a problem (links were not checked):\n"
    )
    for one in found:
        title = visible(hide(one.commit.title))
        if len(title) > _LONGEST_TITLE:
            title = title[: _LONGEST_TITLE - 1] + "…"
        counts = ", ".join(f"{count} {rule}" for rule, count in one.counts)
        verdict = f"{plural(len(one.found), 'problem')}: {counts}" if one.found else "no problems"
        yield f"  {one.commit.name[:9]}  {one.commit.day}  {title}\n      {verdict}\n"
