"""What the linter finds, offline, in a list with a new entry and not in the list without it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lint.config.overrides import Overrides
from lint.config.rules import rules_for
from lint.engine.listener import NullListener
from lint.engine.pipeline import run
from lint.patterns import lazy
from lint.source import Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from lint.adding.lines import Draft
    from lint.diagnostics import Diagnostic
    from lint.engine.analysis import Task

# The rule that speaks of a field that an entry lacks.
_MISSING = {"date": "missing-date", "summary": "missing-summary", "title": "missing-title"}
_NUMBERS = lazy(r"\d+")
_MISSING_LINK = "missing-link"
_FIELDS = frozenset({"date", "venue", "authors", "summary", "title"})


def introduced(
    task: Task, old: Sequence[Diagnostic], draft: Draft, today: dt.date
) -> Sequence[Diagnostic] | None:
    """What `draft` brings into the list of `task`, but for what is said of its unknown fields.

    `old` is what is found without it. None for a list that cannot be linted.
    """
    source = task.source
    after = Source(source.path, draft.applied(source.text), source.file)
    new = findings(task._replace(source=after), today)
    if new is None:
        return None
    known = Counter((one.rule, one.span.start) for one in old)
    allowed = set(_allowed(draft.unknown))
    found = []
    size = len(draft.text)
    for one in new:
        start = one.span.start
        inside = draft.at <= start < draft.at + size
        if inside and one.rule in allowed:
            continue
        key = one.rule, start if start < draft.at else start - size
        if not inside and known[key] > 0:
            known[key] -= 1
            continue
        found.append(one)
    # What is said of a whole table, such as its notation of dates, stands at its first row.
    gone = Counter(_said(one) for one in old if known[one.rule, one.span.start] > 0)
    return [one for one in found if not _is_taken(gone, _said(one))]


def _said(one: Diagnostic) -> tuple[str, str]:
    """The rule and the words of a finding, whatever numbers are in them."""
    return one.rule, _NUMBERS.sub("0", one.message)


def _is_taken(left: Counter[tuple[str, str]], key: tuple[str, str]) -> bool:
    """Whether `key` is among what is `left`, from which one is then taken."""
    if left[key] <= 0:
        return False
    left[key] -= 1
    return True


def findings(task: Task, today: dt.date) -> Sequence[Diagnostic] | None:
    """What the linter finds in a list offline; None for one that cannot be linted."""
    offline = task._replace(config=task.config.override(Overrides(offline=True)))
    heard = NullListener()
    report = run([offline], rules_for([offline.config]), today=today, listener=heard)
    return None if heard.failures else report.diagnostics


def _allowed(unknown: Iterable[str]) -> Iterable[str]:
    for name in unknown:
        yield _MISSING.get(name, _MISSING_LINK)
        if name not in _FIELDS:
            yield "placeholder-row"
