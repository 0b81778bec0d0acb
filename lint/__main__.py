"""The program: `awesome-lint`, and `python -m lint`, as the hook runs it (`python -Im lint`)."""

from __future__ import annotations

import atexit
import os
import sys
import threading

from lint.cli.main import main


def run(name: str | None = None) -> None:
    """Run the command line and exit; `name` is what the program is called, as typed if None."""
    try:
        main(prog_name=name)
    except SystemExit as end:
        _leave(end.code)
        raise


def _leave(status: object) -> None:
    """End the process without freeing everything that it holds, where nothing depends on that.

    What Python does after the last line takes 40 ms, a sixth of a check of one item.
    """
    others = (one for one in threading.enumerate() if one is not threading.main_thread())
    if not isinstance(status, int) or not all(one.daemon for one in others):
        return
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return  # Python says so
    atexit._run_exitfuncs()  # noqa: SLF001 - as multiprocessing does before os._exit
    os._exit(status)


if __name__ == "__main__":
    run("awesome-lint")
