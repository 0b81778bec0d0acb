"""How a report is written, and where to."""

from __future__ import annotations

from typing import NamedTuple


class RenderOptions(NamedTuple):
    """How a report is written.

    `width` in columns and `colour` matter to formats for a terminal. The others have the names of
    command-line options, which set them: `show_all` (`--all`) shows each diagnostic where a format
    would show examples, `statistics` how many there are of each rule, `quiet` the diagnostics
    without totals.
    """

    width: int = 100
    colour: bool = False
    show_all: bool = False
    statistics: bool = False
    quiet: bool = False


class OutputOptions(NamedTuple):
    """Where a report is written to.

    `format` is None where nothing was chosen: `full`, or `github` in the log of a workflow. `file`
    None is standard output. `reports` are further reports, each a format and a file. `colour` is
    `auto`, `always` or `never`; it and the terminal decide those of `rendering`.
    """

    format: str | None = None
    file: str | None = None
    reports: tuple[tuple[str, str], ...] = ()
    colour: str = "auto"
    rendering: RenderOptions = RenderOptions()
