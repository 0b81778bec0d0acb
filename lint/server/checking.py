"""Checks of a text that an editor holds: offline, and by nothing outside of the folder it opened.

What lies in a folder may be a stranger's. So no configuration above the folder counts, nor one that
says what is requested or which code is run, and git is not asked.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lint.config.config import Config
from lint.config.overrides import Overrides
from lint.config.reading import Configurations
from lint.config.rules import rules_for
from lint.engine.analysis import Task, read
from lint.engine.listener import NullListener
from lint.engine.pipeline import run
from lint.entries.index import Owners
from lint.errors import LintError
from lint.files.inputs import STDIN_NAME
from lint.plugins import is_plugin
from lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lint.diagnostics import Diagnostic
    from lint.document.model import Link
    from lint.engine.analysis import Parsed
    from lint.entries.entry import Entry

LARGEST = 2_000_000
"""The longest text that is checked while it is written, in characters."""


@dataclass(frozen=True)
class Checked:
    """A text with what was found in it; `failure` says why it could not be checked, "" if it was.

    The parts that only a hover asks for are read when one does.
    """

    task: Task
    diagnostics: tuple[Diagnostic, ...] = ()
    failure: str = ""

    @property
    def source(self) -> Source:
        """The text."""
        return self.task.source

    @cached_property
    def _parsed(self) -> Parsed | None:
        return None if self.failure else read(self.task, _today(), NullListener())

    def entry(self, offset: int) -> Entry | None:
        """The innermost entry around a place."""
        if self._parsed is None:
            return None
        owners = Owners(self._parsed.judged.entries)
        around = [one for one in owners.entries if one.span.start <= offset <= one.span.end]
        return min(around, key=lambda one: one.span.end - one.span.start, default=None)

    def link(self, offset: int) -> Link | None:
        """The innermost link or image around a place."""
        if self._parsed is None:
            return None
        links = self._parsed.document.links
        around = [one for one in links if one.span.start <= offset < one.span.end]
        return min(around, key=lambda one: one.span.end - one.span.start, default=None)


def check(text: str, path: Path | None, folders: Iterable[Path]) -> Checked:
    """What is found in `text`, the unsaved content of the file at `path`, if it has one.

    `folders` are those that the editor has opened; a file elsewhere counts as alone in its own.
    """
    name = STDIN_NAME if path is None else str(path)
    try:
        config = _configuration(path, folders)
        source = Source(name, text)
    except LintError as error:
        return Checked(Task(Source(name, ""), Config()), failure=str(error))
    task = Task(source, config, streamed=True)
    if len(text) > min(LARGEST, config.max_file_size):
        return Checked(task, failure="the list is too long to be checked while it is written")
    listener = NullListener()
    try:
        report = run([task], rules_for([config]), today=_today(), listener=listener)
    except LintError as error:
        return Checked(task, failure=str(error))
    return Checked(task, report.places, "\n".join(listener.failures))


def _configuration(path: Path | None, folders: Iterable[Path]) -> Config:
    configurations = Configurations(overrides=Overrides(offline=True))
    if path is None:
        return Config().override(Overrides(offline=True))
    real = Path(os.path.realpath(path))
    roots = [Path(os.path.realpath(folder)) for folder in folders]
    around = [root for root in roots if real.is_relative_to(root)]
    root = max(around, key=lambda one: len(one.parts), default=real.parent)
    config = configurations.for_clone(str(real), root)
    # Code of another package is run by those who ask for it on the command line.
    return replace(
        config,
        select=None if config.select is None else _ours(config.select),
        severity={name: one for name, one in config.severity.items() if not is_plugin(name)},
    )


def _ours(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if not is_plugin(name))


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
