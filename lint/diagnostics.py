"""What a rule says (`Finding`) and what the user sees (`Diagnostic`), with the types they share."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from lint.text import plural

if TYPE_CHECKING:
    from lint.source import Source, Span


class Severity(IntEnum):
    """How bad a diagnostic is. Ordered, so that `--fail-on warning` is a comparison."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        """The word used in output and configuration."""
        return self.name.lower()

    @classmethod
    def parse(cls, word: str) -> Severity:
        """The severity named by `word`; KeyError for any other word."""
        return cls[word.upper()]


class Edit(NamedTuple):
    """Replace the text of `span` by `replacement`."""

    span: Span
    replacement: str


class Fix(NamedTuple):
    """Edits that apply together or not at all.

    A safe fix changes nothing that GitHub renders but the text or URL that it mends.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class Related(NamedTuple):
    """Another place that a finding is about, such as the first of two duplicates."""

    span: Span
    message: str


class Finding(NamedTuple):
    """What a rule has to say about one place of a document.

    `severity` may lower the severity of the rule, never raise it. `url` is the normalised URL
    that the finding is about, if it is about one. `notes` say more in a line each, `hint` what to
    do where it is right as it is; reports in full show them. Findings of one rule in one list with
    the same `cause` are reported as one; with None, each needs a correction of its own. `covers`
    is where findings of the rules that its rule outranks follow from it, if not in `span` alone.
    """

    span: Span
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    url: str | None = None
    severity: Severity | None = None
    notes: tuple[str, ...] = ()
    hint: str | None = None
    cause: str | None = None
    covers: Span | None = None


class Diagnostic(NamedTuple):
    """A finding as the user sees it: with its rule, file and effective severity.

    `identity` is made of the rule, the entry and the content, never of the line: two runs over a
    list whose lines moved give the same identities. `entry` is the title of the entry that it
    stands in, "" without one, and `section` the text of the heading above. `more` are the other
    places with the same cause, in order, where the report has them together. `former` are the
    identities that 0.1.0 may have given it, other than `identity`.
    """

    rule: str
    source: Source
    severity: Severity
    finding: Finding
    identity: str
    entry: str = ""
    section: str = ""
    more: tuple[Diagnostic, ...] = ()
    former: frozenset[str] = frozenset()

    @property
    def places(self) -> tuple[Diagnostic, ...]:
        """Every place of the cause as a diagnostic of its own, this one first."""
        return (self._replace(more=()), *self.more) if self.more else (self,)

    @property
    def told(self) -> str:
        """The message, with how many more places the cause has."""
        return (
            f"{self.message} (and {plural(len(self.more), 'more place')})"
            if self.more
            else (self.message)
        )

    @property
    def path(self) -> str:
        """The file, as the user named it."""
        return self.source.path

    @property
    def span(self) -> Span:
        """Where in the file."""
        return self.finding.span

    @property
    def message(self) -> str:
        """What is wrong, with the values."""
        return self.finding.message

    @property
    def line(self) -> int:
        """The line of the first character, from 1."""
        return self.source.position(self.finding.span.start)[0]

    @property
    def column(self) -> int:
        """The column of the first character, from 1, in characters."""
        return self.source.position(self.finding.span.start)[1]
