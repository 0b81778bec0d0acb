"""The pipeline on one page: sources, documents, facts, rules, diagnostics, report."""

from __future__ import annotations

import hashlib
import time
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from lint import __version__, urls
from lint.diagnostics import Diagnostic, Occurrence, Report
from lint.document.model import LinkKind
from lint.document.parser import parse
from lint.document.suppressions import Suppressions
from lint.errors import ConfigError
from lint.inputs import beside, file_facts
from lint.links.result import LinkResult, Reason, Verdict
from lint.rows import judge
from lint.rules import Context

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lint.config import Config
    from lint.diagnostics import Finding, Span
    from lint.document.model import Document, Link
    from lint.rows import Entry, Judged
    from lint.rules import Rule
    from lint.source import Source


class Listener(Protocol):
    """Who is told what is no part of a report."""

    def fail(self, line: str) -> None:
        """A file, or a rule on a file, that the report lacks."""

    def note(self, line: str) -> None:
        """Something that is worth a word."""

    def progress(self, done: int, total: int) -> None:
        """How many of all links to check have a verdict."""


class Task(NamedTuple):
    """A list to judge and the configuration that holds for it.

    `streamed` says that it came from standard input, whatever path it goes by.
    """

    source: Source
    config: Config
    streamed: bool = False


class Interrupted(KeyboardInterrupt):
    """The run was interrupted while links were checked; `report` has what was known by then."""

    def __init__(self, report: Report) -> None:
        super().__init__("interrupted")
        self.report = report


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A list, understood, with its http(s) links under their normalised URLs."""

    config: Config
    document: Document
    judged: Judged
    links: tuple[tuple[str, Link], ...]

    @property
    def source(self) -> Source:
        return self.document.source


def run(
    tasks: Sequence[Task],
    rules: Iterable[Rule],
    *,
    today: dt.date,
    listener: Listener,
    known: Mapping[str, LinkResult] | None = None,
) -> Report:
    """Judge the lists of `tasks` by those of `rules` that their configurations select.

    `listener` is told of a list that cannot be parsed and of a rule that breaks; the rest is
    reported. The link options are those of the first list that is not offline. The URLs of `known`
    are not checked again. Raises ConfigError for what a configuration names and nobody can use, a
    schema for one, and Interrupted.
    """
    start = time.perf_counter()
    rules = tuple(rules)
    lists = [parsed for task in tasks if (parsed := _parse(task, today, listener)) is not None]
    results, interrupted = _results(lists, listener, known or {})
    diagnostics: list[Diagnostic] = []
    suppressed = 0
    for each in lists:
        context = Context(
            today=today,
            results={} if each.config.offline else results,
            entries=each.judged.entries,
            violations=each.judged.violations,
            files=file_facts(each.source.path, (link.url for link in each.document.links)),
            beside=beside(each.source.path),
            configured=each.config.options(rules),
        )
        shown, hidden = _judge(each, rules, context, listener)
        diagnostics += shown
        suppressed += hidden
    report = Report(
        diagnostics=tuple(sorted(diagnostics, key=lambda one: one.path)),
        results=results,
        occurrences=_occurrences(lists, results),
        files=len(lists),
        entries=sum(len(each.judged.entries) for each in lists),
        links=sum(len(each.document.links) for each in lists),
        suppressed=suppressed,
        elapsed=time.perf_counter() - start,
    )
    if interrupted:
        raise Interrupted(report)
    return report


def entries(task: Task, listener: Listener, *, today: dt.date) -> tuple[Entry, ...]:
    """The entries of one list.

    `listener` is told why, if it cannot be parsed. Raises ConfigError as `run` does.
    """
    parsed = _parse(task, today, listener)
    return () if parsed is None else parsed.judged.entries


def _parse(task: Task, today: dt.date, listener: Listener) -> _Parsed | None:
    """The list of `task`, understood; None, once `listener` was told why, if it cannot be."""
    source, config = task.source, task.config
    try:
        document = parse(source)
        judged = judge(
            document,
            config.tables_for(source.path),
            null_marks=config.null_marks,
            dates=config.dates,
            latest=today.year + 1,
        )
    except ConfigError as error:
        raise config.error(str(error)) from None
    except RecursionError:
        listener.fail(f"{source.path}: nested too deeply to be judged")
        return None
    except Exception as error:  # noqa: BLE001 - the other files are to be judged all the same
        listener.fail(f"{source.path}: {_defect('the parser', error)}")
        return None
    links = ((urls.http(link.url), link) for link in document.links)
    return _Parsed(
        config, document, judged, tuple((url.request, link) for url, link in links if url)
    )


def _results(
    lists: Sequence[_Parsed], listener: Listener, known: Mapping[str, LinkResult]
) -> tuple[Mapping[str, LinkResult], bool]:
    """A result for each URL of `lists`, that in `known` if it is there, by their first use.

    The second value says that the check was interrupted: URLs without a verdict are then absent.
    """
    online = [each for each in lists if not each.config.offline]
    wanted = {url: None for each in online for url, link in each.links if not _is_badge(link)}
    badges = {url for each in online for url, link in each.links if _is_badge(link)}
    checked: Mapping[str, LinkResult] = {}
    interrupted = False
    wanted = {url: None for url in wanted if url not in known}
    if wanted:
        from lint.links import checker

        done = 0

        def count(_: LinkResult) -> None:
            nonlocal done
            done += 1
            listener.progress(done, len(wanted))

        try:
            checked = checker.check(wanted, online[0].config.links, count)
        except checker.Interrupted as error:
            checked, interrupted = error.results, True
        if not interrupted and checker.network_down(checked):
            listener.note("no host answered: the network seems to be down")
    results = {}
    for url in dict.fromkeys(url for each in lists for url, _ in each.links):
        if url in checked or url in known:
            results[url] = checked.get(url) or known[url]
        elif url not in wanted:
            reason = Reason.BADGE_IMAGE if url in badges else Reason.OFFLINE
            results[url] = LinkResult(url, Verdict.SKIPPED, reason)
    return results, interrupted


def _is_badge(link: Link) -> bool:
    return link.kind is LinkKind.IMAGE and link.badge is not None


def _occurrences(
    lists: Sequence[_Parsed], results: Mapping[str, LinkResult]
) -> Mapping[str, tuple[Occurrence, ...]]:
    found: dict[str, list[Occurrence]] = {url: [] for url in results}
    for each in lists:
        for url, link in each.links:
            if url in found:
                found[url].append(Occurrence(each.source, link.span, link.kind))
    return {url: tuple(uses) for url, uses in found.items()}


def _judge(
    each: _Parsed, rules: Iterable[Rule], context: Context, listener: Listener
) -> tuple[list[Diagnostic], int]:
    """What the selected rules say of one list, each thing once, and how much of it is hidden."""
    path = each.source.path
    said: list[tuple[Rule, Finding]] = []
    found: dict[str, tuple[Finding, ...]] = {}
    for rule in sorted(rules, key=lambda rule: rule.needs_findings):
        if not each.config.selects(rule, path) or (rule.needs_links and each.config.offline):
            continue
        facts = replace(context, findings=dict(found)) if rule.needs_findings else context
        try:
            findings: dict[tuple[Span, str], Finding] = {}
            for one in rule.check(each.document, facts):
                findings.setdefault((one.span, one.message), one)
        except Exception as error:  # noqa: BLE001 - the other rules' findings still stand
            listener.fail(f"{path}: {_defect(f'rule {rule.id}', error)}")
        else:
            found[rule.id] = tuple(findings.values())
            said += ((rule, one) for one in findings.values())
    diagnostics = list(_stamp(each, said))
    suppressions = Suppressions(each.document)
    hidden = {
        (rule.id, offset)
        for rule in {rule.id: rule for rule, _ in said}.values()
        for offset in suppressions.quiet(
            rule.id,
            [one.span.start for one in found[rule.id]],
            # Whoever turns everything off is to hear of it where nothing needed it.
            by_name=rule.needs_findings,
        ).hidden
    }
    shown = [one for one in diagnostics if (one.rule, one.span.start) not in hidden]
    return shown, len(diagnostics) - len(shown)


def _stamp(each: _Parsed, findings: Iterable[tuple[Rule, Finding]]) -> Iterator[Diagnostic]:
    """Findings as diagnostics, in order: with a severity and an identity that outlives moves."""
    entries = _Entries(each.judged.entries)
    seen: Counter[tuple[str, ...]] = Counter()
    for rule, finding in sorted(findings, key=_position):
        content = " ".join(each.source.slice(finding.span).split())
        key = (rule.id, *entries.names(finding.span), content)
        digest = hashlib.sha256("\0".join((*key, str(seen[key]))).encode(errors="replace"))
        seen[key] += 1
        own = each.config.severity.get(rule.id) or rule.severity
        severity = min(own, finding.severity or own)
        yield Diagnostic(rule.id, each.source, severity, finding, digest.hexdigest()[:32])


class _Entries:
    """The entries of a list, to find the innermost one around a span. They nest or are apart."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = sorted(entries, key=lambda entry: (entry.span.start, -entry.span.end))
        self._starts = [entry.span.start for entry in self._entries]
        self._outer: list[int] = []
        around: list[int] = []
        for index, entry in enumerate(self._entries):
            while around and self._entries[around[-1]].span.end <= entry.span.start:
                around.pop()
            self._outer.append(around[-1] if around else -1)
            around.append(index)

    def names(self, span: Span) -> tuple[str, str]:
        """The section and the title of the entry around `span`; empty outside of entries."""
        index = bisect_right(self._starts, span.start) - 1
        while index >= 0 and not self._entries[index].span.contains(span):
            index = self._outer[index]
        if index < 0:
            return "", ""
        entry = self._entries[index]
        return entry.section, str(entry.fields.get("title", ""))


def _position(found: tuple[Rule, Finding]) -> tuple[Span, str, str]:
    rule, finding = found
    return finding.span, rule.id, finding.message


def _defect(who: str, error: Exception) -> str:
    """One line on a crash of ours, with what a report of it needs."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" ({place.tb_frame.f_globals['__name__']}:{place.tb_lineno})" if place else ""
    what = f"{type(error).__name__}: {error}"[:200]
    return (
        f"{who} failed with {what}{where}; this is a defect of awesome-lint {__version__}: "
        "report it with this line and the list"
    )
