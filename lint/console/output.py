"""Where a report goes: to standard output, or to a file that is whole or not there at all.

And what is said beside it, on standard error.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from lint.console import github_log as actions
from lint.console.escape import visible
from lint.console.progress import Progress, Tally, columns, in_ci
from lint.credentials import hide
from lint.errors import LintError
from lint.files.atomic import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from lint.links.result import LinkResult

# Windows reports a reader who left as EINVAL (https://github.com/python/cpython/issues/79935).
_READER_LEFT = {errno.EPIPE, errno.EINVAL}
_FALLBACK_WIDTH = 100
# Seconds between two drawings on a terminal, and between two lines of a log.
_REDRAWN_AFTER = 0.1
_LOGGED_AFTER = 10.0
# For so many seconds a terminal may stay empty.
_EMPTY_FOR = 0.3
_LOG_WIDTH = 200
# Characters: few enough to take no memory, many enough for their number not to count.
_WRITTEN_AT_ONCE = 1 << 18


class Console:
    """Standard error: failures, which are remembered, notes, and how far the links are.

    On a terminal the progress is one line, drawn over itself; a log gets a line every ten seconds.
    A `quiet` one says failures and nothing else.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.failures: list[str] = []
        self._quiet = quiet
        self._waiting: threading.Timer | None = None
        self._drawn = ""
        self._terminal = sys.stderr is not None and sys.stderr.isatty() and not in_ci(os.environ)
        self._progress: Progress | None = None
        self._lock = threading.RLock()

    def fail(self, line: str) -> None:
        """Say, once, and remember that something could not be judged."""
        if line not in self.failures:
            self.failures.append(line)
            self._echo(f"awesome-lint: {line}")

    def refuse(self, line: str) -> None:
        """Say why nothing was done; in GitHub Actions with an annotation."""
        if actions.listening():
            click.echo(actions.error(hide(line), "awesome-lint"), err=True, nl=False)
        else:
            self._echo(f"awesome-lint: {line}")

    def note(self, line: str) -> None:
        """Say something in a line of its own."""
        self.say(f"awesome-lint: {line}")

    def say(self, line: str) -> None:
        """Say what was done, in a line of its own."""
        if not self._quiet:
            self._echo(line)

    def _echo(self, line: str) -> None:
        with self._lock:
            self._draw("")
            click.echo(actions.defused_line(visible(hide(line))), err=True)

    @contextmanager
    def busy(self, doing: str) -> Iterator[None]:
        """A block of work: a terminal that stays empty for long is shown what is being done."""
        if self._terminal and not self._quiet:
            self._waiting = threading.Timer(_EMPTY_FOR, self._show_waiting, (doing,))
            self._waiting.daemon = True
            self._waiting.start()
        try:
            yield
        finally:
            self.settle()

    def settle(self) -> None:
        """Take away what `busy` shows, before something else is shown."""
        with self._lock:
            if self._waiting is not None:
                self._waiting.cancel()
                self._waiting = None
                self._draw("")

    def _show_waiting(self, doing: str) -> None:
        with self._lock:
            if self._waiting is not None:
                self._draw(doing)

    def checking(self, urls: Collection[str]) -> None:
        """Begin to show how far the check of `urls` is."""
        self.settle()
        if sys.stderr is not None and not self._quiet:
            self._progress = Progress(urls, self._show, self.every)

    def progress(self, result: LinkResult) -> None:
        """Count a verdict."""
        if self._progress is not None:
            self._progress.add(result)

    def checked(self) -> None:
        """Take the progress away."""
        if self._progress is not None:
            self._progress.close()
            self._progress = None
        with self._lock:
            self._draw("")

    @property
    def every(self) -> float:
        """The seconds between two calls of `draw`."""
        return _REDRAWN_AFTER if self._terminal else _LOGGED_AFTER

    def draw(self, line: Callable[[int], str] | None) -> None:
        """Show how far something is: `line` in so many columns; None takes it away."""
        if line is not None and not self._terminal:
            self.note(line(_LOG_WIDTH))
            return
        # The last column stays free: some terminals go on to the next line there.
        text = line(columns(os.environ, sys.stderr.fileno()) - 1) if line is not None else ""
        with self._lock:
            self._draw(text)

    def _show(self, tally: Tally, now: float) -> None:
        self.draw(lambda width: tally.line(now, width))

    def _draw(self, text: str) -> None:
        """Draw `text` over what is there, in one go, and with blanks over what is left of that.

        No escapes: an old Windows console would print them.
        """
        if text != self._drawn:
            back = "" if text else "\r"
            click.echo(f"\r{text:<{len(self._drawn)}}{back}", err=True, nl=False)
            self._drawn = text


def wants_colour(choice: str = "auto", *, beside: bool = False) -> bool:
    """Whether standard output gets colour: a terminal does, if nobody says otherwise.

    A `choice` of `always` or `never` decides. `beside` asks about standard error. NO_COLOR before
    FORCE_COLOR before TERM=dumb, as Python itself decides.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    stream = sys.stderr if beside else sys.stdout
    return os.environ.get("TERM") != "dumb" and stream is not None and stream.isatty()


def width(*, terminal: bool) -> int:
    """The columns to write for; the same everywhere but on a terminal."""
    if not terminal:
        return _FALLBACK_WIDTH
    import shutil

    return shutil.get_terminal_size((_FALLBACK_WIDTH, 24)).columns


def write(text: str, *, beside: bool = False) -> None:
    """Write `text` to standard output; that its reader has left, or never was, is no failure.

    `beside` writes it to standard error. Raises LintError where it cannot be written for another
    reason, such as a full disk.
    """
    _is_written(text, beside=beside)


def write_pieces(pieces: Iterable[str], *, beside: bool = False) -> None:
    """Write a text piece by piece as `write` does, so that it is never there as a whole."""
    held: list[str] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= _WRITTEN_AT_ONCE:
            if not _is_written("".join(held), beside=beside):
                return
            held, length = [], 0
    _is_written("".join(held), beside=beside)


def _is_written(text: str, *, beside: bool) -> bool:
    """Write `text`; False where its reader has left. Raises LintError as `write` does."""
    try:
        # Whether there is colour is decided already.
        click.echo(text, nl=False, color=True, err=beside)
    except OSError as error:
        if error.errno not in _READER_LEFT:
            raise LintError(f"the report cannot be written: {error.strerror}") from None
        return False
    return True


def write_data(data: bytes) -> None:
    """Write `data` to standard output as it is, line endings included, otherwise as `write` does.

    Raises LintError as `write` does.
    """
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        return
    try:
        stream.write(data)
        stream.flush()
    except OSError as error:
        if error.errno not in _READER_LEFT:
            raise LintError(f"the text cannot be written: {error.strerror}") from None


def write_diff(text: str, path: str | None) -> None:
    """Write a diff to the file at `path`, or to standard output, as it is.

    A terminal is shown what it would obey as escapes. Raises LintError as `write` does.
    """
    if path is not None:
        write_file(path, text)
    elif sys.stdout is not None and sys.stdout.isatty():
        write("".join(visible(line) + "\n" for line in text.removesuffix("\n").split("\n") if text))
    else:
        write_data(actions.quoted(text).encode("utf-8", errors="backslashreplace"))


def write_file(path: str, text: str) -> None:
    """Write `text` to the file at `path`, in one step; raises LintError where it cannot be."""
    try:
        replace_file(path, text.encode("utf-8", errors="backslashreplace"))
    except OSError as error:
        reason = error.strerror or error
        raise LintError(f"{visible(path)}: the report cannot be written: {reason}") from None
