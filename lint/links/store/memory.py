"""What is remembered between runs: when to ask again, and what a link's past says of it.

An answer is stored as it comes. A failure is held back until it is clear that it is the link's own
and not that of this machine's network: until another host has answered, and for a name or a
certificate until other names and certificates were fine. Then it counts, once a run.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from lint import urls
from lint.links.protocols import AskingMore
from lint.links.result import Reason, Verdict
from lint.links.store.location import replacement, without
from lint.links.store.options_digest import Relevance
from lint.links.store.record import following, merged, record, told, unmodified
from lint.links.store.sqlite import CacheError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from lint.links.protocols import Notes, OnlineSite
    from lint.links.result import LinkOptions, LinkResult
    from lint.links.store.record import Record
    from lint.links.store.sqlite import Cache
    from lint.links.store.state_file import State

WITNESSES = 3
"""So many hosts that were fine are asked whether the network is there, where nobody answered."""
# Records written at once, at most; more would keep other runs waiting.
_MOST = 200
# In seconds. A transaction costs as much as six answers, so a busy run makes one of several; what
# a kill may cost is those of this time, which is less than are on their way anyway.
_TOGETHER = 0.01
NOT_MODIFIED = 304
SERVER_ERRORS = 500
_NAMES = frozenset({Reason.DNS_FAILURE, Reason.NO_SUCH_HOST})
# What may be over by the next run, which therefore asks; the others are kept for the day.
_PASSING = frozenset(
    {
        Reason.DNS_FAILURE,
        Reason.PROTOCOL_ERROR,
        Reason.PROXY_AUTH,
        Reason.REFUSED,
        Reason.RESET,
        Reason.SERVER_ERROR,
        Reason.TIMEOUT,
    }
)
_CERTIFICATES = frozenset({Reason.TLS_EXPIRED, Reason.TLS_UNTRUSTED, Reason.TLS_HOSTNAME})


_T = TypeVar("_T")


class LinkMemory:
    """The memory (`lint.links.protocols.Memory`) of one run."""

    def __init__(  # noqa: PLR0913 - what a memory is made of, by keyword
        self,
        cache: Cache | None,
        state: State | None,
        options: LinkOptions,
        sites: Sequence[OnlineSite] = (),
        *,
        today: dt.date,
        ear: Notes,
        refresh: bool = False,
    ) -> None:
        self._cache = cache
        self._state = state
        self._relevance = Relevance(options)
        self._sites = sites
        self._today = today
        self._ear = ear
        self._refresh = refresh
        # What was answered on a later day than these is fresh.
        self._good_after = _before(today, options.cache.good_days)
        self._unverified_after = _before(today, options.cache.unverified_days)
        self._evidence = _Evidence()
        self._waiting: dict[str, Record] = {}  # what is not written yet
        self._next_write = 0.0  # by the loop's clock
        self._held: dict[str, _Held] = {}
        self._counted: set[str] = set()
        self._corrected: dict[str, LinkResult] = {}
        self._witnesses: dict[str, str] = {}  # by host
        self._asked_again: frozenset[str] = frozenset()
        self._wrote = False

    def recall(self, url: str, fragments: Collection[str]) -> LinkResult | None:
        """The result to use instead of asking, if one is fresh enough and knows `fragments`."""
        if self._refresh or url in self._asked_again:
            return None
        known = self._known(url)
        if known is None or not self._is_fresh(known, fragments):
            return None
        try:
            result = known.result(fragments)
        except (ValueError, TypeError):
            return None  # by a later version, or a stranger
        if not self._suffices(result):
            return None
        if self._state:
            if known is self._state.get(url):
                self._write_soon(known)
            self._state.put(known)
        if known.good and len(self._witnesses) < WITNESSES:
            found = urls.http(url)
            if found is not None:
                self._witnesses.setdefault(found.host, url)
        return result

    def validators(self, url: str, fragments: Collection[str] = ()) -> Mapping[str, str]:
        """Headers for a conditional request; empty where a 304 would not answer everything."""
        known = self._known(url)
        if known is None or not known.good or known.final_url or not known.knows(fragments):
            return {}
        if known.options != self._relevance.of(url):
            return {}
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in headers.items() if value}

    def remember(
        self, result: LinkResult, fragments: Collection[str], validators: Mapping[str, str]
    ) -> LinkResult:
        """Store an answer, and return it with what its history adds."""
        if result.from_cache or result.verdict is Verdict.SKIPPED or _is_unasked(result):
            return result
        try:
            now = record(
                result,
                self._today,
                options=self._relevance.of(result.url, result.final_url or ""),
                site=self._site(result.url),
                fragments=fragments,
                validators=validators,
            )
            if result.status == NOT_MODIFIED and (known := self._known(result.url)) is not None:
                now = unmodified(known, now)
                result = replace(now.result(fragments), from_cache=False, elapsed=result.elapsed)
        except (ValueError, TypeError):
            return result  # of a URL with user-info nothing is kept
        if self._evidence.take(result):
            self._release()
        self._held.pop(result.url, None)
        self._corrected.pop(result.url, None)
        if result.verdict is not Verdict.OK:
            return self._remember_failure(result, now)
        self._write_soon(now)
        if self._state:
            self._state.put(now)
        return replace(result, last_good=self._today)

    def witnesses(self) -> list[str]:
        """URLs to ask, of hosts that were fine, where a failure waits for somebody's answer.

        From then on they are recalled no more.
        """
        self._flush()  # the loop that was to do it may be gone
        if not self._held or self._asked_again:
            return []
        self._asked_again = frozenset(self._witnesses.values())
        return list(self._witnesses.values())

    def doubtful(self) -> list[str]:
        """The URLs whose host could not be looked up, when nobody else's could be either."""
        return [url for url, one in self._held.items() if one.result.reason is Reason.DNS_FAILURE]

    def corrected(self) -> Mapping[str, LinkResult]:
        """The results, by URL, of which more is known now than when they were returned."""
        return self._corrected

    def close(self) -> None:
        """Write what is not written yet, the state file too; of what fails the ear is told."""
        self._flush()
        if self._wrote:
            self._use(lambda cache: cache.forget(self._today))
        if self._cache is not None:
            self._cache.close()
            self._cache = None
        if self._state is not None:
            try:
                self._state.save(self._today)
            except OSError as error:
                reason = error.strerror or error
                self._ear.fail(f"{self._state}: the state cannot be written: {reason}")

    def _known(self, url: str) -> Record | None:
        if url in self._waiting:
            return self._waiting[url]
        return self._joined(url, self._use(lambda cache: cache.get(url)))

    def _joined(self, url: str, stored: Record | None) -> Record | None:
        """What the cache knows, with what the state file knows."""
        written = self._state.get(url) if self._state else None
        return merged(stored, written) if stored and written else stored or written

    def _is_fresh(self, known: Record, fragments: Collection[str]) -> bool:
        if known.good:
            after = self._good_after
        elif self._stands(known):
            after = self._unverified_after
        else:
            return False
        return (
            after < known.checked <= self._today.isoformat()
            and known.knows(fragments)
            and known.options == self._relevance.of(known.url, known.final_url)
            and (bool(known.facts) or self._site(known.url) in {"", known.site})
        )

    def _suffices(self, result: LinkResult) -> bool:
        """Whether no site has to be asked for more facts than are remembered."""
        asking = [one for one in self._sites if isinstance(one, AskingMore)]
        found = urls.http(result.url) if asking and result.facts else None
        return result.facts is None or all(
            one.suffices(result.url, result.facts)
            for one in asking
            if found is not None and one.claims(found)
        )

    @staticmethod
    def _stands(known: Record) -> bool:
        """Whether a failure is likely to be the same if it is asked for again."""
        return (
            known.verdict == Verdict.UNVERIFIED and known.reason not in _PASSING and not known.aged
        )

    def _site(self, url: str) -> str:
        """The site that may say more of `url` than its page does."""
        if not self._sites:
            return ""
        found = urls.http(url)
        return next((one.name for one in self._sites if found and one.claims(found)), "")

    def _remember_failure(self, result: LinkResult, now: Record) -> LinkResult:
        """Store a failure, unless it may be that of the network; count it, if it is the link's."""
        url = result.url
        counts, stored = self._evidence.counts(result), self._evidence.answered
        if not counts:
            self._held[url] = _Held(result, now, stored)
        if not stored:
            known = following(now, self._known(url), counted=False)
            return told(result, known, believed=False)
        known = self._store(now, counted=counts and url not in self._counted)
        if counts:
            self._counted.add(url)
        return told(result, known, believed=counts)

    def _release(self) -> None:
        """Store and count the failures of which it is clear now whose they are."""
        for url, held in list(self._held.items()):
            if self._evidence.counts(held.result) or not held.stored:
                del self._held[url]
                self._corrected[url] = self._remember_failure(held.result, held.now)

    def _store(self, now: Record, *, counted: bool) -> Record:
        """Store a failure with its history, which is returned."""

        def change(stored: Record | None) -> Record:
            return following(now, self._joined(now.url, stored), counted=counted)

        waiting = list(self._waiting.values())
        known = self._use(lambda cache: cache.update(now.url, change, waiting)) or change(None)
        self._waiting.clear()
        self._wrote = True
        if self._state:
            self._state.put(known)
        return known

    def _write_soon(self, record: Record) -> None:
        """Write what needs no look at what is there: within `_TOGETHER` seconds, by the event loop.

        Without a loop, at once.
        """
        self._waiting[record.url] = record
        if len(self._waiting) == 1:
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:
                self._flush()
                return
            when = max(loop.time(), self._next_write)
            loop.call_at(when, self._flush)
            self._next_write = when + _TOGETHER
        elif len(self._waiting) >= _MOST:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            waiting = list(self._waiting.values())
            self._use(lambda cache: cache.put(waiting))
            self._waiting.clear()
            self._wrote = True

    def _use(self, action: Callable[[Cache], _T]) -> _T | None:
        """What `action` gives with the cache; None where there is none, or not any more."""
        for _ in range(2):
            if self._cache is None:
                return None
            file = self._cache.file
            try:
                return action(self._cache)
            except CacheError as error:
                self._cache = None
                if error.damaged:
                    self._cache = replacement(file, str(error), self._ear.note)
                else:
                    self._ear.note(without(file, error))
        return None


class _Held(NamedTuple):
    """A failure of which it is not clear whose it is; it is `stored` once anybody has answered."""

    result: LinkResult
    now: Record
    stored: bool


class _Evidence:
    """What the answers of this run say of the network that they came by."""

    def __init__(self) -> None:
        self.answered = False
        self._fine = False
        self._names = False
        self._certificates = False

    def take(self, result: LinkResult) -> bool:
        """Take in an answer; whether it says anything new."""
        if result.status is None:
            return False
        before = self._all()
        if all(before):
            return False
        url = urls.http(result.url)
        fine = result.status < SERVER_ERRORS
        self.answered = True
        self._fine |= fine
        # A host is an address where its last label is a number (WHATWG URL, "host parser").
        self._names |= (
            fine and url is not None and not url.host[-1:].isdigit() and "[" not in url.host
        )
        self._certificates |= url is not None and url.scheme == "https"
        return self._all() != before

    def counts(self, result: LinkResult) -> bool:
        """Whether a failure is the link's own, by all that is known of the network.

        A name server that knows nobody, a portal or a proxy that signs for everybody, a gateway
        that can reach nobody: they fail every link in the same way.
        """
        if result.reason in _NAMES:
            return self._names
        return self._certificates if result.reason in _CERTIFICATES else self._fine

    def _all(self) -> tuple[bool, ...]:
        return self.answered, self._fine, self._names, self._certificates


def _is_unasked(result: LinkResult) -> bool:
    """Whether a host that is to be left alone was not asked for the link."""
    return result.reason is Reason.RATE_LIMITED and result.status is None


def _before(today: dt.date, days: int) -> str:
    try:
        return (today - dt.timedelta(days=days)).isoformat()
    except OverflowError:
        return ""
