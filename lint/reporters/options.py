"""Where a report goes and in which formats."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """What becomes of a report.

    `format` is None where nothing was chosen: `full`, or `github` in the log of a workflow. `file`
    None is standard output. `reports` are further reports, each a format and a file. `show_all`
    shows every problem in `full`, `statistics` how many there are of each rule in their place, and
    `quiet` nothing but problems. `colour` is `auto`, `always` or `never`.
    """

    format: str | None = None
    show_all: bool = False
    file: str | None = None
    reports: tuple[tuple[str, str], ...] = ()
    statistics: bool = False
    quiet: bool = False
    colour: str = "auto"
