"""The opening of a sweep's Dask cluster: one of this machine's own, or one that exists.

Whoever reaches a port of Dask runs code in its processes. So a cluster of our own listens on
127.0.0.1 alone and speaks TLS with a certificate made for it, which no other process has; and one
on another machine has to be `tls://`, unless the user says otherwise (`ClusterOptions.validate`).
"""

from __future__ import annotations

import asyncio
import logging
import os
import warnings
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from lint.links.scheduling.interrupts import interrupts_withheld
from lint.sweep import tasks
from lint.sweep.cluster import Cluster, ClusterError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from lint.sweep.options import ClusterOptions

_LOOPBACK = "127.0.0.1"
# In seconds: for a scheduler to answer, for its first worker or a cluster of our own, and to close.
_CONNECTS_WITHIN = 5
_PATIENCE = 30
_CLOSES_WITHIN = 10


@asynccontextmanager
async def opened(
    options: ClusterOptions, headers: str, note: Callable[[str], None]
) -> AsyncIterator[Cluster]:
    """The cluster of `options`, all of whose workers have this version of awesome-lint.

    Workers of our own get `headers` in their environment, as `AWESOME_LINT_HEADERS` has them.
    Raises ClusterError for a cluster that cannot be used.
    """
    _quieten()
    async with AsyncExitStack() as stack:
        if options.scheduler is None:
            client, address = await _own(stack, headers)
        else:
            client, address = await _existing(stack, options, options.scheduler, note)
        cluster = Cluster(client, address, note)
        await cluster.workers()
        yield cluster


async def _own(stack: AsyncExitStack, headers: str) -> tuple[Any, str]:
    from distributed import Client, LocalCluster
    from distributed.security import Security

    from lint.links.network.headers import VARIABLE
    from lint.sweep.plugin import OwnWorker

    security = Security.temporary()
    cluster: Any = LocalCluster(
        n_workers=_processors(),
        threads_per_worker=1,
        processes=True,
        host=_LOOPBACK,
        protocol="tls://",
        security=security,
        dashboard_address=f"{_LOOPBACK}:0",
        worker_dashboard_address=f"{_LOOPBACK}:0",
        memory_limit=0,
        silence_logs=logging.CRITICAL,
        env={VARIABLE: headers} if headers else None,
        asynchronous=True,
    )
    try:
        with interrupts_withheld():
            async with asyncio.timeout(_PATIENCE):
                await cluster
    except TimeoutError:
        raise ClusterError("the processes of the sweep do not start") from None
    stack.push_async_callback(_closed, cluster)
    # Dask serves pages, if empty ones, with or without a dashboard.
    cluster.scheduler.http_server.stop()
    client: Any = Client(cluster, asynchronous=True, set_as_default=False, security=security)
    stack.push_async_callback(_client_closed, client)
    await client
    await client.register_plugin(OwnWorker())
    return client, cluster.scheduler_address


async def _existing(
    stack: AsyncExitStack, options: ClusterOptions, address: str, note: Callable[[str], None]
) -> tuple[Any, str]:
    from distributed import Client
    from distributed.security import Security

    security = None
    if options.ca is not None:
        security = Security(
            tls_ca_file=options.ca,
            tls_client_cert=options.cert,
            tls_client_key=options.key,
            require_encryption=True,
        )
    client: Any = Client(
        address,
        asynchronous=True,
        set_as_default=False,
        security=security,
        timeout=_CONNECTS_WITHIN,
    )
    stack.push_async_callback(_client_closed, client)
    try:
        await client
    except Exception as error:  # noqa: BLE001 - of TLS, of a socket, or of Dask
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ClusterError(f"{address}: no scheduler responds ({reason})") from None
    if not await client.run(tasks.version, on_error="return"):
        note(f"{address}: waiting for a worker")
        try:
            await client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise ClusterError(f"{address}: the cluster has no workers") from None
    return client, address


async def _closed(one: Any) -> None:
    """Close a client or a cluster, which may have lost its other side."""
    with suppress(Exception):
        async with asyncio.timeout(_CLOSES_WITHIN):
            await one.close()


async def _client_closed(client: Any) -> None:
    await _closed(client)
    # One that did not close in time would try again without a loop, and say that it cannot.
    client.status = "closed"


def _quieten() -> None:
    """Let Dask say nothing on standard error: what matters is said in one line."""
    import distributed  # noqa: F401 - it sets levels when it is imported

    known = [name for name in logging.root.manager.loggerDict if name.startswith("distributed.")]
    for name in ("distributed", "tornado", "asyncio", *known):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    for module in ("distributed", "dask"):
        warnings.filterwarnings("ignore", module=module)


def _processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        return os.cpu_count() or 1
