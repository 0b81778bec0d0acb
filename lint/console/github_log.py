"""What a log of GitHub Actions would obey, and how it is kept from that.

The runner reads every line of both streams for commands: `::name::` at the beginning, after blanks,
and the older `##[name]` anywhere. Source: `ActionCommand.TryParseV2` and `TryParse` of
actions/runner (src/Runner.Common/ActionCommand.cs).
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

_OLD = "##["
_NEW = lazy(r"(?m)^([^\S\r\n]*+):(?=:)")


def listening(environ: Mapping[str, str] | None = None) -> bool:
    """Whether what is printed goes to a log of GitHub Actions."""
    return (os.environ if environ is None else environ).get("GITHUB_ACTIONS") == "true"


def defused(text: str, number_sign: str, *, lines: bool) -> str:
    """`text` so that it means the same and holds no command; as it is elsewhere.

    `number_sign` is written in the place of `#`; of `lines` for people, the colons that begin a
    command are written as an escape, too.
    """
    if not listening():
        return text
    text = text.replace(_OLD, f"{number_sign}#[")
    return _NEW.sub(r"\1\\x3a", text) if lines else text


def defused_line(text: str) -> str:
    """A line of words, likewise."""
    return defused(text, r"\x23", lines=True)


def defused_json(text: str) -> str:
    """JSON, likewise."""
    return defused(text, r"\u0023", lines=False)


def error(line: str, title: str) -> str:
    """The command that shows `line`, with a title, as an error; with its line feed."""
    return f"::error title={as_property(title)}::{as_data(line)}\n"


def as_data(text: str) -> str:
    """`text` with `%` and line ends as the runner decodes them, the rest of it visible."""
    from lint.console.escape import visible

    parts = re.split(r"([%\r\n])", text)
    return "".join(
        f"%{ord(part):02X}" if part in {"%", "\r", "\n"} else visible(part) for part in parts
    )


def as_property(text: str) -> str:
    """`text` as the value of a property of a command."""
    return as_data(text).replace(":", "%3A").replace(",", "%2C")


def quoted(text: str) -> str:
    """`text` as it is between two lines that make the runner obey nothing there; elsewhere alone.

    For what must stay as it is to the last character, such as a patch: tools that apply one pass
    over the lines around it.
    """
    if not text or not listening():
        return text
    import secrets

    token = secrets.token_hex(16)
    end = "" if text.endswith("\n") else "\n"
    return f"::stop-commands::{token}\n{text}{end}::{token}::\n"
