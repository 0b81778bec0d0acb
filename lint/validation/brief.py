"""A shortcut for jsonschema: texts that plainly hold take no validator of their own.

Most values of a list's entries are texts of which a schema wants next to nothing, and there are
tens of thousands of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jsonschema import ValidationError

# Keywords that forbid nothing (JSON Schema Validation 2020-12, section 9), as do those with an x-.
_SILENT = {"$comment", "description", "title"}


def briefly(properties: Callable[..., Any]) -> Callable[..., Any]:
    """The keyword `properties`, leaving out the texts that plainly hold."""

    def check(
        validator: Any, subschemas: Mapping[str, Any], instance: Any, schema: Mapping[str, Any]
    ) -> Iterator[ValidationError]:
        if isinstance(instance, dict):
            subschemas = {
                name: subschema
                for name, subschema in subschemas.items()
                if name in instance and not plainly_holds(subschema, instance[name])
            }
        yield from properties(validator, subschemas, instance, schema)

    return check


def plainly_holds(schema: Any, value: Any) -> bool:
    """Whether `value` is a text that `schema` allows; False also where that takes a closer look."""
    if not isinstance(value, str) or not isinstance(schema, dict):
        return False
    return all(_keyword_holds(keyword, wanted, value) for keyword, wanted in schema.items())


def _keyword_holds(keyword: str, wanted: Any, value: str) -> bool:
    if keyword == "type":
        return bool(wanted == "string")
    if keyword == "minLength":
        return bool(len(value) >= wanted)
    if keyword == "pattern":
        return re.search(wanted, value) is not None
    if keyword == "allOf":
        return all(plainly_holds(part, value) for part in wanted)
    if keyword == "not":
        only_pattern = isinstance(wanted, dict) and wanted.keys() == {"pattern"}
        return only_pattern and not re.search(wanted["pattern"], value)
    return keyword in _SILENT or keyword.startswith("x-")
