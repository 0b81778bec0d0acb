"""The command `init`: a configuration that says what the list is like already, and changes nothing.

What the file says is tried on the list before it is written. A table whose reading it would change
is described in comments instead.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lint.api.lists import Interrupted, Lists, Task
from lint.cli.proposals import proposals
from lint.cli.settings import storage
from lint.config.overrides import Overrides
from lint.config.reading import FILE_NAME, Configurations, from_values
from lint.console.escape import visible
from lint.console.output import Console, write
from lint.dates import cells as dating
from lint.document import npm_comments
from lint.document.parser import parse
from lint.engine.baseline import Baselines
from lint.engine.baseline import find as find_baseline
from lint.engine.causes import grouped
from lint.entries.columns import Columns, read_columns
from lint.entries.headers import plain
from lint.errors import ConfigError, InputError
from lint.files import inputs
from lint.text import display_path, plural
from lint.validation.violations import judge

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from lint.cli.arguments import InitOptions
    from lint.config.config import Config
    from lint.diagnostics import Diagnostic
    from lint.document.model import Document, Table
    from lint.engine.report import Report
    from lint.source import Source
    from lint.validation.violations import Entry, Judged

_HEAD = """\
# Configuration of awesome-lint for this list. As written, it changes no result: lines that begin
# with "#" are comments, the others repeat what awesome-lint found out by itself.
# `awesome-lint schema config` describes every key, `awesome-lint rules` lists the rules.

# Exit with status 1 if a problem has this severity or above: error, warning, info or never.
# fail_on = "error"

# Rules to turn off, everywhere or in some files.
# ignore = ["ragged-row"]
# per_file_ignores = { "archive/**" = ["broken-link"] }

# Marks of empty cells, besides "-", "N/A", "TBD" and the like.
# null_marks = ["none yet"]

# Severity of a rule: error, warning, info or off.
# [severity]
# ragged-row = "error"

# Requirements for every entry.
# [policy]
# description_max = 150
# final_punctuation = "required"
"""
_NPM = """
# The list has comments of the npm linter. With these lines, they also suppress the rules here that
# check the same:
# [compat]
# npm_comments = true
"""
_NO_ENTRIES = """\

# Tables whose rows are not read as entries, because their headers are unknown. To read them, remove
# the "# " and map their columns to title, date, summary or links.
"""


def start(options: InitOptions) -> int:
    """Write a configuration for the list at the path of `options`, with `baseline` that, too.

    The path is a file, a folder for the README in it, or None for the working folder. Says what a
    run finds in the list; without `offline`, that checks its links. The exit status. Raises
    LintError where there is a configuration or a baseline already, and for what cannot be read or
    written.
    """
    baseline = options.baseline
    console = Console()
    path = list_at(options.path)
    configurations = Configurations(overrides=Overrides(offline=options.offline or None))
    config = configurations.for_path(path)
    source = inputs.read(path, config.max_file_size)
    if config.file is not None:
        left = f"{display_path(config.file)}: already configures {path}; not overwritten"
        advice = "; `awesome-lint --write-baseline` writes only a baseline" if baseline else ""
        raise ConfigError(f"{left}{advice}")
    file = Path(os.path.abspath(path)).with_name(FILE_NAME)  # noqa: PTH100 - follows no links
    known = find_baseline(path, config)
    if baseline and known is not None:
        raise ConfigError(
            f"{display_path(known)}: already exists; use --write-baseline to update it"
        )
    lists = Lists([Task(source, config)], console)
    today = lists.today
    try:
        report = lists.check(storage=storage(options.storage))
    except Interrupted:
        console.note("interrupted; nothing was written")
        return 130
    if not report.files:
        return 2
    text, summary = _configuration(source, file, today)
    _create(file, text)
    write(f"Wrote {visible(display_path(file))}: {summary or 'no tables, no entries'}\n")
    _report(report, path, config, baseline=baseline, today=today)
    return 2 if console.failures else 0


def list_at(path: str | None) -> str:
    """The list that `path` names, as for `start`. Raises InputError if there is none."""
    if path == inputs.STDIN:
        raise InputError("init needs a file or a folder, not standard input")
    if path is not None and inputs.is_url(path):
        raise InputError(f"{path}: init needs a file or a folder; clone the repository first")
    folder = path or "."
    if not Path(folder).is_dir():
        return folder
    name = inputs.readme(folder)
    if name is None:
        where = path or "this folder"
        raise InputError(f"no README.md in {where}; pass the path of the list")
    return name if path is None else Path(path, name).as_posix()


def _create(file: Path, text: str) -> None:
    """Write a file that is not there yet. Raises ConfigError if it is, or cannot be written."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        reason = error.strerror or error
        raise ConfigError(f"{display_path(file)}: cannot be written: {reason}") from None


def _report(report: Report, path: str, config: Config, *, baseline: bool, today: dt.date) -> None:
    """Say how often which rule finds something, once the baseline is written if it is to be."""
    found: Sequence[Diagnostic] = report.diagnostics
    if baseline:
        # The configuration is there by now, so the baseline goes beside it.
        config = Configurations().for_path(path)
        old = Baselines(None, isolated=False, writing=True).for_list(path, config)
        new = old.written(found, {path}, lambda _, __: True, today)
        new.save()
        problems = plural(len(found), "problem")
        line = f"Wrote {visible(display_path(new.file))}: {problems}"
    else:
        known = Baselines(None, isolated=False, writing=False).for_list(path, config)
        found = grouped(one for one in found if not known.knows(one))
        line = f"The first run finds {plural(len(found), 'problem') if found else 'no problems'}"
    write(f"{line}{':' if found else ''}\n")
    counts = Counter((-one.severity, one.rule, str(one.severity)) for one in found)
    width = len(str(max(counts.values(), default=0)))
    for (_, rule, severity), count in sorted(counts.items()):
        write(f"  {count:{width}}  {severity:7}  {rule}\n")


# What the file says -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """Tables with the same headers, what their columns hold, and the entries in them.

    `notations` counts those of the dates; `habits` are those that pass because a table keeps to
    them.
    """

    headers: tuple[str, ...]
    columns: Columns
    tables: list[Table] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    notations: Counter[str] = field(default_factory=Counter)
    habits: set[str] = field(default_factory=set)


def _configuration(source: Source, file: Path, today: dt.date) -> tuple[str, str]:
    """The text of a configuration for the list `source`, and what it found in a few words."""
    latest = today.year + 1
    document = parse(source)
    judged = judge(document, latest=latest)
    groups = _groups(document, judged, latest)
    # Of the tables' configurations the first that fits counts: those that ask for most go first.
    full = sorted((one for one in groups if one.entries), key=lambda one: -len(one.headers))

    def judged_with(text: str) -> Judged:
        config = from_values(tomllib.loads(text), file)
        return judge(document, config.tables_for(source.path), latest=latest)

    def holds(texts: Iterable[str]) -> bool:
        """Whether the list is read with these tables' configurations as it is without."""
        return judged_with("\n".join(texts)) == judged

    live = {index: _live(one) for index, one in enumerate(full)}
    if not holds(live.values()):
        live = {index: text for index, text in live.items() if holds([text])}
        if not holds(live.values()):
            live = {}
    parts = [_HEAD]
    for index, group in enumerate(full):
        described = "".join(f"# {line}\n" for line in _description(group, source))
        parts.append(f"\n{described}{live.get(index) or _commented(group)}")
    proposed = proposals(document, judged, _reading, judged_with)
    others = [_commented(one) for one in groups if not one.entries]
    others = [text for text in others if _first_lines(text) not in proposed]
    if others:
        parts.append(_NO_ENTRIES + "#\n".join(others))
    parts.append(proposed)
    if any(npm_comments.COMMENT.match(source.text, span.start) for span in document.comments):
        parts.append(_NPM)
    rows = sum(len(one.entries) for one in full)
    listed = sum(entry.listed for entry in judged.entries)
    tables = f"{plural(len(document.tables), 'table')} with {plural(rows, 'entry')}"
    lists = f"lists with {plural(listed, 'entry')}"
    return "".join(parts), ", ".join([tables] * bool(document.tables) + [lists] * bool(listed))


def _groups(document: Document, judged: Judged, latest: int) -> list[_Group]:
    """The tables of a document by their headers, in order; those without a header are left out."""
    groups: dict[tuple[str, ...], _Group] = {}
    rows: dict[int, _Group] = {}
    for table in document.tables:
        written = tuple(cell.text for cell in table.header.cells for _ in range(cell.colspan))
        if any(text.strip() for text in written):
            key = tuple(map(plain, written))
            group = groups.setdefault(key, _Group(written, read_columns(written)))
            group.tables.append(table)
            rows |= dict.fromkeys((row.span.start for row in table.rows), group)
    for entry in judged.entries:
        if not entry.listed and entry.span.start in rows:
            rows[entry.span.start].entries.append(entry)
    for group in groups.values():
        if not any("date" in entry.fields for entry in group.entries):
            # A header such as `Time`, which meant no date here.
            group.columns = read_columns(group.headers, weak_dates=False)
        _read_dates(group, latest)
    return list(groups.values())


def _read_dates(group: _Group, latest: int) -> None:
    """Note how often which notation is used in `group`, and which are but habits of a table."""
    for table in group.tables:
        within = [entry for entry in group.entries if table.span.contains(entry.span)]
        cells = [text for entry in within if (text := entry.fields.get("date"))]
        dated = dating.year_in((one.text for one in table.headings), latest=latest) is not None
        habit = dating.learn(cells, year_from_heading=dated, latest=latest)
        learned = habit.notations if habit else frozenset()
        group.habits |= learned
        for cell in cells:
            names = [one.notation for one in dating.parse(cell.partition("\n")[0], latest=latest)]
            group.notations.update([name for name in names if name in learned][:1] or names[:1])


def _description(group: _Group, source: Source) -> Iterator[str]:
    """What is known of the tables of `group`: where they are, and how their dates are written."""
    lines = [source.position(table.header.span.start)[0] for table in group.tables]
    where = (
        f"Line {lines[0]}" if len(lines) == 1 else f"{len(lines)} tables from line {lines[0]} on"
    )
    yield f"{where}: {plural(len(group.entries), 'entry')}."
    if group.notations:
        counts = ", ".join(f"{name} ({count})" for name, count in group.notations.most_common(8))
        yield f"Dates: {counts}."
    for index, what in _doubles(group):
        yield f"{_quoted(group.headers[index])}: {what}."


def _live(group: _Group) -> str:
    """The block of `group`."""
    return "".join(f"{line}\n" for line in _block(group)) + _wish(group)


def _reading(headers: Sequence[str], title: str) -> str:
    """The block that reads the rows of a table with `headers` as entries called by `title`."""
    return "\n".join(
        (
            "[[tables]]",
            f"headers = [{', '.join(map(_quoted, dict.fromkeys(headers)))}]",
            f'map = {{ {_quoted(title)} = "title" }}',
            "entries = true",
        )
    )


def _first_lines(text: str) -> str:
    """The lines of a block that say which tables it is for."""
    return "".join(text.splitlines(keepends=True)[:2])


def _commented(group: _Group) -> str:
    extra = [] if group.entries else ["entries = true"]
    return "".join(f"# {line}\n" for line in (*_block(group), *extra)) + _wish(group)


def _wish(group: _Group) -> str:
    """A line that would have the habits of the tables pass without a note on them."""
    return f"# dates = [{', '.join(map(_quoted, sorted(group.habits)))}]\n" if group.habits else ""


def _block(group: _Group) -> Iterator[str]:
    """The lines of TOML that map the headers of `group` to the fields of an entry."""
    headers = [header for header in dict.fromkeys(group.headers) if header.strip()]
    yield "[[tables]]"
    yield f"headers = [{', '.join(map(_quoted, headers))}]"
    columns = group.columns
    doubles = dict(_doubles(group))
    places = {columns.title, columns.date, columns.summary, columns.venue} - set(doubles)
    fields: dict[str, str] = {}
    for index, header in enumerate(group.headers):
        if header.strip() and index in columns.links:
            fields.setdefault(header, "links")
        elif header.strip() and index in places:
            fields.setdefault(header, columns.keys[index])
    pairs = [f"{_quoted(header)} = {_quoted(name)}" for header, name in fields.items()]
    yield f"map = {{ {', '.join(pairs)} }}" if pairs else "map = {}"


def _doubles(group: _Group) -> Iterator[tuple[int, str]]:
    """The columns that hold two things, which no field of an entry says, and what they hold."""
    columns = group.columns
    if columns.title is not None and (columns.paper or columns.title_and_summary):
        yield columns.title, "the title, with a summary below it or without"
    if columns.date is not None and columns.venue_in_date:
        yield columns.date, "a date or a venue"


def _quoted(text: str) -> str:
    """`text` as a string of TOML (TOML 1.0: as in JSON, but for U+007F), in one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
