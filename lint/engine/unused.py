"""What the configurations of a run say for nothing, as findings in their files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lint.config import unused
from lint.config.file import places
from lint.diagnostics import Finding
from lint.document import data
from lint.document.model import Document
from lint.engine.analysis import Parsed, Requests
from lint.engine.rule_runner import judge_by
from lint.files.walk import SUFFIXES, files_below
from lint.rules import Context
from lint.source import Span
from lint.validation.violations import Judged

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from lint.config.config import Config
    from lint.diagnostics import Diagnostic
    from lint.engine.analysis import Task
    from lint.engine.listener import Listener
    from lint.links.result import LinkResult
    from lint.rules import Rule

RULE = "unused-configuration"


def unused_configuration(  # noqa: PLR0913 - what `run` has of the lists
    tasks: Sequence[Task],
    lists: Sequence[Parsed],
    rules: Sequence[Rule],
    today: dt.date,
    listener: Listener,
    *,
    results: Mapping[str, LinkResult] | None = None,
) -> Iterator[Diagnostic]:
    """What is to be said of the configurations of `tasks`, of which `lists` were read.

    With the `results` of their links, that is what `[links]` says; without, all the rest. That
    something fits nothing is known only of a configuration all of whose lists were read in full.
    Nothing is said of a change alone, nor of the configuration of a fetched repository.
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
        found = list(unused.slips(config)) if results is None else []
        if all(task.found for task in whole):
            found += _unfit(config, file, lists, results)
        if not found:
            continue
        where = places(file)
        findings = tuple(
            Finding(
                where.span(one.key) or Span(0, len(where.source.text)), one.message, hint=one.hint
            )
            for one in found
        )
        parsed = Parsed(config, Document(where.source), Judged((), {}), Requests(()))
        shown, _ = judge_by(parsed, own, Context(today=today, unused=findings), listener)
        yield from shown


def _is_partial(task: Task) -> bool:
    return any(one is not None for one in (task.before, task.trusted, task.clone))


def _unfit(
    config: Config,
    file: Path,
    lists: Sequence[Parsed],
    results: Mapping[str, LinkResult] | None,
) -> Iterator[unused.Unused]:
    """What fits nothing in the lists of `config`, if all that lie below its folder were read."""
    ours = [one for one in lists if one.config.file == file]
    if results is None:
        found = list(unused.unfit(config, [(one.source.file, one.document) for one in ours]))
    else:
        found = [] if config.offline else list(unused.unfit_links(config, _written(ours), results))
    if not found:
        return
    problems: list[OSError] = []
    suffixes = {*SUFFIXES, *(data.SUFFIXES if config.sources else ())}
    there = {
        os.path.realpath(one)
        for one in files_below(str(file.parent), problems.append, suffixes)
        if not data.is_data(one) or config.source_for(one) is not None
    }
    read = {os.path.realpath(one.source.file) for one in lists}
    if there and there <= read and not problems:
        yield from found


def _written(lists: Sequence[Parsed]) -> Mapping[str, set[str]]:
    """All links of `lists` as they are written, by their normalised URLs where they have any."""
    found: dict[str, set[str]] = {}
    for link in (link for one in lists for link in one.document.links if link.url):
        url = link.web
        found.setdefault(link.url if url is None else url.request, set()).add(link.url)
    return found
