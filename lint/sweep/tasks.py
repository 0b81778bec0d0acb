"""What workers of the cluster run: functions of plain values that give plain values.

A process does one thing at a time, however many threads its worker has: `--concurrency` holds for
a process. What is found out of a link is sent as it is known, as an event, and never again.
"""

from __future__ import annotations

import threading
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Self

from lint.errors import LintError
from lint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from distributed import Worker

    from lint.links.result import LinkResult
    from lint.sweep.plain import Plain

TOPIC = "awesome-lint"
"""Where the answers of all sweeps come by; each has its sweep's own name."""
REFUSED = "refused"
"""The key, in what a task gives, of the version that a worker has instead of the client's."""
# In seconds. A client that does not say for so long which links to check is gone.
_PATIENCE = 60
# Between two looks whether a task is still wanted.
_GLANCE = 0.5
_alone = threading.Lock()


def version() -> str:
    """The version of awesome-lint that a worker has."""
    return __version__


def fetch_list(url: str, terms: Plain) -> Plain:
    """The list behind `url`, as `lint.sweep.reading.fetched` gives it."""
    return _alone_with(terms, lambda reading, agreed: reading.fetched(url, agreed))


def read_list(snapshot: Plain, terms: Plain) -> Plain:
    """What a list asks for, as `lint.sweep.reading.read_here` gives it."""
    return _alone_with(terms, lambda reading, agreed: reading.read_here(snapshot, agreed))


def lint_list(snapshot: Plain, answers: list[Plain], terms: Plain) -> Plain:
    """The reports on a list, as `lint.sweep.reading.linted` gives them."""
    return _alone_with(terms, lambda reading, agreed: reading.linted(snapshot, answers, agreed))


def check_links(sweep: str, number: int, terms: Plain) -> Plain:
    """Check the links of partition `number`, and send each answer as an event.

    Which links these are the client says when the task begins: where another worker has died over
    it, those that are left. An empty object, or one with `failures`, a line each.
    """
    if terms["version"] != __version__:
        return {REFUSED: __version__}
    from distributed import Queue, get_worker

    worker = get_worker()
    with _alone, _Wanted(worker) as wanted:
        attempt = token_hex(16)

        def say(kind: str, **rest: Any) -> None:
            head = {"sweep": sweep, "partition": number, "worker": worker.address, "kind": kind}
            worker.log_event(TOPIC, head | rest)

        orders = Queue(attempt)
        try:
            say("begin", attempt=attempt)
            order = orders.get(timeout=_PATIENCE)
        except TimeoutError:
            return {"failures": ["the client does not respond"]}
        finally:
            orders.close()
        return _checked(order, terms, say, wanted)


def _checked(order: Plain, terms: Plain, say: Callable[..., None], wanted: _Wanted) -> Plain:
    import os
    from dataclasses import replace

    from lint.links import checker
    from lint.links.providers import online_sites
    from lint.sweep import plain

    agreed = plain.terms(terms)
    options = replace(agreed.links, foreign=frozenset(order["foreign"]), headers=_headers())
    courier = _Courier(order["links"], say, wanted)
    try:
        results = checker.check(
            courier.keys,
            options,
            courier.progress,
            memory=courier,
            sites=online_sites(replace(agreed.sites, written=order["titles"]), os.environ),
            notice=lambda line: say("notice", line=line),
        )
    except LintError as error:
        return {"failures": str(error).splitlines()}
    except _UnwantedError:
        return {}
    except ExceptionGroup as group:  # the engine's tasks end together
        if group.subgroup(_UnwantedError) is None:
            raise
        return {}
    courier.correct(results)
    return {}


class _UnwantedError(Exception):
    """The client has gone, or has given up the sweep."""


class _Wanted:
    """Whether the task at hand is still wanted; looked up by a thread while the block lasts."""

    def __init__(self, worker: Worker) -> None:
        self.yes = True
        self._worker = worker
        self._key = worker.get_current_task()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()

    def _watch(self) -> None:
        while not self._ended.wait(_GLANCE):
            task = self._worker.state.tasks.get(self._key)
            self.yes = task is not None and task.state == "executing"


class _Courier:
    """The memory of a worker's check: the client's, by what it sent along, and told as it comes.

    See `lint.links.protocols.Memory`.
    """

    def __init__(self, links: list[Any], say: Callable[..., None], wanted: _Wanted) -> None:
        self.keys = {key: tuple(fragments) for key, fragments, _ in links}
        self._conditions: dict[str, dict[str, str]] = {
            key: headers for key, _, headers in links if headers
        }
        self._say = say
        self._wanted = wanted
        self._kept: dict[str, dict[str, str]] = {}
        self._sent: dict[str, LinkResult] = {}

    def recall(self, url: str, fragments: Collection[str]) -> LinkResult | None:  # noqa: ARG002
        """Nothing: what the client knows it does not ask for."""
        return None

    def validators(self, url: str, fragments: Collection[str] = ()) -> Mapping[str, str]:  # noqa: ARG002
        """The headers for a conditional request that the client has."""
        return self._conditions.get(url, {})

    def remember(
        self,
        result: LinkResult,
        fragments: Collection[str],  # noqa: ARG002
        validators: Mapping[str, str],
    ) -> LinkResult:
        """The result as it is; that it is to be kept is sent along with it."""
        self._kept[result.url] = dict(validators)
        return result

    def progress(self, result: LinkResult) -> None:
        """Send an answer. Raises where nobody wants it any more."""
        from lint.sweep import plain

        if not self._wanted.yes:
            raise _UnwantedError
        self._sent[result.url] = result
        kept = self._kept.pop(result.url, None)
        self._say("answer", result=plain.of_result(result), validators=kept)

    def correct(self, results: Mapping[str, LinkResult]) -> None:
        """Send what is known better at the end of the check than when it was sent."""
        from lint.sweep import plain

        for url, result in results.items():
            if self._sent.get(url) is not result:
                self._say("answer", result=plain.of_result(result), validators=None)


def _alone_with(terms: Plain, work: Callable[[Any, Any], Plain]) -> Plain:
    if terms["version"] != __version__:
        return {REFUSED: __version__}
    from lint.sweep import plain, reading

    with _alone:
        return work(reading, plain.terms(terms))


def _headers() -> Mapping[str, Mapping[str, str]]:
    """The headers for links that the environment of the worker gives."""
    import os

    from lint.links.network import headers

    try:
        return headers.from_environment(os.environ)
    except ValueError as error:
        raise LintError(f"{headers.VARIABLE}: {error}") from None
