"""A fast path around jsonschema: whether a value is plainly valid, by closures.

Nearly every entry of a list is. `compile_fast` knows the keywords of the schemas that come with
awesome-lint and a few more; for a schema with any other there is no fast path, so that jsonschema
alone decides. Of what is not plainly valid, `breaches.py` or jsonschema says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urldefrag, urljoin

from lint.patterns import finder
from lint.validation.formats import DATE_FORMAT, FORMATS, DateCheck

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Schema = Mapping[str, Any]
Lookup = Callable[[str], Schema | None]
"""The schema at a URI, None where there is none."""
Check = Callable[[Any, DateCheck], bool]
"""Whether a value is valid where dates are what the second argument takes for one."""

# For one entry, with a link of it counted once. Ours have some 300: a schema whose references
# double at each step would take hours.
_MOST_KEYWORDS = 5_000
# Keywords that forbid nothing (JSON Schema 2020-12 Validation, section 9; Core, section 8), or only
# with `if`, which looks at them.
_SILENT = frozenset({"$comment", "$defs", "default", "deprecated", "description", "examples"})
_SILENT |= {"else", "readOnly", "then", "title", "writeOnly"}
# `number` and `integer` are missing: no field of an entry is one.
_TYPES = {"array": list, "boolean": bool, "null": type(None), "object": dict, "string": str}


def compile_fast(root: Schema, lookup: Lookup) -> Check | None:
    """What tells whether a value is valid by `root`; None where a keyword is not known.

    `root` and what `lookup` finds are valid schemas without `$schema`.
    """
    try:
        return Compiler(root, lookup).compile(root, "").check
    except (_UnknownError, RecursionError):
        return None


class _UnknownError(Exception):
    """A schema that takes jsonschema."""


class _Node(NamedTuple):
    """A compiled schema, and how many keywords it looks at, those behind references included."""

    check: Check
    keywords: int


def _always(_: Any, __: DateCheck) -> bool:
    return True


class Compiler:
    """Compiles the schemas of one set of documents, what is referred to only once."""

    def __init__(self, root: Schema, lookup: Lookup) -> None:
        self._root = root
        self._lookup = lookup
        # None is a reference that is being followed: one that leads to itself has no end.
        self._targets: dict[str, _Node | None] = {}

    def compile(self, schema: Any, base: str) -> _Node:
        """`schema`, which stands in the document at the URI `base`."""
        if schema is True:
            return _Node(_always, 0)
        if not isinstance(schema, dict):
            raise _UnknownError
        parts = [self.keyword(key, schema, base) for key in schema]
        return _Node(
            _all([part.check for part in parts]), _limited(part.keywords + 1 for part in parts)
        )

    def keyword(self, key: str, schema: Schema, base: str) -> _Node:
        """The keyword `key` of `schema`, which stands in the document at the URI `base`."""
        value = schema[key]
        if is_silent(key):
            return _Node(_always, 0)
        if key in _PLAIN:
            return _Node(_PLAIN[key](value), 1)
        if key == "$ref":
            return self._reference(value, base)
        if key == "if":
            branches = [self.compile(schema.get(one, True), base) for one in ("if", "then", "else")]
            check = _if(*(branch.check for branch in branches))
            return _Node(check, _limited(branch.keywords for branch in branches))
        if key == "additionalProperties":
            inner = self.compile(value, base)
            check = _others(frozenset(schema.get("properties", ())), inner.check)
            return _Node(check, inner.keywords)
        if key in _OF_ONE:
            inner = self.compile(value, base)
            return _Node(_OF_ONE[key](inner.check), inner.keywords)
        if key in _OF_MANY:
            many = [self.compile(one, base) for one in value]
            check = _OF_MANY[key]([one.check for one in many])
            return _Node(check, _limited(one.keywords for one in many))
        if key in _BY_NAME:
            named = {name: self.compile(one, base) for name, one in value.items()}
            check = _BY_NAME[key]({name: one.check for name, one in named.items()})
            return _Node(check, _limited(one.keywords for one in named.values()))
        raise _UnknownError

    def _reference(self, reference: str, base: str) -> _Node:
        target = urljoin(base, reference)
        if target not in self._targets:
            self._targets[target] = None
            self._targets[target] = self.compile(*self.resolve(target))
        found = self._targets[target]
        if found is None:
            raise _UnknownError
        return found

    def resolve(self, target: str) -> tuple[Any, str]:
        """The schema at the URI `target`, and the URI of its document."""
        document, pointer = urldefrag(target)
        schema: Any = self._lookup(document) if document else self._root
        for step in _steps(pointer):
            if isinstance(schema, dict) and "$id" in schema:
                raise _UnknownError
            if isinstance(schema, list) and step.isdecimal() and int(step) < len(schema):
                schema = schema[int(step)]
            else:
                schema = schema.get(step) if isinstance(schema, dict) else None
        return schema, document


def is_silent(key: str) -> bool:
    """Whether a keyword forbids nothing by itself: `then` and `else` do so with `if`."""
    return key in _SILENT or key.startswith("x-")


def _limited(keywords: Iterable[int]) -> int:
    total = sum(keywords)
    if total > _MOST_KEYWORDS:
        raise _UnknownError
    return total


def _steps(pointer: str) -> Sequence[str]:
    """The steps of a JSON Pointer in a fragment (RFC 6901, section 6)."""
    first, *steps = unquote(pointer).split("/")
    if first:  # the name of an anchor
        raise _UnknownError
    return [step.replace("~1", "/").replace("~0", "~") for step in steps]


# Keywords without schemas in them --------------------------------------------------------------


def _type(wanted: Any) -> Check:
    names = [wanted] if isinstance(wanted, str) else wanted
    if not all(name in _TYPES for name in names):
        raise _UnknownError
    types = tuple(_TYPES[name] for name in names)
    return lambda value, _: isinstance(value, types)


def _enum(wanted: Sequence[Any]) -> Check:
    # True is no 1 in JSON, and there are no numbers in entries.
    if not all(isinstance(one, str | bool | None) for one in wanted):
        raise _UnknownError
    texts = frozenset(one for one in wanted if isinstance(one, str))
    rest = [one for one in wanted if not isinstance(one, str)]
    return lambda value, _: (
        value in texts if isinstance(value, str) else any(value is one for one in rest)
    )


def _pattern(wanted: str) -> Check:
    is_found = finder(wanted)
    return lambda value, _: not isinstance(value, str) or is_found(value)


def _format(wanted: str) -> Check:
    if wanted == DATE_FORMAT:
        return lambda value, is_date: not isinstance(value, str) or is_date(value) is None
    if wanted not in FORMATS:
        raise _UnknownError
    holds = FORMATS[wanted]
    return lambda value, _: not isinstance(value, str) or holds(value)


def _required(names: Sequence[str]) -> Check:
    wanted = frozenset(names)
    return lambda value, _: not isinstance(value, dict) or wanted <= value.keys()


def _at_least(kind: type[Any]) -> Callable[[float], Check]:
    return lambda least: lambda value, _: not isinstance(value, kind) or len(value) >= least


def _at_most(kind: type[Any]) -> Callable[[float], Check]:
    return lambda most: lambda value, _: not isinstance(value, kind) or len(value) <= most


_PLAIN: Mapping[str, Callable[[Any], Check]] = {
    "const": lambda wanted: _enum([wanted]),
    "enum": _enum,
    "format": _format,
    "maxItems": _at_most(list),
    "maxLength": _at_most(str),
    "minItems": _at_least(list),
    "minLength": _at_least(str),
    "pattern": _pattern,
    "required": _required,
    "type": _type,
}


# Keywords with schemas in them -----------------------------------------------------------------


def _all(checks: Sequence[Check]) -> Check:
    checks = [check for check in checks if check is not _always]
    if len(checks) < 2:
        return checks[0] if checks else _always

    def check(value: Any, is_date: DateCheck) -> bool:
        for one in checks:  # noqa: SIM110 - a generator for `all` takes twice the time
            if not one(value, is_date):
                return False
        return True

    return check


def _any(checks: Sequence[Check]) -> Check:
    return lambda value, is_date: any(check(value, is_date) for check in checks)


def _not(inner: Check) -> Check:
    return lambda value, is_date: not inner(value, is_date)


def _if(condition: Check, then: Check, otherwise: Check) -> Check:
    return lambda value, is_date: (then if condition(value, is_date) else otherwise)(value, is_date)


def _items(inner: Check) -> Check:
    return lambda value, is_date: (
        not isinstance(value, list) or all(inner(one, is_date) for one in value)
    )


def _properties(checks: Mapping[str, Check]) -> Check:
    named = [(name, check) for name, check in checks.items() if check is not _always]

    def check(value: Any, is_date: DateCheck) -> bool:
        if isinstance(value, dict):
            for name, one in named:
                if name in value and not one(value[name], is_date):
                    return False
        return True

    return check


def _others(names: frozenset[str], inner: Check) -> Check:
    return lambda value, is_date: (
        not isinstance(value, dict)
        or all(inner(one, is_date) for name, one in value.items() if name not in names)
    )


def _dependent(checks: Mapping[str, Check]) -> Check:
    def check(value: Any, is_date: DateCheck) -> bool:
        return not isinstance(value, dict) or all(
            one(value, is_date) for name, one in checks.items() if name in value
        )

    return check


_OF_ONE: Mapping[str, Callable[[Check], Check]] = {"items": _items, "not": _not}
_OF_MANY: Mapping[str, Callable[[Sequence[Check]], Check]] = {"allOf": _all, "anyOf": _any}
_BY_NAME: Mapping[str, Callable[[Mapping[str, Check]], Check]] = {
    "dependentSchemas": _dependent,
    "properties": _properties,
}
