"""The comment on a pull request: how many of its rows need a change, what to write, what is good.

Nothing is said of what was there before: the report has only what the change brings in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lint.actions.api import BODY_MAX
from lint.actions.markdown import block, code, linked
from lint.actions.new_entries import table
from lint.actions.rule_pages import Pages
from lint.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lint.actions.artifact import Left
    from lint.actions.changed_rows import Row

MARK = "<!-- awesome-lint: pull request -->"
"""The first line of the comment, by which it is found again."""
_MOST_SHOWN = 40
# So that there is room for what stands at the end.
_BUDGET = BODY_MAX - 6_000
# In lines; a longer row is none.
_LONGEST = 500
_LONGEST_NAME = 80


class Comment:
    """The comment that tells of what a check `left` of the commit `head`.

    `repository` is the URL of its page, "" where lines have no links; `rules` is that of the folder
    with the pages of the rules, None where they have none.
    """

    def __init__(
        self, left: Left, head: str, repository: str = "", rules: str | None = None
    ) -> None:
        self._left = left
        self._head = head
        self._rules = Pages(rules)
        self._files = f"{repository}/blob/{head}" if repository else ""
        found: dict[Row, list[Mapping[str, Any]]] = {}
        self._elsewhere: list[Mapping[str, Any]] = []
        owners = _Owners(left.rows)
        for one in each_place(left.report):
            row = owners.of(one)
            (self._elsewhere if row is None else found.setdefault(row, [])).append(one)
        pairs = sorted(found.items(), key=lambda pair: (pair[0].path, pair[0].line))
        # A note asks for nothing.
        self.wanting = [pair for pair in pairs if any(map(_asks, pair[1]))]
        self._notes = [pair for pair in pairs if not any(map(_asks, pair[1]))]

    @property
    def empty(self) -> bool:
        """Whether the change is none to a list, so that there is nothing to tell."""
        return not self._left.changed and not self._left.report["diagnostics"]

    @property
    def wants_change(self) -> bool:
        """Whether anything in the change needs another."""
        return bool(self.wanting) or any(map(_asks, self._elsewhere))

    def text(self) -> str:
        """The comment, within what GitHub takes."""
        parts = [f"{MARK}\n{self._headline()}"]
        room = _BUDGET
        left_out = 0
        said = table(self._left.new, self._left.report["links"], self._files)
        room -= len(said)
        shown = [*self.wanting, *self._notes]
        for index, (row, mine) in enumerate(shown):
            part = _told(row, mine, self._files, self._rules)
            if index >= _MOST_SHOWN or len(part) > room:
                left_out += 1
                continue
            parts.append(part)
            room -= len(part)
        if left_out:
            parts.append(f"… and {plural(left_out, 'more row')}; see the log of the check.")
        if self._elsewhere:
            parts.append(_others(self._elsewhere, room, self._files, self._rules))
        if said and room >= 0:
            parts.append(said)
        parts.append(self._footer())
        return "\n\n".join(parts) + "\n"

    def _headline(self) -> str:
        count, wanting = self._left.changed, len(self.wanting)
        if wanting:
            verb = "needs" if wanting == 1 else "need"
            return f"**{wanting:,} of the {plural(count, 'row')} in this change {verb} a change.**"
        if self.wants_change:
            return "**This change introduces problems elsewhere in the list.**"
        if count:
            rows = "The row" if count == 1 else f"All {count:,} rows"
            return f"**{rows} in this change {'passes' if count == 1 else 'pass'}.** Thank you!"
        return "**This change introduces no problems.**"

    def _footer(self) -> str:
        links = [one for one in self._left.report["links"] if one["verdict"] != "skipped"]
        good = sum(one["verdict"] == "ok" for one in links)
        unknown = sum(one["verdict"] == "unverified" for one in links)
        sound = self._left.changed - len(self.wanting)
        parts = [f"{sound:,} of {plural(self._left.changed, 'row')}"]
        if links:
            parts.append(f"{good:,} of {plural(len(links), 'new link')}")
        line = f"Passed: {', '.join(parts)}."
        if unknown:
            line += f" {plural(unknown, 'link')} could not be verified; they may be fine."
        return f"{line}\n\n<sub>awesome-lint, at {code(self._head[:12])}</sub>"


def each_place(report: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The diagnostics of a report of any version, with one for each place of a cause."""
    for one in report["diagnostics"]:
        # Version 1 had none.
        places: Iterable[Mapping[str, Any]] = one.get("places") or ({},)
        for place in places:
            yield {**one, **place}


class _Owners:
    """The rows of a change, to find the one that a diagnostic is about."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._lines: dict[tuple[str, int], Row] = {}
        # An entry may hold others, which come after it and are shorter.
        for row in sorted(rows, key=lambda row: (row.path, row.line - row.end_line)):
            for line in range(row.line, min(row.end_line, row.line + _LONGEST) + 1):
                self._lines[row.path, line] = row

    def of(self, one: Mapping[str, Any]) -> Row | None:
        return self._lines.get((one["path"], one["line"]))


def _asks(one: Mapping[str, Any]) -> bool:
    """Whether a diagnostic asks for a change; a note does not."""
    return bool(one["severity"] != "info")


def _told(row: Row, found: Sequence[Mapping[str, Any]], files: str, rules: Pages) -> str:
    """A row with what was found in it, and what it should be."""
    lines = str(row.line) if row.line == row.end_line else f"{row.line} to {row.end_line}"
    lines = f"line{'s' * (row.line != row.end_line)} {lines}"
    # The title and the section of the entry, which version 1 had not.
    entry: Mapping[str, str] | None = next(filter(None, (one.get("entry") for one in found)), None)
    name = f"{code(entry['title'], _LONGEST_NAME)}, " if entry and entry["title"] else ""
    section = entry["section"] if entry and name else ""
    where = f", section {code(section, _LONGEST_NAME)}" if section else ""
    parts = [
        f"{name}{code(row.path)}, {linked(lines, files, row.path, row.line)}{where}",
        *_findings(found, rules),
    ]
    text = "\n".join(parts)
    if row.corrected is None or row.corrected == row.text:
        return text
    if not row.corrected.strip():
        return f"{text}\n\nRemove this row."
    return f"{text}\n\n{_title(found)}:\n\n{block(row.corrected)}"


def _title(found: Iterable[Mapping[str, Any]]) -> str:
    """What the corrected row is: safe or to be reviewed, and whether it fixes every problem."""
    offers = [one["fix"] for one in found]
    name = "Suggestion"
    if any(fix is None for fix in offers):
        name += " for some of these problems"
    if any(fix is not None and not fix["safe"] for fix in offers):
        name += " (please review: it may change the meaning)"
    return name


def _findings(found: Iterable[Mapping[str, Any]], rules: Pages) -> Iterator[str]:
    for one in found:
        yield f"- {one['severity']} {rules.linked(one['rule'])}: {code(one['message'])}"


def _others(found: Sequence[Mapping[str, Any]], room: int, files: str, rules: Pages) -> str:
    """What the change brings in outside of its rows."""
    lines = []
    for one in found[:_MOST_SHOWN]:
        (line,) = _findings([one], rules)
        number = linked(f"line {one['line']}", files, one["path"], one["line"])
        lines.append(f"{line} ({code(one['path'])}, {number})")
    while lines and sum(map(len, lines)) > max(room, 0):
        lines.pop()
    if len(lines) < len(found):
        lines.append(f"- … and {len(found) - len(lines):,} more")
    return "\n".join(["Elsewhere in the list:", "", *lines])
