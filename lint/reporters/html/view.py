"""What the page shows, counted and put in order; the template only writes it down."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lint import urls
from lint.diagnostics import Severity
from lint.links.result import Reason, Verdict
from lint.reporters import _words
from lint.reporters._snippet import ELLIPSIS, Parts, parts
from lint.reporters.html.charts import Dates, HostVerdicts, by_host, entries_by_date
from lint.rules import all_rules
from lint.rules.helpers.results import in_words
from lint.text import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lint.diagnostics import Diagnostic, Finding
    from lint.engine.report import Report
    from lint.links.result import LinkResult
    from lint.source import Source, Span

_NO_SECTION = "(before the first heading)"
_SNIPPET_COLUMNS = 140
# What may follow a URL in a message.
_AFTER_URL = ("", " ", ",", ";", ":", ")")
# The breakdowns show so many lines, and the rest on demand.
_AT_A_GLANCE = 8
# What is wrong with a link comes before what is fine.
_ORDER = {
    verdict: place
    for place, verdict in enumerate(
        (Verdict.BROKEN, Verdict.UNVERIFIED, Verdict.OK, Verdict.SKIPPED)
    )
}


class Place(NamedTuple):
    """A place in a list, and the heading above it."""

    path: str
    line: int
    column: int
    section: str
    image: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Address(NamedTuple):
    """A URL to show; `href` is None unless it may be followed."""

    text: str
    href: str | None
    host: str


class OtherPlace(NamedTuple):
    """A further place of a cause, with what would be done there."""

    place: Place
    url: str | None
    fix: str | None


class FindingRow(NamedTuple):
    """A diagnostic with its source line.

    `split` is the message before and after the address, None if that is not in it.
    """

    severity: str
    rule: str
    message: str
    split: tuple[str, str] | None
    place: Place
    address: Address | None
    snippet: Parts
    last_line: int | None
    related: Sequence[tuple[str, str]]
    fix: str | None
    safe: bool
    entry: str
    line_url: str | None
    rule_url: str | None
    more: Sequence[OtherPlace]


class LinkRow(NamedTuple):
    """What became of a URL, and where it is used. `reason` is a word to filter by."""

    verdict: str
    reason: str
    words: str
    address: Address
    target: Address | None
    snapshot: Address | None
    result: LinkResult
    places: Sequence[Place]


class Group(NamedTuple):
    """How many findings of each severity have something in common, the most severe first."""

    name: str
    about: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


class Groups(NamedTuple):
    """The lines of a breakdown: those to show, and the rest."""

    first: Sequence[Group]
    rest: Sequence[Group]
    most: int


class View:
    """A report as the page shows it."""

    severities = tuple(sorted(Severity, reverse=True))

    def __init__(self, report: Report) -> None:
        self.report = report
        self._starts = {
            path: [heading.span.start for heading in headings]
            for path, headings in report.headings.items()
        }

    @cached_property
    def paths(self) -> Sequence[str]:
        """The files that were judged."""
        named = dict.fromkeys(self.report.headings)
        named |= dict.fromkeys(diagnostic.path for diagnostic in self.report.diagnostics)
        return tuple(named)

    @property
    def subject(self) -> str:
        """What the report is about, for its title: the list's own, and the repository."""
        path = self.paths[0] if len(self.paths) == 1 else ""
        titles = (one.text for one in self.report.headings.get(path, ()) if one.level == 1)
        title = next((_words.short(title) for title in titles if title.strip()), path)
        what = title or plural(len(self.paths), "file")
        return f"{what} ({self.repository})" if self.repository else what

    @property
    def repository(self) -> str:
        """The owner and the name of the repository of the lists, "" where they are not known."""
        url = urls.http(self.report.published.repository or "")
        return "" if url is None else url.path.strip("/")

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """The number of findings by severity, the most severe first."""
        return {str(one): self.report.count(one) for one in self.severities}

    @cached_property
    def fixable(self) -> tuple[int, int]:
        """How many places have a safe fix, and how many one that is not."""
        fixes = [one.finding.fix for one in self.report.places if one.finding.fix]
        safe = sum(fix.safe for fix in fixes)
        return safe, len(fixes) - safe

    @cached_property
    def findings(self) -> Sequence[FindingRow]:
        """The diagnostics in the order of the report."""
        return [self._finding(one) for one in self.report.diagnostics]

    @cached_property
    def by_rule(self) -> Groups:
        """The findings by rule, with what each rule is about."""
        rules = all_rules()
        return self._groups(
            lambda row: row.rule, lambda name: rules[name].summary if name in rules else ""
        )

    @cached_property
    def by_section(self) -> Groups:
        """The findings by the heading above them."""
        return self._groups(lambda row: row.place.section)

    @cached_property
    def by_host(self) -> Groups:
        """The findings on links, by the host that these lead to."""
        return self._groups(lambda row: row.address.host if row.address else "")

    @cached_property
    def links(self) -> Sequence[LinkRow]:
        """The URLs, broken ones first, otherwise in the order in which the lists have them."""
        rows = [self._link(url, result) for url, result in self.report.results.items()]
        rows.sort(key=lambda row: _ORDER[row.result.verdict])
        return rows

    @cached_property
    def verdicts(self) -> Mapping[str, int]:
        """The number of URLs by verdict, all four of them."""
        counted = Counter(result.verdict for result in self.report.results.values())
        return {verdict.value: counted[verdict] for verdict in _ORDER}

    @cached_property
    def fine(self) -> int:
        """The number of the links, at the end, without a problem."""
        return self.verdicts[Verdict.OK.value] + self.verdicts[Verdict.SKIPPED.value]

    @property
    def checked(self) -> bool:
        """Whether any link was to be checked."""
        return any(one.reason is not Reason.OFFLINE for one in self.report.results.values())

    @cached_property
    def hosts(self) -> HostVerdicts:
        """The verdicts by host."""
        return by_host((row.address.host, row.verdict) for row in self.links)

    @cached_property
    def dates(self) -> Dates | None:
        """The entries by date; None if none has a date."""
        return entries_by_date(self.report.dates)

    def _place(self, source: Source, span: Span, kind: str = "") -> Place:
        line, column = source.position(span.start)
        above = bisect_right(self._starts.get(source.path, ()), span.start)
        title = self.report.headings[source.path][above - 1].text if above else ""
        section = " ".join(title.split()) or _NO_SECTION
        return Place(source.path, line, column, section, kind == "image")

    def _finding(self, diagnostic: Diagnostic) -> FindingRow:
        source, finding = diagnostic.source, diagnostic.finding
        place = self._place(source, diagnostic.span)
        end_line, _ = source.position(diagnostic.span.end)
        address = _address(finding.url) if finding.url else None
        return FindingRow(
            str(diagnostic.severity),
            diagnostic.rule,
            diagnostic.told,
            _split(diagnostic.told, address.text) if address else None,
            place,
            address,
            _snippet(source, diagnostic.span),
            end_line if end_line > place.line else None,
            list(_related(source, finding)),
            finding.fix.title if finding.fix else None,
            finding.fix is not None and finding.fix.safe,
            _words.short(diagnostic.entry),
            self.report.published.line(source.path, place.line),
            self.report.published.rule(diagnostic.rule) if diagnostic.rule in all_rules() else None,
            [self._other(one) for one in diagnostic.more],
        )

    def _other(self, diagnostic: Diagnostic) -> OtherPlace:
        place = self._place(diagnostic.source, diagnostic.span)
        fix = diagnostic.finding.fix
        url = self.report.published.line(diagnostic.path, place.line)
        return OtherPlace(place, url, fix.title if fix else None)

    def _link(self, url: str, result: LinkResult) -> LinkRow:
        uses = self.report.occurrences.get(url, ())
        places = [self._place(one.source, one.span, one.kind) for one in uses]
        moved = "moved" if result.permanent else "redirected"
        reason = result.reason.value if result.reason else moved if result.redirected else ""
        target = result.final_url if result.redirected else None
        return LinkRow(
            result.verdict.value,
            reason,
            # The days are said apart.
            in_words(replace(result, last_good=None)) or _skipped(result),
            _address(result.url),
            _address(target) if target else None,
            _address(result.snapshot) if result.snapshot else None,
            result,
            places,
        )

    def _groups(
        self, key: Callable[[FindingRow], str], about: Callable[[str], str] = lambda _: ""
    ) -> Groups:
        """The findings by what `key` says of them, the worst group first; "" is no group."""
        counted: dict[str, Counter[str]] = {}
        for row in self.findings:
            if name := key(row):
                counted.setdefault(name, Counter())[row.severity] += 1
        found = [
            Group(name, about(name), tuple(counts[str(one)] for one in self.severities))
            for name, counts in counted.items()
        ]
        found.sort(key=lambda group: [-count for count in group.counts])
        most = max((group.total for group in found), default=0)
        return Groups(found[:_AT_A_GLANCE], found[_AT_A_GLANCE:], most)


def _address(text: str) -> Address:
    """A URL; only a web page may be followed, and that without anybody's name and password."""
    url = urls.http(text)
    if url is None:
        return Address(text, None, "")
    return Address(text, None if url.username or url.password else url.href, url.host)


def _split(message: str, url: str) -> tuple[str, str] | None:
    """`message` before and after `url`; None if it has the URL not at all, or in a longer one."""
    before, found, after = message.partition(url)
    return (before, after) if found and after[:1] in _AFTER_URL else None


def _snippet(source: Source, span: Span) -> Parts:
    """The line around `span`; blanks before an ellipsis at its end would break the line."""
    shown = parts(source, span, _SNIPPET_COLUMNS)
    blank = shown.after.endswith(f" {ELLIPSIS}")
    after = f"{shown.after[:-1].rstrip()} {ELLIPSIS}" if blank else shown.after
    return shown._replace(after=after)


def _related(source: Source, finding: Finding) -> Iterator[tuple[str, str]]:
    for one in finding.related:
        line, column = source.position(one.span.start)
        yield f"{line}:{column}", one.message


def _skipped(result: LinkResult) -> str:
    if result.verdict is not Verdict.SKIPPED or result.reason is None:
        return ""
    words = result.reason.value.replace("-", " ")
    return f"{words}: {result.detail}" if result.detail else words
