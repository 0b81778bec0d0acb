"""What a reporter is: a report as text, and how that text may stand elsewhere."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from lint.console.github_log import defused
from lint.reporters.options import RenderOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lint.engine.report import Report

__all__ = ["Media", "RenderOptions", "Reporter"]


class Media(Enum):
    """What a format is made for.

    `LINES` are read on a terminal or in a log, a `DOCUMENT` says or means that it is UTF-8 whatever
    the encoding of a pipe, `DATA` is in ASCII, and `COMMANDS` are obeyed by GitHub Actions.
    """

    LINES = "lines"
    DOCUMENT = "document"
    DATA = "data"
    COMMANDS = "commands"


class Reporter(NamedTuple):
    """A format: `render` turns a report into text, each line with its line feed.

    `number_sign` writes `#` otherwise with the same meaning in this format, so that no text of a
    list is a command in a log of GitHub Actions (`lint.console.github_log`). `pieces`, if given,
    are what `render` joins: the report of a long list takes as much memory as its entries.
    """

    render: Callable[[Report, RenderOptions], str]
    media: Media
    number_sign: str = r"\u0023"
    pieces: Callable[[Report, RenderOptions], Iterator[str]] | None = None

    def __call__(self, report: Report, options: RenderOptions | None = None) -> str:
        """`report` as text."""
        return self.render(report, options or RenderOptions())

    def in_log(self, text: str) -> str:
        """`text` of this format as it may stand in a log of GitHub Actions; as it is elsewhere.

        COMMANDS escape in `render` what is not to be a command.
        """
        if self.media is Media.COMMANDS:
            return text
        return defused(text, self.number_sign, lines=self.media is Media.LINES)
