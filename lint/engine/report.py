"""Everything that one run found out, as reporters see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from lint.diagnostics import Diagnostic, Severity
    from lint.document.model import Heading
    from lint.links.result import LinkResult
    from lint.source import Source, Span


class Occurrence(NamedTuple):
    """One use of a URL in one file; `kind` is a `LinkKind` value."""

    source: Source
    span: Span
    kind: str


class Published(NamedTuple):
    """Where on the web a reader finds what a report is about; None and absent where not known.

    `repository` is the page of the repository that all lists are of, `lists` are those of the
    lists as they were read, by path, and `rules` is the folder with the pages of the rules.
    """

    repository: str | None = None
    lists: Mapping[str, str] = {}
    rules: str | None = None

    def line(self, path: str, line: int) -> str | None:
        """The URL of a line of the list at `path`, as it is written, not as it is rendered."""
        page = self.lists.get(path)
        return None if page is None else f"{page}?plain=1#L{line}"

    def rule(self, name: str) -> str | None:
        """The URL of the page of the rule `name`, which is one of ours."""
        return None if self.rules is None else f"{self.rules}/{name}.md"


class Report(NamedTuple):
    """Everything that one run found out; reporters turn it into text.

    `results` and `occurrences` have the same keys: every http(s) URL of the files, normalised and
    without its fragment. `suppressed` findings are hidden by comments in the lists, `baselined`
    ones by a baseline; `older` ones were there before the change that the run is about. `failures`
    are the files that could not be judged, one line each. `asides` are the results of URLs that
    are no links of the files. `headings` are those of each file that was judged, by path, in order.
    `dates` are what the entries state, sorted, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. `today` is the
    day (UTC) of the run. `advice` says what may be done next, in a few words each, `notices` what
    could not be found out, a line each. `unread` is how much of each list looks like entries and
    was not read as such, by path and kind. `published` says where on the web the lists and the
    rules are, as far as somebody has looked.
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
    failures: tuple[str, ...] = ()
    asides: Mapping[str, LinkResult] = {}
    headings: Mapping[str, tuple[Heading, ...]] = {}
    dates: tuple[str, ...] = ()
    today: dt.date | None = None
    advice: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    unread: Mapping[str, Mapping[str, int]] = {}
    published: Published = Published()

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
