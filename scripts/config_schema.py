"""The part of schema/config.schema.json that is made from the rules and the sites.

The rest of the schema is written by hand. `generated` fills in `rule`, `preset`, `severity`,
`policy` and `options` among its `$defs`, and the names of the sites and of their interfaces in
`sites`.
"""

from __future__ import annotations

import dataclasses
import inspect
import types
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.rules import Rule

POLICY = "entry-policy"
"""The rule whose options are `[policy]`, not `[rules.entry-policy]`."""
_PLAIN = {bool: "boolean", int: "integer", float: "number", str: "string"}


def generated(schema: Mapping[str, Any], rules: Mapping[str, Rule]) -> dict[str, Any]:
    """`schema` with what `rules` say."""
    definitions = dict(schema["$defs"])
    presets = sorted({rule.preset for rule in rules.values() if rule.preset is not None})
    severities = {
        name: {"$ref": "#/$defs/level", "description": f"{rule.summary}."}
        for name, rule in rules.items()
    }
    options = {
        name: options_schema(rule.options)
        for name, rule in rules.items()
        if rule.options is not None
    }
    definitions["rule"] = {
        **definitions["rule"],
        "else": {"title": "rule", "enum": list(rules)},
    }
    definitions["preset"] = {**definitions["preset"], "enum": presets}
    definitions["severity"] = {**definitions["severity"], "properties": severities}
    definitions["policy"] = options.pop(POLICY)
    definitions["options"] = {**definitions["options"], "properties": options}
    definitions["sites"] = sites_schema(definitions["sites"])
    return {**schema, "$defs": definitions}


def sites_schema(table: Mapping[str, Any]) -> dict[str, Any]:
    """The schema `table` of `[sites]` with a switch for each site and its base URLs by name."""
    from lint.links import providers

    by_hand = {key: table["properties"][key] for key in ("mailto", "urls")}
    switches = {}
    bases = {}
    for name in providers.names():
        site = import_module(f"{providers.__name__}.{name}")
        summary = inspect.cleandoc(site.__doc__ or "").partition("\n")[0]
        switches[name] = {"description": summary, "type": "boolean", "default": True}
        for interface, base in site.URLS.items():
            bases[interface] = {
                "description": f"The base URL of {interface}.",
                "type": "string",
                "default": base,
            }
    by_hand["urls"] = {**by_hand["urls"], "properties": bases}
    return {**table, "properties": {**switches, **by_hand}}


def options_schema(kind: type[Any]) -> dict[str, Any]:
    """The schema of the table that holds options of the type `kind`, a dataclass.

    A field's metadata is part of its schema. Raises TypeError for a type that TOML has not.
    """
    hints = get_type_hints(kind)
    properties = {}
    for field in dataclasses.fields(kind):
        value = value_schema(hints[field.name])
        for key, more in field.metadata.items():
            value[key] = {**value[key], **more} if isinstance(more, dict) else more
        if field.default not in (None, (), dataclasses.MISSING):
            value["default"] = field.default
        properties[field.name] = value
    return {
        "description": inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0].replace("\n", " "),
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def value_schema(hint: Any) -> dict[str, Any]:
    """The schema of a value of the type `hint`; None is that of a key that is absent."""
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (hint,) = (one for one in inner if one is not type(None))
        return value_schema(hint)
    if origin is Literal:
        return {"type": "string", "enum": list(inner)}
    if origin is tuple and inner[1:] == (...,):
        return {"type": "array", "items": value_schema(inner[0]), "uniqueItems": True}
    if origin is dict and inner[0] is str:
        return {"type": "object", "additionalProperties": value_schema(inner[1])}
    raise TypeError(f"TOML has no value of the type {hint}")
