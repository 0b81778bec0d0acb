"""Find, read, validate and freeze the configuration of a list."""
# ruff: noqa: PTH100, PTH113
# os.path asks about folders that may not be entered without raising, and follows no links.

from __future__ import annotations

import math
import os
import re
import reprlib
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from lint.diagnostics import Severity
from lint.errors import ConfigError
from lint.links.result import LinkOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from ipaddress import IPv4Network, IPv6Network

    from jsonschema import ValidationError

FILE_NAME = ".awesome-lint.toml"
_TABLE = "awesome-lint"
_TYPES = {
    "array": "an array",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "a table",
    "string": "a string",
}


@dataclass(frozen=True, slots=True)
class TableConfig:
    """How the tables are read for which all of `headers`, `section` and `file` hold.

    `headers` must all be there, `section` is a pattern for the text of a heading above the table,
    `file` one for the path of the list. `schema` replaces the schema of an entry; `entries` says
    whether the rows are entries (None: their headers decide); `map` names the field of a column
    by its header. `null_marks` and `dates` come on top of those of the list.
    """

    headers: tuple[str, ...] = ()
    section: str | None = None
    file: str | None = None
    schema: Path | None = None
    entries: bool | None = None
    map: Mapping[str, str] = field(default_factory=dict)
    null_marks: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """What holds for one list (schema/config.schema.json says what each key means).

    `file` is where it was read from; the patterns for files start in its folder. `select` None
    means every rule, `fail_on` None never. `max_file_size` is in bytes.
    """

    file: Path | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    offline: bool = False
    max_file_size: int = 5_000_000
    null_marks: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    tables: tuple[TableConfig, ...] = ()
    links: LinkOptions = field(default_factory=LinkOptions)

    def tables_for(self, path: str) -> tuple[TableConfig, ...]:
        """The tables' configurations whose `file` fits `path`, matched from the right."""
        base = self.file.parent if self.file else Path.cwd()
        name = PurePosixPath(_relative(path, base))
        return tuple(table for table in self.tables if table.file is None or name.match(table.file))

    def error(self, text: str) -> ConfigError:
        """An error to raise that says `text` of this configuration."""
        return ConfigError(f"{_shown(self.file)}: {text}" if self.file else text)

    def selects(self, rule: str) -> bool:
        """Whether the rule with this id is to be applied."""
        return rule not in self.ignore and (self.select is None or rule in self.select)

    def override(self, values: Mapping[str, Any]) -> Config:
        """This configuration with the keys of `values`, those of `[links]` among them, replaced.

        A selection replaces what the configuration leaves out, too: whoever asks for a rule by
        name gets it.
        """
        links = {key: value for key, value in values.items() if key in LinkOptions.__slots__}
        others = {key: value for key, value in values.items() if key not in links}
        if "select" in others:
            others.setdefault("ignore", ())
        return replace(self, links=replace(self.links, **links), **others)


class Configurations:
    """The configuration of each list of one run.

    `file` is the only configuration file if given, `isolated` says to read none, `overrides` are
    keys that the command line or the environment sets.
    """

    def __init__(
        self,
        *,
        file: str | None = None,
        isolated: bool = False,
        overrides: Mapping[str, Any] | None = None,
    ) -> None:
        self._overrides = overrides or {}
        self._folders: dict[Path, Config] = {}
        self._fixed: Config | None = None
        if isolated:
            self._fixed = Config().override(self._overrides)
        elif file is not None:
            self._fixed = self._read(Path(file))

    def for_path(self, path: str) -> Config:
        """The configuration for the list at `path`, whether or not there is such a file.

        Raises ConfigError for a configuration that cannot be used.
        """
        if self._fixed is not None:
            return self._fixed
        folder = Path(os.path.abspath(path)).parent
        if folder not in self._folders:
            found = next(filter(None, map(find, (folder, *folder.parents))), None)
            self._folders[folder] = (
                Config().override(self._overrides) if found is None else self._read(found)
            )
        return self._folders[folder]

    def _read(self, file: Path) -> Config:
        return read(file).override(self._overrides)


def find(folder: Path) -> Path | None:
    """The file in `folder` itself that configures awesome-lint, if any.

    Raises ConfigError for a pyproject.toml that names the tool but cannot be read.
    """
    own = folder / FILE_NAME
    if os.path.isfile(own):
        return own
    project = folder / "pyproject.toml"
    if os.path.isfile(project) and _values(project) is not None:
        return project
    return None


def read(file: Path) -> Config:
    """The configuration in `file`.

    Raises ConfigError, with the file, the key and what is wrong with it.
    """
    shown = _shown(file)
    values = _values(file)
    if values is None:
        raise ConfigError(f"{shown}: there is no table [tool.{_TABLE}]")
    if values:
        _validate(values, shown)
    place = Path(os.path.abspath(file))
    fields = _frozen(values)
    fields["tables"] = tuple(_table(place.parent, table) for table in values.get("tables", ()))
    fields["links"] = _links(values.get("links", {}), shown)
    if "fail_on" in values:
        fields["fail_on"] = fail_on(values["fail_on"])
    return Config(file=place, **fields)


def fail_on(word: str) -> Severity | None:
    """The severity that `word` names; None for `never`."""
    return None if word == "never" else Severity.parse(word)


def network(text: str) -> IPv4Network | IPv6Network:
    """The network that `text` names, a single address included.

    Raises ValueError, with the text, for anything else.
    """
    import ipaddress

    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise ValueError(f"{text!r} is no network such as 192.168.0.0/16") from None


def check_rules(config: Config, known: Iterable[str]) -> None:
    """Raise ConfigError, with the nearest names, for a rule in `config` that is not `known`."""
    names = tuple(known)
    for rule in (*(config.select or ()), *config.ignore):
        if rule not in names:
            raise config.error(f"there is no rule {rule!r}{nearest(rule, names)}")


def nearest(name: str, known: Iterable[str]) -> str:
    """A question after the names nearest to `name`, to end a message with; "" without any."""
    from difflib import get_close_matches

    matches = get_close_matches(name, tuple(known), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(map(repr, matches))}?" if matches else ""


def _shown(file: Path) -> str:
    """`file` as it is named in messages: from the working folder if it is within it."""
    relative = _relative(file, Path.cwd())
    return file.as_posix() if relative.startswith("../") else relative


def _relative(path: str | Path, base: Path) -> str:
    try:
        return Path(os.path.relpath(path, base)).as_posix()
    except ValueError:  # another drive on Windows
        return Path(path).as_posix()


def _values(file: Path) -> Mapping[str, Any] | None:
    """The keys in `file` that are for awesome-lint; None for a pyproject.toml without any."""
    import tomllib

    shown = _shown(file)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{shown}: cannot be read: {error.strerror or error}") from None
    project = file.name == "pyproject.toml"
    if project and _TABLE.encode() not in data:
        return None  # not for us, so none of our business whether it is sound
    try:
        values: Any = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown}: byte {error.start} is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_toml_error(shown, data, str(error))) from None
    except RecursionError:
        raise ConfigError(f"{shown}: nested too deeply") from None
    for key in ("tool", _TABLE) if project else ():
        values = values.get(key) if isinstance(values, dict) else None
    if values is not None and not isinstance(values, dict):
        raise ConfigError(f"{shown}: 'tool.{_TABLE}' must be a table, not {reprlib.repr(values)}")
    return values


def _toml_error(shown: str, data: bytes, message: str) -> str:
    """`message` of tomllib with its place in front, as other tools write it."""
    placed = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message, re.DOTALL)
    if placed:
        reason, line, column = placed.groups()
        return f"{shown}:{line}:{column}: {reason}"
    lines = data.decode("utf-8-sig").split("\n")
    reason = message.removesuffix(" (at end of document)")
    return f"{shown}:{len(lines)}:{len(lines[-1]) + 1}: {reason} at the end of the file"


def _validate(values: Mapping[str, Any], shown: str) -> None:
    """Raise ConfigError, one line for each key that the schema does not allow."""
    # 80 ms, for those who have a configuration.
    from jsonschema import Draft202012Validator

    from lint.schemas import load

    errors = Draft202012Validator(load("config")).iter_errors(values)
    lines = [line for error in errors for line in _complaints(error)]
    if lines:
        raise ConfigError("\n".join(f"{shown}: {line}" for line in sorted(lines)))


def _complaints(error: ValidationError) -> Iterator[str]:
    """What `error` says, with the key in the words of TOML."""
    parts = list(error.absolute_path)
    key = _dotted(parts)
    value = reprlib.repr(error.instance)
    required: Any = error.validator_value
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known: Mapping[str, Any] = error.schema["properties"]  # type: ignore[index]  # an object
        for unknown in error.instance:
            if unknown not in known:
                near = nearest(unknown, known)
                yield f"unknown key {_dotted([*parts, unknown])!r}{near}"
    elif error.validator == "type":
        yield f"{key!r} must be {_TYPES[required]}, not {value}"
    elif error.validator == "enum":
        yield f"{key!r} must be one of {', '.join(required)}, not {value}"
    elif error.validator in {"minimum", "maximum", "exclusiveMinimum"}:
        bound = {"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than"}
        yield f"{key!r} must be {bound[error.validator]} {required}, not {value}"
    elif error.validator == "pattern":
        yield f"{key!r} must be one line of ASCII characters, not {value}"
    else:
        yield f"{key!r}: {error.message}"


def _dotted(parts: Iterable[str | int]) -> str:
    """A path in a document as TOML writes it, places in arrays counted from 1."""
    text = ""
    for part in parts:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _frozen(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }


def _table(folder: Path, values: Mapping[str, Any]) -> TableConfig:
    fields = _frozen(values)
    if "schema" in fields:
        fields["schema"] = folder / fields["schema"]
    return TableConfig(**fields)


def _links(values: Mapping[str, Any], shown: str) -> LinkOptions:
    fields = _frozen(values)
    if math.isnan(fields.get("timeout", 0)):
        raise ConfigError(f"{shown}: 'links.timeout' must be a number, not nan")
    try:
        networks = tuple(network(text) for text in fields.pop("allow_addresses", ()))
    except ValueError as error:
        raise ConfigError(f"{shown}: 'links.allow_addresses': {error}") from None
    for pattern in fields.get("exclude", ()):
        try:
            re.compile(pattern)
        except re.error as error:
            what = f"{pattern!r} is no regular expression: {error.msg}"
            raise ConfigError(f"{shown}: 'links.exclude': {what}") from None
    return LinkOptions(allow_addresses=networks, **fields)
