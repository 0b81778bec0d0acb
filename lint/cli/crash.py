"""A failure that nobody foresaw: one line, and its details in a file that only the user can read.

Imports nothing that takes time: every command runs within `guarded`.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

TRACEBACK = "AWESOME_LINT_TRACEBACK"
"""The environment variable that has the details printed, too, unless it is empty or 0."""
FAILED = 2
"""The exit status of a run that could not be finished."""
# Messages of exceptions may quote a whole list, so lines and their number are bounded.
_MOST_LINES = 1000
_LONGEST_LINE = 1000
_MOST_MESSAGE = 300
_MOST_FILES = 20
_NAME = "crash-"
# What ends a run and no defect of ours: https://docs.python.org/3/library/errno.html
_NO_FILES = {errno.EMFILE, errno.ENFILE}
_NOT_WRITTEN = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
# Environment variables whose values are secrets. User-info in a proxy's URL is hidden like any.
_SECRET_NAMES = ("TOKEN", "SECRET", "PASSW", "HEADERS", "AUTH", "CREDENTIAL", "_KEY")
_SHORTEST_SECRET = 4
# Whatever has the form of a secret, wherever it came from: a header's value, a parameter, a token
# of GitHub (https://github.blog/engineering/behind-githubs-new-authentication-token-formats/).
_SECRET_FORMS = (
    r"(?i)(\b(?:bearer|basic) )[^\s'\"]+",
    r"(?i)(\b(?:authorization|cookie|x-api-key)['\"]?[:=,] ?['\"]?)[^\r\n'\"]+",
    r"(?i)([?&][\w-]*(?:token|key|secret|sig|signature|password)=)[^\s&#'\"]+",
    r"()\b(?:gh[opsur]_|github_pat_)\w+",
)


def guarded(run: Callable[[], int | None]) -> int | None:
    """The exit status that `run` returns; FAILED, after one line on standard error, if it raises.

    What ends a process on purpose passes.
    """
    try:
        return run()
    except (SystemExit, KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of an extension is no Exception
        _tell(error)
        return FAILED


def _tell(error: BaseException) -> None:
    """Say on standard error what happened; even that may fail, as on a full disk."""
    try:
        from lint.console.output import Console

        console = Console()
        lack = _lack(error)
        if lack:
            console.note(hidden(lack, os.environ))
            return
        text = details(error, os.environ)
        if os.environ.get(TRACEBACK, "0") not in {"", "0"}:
            for line in text.splitlines():
                console.say(line)
        message = " ".join("".join(_summary(error)).split())
        kept = _kept(text)
        where = f"details: {kept}" if kept else "cannot write the details"
        shown = hidden(message, os.environ)
        if len(shown) > _MOST_MESSAGE:
            shown = f"{shown[:_MOST_MESSAGE]}…"
        console.note(
            f"crashed: {shown} (please report this bug; {where}; {TRACEBACK}=1 prints them)"
        )
    except Exception:  # noqa: BLE001 - nothing can be imported, or nothing written
        _last_words(error)


def _last_words(error: BaseException) -> None:
    """Name the kind of `error` with what is loaded already."""
    try:
        sys.stderr.write(f"awesome-lint: cannot continue: {_lack(error) or type(error).__name__}\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        pass  # There is no standard error, and the exit status says it.


def _lack(error: BaseException) -> str:
    """What the machine lacked, if that is what `error` came from; "" otherwise."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    code = error.errno if isinstance(error, OSError) else None
    if code in _NO_FILES or _no_more_files():
        return "cannot continue: too many open files; raise the limit of this process (ulimit -n)"
    if code in _NOT_WRITTEN and isinstance(error, OSError):
        what = f"{error.filename}:" if error.filename else "the output"
        return f"{what} cannot be written: {error.strerror}"
    if isinstance(error, MemoryError) or code == errno.ENOMEM:
        return "cannot continue: out of memory"
    return ""


def _no_more_files() -> bool:
    """Whether not one file can be opened: what failed need not have said so."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return error.errno in _NO_FILES
    return False


def details(error: BaseException, environ: Mapping[str, str]) -> str:
    """What a report of the defect needs, as text; secrets, those in `environ` too, are hidden."""
    import datetime as dt
    import platform
    import traceback

    from lint import __version__

    now = dt.datetime.now(dt.UTC)
    shown = "".join(traceback.format_exception(error)).splitlines()
    if len(shown) > _MOST_LINES:
        half = _MOST_LINES // 2
        shown = [*shown[:half], "…", *shown[-half:]]
    head = (
        f"awesome-lint {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{now:%Y-%m-%d %H:%M:%S} UTC",
        f"arguments: {sys.argv[1:]!r:.2000}",
    )
    return "\n".join(hidden(line, environ) for line in (*head, "", *shown)) + "\n"


def hidden(text: str, environ: Mapping[str, str]) -> str:
    """The line `text` without user-info in URLs, secrets of `environ` and what looks like a secret.

    What is longer than a screen is cut.
    """
    import re

    from lint.credentials import hide

    for secret in sorted(_secrets(environ), key=len, reverse=True):
        text = text.replace(secret, "***")
    if len(text) > _LONGEST_LINE:
        # At a blank: half a URL would not show that it has a password.
        text = text[:_LONGEST_LINE].rpartition(" ")[0] + " …"
    text = hide(text)
    for form in _SECRET_FORMS:
        text = re.sub(form, r"\1***", text)
    return text


def _secrets(environ: Mapping[str, str]) -> Iterator[str]:
    """The secret values of `environ`, as a whole and word by word."""
    for name, value in environ.items():
        if any(part in name.upper() for part in _SECRET_NAMES):
            # A message may quote a value as Python does.
            for one in (value, *value.split(), repr(value)[1:-1]):
                if len(one) >= _SHORTEST_SECRET:
                    yield one


def _summary(error: BaseException) -> list[str]:
    import traceback

    return traceback.format_exception_only(error)[-1:]


def _kept(text: str) -> Path | None:
    """The new file with `text` in the platform's folder for logs; None where there is none.

    Nobody else can read it. Only the newest files stay.
    """
    import datetime as dt
    import secrets

    import platformdirs

    try:
        folder = platformdirs.user_log_path("awesome-lint", appauthor=False)
        if not folder.is_absolute():  # there is no home
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        now = dt.datetime.now(dt.UTC)
        file = folder / f"{_NAME}{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}.log"
        with open(  # noqa: PTH123 - a Path has no opener
            os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600),
            "w",
            encoding="utf-8",
            errors="backslashreplace",
        ) as stream:
            stream.write(text)
        for old in sorted(folder.glob(f"{_NAME}*.log"))[:-_MOST_FILES]:
            old.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return None
    return file
