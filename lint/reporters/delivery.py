"""Where the reports of a run go: one to be read, others to files, and one to the page of a job."""
# ruff: noqa: PTH123
# Paths are shown as they were written, which a Path changes.

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from lint.console import github_log, output
from lint.errors import LintError
from lint.reporters import render, reporter
from lint.reporters.base import Media, RenderOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lint.engine.report import Report
    from lint.reporters.options import OutputOptions

# https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
_SUMMARY = "GITHUB_STEP_SUMMARY"


def links_out(options: OutputOptions) -> bool:
    """Whether a report that these options ask for can lead to pages on the web."""
    names = {_name(options), *(name for name, _ in options.reports)}
    summarised = options.file is None and "github" in names and os.environ.get(_SUMMARY)
    return bool(names & {"html", "markdown"} or summarised)


def refuse_to_overwrite_lists(files: Iterable[str], lists: Iterable[str]) -> None:
    """Raise LintError where a report would be written into one of the files `lists`."""
    own = {os.path.realpath(file) for file in lists}
    for file in files:
        if os.path.realpath(file) in own:
            raise LintError(f"{file}: cannot write the report here: the file is one of the lists")


def deliver(
    report: Report,
    options: OutputOptions,
    *,
    rest: Callable[[Report], str] | None,
    beside: bool,
    note: Callable[[str], None],
) -> None:
    """Write `report` as the `options` of a run have it, in one or more formats.

    `rest`, if given, has the text that a terminal is still to be shown. The first report goes to
    standard error if it is to stand `beside` a list that is mended. `note` is told that a job has
    no summary. Raises LintError, once everything else is written, where a file cannot be.
    """
    everything = options.rendering.show_all
    writes: list[Callable[[], None]] = [partial(_first, report, options, rest, beside=beside)]
    for name, file in options.reports:
        writes.append(partial(_to_file, file, name, report, everything=everything))
    failures = [failure for write in writes if (failure := _tried(write))]
    if options.file is None and _name(options) == "github":
        try:
            _summarise(report)
        except OSError as error:
            note(f"{_SUMMARY}: cannot be written: {error.strerror or error}")
    if failures:
        raise LintError("\n".join(failures))


def _tried(write: Callable[[], None]) -> str:
    """Why `write` failed, if it did."""
    try:
        write()
    except LintError as error:
        return str(error)
    return ""


def _first(
    report: Report,
    options: OutputOptions,
    rest: Callable[[Report], str] | None,
    *,
    beside: bool,
) -> None:
    name, file = _name(options), options.file
    if rest is not None:
        output.write(rest(report))
    elif file is not None:
        width, colour = output.width(terminal=False), options.colour == "always"
        output.write_file(file, render(name, report, _rendering(options, width, colour=colour)))
    else:
        width = output.width(terminal=True)
        colour = output.wants_colour(options.colour, beside=beside)
        chosen, rendering = reporter(name), _rendering(options, width, colour=colour)
        if chosen.pieces is not None and not github_log.listening():
            output.write_pieces(chosen.pieces(report, rendering), beside=beside)
            return
        text = chosen.in_log(chosen(report, rendering))
        piped = not beside and not (sys.stdout and sys.stdout.isatty())
        if chosen.media is Media.DOCUMENT and piped:
            output.write_data(text.encode(errors="backslashreplace"))
        else:
            output.write(text, beside=beside)


def _rendering(options: OutputOptions, width: int, *, colour: bool) -> RenderOptions:
    return options.rendering._replace(width=width, colour=colour)


def _to_file(file: str, name: str, report: Report, *, everything: bool) -> None:
    width = output.width(terminal=False)
    options = RenderOptions(width, show_all=everything)
    output.write_file(file, render(name, report, options))


def _name(options: OutputOptions) -> str:
    """The format of the first report."""
    in_log = github_log.listening() and options.file is None and not options.rendering.statistics
    return options.format or ("github" if in_log else "full")


def _summarise(report: Report) -> None:
    """Add the report to the page of the job, if there is one; raises OSError."""
    path = os.environ.get(_SUMMARY)
    if path:
        with open(path, "a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(render("markdown", report) + "\n")
