"""Markdown for a comment or the page of a job on GitHub: a table of rules, and details to open.

What a list says is text here and nothing else: no markup, no link, no mention, no reference.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from lint.console.escape import visible
from lint.reporters import _totals, _words
from lint.reporters.base import Media, Reporter
from lint.rules import all_rules
from lint.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lint.diagnostics import Diagnostic, Severity
    from lint.engine.report import Published, Report
    from lint.reporters.base import RenderOptions

# GitHub refuses a comment of 65,536 characters; whoever posts one adds something to it.
_MOST = 60_000
_LONGEST = 400
_MOST_FAILURES = 5
_HEAD = "| Line | Problem | Rule |\n| ---: | --- | --- |\n"
# A word, with the punctuation before and after it: in words alone GitHub looks for nothing. It does
# for SHAs (7 to 40 hexadecimal digits), mentions, references (`#1`, `GH-1`, `name/repository#1`),
# keys of other trackers (`KEY-1`), emoji (`:x:`) and addresses.
_BEFORE = "(\"'\u201c\u2018"
_AFTER = ")\"'\u201d\u2019,;:.%?\u2026"
_PLAIN = re.compile(
    r"(?!(?i:[0-9a-f]{7,40})\Z)"
    r"(?:[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d{1,4}|\d{1,3}(?:,\d{3})+|[-\u2013\u2014\u2026]|)"
)
_SPECIAL = re.compile(r"(?i)[&<>|`*_\[\]!~#@\\$^=]|:(?!\Z)|(?<=www)\.")


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - one signature
    """How much was found, by rule, and the diagnostics of each file; under 65,536 characters.

    Of more than fit, the least severe are left out, and it is said how many.
    """
    found = _totals.found(report)
    count = plural(report.entries, "entry")
    told = text(_totals.links(report) + _totals.unseen(report))
    head = [
        f"### awesome-lint: {_verdict(report, found)}\n",
        f"{plural(report.files, 'file')}, {count}, {told}\n",
    ]
    if report.diagnostics:
        head.append(_rules(report))
    if report.failures:
        head.append(_failures(report.failures))
    if report.advice:
        head.append("Next: " + " · ".join(map(code, report.advice)) + "\n")
    start = "\n".join(head)
    return start + _details(report, _MOST - len(start))


def _verdict(report: Report, found: str) -> str:
    failed = f"{plural(len(report.failures), 'failure')}, not everything was checked"
    return ", ".join(filter(None, (found, failed if report.failures else ""))) or "no problems"


def text(words: str) -> str:
    """`words`, cut if they are long, as text in a paragraph or a cell of a table.

    Words stand as they are; anything else is code, in which GitHub looks for nothing.
    """
    parts: list[str] = []
    for token in _cut(words).split(" "):
        rest = token.lstrip(_BEFORE)
        word = rest.rstrip(_AFTER)
        before, after = token[: len(token) - len(rest)], rest[len(word) :]
        if _PLAIN.fullmatch(word):
            parts.append(_escaped(token))
        else:
            parts.append(f"{_escaped(before)}<code>{_escaped(word)}</code>{_escaped(after)}")
    return " ".join(parts)


def code(words: str) -> str:
    """`words`, cut if they are long, as code."""
    return f"<code>{_escaped(_cut(words))}</code>"


def _cut(words: str) -> str:
    """`words` made visible, and not longer than they should be."""
    shown = visible(words[: _LONGEST + 1])
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def _escaped(words: str) -> str:
    """`words` with what Markdown or HTML would make something of as character references.

    Addresses of mail are found after those are resolved, so a comment parts them.
    """
    escaped = _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", words)
    return escaped.replace("&#64;", "&#64;<!-- -->")


def _rules(report: Report) -> str:
    """A table of the rules, the most severe first."""
    ours = all_rules()
    counts: Counter[tuple[Severity, str]] = Counter()
    fixable: Counter[tuple[Severity, str]] = Counter()
    for one in report.diagnostics:
        counts[one.severity, one.rule] += 1
        fixable[one.severity, one.rule] += one.finding.fix is not None
    ranked = sorted(counts.items(), key=lambda item: (-item[0][0], -item[1], item[0][1]))
    rows = []
    for (severity, rule), count in ranked:
        name = _linked(code(rule), report.published.rule(rule) if rule in ours else None)
        rows.append(f"| {severity} | {name} | {count:,} | {fixable[severity, rule] or ''} |\n")
    return (
        f"| Severity | Rule | Problems | With a fix |\n| --- | --- | ---: | ---: |\n{''.join(rows)}"
    )


def _linked(shown: str, url: str | None) -> str:
    """`shown` as a link to a page of ours."""
    return shown if url is None else f"[{shown}](<{url}>)"


def _failures(failures: tuple[str, ...]) -> str:
    lines = [f"- {code(line)}\n" for line in failures[:_MOST_FAILURES]]
    if more := len(failures) - len(lines):
        lines.append(f"- and {more:,} more\n")
    return "Not checked:\n\n" + "".join(lines)


def _details(report: Report, room: int) -> str:
    """The diagnostics by file, in as many characters as there is `room`."""
    files: dict[str, list[tuple[int, str]]] = {}
    ranked = sorted(enumerate(report.diagnostics), key=lambda item: (-item[1].severity, item[0]))
    left = 0
    for index, one in ranked:
        row = _row(one, report.published)
        needed = len(row) + (0 if one.path in files else len(_file(one.path, [], {one.path: 0})))
        if left or needed > room - 100:
            left += 1
            continue
        room -= needed
        files.setdefault(one.path, []).append((index, row))
    counts = Counter(one.path for _, one in ranked)
    order = sorted(files, key=lambda path: min(files[path])[0])
    parts = [_file(path, (row for _, row in sorted(files[path])), counts) for path in order]
    if left:
        parts.append(f"\n{plural(left, 'more problem')} omitted.\n")
    return "".join(parts)


def _file(path: str, rows: Iterable[str], counts: Mapping[str, int]) -> str:
    summary = f"{code(path)}: {plural(counts[path], 'problem')}"
    body = "".join(rows)
    return f"\n<details><summary>{summary}</summary>\n\n{_HEAD}{body}\n</details>\n"


def _row(diagnostic: Diagnostic, published: Published) -> str:
    line = _linked(str(diagnostic.line), published.line(diagnostic.path, diagnostic.line))
    what = f"{diagnostic.severity} {code(diagnostic.rule)}"
    name = _words.short(diagnostic.entry)
    told = f"{text(diagnostic.told)}, in {code(name)}" if name else text(diagnostic.told)
    return f"| {line} | {told} | {what} |\n"


REPORTER = Reporter(render, Media.DOCUMENT, "&#35;")
