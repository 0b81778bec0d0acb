"""What the configurations of a run say for nothing, as findings in their files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lint.config import unused
from lint.config.file import places
from lint.diagnostics import Finding
from lint.document.model import Document
from lint.engine.analysis import Parsed
from lint.engine.rule_runner import judge_by
from lint.files.walk import markdown_files
from lint.rules import Context
from lint.source import Span
from lint.validation.violations import Judged

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lint.config.config import Config
    from lint.diagnostics import Diagnostic
    from lint.engine.analysis import Task
    from lint.engine.listener import Listener
    from lint.rules import Rule

RULE = "unused-configuration"


def unused_configuration(
    tasks: Sequence[Task],
    lists: Sequence[Parsed],
    rules: Sequence[Rule],
    today: dt.date,
    listener: Listener,
) -> Iterator[Diagnostic]:
    """What is to be said of the configurations of `tasks`, of which `lists` were read.

    That something fits nothing is known only of a configuration all of whose lists were read in
    full. Nothing is said of a change alone, nor of the configuration of a fetched repository.
    """
    own = [rule for rule in rules if rule.id == RULE]
    configs = {task.config.file: task.config for task in tasks}
    for file, config in configs.items():
        whole = [task for task in tasks if task.config.file == file]
        if (
            file is None
            or not any(config.selects(rule, str(file)) for rule in own)
            or any(_is_partial(task) for task in whole)
        ):
            continue
        found = list(unused.slips(config))
        if all(task.found for task in whole):
            found += _unfit(config, file, lists)
        if not found:
            continue
        where = places(file)
        findings = tuple(
            Finding(where.span(one.key) or Span(0, len(where.source.text)), one.message)
            for one in found
        )
        parsed = Parsed(config, Document(where.source), Judged((), {}), ())
        shown, _ = judge_by(parsed, own, Context(today=today, unused=findings), listener)
        yield from shown


def _is_partial(task: Task) -> bool:
    return any(one is not None for one in (task.before, task.trusted, task.clone))


def _unfit(config: Config, file: Path, lists: Sequence[Parsed]) -> Iterator[unused.Unused]:
    """What fits nothing in the lists of `config`, if all that lie below its folder were read."""
    ours = [(one.source.file, one.document) for one in lists if one.config.file == file]
    found = list(unused.unfit(config, ours))
    if not found:
        return
    problems: list[OSError] = []
    there = {os.path.realpath(one) for one in markdown_files(str(file.parent), problems.append)}
    read = {os.path.realpath(one.source.file) for one in lists}
    if there and there <= read and not problems:
        yield from found
