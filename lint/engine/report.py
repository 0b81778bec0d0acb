"""Everything that one run found out, as reporters see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from lint.diagnostics import Diagnostic, Severity
    from lint.document.model import Heading
    from lint.links.result import LinkResult
    from lint.source import Source, Span


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One use of a URL in one file; `kind` is a `LinkKind` value."""

    source: Source
    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one run found out; reporters turn it into text.

    `results` and `occurrences` have the same keys: every http(s) URL of the files, normalised and
    without its fragment. `suppressed` findings are hidden by comments in the lists, `baselined`
    ones by a baseline; `older` ones were there before the change that the run is about. `failures`
    are the files that could not be judged, one line each. `asides` are the results of URLs that
    are no links of the files. `headings` are those of each file that was judged, by path, in order.
    `dates` are what the entries state, sorted, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. `today` is the
    day (UTC) of the run. `advice` says what may be done next, in a few words each,
    `notices` what could not be found out, a line each.
    """

    diagnostics: tuple[Diagnostic, ...]
    results: Mapping[str, LinkResult]
    occurrences: Mapping[str, tuple[Occurrence, ...]]
    files: int
    entries: int
    links: int
    suppressed: int = 0
    baselined: int = 0
    older: tuple[Diagnostic, ...] = ()
    elapsed: float = 0.0
    failures: tuple[str, ...] = field(default=())
    asides: Mapping[str, LinkResult] = field(default_factory=dict)
    headings: Mapping[str, tuple[Heading, ...]] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    today: dt.date | None = None
    advice: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[Diagnostic, ...]:
        """The diagnostics with one for each place, where those of one cause are together."""
        from lint.engine.causes import apart

        return apart(self.diagnostics)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that were judged, in order."""
        return tuple(self.headings)

    def count(self, severity: Severity) -> int:
        """How many diagnostics have exactly this severity."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity is severity)
