"""Documents made of parts, and what a rule finds in them, by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.source import Source
from lint.testing import judge, read_case

if TYPE_CHECKING:
    from lint.diagnostics import Finding


def found(rule: str, text: str) -> dict[int, Finding]:
    """The last finding of `rule` in each line of `text`, which may have the directives of cases."""
    case = read_case(rule, (rule,), text)
    source = Source("list.md", case.text)
    return {
        source.position(finding.span.start)[0]: finding
        for rule_id, finding in judge(case)
        if rule_id == rule
    }


def lines(rule: str, text: str) -> set[int]:
    """The lines of `text` in which `rule` finds something."""
    return set(found(rule, text))
