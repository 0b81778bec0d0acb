"""What a log of GitHub Actions would obey, and how it is kept from that.

The runner reads every line of both streams for commands: `::name::` at the beginning, after blanks,
and the older `##[name]` anywhere. Source: `ActionCommand.TryParseV2` and `TryParse` of
actions/runner (src/Runner.Common/ActionCommand.cs).
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_OLD = "##["
_NEW = re.compile(r"(?m)^(\s*):(?=:)")
# How each format writes a number sign otherwise; the others are JSON.
_MARKUP = "&#35;#["
_SIGNS: Mapping[str, str] = {
    "full": r"\x23#[",
    "concise": r"\x23#[",
    "html": _MARKUP,
    "markdown": _MARKUP,
    "junit": _MARKUP,
}
_JSON = r"\u0023#["


def listening(environ: Mapping[str, str] | None = None) -> bool:
    """Whether what is printed goes to a log of GitHub Actions."""
    return (os.environ if environ is None else environ).get("GITHUB_ACTIONS") == "true"


def defused(text: str, format_name: str) -> str:
    """`text`, a report, so that it means the same and holds no command; as it is elsewhere.

    The format `github` is made of commands, and escapes what is not to be one itself.
    """
    if format_name == "github" or not listening():
        return text
    text = text.replace(_OLD, _SIGNS.get(format_name, _JSON))
    return _NEW.sub(r"\1\\x3a", text) if format_name in {"full", "concise"} else text


def defused_line(text: str) -> str:
    """A line of words, likewise."""
    return defused(text, "concise")


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
