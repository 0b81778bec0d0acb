"""Where an entry breaks a schema that says so in its own words, by closures.

jsonschema says the same, but takes 70 ms to import. Its own sentences are missing here: they are
shown only where a schema has no `x-message`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

from lint.validation.fast import Compiler, is_silent
from lint.validation.formats import DATE_FORMAT, DateCheck
from lint.validation.validator import MESSAGE, ROW_SCHEMA, RULE, Breach

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lint.validation.fast import Check, Lookup, Schema

Breaches = Callable[[Any, DateCheck], Sequence[Breach] | None]
"""Where a value breaks a schema, in the order of jsonschema, where dates are what the second
argument takes for one. `Breach.detail` is empty. None where a breach has no message, so that it
takes jsonschema's sentence."""


class _Words(NamedTuple):
    """The annotations that apply to a failure, None for one that is missing."""

    rule: str | None = None
    message: str | None = None


class _Failure(NamedTuple):
    """A keyword that does not hold for `value`, at `path` from the schema that is looked at.

    `words` are the innermost around the keyword so far. `branch` has those of the first branch of
    an `anyOf` that names a rule; they apply where no schema around the keyword names one.
    """

    path: tuple[str | int, ...]
    value: Any
    reason: str = ""
    words: _Words = _Words()
    branch: _Words = _Words()

    def within(self, schema: _Words) -> _Failure:
        """The failure as the schema around it sees it, whose annotations are `schema`.

        A message beyond the schema that names the rule is one for another rule.
        """
        rule, message = self.words
        if rule is not None:
            return self
        words = _Words(schema.rule, schema.message if message is None else message)
        return self._replace(words=words)

    def below(self, step: str | int) -> _Failure:
        """The failure as seen from the value that has the present one at `step`."""
        return self._replace(path=(step, *self.path))

    def said(self) -> _Words:
        """The annotations that apply, those of a branch included."""
        if self.words.rule is None and self.branch.rule is not None:
            return self.branch
        return self.words


_Failures = Callable[[Any, DateCheck], list[_Failure]]


def compile_breaches(root: Schema, lookup: Lookup) -> Breaches:
    """What tells where a value breaks `root`, a schema that `compile_fast` knows."""
    failures = _Compiler(root, lookup).compile(root, "")

    def breaches(value: Any, is_date: DateCheck) -> Sequence[Breach] | None:
        found = [_breach(one) for one in failures(value, is_date)]
        return found if all(one.template for one in found) else None

    return breaches


def _breach(failure: _Failure) -> Breach:
    rule, message = failure.said()
    return Breach(
        ROW_SCHEMA if rule is None else rule,
        message or "",
        failure.path,
        failure.value,
        failure.reason,
        "",
    )


class _Compiler:
    """Compiles the schemas of one set of documents, what is referred to only once."""

    def __init__(self, root: Schema, lookup: Lookup) -> None:
        self._checks = Compiler(root, lookup)
        self._targets: dict[str, _Failures] = {}

    def compile(self, schema: Any, base: str) -> _Failures:
        """`schema`, which stands in the document at the URI `base`."""
        if schema is True:
            return lambda _, __: []
        parts = [self._keyword(key, schema, base) for key in schema if not is_silent(key)]
        words = _Words(schema.get(RULE), schema.get(MESSAGE))
        return lambda value, is_date: [
            failure.within(words) for part in parts for failure in part(value, is_date)
        ]

    def _keyword(self, key: str, schema: Schema, base: str) -> _Failures:
        value = schema[key]
        if key == "$ref":
            return self._reference(urljoin(base, value))
        if key == "if":
            condition = self._checks.compile(value, base).check
            then, otherwise = (
                self.compile(schema.get(one, True), base) for one in ("then", "else")
            )
            return lambda value, is_date: (then if condition(value, is_date) else otherwise)(
                value, is_date
            )
        if key in {"items", "additionalProperties"}:
            inner = self.compile(value, base)
            if key == "items":
                return _items(inner)
            return _others(frozenset(schema.get("properties", ())), inner)
        if key in _OF_MANY:
            return _OF_MANY[key]([self.compile(one, base) for one in value])
        if key in _BY_NAME:
            return _BY_NAME[key]({name: self.compile(one, base) for name, one in value.items()})
        if key == "required":
            return _required(value)
        if key == "format" and value == DATE_FORMAT:
            return _date
        return _failing(self._checks.keyword(key, schema, base).check)

    def _reference(self, target: str) -> _Failures:
        if target not in self._targets:
            self._targets[target] = self.compile(*self._checks.resolve(target))
        return self._targets[target]


def _failing(check: Check) -> _Failures:
    return lambda value, is_date: [] if check(value, is_date) else [_Failure((), value)]


def _date(value: Any, is_date: DateCheck) -> list[_Failure]:
    reason = is_date(value) if isinstance(value, str) else None
    return [] if reason is None else [_Failure((), value, reason)]


def _required(names: Iterable[str]) -> _Failures:
    return lambda value, _: [
        _Failure((), value) for name in names if isinstance(value, dict) and name not in value
    ]


def _all(parts: Iterable[_Failures]) -> _Failures:
    return lambda value, is_date: [failure for part in parts for failure in part(value, is_date)]


def _any(parts: Iterable[_Failures]) -> _Failures:
    def failures(value: Any, is_date: DateCheck) -> list[_Failure]:
        found: list[_Failure] = []
        for part in parts:
            failed = part(value, is_date)
            if not failed:
                return []
            found += failed
        said = (failure.said() for failure in found)
        branch = next((words for words in said if words.rule is not None), _Words())
        return [_Failure((), value, branch=branch)]

    return failures


def _items(inner: _Failures) -> _Failures:
    return lambda value, is_date: [
        failure.below(index)
        for index, one in enumerate(value if isinstance(value, list) else ())
        for failure in inner(one, is_date)
    ]


def _others(names: frozenset[str], inner: _Failures) -> _Failures:
    return lambda value, is_date: [
        failure.below(name)
        for name, one in (value.items() if isinstance(value, dict) else ())
        if name not in names
        for failure in inner(one, is_date)
    ]


def _properties(parts: Mapping[str, _Failures]) -> _Failures:
    return lambda value, is_date: [
        failure.below(name)
        for name, part in parts.items()
        if isinstance(value, dict) and name in value
        for failure in part(value[name], is_date)
    ]


def _dependent(parts: Mapping[str, _Failures]) -> _Failures:
    return lambda value, is_date: [
        failure
        for name, part in parts.items()
        if isinstance(value, dict) and name in value
        for failure in part(value, is_date)
    ]


_OF_MANY: Mapping[str, Callable[[Sequence[_Failures]], _Failures]] = {"allOf": _all, "anyOf": _any}
_BY_NAME: Mapping[str, Callable[[Mapping[str, _Failures]], _Failures]] = {
    "dependentSchemas": _dependent,
    "properties": _properties,
}
