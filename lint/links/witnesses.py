"""One check of the links of a run, with what is remembered of earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.links import checker

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from lint.links.protocols import OnlineSite
    from lint.links.result import LinkOptions, LinkResult, Progress
    from lint.links.store.memory import LinkMemory

    Wanted = Mapping[str, Collection[str]]
    """URLs, each with the fragments to look for."""


class Asked(NamedTuple):
    """The results by URL, and whether the check was interrupted: some are missing then.

    `witnessed` says that hosts that were fine were asked, too, whether there is a network;
    `notices` are lines on the interfaces of sites that fail.
    """

    results: dict[str, LinkResult]
    interrupted: bool
    witnessed: bool = False
    notices: tuple[str, ...] = ()


def ask(
    wanted: Wanted,
    options: LinkOptions,
    progress: Progress,
    *,
    memory: LinkMemory | None,
    sites: Sequence[OnlineSite] = (),
) -> Asked:
    """Check the links `wanted` as `checker.check` does, whose errors are raised.

    Where something failed and nobody answered, for all the others are remembered as fine, some of
    these are asked whether there is a network at all: else a list with one dead link could never
    tell that from a network that is down.
    """
    notices: dict[str, None] = {}
    asked = _check(wanted, options, progress, memory, sites, notices)
    asked = asked._replace(notices=tuple(notices))
    if memory is None:
        return asked
    if not asked.interrupted and (witnesses := memory.witnesses()):
        # Unknown hosts are looked up again, next to hosts that are there.
        again = {url: wanted[url] for url in (*witnesses, *memory.doubtful())}
        more = _check(again, options, None, memory, sites, notices)
        results = {**asked.results, **more.results}
        asked = Asked(results, more.interrupted, witnessed=True, notices=tuple(notices))
    return asked._replace(results={**asked.results, **memory.corrected()})


def _check(  # noqa: PLR0913, PLR0917 - what `ask` has, and where notices go
    wanted: Wanted,
    options: LinkOptions,
    progress: Progress | None,
    memory: LinkMemory | None,
    sites: Sequence[OnlineSite],
    notices: dict[str, None],
) -> Asked:
    try:
        results = checker.check(
            wanted,
            options,
            progress,
            memory=memory,
            sites=sites,
            notice=lambda line: notices.update({line: None}),
        )
    except checker.Interrupted as error:
        return Asked(error.results, interrupted=True)
    return Asked(results, interrupted=False)
