"""What is known of the links of some lists: which are checked, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.document.model import LinkKind
from lint.errors import ConfigError
from lint.files.own_pages import DETAIL as OWN_PAGE
from lint.links.filters import IMAGES_OFF, Selection, unwanted
from lint.links.result import LinkResult, Reason, Verdict
from lint.links.verdicts.fragments import wanted as wanted_fragments
from lint.sites import OTHER, site_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lint.config.config import Config
    from lint.engine.analysis import Parsed
    from lint.links.verdicts.fragments import Wanted

UNCHANGED = "not in the change"
"""What is said of a link that is not checked because it was there before."""


class Plan(NamedTuple):
    """What is to be checked of the links of some lists.

    `links` are the URLs to check, by their first use, with the fragments to look for on their
    pages; `in_markdown` are fragments to look for in the Markdown behind pages. `pages` are those
    of the repositories of the lists, which are checked where a site can tell something of them.
    `skipped` has the results of the URLs that the patterns leave out. `config` is that of the first
    list that is not offline, and `file` its path; None and "" where all are.
    """

    links: Mapping[str, tuple[str, ...]] = {}
    pages: tuple[str, ...] = ()
    in_markdown: Mapping[str, tuple[str, ...]] = {}
    skipped: Mapping[str, LinkResult] = {}
    config: Config | None = None
    file: str = ""


def planned(lists: Sequence[Parsed], known: Mapping[str, LinkResult]) -> Plan:
    """What is to be checked of the links of `lists`, whose entries need not be read.

    Nothing of `known` is. Raises ConfigError for a pattern that cannot be used.
    """
    online = [each for each in lists if not each.config.offline]
    if not online:
        return Plan()
    config = online[0].config
    wanted = dict.fromkeys(
        url
        for each in online
        for url, link in each.links
        if url not in known and unwanted(link, config.links) is None and each.asks(link)
    )
    skipped = _skipped(wanted, online)
    sought = _sought(online)
    return Plan(
        {url: sought.on_pages.get(url, ()) for url in wanted if url not in skipped},
        tuple(url for url in _pages(online) if url not in known),
        sought.in_markdown,
        skipped,
        config,
        online[0].source.file,
    )


def results_of(
    lists: Sequence[Parsed],
    plan: Plan,
    checked: Mapping[str, LinkResult],
    known: Mapping[str, LinkResult],
) -> Mapping[str, LinkResult]:
    """A result for each URL of `lists`, by their first use: what was `checked` by `plan`, or known.

    After them come those of the pages of their repositories. URLs that are in the plan and were not
    checked, for the check was interrupted, are absent.
    """
    results: dict[str, LinkResult | None] = {}
    for url in dict.fromkeys(url for each in lists for url, _ in each.links):
        result = checked.get(url) or plan.skipped.get(url) or known.get(url)
        if result is not None or url not in plan.links:
            results[url] = result
    left = {url for url, result in results.items() if result is None}
    results |= _left_out(left, [each for each in lists if not each.config.offline])
    for url in _pages(lists):
        if url in checked or url in known:
            results.setdefault(url, checked.get(url) or known[url])
    return {url: result for url, result in results.items() if result is not None}


def titles_of(lists: Sequence[Parsed]) -> Mapping[str, Sequence[str]]:
    """What the entries of `lists` call the works that they link to, by normalised URL."""
    from lint.entries.identity import called_paper, title_link

    found: dict[str, dict[str, None]] = {}
    for each in lists:
        for entry in each.judged.entries if not each.config.offline else ():
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


def _left_out(wanted: set[str], online: Sequence[Parsed]) -> Mapping[str, LinkResult]:
    """The results of the URLs `wanted`, which are not to be checked, and why."""
    if not wanted:
        return {}
    links = [(each, url, link) for each in online for url, link in each.links if url in wanted]
    options = online[0].config.links if online else None
    images = {
        url: reason
        for _, url, link in links
        if options is not None and (reason := unwanted(link, options)) is not None
    }
    unchanged = {url for each, url, link in links if not each.asks(link)}
    own = {url for each, url, link in links if link.url in each.own}
    results = {}
    for url in wanted:
        reason = images.get(url, Reason.EXCLUDED if url in unchanged else Reason.OFFLINE)
        detail = ""
        if reason is Reason.EXCLUDED:
            detail = UNCHANGED if url not in own else OWN_PAGE
            detail = IMAGES_OFF if url in images else detail
        results[url] = LinkResult(url, Verdict.SKIPPED, reason, detail=detail)
    return results


def _pages(lists: Sequence[Parsed]) -> Sequence[str]:
    """The pages of the repositories of `lists` that are not offline."""
    return [each.page for each in lists if each.page is not None and not each.config.offline]


def _skipped(urls: Iterable[str], online: Sequence[Parsed]) -> Mapping[str, LinkResult]:
    """The results of those of `urls` that the patterns leave out."""
    options = online[0].config.links
    if not (options.include or options.exclude):
        return {}
    written: dict[str, dict[str, None]] = {}
    for each in online:
        for url, link in each.links:
            written.setdefault(url, {})[link.url] = None
    try:
        selection = Selection(options, written)
    except ValueError as error:
        raise ConfigError(str(error)) from None
    found = ((url, selection.skipped(url)) for url in urls)
    return {url: result for url, result in found if result is not None}


def _sought(online: Sequence[Parsed]) -> Wanted:
    """The sections of other pages that `online` lists link into."""
    links = (
        link.url
        for each in online
        if each.anchors is not None
        for _, link in each.links
        if link.kind is not LinkKind.IMAGE and each.asks(link)
    )
    return wanted_fragments(links, everywhere=online[0].config.links.fragments)
