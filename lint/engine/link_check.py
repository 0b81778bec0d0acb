"""One check of the links that a plan names: sites and storage are opened, the engine runs."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from lint import urls
from lint.files.inputs import home_page
from lint.links.verdicts.fragments import look_in_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lint.engine.link_facts import Plan
    from lint.engine.listener import Listener
    from lint.links.providers.options import Titles
    from lint.links.result import LinkOptions, LinkResult
    from lint.links.store.memory import LinkMemory

    Remember = Callable[..., LinkMemory | None]
    """What opens the storage, with the options and the sites, for an `ear`."""


class Checked(NamedTuple):
    """The results by URL, and whether the check was interrupted: some are missing then.

    `notices` are lines on what could not be found out.
    """

    results: Mapping[str, LinkResult]
    interrupted: bool = False
    notices: tuple[str, ...] = ()


def check(plan: Plan, titles: Titles, listener: Listener, remember: Remember | None) -> Checked:
    """Check the links of `plan`, and those pages that a site can tell something of.

    `titles` are what the lists call the works that they link to, by normalised URL. `remember`, if
    given, opens the storage. Raises what `lint.links.checker.check` raises, and ConfigError for an
    invalid state file.
    """
    config = plan.config
    if config is None or not (plan.links or plan.pages):
        return Checked({})
    from lint.links import checker
    from lint.links.outage import NOTE, is_down, unchecked
    from lint.links.providers import online_sites
    from lint.links.witnesses import ask

    # The patterns have had their say, on the links as they are written.
    options = replace(config.links, include=(), exclude=())
    sites = online_sites(replace(config.sites, written=titles), os.environ)
    pages = ((page, urls.http(page)) for page in plan.pages)
    claimed = {
        page: ()
        for page, url in pages
        if url is not None and any(site.claims(url) for site in sites)
    }
    wanted = {**plan.links, **claimed} if claimed else plan.links
    if not wanted:
        return Checked({})
    memory = remember(config.links, sites, ear=listener) if remember else None
    try:
        listener.checking(wanted)
        try:
            asked = ask(wanted, options, listener.progress, memory=memory, sites=sites)
        finally:
            listener.checked()
        checked = asked.results
        if asked.interrupted:
            return Checked(checked, interrupted=True)
        if is_down(asked, home_page(plan.file), partial(_only, config.links)):
            # Nobody may take links that were not checked for fine, but who wants no failure.
            (listener.note if config.fail_on is None else listener.fail)(NOTE)
            return Checked(unchecked(checked))
        for line in asked.notices:
            listener.note(line)
        try:
            lacking = look_in_markdown(
                checked,
                plan.in_markdown,
                lambda files: checker.check(files, config.links, memory=memory),
            )
        except checker.Interrupted:
            return Checked(checked, interrupted=True, notices=asked.notices)
        return Checked({**checked, **lacking}, notices=asked.notices)
    finally:
        if memory is not None:
            memory.close()


def _only(options: LinkOptions, url: str) -> LinkResult | None:
    """The result of `url`, asked for alone; None if that was interrupted."""
    from lint.links import checker

    try:
        return checker.check([url], options).get(url)
    except checker.Interrupted:
        return None
