"""A shortcut for jsonschema: texts that plainly hold take no validator of their own.

Most values of a list's entries are texts of which a schema wants next to nothing, and there are
tens of thousands of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jsonschema import ValidationError

# Keywords that forbid nothing (JSON Schema Validation 2020-12, section 9), as do those with an x-.
_SILENT = {"$comment", "description", "title"}


def briefly(
    properties: Callable[..., Any], is_found: Callable[[str, str], bool]
) -> Callable[..., Any]:
    """The keyword `properties`, leaving out the texts that plainly hold.

    `is_found` says whether a pattern is found in a text.
    """

    def check(
        validator: Any, subschemas: Mapping[str, Any], instance: Any, schema: Mapping[str, Any]
    ) -> Iterator[ValidationError]:
        if isinstance(instance, dict):
            subschemas = {
                name: subschema
                for name, subschema in subschemas.items()
                if name in instance and not plainly_holds(subschema, instance[name], is_found)
            }
        yield from properties(validator, subschemas, instance, schema)

    return check


def plainly_holds(schema: Any, value: Any, is_found: Callable[[str, str], bool]) -> bool:
    """Whether `value` is a text that `schema` allows; False also where that takes a closer look."""
    if not isinstance(value, str) or not isinstance(schema, dict):
        return False
    return all(_keyword_holds(*keyword, value, is_found) for keyword in schema.items())


def _keyword_holds(
    keyword: str, wanted: Any, value: str, is_found: Callable[[str, str], bool]
) -> bool:
    if keyword == "type":
        return bool(wanted == "string")
    if keyword == "minLength":
        return bool(len(value) >= wanted)
    if keyword == "pattern":
        return is_found(wanted, value)
    if keyword == "allOf":
        return all(plainly_holds(part, value, is_found) for part in wanted)
    if keyword == "not":
        only_pattern = isinstance(wanted, dict) and wanted.keys() == {"pattern"}
        return only_pattern and not is_found(wanted["pattern"], value)
    return keyword in _SILENT or keyword.startswith("x-")
