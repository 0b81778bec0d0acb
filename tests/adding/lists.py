"""Adding to a list in a text, without the network: the work is what sites would say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from lint.adding.insertion import Added, List
from lint.adding.work import Role, Work, names_of, role
from lint.config.config import Config
from lint.config.overrides import Overrides
from lint.engine.analysis import Task
from lint.source import Source
from lint.urls import http

if TYPE_CHECKING:
    from lint.adding.insertion import Present, Refused

TODAY = dt.date(2026, 1, 2)


def open_list(text: str) -> List:
    """The list in `text`."""
    config = Config().override(Overrides(offline=True))
    return List(Task(Source("list.md", text), config, streamed=True), TODAY)


def work(  # noqa: PLR0913 - what is known of a work
    url: str,
    title: str = "",
    *,
    date: str = "",
    venue: str = "",
    authors: tuple[str, ...] = (),
    summary: str = "",
    code: str = "",
    project: str = "",
    owner: str = "",
) -> Work:
    """A work as its sites would describe it."""
    kind = role(http(url))
    links = {kind: url, Role.CODE: code, Role.PROJECT: project} | {kind: url}
    return Work(
        url,
        title,
        date,
        venue,
        authors,
        summary,
        {part: one for part, one in links.items() if one},
        names_of(url),
        owner,
        paper=kind is Role.PAPER,
    )


def outcome(text: str, new: Work, section: str | None = None) -> Present | Refused | Added:
    """What becomes of `new`."""
    return open_list(text).add(new, section)


def added(text: str, new: Work, section: str | None = None) -> Added:
    """What `text` becomes with `new`: a line more, all others as they were."""
    found = outcome(text, new, section)
    assert isinstance(found, Added), found
    return found


def line(text: str, new: Work, section: str | None = None) -> str:
    """The entry of `new`."""
    return added(text, new, section).entry
