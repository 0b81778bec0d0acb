"""What the rules find in a list before its links are checked.

Few rules look at the results of links, and most of these only at links that are odd in some way.
This sees which rules did so, list by list. What the others found holds, and they run only once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.links.result import LinkResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lint.diagnostics import Finding
    from lint.engine.analysis import Parsed
    from lint.rules import Context, Rule
    from lint.source import Span

    Findings = Mapping[str, tuple[Finding, ...]]
    """What rules have found, by their ids."""


class FirstPass(NamedTuple):
    """What rules have found in a list without results, and what of it holds with any.

    A rule that broke is in neither. `done` is what of `Context.once` holds with any.
    """

    found: Findings
    lasting: Findings
    done: Mapping[Any, Any]


def first_pass(each: Parsed, rules: Iterable[Rule], context: Context) -> FirstPass:
    """What those of `rules` that need no links find in a list; `context` has no results."""
    looked = _Looked()
    done = _Done(looked)
    context = replace(context, results=_NoResults(looked), _done=done)
    found: dict[str, tuple[Finding, ...]] = {}
    lasting: dict[str, tuple[Finding, ...]] = {}
    for rule in rules:
        if not each.config.selects(rule, each.source.file):
            continue
        looked.now = rule.needs_repository  # which is looked up like a link
        try:
            found[rule.id] = findings_of(rule, each, context)
        except Exception:  # noqa: BLE001, S112 - the rule runs again, and what is wrong is said then
            continue
        if not looked.now:
            lasting[rule.id] = found[rule.id]
    return FirstPass(found, lasting, done.lasting())


def findings_of(rule: Rule, each: Parsed, context: Context) -> tuple[Finding, ...]:
    """What `rule` finds in a list, each thing once. Raises whatever the rule raises."""
    findings: dict[tuple[Span, str], Finding] = {}
    for one in rule.check(each.document, context):
        findings.setdefault((one.span, one.message), one)
    return tuple(findings.values())


class _Looked:
    """Whether somebody looked at results since that was last set to False."""

    now = False


class _NoResults(Mapping[str, LinkResult]):
    """No results; who looks is seen."""

    def __init__(self, looked: _Looked) -> None:
        self._looked = looked

    def __getitem__(self, url: str) -> LinkResult:
        self._looked.now = True
        raise KeyError(url)

    def __iter__(self) -> Iterator[str]:
        self._looked.now = True
        return iter(())

    def __len__(self) -> int:
        self._looked.now = True
        return 0


class _Done(dict[Any, Any]):
    """What `Context.once` has done: who uses what looked at results has looked at them, too."""

    def __init__(self, looked: _Looked) -> None:
        super().__init__()
        self._looked = looked
        self._by_results: set[Any] = set()

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, value)
        if self._looked.now:
            self._by_results.add(key)

    def __getitem__(self, key: Any) -> Any:
        self._looked.now |= key in self._by_results
        return super().__getitem__(key)

    def lasting(self) -> Mapping[Any, Any]:
        """What is the same whatever the results are."""
        return {key: value for key, value in self.items() if key not in self._by_results}
