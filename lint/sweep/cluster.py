"""What a sweep does with its Dask cluster: run tasks, hear of answers, notice that it is gone."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from lint.errors import LintError
from lint.sweep import tasks
from lint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Mapping

    from lint.sweep.plain import Plain

# In seconds: for all workers to say their version.
_PATIENCE = 30
# A scheduler is asked every so many seconds whether it is there, and may take so long to answer,
# twice in a row: a dead one is noticed within half a minute.
_EVERY = 3
_ANSWERS_WITHIN = 8
_SILENCES = 2

_T = TypeVar("_T")


class ClusterError(LintError):
    """The cluster cannot be used, or not any more."""


class WorkersDiedError(ClusterError):
    """Several workers died over one task: so many, `count`."""

    def __init__(self, text: str, count: int) -> None:
        super().__init__(text)
        self.count = count


class Cluster:
    """A cluster that is open."""

    def __init__(self, client: Any, address: str, note: Callable[[str], None]) -> None:
        self._client = client
        self._address = address
        self._note = note
        self._waiting = False

    async def workers(self) -> int:
        """How many workers there are now; ClusterError for one whose awesome-lint is not ours."""
        try:
            async with asyncio.timeout(_PATIENCE):
                found: Mapping[str, Any] = await self._client.run(tasks.version, on_error="return")
        except TimeoutError:
            # One of them hangs, which the scheduler notices in the end. Each task says its version.
            return max(1, len(await self._client.scheduler.ncores()))
        for address, version in found.items():
            if version != __version__:
                raise ClusterError(f"worker {address} {_has(version)}")
        return max(1, len(found))

    def listen(self, hear: Callable[[Plain], None]) -> None:
        """Let `hear` have each event of `tasks.TOPIC`, in the order in which a worker sent them."""
        self._client.subscribe_topic(tasks.TOPIC, lambda event: hear(event[1]))

    async def run(
        self, task: Callable[..., Plain], *arguments: Any, priority: int = 0, on: str | None = None
    ) -> Plain:
        """What `task` gives on some worker, that at the address `on` if it is still there.

        Where a worker dies over it, another one begins again. Raises ClusterError for a worker of
        another version, and WorkersDiedError where several died.
        """
        from distributed import KilledWorker

        future = self._client.submit(
            task,
            *arguments,
            pure=False,
            priority=priority,
            workers=None if on is None else [on],
            allow_other_workers=on is not None,
        )
        try:
            found: Plain = await future
        except KilledWorker as error:
            count = error.allowed_failures + 1
            raise WorkersDiedError(
                f"{count} workers died over one task ({task.__name__}), the last one "
                f"{error.last_worker.address}; what is stored is not requested again",
                count,
            ) from None
        finally:
            future.release()
        if tasks.REFUSED in found:
            raise ClusterError(f"a worker {_has(found[tasks.REFUSED])}")
        return found

    async def send(self, name: str, order: Plain) -> None:
        """Put `order` into the queue `name`, which a task waits at."""
        from distributed import Queue

        queue = await Queue(name, client=self._client)
        await queue.put(order)
        queue.close()

    async def guarded(self, work: Coroutine[Any, Any, _T]) -> _T:
        """What `work` gives; ClusterError as soon as the scheduler is gone."""
        running = asyncio.ensure_future(work)
        watching = asyncio.ensure_future(self._gone())
        try:
            await asyncio.wait({running, watching}, return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                raise self._lost()
            try:
                return running.result()
            except LintError:
                raise
            except (Exception, asyncio.CancelledError) as error:
                # With the connection, Dask takes back every future.
                if await self._is_lost(error):
                    raise self._lost() from None
                raise
        finally:
            for one in (running, watching):
                one.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await running

    async def _is_lost(self, error: BaseException) -> bool:
        from concurrent.futures import CancelledError

        if self._client.status != "running":
            return True
        if isinstance(error, CancelledError | asyncio.CancelledError | OSError):
            return "scheduler" in str(error) or not await self._answers()
        return False

    def _lost(self) -> ClusterError:
        return ClusterError(
            f"{self._address}: the scheduler is gone; stored results are kept, and the same "
            "command continues from there"
        )

    async def _gone(self) -> None:
        """Return when the scheduler is gone."""
        silences = 0
        while silences < _SILENCES:
            await asyncio.sleep(_EVERY)
            if self._client.status != "running":
                return
            silences = 0 if await self._answers() else silences + 1

    async def _answers(self) -> bool:
        try:
            async with asyncio.timeout(_ANSWERS_WITHIN):
                workers = await self._client.scheduler.ncores()
        except Exception:  # noqa: BLE001 - whatever it is, there was no answer
            return False
        if not workers and not self._waiting:
            self._note(f"{self._address}: no worker is left; waiting for one")
        self._waiting = not workers
        return True


async def all_of(work: Iterable[Coroutine[Any, Any, Any]]) -> list[Any]:
    """What each of `work` gives; the first failure ends them all."""
    try:
        async with asyncio.TaskGroup() as group:
            running = [group.create_task(one) for one in work]
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return [one.result() for one in running]


def _has(version: object) -> str:
    """What is said of a worker that has `version`, or anything else in the place of one."""
    found = f"version {version[:40]!r}" if isinstance(version, str) else "no version"
    return (
        f"has {found} of awesome-lint, not {__version__!r}: install the same one on every machine"
    )
