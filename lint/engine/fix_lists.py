"""Lists are mended and written, or what would be written is shown."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint import urls
from lint.engine.fixer import mend
from lint.engine.line_diff import unified
from lint.engine.listener import NullListener
from lint.engine.pipeline import Task, run
from lint.errors import LintError
from lint.files.atomic import replace_file
from lint.links.result import LinkResult, Verdict

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lint.diagnostics import Diagnostic
    from lint.engine.listener import Listener
    from lint.engine.report import Report
    from lint.rules import Rule
    from lint.source import Source

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# As in C (https://github.com/git/git/blob/master/quote.c).
_ESCAPES = {
    ord(char): f"\\{name}" for char, name in zip('\a\b\t\n\v\f\r"\\', 'abtnvfr"\\', strict=True)
}
_NO_ENDING = "\n\\ No newline at end of file\n"


class Outcome(NamedTuple):
    """The lists as they are now, what is known of their links, and how much was mended where."""

    tasks: list[Task]
    known: Mapping[str, LinkResult]
    fixed: int
    files: int


def mend_lists(  # noqa: PLR0913 - what a run is made of, by keyword
    tasks: Sequence[Task],
    report: Report,
    rules: Sequence[Rule],
    *,
    today: dt.date,
    unsafe: bool,
    shown: Callable[[Diagnostic], bool],
    save: Callable[[Task, Source], None],
    listener: Listener,
) -> Outcome:
    """Mend the lists of `tasks`, of which `report` tells, by what is `shown` of their diagnostics.

    `save` is told of each list that changed, and raises LintError if it cannot be written; it then
    stays as it was, and `listener` is told.
    """
    known = {**_arrived(report.results), **report.asides, **report.results}
    mendable = {
        one.path
        for one in report.diagnostics
        if shown(one) and one.finding.fix and (unsafe or one.finding.fix.safe)
    }
    after: list[Task] = []
    fixed = files = 0
    for task in tasks:
        after.append(task)
        if task.source.path not in mendable:
            continue

        def judge(source: Source, task: Task = task) -> Sequence[Diagnostic] | None:
            trial = NullListener()
            again = run(
                [task._replace(source=source)], rules, today=today, listener=trial, known=known
            )
            known.update(again.results)
            return None if trial.failures else [one for one in again.diagnostics if shown(one)]

        mended = mend(task.source, judge, unsafe=unsafe)
        for note in mended.notes:
            listener.note(note)
        if mended.source.text == task.source.text:
            continue
        if task.locked:
            listener.fail(f"{task.source.path}: {task.locked}")
            continue
        try:
            save(task, mended.source)
        except LintError as error:
            listener.fail(str(error))
        else:
            after[-1] = task._replace(source=mended.source)
            fixed += mended.fixed
            files += 1
    return Outcome(after, known, fixed, files)


def save(task: Task, source: Source) -> None:
    """Write `source` in the place of the list of `task`, of which it is a later version.

    Raises LintError for a list that changed meanwhile or cannot be written; it is left alone.
    """
    path = task.source.path
    try:
        if Path(path).read_bytes() != task.source.encode():
            raise LintError(f"{path}: changed while it was being checked, so it was not fixed")
        if not os.access(path, os.W_OK):
            raise LintError(f"{path}: cannot be written: it is read-only")
        replace_file(path, source.encode())
    except OSError as error:
        raise LintError(f"{path}: cannot be written: {error.strerror or error}") from None


def diff(old: Source, new: Source) -> Iterator[str]:
    """What makes `new` of `old`, line by line, as `patch -p1` and `git apply` read it."""
    path = Path(old.path).as_posix()
    before, after = (_LINE.findall(one.encode().decode()) for one in (old, new))
    if before != after:
        yield f"--- {_quoted(f'a/{path}')}\n"
        yield f"+++ {_quoted(f'b/{path}')}\n"
    for line in unified(before, after):
        yield line if line.endswith("\n") else line + _NO_ENDING


def _quoted(path: str) -> str:
    """`path` as git writes it in a diff, so that no name ends its line or begins another.

    See core.quotePath in https://git-scm.com/docs/git-config, here false: what can be printed
    stays. A tab after a name with blanks says where it ends.
    """
    if path.isprintable() and not set(path) & {'"', "\\"}:
        return f"{path}\t" if " " in path else path
    shown = "".join(
        _ESCAPES.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}")
        for byte in os.fsencode(path)
    )
    return f'"{shown}"'


def _arrived(results: Mapping[str, LinkResult]) -> Mapping[str, LinkResult]:
    """What is known of pages that fixes may link to: where redirects led, and archived copies.

    The first have answered, and of the others the archive says that it has them.
    """
    found = {}
    for result in results.values():
        if copy := urls.http(result.snapshot or ""):
            found[copy.request] = LinkResult(copy.request, Verdict.OK, final_url=copy.request)
        url = urls.http(result.final_url or "") if result.verdict is Verdict.OK else None
        if url is not None:
            facts = result.facts and replace(result.facts, moved_to=None)
            found[url.request] = LinkResult(
                url.request, Verdict.OK, None, result.status, url.request, facts=facts
            )
    return found
