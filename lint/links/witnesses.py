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

    `witnessed` says that hosts that were fine were asked, too, whether there is a network.
    """

    results: dict[str, LinkResult]
    interrupted: bool
    witnessed: bool = False


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
    asked = _check(wanted, options, progress, memory, sites)
    if memory is None:
        return asked
    if not asked.interrupted and (witnesses := memory.witnesses()):
        # Unknown hosts are looked up again, next to hosts that are there.
        again = {url: wanted[url] for url in (*witnesses, *memory.doubtful())}
        more = _check(again, options, None, memory, sites)
        asked = Asked({**asked.results, **more.results}, more.interrupted, witnessed=True)
    return asked._replace(results={**asked.results, **memory.corrected()})


def _check(
    wanted: Wanted,
    options: LinkOptions,
    progress: Progress | None,
    memory: LinkMemory | None,
    sites: Sequence[OnlineSite],
) -> Asked:
    try:
        results = checker.check(wanted, options, progress, memory=memory, sites=sites)
    except checker.Interrupted as error:
        return Asked(error.results, interrupted=True)
    return Asked(results, interrupted=False)
