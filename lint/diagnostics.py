"""What a rule says (`Finding`) and what the user sees (`Diagnostic`), with the types they share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of `span` by `replacement`."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that apply together or not at all.

    A safe fix changes nothing that GitHub renders but the text or URL that it mends.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about, such as the first of two duplicates."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say about one place of a document.

    `severity` may lower the severity of the rule, never raise it. `url` is the normalised URL
    that the finding is about, if it is about one. `notes` say more in a line each, `hint` what to
    do where it is right as it is; reports in full show them.
    """

    span: Span
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    url: str | None = None
    severity: Severity | None = None
    notes: tuple[str, ...] = ()
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding as the user sees it: with its rule, file and effective severity.

    `identity` is made of the rule, the entry and the content, never of the line: two runs over a
    list whose lines moved give the same identities.
    """

    rule: str
    source: Source
    severity: Severity
    finding: Finding
    identity: str

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
