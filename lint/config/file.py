"""Read a configuration file: TOML whose keys and values schema/config.schema.json allows."""

from __future__ import annotations

import re
import reprlib
from typing import TYPE_CHECKING, Any

from lint.config.places import Places
from lint.errors import ConfigError
from lint.plugins import is_plugin
from lint.text import did_you_mean, display_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from jsonschema import ValidationError

    from lint.config.places import Key

TABLE = "awesome-lint"
"""The table of a pyproject.toml, below `tool`, that is for awesome-lint."""
OTHER_NAME, OTHER_TABLE = "awesome-lint.toml", "awesome_lint"
"""What is easily written in the place of the right names."""
_OTHER_TABLE = re.compile(rb"(?m)^[ \t]*\[{1,2}[ \t]*tool[ \t]*\.[ \t]*[\"']?awesome_lint\b")
# In bytes; no configuration comes near.
_LARGEST = 1_000_000
# A key of so many parts: tomllib takes time for it that grows with the square of their number.
_DEEP = re.compile(
    rb"(?:(?:[\w-]{1,99}|\"[^\"\n]{0,99}\"|'[^'\n]{0,99}')[ \t]{0,9}\.[ \t]{0,9}){64}"
)
_TYPES = {
    "array": "an array",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "a table",
    "string": "a string",
}
# A key that TOML needs no quotes for.
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BOUNDS = {"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than"}


def values(file: Path) -> Mapping[str, Any] | None:
    """The keys in `file` that are for awesome-lint; None for a pyproject.toml without any.

    Raises ConfigError, with the file and the place, for what cannot be read or is no TOML.
    """
    import tomllib

    name = display_path(file)
    try:
        with file.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"{name}: cannot be read: {error.strerror or error}") from None
    project = file.name == "pyproject.toml"
    if project and TABLE.encode() not in data:
        return None  # not for us, so none of our business whether it is sound
    if len(data) > _LARGEST:
        raise ConfigError(f"{name}: larger than {_LARGEST:,} bytes")
    if _DEEP.search(data):
        raise ConfigError(f"{name}: nested too deeply")
    try:
        found: Any = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name}: byte {error.start} is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_toml_error(name, data, str(error))) from None
    except RecursionError:
        raise ConfigError(f"{name}: nested too deeply") from None
    for key in ("tool", TABLE) if project else ():
        found = found.get(key) if isinstance(found, dict) else None
    if found is not None and not isinstance(found, dict):
        raise ConfigError(f"{name}: 'tool.{TABLE}' must be a table, not {reprlib.repr(found)}")
    return found


def misnamed(folder: Path) -> Iterator[str]:
    """What in `folder` is likely meant for awesome-lint and not read, for its name is another."""
    if (folder / OTHER_NAME).is_file():
        name = display_path(folder / OTHER_NAME)
        yield f"{name} is ignored; rename it to .{OTHER_NAME}"
    project = folder / "pyproject.toml"
    try:
        data = project.read_bytes() if project.is_file() else b""
    except OSError:
        return
    if _OTHER_TABLE.search(data):
        name = display_path(project)
        yield f"{name}: [tool.{OTHER_TABLE}] is ignored; rename it to [tool.{TABLE}]"


def places(file: Path) -> Places:
    """Where the keys for awesome-lint stand in `file`."""
    return Places(file, ("tool", TABLE) if file.name == "pyproject.toml" else ())


def validate(found: Mapping[str, Any], file: Path) -> None:
    """Raise ConfigError, one line for each key in `file` that the schema does not allow."""
    # 80 ms, for those who have a configuration.
    from jsonschema import Draft202012Validator

    from lint.validation.schemas import load

    checker = Draft202012Validator.FORMAT_CHECKER
    errors = Draft202012Validator(load("config"), format_checker=checker).iter_errors(found)
    complaints = {one for error in errors for one in _complaints(error)}
    if complaints:
        where = places(file)

        def place(complaint: tuple[Key, str]) -> tuple[int, str]:
            span = where.span(complaint[0])
            return span.start if span else 0, complaint[1]

        ordered = sorted(complaints, key=place)
        raise ConfigError("\n".join(str(where.error(*one)) for one in ordered))


def _toml_error(name: str, data: bytes, message: str) -> str:
    """`message` of tomllib with its place in front, as other tools write it."""
    placed = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message, re.DOTALL)
    if placed:
        reason, line, column = placed.groups()
        return f"{name}:{line}:{column}: {reason}"
    lines = data.decode("utf-8-sig").split("\n")
    reason = message.removesuffix(" (at end of document)")
    return f"{name}:{len(lines)}:{len(lines[-1]) + 1}: {reason} at the end of the file"


def _complaints(error: ValidationError) -> Iterator[tuple[Key, str]]:
    """What `error` says, with the key in the words of TOML, and that key."""
    parts = list(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        schema: Any = error.schema
        known = schema["properties"]
        for unknown in error.instance:
            if unknown not in known and not (is_plugin(unknown) and "patternProperties" in schema):
                yield (*parts, unknown), _unknown([*parts, unknown], known)
    else:
        yield from ((tuple(parts), text) for text in _said(error, parts))


def _said(error: ValidationError, parts: list[str | int]) -> Iterator[str]:
    """What `error` says of the key `parts`, which is known."""
    key = _dotted(parts)
    value = reprlib.repr(error.instance)
    required: Any = error.validator_value
    schema: Any = error.schema
    if error.validator in {"type", "anyOf"}:
        wanted = schema["title"] if error.validator == "anyOf" else _TYPES[required]
        yield f"{key!r} must be {wanted}, not {value}"
    elif error.validator == "enum":
        # What is no text at all is of a wrong type, too, and that is said.
        if isinstance(error.instance, str):
            yield f"{key!r}{_no_such(error.instance, required, schema.get('title'))}"
    elif error.validator in _BOUNDS:
        yield f"{key!r} must be {_BOUNDS[error.validator]} {required}, not {value}"
    elif error.validator == "pattern":
        yield f"{key!r} must be one line of ASCII characters, not {value}"
    elif error.validator == "format" and required == "regex":
        reason = getattr(error.cause, "msg", error.message)
        yield f"{key!r}: invalid regular expression {value}: {reason}"
    else:
        yield f"{key!r}: {error.message}"


def _no_such(word: str, words: list[str], thing: str | None) -> str:
    """What to say of a word that is not one of `words`, which may be the names of things."""
    if thing is None:
        return f" must be one of {', '.join(words)}, not {reprlib.repr(word)}"
    return f": unknown {thing} {word!r}{did_you_mean(word, words)}"


def _unknown(parts: list[str | int], known: Mapping[str, Any]) -> str:
    """What to say of a key that the schema does not have, the last one of `parts`."""
    name = str(parts[-1])
    if parts[:-1] == ["rules"]:
        from lint.validation.schemas import load

        rules = load("config")["$defs"]["rule"]["else"]["enum"]
        if name in rules:
            return f"unknown key {_dotted(parts)!r}; this rule has no such table"
        known = dict.fromkeys(rules)
    return f"unknown key {_dotted(parts)!r}{did_you_mean(name, known)}"


def _dotted(parts: Iterable[str | int]) -> str:
    """A path in a document as TOML writes it, places in arrays counted from 1."""
    text = ""
    for part in parts:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += ("." if text else "") + (part if _BARE.fullmatch(part) else f'"{part}"')
    return text
