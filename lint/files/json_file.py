"""JSON files that awesome-lint wrote itself: a baseline, a state file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lint.errors import ConfigError
from lint.text import display_path

if TYPE_CHECKING:
    from pathlib import Path


def read_array(file: Path, kind: str, name: str, version: int) -> list[Any]:
    """The array `name` of the object in `file`, whose `version` must be that.

    `kind` and errors as in `read_json`; raises ConfigError for another version, too.
    """
    value = read_json(file, kind)
    found = value.get(name) if isinstance(value, dict) else None
    if not isinstance(found, list):
        raise ConfigError(f"{display_path(file)}: invalid {kind}: missing array {name!r}")
    if value.get("version") != version:
        other = json.dumps(value.get("version"))[:40]
        raise ConfigError(
            f"{display_path(file)}: unsupported {kind} version {other}, expected {version}"
        )
    return found


def read_json(file: Path, kind: str) -> Any:
    """The value in `file`, which is a `kind` of file, such as "baseline".

    Raises ConfigError, in one line with the place, for a file that cannot be read or is not JSON.
    """
    name = display_path(file)
    try:
        return json.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{name}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name}: byte {error.start} is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        raise ConfigError(f"{place}: invalid {kind}: {error.msg}") from None
    except (RecursionError, ValueError) as error:
        raise ConfigError(f"{name}: invalid {kind}: {error}") from None
