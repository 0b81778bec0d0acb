"""What a worker of a sweep's own cluster does when it begins. Imports Dask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from distributed import WorkerPlugin

if TYPE_CHECKING:
    from distributed import Worker


class NoPages(WorkerPlugin):
    """Closes the port at which a worker serves pages on itself."""

    def setup(self, worker: Worker) -> None:
        """Close it."""
        worker.http_server.stop()
