"""The command line as a user runs it: in this process, or in one of its own.

What starting Python, its streams and signals have to do with a test is what `run_process` is for.
All else is the same in this process, and takes a tenth of the time.
"""

from __future__ import annotations

import gc
import io
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import lint
from lint.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import FrameType

PATIENCE = 60
SCRUBBED = re.compile(
    r"AWESOME_LINT_|GITHUB_|GH_|(CI|NO_COLOR|FORCE_COLOR|COLUMNS|TERM|PYTHONUTF8)$|(?i:\w+_proxy)$"
)
POSIX = pytest.mark.skipif(os.name == "nt", reason="a matter of POSIX")
ANCHOR = "# Papers\n\n[to a section](#nowhere)\n"
_ENCODING = "PYTHONIOENCODING"
CLEAN = "# Papers\n\n[to a section](#papers)\n"
FOUND = "list.md:3:1: error missing-anchor"


def children(pid: int) -> list[int]:
    """The processes that a process has started, and that are not waited for yet (Linux)."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except FileNotFoundError:
        return []
    return [int(one) for one in text.split()]


def environment(**more: str) -> dict[str, str]:
    """The environment without what would change the output, earlier runs among it."""
    kept = {key: value for key, value in os.environ.items() if not SCRUBBED.match(key)}
    root = str(Path(lint.__file__).parents[1])
    ours = {"PYTHONPATH": root, _ENCODING: "utf-8", "AWESOME_LINT_NO_CACHE": "1"}
    return kept | ours | more


def run(
    *arguments: str | Path, stdin: str | bytes = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """The command in this process, with streams and an environment of its own.

    What Python reads when it starts needs `run_process`, but for the encoding of the streams.
    """
    assert not [name for name in more if name.startswith("PYTHON") and name != _ENCODING]
    with _in(environment(**more), stdin) as (out, err), pytest.raises(SystemExit) as ended:
        main(list(map(str, arguments)), prog_name="awesome-lint")
    status = ended.value.code
    assert status is None or isinstance(status, int)
    return _completed([*arguments], status or 0, out.getvalue(), err.getvalue())


def run_process(
    *arguments: str | Path, stdin: str | bytes = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "lint", *arguments],
        input=_bytes(stdin),
        capture_output=True,
        env=environment(**more),
        timeout=PATIENCE,
        check=False,
    )
    return _completed(done.args, done.returncode, done.stdout, done.stderr)


def call(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    *,
    cwd: str | Path | None = None,
    patience: float = PATIENCE,
) -> subprocess.CompletedProcess[str]:
    """What any other program says, with nothing on its standard input."""
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=patience,
        check=False,
    )


def concise(*arguments: str | Path, stdin: str = "", **more: str) -> tuple[int, str, str]:
    """Exit status, standard output and error of an offline run in the format `concise`."""
    done = run("--offline", "--format", "concise", *arguments, stdin=stdin, **more)
    return done.returncode, done.stdout, done.stderr


def _completed(
    arguments: list[str | Path], status: int, out: bytes, err: bytes
) -> subprocess.CompletedProcess[str]:
    texts = (stream.decode().replace("\r\n", "\n") for stream in (out, err))
    return subprocess.CompletedProcess(arguments, status, *texts)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


@contextmanager
def _in(variables: dict[str, str], stdin: str | bytes) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """What a process begins with and nothing of it stays: what comes on its two streams."""
    out, err = io.BytesIO(), io.BytesIO()
    kept = gc.get_threshold()
    encoding = variables[_ENCODING]
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(_bytes(stdin)), encoding=encoding),
        "stdout": io.TextIOWrapper(out, encoding=encoding, write_through=True),
        "stderr": io.TextIOWrapper(err, encoding=encoding, write_through=True),
    }
    try:
        with pytest.MonkeyPatch.context() as here:
            for name, stream in streams.items():
                here.setattr(sys, name, stream)
            for name in set(os.environ) - set(variables):
                here.delenv(name)
            for name, value in variables.items():
                here.setenv(name, value)
            with _patience():
                yield out, err
            for stream in streams.values():
                stream.flush()
    finally:
        gc.set_threshold(*kept)
        for stream in streams.values():
            stream.detach()


@contextmanager
def _patience() -> Iterator[None]:
    """What takes longer than PATIENCE crashes, as the tests of a process see it time out."""
    if os.name == "nt":
        yield
        return

    def expire(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"it took more than {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def write(name: str, text: str | bytes) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
