r"""The Python API: lint and fix a text, lint files, read entries, check links.

    >>> import lint
    >>> report = lint.lint_text("# Papers\\n\\n[one](#nowhere)\\n")
    >>> [(one.rule, one.line, one.message) for one in report.diagnostics]
    [('missing-anchor', 3, 'section #nowhere does not exist')]

Every function checks no links unless `links=True`. Configuration is given as a `Config`
(`load_config`); without one the defaults hold and no file is read. `lint.api.lists` has what these
functions and the commands share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint import urls
from lint.api.lists import Lists, Task, opened
from lint.config.config import Config
from lint.config.overrides import Overrides
from lint.config.reading import Configurations
from lint.config.reading import read as _read_config
from lint.engine.causes import grouped
from lint.errors import InputError
from lint.links.result import LinkOptions
from lint.source import Source

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Iterable, Mapping

    from lint.engine.listener import Listener, NullListener
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
    listener = _null_listener()
    lists = _lists(Source(path, text), config, listener, links=links, today=today)
    report = lists.check()
    _refuse(listener)
    return _grouped(report)


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
    heard = _null_listener() if listener is None else listener
    overrides = Overrides(offline=not links)
    configurations = Configurations(overrides=overrides)
    with opened([str(path) for path in paths], configurations, heard, today=today) as lists:
        if config is not None:
            fixed = config.override(overrides)
            tasks = [task._replace(config=fixed) for task in lists.tasks]
            report = lists.having(tasks).check()
        else:
            report = lists.check()
    return _grouped(report)._replace(failures=tuple(getattr(heard, "failures", ())))


def read_entries(
    text: str,
    *,
    path: str = "README.md",
    config: Config | None = None,
    today: dt.date | None = None,
) -> tuple[Entry, ...]:
    """The entries of the Markdown `text`, in order. Raises as `lint_text` does."""
    listener = _null_listener()
    lists = _lists(Source(path, text), config, listener, today=today)
    found = lists.entries(*lists.tasks)
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
    listener = _null_listener()
    lists = _lists(Source(path, text), config, listener, today=today)
    report = lists.check()
    _refuse(listener)
    outcome = lists.fix(report, unsafe=unsafe)
    _refuse(listener)
    return outcome.tasks[0].source.encode().decode()


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


def _lists(
    source: Source,
    config: Config | None,
    listener: Listener,
    *,
    links: bool = False,
    today: dt.date | None,
) -> Lists:
    """The one list `source`, which is never written to a file."""
    chosen = (config or Config()).override(Overrides(offline=not links))
    return Lists([Task(source, chosen, streamed=True)], listener, today=today)


def _null_listener() -> NullListener:
    from lint.engine.listener import NullListener

    return NullListener()


def _grouped(report: Report) -> Report:
    return report._replace(diagnostics=grouped(report.diagnostics))


def _refuse(listener: NullListener) -> None:
    if listener.failures:
        raise InputError("\n".join(listener.failures))
