"""What a worker of a sweep's own cluster does when it begins. Imports Dask."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

from distributed import WorkerPlugin

if TYPE_CHECKING:
    from distributed import Worker


class OwnWorker(WorkerPlugin):
    """Closes the port at which a worker serves pages on itself, and leaves Ctrl-C to the client.

    A terminal sends it to every process of the sweep.
    """

    def setup(self, worker: Worker) -> None:
        """Do so."""
        worker.http_server.stop()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.SIG_IGN)
