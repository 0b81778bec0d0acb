"""Expected failures: one clear line on stderr and exit status 2. Anything else is a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class LintError(Exception):
    """Something that the user can fix; its text is the whole message shown."""


class InputError(LintError):
    """A file that cannot be checked: binary, undecodable, too large, unreadable, missing."""


class ConfigError(LintError):
    """A configuration or schema that cannot be used; names the file, the key and the remedy.

    `schema` is the file that a list names for a schema, if that or what it refers to is to blame.
    """

    schema: Path | None = None
