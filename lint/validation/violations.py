"""Entries against their schemas: what is wrong, which rule reports it, and where it stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lint.credentials import hide
from lint.dates import cells as dating
from lint.diagnostics import Finding, Severity
from lint.entries.candidates.loose import with_loose_rows
from lint.entries.dating import with_dates
from lint.entries.entry import ROWS, Entry, Unread
from lint.entries.headers import plain
from lint.entries.nulls import fold, is_null
from lint.entries.reader import read_texts
from lint.entries.tables import Reading, TableEntries, read_table
from lint.errors import ConfigError
from lint.patterns import lazy
from lint.text import did_you_mean
from lint.validation.validator import compile_schema

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lint.document.model import Document, Table
    from lint.entries.columns import Columns
    from lint.entries.facts import Facts
    from lint.entries.labels import EntryLink
    from lint.entries.options import TableConfig
    from lint.source import Span
    from lint.validation.validator import Breach, EntryValidator

__all__ = ["Entry", "Judged", "Violation", "judge"]

_MISSING = frozenset({"missing-date", "missing-link", "missing-summary", "missing-title"})
# A label that one in five of its links belies, or more, is a habit of the list, to be said once.
_FEWEST_BROKEN = 5
_HABIT = 5
_LONGEST_VALUE = 60
_LONGEST_MESSAGE = 160
_TEMPLATE = lazy(r"\{(\w+)\}")


class Violation(NamedTuple):
    """A place where an entry breaks its schema, and the rule that is to report it.

    `url` is the normalised URL that it is about, if any. `severity` may lower that of the rule.
    """

    rule: str
    span: Span
    message: str
    severity: Severity | None = None
    url: str | None = None

    def finding(self) -> Finding:
        """The violation in the words of a rule."""
        return Finding(self.span, self.message, url=self.url, severity=self.severity)


class Judged(NamedTuple):
    """The entries of a document in order, and the violations by rule, each rule's in order.

    `unread` is what looks like entries and was not read as such.
    """

    entries: tuple[Entry, ...]
    violations: Mapping[str, tuple[Violation, ...]]
    unread: tuple[Unread, ...] = ()


class _Found(NamedTuple):
    """A violation of a link's promise with the link, to tell habits from slips."""

    violation: Violation
    link: EntryLink | None


def judge(
    document: Document,
    tables: Sequence[TableConfig] = (),
    *,
    null_marks: Iterable[str] = (),
    dates: Iterable[str] = (),
    latest: int = dating.LATEST,
) -> Judged:
    """Hold the entries of `document` against their schemas.

    `tables` configures tables: the first that fits one counts. `null_marks` are cells that say on
    purpose that there is nothing, `dates` notations to accept, both besides the common ones.
    `latest` is the last year that a date may have: next year, for whoever knows today's.
    Raises ConfigError for a schema that cannot be used and a notation that is none.
    """
    document = with_loose_rows(document)
    texts = read_texts(document)
    unread = list(texts.unread)
    known = frozenset(entry.links[0].link.url for entry in texts.entries if entry.links)
    found_in: list[tuple[_TableJudge, TableEntries]] = []
    for table in document.tables:
        judge_table = _TableJudge(table, _config(table, tables), null_marks, dates, latest)
        read = judge_table.read(document, texts.facts, known)
        if isinstance(read, Unread):
            unread.append(read)
        if isinstance(read, TableEntries):
            found_in.append((judge_table, read))
    accepted = frozenset((*dates, *(notation for config in tables for notation in config.dates)))
    rows = [entry for _, read in found_in for entry in read.entries]
    entries, habits = with_dates(
        document,
        (*rows, *texts.entries),
        accepted=accepted,
        latest=latest,
        excused={
            id(entry)
            for judge_table, read in found_in
            for entry in read.entries
            if judge_table.excuses(entry.fields.get("date", ""), read.columns)
        },
    )
    found = [
        _Found(Violation("invalid-date", one.place, one.text, Severity.INFO), None)
        for one in habits
    ]
    at = 0
    for judge_table, read in found_in:
        found += judge_table.violations(read, entries[at : at + len(read.entries)])
        at += len(read.entries)
    if at < len(entries):
        validator = compile_schema(None).with_dates(lambda _: None)
        found += [one for entry in entries[at:] for one in _violations(entry, validator)]
    entries = tuple(sorted(entries, key=lambda entry: (entry.span.start, -entry.span.end)))
    by_rule: dict[str, list[Violation]] = {}
    for violation in sorted(_habits(found, entries), key=lambda one: one.span):
        by_rule.setdefault(violation.rule, []).append(violation)
    return Judged(
        entries,
        {rule: tuple(each) for rule, each in by_rule.items()},
        tuple(sorted(unread, key=lambda one: one.line)),
    )


def _config(table: Table, tables: Iterable[TableConfig]) -> TableConfig | None:
    """The first configuration whose conditions hold for `table`."""
    headers = {plain(cell.text) for cell in table.header.cells}
    headings = [heading.text for heading in table.headings]
    for config in tables:
        if config.fits_headers(headers) and config.fits_headings(headings):
            return config
    return None


class _TableJudge:
    """Reads and judges one table as it is configured."""

    def __init__(
        self,
        table: Table,
        config: TableConfig | None,
        null_marks: Iterable[str],
        dates: Iterable[str],
        latest: int,
    ) -> None:
        self.table = table
        self.schema = config.schema if config else None
        self.foreign = config is not None and config.foreign
        self.wanted = config.entries if config else None
        self.mapping = config.map if config else {}
        self.marks = frozenset(map(fold, (*null_marks, *(config.null_marks if config else ()))))
        self.accepted = frozenset((*dates, *(config.dates if config else ())))
        for notation in self.accepted - dating.OPTIONAL:
            raise ConfigError(
                f"'dates': {notation!r} is not an optional notation"
                f"{did_you_mean(notation, dating.OPTIONAL)}"
            )
        headings = [heading.text for heading in table.headings]
        self.latest = latest
        self.dated = dating.year_in(headings, latest=latest) is not None

    def read(
        self, document: Document, facts: Facts, known: frozenset[str]
    ) -> TableEntries | Unread | None:
        """The entries of the table, if it holds any."""
        reading = Reading(self.wanted, self.mapping, self.marks, self._is_date)
        return read_table(document, self.table, reading, facts, known)

    def violations(self, read: TableEntries, entries: Sequence[Entry]) -> Iterator[_Found]:
        """What is wrong with the table that was `read` as `entries`."""
        for span, message in read.placeholders:
            yield _Found(Violation("placeholder-row", span, message), None)
        if not entries:
            return
        dates = {entry.date.text: entry.date.reason for entry in entries if entry.date is not None}

        def defect(text: str) -> str | None:
            """Why a cell is not a date; a curator's schema may ask so of any cell."""
            if text in dates:
                return dates[text] or None
            return None if self.excuses(text, read.columns) else self._check(text, self.accepted)

        validator = compile_schema(self.schema, foreign=self.foreign).with_dates(defect)
        found = [one for entry in entries for one in _violations(entry, validator)]
        yield from _optional_summaries(found, len(entries))

    def excuses(self, text: str, columns: Columns) -> bool:
        """Whether a cell of dates says on purpose that there is none, or names a venue alone."""
        if not text:
            return False
        return is_null(text, self.marks) or (
            columns.venue_in_date and not any(map(str.isdecimal, text))
        )

    def _is_date(self, text: str) -> bool:
        return self._check(text, self.accepted | dating.OPTIONAL) is None

    def _check(self, text: str, accepted: frozenset[str]) -> str | None:
        reason = None
        # A year that lies ahead is a year all the same: future-date has a word on it.
        for latest in (self.latest, dating.LATEST):
            why = dating.check(text, year_from_heading=self.dated, accepted=accepted, latest=latest)
            if why is None:
                return None
            reason = reason or why
        return reason


def _optional_summaries(found: Sequence[_Found], entries: int) -> Iterator[_Found]:
    """The violations, with one info on summaries where most rows of a table have none."""
    missing = [one for one in found if one.violation.rule == "missing-summary"]
    if len(missing) < _FEWEST_BROKEN or len(missing) * 2 <= entries:
        yield from found
        return
    first = missing[0].violation
    message = f"{first.message} in {len(missing)} of {entries} rows of this table"
    yield _Found(first._replace(message=message, severity=Severity.INFO), None)
    yield from (one for one in found if one.violation.rule != "missing-summary")


def _habits(found: Iterable[_Found], entries: Iterable[Entry]) -> Iterator[Violation]:
    """The violations, with one info in the place of those that a list commits on purpose."""
    found = list(found)
    broken = Counter(one.link.says for one in found if one.link is not None)
    if not broken:
        yield from (one.violation for one in found)
        return
    total = Counter(link.says for entry in entries for link in entry.links or ())
    habits = {
        says
        for says, count in broken.items()
        if count >= _FEWEST_BROKEN and count * _HABIT >= total[says]
    }
    for violation, link in found:
        if link is None or link.says not in habits:
            yield violation
        elif broken[link.says]:
            count = broken.pop(link.says)
            message = (
                f"{violation.message}, as do {count} of {total[link.says]} such labels in this list"
            )
            yield violation._replace(message=message, severity=Severity.INFO)


def _violations(entry: Entry, validator: EntryValidator) -> Iterator[_Found]:
    """What is wrong with one entry, each thing once."""
    found: dict[tuple[str, Span], _Found] = {}
    for breach in validator.breaches(entry.as_json()):
        one = _violation(entry, breach)
        found.setdefault((one.violation.rule, one.violation.span), one)
    rules = {rule for rule, _ in found}
    silent: frozenset[str] = frozenset()
    if entry.surplus or (entry.short and "invalid-date" in rules):
        # Where cells stand under wrong headers, what seems to be missing is not.
        silent = _MISSING
    elif "missing-title" in rules and not entry.links and not entry.fields.get("summary"):
        # The title is one of many things that such a row lacks.
        silent = _MISSING - {"missing-title"}
    yield from (one for (rule, _), one in found.items() if rule not in silent)


def _violation(entry: Entry, breach: Breach) -> _Found:
    """`breach` with its message and its place in the source."""
    link = None
    field = str(breach.path[0]) if breach.path else ""
    if field == "links" and len(breach.path) > 1 and entry.links is not None:
        link = entry.links[int(breach.path[1])]
    span = link.link.span if link else entry.places.get(field, _first_place(entry))
    url = link.link.web if link else None
    severity = None
    if entry.listed and breach.rule == "missing-summary":
        # Nothing but the other items says that a list has summaries.
        severity = Severity.WARNING
    elif breach.rule == "missing-link" and entry.form not in ROWS:
        severity = Severity.INFO
    violation = Violation(
        breach.rule,
        span,
        _message(breach, field, link),
        severity,
        url.request if url else None,
    )
    return _Found(violation, link if breach.rule == "badge-url-mismatch" else None)


def _first_place(entry: Entry) -> Span:
    """Where to point for the entry as a whole: its title, if it has a place."""
    return entry.places.get("title", entry.span)


def _message(breach: Breach, field: str, link: EntryLink | None) -> str:
    """The schema's message with its values, or what jsonschema says."""
    if not breach.template:
        where = f"{'/'.join(map(str, breach.path))}: " if breach.path else ""
        return _shorten(where + breach.detail, _LONGEST_MESSAGE)
    value = breach.value if isinstance(breach.value, str) else ""
    values = {"field": field, "value": value, "reason": breach.reason}
    if link is not None:
        values |= {
            "label": link.shown or link.label,
            "text": f"{link.label} {link.message}".strip(),
            "host": link.host,
            "page": link.page,
            "site": link.site,
            "url": link.link.url,
            "thing": "link" if link.link.badge is None else "badge",
        }

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name not in values:
            return match[0]
        # A reason is a sentence of ours; the rest is the list's own text.
        longest = _LONGEST_MESSAGE if name == "reason" else _LONGEST_VALUE
        return _shorten(values[name], longest)

    return _TEMPLATE.sub(fill, breach.template)


def _shorten(text: str, longest: int) -> str:
    text = hide(" ".join(text.split()))  # before a cut, after which it would not be found
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
