"""Reading a list: its text understood, with the facts about what lies around it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lint.credentials import AT_SIGN, known
from lint.document.data import DataError, parse_data
from lint.document.model import LinkKind
from lint.document.parser import parse
from lint.entries.options import TableConfig
from lint.errors import ConfigError
from lint.files.inputs import repository_page
from lint.files.linked_files import anchor_facts
from lint.validation.violations import Judged, judge
from lint.version import __version__

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from lint.config.config import Config
    from lint.document.model import Document, Link
    from lint.document.slugs import Anchors
    from lint.engine.changes import Before, Change
    from lint.engine.listener import Listener
    from lint.entries.options import SourceConfig
    from lint.git.repository import Commit
    from lint.links.result import Facts, LinkResult
    from lint.rules import Rule
    from lint.source import Source, Span
    from lint.urls import URL


class Task(NamedTuple):
    """A list to judge and the configuration that holds for it.

    `streamed` says that it came from standard input, whatever path it goes by. `before` is what it
    is compared with, so that only what changed is reported; None judges the whole. `locked` says
    why the file must not be written, "" that it may. `clone` is the root of the temporary clone
    that the list lies in, if it was fetched. `trusted` is what the list was before a stranger's
    change, which must not hide what it brings in; None for anybody else's. `found` says that
    nobody named the file itself: it was found in a folder.
    """

    source: Source
    config: Config
    streamed: bool = False
    before: Before | None = None
    locked: str = ""
    clone: Path | None = None
    trusted: Before | None = None
    found: bool = False


class Requests:
    """The links to http(s) URLs, each behind the URL that is asked for it."""

    __slots__ = ("_links", "_urls")

    def __init__(self, found: Iterable[tuple[str, Link]]) -> None:
        # Two lists, as a pair for each would take more than both.
        self._urls: list[str] = []
        self._links: list[Link] = []
        for url, link in found:
            self._urls.append(url)
            self._links.append(link)

    def __iter__(self) -> Iterator[tuple[str, Link]]:
        return zip(self._urls, self._links, strict=True)


class Parsed(NamedTuple):
    """A list, understood, with its http(s) links under their normalised URLs.

    `judged` is empty until the entries are read. `page` is that of its repository, if a rule is
    about it. `anchors` are those of the files that it links into, None where no rule is about
    sections of other pages. `own` and `removed` are as in `Context`, `trusted` is as in `Task`.
    """

    config: Config
    document: Document
    judged: Judged
    links: Requests
    change: Change | None = None
    page: str | None = None
    anchors: Mapping[str, Anchors] | None = None
    trusted: Before | None = None
    own: Mapping[str, str] = {}
    removed: Mapping[Span, Commit] = {}

    @property
    def source(self) -> Source:
        """The text that was read."""
        return self.document.source

    def repository(self, results: Mapping[str, LinkResult]) -> Facts | None:
        """What its site says of the repository of the list."""
        result = results.get(self.page) if self.page is not None else None
        return result.facts if result is not None else None

    def asks(self, link: Link) -> bool:
        """Whether `link` is among those to check: of a change, those that it adds."""
        return link.url not in self.own and (self.change is None or self.change.adds(link))

    def answers(self, results: Mapping[str, LinkResult]) -> Mapping[str, LinkResult]:
        """Those of `results` that the rules may speak of."""
        if self.config.offline:
            return {}
        if self.change is None:
            return results
        asked = (url for url, link in self.links if self.asks(link))
        return {url: results[url] for url in asked if url in results}


def read(task: Task, today: dt.date, listener: Listener) -> Parsed | None:
    """The list of `task`, understood; None, once `listener` was told why, if it cannot be.

    Raises ConfigError for what its configuration names and nobody can use.
    """
    parsed = parse_list(task, listener)
    return None if parsed is None else with_entries(parsed, task, today, listener)


def parse_list(task: Task, listener: Listener) -> Parsed | None:
    """The list of `task` without its entries, which `with_entries` reads. As `read` otherwise."""
    source, config = task.source, task.config
    data = config.source_for(source.file)
    try:
        document = parse(source) if data is None else parse_data(source, data.items)
    except ConfigError as error:
        raise config.blamed(error) from None
    except DataError as error:
        line, column = source.position(error.offset)
        listener.fail(f"{source.path}:{line}:{column}: {error}")
        return None
    except Exception as error:  # noqa: BLE001 - the other files are to be judged all the same
        listener.fail(_unreadable(source, error))
        return None
    source.user_info = known(
        source.text,
        (
            (link.url, source.slice(link.url_span), link.url_span.start)
            for link in document.links
            if AT_SIGN.search(link.url)
        ),
    )
    links = ((link.web, link) for link in document.links)
    asked = (
        (url.request, link)
        for url, link in links
        if url is not None and not _is_torn(source, link, url)
    )
    return Parsed(config, document, Judged((), {}), Requests(asked), trusted=task.trusted)


def with_entries(parsed: Parsed, task: Task, today: dt.date, listener: Listener) -> Parsed | None:
    """`parsed`, which is the list of `task`, with its entries. As `read` otherwise."""
    source, config, document = task.source, task.config, parsed.document
    data = config.source_for(source.file)
    tables = config.tables_for(source.file)
    try:
        if data is not None:
            tables = tuple(_of_data(table, data) for table in (*tables, TableConfig()))
        judged = judge(
            document,
            tables,
            null_marks=config.null_marks,
            dates=config.dates,
            latest=today.year + 1,
        )
    except ConfigError as error:
        raise config.blamed(error) from None
    except Exception as error:  # noqa: BLE001 - the other files are to be judged all the same
        listener.fail(_unreadable(source, error))
        return None
    if task.trusted is not None:
        from lint.engine.distrust import swallowed

        if why := swallowed(document, task.trusted.own):
            listener.fail(f"{source.path}: {why}")
            return None
    change = None
    if task.before is not None:
        from lint.engine.changes import Change
        from lint.engine.versions import Version

        now = Version(source, lambda: (document, judged.entries))
        change = Change(now, task.before)
    return parsed._replace(judged=judged, change=change)


def _unreadable(source: Source, error: Exception) -> str:
    """One line on a list that could not be read because of `error`."""
    if isinstance(error, RecursionError):
        return f"{source.path}: nested too deeply to be checked"
    return f"{source.path}: {defect('the parser', error)}"


def _of_data(table: TableConfig, data: SourceConfig) -> TableConfig:
    """What `[[tables]]` says of a data file, whose rows are entries whatever it says."""
    return replace(table, entries=True, map={**table.map, **data.map})


# Within so many characters from its beginning the user-info of an http(s) URL begins.
_SCHEME = 10


def _is_torn(source: Source, link: Link, url: URL) -> bool:
    """Whether the URL of `link` is other than it looks: what looks like its user-info is none.

    GitHub's autolinks end early, and know no character references. So it is no URL that anybody
    meant, and whoever is asked for it would get to know a part of a password.
    """
    start = link.url_span.start
    return (
        link.kind is LinkKind.AUTOLINK
        and not url.username
        and not url.password
        and bool(source.user_info.within(start, min(start + _SCHEME, link.url_span.end)))
    )


def anchors_for(each: Parsed, rules: Sequence[Rule]) -> Mapping[str, Anchors] | None:
    """The anchors of the files that a list links into, where a rule is about them."""
    asking = (rule for rule in rules if rule.needs_fragments)
    if not any(each.config.selects(rule, each.source.file) for rule in asking):
        return None
    return anchor_facts(each.document, each.config.max_file_size, each.own)


def page_for(each: Parsed, rules: Sequence[Rule]) -> str | None:
    """The page of the repository of a list, where a rule is about that."""
    path = each.source.file
    asking = (rule for rule in rules if rule.needs_repository)
    if each.config.offline or not any(each.config.selects(rule, path) for rule in asking):
        return None
    return repository_page(path)


def defect(who: str, error: Exception) -> str:
    """One line on a crash of ours, with what a report of it needs."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" ({place.tb_frame.f_globals['__name__']}:{place.tb_lineno})" if place else ""
    what = f"{type(error).__name__}: {error}"[:200]
    return (
        f"{who} failed with {what}{where}; this is a bug in awesome-lint {__version__}: "
        "report it with this line and the list"
    )
