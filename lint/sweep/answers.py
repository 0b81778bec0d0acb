"""What is known of the links of a sweep: by the cache, by its journal, and as workers say it.

Whose fault a failure is, is decided here and not by a worker, who sees a part of the links: a
worker that nobody has answered has no network, and its failures say nothing of the links.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lint import urls
from lint.links.result import LinkResult, Reason, Verdict
from lint.links.verdicts.soft404 import soft_redirect
from lint.sweep import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lint.links.store.memory import LinkMemory
    from lint.sweep.journal import Journal
    from lint.sweep.plain import Plain

Wanted = dict[str, tuple[str, ...]]
"""URLs, each with the fragments to look for on its page."""

WITNESSES = 3
"""So many hosts that answered are asked beside what may be a failure of the network."""
# Failures that a network without a way out has, too.
_SILENT = frozenset({Reason.TIMEOUT, Reason.REFUSED})


class _Heard(NamedTuple):
    """An answer as a worker sent it; `validators` is None where it is not to be kept."""

    result: LinkResult
    validators: Mapping[str, str] | None


class Answers:
    """The results of one sweep, by URL. `results` are those that are certain."""

    def __init__(
        self,
        memory: LinkMemory | None,
        journal: Journal,
        progress: Callable[[LinkResult], None],
    ) -> None:
        self.results: dict[str, LinkResult] = {}
        self.left: dict[str, LinkResult] = {}
        """Links that lead into a heavy domain of another partition, and where that is."""
        self._memory = memory
        self._journal = journal
        self._progress = progress
        self._known: Mapping[str, tuple[LinkResult, frozenset[str]]] = {}
        self._wanted: Wanted = {}
        self._more: Wanted = {}
        self._heard: set[str] = set()  # the workers that somebody has answered
        self._held: dict[str, dict[str, _Heard]] = {}  # by worker
        self._doubtful: dict[str, _Heard] = {}

    def want(
        self, wanted: Wanted, known: Mapping[str, tuple[LinkResult, frozenset[str]]]
    ) -> Iterator[None]:
        """Take what need not be asked: of the journal, `known`, and of the cache.

        Gives control back now and then, for that may be much.
        """
        self._wanted |= wanted
        self._known = known
        for number, (url, fragments) in enumerate(wanted.items()):
            self._recall(url, fragments)
            if number % 1000 == 0:
                yield

    def also(self, wanted: Mapping[str, Iterable[str]]) -> list[str]:
        """Take URLs that no list links to; those that nobody knows, to be asked."""
        for url, fragments in wanted.items():
            self._more[url] = tuple(dict.fromkeys((*self.fragments(url), *fragments)))
            if url not in self.results:
                self._recall(url, self._more[url])
        return self.missing(wanted)

    @property
    def heard(self) -> str | None:
        """The address of a worker that has a network."""
        return min(self._heard, default=None)

    def missing(self, keys: Iterable[str]) -> list[str]:
        """Those of `keys` that have no answer yet, also none that is held back."""
        held = {url for one in self._held.values() for url in one}
        return [
            key
            for key in keys
            if key not in self.results
            and key not in self.left
            and key not in self._doubtful
            and key not in held
        ]

    def order(self, keys: Iterable[str]) -> list[tuple[str, list[str], dict[str, str]]]:
        """What a worker needs to check `keys`: fragments, and headers for conditional requests."""
        found = []
        for key in keys:
            fragments = self.fragments(key)
            headers = self._memory.validators(key, fragments) if self._memory else {}
            found.append((key, list(fragments), dict(headers)))
        return found

    def take(self, worker: str, values: Plain, validators: Mapping[str, str] | None) -> None:
        """Take an answer as `worker` sent it."""
        result = plain.result(values)
        heard = _Heard(result, validators)
        url = result.url
        if result.status is not None:
            self._hear(worker)
        if result.reason is Reason.EXCLUDED and result.redirected:
            self.left[url] = result
        elif result.reason is Reason.DNS_FAILURE and url not in self._doubtful:
            self._doubtful[url] = heard
        elif result.status is None and result.reason in _SILENT and worker not in self._heard:
            self._held.setdefault(worker, {})[url] = heard
        else:
            self._accept(heard)

    def follow(self, url: str) -> bool:
        """Whether the link `url` of `left` is fine, as what it leads to is; it has a result then.

        Where that is anything else, the whole link is to be asked: its redirect was that of a HEAD,
        perhaps, on which nothing is concluded.
        """
        left = self.left[url]
        target = self.results.get(left.final_url or "")
        start = urls.http(url)
        if target is None or target.verdict is not Verdict.OK or start is None:
            return False
        end = urls.http(target.final_url or target.url)
        if end is None or soft_redirect(start, end) is not None:
            return False
        fragments = self.fragments(url)
        result = replace(
            target,
            url=url,
            final_url=end.request,
            permanent=left.permanent and (target.permanent or not target.redirected),
            elapsed=left.elapsed + target.elapsed,
            missing=tuple(one for one in target.missing if one in fragments),
            from_cache=False,
            facts=None,
            last_good=None,
            failing_since=None,
            failures=0,
        )
        del self.left[url]
        self._accept(_Heard(result, {}))
        return True

    def unsure(self) -> list[str]:
        """The links whose failure may be that of the network; what is held back is among them."""
        for held in self._held.values():
            self._doubtful |= held
        self._held.clear()
        return list(self._doubtful)

    def witnesses(self) -> list[str]:
        """URLs of some hosts that were fine, names before addresses, in this sweep or before it."""
        found: dict[str, str] = {}
        for url, result in self.results.items():
            target = urls.http(url) if result.verdict is Verdict.OK else None
            if target is not None:
                found.setdefault(target.host, url)
                if len(found) > 20 * WITNESSES:
                    break
        ranked = sorted(found, key=lambda host: host[-1:].isdigit())
        return [found[host] for host in ranked[:WITNESSES]]

    def settle(self, answers: Mapping[str, tuple[LinkResult, Mapping[str, str] | None]]) -> None:
        """Take what came of asking once more for what was `unsure`; the rest stays as it is."""
        for url, heard in list(self._doubtful.items()):
            again = answers.get(url)
            self._accept(heard if again is None else _Heard(*again))
        self._doubtful.clear()

    def close(self) -> None:
        """Add what the memory knows better by now."""
        if self._memory is not None:
            for url, result in self._memory.corrected().items():
                if url in self.results:
                    self.results[url] = result
                    self._journal.keep(result, self.fragments(url))

    def _recall(self, url: str, fragments: Iterable[str]) -> None:
        """Take the result of `url` that the journal has, or the cache."""
        result, looked_for = self._known.get(url, (None, frozenset()))
        if result is None or not looked_for.issuperset(fragments):
            result = self._memory.recall(url, tuple(fragments)) if self._memory else None
        if result is not None:
            self._report(result)

    def _hear(self, worker: str) -> None:
        """Somebody has answered `worker`, so what it held against others is theirs."""
        self._heard.add(worker)
        for heard in self._held.pop(worker, {}).values():
            self._accept(heard)

    def _accept(self, heard: _Heard) -> None:
        result, validators = heard
        fragments = self.fragments(result.url)
        if validators is not None and self._memory is not None:
            result = self._memory.remember(result, fragments, validators)
        self._journal.keep(result, fragments)
        self._report(result)

    def _report(self, result: LinkResult) -> None:
        new = result.url not in self.results
        self.results[result.url] = result
        if new and result.url in self._wanted:
            self._progress(result)

    def fragments(self, url: str) -> tuple[str, ...]:
        """The fragments to look for on the page at `url`."""
        return self._more.get(url) or self._wanted.get(url, ())
