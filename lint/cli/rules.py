"""`awesome-lint rules` and `awesome-lint explain`: the rules, and the documentation of one."""

from __future__ import annotations

import json

from lint.config.rules import plugin
from lint.errors import LintError
from lint.plugins import is_plugin
from lint.rules import all_rules
from lint.text import did_you_mean


def rules_as_json() -> str:
    """The rules as a JSON array."""
    records = [
        {
            "id": rule.id,
            "severity": str(rule.severity),
            "fixable": rule.fixable,
            "preset": rule.preset,
            "since": rule.since,
            "summary": rule.summary,
        }
        for rule in all_rules().values()
    ]
    return json.dumps(records, indent=2) + "\n"


def rules_as_text() -> str:
    """The rules in lines."""
    known = all_rules().values()
    width = max((len(rule.id) for rule in known), default=0)
    return "".join(
        f"{rule.id:{width}}  {rule.severity!s:7}  {'fixable' if rule.fixable else '':7}"
        f"  {rule.summary}{f' (preset {rule.preset})' if rule.preset else ''}\n"
        for rule in known
    )


def explanation(rule: str) -> str:
    """The documentation of `rule`. Raises LintError if there is none."""
    known = all_rules()
    if is_plugin(rule):
        found = plugin(rule)
    elif rule in known:
        found = known[rule]
    else:
        raise LintError(f"unknown rule {rule!r}{did_you_mean(rule, known)}")
    fixable = ", fixable" if found.fixable else ""
    preset = f", in the preset {found.preset}" if found.preset else ""
    facts = f"{str(found.severity).capitalize()}{fixable}{preset}, since {found.since}"
    head = f"# {found.id}\n\n{facts}\n\n"
    return head + found.documentation.rstrip() + "\n"
