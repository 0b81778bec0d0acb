"""What is printed before the links are checked, so that whoever waits for them can read meanwhile.

Only on a terminal: elsewhere a report is in the order of the lists, from beginning to end.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lint.console import output
from lint.console.github_log import listening
from lint.engine.causes import grouped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lint.diagnostics import Diagnostic
    from lint.engine.pipeline import Task
    from lint.engine.report import Report
    from lint.reporters.options import OutputOptions

_LINE = "--- Links ---\n\n"


class EarlyPart:
    """The findings that need no links, and afterwards the rest of the report.

    `shown` says which diagnostics the report shows, `options` how.
    """

    def __init__(self, shown: Callable[[Diagnostic], bool], options: OutputOptions) -> None:
        self._shown = shown
        self._options = options
        self._printed: frozenset[str] = frozenset()
        self._hidden = 0
        self._so_far = 0

    def __call__(self, report: Report) -> None:
        """Print what `report`, made before the links are checked, has to say."""
        found = [one for one in report.diagnostics if self._shown(one)]
        self._printed = frozenset(map(_name, found))
        output.write(self._text(grouped(found)))

    def rest(self, report: Report) -> str:
        """The text of `report`, which has all that is to be shown, without what is printed."""
        from lint.reporters import terminal

        left = [one for one in report.places if _name(one) not in self._printed]
        line = _LINE if left and self._printed else ""
        text = self._text(grouped(left))
        totals = (
            "" if self._options.rendering.quiet else terminal.totals(report, hidden=self._hidden)
        )
        return line + text + totals

    def _text(self, found: Sequence[Diagnostic]) -> str:
        """The text of `found`, which come after those of before."""
        from lint.reporters import terminal
        from lint.reporters.base import RenderOptions

        options = RenderOptions(
            output.width(terminal=True),
            output.wants_colour(self._options.colour),
            self._options.rendering.show_all,
        )
        text, hidden = terminal.listing(found, options, earlier=self._so_far)
        self._so_far += len(found)
        self._hidden += hidden
        return text


def early_part(
    tasks: Sequence[Task],
    options: OutputOptions,
    shown: Callable[[Diagnostic], bool],
    *,
    changing: bool,
) -> EarlyPart | None:
    """The early part of a run with these `options`; None where everything is printed at the end.

    That is where no links are checked, where nobody reads as it comes, and where the findings are
    not the result: what mends the list, or writes a baseline, changes them.
    """
    reading = sys.stdout is not None and sys.stdout.isatty() and options.file is None
    in_full = options.format == "full" or (options.format is None and not listening())
    online = any(not task.config.offline for task in tasks)
    if not (reading and in_full and online) or changing or options.rendering.statistics:
        return None
    return EarlyPart(shown, options)


def _name(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.path}\0{diagnostic.identity}"
