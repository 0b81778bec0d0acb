"""A schema of the user's own, with the files that it refers to, read and checked."""

from __future__ import annotations

import json
import os
import re
import stat
from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from jsonschema import Draft202012Validator, SchemaError
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from lint.credentials import hide
from lint.errors import ConfigError
from lint.patterns import Foreign, finder
from lint.text import did_you_mean
from lint.validation.explain import NOTHING, registry_of
from lint.validation.validator import (
    MESSAGE,
    ROW_SCHEMA,
    RULE,
    RULES,
    CompiledSchema,
    ours,
    without_dialect,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from referencing._core import Resolver

    from lint.validation.fast import Schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Keywords whose values are no schemas.
_DATA = frozenset({"const", "default", "enum", "examples"})
# Keywords with a schema, with an array of them, and with an object of them by a name.
_ONE = frozenset(
    {"additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"}
)
_MANY = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_NAMED = frozenset({"$defs", "dependentSchemas", "patternProperties", "properties"})
PLACEHOLDERS = frozenset(
    {"field", "host", "label", "page", "reason", "site", "text", "thing", "url", "value"}
)
"""What `x-message` may name in braces: what `lint.validation.violations` has a value for."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_LONGEST = 160
_LARGEST = 1_000_000
_MOST_FILES = 20
_SUFFIX = ".json"
_WHERE = "a file in the folder of the schema or below it"


def compile_file(path: Path, *, foreign: bool = False) -> CompiledSchema:
    """The schema in the file `path`; one that is `foreign` is that of a fetched repository.

    Raises ConfigError, with the file and the place in it, for a schema that cannot be used.
    """
    shown = _shown(path)
    folder = Path(os.path.realpath(path.parent))
    try:
        text = _read(path)
        compiled, files = _compile(text, shown, folder, foreign=foreign)
        if not all(_still_has(file, read) for file, read in files.items()):
            _compile.cache_clear()
            compiled, _ = _compile(text, shown, folder, foreign=foreign)
    except ValueError as error:
        raise ConfigError(f"{shown}: cannot be read: {error}") from None
    return compiled


def texts(path: Path) -> dict[str, str]:
    """The text of the schema in the file `path`, and of the files that it refers to.

    By their paths from its folder. What cannot be read or used is left out: `compile_file` says
    why.
    """
    try:
        text = _read(path)
    except ValueError:
        return {}
    files = _Files(Path(os.path.realpath(path.parent)), path.name, foreign=False)
    with suppress(ConfigError):
        files.check(_parse(text, path.name, foreign=False), "")
    return {**files.places, path.name: text}


@lru_cache(maxsize=64)
def _compile(
    text: str, shown: str, folder: Path, *, foreign: bool
) -> tuple[CompiledSchema, Mapping[Path, str]]:
    """The schema in `text`, and the files that it refers to with their texts."""
    root = _parse(text, shown, foreign=foreign)
    files = _Files(folder, shown, foreign=foreign)
    files.check(root, "")
    return CompiledSchema(root, files.lookup, shown, foreign=foreign), files.texts


class _Files:
    """The files in `folder`, an absolute path without links, or below it."""

    def __init__(self, folder: Path, shown: str, *, foreign: bool) -> None:
        self._folder = folder
        self._shown = shown
        self._foreign = foreign
        self._schemas: dict[str, Schema] = {}
        self._problem = ""
        self.texts: dict[Path, str] = {}
        self.places: dict[str, str] = {}  # the same by the paths by which they are referred to

    def lookup(self, uri: str) -> Schema | None:
        """The schema at `uri`, as seen from the folder."""
        own = ours(uri)
        if own is not None or uri in self._schemas:
            return own or self._schemas[uri]
        try:
            file = self._file(uri)
            text = _read(file)
        except ValueError as error:
            self._problem = f"cannot read {_short(uri)}: {error}"
            return None
        self.texts[file] = text
        self.places[unquote(urlsplit(uri).path)] = text
        self._schemas[uri] = _parse(text, self._name(uri), foreign=self._foreign)
        return self._schemas[uri]

    def _file(self, uri: str) -> Path:
        """Where the schema at `uri` lies. Raises ValueError, saying why, for what is elsewhere."""
        parts = urlsplit(uri)
        path = PurePosixPath(unquote(parts.path))
        if parts.scheme or parts.netloc or parts.query or path.is_absolute() or "\\" in str(path):
            raise ValueError(f"it must be {_WHERE}")
        if path.suffix != _SUFFIX:
            raise ValueError(f"its name must end in {_SUFFIX}")
        if len(self.texts) >= _MOST_FILES:
            raise ValueError(f"a schema may refer to {_MOST_FILES} files at most")
        # Not Path.resolve, which fails in a circle of links.
        file = Path(os.path.realpath(self._folder / path))
        if not file.is_relative_to(self._folder):
            raise ValueError(f"it must be {_WHERE}")
        return file

    def _name(self, uri: str) -> str:
        return (PurePosixPath(self._shown).parent / unquote(uri)).as_posix() if uri else self._shown

    def check(self, root: Schema, uri: str) -> None:
        """Read what `root`, which lies at `uri`, refers to, and check all of it.

        Raises ConfigError for a reference that leads nowhere and for a wrong annotation.
        """
        resolver = registry_of(self.lookup).resolver_with_root(DRAFT202012.create_resource(root))
        self._check(root, resolver, self._name(uri), ())
        checked: set[str] = set()
        while left := self._schemas.keys() - checked:
            for one in sorted(left):
                resolver = registry_of(self.lookup).resolver(one)
                self._check(self._schemas[one], resolver, self._name(one), ())
            checked |= left

    def _check(
        self, schema: Any, resolver: Resolver[Any], shown: str, path: tuple[str, ...]
    ) -> None:
        if isinstance(schema, dict):
            if isinstance(schema.get("$id"), str):
                resolver = resolver.in_subresource(DRAFT202012.create_resource(schema))
            for key in ("$ref", "$dynamicRef"):
                if isinstance(reference := schema.get(key), str):
                    self._follow(reference, resolver, f"{shown}: {_dotted(path)}")
            _check_annotations(schema, f"{shown}: {_dotted(path)}")
        for step, each in _inner(schema):
            self._check(each, resolver, shown, (*path, *step))

    def _follow(self, reference: str, resolver: Resolver[Any], where: str) -> None:
        self._problem = ""
        try:
            resolver.lookup(reference)
        except Unresolvable as error:
            cause = error.__cause__
            while cause is not None and not isinstance(cause, ConfigError):
                cause = cause.__cause__
            if cause is not None:
                raise cause from None
            problem = self._problem or f"cannot resolve {_short(reference)}"
            raise ConfigError(f"{where}{problem}") from None


def _inner(schema: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """What may be schemas in `schema`, or in an array of them, each with the way to it."""
    if isinstance(schema, list):
        yield from (((str(index),), each) for index, each in enumerate(schema))
    elif isinstance(schema, dict):
        for key, value in schema.items():
            if key in _NAMED and isinstance(value, dict):
                yield from (((key, name), each) for name, each in value.items())
            elif key not in _DATA:
                yield (key,), value


def _read(path: Path) -> str:
    """The text in `path`. Raises ValueError, saying why, for what cannot be read."""
    try:
        # A named pipe would never end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise ValueError("it is not a file")
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise ValueError(error.strerror or str(error)) from None
    if len(data) > _LARGEST:
        raise ValueError(f"it is larger than {_LARGEST:,} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"byte {error.start} is not UTF-8 text") from None


def _still_has(path: Path, text: str) -> bool:
    try:
        return _read(path) == text
    except ValueError:
        return False


def _parse(text: str, shown: str, *, foreign: bool) -> Schema:
    """The schema in `text`, sound in itself."""
    try:
        schema = json.loads(text)
        if not isinstance(schema, dict):
            raise ConfigError(f"{shown}: a schema must be an object, not {_short(schema)}")
        dialect = schema.get("$schema", _DIALECT)
        if dialect not in (_DIALECT, f"{_DIALECT}#"):
            raise ConfigError(f"{shown}: $schema: must be {_DIALECT}, not {_short(dialect)}")
        Draft202012Validator.check_schema(schema)
        if foreign:
            schema = _foreign(schema, shown)
        contents: Schema = without_dialect(_without_false(schema))
    except json.JSONDecodeError as error:
        place = f"{shown}:{error.lineno}:{error.colno}"
        raise ConfigError(f"{place}: invalid JSON: {error.msg}") from None
    except SchemaError as error:
        where = _dotted(error.absolute_path)
        raise ConfigError(f"{shown}: {where}{_short(error.message, quote=False)}") from None
    except RecursionError:
        raise ConfigError(f"{shown}: nested too deeply") from None
    return contents


def _without_false(schema: Any) -> Any:
    """`schema` with another one that allows nothing in the place of each `false`."""
    if schema is False:
        return NOTHING
    if not isinstance(schema, dict):
        return schema
    found = dict(schema)
    for key, value in schema.items():
        if key in _ONE:
            found[key] = _without_false(value)
        elif key in _MANY:
            found[key] = [_without_false(one) for one in value]
        elif key in _NAMED:
            found[key] = {name: _without_false(one) for name, one in value.items()}
    return found


def _foreign(value: Any, shown: str, path: tuple[str, ...] = ()) -> Any:
    """A value in a schema with its regular expressions marked as somebody else's.

    Raises ConfigError for one that cannot be run safely.
    """
    if isinstance(value, list):
        return [_foreign(one, shown, (*path, str(index))) for index, one in enumerate(value)]
    if not isinstance(value, dict):
        return value
    if value.get("patternProperties"):
        message = "patternProperties is not supported in a fetched repository"
        raise ConfigError(f"{shown}: {_dotted(path)}{message}")
    found = {key: _foreign(one, shown, (*path, key)) for key, one in value.items()}
    if isinstance(pattern := value.get("pattern"), str):
        found["pattern"] = Foreign(pattern)
        try:
            finder(found["pattern"])
        except ValueError as error:
            raise ConfigError(f"{shown}: {_dotted((*path, 'pattern'))}{error}") from None
    return found


def _check_annotations(schema: Mapping[str, Any], where: str) -> None:
    rule = schema.get(RULE, ROW_SCHEMA)
    if not isinstance(rule, str) or rule not in RULES:
        near = did_you_mean(str(rule), RULES)
        raise ConfigError(f"{where}{RULE}: unknown rule {_short(rule)} for entries{near}")
    message = schema.get(MESSAGE, "")
    if not isinstance(message, str):
        raise ConfigError(f"{where}{MESSAGE}: must be a string")
    for name in _PLACEHOLDER.findall(message):
        if name not in PLACEHOLDERS:
            near = did_you_mean(name, PLACEHOLDERS)
            raise ConfigError(f"{where}{MESSAGE}: unknown placeholder {_short(name)}{near}")


def _dotted(path: Iterable[str | int]) -> str:
    """A place in a schema before what is wrong there."""
    text = ".".join(map(str, path))
    return f"{text}: " if text else ""


def _short(value: Any, *, quote: bool = True) -> str:
    text = hide(repr(value) if quote else str(value))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _shown(path: Path) -> str:
    """`path` as messages name it: from the working folder if it is within it."""
    try:
        relative = Path(os.path.relpath(path))
    except ValueError:  # another drive on Windows
        return path.as_posix()
    return path.as_posix() if ".." in relative.parts else relative.as_posix()
