"""`awesome-lint rules` and `awesome-lint explain`: the rules, and the documentation of one."""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
from typing import TYPE_CHECKING, Any

from lint.config.rules import plugin
from lint.errors import LintError
from lint.plugins import is_plugin
from lint.rules import all_rules
from lint.text import did_you_mean

if TYPE_CHECKING:
    from lint.rules import Rule

_FENCE = re.compile(r"(?m)^(`{3,}md) (?:bad|good)$")
_SAFETY = "## Fix safety\n"
_TABLES = {"entry-policy": "policy"}
"""The tables of options that have a name of their own, by rule."""


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
        near = did_you_mean(rule, known) or "; `awesome-lint rules` lists them"
        raise LintError(f"unknown rule {rule!r}{near}")
    return f"# {found.id}\n\n{rule_text(found)}"


def rule_text(rule: Rule) -> str:
    """The documentation of `rule` in Markdown, with its facts and options, without its heading."""
    summary, _, body = rule.documentation.partition("\n")
    # The word behind the language is for the tests; the headings say the same.
    body = _FENCE.sub(r"\1", body).strip()
    before, heading, after = body.partition(_SAFETY)
    options = f"{_options(rule, rule.options)}\n\n" if rule.options is not None else ""
    body = f"{before.rstrip()}\n\n{options}{heading}{after}".rstrip()
    return f"{summary}\n\n{_facts(rule)}\n\n{body}\n"


def _facts(rule: Rule) -> str:
    facts = [f"Severity: {rule.severity}", f"since {rule.since}"]
    if rule.preset:
        facts.append(f"off by default (preset `{rule.preset}`)")
    if rule.needs_links:
        facts.append("requires network access")
    if rule.fixable:
        facts.append("some problems can be fixed")
    return f"{'; '.join(facts)}."


def _options(rule: Rule, kind: type[Any]) -> str:
    """The section on the options of `rule`, which are of the type `kind`."""
    table = _TABLES.get(rule.id, f"rules.{rule.id}")
    lines = []
    for option in dataclasses.fields(kind):
        default = option.default
        shown = (
            ""
            if default in (None, (), dataclasses.MISSING)
            else f" (default: `{json.dumps(default)}`)"
        )
        text = " ".join(inspect.cleandoc(option.metadata["description"]).split())
        lines.append(f"- `{option.name}`{shown}: {text}")
    return f"## Options\n\nIn the table `[{table}]` of the configuration:\n\n" + "\n".join(lines)
