"""The fast path says what jsonschema says, of real entries and of mutated ones."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from lint.dates.cells import check as check_date
from lint.validation import schemas
from lint.validation.fast import compile_fast
from lint.validation.formats import DATE_FORMAT, is_uri
from lint.validation.validator import ours
from tests.lists import LISTS, judged

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
OURS = {f"{name}.schema.json": schemas.load(name) for name in ("entry", "badge")}
# A schema of a curator's that uses what the fast path knows besides our own keywords.
THEIRS: dict[str, Any] = {
    "$ref": "entry.schema.json",
    "properties": {
        "title": {"maxLength": 60, "x-message": "{value}"},
        "licence": {"enum": ["MIT", True, None], "default": "MIT"},
        "links": {
            "maxItems": 3,
            "items": {
                "if": {"properties": {"badge": {"const": True}}},
                "then": {"$ref": "#/$defs/secure"},
                "else": {"properties": {"url": {"format": "uri"}}},
            },
        },
    },
    "$defs": {"secure": {"properties": {"url": {"pattern": "^https:", "not": {"minLength": 200}}}}},
}


@cache
def is_date(text: str) -> str | None:
    return check_date(text, year_from_heading=False, latest=2030)


class Formats(FormatChecker):
    """The formats of jsonschema, with ours."""

    def __init__(self) -> None:
        super().__init__()
        self.checks(DATE_FORMAT)(lambda value: not isinstance(value, str) or not is_date(value))
        self.checks("uri")(lambda value: not isinstance(value, str) or is_uri(value))


def reference(schema: Any) -> Callable[[Any], bool]:
    """Whether jsonschema alone holds a value for valid."""
    resources = [(name, Resource.from_contents(one)) for name, one in OURS.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    registry = registry.with_resource("", DRAFT202012.create_resource(schema))
    return Draft202012Validator(schema, registry=registry, format_checker=Formats()).is_valid


def fast(schema: Any) -> Callable[[Any], bool]:
    check = compile_fast({key: one for key, one in schema.items() if key != "$schema"}, ours)
    assert check is not None
    return lambda value: check(value, is_date)


SCHEMAS = {"ours": OURS["entry.schema.json"], "theirs": THEIRS}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_real_entries_are_valid_where_jsonschema_says_so(path: Path) -> None:
    entries = [entry.as_json() for entry in judged(path).entries]
    for schema in SCHEMAS.values():
        is_valid, is_plain = reference(schema), fast(schema)
        for entry in entries[:: max(1, len(entries) // 300)]:
            assert is_plain(entry) == is_valid(entry), entry


# Mutations -----------------------------------------------------------------------------------

WORDS = """
    ??? … 2023 2023-13 7/4/23 MIT arxiv github stars Code paper website youtube Page
    github/owner relative doi/arxiv https://example.org/ http://example.org/ü
    https://arxiv.org/abs/2301.00001
"""
TEXTS = st.one_of(st.text(max_size=3), st.sampled_from(["", "x" * 61, *WORDS.split()]))
VALUES: st.SearchStrategy[Any] = st.one_of(
    TEXTS, st.sampled_from([None, True, False, 1, 0, 1.5, [], {}, [{}], ["a"], {"url": "x"}])
)
FIELDS = "section date title summary venue links licence notes"
LINK_KEYS = "label message url kind site badge says"
NAMES = st.sampled_from([*FIELDS.split(), *LINK_KEYS.split()])


def mutate(data: st.DataObject, value: Any) -> Any:
    """`value` with something in it changed, taken away or added."""
    if isinstance(value, list) and value and data.draw(st.integers(0, 4)):
        place = data.draw(st.integers(0, len(value) - 1))
        return [*value[:place], mutate(data, value[place]), *value[place + 1 :]]
    if isinstance(value, dict) and data.draw(st.integers(0, 9)):
        name = data.draw(st.sampled_from(sorted(value)) if value else NAMES)
        how = data.draw(st.sampled_from(["change", "change", "change", "drop", "add"]))
        if how == "change" and name in value:
            return {**value, name: mutate(data, value[name])}
        if how == "drop":
            return {key: one for key, one in value.items() if key != name}
        return {**value, data.draw(NAMES): data.draw(VALUES)}
    return data.draw(VALUES)


@cache
def real_entries() -> list[dict[str, Any]]:
    """Some entries of each list that there is, and of the example."""
    paths = [ROOT / "examples" / "attention.md", *(one for one in LISTS if isinstance(one, Path))]
    found = []
    for path in paths:
        entries = judged(path).entries
        found += [one.as_json() for one in entries[:: max(1, len(entries) // 20)]]
    return found


@pytest.mark.parametrize("name", SCHEMAS)
@given(data=st.data())
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_mutated_entries_are_valid_where_jsonschema_says_so(name: str, data: st.DataObject) -> None:
    is_valid, is_plain = compiled(name)
    entry = copy.deepcopy(data.draw(st.sampled_from(real_entries())))
    for _ in range(data.draw(st.integers(1, 4))):
        entry = mutate(data, entry)
        assert is_plain(entry) == is_valid(entry)


@cache
def compiled(name: str) -> tuple[Callable[[Any], bool], Callable[[Any], bool]]:
    return reference(SCHEMAS[name]), fast(SCHEMAS[name])


# Schemas -------------------------------------------------------------------------------------

SIZES = ["minLength", "maxLength", "minItems", "maxItems"]
TYPES = ["string", "object", "array", "boolean", "null", ["string", "null"]]
EVERY: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(TYPES),
    "pattern": st.sampled_from(["^a", "b$", "[0-9]", "^$", "."]),
    "enum": st.lists(st.sampled_from(["a", "b", True, None]), min_size=1),
    "const": st.sampled_from(["a", True, False, None]),
    "required": st.lists(st.sampled_from("ab"), unique=True),
    "format": st.sampled_from([DATE_FORMAT, "uri"]),
    **dict.fromkeys(SIZES, st.integers(0, 2)),
}
LEAVES: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([True, {}, {"not": {}}, {"title": "x"}, {"$ref": "#/$defs/a"}]),
    *(st.fixed_dictionaries({key: values}) for key, values in EVERY.items()),
)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    many = st.lists(inner, min_size=1, max_size=3)
    named = st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
    optional = {
        "allOf": many,
        "anyOf": many,
        "not": inner,
        "if": inner,
        "then": inner,
        "else": inner,
        "items": inner,
        "properties": named,
        "additionalProperties": inner,
        "dependentSchemas": named,
    }
    return st.fixed_dictionaries({}, optional=optional)


INSTANCES = st.recursive(
    st.sampled_from(["", "a", "b", "ab", "2023", "https://a.example/", True, False, None, 0, 1]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
    ),
    max_leaves=5,
)


@given(
    schema=st.recursive(LEAVES, nested, max_leaves=8).filter(lambda one: isinstance(one, dict)),
    target=LEAVES.filter(lambda one: one != {"$ref": "#/$defs/a"}),
    value=INSTANCES,
)
@settings(max_examples=300, deadline=None)
def test_a_schema_of_known_keywords_says_what_jsonschema_says(
    schema: Any, target: Any, value: Any
) -> None:
    schema = {**schema, "$defs": {"a": target}}
    assert fast(schema)(value) == reference(schema)(value)


@pytest.mark.parametrize(
    "schema",
    [
        {"uniqueItems": True},
        {"oneOf": [{}]},
        {"properties": {"a": {"enum": [1]}}},
        {"properties": {"a": {"const": {}}}},
        {"type": "number"},
        {"format": "date"},
        {"$id": "https://example.org/x.json"},
        {"properties": {"a": {"$schema": "http://json-schema.org/draft-07/schema#"}}},
        {"$ref": "#anchor", "$defs": {"a": {"$anchor": "anchor"}}},
        {"$ref": "#/$defs/a/properties/b", "$defs": {"a": {"$id": "a", "properties": {"b": {}}}}},
        {"$ref": "#"},
        {"properties": {"a": {"$ref": "#"}}},
        {"patternProperties": {"^a": {}}},
        {"unevaluatedProperties": {"not": {}}},
    ],
    ids=json.dumps,
)
def test_for_a_schema_with_anything_else_there_is_no_fast_path(schema: Any) -> None:
    assert compile_fast(schema, ours) is None


def test_a_schema_whose_references_double_has_no_fast_path() -> None:
    steps = {str(n): {"allOf": [{"$ref": f"#/$defs/{n + 1}"}] * 2} for n in range(60)}
    schema = {"$ref": "#/$defs/0", "$defs": {**steps, "60": {"minLength": 1}}}
    assert compile_fast(schema, ours) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org:8080/a/b?c=d#e", True),
        ("https://user:word@example.org", True),
        ("mailto:a@example.org", True),
        ("http://[2001:db8::1]:80/", True),
        ("urn:isbn:0451450523", True),
        ("file:///etc/hosts", True),
        ("https://example.org/%C3%BC", True),
        ("", False),
        ("example.org/a", False),
        ("//example.org", False),
        ("/a", False),
        ("https://example.org/ü", False),
        ("https://example.org/a b", False),
        ("https://example.org/\n", False),
        ("https://example.org/%zz", False),
        ("https://example.org/a#b#c", False),
        ("https://example.org:80:80/", False),
        ("https://a@b@example.org/", False),
        ("https://example.org/[a]", False),
        ("1http://example.org", False),
    ],
)
def test_a_uri_is_one_by_rfc_3986(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_uri(text) == expected


# Cost ----------------------------------------------------------------------------------------


def test_a_sound_list_does_not_import_jsonschema(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    table = "| Date | Title | Summary | Link |\n|---|---|---|---|\n"
    badge = "[![arXiv](https://img.shields.io/badge/arXiv-b)](https://arxiv.org/abs/2301.00001)"
    path.write_text(f"{table}| 2023-01 | A title | What it is. | {badge} |\n", encoding="utf-8")
    program = (
        "import sys\nfrom pathlib import Path\nimport lint\n"
        "report = lint.lint_text(Path(sys.argv[1]).read_text())\n"
        "print(report.entries, *sys.modules.keys() & {'jsonschema', 'referencing'})\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["1"]
