"""Entries against a JSON Schema (Draft 2020-12), each breach with the rule it belongs to.

The annotation `x-rule` of a schema, with a message in `x-message`, names the rule: the nearest one
upwards from the keyword that failed, also across `$ref`. Both are no keywords of JSON Schema, which
lets a schema carry annotations of its own (section 6.5 of the core specification).
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.errors import ConfigError
from lint.validation import schemas
from lint.validation.fast import compile_fast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lint.validation.breaches import Breaches
    from lint.validation.explain import Explainer
    from lint.validation.fast import Lookup, Schema
    from lint.validation.formats import DateCheck

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

RULE, MESSAGE = "x-rule", "x-message"
"""The annotations: which rule reports a breach, and in which words."""

ENTRY, BADGE = "entry.schema.json", "badge.schema.json"
"""The schemas of an entry and of a link, which any other may refer to by these names."""


class Breach(NamedTuple):
    """Where an instance breaks its schema, and the rule and the message that the schema gives.

    `path` leads to the value; `template` may hold names in braces; `reason` is the format's own
    word on what is wrong, if it has one; `detail` says what jsonschema has to say, which is ""
    where our own schema has a template.
    """

    rule: str
    template: str
    path: tuple[str | int, ...]
    value: Any
    reason: str
    detail: str


class CompiledSchema:
    """A schema with the schemas that it refers to, which `lookup` finds by their URIs.

    None of them has a `$schema`. `shown` is its name in messages. What is `foreign` is run in
    bounded time.
    """

    def __init__(self, root: Schema, lookup: Lookup, shown: str, *, foreign: bool = False) -> None:
        self.root = root
        self.lookup = lookup
        self.shown = shown
        self.foreign = foreign
        self.is_plainly_valid = compile_fast(root, lookup)

    @cached_property
    def explainer(self) -> Explainer:
        """The schema as jsonschema understands it, which takes 70 ms to import."""
        from lint.validation.explain import Explainer

        return Explainer(self)

    @cached_property
    def breaches(self) -> Breaches:
        """Where an entry breaks the schema, which must have a fast path, in its own words."""
        from lint.validation.breaches import compile_breaches

        return compile_breaches(self.root, self.lookup)


class EntryValidator:
    """A schema of entries with a table's notion of a date."""

    def __init__(
        self,
        schema: CompiledSchema,
        path: Path | None = None,
        is_date: DateCheck = lambda _: None,
    ) -> None:
        self._schema = schema
        self._path = path
        self._is_date = is_date

    def with_dates(self, is_date: DateCheck) -> EntryValidator:
        """The same with another notion of a date."""
        return EntryValidator(self._schema, self._path, is_date)

    def breaches(self, instance: Mapping[str, Any]) -> Iterator[Breach]:
        """Where `instance` breaks the schema.

        Raises ConfigError for a schema that has a circular $ref, or takes too long.
        """
        check = self._schema.is_plainly_valid
        if check is not None and check(instance, self._is_date):
            return
        # Whoever has a schema of their own has imported jsonschema to check it.
        found = self._schema.breaches(instance, self._is_date) if self._path is None else None
        if found is not None:
            yield from found
            return
        try:
            yield from self._schema.explainer.breaches(instance, self._is_date)
        except ConfigError as error:
            error.schema = self._path
            raise


def compile_schema(path: Path | None, *, foreign: bool = False) -> EntryValidator:
    """The schema in the file `path`, or the one that comes with awesome-lint.

    The file may refer to the latter's files by their names, and to others beside or below it. One
    that is `foreign`, of a fetched repository, is run in bounded time. Raises ConfigError, with the
    file and the place in it, for a schema that cannot be used.
    """
    if path is None:
        return EntryValidator(_own())
    from lint.validation.schema_files import compile_file

    try:
        return EntryValidator(compile_file(path, foreign=foreign), path)
    except ConfigError as error:
        error.schema = path
        raise


@cache
def _own() -> CompiledSchema:
    return CompiledSchema(_load(ENTRY), ours, "")


def ours(uri: str) -> Schema | None:
    """The schema of ours that a URI ends in, from wherever it is referred to."""
    name = uri.rpartition("/")[2]
    return _load(name) if name in {ENTRY, BADGE} else None


@cache
def _load(name: str) -> Schema:
    return without_dialect(schemas.load(name))


def without_dialect(schema: Schema) -> Schema:
    """`schema` without `$schema`, which would take jsonschema back to a class of its own."""
    return {key: value for key, value in schema.items() if key != "$schema"}
