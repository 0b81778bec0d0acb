"""The report on the lists of a run: what the rules say of them, before their links and after."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from lint.engine import redaction
from lint.engine.first_pass import first_pass
from lint.engine.reading import destinations
from lint.engine.report import Occurrence, Report
from lint.engine.rule_runner import judge_by
from lint.engine.unread import counted
from lint.files.inputs import beside, file_facts, home_page
from lint.rules import Context

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lint.diagnostics import Diagnostic
    from lint.document.suppressions import Suppression
    from lint.engine.analysis import Parsed
    from lint.engine.first_pass import Findings, FirstPass
    from lint.engine.listener import Listener
    from lint.links.result import LinkResult
    from lint.rules import Rule


class Reporting:
    """Runs `rules` on `lists`. `listener` receives why a rule breaks."""

    def __init__(
        self,
        lists: Sequence[Parsed],
        rules: Sequence[Rule],
        today: dt.date,
        listener: Listener,
    ) -> None:
        self._lists = lists
        self._rules = rules
        self._today = today
        self._listener = listener
        self._firsts: Sequence[FirstPass] = ()

    def begin(self) -> None:
        """Run the rules that need no links. What does not depend on results is found for good."""
        self._firsts = [
            first_pass(each, self._early, context)
            for each, context in zip(self._lists, self._contexts, strict=True)
        ]

    def early(self, others: Sequence[Diagnostic]) -> Report:
        """What can be said before the links are checked, as `report` has it; after `begin`."""
        known = [one.found for one in self._firsts]
        return self._report(self._early, {}, others, self._contexts, known)

    def report(self, results: Mapping[str, LinkResult], others: Sequence[Diagnostic]) -> Report:
        """What is to be said of the lists by `results`, with `others` that are about no list."""
        contexts = [
            replace(context, results=each.answers(results), repository=each.repository(results))
            for each, context in zip(self._lists, self._contexts, strict=True)
        ]
        if not self._firsts:
            return self._report(self._rules, results, others, contexts, [{}] * len(contexts))
        contexts = [
            replace(context, _done=dict(first.done))
            for context, first in zip(contexts, self._firsts, strict=True)
        ]
        known = [one.lasting for one in self._firsts]
        return self._report(self._rules, results, others, contexts, known)

    @cached_property
    def _early(self) -> Sequence[Rule]:
        """The rules that have said everything before a link is checked."""
        return [one for one in self._rules if not one.needs_links and not one.needs_findings]

    @cached_property
    def _contexts(self) -> Sequence[Context]:
        """What the rules know of each list before its links are checked."""
        return [
            Context(
                today=self._today,
                entries=each.judged.entries,
                violations=each.judged.violations,
                files=file_facts(each.source.file, destinations(each.document, each.own)),
                own=each.own,
                anchors=each.anchors or {},
                beside=beside(each.source.file),
                configured=each.config.options(self._rules),
                added=each.change.added if each.change else None,
                removed=each.removed,
                home=home_page(each.source.file),
            )
            for each in self._lists
        ]

    def _report(
        self,
        rules: Sequence[Rule],
        results: Mapping[str, LinkResult],
        others: Sequence[Diagnostic],
        contexts: Sequence[Context],
        known: Sequence[Findings],
    ) -> Report:
        lists = self._lists
        occurrences = _occurrences(lists, results)
        diagnostics: list[Diagnostic] = [*others]
        older: list[Diagnostic] = []
        dates: list[str] = []
        suppressed = 0
        for each, context, findings in zip(lists, contexts, known, strict=True):
            shown, hidden = judge_by(each, rules, context, self._listener, findings)
            again = _again(each, rules, hidden)
            if again:
                back = (one for one in hidden if one.identity in again)
                shown = sorted((*shown, *back), key=lambda one: (one.span, one.rule, one.message))
            if each.change is not None:
                shown, old = each.change.split(shown, rules, each.judged.violations.keys())
                older += old
            diagnostics += _noted(shown, again) if again else shown
            suppressed += len(hidden) - len(again)
            dates += (one.date.iso for one in each.judged.entries if one.date and one.date.iso)
        return Report(
            diagnostics=tuple(sorted(diagnostics, key=lambda one: one.path)),
            results={url: redaction.of_result(results[url]) for url in occurrences},
            occurrences=occurrences,
            files=len(lists),
            entries=sum(len(each.judged.entries) for each in lists),
            links=sum(len(each.document.links) for each in lists),
            suppressed=suppressed,
            older=tuple(older),
            asides={url: result for url, result in results.items() if url not in occurrences},
            headings={each.source.path: each.document.headings for each in lists},
            dates=tuple(sorted(dates)),
            today=self._today,
            unread={each.source.path: counted(each.judged) for each in lists},
        )


def _noted(found: Iterable[Diagnostic], again: Mapping[str, Suppression]) -> Iterator[Diagnostic]:
    from lint.engine.distrust import with_note

    for one in found:
        yield with_note(one, again[one.identity]) if one.identity in again else one


def _again(
    each: Parsed, rules: Iterable[Rule], hidden: Sequence[Diagnostic]
) -> Mapping[str, Suppression]:
    """What a stranger's comments hide and must not, by identity; see `lint.engine.distrust`."""
    if each.trusted is None or each.config.github.trust_suppressions or not hidden:
        return {}
    from lint.engine.distrust import shown_again
    from lint.engine.versions import Version

    now = Version(each.source, lambda: (each.document, each.judged.entries))
    by_name = {rule.id for rule in rules if rule.needs_findings}
    npm = each.config.compat.npm_comments
    return shown_again(now, each.trusted.own, hidden, by_name, npm=npm)


def _occurrences(
    lists: Sequence[Parsed], results: Mapping[str, LinkResult]
) -> Mapping[str, tuple[Occurrence, ...]]:
    found: dict[str, tuple[Occurrence, ...]] = {}
    several: dict[str, list[Occurrence]] = {}
    for each in lists:
        for url, link in each.links:
            if url in results:
                one = Occurrence(each.source, link.span, link.kind)
                if url not in found:
                    found[url] = (one,)  # a list for each URL would take more than all uses
                else:
                    several.setdefault(url, [*found[url]]).append(one)
    found.update((url, tuple(uses)) for url, uses in several.items())
    return found
