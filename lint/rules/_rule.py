"""What a rule is: a pure function of a document and its context, with its documentation.

A module in `lint/rules` whose name has no leading underscore is a rule: it holds one `Rule`, made
by the `rule` decorator, whose id is the module's name with hyphens. The module's docstring is the
documentation: a first line that says what is wrong, why it matters, and fenced examples marked
`md bad` and `md good`, which the tests execute.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from lint.diagnostics import Finding, Severity
    from lint.document.model import Document
    from lint.links.result import LinkResult
    from lint.rows import Entry, Violation


@dataclass(frozen=True, slots=True)
class Context:
    """The facts that a rule may use besides the document.

    `results` are the link results by normalised URL without fragment; empty offline.
    `entries` are what the rows and items of the document say, in order.
    `violations` are the places where entries break their schema, by rule id.
    `files` says of each relative target of the document (percent-decoded, without query and
    fragment) whether it exists; targets that cannot be judged are absent.
    """

    today: dt.date
    results: Mapping[str, LinkResult] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    violations: Mapping[str, tuple[Violation, ...]] = field(default_factory=dict)
    files: Mapping[str, bool] = field(default_factory=dict)


Check = Callable[["Document", Context], Iterator["Finding"]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, the severity of its findings, and the function that yields them."""

    id: str
    severity: Severity
    since: str
    check: Check
    documentation: str
    needs_links: bool = False
    fixable: bool = False

    @property
    def summary(self) -> str:
        """The first line of the documentation, without its full stop."""
        return self.documentation.partition("\n")[0].rstrip(".")


def rule(
    rule_id: str,
    severity: Severity,
    *,
    since: str,
    needs_links: bool = False,
    fixable: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of the decorated function; its module's docstring becomes the documentation.

    `needs_links` marks rules that say nothing offline, `fixable` those that may offer a fix.
    """

    def decorate(check: Check) -> Rule:
        documentation = inspect.cleandoc(sys.modules[check.__module__].__doc__ or "")
        return Rule(rule_id, severity, since, check, documentation, needs_links, fixable)

    return decorate
