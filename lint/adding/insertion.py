"""Putting one work into a list: its section, its place, and a draft that is sound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lint import urls
from lint.adding import sections
from lint.adding.asking import Needs
from lint.adding.check import added
from lint.adding.draft import drafts
from lint.adding.escaping import plainest
from lint.adding.house import learn
from lint.adding.position import position
from lint.adding.present import present
from lint.adding.trial import findings, introduced
from lint.adding.work import Work, names_of
from lint.diagnostics import Severity
from lint.engine.analysis import read
from lint.engine.listener import NullListener
from lint.entries.identity import series
from lint.entries.index import Owners
from lint.entries.nulls import fold
from lint.errors import InputError
from lint.rules import Context
from lint.source import Source
from lint.text import clip

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from lint.adding.house import House
    from lint.adding.lines import Draft
    from lint.diagnostics import Diagnostic
    from lint.engine.analysis import Parsed, Task
    from lint.entries.identity import Series
    from lint.source import Span

_FEW = 0.2
# So many drafts are linted of each way to write the texts.
_MOST_LINTED = 2


@dataclass(frozen=True, slots=True)
class Present:
    """The work is in the list already, at this line."""

    line: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The work cannot be added; `why` says so, `found` what the linter would find."""

    why: str
    found: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """The list with the work in it: `entry` are its lines, `line` is the first of them.

    `order` is the one that it keeps, `unknown` are the names of the fields that nobody knows,
    `untitled` says that its title is made of its URL.
    """

    task: Task
    entry: str
    line: int
    section: str
    order: str
    unknown: tuple[str, ...]
    untitled: bool = False


class List:
    """A list that works are added to, understood. Raises InputError where it cannot be."""

    def __init__(self, task: Task, today: dt.date) -> None:
        heard = NullListener()
        parsed = read(task, today, heard)
        if parsed is None:
            raise InputError("\n".join(heard.failures))
        self.task = task
        self.parsed: Parsed = parsed
        self._today = today
        self._found: Sequence[Diagnostic] | None = None
        self._context = Context(
            today=today,
            entries=parsed.judged.entries,
        )
        self.groups: Sequence[Series] = list(series(parsed.document, self._context))

    @property
    def needs(self) -> Needs:
        """What it is worth to ask for."""
        entries = self.parsed.judged.entries
        least = max(1, _FEW * len(entries))
        return Needs(
            authors=sum(bool(one.fields.get("authors")) for one in entries) >= least,
            summaries=any(one.fields.get("summary") for one in entries),
        )

    def check(self, section: str) -> None:
        """Raise LintError, as `add` would, for a section that the list does not have."""
        if self.groups:
            sections.find(self.parsed.document, self.groups, section)

    def find(self, url: str) -> Present | None:
        """Where an entry with `url`, in whatever form, is; None where there is none."""
        found = present(self.parsed.judged.entries, Work(url, names=names_of(url)))
        return None if found is None else Present(found.line)

    def add(self, work: Work, section: str | None) -> Present | Refused | Added:
        """What becomes of `work`. Raises LintError where it is not clear where it goes."""
        document = self.parsed.document
        known = present(self.parsed.judged.entries, work)
        if known is not None:
            return Present(known.line)
        group = sections.choose(document, self.groups, section, work)
        untitled = not work.title
        if untitled:
            work = replace(work, title=_name(work.url))
        others = [one for one in self.groups if one is not group]
        where = position(group, others, title=work.title, date=work.date)
        marks = frozenset(map(fold, self.task.config.null_marks))
        house = learn(document, group, self._context, marks)
        found: Sequence[Diagnostic] = ()
        for one in _tame(work):
            for draft in self._sound(house, one, where.before):
                brought = introduced(self.task, self._findings(), draft, self._today)
                if brought is None:
                    return Refused("the list cannot be linted with it")
                if not brought:
                    return self._added(draft, group, where.order, untitled=untitled)
                found = found or brought
        if found:
            return Refused("the list would have new problems", tuple(found))
        return Refused("no entry of the section could be copied for it")

    def _sound(self, house: House, work: Work, index: int) -> Iterator[Draft]:
        """The best drafts that add what they should and nothing else."""
        left = _MOST_LINTED
        for draft in drafts(house, work, index, self._wrong()):
            if added(self.task, self.parsed, draft, self._today) is not None:
                yield draft
                left -= 1
                if not left:
                    return

    def _wrong(self) -> frozenset[Span]:
        """The places of the entries with an error, which a new one would have, too."""
        owners = Owners(self.parsed.judged.entries)
        errors = (one.span for one in self._findings() if one.severity is Severity.ERROR)
        indexes = {owners.index(span) for span in errors}
        return frozenset(owners.entries[index].span for index in indexes if index >= 0)

    def _findings(self) -> Sequence[Diagnostic]:
        """What is found in the list as it is."""
        if self._found is None:
            found = findings(self.task, self._today)
            if found is None:
                raise InputError(f"{self.task.source.path}: cannot be linted")
            self._found = found
        return self._found

    def _added(self, draft: Draft, group: Series, order: str, *, untitled: bool) -> Added:
        source = self.task.source
        text = "\ufeff" * source.bom + draft.applied(source.text)
        new = Source(source.path, text, source.file)
        at = draft.at + draft.text.index(draft.shown)
        return Added(
            self.task._replace(source=new),
            draft.shown,
            new.position(at)[0],
            group.headings[-1].text if group.headings else "",
            order,
            draft.unknown,
            untitled,
        )


def _tame(work: Work) -> Iterator[Work]:
    """`work` with its texts as they are, then with the letters of them, then with its URL alone."""
    yield work
    yield replace(
        work,
        title=plainest(work.title) or _name(work.url),
        summary=plainest(work.summary),
        venue=plainest(work.venue),
        authors=tuple(filter(None, map(plainest, work.authors))),
    )
    yield replace(work, title=_name(work.url), summary="", venue="", authors=())


def _name(text: str) -> str:
    """What a page is called after its URL, where nobody knows better."""
    url = urls.http(text)
    if url is None:
        return clip(text)
    page = PurePosixPath(url.path)
    # The number of a paper has a full stop, too.
    name = page.stem if page.suffix[1:].isalpha() else page.name
    last = plainest(name.replace("-", " ").replace("_", " "))
    return last or url.host.removeprefix("www.")
