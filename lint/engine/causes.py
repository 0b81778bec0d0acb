"""One cause, one report: findings that a single correction would take away are one diagnostic.

That is so where a rule says it (`Finding.cause`), and where Markdown itself does: a definition is
written once, however often it is used. Comes after suppressions, the baseline and `--base`, so that
the place that is shown is the first of those that remain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.document.model import LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lint.diagnostics import Diagnostic
    from lint.document.model import Document
    from lint.engine.overlaps import Ranked
    from lint.source import Span


def grouped(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """`diagnostics`, those of one cause in one list as one, at the place of its first."""
    groups: dict[object, list[Diagnostic]] = {}
    for number, one in enumerate(diagnostics):
        cause = one.finding.cause
        key = number if cause is None else (one.path, one.rule, one.severity, cause)
        groups.setdefault(key, []).append(one)
    return tuple(
        first._replace(more=tuple(more)) if more else first for first, *more in groups.values()
    )


def apart(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """`diagnostics` with one for each place, in the order of a report; undoes `grouped`."""
    together = tuple(diagnostics)
    if not any(one.more for one in together):
        return together
    return tuple(sorted((place for one in together for place in one.places), key=_position))


def _position(one: Diagnostic) -> tuple[str, Span, str, str]:
    return one.path, one.span, one.rule, one.message


def definitions(document: Document) -> Mapping[Span, Span]:
    """Where the definitions are that the links and images of `document` refer to, by their places.

    Links that hold their own destinations are left out.
    """
    return {
        link.span: link.url_span
        for link in document.links
        if link.kind in {LinkKind.REFERENCE, LinkKind.IMAGE}
        and not link.span.contains(link.url_span)
    }


def cause_of(found: Ranked, definitions: Mapping[Span, Span]) -> str | None:
    """What `found` has in common with others that one correction would take away with it."""
    finding, rule = found.finding, found.rule
    if finding.cause is not None or rule.separate or rule.relative:
        return finding.cause
    definition = definitions.get(finding.span)
    return None if definition is None else f"{definition.start} {finding.message}"
