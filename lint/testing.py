"""Test a rule by Markdown that says what is expected of it.

    from lint.testing import assert_rule
    from acme_lint import check

    def test_rule() -> None:
        assert_rule(check, Path(__file__).with_name("no-shouting.md"))

needs no test framework. A file such as `tests/rules/RULE-ID.md` holds the cases of one rule:

    <!-- also: missing-file -->            at the top: judge by this rule, too
    <!-- case: what it shows -->           begins a document; it goes on to the next such line
    <!-- files: a.md b/c.png -->           these relative targets exist, all others do not
    <!-- files: unknown -->                nothing is known about files
    <!-- sections: a.md one two -->        the Markdown file a.md has these sections
    <!-- beside: a.md docs/b.md=0 -->      these files are in the repository, one of them empty
    <!-- beside: nothing -->               it is known to have none; without: nothing is known
    <!-- redirects: OLD NEW -->            OLD answers 301 and leads to NEW ...
    <!-- redirects: OLD NEW for now -->    ... or 302
    <!-- offline -->                      nothing is known about links
    <!-- facts: URL {"archived": true} --> what the site of URL says of it, fields of `Facts`
    <!-- home: https://github.com/o/r -->  the page of the list's own repository
    <!-- removed: URL 2024-05-01 WHY -->   the entry that leads there was removed before
    <!-- repository: {"topics": []} -->    what its site says of the list's own repository
    <!-- configuration: policy.x = 1 -->   a line of the list's configuration
    [x](#y) <!-- error: missing-anchor --> in this line begins one finding of that rule
    [x]() <!-- error: a-rule, b-rule -->   several rules, or one rule several times

A line without such a comment must give nothing. The comment is taken off before the document is
read, so that it may stand in a table row. The hosts of `_HOSTS` act; every other one is fine.

The `md bad` and `md good` examples in a rule's docstring are judged by the same means; there, the
files are those of `_FILES` and `_SECTIONS`, and a `toml` example is the configuration; `beside`,
`facts`, `removed` and `repository` are read there, too, and repositories and papers have the facts
of `_OWNERS` and `_PAPERS`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint import urls
from lint.config.reading import from_values
from lint.config.unused import slips, unfit
from lint.diagnostics import Finding, Severity
from lint.document.parser import parse
from lint.document.slugs import Anchors
from lint.engine.overlaps import Ranked, resolve
from lint.entries.identity import main_link
from lint.files.inputs import relative_target
from lint.git.repository import Commit
from lint.links.result import Facts, LinkResult, Reason, Verdict
from lint.rules import Context, Rule, all_rules
from lint.sites import github, identity
from lint.source import Source, Span
from lint.validation import violations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lint.config.config import Config
    from lint.document.model import Document
    from lint.urls import URL

TODAY = dt.date(2025, 6, 1)

_EXPECTED = re.compile(r"(?:(?<![ \t])[ \t]++)?+<!-- (error|warning|info): ([a-z, /-]+?) -->")
_CASE = re.compile(r"(?m)^<!-- case: (.+) -->\n")
_ALSO = re.compile(r"(?m)^<!-- also: (.+) -->$")
_FILES_ARE = re.compile(r"(?m)^<!-- files: (.+) -->$")
_BESIDE = re.compile(r"(?m)^<!-- beside: (.+) -->$")
_REDIRECT = re.compile(r"(?m)^<!-- redirects: (\S+) (\S+)( for now)? -->$")
_SECTIONS_ARE = re.compile(r"(?m)^<!-- sections: (\S+) (.+) -->$")
_FACTS = re.compile(r"(?m)^<!-- facts: (\S+) (\{.*\}) -->$")
_REMOVED = re.compile(r"(?m)^<!-- removed: (\S+) (\S+) (.+) -->$")
_HOME = re.compile(r"(?m)^<!-- home: (\S+) -->$")
_REPOSITORY = re.compile(r"(?m)^<!-- repository: (\{.*\}) -->$")
_CONFIGURATION = re.compile(r"(?m)^<!-- configuration: (.+) -->$")
_TOML = re.compile(r"(?m)^```toml\n((?:(?!```).*\n)*+)```$")
_EXAMPLE = re.compile(r"(?m)^```md (bad|good)\n((?:(?!```).*\n)*+)```$")

_FILES = frozenset({"CONTRIBUTING.md", "LICENSE", "README.md", "docs/guide.md"})
_SECTIONS = {"docs/guide.md": ("install", "usage")}
# What no page has.
_NOWHERE = "no-such-section"
# Names that never resolve (RFC 2606), with what a check of them finds out.
_HOSTS = {
    "gone.example": (Verdict.BROKEN, Reason.NOT_FOUND, 404, ""),
    "removed.example": (Verdict.BROKEN, Reason.GONE, 410, ""),
    "nowhere.example": (Verdict.BROKEN, Reason.NO_SUCH_HOST, None, ""),
    "circle.example": (Verdict.BROKEN, Reason.REDIRECT_LOOP, 301, ""),
    "img.shields.io": (Verdict.BROKEN, Reason.NOT_FOUND, 404, ""),
    "busy.example": (Verdict.UNVERIFIED, Reason.RATE_LIMITED, 429, ""),
    "down.example": (Verdict.UNVERIFIED, Reason.SERVER_ERROR, 503, ""),
    "slow.example": (Verdict.UNVERIFIED, Reason.TIMEOUT, None, ""),
    "wall.example": (Verdict.UNVERIFIED, Reason.BOT_WALL, 999, ""),
    "expired.example": (Verdict.UNVERIFIED, Reason.TLS_EXPIRED, None, "since 2025-01-31"),
    "private.example": (Verdict.SKIPPED, Reason.PRIVATE_ADDRESS, None, "10.0.0.7"),
    "excluded.example": (Verdict.SKIPPED, Reason.EXCLUDED, None, "excluded.example"),
    "offline.example": (Verdict.SKIPPED, Reason.OFFLINE, None, ""),
}
# Owners on github.com with what is known of their repositories.
_OWNERS: Mapping[str, Mapping[str, Any]] = {
    "archived-example": {"archived": True, "pushed": "2021-03-04"},
    "renamed-example": {"moved_to": "https://github.com/openai-example/"},
    "stale-example": {"pushed": "2021-03-04"},
    "openai-example": {"pushed": "2025-05-30"},
}
# Papers with what is known of them; those of numbers that end in 99999 are made up.
_PAPERS: Mapping[str, Mapping[str, Any]] = {
    "arxiv:1706.03762": {
        "title": "Attention Is All You Need",
        "date": "2017-06-12",
        "former": (),
    },
    "arxiv:2210.03629": {
        "title": "ReAct: Synergizing Reasoning and Acting in Language Models",
        "date": "2022-10-06",
        "former": (),
    },
    "arxiv:2302.13971": {
        "title": "LLaMA: Open and Efficient Foundation Language Models",
        "date": "2023-02-27",
        "former": (),
    },
    "arxiv:2401.99999": {"title": "Proof of Everything", "date": "2024-01-31", "withdrawn": True},
    "arxiv:2301.99999": {
        "title": "Open Models Trained on Public Data Alone",
        "former": ("LLaMA: Small Models Trained on More Tokens",),
    },
    "arxiv:2302.99999": {"title": "Published", "venue": "CVPR 2024"},
    "openreview:another": {"title": "Large Language Models are Zero-Shot Reasoners"},
}


@dataclass(frozen=True, slots=True)
class Case:
    """A document and what is expected of it: how often a rule, and how severe, on which line."""

    name: str
    rules: tuple[str, ...]
    text: str
    expected: Mapping[tuple[int, str, Severity], int]
    redirects: tuple[tuple[str, str, bool], ...] = ()
    files: frozenset[str] | None = frozenset()
    configuration: str = ""
    beside: Mapping[str, int] | None = None
    facts: Mapping[str, Facts] = field(default_factory=dict)
    repository: Facts | None = None
    offline: bool = False
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    home: str | None = None
    removed: Mapping[str, Commit] = field(default_factory=dict)


def assert_rule(rule: Rule, cases: str | Path) -> None:
    """Raise AssertionError where `rule` finds something else than its cases and examples expect.

    `cases` is a file, or the text of one. The `md bad` and `md good` examples in the documentation
    of the rule are run, too.
    """
    text = cases.read_text(encoding="utf-8") if isinstance(cases, Path) else cases
    every = {**all_rules(), rule.id: rule}
    for case in read_cases(rule.id, text):
        found = judge(case, rules=every)
        if places(case, found, case.text, rules=every) != case.expected:
            messages = "".join(f"\n  {name}: {one.message}" for name, one in found) or " nothing"
            raise AssertionError(f"{case.name}: found{messages}")
    for kind, number, case in examples_of(rule):
        if bool(judge(case, rules=every)) != (kind == "bad"):
            raise AssertionError(f"{rule.id}: example {number} is not {kind}")


def read_cases(rule_id: str, text: str) -> Iterator[Case]:
    """The cases in `text`, the file of the rule with this id."""
    head, *rest = _CASE.split(text)
    also = _ALSO.search(head)
    rules = (rule_id, *(also[1].split(", ") if also else ()))
    for title, case in zip(rest[::2], rest[1::2], strict=True):
        yield read_case(f"{rule_id}: {title}", rules, case)


def read_case(name: str, rules: tuple[str, ...], text: str) -> Case:
    """The case in `text`."""
    lines = []
    expected: Counter[tuple[int, str, Severity]] = Counter()
    for number, line in enumerate(text.split("\n"), 1):
        for severity, ids in _EXPECTED.findall(line):
            expected.update((number, one, Severity.parse(severity)) for one in ids.split(", "))
        lines.append(_EXPECTED.sub("", line))
    files = _FILES_ARE.search(text)
    known = (
        None if files and files[1] == "unknown" else frozenset(files[1].split() if files else ())
    )
    redirects = tuple((old, new, not now) for old, new, now in _REDIRECT.findall(text))
    configuration = "\n".join(_CONFIGURATION.findall(text))
    return Case(
        name,
        rules,
        "\n".join(lines),
        expected,
        redirects,
        known,
        configuration,
        _beside(text),
        _facts(text),
        _repository(text),
        "\n<!-- offline -->\n" in f"\n{text}",
        {path: tuple(names.split()) for path, names in _SECTIONS_ARE.findall(text)},
        next(iter(_HOME.findall(text)), None),
        {url: Commit("0" * 40, (), day, why) for url, day, why in _REMOVED.findall(text)},
    )


def examples_of(rule: Rule) -> Iterator[tuple[str, int, Case]]:
    """The examples in the documentation of `rule`: `bad` or `good`, a number, and the case."""
    configuration = "\n".join(_TOML.findall(rule.documentation))
    for number, match in enumerate(_EXAMPLE.finditer(rule.documentation), 1):
        case = replace(
            read_case(rule.id, (rule.id,), match[2]),
            files=_FILES,
            sections=_SECTIONS,
            configuration=configuration,
        )
        yield match[1], number, case


def judge(
    case: Case, text: str | None = None, *, rules: Mapping[str, Rule] | None = None
) -> list[tuple[str, Finding]]:
    """What the rules of `case` find in its text, or in another one, in their order.

    `rules` are those that there are, by id; by default those of this package.
    """
    known = all_rules() if rules is None else rules
    document = parse(Source("list.md", case.text if text is None else text))
    config = from_values(tomllib.loads(case.configuration), Path("list.toml"))
    judged = violations.judge(
        document, config.tables_for("list.md"), dates=config.dates, latest=TODAY.year + 1
    )
    context = Context(
        today=TODAY,
        results={} if case.offline else _results(document, case.redirects, case.facts),
        entries=judged.entries,
        violations=judged.violations,
        files=_files(document, case.files),
        anchors={path: Anchors(names) for path, names in case.sections.items()},
        beside=case.beside,
        repository=case.repository,
        removed={
            entry.span: case.removed[link.link.url]
            for entry in judged.entries
            if (link := main_link(entry)) is not None and link.link.url in case.removed
        },
        home=case.home,
        configured=config.options(known.values()),
        unused=_unused(config, document),
    )
    found: list[Ranked] = []
    for rule_id in case.rules:
        rule = known[rule_id]
        if rule.needs_findings:
            others = [one for one in known.values() if not one.needs_findings]
            findings = {one.id: tuple(one.check(document, context)) for one in others}
            context = replace(context, findings=findings)
        found += [
            Ranked(rule, finding, finding.severity or rule.severity)
            for finding in rule.check(document, context)
        ]
    return [(one.rule.id, one.finding) for one in resolve(found)]


def places(
    case: Case,
    found: Sequence[tuple[str, Finding]],
    text: str,
    *,
    rules: Mapping[str, Rule] | None = None,
) -> Counter[object]:
    """Findings as a case expects them: how often which rule, and how severe, on which line."""
    known = all_rules() if rules is None else rules
    source = Source("list.md", text)
    return Counter(
        (
            source.position(finding.span.start)[0],
            rule_id,
            finding.severity or known[rule_id].severity,
        )
        for rule_id, finding in found
        if rule_id in case.rules
    )


def _unused(config: Config, document: Document) -> tuple[Finding, ...]:
    """What the configuration says for nothing, at the first character of the list."""
    found = (*slips(config), *unfit(config, [("list.md", document)]))
    return tuple(Finding(Span(0, 1), one.message) for one in found)


def _files(document: Document, existing: frozenset[str] | None) -> Mapping[str, bool]:
    targets = {relative_target(link.url) for link in document.links}
    if existing is None:
        return {}
    # As for a list at the root of its repository: what leads out of it cannot be judged.
    return {one: one in existing for one in targets if one and not one.startswith("../")}


def _beside(text: str) -> Mapping[str, int] | None:
    """The files that the directive in `text` names; a size that it does not say is not 0."""
    said = _BESIDE.search(text)
    if said is None:
        return None
    names = [] if said[1] == "nothing" else [one.partition("=") for one in said[1].split()]
    return {name: int(size or 1) for name, _, size in names}


def _facts(text: str) -> Mapping[str, Facts]:
    """What the directives in `text` say of URLs."""
    found = {}
    for url, fields in _FACTS.findall(text):
        parsed = urls.http(url)
        if parsed is None:
            raise ValueError(f"{url}: facts need an http(s) URL")
        found[parsed.request] = _as_facts(
            {"identity": identity(parsed) or "", **json.loads(fields)}
        )
    return found


def _repository(text: str) -> Facts | None:
    said = _REPOSITORY.search(text)
    return said and _as_facts({"identity": "github:o/r", **json.loads(said[1])})


def _as_facts(fields: Mapping[str, Any]) -> Facts:
    values: dict[str, Any] = dict(fields)
    for name in ("topics", "former", "authors"):
        if name in values:
            values[name] = tuple(values[name])
    return Facts(**values)


def _known(url: URL) -> Facts | None:
    """What is known of a paper, and of a repository by its owner."""
    work = identity(url)
    if work == "npm:deprecated-example":
        return Facts(work, state="deprecated", note="use another one")
    if work is not None and work in _PAPERS:
        return Facts(work, **_PAPERS[work])
    owner, _, name = (github.repository(url) or "").partition("/")
    if owner not in _OWNERS:
        return None
    fields = dict(_OWNERS[owner])
    if "moved_to" in fields:
        fields["moved_to"] += name
    return Facts(f"github:{owner}/{name}", **fields)


def _results(
    document: Document,
    redirects: Sequence[tuple[str, str, bool]],
    facts: Mapping[str, Facts],
) -> Mapping[str, LinkResult]:
    found = {}
    for link in document.links:
        url = link.web
        if url is None:
            continue
        verdict, reason, status, detail = _HOSTS.get(url.host, (Verdict.OK, None, 200, ""))
        final, permanent = url.request, False
        if url.host == "moved.example" and url.scheme == "http":
            final, permanent = "https" + url.request.removeprefix("http"), True
        for old, new, for_good in redirects:
            if url.request == old:
                final, permanent = new, for_good
        found[url.request] = LinkResult(
            url.request,
            verdict,
            reason,
            status,
            final,
            permanent,
            detail,
            missing=(_NOWHERE,),
            facts=facts.get(url.request) or _known(url),
        )
    return found
