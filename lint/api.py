r"""The Python API: lint and fix a text, lint files, read entries, check links.

    >>> import lint
    >>> report = lint.lint_text("# Papers\\n\\n[one](#nowhere)\\n")
    >>> [(one.rule, one.line, one.message) for one in report.diagnostics]
    [('missing-anchor', 3, 'section #nowhere does not exist')]

Every function checks no links unless `links=True`. Configuration is given as a `Config`
(`load_config`); without one the defaults hold and no file is read.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from lint import urls
from lint.config.config import Config, Configurations
from lint.config.config import read as _read_config
from lint.config.overrides import Overrides
from lint.config.rules import rules_for
from lint.engine.analysis import Task
from lint.engine.causes import grouped
from lint.engine.listener import Listener, NullListener
from lint.engine.pipeline import entries, run
from lint.engine.targets import clones_for, tasks_for
from lint.errors import InputError
from lint.links.result import LinkOptions
from lint.source import Source

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    from lint.diagnostics import Diagnostic
    from lint.engine.report import Report
    from lint.entries.entry import Entry
    from lint.links.result import LinkResult

__all__ = [
    "check_links",
    "check_links_async",
    "fix_text",
    "lint_paths",
    "lint_text",
    "load_config",
    "read_entries",
]


def load_config(path: str | os.PathLike[str]) -> Config:
    """The configuration in the file `path`, a `.awesome-lint.toml` or a pyproject.toml.

    Raises ConfigError, with the file and the key, for one that cannot be used.
    """
    from pathlib import Path

    return _read_config(Path(path))


def lint_text(
    text: str,
    *,
    path: str = "README.md",
    config: Config | None = None,
    links: bool = False,
    today: dt.date | None = None,
) -> Report:
    """Lint the Markdown `text` as if it were the file `path`, which need not exist.

    Relative links are looked up from the folder of `path`. `today` (UTC, by default the current
    day) decides what lies in the future. Raises ConfigError for a schema that cannot be used, and
    InputError for a text that cannot be linted.
    """
    return _run([_task(text, path, config, links=links)], today)


def lint_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    config: Config | None = None,
    links: bool = False,
    today: dt.date | None = None,
    listener: Listener | None = None,
) -> Report:
    """Lint files, and the Markdown files of folders.

    Without `config`, the configuration nearest to each file counts, as on the command line.
    `listener` receives failures and progress; without one, the failures are in the report. Raises
    ConfigError for a configuration that cannot be used.
    """
    heard = listener or NullListener()
    overrides = Overrides(offline=not links)
    fixed = config.override(overrides) if config is not None else None
    configurations = Configurations(overrides=overrides)
    names = [str(path) for path in paths]
    with clones_for(names) as clones:
        tasks = list(tasks_for(names, configurations, heard, clones))
        if fixed is not None:
            tasks = [task._replace(config=fixed) for task in tasks]
        return _run(tasks, today, heard)


def read_entries(
    text: str,
    *,
    path: str = "README.md",
    config: Config | None = None,
    today: dt.date | None = None,
) -> tuple[Entry, ...]:
    """The entries of the Markdown `text`, in order. Raises as `lint_text` does."""
    listener = NullListener()
    found = entries(_task(text, path, config, links=False), listener, today=today or _today())
    _refuse(listener)
    return found


def fix_text(
    text: str,
    *,
    path: str = "README.md",
    config: Config | None = None,
    unsafe: bool = False,
    today: dt.date | None = None,
) -> str:
    """`text` after all safe fixes, with `unsafe` also those that may change what the list says.

    No links are checked. Raises as `lint_text` does.
    """
    from lint.engine.fix_lists import mend_lists

    task = _task(text, path, config, links=False)
    day = today or _today()
    listener = NullListener()
    report = _judged([task], day, listener)
    _refuse(listener)
    outcome = mend_lists(
        [task],
        report,
        rules_for([task.config]),
        today=day,
        unsafe=unsafe,
        shown=_every,
        save=lambda _, __: None,
        listener=listener,
    )
    _refuse(listener)
    source = outcome.tasks[0].source
    return "\ufeff" * source.bom + source.text


def check_links(
    links: Iterable[str], *, options: LinkOptions | None = None
) -> Mapping[str, LinkResult]:
    """Check URLs over the network, each once; the results by URL as it was given.

    What is no http(s) URL is left out. Fragments are not looked for. Nothing is remembered. Raises
    RuntimeError inside a running event loop: there, await `check_links_async`.
    """
    from lint.links.checker import check

    asked = _requests(links)
    results = check(dict.fromkeys(asked.values()), options or LinkOptions())
    return {link: results[request] for link, request in asked.items()}


async def check_links_async(
    links: Iterable[str], *, options: LinkOptions | None = None
) -> Mapping[str, LinkResult]:
    """`check_links` for a running event loop; the check has a loop of its own, in a thread."""
    import asyncio

    return await asyncio.to_thread(check_links, tuple(links), options=options)


def _requests(links: Iterable[str]) -> dict[str, str]:
    """The http(s) URLs among `links` with what is requested for each."""
    parsed = ((link, urls.http(link)) for link in links)
    return {link: url.request for link, url in parsed if url is not None}


def _task(text: str, path: str, config: Config | None, *, links: bool) -> Task:
    chosen = (config or Config()).override(Overrides(offline=not links))
    return Task(Source(path, text), chosen, streamed=True)


def _run(tasks: Sequence[Task], today: dt.date | None, listener: Listener | None = None) -> Report:
    from dataclasses import replace

    heard = listener or NullListener()
    report = _judged(tasks, today, heard)
    report = replace(report, diagnostics=grouped(report.diagnostics))
    if isinstance(heard, NullListener):
        if listener is None:
            _refuse(heard)
        report = replace(report, failures=tuple(heard.failures))
    return report


def _judged(tasks: Sequence[Task], today: dt.date | None, listener: Listener) -> Report:
    rules = rules_for(task.config for task in tasks)
    return run(tasks, rules, today=today or _today(), listener=listener)


def _refuse(listener: NullListener) -> None:
    if listener.failures:
        raise InputError("\n".join(listener.failures))


def _every(_: Diagnostic) -> bool:
    return True


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
