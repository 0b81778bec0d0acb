"""What is known of the links of some lists: which are asked for, and what came of it."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from lint import urls
from lint.document.model import LinkKind
from lint.errors import ConfigError
from lint.files.inputs import home_page
from lint.files.own_pages import DETAIL as OWN_PAGE
from lint.links.filters import IMAGES_OFF, Selection, unwanted
from lint.links.result import LinkResult, Reason, Verdict
from lint.links.verdicts.fragments import look_in_markdown
from lint.links.verdicts.fragments import wanted as wanted_fragments
from lint.sites import OTHER, site_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lint.engine.analysis import Parsed
    from lint.engine.listener import Listener
    from lint.links.result import LinkOptions
    from lint.links.store.memory import LinkMemory
    from lint.links.verdicts.fragments import Wanted

UNCHANGED = "not in the change"
"""What is said of a link that is not checked because it was there before."""


def results_of(
    lists: Sequence[Parsed],
    listener: Listener,
    known: Mapping[str, LinkResult],
    remember: Callable[..., LinkMemory | None] | None,
    notices: list[str],
) -> tuple[Mapping[str, LinkResult], bool]:
    """A result for each URL of `lists`, that in `known` if it is there, by their first use.

    After them come those of the pages of their repositories. The second value says that the check
    was interrupted: URLs without a verdict are then absent. To `notices` are added lines on what
    could not be found out.
    """
    online = [each for each in lists if not each.config.offline]
    wanted = {
        url: None
        for each in online
        for url, link in each.links
        if unwanted(link, online[0].config.links) is None and each.asks(link)
    }
    unchanged = {url for each in online for url, link in each.links if not each.asks(link)}
    own = {url for each in online for url, link in each.links if link.url in each.own}
    images = {
        url: reason
        for each in online
        for url, link in each.links
        if (reason := unwanted(link, online[0].config.links)) is not None
    }
    pages = [each.page for each in online if each.page is not None]
    chosen = _chosen([url for url in wanted if url not in known], online)
    checked, interrupted = _check(
        [url for url, skipped in chosen.items() if skipped is None],
        [url for url in pages if url not in known],
        online,
        listener,
        remember,
        notices,
    )
    checked = {**{url: one for url, one in chosen.items() if one is not None}, **checked}
    results = {}
    for url in dict.fromkeys(url for each in lists for url, _ in each.links):
        if url in checked or url in known:
            results[url] = checked.get(url) or known[url]
        elif url not in wanted:
            reason = images.get(url, Reason.EXCLUDED if url in unchanged else Reason.OFFLINE)
            detail = ""
            if reason is Reason.EXCLUDED:
                detail = UNCHANGED if url not in own else OWN_PAGE
                detail = IMAGES_OFF if url in images else detail
            results[url] = LinkResult(url, Verdict.SKIPPED, reason, detail=detail)
    for url in pages:
        if url in checked or url in known:
            results.setdefault(url, checked.get(url) or known[url])
    return results, interrupted


def _chosen(urls: Sequence[str], online: Sequence[Parsed]) -> Mapping[str, LinkResult | None]:
    """By URL, the result of one that the patterns leave out; None for the others."""
    if not online:
        return {}
    options = online[0].config.links
    if not (options.include or options.exclude):
        return dict.fromkeys(urls)
    written: dict[str, dict[str, None]] = {}
    for each in online:
        for url, link in each.links:
            written.setdefault(url, {})[link.url] = None
    try:
        selection = Selection(options, written)
    except ValueError as error:
        raise ConfigError(str(error)) from None
    return {url: selection.skipped(url) for url in urls}


def _check(  # noqa: PLR0913, PLR0917 - what `results_of` has, and what it chose
    links: Iterable[str],
    pages: Sequence[str],
    online: Sequence[Parsed],
    listener: Listener,
    remember: Callable[..., LinkMemory | None] | None,
    notices: list[str],
) -> tuple[Mapping[str, LinkResult], bool]:
    """The results of `links`, and of those `pages` that a site can tell something of.

    The second value is that of `results_of`.
    """
    sought = _sought(online)
    wanted = {url: sought.on_pages.get(url, ()) for url in links}
    if not wanted and not pages:
        return {}, False
    from lint.links import checker
    from lint.links.outage import NOTE, is_down, unchecked
    from lint.links.providers import online_sites
    from lint.links.witnesses import ask

    config = online[0].config
    # The patterns have had their say, on the links as they are written.
    options = replace(config.links, include=(), exclude=())
    sites = online_sites(replace(config.sites, written=titles_of(online)), os.environ)
    for page in pages:
        url = urls.http(page)
        if url is not None and any(site.claims(url) for site in sites):
            wanted[page] = ()
    if not wanted:
        return {}, False
    memory = remember(config.links, sites) if remember else None
    try:
        listener.checking(wanted)
        try:
            asked = ask(wanted, options, listener.progress, memory=memory, sites=sites)
        finally:
            listener.checked()
        checked = asked.results
        if asked.interrupted:
            return checked, True
        if is_down(asked, home_page(online[0].source.file), partial(_only, config.links)):
            # Nobody may take links that were not checked for fine, but who wants no failure.
            (listener.note if config.fail_on is None else listener.fail)(NOTE)
            return unchecked(checked), False
        for line in asked.notices:
            notices.append(line)
            listener.note(line)
        try:
            lacking = look_in_markdown(
                checked,
                sought.in_markdown,
                lambda files: checker.check(files, config.links, memory=memory),
            )
        except checker.Interrupted:
            return checked, True
        return {**checked, **lacking}, False
    finally:
        if memory is not None:
            memory.close()


def titles_of(lists: Sequence[Parsed]) -> Mapping[str, Sequence[str]]:
    """What the entries of `lists` call the works that they link to, by normalised URL."""
    from lint.entries.identity import called_paper, title_link

    found: dict[str, dict[str, None]] = {}
    for each in lists:
        for entry in each.judged.entries:
            title = entry.fields.get("title", "").partition("\n")[0]
            named = title_link(entry)
            for link in entry.links or () if title else ():
                if entry.listed and link is not named and not called_paper(link):
                    continue  # of what the entry only mentions
                url = link.link.web
                # Pages of other sites show no work of which a site has the title.
                if url is not None and site_name(url) != OTHER:
                    found.setdefault(url.request, {})[title] = None
    return {url: tuple(titles) for url, titles in found.items()}


def _only(options: LinkOptions, url: str) -> LinkResult | None:
    """The result of `url`, asked for alone; None if that was interrupted."""
    from lint.links import checker

    try:
        return checker.check([url], options).get(url)
    except checker.Interrupted:
        return None


def _sought(online: Sequence[Parsed]) -> Wanted:
    """The sections of other pages that `online` lists link into."""
    links = (
        link.url
        for each in online
        if each.anchors is not None
        for _, link in each.links
        if link.kind is not LinkKind.IMAGE and each.asks(link)
    )
    return wanted_fragments(links, everywhere=bool(online) and online[0].config.links.fragments)
