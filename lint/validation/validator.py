"""Validate entries against a JSON Schema (Draft 2020-12), each breach with the rule it belongs to.

The annotation `x-rule` of a schema, with a message in `x-message`, names the rule: the nearest one
upwards from the keyword that failed, also across `$ref`. Both are no keywords of JSON Schema, which
lets a schema carry annotations of its own (section 6.5 of the core specification).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jsonschema import (
    Draft202012Validator,
    FormatChecker,
    SchemaError,
    ValidationError,
    validators,
)
from referencing import Registry, Resource
from referencing.exceptions import NoSuchResource, Unresolvable
from referencing.jsonschema import DRAFT202012

from lint.credentials import hide
from lint.errors import ConfigError
from lint.patterns import Foreign, finder
from lint.text import did_you_mean
from lint.validation import schemas
from lint.validation.brief import briefly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jsonschema.protocols import Validator
    from referencing._core import Resolver

ROW_SCHEMA = "row-schema"
RULES = frozenset(
    {
        "badge-url-mismatch",
        "invalid-date",
        "missing-date",
        "missing-link",
        "missing-summary",
        "missing-title",
        ROW_SCHEMA,
    }
)
"""The rules that an annotation may name: each reports the breaches under its name."""

DATE_FORMAT = "list-date"
"""The format of a date as the table at hand accepts it."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_RULE, _MESSAGE = "x-rule", "x-message"
# Where an error carries the annotations found on its way out.
_FOUND = "annotations"
_ENTRY, _BADGE = "entry.schema.json", "badge.schema.json"
_LINK_KEYS = frozenset({"label", "message", "url", "kind", "site", "badge", "says"})
# Keywords whose values are no schemas.
_DATA = {"const", "default", "enum", "examples"}
_LONGEST = 160
# For one entry; with our own schema it takes some two hundred.
_MOST_STEPS = 100_000

DateCheck = Callable[[str], str | None]
"""Why a text is no date, or None."""

# The properties whose values were looked at, and those of which only the presence was.
_Look = tuple[tuple[str, ...], tuple[str, ...]]


class Breach(NamedTuple):
    """Where an instance breaks its schema, and the rule and the message that the schema gives.

    `path` leads to the value; `template` may hold names in braces; `reason` is the format's own
    word on what is wrong, if it has one; `detail` says what jsonschema has to say.
    """

    rule: str
    template: str
    path: tuple[str | int, ...]
    value: Any
    reason: str
    detail: str


class _NoDateError(ValueError):
    """A text that is no date; says why."""


class _Checker(FormatChecker):
    """The formats of one table, and what was learnt of its links.

    `sound` is what links that are in order showed, by schema and by what was looked at of them.
    """

    def __init__(self, is_date: DateCheck) -> None:
        super().__init__()
        self.sound: dict[int, dict[_Look, set[tuple[object, ...]]]] = {}

        def check(value: object) -> bool:
            reason = is_date(value) if isinstance(value, str) else None
            if reason is not None:
                raise _NoDateError(reason)
            return True

        self.checks(DATE_FORMAT, raises=_NoDateError)(check)


class EntryValidator:
    """A compiled schema of entries."""

    def __init__(self, validator: Validator, shown: str, steps: _Steps) -> None:
        self._validator = validator
        self._shown = shown
        self._steps = steps

    def with_dates(self, is_date: DateCheck) -> EntryValidator:
        """The same with a table's notion of a date."""
        validator = self._validator.evolve(format_checker=_Checker(is_date))
        return EntryValidator(validator, self._shown, self._steps)

    def breaches(self, instance: Mapping[str, Any]) -> Iterator[Breach]:
        """Where `instance` breaks the schema.

        Raises ConfigError for a schema that refers to itself without end, or takes too long.
        """
        self._steps.left = _MOST_STEPS
        try:
            for error in self._validator.iter_errors(instance):
                yield _breach(error)
        except RecursionError:
            raise ConfigError(f"{self._shown}: refers to itself without end") from None
        except _TooManyStepsError:
            message = f"takes more than {_MOST_STEPS:,} steps for one entry"
            raise ConfigError(f"{self._shown}: {message}") from None


class _TooManyStepsError(Exception):
    """A foreign schema that goes on and on."""


class _Steps:
    """How many more keywords may be looked at for one entry; any number in one's own."""

    def __init__(self, *, foreign: bool) -> None:
        self.foreign = foreign
        self.left = _MOST_STEPS

    def take(self) -> None:
        """Count one. Raises _TooManyStepsError."""
        self.left -= 1
        if self.foreign and self.left < 0:
            raise _TooManyStepsError


def _breach(error: ValidationError) -> Breach:
    annotations = _annotations(error)
    reason = str(error.cause) if isinstance(error.cause, _NoDateError) else ""
    return Breach(
        annotations.get(_RULE, ROW_SCHEMA),
        annotations.get(_MESSAGE, ""),
        tuple(error.absolute_path),
        error.instance,
        reason,
        error.message,
    )


def _annotations(error: ValidationError) -> Mapping[str, str]:
    """The rule and the message of `error`, else those of one of the branches that failed."""
    found: Mapping[str, str] = vars(error).get(_FOUND, {})
    if _RULE in found:
        return found
    branches = [*map(_annotations, error.context or ()), found]
    return next((branch for branch in branches if _RULE in branch), found)


def _validator_class(steps: _Steps) -> type[Validator]:
    """Draft 2020-12 with annotated errors, and with shortcuts for what is in order.

    Links are validated once for all that are alike, texts without jsonschema where that is easy.
    """

    def is_found(pattern: str, text: str) -> bool:
        foreign = steps.foreign and pattern not in _own_patterns()
        return finder(Foreign(pattern) if foreign else pattern)(text)

    def pattern_keyword(
        _: Validator, wanted: str, instance: Any, __: Mapping[str, Any]
    ) -> Iterator[ValidationError]:
        if isinstance(instance, str) and not is_found(wanted, instance):
            yield ValidationError(f"{instance!r} does not match {wanted!r}")

    keywords = dict(Draft202012Validator.VALIDATORS)
    keywords["pattern"] = pattern_keyword
    keywords["items"] = _once(keywords["items"])
    keywords["properties"] = briefly(keywords["properties"], is_found)
    annotated = {name: _annotating(keyword, steps) for name, keyword in keywords.items()}
    extended: type[Validator] = validators.extend(Draft202012Validator, annotated)  # type: ignore[no-untyped-call]
    return extended


@cache
def _own_patterns() -> frozenset[str]:
    """The regular expressions of the schemas that come with awesome-lint."""
    return frozenset(chain.from_iterable(_patterns(schemas.load(one)) for one in (_ENTRY, _BADGE)))


def _patterns(schema: Any) -> Iterator[str]:
    values = schema.values() if isinstance(schema, dict) else schema
    if isinstance(schema, dict) and isinstance(one := schema.get("pattern"), str):
        yield one
    if isinstance(schema, dict | list):
        for value in values:
            yield from _patterns(value)


def _annotating(keyword: Callable[..., Any], steps: _Steps) -> Callable[..., Any]:
    """`keyword`, leaving on each error the innermost rule around it, and the innermost message.

    Errors pass through the keywords of all the schemas on their path, from the inside out. A
    message beyond the schema that names the rule is one for another rule.
    """

    def check(
        validator: Validator, value: Any, instance: Any, schema: Mapping[str, Any]
    ) -> Iterator[ValidationError]:
        steps.take()
        for error in keyword(validator, value, instance, schema) or ():
            found = vars(error).setdefault(_FOUND, {})
            if _RULE not in found:
                found.update(
                    (key, schema[key]) for key in (_MESSAGE, _RULE) if key in schema.keys() - found
                )
            yield error

    return check


class _Watched(dict[str, Any]):
    """An object that remembers what of it was looked at: a value, or only whether there is one."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.values_seen: set[str] = set()
        self.names_seen: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.values_seen.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.names_seen.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.values_seen.add(key)
        return super().get(key, default)

    def _all(self) -> _Watched:
        self.values_seen |= _LINK_KEYS
        return self

    def __iter__(self) -> Iterator[str]:
        return super(_Watched, self._all()).__iter__()

    def __len__(self) -> int:
        return super(_Watched, self._all()).__len__()

    def __eq__(self, other: object) -> bool:
        return super(_Watched, self._all()).__eq__(other)

    __hash__ = None

    def keys(self) -> Any:
        return super(_Watched, self._all()).keys()

    def values(self) -> Any:
        return super(_Watched, self._all()).values()

    def items(self) -> Any:
        return super(_Watched, self._all()).items()

    def look(self) -> _Look:
        """What was looked at."""
        names = self.names_seen - self.values_seen
        return tuple(sorted(self.values_seen)), tuple(sorted(names))


def _seen(item: Mapping[str, Any], look: _Look) -> tuple[object, ...]:
    """What a look at `item` finds."""
    values, names = look
    return (*map(item.get, values), *(name in item for name in names))


def _once(items: Callable[..., Any]) -> Callable[..., Any]:
    """`items`, skipping objects that are like one found to be in order.

    Alike are those that agree in all that was looked at to find so: validation would take the same
    course. Most of a list's links are; of a link without a promise, no value is looked at.
    """

    def check(
        validator: Any, subschema: Any, instance: Any, schema: Mapping[str, Any]
    ) -> Iterator[ValidationError]:
        checker = validator.format_checker
        known = isinstance(checker, _Checker) and isinstance(subschema, dict)
        if not known or not isinstance(instance, list):
            yield from items(validator, subschema, instance, schema)
            return
        first = len(schema.get("prefixItems", ()))
        for index, item in enumerate(instance[first:], start=first):
            looks = checker.sound.setdefault(id(subschema), {})
            if any(_seen(item, look) in found for look, found in looks.items()):
                continue
            watched = _Watched(item)
            errors = list(validator.descend(watched, subschema, path=index))
            if not errors:
                looks.setdefault(watched.look(), set()).add(_seen(item, watched.look()))
            yield from errors

    return check


# Compiling ------------------------------------------------------------------------------------


def compile_schema(path: Path | None, *, foreign: bool = False) -> EntryValidator:
    """The schema in the file `path`, or the one that comes with awesome-lint.

    The file may refer to the latter's files by their names. One that is `foreign`, of a fetched
    repository, is run in bounded time. Raises ConfigError, with the file and the place in it, for
    a schema that cannot be used.
    """
    if path is None:
        return _compile(None, "", foreign=False)
    shown = _shown(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{shown}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown}: byte {error.start} is not UTF-8 text") from None
    return _compile(text, shown, foreign=foreign)


@lru_cache(maxsize=64)
def _compile(text: str | None, shown: str, *, foreign: bool) -> EntryValidator:
    ours = {name: _resource(schemas.load(name)) for name in (_ENTRY, _BADGE)}

    def retrieve(uri: str) -> Resource[Any]:
        # `entry.schema.json` is ours from wherever it is referred to.
        name = uri.rpartition("/")[2]
        if name not in ours:
            raise NoSuchResource(ref=uri)  # type: ignore[call-arg]  # attrs makes the parameter
        return ours[name]

    registry: Registry[Any] = Registry(retrieve=retrieve)  # type: ignore[call-arg]  # the same
    registry = registry.with_resources(ours.items())
    root = ours[_ENTRY]
    if text is not None:
        schema = _parse(text, shown)
        root = _resource(schema)
        _check(schema, registry.resolver_with_root(root), shown)
        if foreign:
            _check_patterns(schema, shown)
    steps = _Steps(foreign=foreign)
    validator = _validator_class(steps)(root.contents, registry=registry)
    return EntryValidator(validator, shown, steps)


def _resource(schema: Mapping[str, Any]) -> Resource[Any]:
    """`schema` without its dialect, which would take jsonschema back to a class of its own."""
    contents = {key: value for key, value in schema.items() if key != "$schema"}
    return Resource.from_contents(contents, default_specification=DRAFT202012)


def _parse(text: str, shown: str) -> Mapping[str, Any]:
    """The schema in `text`, sound in itself."""
    try:
        schema = json.loads(text)
        if not isinstance(schema, dict):
            raise ConfigError(f"{shown}: a schema must be an object, not {_short(schema)}")
        dialect = schema.get("$schema", _DIALECT)
        if dialect not in (_DIALECT, f"{_DIALECT}#"):
            raise ConfigError(f"{shown}: $schema: must be {_DIALECT}, not {_short(dialect)}")
        Draft202012Validator.check_schema(schema)
    except json.JSONDecodeError as error:
        place = f"{shown}:{error.lineno}:{error.colno}"
        raise ConfigError(f"{place}: is no JSON: {error.msg}") from None
    except SchemaError as error:
        where = _dotted(error.absolute_path)
        raise ConfigError(f"{shown}: {where}{_short(error.message, quote=False)}") from None
    except RecursionError:
        raise ConfigError(f"{shown}: nested too deeply") from None
    return schema


def _check(schema: Any, resolver: Resolver[Any], shown: str, path: Sequence[str] = ()) -> None:
    """Raise ConfigError for a reference that leads nowhere and for a wrong annotation."""
    if isinstance(schema, list):
        for index, each in enumerate(schema):
            _check(each, resolver, shown, (*path, str(index)))
    if not isinstance(schema, dict):
        return
    if isinstance(schema.get("$id"), str):
        resolver = resolver.in_subresource(DRAFT202012.create_resource(schema))
    references = [one for key in ("$ref", "$dynamicRef") if isinstance(one := schema.get(key), str)]
    for reference in references:
        try:
            resolver.lookup(reference)
        except Unresolvable:
            message = f"{_dotted(path)}leads nowhere: {_short(reference)}"
            raise ConfigError(f"{shown}: {message}") from None
    _check_annotations(schema, f"{shown}: {_dotted(path)}")
    for key, value in schema.items():
        if key not in _DATA:
            _check(value, resolver, shown, (*path, key))


def _check_patterns(schema: Any, shown: str, path: Sequence[str] = ()) -> None:
    """Raise ConfigError for a regular expression that cannot be run safely."""
    if isinstance(schema, list):
        for index, each in enumerate(schema):
            _check_patterns(each, shown, (*path, str(index)))
    if not isinstance(schema, dict):
        return
    if schema.get("patternProperties"):
        message = "patternProperties is not run in a fetched repository"
        raise ConfigError(f"{shown}: {_dotted(path)}{message}")
    if isinstance(pattern := schema.get("pattern"), str):
        try:
            finder(Foreign(pattern))
        except ValueError as error:
            raise ConfigError(f"{shown}: {_dotted((*path, 'pattern'))}{error}") from None
    for key, value in schema.items():
        if key not in _DATA:
            _check_patterns(value, shown, (*path, key))


def _check_annotations(schema: Mapping[str, Any], where: str) -> None:
    rule = schema.get(_RULE, ROW_SCHEMA)
    if not isinstance(rule, str) or rule not in RULES:
        near = did_you_mean(str(rule), RULES)
        raise ConfigError(f"{where}{_RULE}: {_short(rule)} is no rule of entries{near}")
    if not isinstance(schema.get(_MESSAGE, ""), str):
        raise ConfigError(f"{where}{_MESSAGE}: must be a string")


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
