"""Rules: pure functions of a document and its context, with their documentation.

Each module in `lint/rules` but this one is a rule: it holds one `Rule`, made by the `rule`
decorator, whose id is the module's name with hyphens. The module's docstring is the documentation:
a first line that names the problem, then the sections *What it does*, *Why it matters*, *Bad*,
*Good* and, for a rule with fixes, *Fix safety*. The tests run the examples in fences marked
`md bad` and `md good`. The section on options is generated from the type of the options.

A rule that can be configured has a frozen dataclass of options. Each field has a type and a
default, and in its metadata a `description` and, where it needs any, further keywords of JSON
Schema; schema/config.schema.json is generated from them. `context.options(ThatClass)` gives what
the configuration says, or the defaults.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    import datetime as dt

    from lint.diagnostics import Finding, Severity
    from lint.document.model import Document
    from lint.document.slugs import Anchors
    from lint.git.repository import Commit
    from lint.links.result import Facts, LinkResult
    from lint.source import Span
    from lint.validation.violations import Entry, Violation

_Options = TypeVar("_Options")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Context:
    """The facts that a rule may use besides the document.

    `results` are the link results by normalised URL without fragment; empty offline.
    `entries` are what the rows and items of the document say, in order.
    `violations` are the places where entries break their schema, by rule id.
    `files` says of each relative target of the document (percent-decoded, without query and
    fragment) whether it exists; targets that cannot be judged are absent.
    `anchors` are those of the Markdown files that the document links into, by relative target;
    files that cannot be judged are absent.
    `own` are targets from the root of the repository, by URLs as written that lead to its pages.
    `beside` are the sizes in bytes of the files at the root of the repository, in its docs/ and its
    .github/, by their paths in lower case; None for a list that does not lie at such a root.
    `configured` are the options of rules by their type, where the configuration has any.
    `added` are the spans of the entries that a change adds; None for a list that is judged whole.
    `removed` has, for those of them that were in the list before, the commit that removed them.
    `findings` are what each rule that ran has found, for rules that are about the others; a rule
    that was not selected, or needs links and was offline, is absent.
    `unused` is what a configuration says for nothing, where the document is its file.
    `home` is the URL of the page of the repository around the list, None where that is not known.
    `repository` is what its site says of the repository at whose root the list lies; None where
    nobody was asked, or nothing is known.
    """

    today: dt.date
    results: Mapping[str, LinkResult] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    violations: Mapping[str, tuple[Violation, ...]] = field(default_factory=dict)
    files: Mapping[str, bool] = field(default_factory=dict)
    anchors: Mapping[str, Anchors] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, int] | None = None
    configured: Mapping[type[Any], Any] = field(default_factory=dict)
    added: frozenset[Span] | None = None
    removed: Mapping[Span, Commit] = field(default_factory=dict)
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    repository: Facts | None = None
    home: str | None = None
    unused: tuple[Finding, ...] = ()
    _done: dict[tuple[object, int], Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, work: Callable[[Document, Context], _Result], document: Document) -> _Result:
        """What `work`, a pure function, says of `document`: done once, whichever rules ask."""
        key = work, id(document)
        if key not in self._done:
            self._done[key] = work(document, self)
        found: _Result = self._done[key]
        return found

    def options(self, kind: type[_Options]) -> _Options:
        """The options of this type, those that the configuration leaves out at their defaults."""
        found: _Options = self.configured.get(kind) or kind()
        return found


Check = Callable[["Document", Context], Iterator["Finding"]]


class Rule(NamedTuple):
    """A rule: its id, the severity of its findings, and the function that yields them.

    A rule with a `preset` is off unless that preset, or the rule by its name, is asked for.
    `options` is the type of its options, if it has any. A `relative` rule speaks of one place in
    the light of others: it names the first of many, or what is unlike the rest; so what it says
    moves, or comes up, when something else is changed. It `outranks` the rules, by id, whose
    findings at a place follow from its own there: only its own is shown. One that
    `needs_repository` is about what the list's own repository says of itself; one that
    `needs_fragments` about sections of pages. What a `separate` rule finds needs a correction at
    each place, even where a definition of Markdown is the same for several.
    """

    id: str
    severity: Severity
    since: str
    check: Check
    documentation: str
    needs_links: bool = False
    fixable: bool = False
    preset: str | None = None
    options: type[Any] | None = None
    needs_findings: bool = False
    relative: bool = False
    needs_repository: bool = False
    needs_fragments: bool = False
    outranks: frozenset[str] = frozenset()
    separate: bool = False

    @property
    def summary(self) -> str:
        """The first line of the documentation, without its full stop."""
        return self.documentation.partition("\n")[0].rstrip(".")


def rule(  # noqa: PLR0913 - what a rule is, by keyword, mostly left at the defaults
    rule_id: str,
    severity: Severity,
    *,
    since: str,
    needs_links: bool = False,
    fixable: bool = False,
    preset: str | None = None,
    options: type[Any] | None = None,
    needs_findings: bool = False,
    relative: bool = False,
    needs_repository: bool = False,
    needs_fragments: bool = False,
    outranks: Iterable[str] = (),
    separate: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of the decorated function; its module's docstring becomes the documentation.

    `needs_links` marks rules that say nothing offline, `fixable` those that may offer a fix.
    `preset`, `options`, `relative`, `needs_repository`, `needs_fragments`, `outranks` and
    `separate` are those of `Rule`.
    `needs_findings` marks rules that are about what the others have found.
    """

    def decorate(check: Check) -> Rule:
        documentation = inspect.cleandoc(sys.modules[check.__module__].__doc__ or "")
        return Rule(
            rule_id,
            severity,
            since,
            check,
            documentation,
            needs_links,
            fixable,
            preset,
            options,
            needs_findings,
            relative,
            needs_repository,
            needs_fragments,
            frozenset(outranks),
            separate,
        )

    return decorate
