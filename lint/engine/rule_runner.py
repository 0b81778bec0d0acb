"""What the rules say of a list: each thing once, with a severity and an identity."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from lint.credentials import hide
from lint.diagnostics import Diagnostic
from lint.document.suppressions import Suppressions
from lint.engine import redaction
from lint.engine.analysis import defect
from lint.engine.causes import cause_of, definitions
from lint.engine.first_pass import findings_of
from lint.engine.former import OUTSIDE, FormerNames
from lint.engine.overlaps import Ranked, resolve
from lint.entries.index import Owners

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from hashlib import _Hash as Hash

    from lint.diagnostics import Finding, Severity
    from lint.engine.analysis import Parsed
    from lint.engine.first_pass import Findings
    from lint.engine.listener import Listener
    from lint.rules import Context, Rule
    from lint.source import Source, Span


def judge_by(
    each: Parsed,
    rules: Iterable[Rule],
    context: Context,
    listener: Listener,
    known: Findings | None = None,
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What the selected rules say of one list, each thing once: what is shown, what is hidden.

    Rules that have findings in `known` are not run again.
    """
    path = each.source.path
    said: list[tuple[Rule, Finding]] = []
    found: dict[str, tuple[Finding, ...]] = {}
    for rule in sorted(rules, key=lambda rule: rule.needs_findings):
        if not each.config.selects(rule, each.source.file) or (
            rule.needs_links and each.config.offline
        ):
            continue
        facts = replace(context, findings=dict(found)) if rule.needs_findings else context
        try:
            if known is not None and rule.id in known:
                found[rule.id] = known[rule.id]
            else:
                found[rule.id] = findings_of(rule, each, facts)
        except Exception as error:  # noqa: BLE001 - the other rules' findings still stand
            listener.fail(f"{path}: {defect(f'rule {rule.id}', error)}")
        else:
            said += ((rule, one) for one in found[rule.id])
    resolved = resolve(
        Ranked(rule, finding, _severity(each, rule, finding)) for rule, finding in said
    )
    diagnostics = list(_stamp(each, resolved))
    suppressions = Suppressions(each.document, npm=each.config.compat.npm_comments)
    hidden = {
        (rule.id, offset)
        for rule in {rule.id: rule for rule, _ in said}.values()
        for offset in suppressions.quiet(
            rule.id,
            [one.span.start for one in found[rule.id]],
            # Whoever turns everything off is to hear of it where nothing needed it.
            by_name=rule.needs_findings,
        ).hidden
    }
    shown = [one for one in diagnostics if (one.rule, one.span.start) not in hidden]
    return shown, [one for one in diagnostics if (one.rule, one.span.start) in hidden]


def _severity(each: Parsed, rule: Rule, finding: Finding) -> Severity:
    own = each.config.severity.get(rule.id) or rule.severity
    return min(own, finding.severity or own)


def _stamp(each: Parsed, findings: Iterable[Ranked]) -> Iterator[Diagnostic]:
    """Findings as diagnostics, in order: with a severity and an identity that outlives moves."""
    found = sorted(findings, key=_position)
    if not found:
        return
    owners = Owners(each.judged.entries)
    headings = each.document.headings
    starts = [heading.span.start for heading in headings]
    known = definitions(each.document)
    former = FormerNames(each.document)
    seen = _Identities()
    seen_before, seen_outside = _Identities(), _Identities()
    # A heading may be as long as the list, and have as many findings: it is read once.
    name = cache(partial(_name, source=each.source))
    for one in found:
        rule, finding = one.rule, one.finding
        content = " ".join(each.source.slice(finding.span).split())
        index = owners.index(finding.span)
        entry = owners.entries[index] if index >= 0 else None
        names = (entry.section, str(entry.fields.get("title", ""))) if entry else ("", "")
        identity = seen.of((rule.id, *names), content)
        before = former.around(finding.span)
        others = {seen_before.of((rule.id, *one_name), content) for one_name in before}
        if before == {OUTSIDE}:  # 0.1.0 saw no entry here, and counted what it saw none around
            others.add(seen_outside.of((rule.id, *OUTSIDE), content))
        above = bisect_right(starts, finding.span.start)
        section = headings[above - 1].text if above else ""
        if each.document.data:
            finding = finding._replace(fix=None)  # what a fix writes is Markdown
        shown = redaction.of_finding(finding, each.source.user_info)
        yield Diagnostic(
            rule.id,
            each.source,
            one.severity,
            shown._replace(cause=cause_of(one, known)),
            identity,
            entry=name(names[1]),
            section=name(section),
            former=frozenset(others - {identity}),
        )


class _Identities:
    """What findings are known by; the beginning of each key is read once."""

    def __init__(self) -> None:
        self._begun: dict[tuple[str, ...], Hash] = {}
        self._seen: Counter[tuple[str, ...]] = Counter()

    def of(self, names: tuple[str, ...], content: str) -> str:
        """A digest of `names`, `content` and how often both were there before."""
        if names not in self._begun:
            import hashlib  # a sound list does not need it

            self._begun[names] = hashlib.sha256(_encoded("\0".join((*names, ""))))
        key = (*names, content)
        digest = self._begun[names].copy()
        digest.update(_encoded(f"{content}\0{self._seen[key]}"))
        self._seen[key] += 1
        return digest.hexdigest()[:32]


def _encoded(text: str) -> bytes:
    return text.encode(errors="replace")


def _name(text: str, source: Source) -> str:
    return hide(" ".join(text.split()), source.user_info)


def _position(found: Ranked) -> tuple[Span, str, str]:
    return found.finding.span, found.rule.id, found.finding.message
