"""Where a report goes: to standard output, or to a file that is whole or not there at all.

And what is said beside it, on standard error.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
from pathlib import Path

import click

from lint.errors import LintError
from lint.reporters._text import visible

# Windows reports a reader who left as EINVAL (https://github.com/python/cpython/issues/79935).
_READER_LEFT = {errno.EPIPE, errno.EINVAL}
_FALLBACK_WIDTH = 100


class Console:
    """Standard error: failures, which are remembered, notes, and on a terminal the progress."""

    def __init__(self) -> None:
        self.failures: list[str] = []
        self._drawn = ""
        self._terminal = sys.stderr is not None and sys.stderr.isatty()

    def fail(self, line: str) -> None:
        """Say, once, and remember that something could not be judged."""
        if line not in self.failures:
            self.failures.append(line)
            self.note(line)

    def note(self, line: str) -> None:
        """Say something in a line of its own."""
        self.clear()
        click.echo(f"awesome-lint: {visible(line)}", err=True)

    def progress(self, done: int, total: int) -> None:
        """Draw how far the check of the links is, over what was drawn before."""
        if self._terminal:
            self._draw(f"links {done}/{total}")

    def clear(self) -> None:
        """Take the progress away."""
        if self._drawn:
            self._draw("")

    def _draw(self, text: str) -> None:
        # Blanks, not an escape: an old Windows console would print that.
        click.echo(f"\r{' ' * len(self._drawn)}\r{text}", err=True, nl=False)
        self._drawn = text


def wants_colour() -> bool:
    """Whether standard output gets colour: a terminal does, if nobody says otherwise.

    NO_COLOR before FORCE_COLOR before TERM=dumb, as Python itself decides.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout is not None and sys.stdout.isatty()


def width(*, terminal: bool) -> int:
    """The columns to write for; the same everywhere but on a terminal."""
    fallback = (_FALLBACK_WIDTH, 24)
    return shutil.get_terminal_size(fallback).columns if terminal else _FALLBACK_WIDTH


def write(text: str) -> None:
    """Write `text` to standard output; that its reader has left, or never was, is no failure.

    Raises LintError where it cannot be written for another reason, such as a full disk.
    """
    try:
        click.echo(text, nl=False, color=True)  # whether there is colour is decided already
    except OSError as error:
        if error.errno not in _READER_LEFT:
            raise LintError(f"the report cannot be written: {error.strerror}") from None


def write_file(path: str, text: str) -> None:
    """Write `text` to the file at `path`, in one step, so that nobody reads half of it.

    What is there and no file, such as a device, is written to as it is. Raises LintError where
    that is not possible.
    """
    data = text.encode("utf-8", errors="backslashreplace")
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        if Path(path).exists() and not Path(path).is_file():
            Path(path).write_bytes(data)
            return
        try:
            draft.write_bytes(data)
            if target.exists():
                shutil.copymode(target, draft)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise LintError(f"{visible(path)}: the report cannot be written: {reason}") from None
