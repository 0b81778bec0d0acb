"""The lists of a run, read with the facts around them: one after the other, or beside the links."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from lint.engine.analysis import anchors_for, page_for, parse_list, read, with_entries
from lint.engine.link_facts import planned, titles_of
from lint.errors import ConfigError
from lint.files.own_pages import own_targets
from lint.rules.helpers.site_generators import configurations

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lint.document.model import Document
    from lint.engine.analysis import Parsed, Task
    from lint.engine.link_facts import Plan
    from lint.engine.link_process import LinkProcess
    from lint.engine.listener import Listener
    from lint.links.result import LinkResult
    from lint.rules import Rule


def read_lists(
    tasks: Iterable[Task], rules: Sequence[Rule], today: dt.date, listener: Listener
) -> Sequence[Parsed]:
    """The lists of `tasks` that can be read, with what the `rules` need to know of them.

    `listener` is told why one cannot be. Raises ConfigError as `read` does.
    """
    parsed = [each for task in tasks if (each := read(task, today, listener)) is not None]
    lists = _with_facts(parsed, rules)
    if any(each.change is not None for each in lists):
        from lint.engine.removals import removed_before

        return [
            each._replace(removed=removed_before(each, rules, today, listener)) for each in lists
        ]
    return lists


def read_beside(
    process: LinkProcess,
    tasks: Sequence[Task],
    rules: Sequence[Rule],
    today: dt.date,
    known: Mapping[str, LinkResult],
) -> tuple[Sequence[Parsed], Plan] | None:
    """The lists of `tasks`, while `process` checks their links, and what it was told to check.

    None where something is wrong with a list or its configuration. The caller then ends the process
    and does it all again, so that whatever is said is said in its turn. Raises ConfigError for an
    invalid schema, before anything is requested.
    """
    from lint.engine.listener import NullListener

    ear = NullListener()
    try:
        parsed = [each for task in tasks if (each := parse_list(task, ear)) is not None]
        lists = _with_facts(parsed, rules)
        plan = planned(lists, known)
    except ConfigError:
        return None
    if ear.failures:
        return None
    # Nothing is requested where a schema turns out to be invalid.
    waits = any(
        config.dates or any(table.schema or table.dates for table in config.tables)
        for config in (task.config for task in tasks)
    )
    if not waits:
        process.begin(plan)
    whole = []
    for each, task in zip(lists, tasks, strict=True):
        one = with_entries(each, task, today, ear)
        if one is None:
            return None
        whole.append(one)
    if waits:
        process.begin(plan)
    process.tell(titles_of(whole))
    return whole, plan


def _with_facts(parsed: Iterable[Parsed], rules: Sequence[Rule]) -> Sequence[Parsed]:
    """Lists with what lies around them."""
    lists = [each._replace(own=own_of(each.document)) for each in parsed]
    return [
        each._replace(page=page_for(each, rules), anchors=anchors_for(each, rules))
        for each in lists
    ]


def own_of(document: Document) -> Mapping[str, str]:
    """The links of `document` to pages of its own repository, as `Context` has them."""
    return own_targets(document.source.file, (link.url for link in document.links))


def destinations(document: Document, own: Mapping[str, str]) -> Iterator[str]:
    """Where the links of `document` lead, those to own pages as targets; what rules look for."""
    links = (own.get(link.url, link.url) for link in document.links)
    return chain(links, configurations(document))
