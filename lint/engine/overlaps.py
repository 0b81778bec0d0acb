"""Which of two findings at one place is shown.

A rule says in `outranks` which others speak of a consequence of what it finds: a URL that swallowed
the full stop behind it is malformed, and only therefore not found. Only findings of rules that ran
are compared, so a rule that is not selected hides nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lint.diagnostics import Finding, Severity
    from lint.rules import Rule
    from lint.source import Span


class Ranked(NamedTuple):
    """A finding of a rule with its effective severity."""

    rule: Rule
    finding: Finding
    severity: Severity


def resolve(found: Iterable[Ranked]) -> list[Ranked]:
    """`found` without the findings that lie within one of a rule that outranks theirs.

    What stays is at least as severe as what it hides. The order stays.
    """
    every = list(found)
    outranked = {loser for one in every for loser in one.rule.outranks}
    if not outranked:
        return every
    winners: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(every):
        for loser in one.rule.outranks:
            winners[loser].append(index)
    covers = {loser: _Cover(every, indexes) for loser, indexes in winners.items()}
    severities = {index: one.severity for index, one in enumerate(every)}
    hidden = set()
    for index, one in enumerate(every):
        cover = covers.get(one.rule.id)
        winner = cover.around(one.finding) if cover is not None else None
        if winner is not None:
            hidden.add(index)
            severities[winner] = max(severities[winner], one.severity)
    return [
        Ranked(one.rule, one.finding, severities[index])
        for index, one in enumerate(every)
        if index not in hidden
    ]


def _covered(finding: Finding) -> Span:
    return finding.span if finding.covers is None else finding.covers


class _Cover:
    """The places of some findings, to be asked which of them contains another."""

    def __init__(self, every: Sequence[Ranked], indexes: Iterable[int]) -> None:
        # Of those that begin before a place, the one that reaches furthest contains it if any does.
        self._starts: list[int] = []
        self._furthest: list[tuple[int, int]] = []
        spans = {index: _covered(every[index].finding) for index in indexes}
        for index, span in sorted(spans.items(), key=lambda one: (one[1], one[0])):
            reach = (span.end, index)
            if self._furthest and self._furthest[-1][0] >= span.end:
                reach = self._furthest[-1]
            self._starts.append(span.start)
            self._furthest.append(reach)

    def around(self, finding: Finding) -> int | None:
        """The index of a finding that contains `finding`; None without any."""
        at = bisect_right(self._starts, finding.span.start) - 1
        if at < 0:
            return None
        end, index = self._furthest[at]
        return index if end >= finding.span.end else None
