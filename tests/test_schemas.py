from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from lint.document.parser import parse
from lint.entries.labels import entry_link
from lint.errors import ConfigError
from lint.rules import all_rules
from lint.sites import OTHER, all_sites
from lint.source import Source
from lint.validation import schemas
from lint.validation.validator import RULES, compile_schema
from lint.validation.violations import judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.validation.validator import Breach

ROOT = Path(__file__).parents[1]
README = (ROOT / "schema" / "README.md").read_text(encoding="utf-8")
ENTRY, BADGE = schemas.load("entry"), schemas.load("badge")
SITES = frozenset({OTHER, "relative", ""}).union(*(site.names for site in all_sites().values()))


def nodes(schema: Any) -> Iterator[dict[str, Any]]:
    """All objects in `schema`."""
    if isinstance(schema, dict):
        yield schema
    children = schema.values() if isinstance(schema, dict) else schema
    if isinstance(schema, dict | list):
        for child in children:
            yield from nodes(child)


def link(**values: Any) -> dict[str, Any]:
    plain = {
        "label": "",
        "message": "",
        "url": "https://example.com/",
        "kind": "inline",
        "site": OTHER,
        "badge": True,
    }
    return plain | values


def breaches(instance: dict[str, Any], schema: Path | None = None) -> list[Breach]:
    validator = compile_schema(schema).with_dates(lambda text: "no date" if text == "x" else None)
    return list(validator.breaches({"section": ""} | instance))


# The shipped schemas ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", schemas.names())
def test_a_schema_is_one_of_draft_2020_12(name: str) -> None:
    schema = schemas.load(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_annotations_name_rules_that_there_are_and_that_report_them() -> None:
    named = {
        node["x-rule"] for schema in (ENTRY, BADGE) for node in nodes(schema) if "x-rule" in node
    }
    assert named == RULES - {"row-schema"}
    assert all_rules().keys() >= RULES


def test_the_schemas_know_no_site_but_those_of_the_modules() -> None:
    sites = [node["site"] for node in nodes(BADGE) if isinstance(node.get("site"), dict)]
    words = [word for one in sites for node in nodes(one) for word in node.get("enum", ())]
    words += [word for one in sites for node in nodes(one) if (word := node.get("const"))]
    assert len(words) > 20
    assert SITES.issuperset(words)
    for node in nodes(sites):
        if "pattern" in node:
            assert any(re.search(node["pattern"], site) for site in SITES)


def test_labels_are_written_as_they_are_compared() -> None:
    for node in nodes(BADGE):
        says = node.get("says")
        for word in says.get("enum", ()) if isinstance(says, dict) else ():
            shield = f"https://img.shields.io/static/v1?label={quote(word)}"
            text = f"- [x](https://a.org) [![]({shield})](https://a.org)"
            *_, badge, _ = parse(Source("", text)).links
            assert entry_link(badge).says == word


def test_the_entry_of_the_readme_is_one() -> None:
    (text,) = re.findall(r"(?ms)^```json\n(\{\"line.*?)^```$", README)
    row = json.loads(text)
    assert list(Draft202012Validator(schemas.load("row")).iter_errors(row)) == []
    entry = {name: row[name] for name in row if name not in {"line", "end_line", "form"}}
    assert breaches(entry) == []
    assert breaches(entry | {"title": ""})[0].rule == "missing-title"


def test_the_schema_of_the_readme_works_as_it_says(tmp_path: Path) -> None:
    (text,) = re.findall(r"(?ms)^```json\n(\{\n.*?)^```$", README)
    path = tmp_path / "models.schema.json"
    path.write_text(text, encoding="utf-8")
    good = {"licence": "MIT", "title": "BERT"}
    assert breaches(good, path) == []
    (licence,) = breaches(good | {"licence": "GPL"}, path)
    assert (licence.rule, licence.template) == (
        "row-schema",
        "“{value}” is no open-source licence",
    )
    (kaggle,) = breaches(good | {"links": [link(says="kaggle")]}, path)
    assert kaggle.rule == "badge-url-mismatch"
    assert kaggle.path == ("links", 0, "url")
    (arxiv,) = breaches(good | {"links": [link(says="arxiv")]}, path)
    assert arxiv.template.endswith("not to arXiv")


# Annotations --------------------------------------------------------------------------------------


def write(path: Path, schema: Any) -> Path:
    text = schema if isinstance(schema, str) else json.dumps(schema)
    path.write_text(text, encoding="utf-8")
    return path


NO: dict[str, Any] = {"not": {}}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"properties": {"a": NO}}, [("row-schema", "")]),
        ({"x-rule": "missing-date", "properties": {"a": NO}}, [("missing-date", "")]),
        (
            {
                "x-rule": "missing-date",
                "x-message": "far",
                "properties": {"a": NO | {"x-message": "near"}},
            },
            [("missing-date", "near")],
        ),
        (
            {
                "x-rule": "missing-date",
                "x-message": "far",
                "properties": {"a": NO | {"x-rule": "missing-link"}},
            },
            [("missing-link", "")],
        ),
        (
            {
                "x-rule": "missing-date",
                "properties": {"a": {"allOf": [NO, NO | {"x-rule": "row-schema"}]}},
            },
            [("missing-date", ""), ("row-schema", "")],
        ),
        (
            {
                "if": {"required": ["a"]},
                "then": NO | {"x-rule": "missing-link"},
                "x-rule": "missing-date",
            },
            [("missing-link", "")],
        ),
        (
            {"if": {"required": ["b"]}, "else": NO, "x-rule": "missing-date"},
            [("missing-date", "")],
        ),
        (
            {
                "properties": {"a": {"$ref": "#/$defs/a"}},
                "x-rule": "missing-date",
                "$defs": {"a": NO},
            },
            [("missing-date", "")],
        ),
        (
            {
                "properties": {"a": {"$ref": "#/$defs/a", "x-rule": "missing-date"}},
                "$defs": {"a": {"$ref": "#/$defs/b"}, "b": NO | {"x-rule": "missing-link"}},
            },
            [("missing-link", "")],
        ),
        # What stands around a definition is not on the path.
        (
            {
                "properties": {"a": {"$ref": "#/$defs/x/$defs/a"}},
                "$defs": {"x": {"x-rule": "missing-link", "$defs": {"a": NO}}},
            },
            [("row-schema", "")],
        ),
        (
            {"anyOf": [NO | {"x-rule": "missing-link"}, NO], "x-rule": "missing-date"},
            [("missing-date", "")],
        ),
        (
            {"anyOf": [NO, NO | {"x-rule": "missing-link", "x-message": "m"}]},
            [("missing-link", "m")],
        ),
        ({"dependentSchemas": {"a": NO}, "x-rule": "missing-link"}, [("missing-link", "")]),
        (
            {
                "$id": "https://example.org/mine.json",
                "$ref": "entry.schema.json",
                "required": ["b"],
                "x-rule": "missing-date",
            },
            [("missing-date", "")],
        ),
        (
            {"allOf": [{"required": ["b"], "x-rule": "missing-date"}, {"required": ["c"]}]},
            [("missing-date", ""), ("row-schema", "")],
        ),
    ],
)
def test_the_nearest_annotation_upwards_names_the_rule(
    tmp_path: Path, schema: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    found = breaches({"a": "text"}, write(tmp_path / "own.schema.json", schema))
    assert [(one.rule, one.template) for one in found] == expected


def test_a_schema_swaps_ours(tmp_path: Path) -> None:
    path = write(tmp_path / "own.schema.json", {"required": ["title"]})
    assert breaches({"date": "", "title": ""}, path) == []
    assert [one.rule for one in breaches({"date": "", "title": ""})] == [
        "missing-date",
        "missing-title",
    ]


def test_the_common_formats_and_that_of_dates_are_checked(tmp_path: Path) -> None:
    path = write(
        tmp_path / "own.schema.json",
        {"properties": {"a": {"format": "list-date"}, "b": {"format": "ipv4"}}},
    )
    found = breaches({"a": "x", "b": "x"}, path)
    assert [(one.path, one.reason) for one in found] == [(("a",), "no date"), (("b",), "")]


# Schemas that cannot be used ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", r":1:2: invalid JSON: Expecting property name enclosed in double quotes"),
        ("", r":1:1: invalid JSON: Expecting value"),
        ("[]", r": a schema must be an object, not \[\]"),
        ("12", r": a schema must be an object, not 12"),
        ('{"type": "strin"}', r": type: 'strin' is not valid under any of the given schemas"),
        (
            '{"properties": {"a": {"minLength": "1"}}}',
            r": properties\.a\.minLength: '1' is not of type 'integer'",
        ),
        (
            '{"properties": {"a": {"pattern": "("}}}',
            r": properties\.a\.pattern: '\(' is not a 'regex'",
        ),
        (
            '{"$schema": "http://json-schema.org/draft-07/schema#"}',
            r": \$schema: must be https://json-schema\.org/draft/2020-12/schema, not 'http://json-.*",
        ),
        (
            '{"$ref": "entri.schema.json"}',
            r": cannot read 'entri\.schema\.json': No such file or directory",
        ),
        (
            '{"allOf": [{"$ref": "https://example.org/x.json"}]}',
            r": allOf\.0: cannot read 'https://example\.org/x\.json': it must be a file in .*",
        ),
        (
            '{"properties": {"a": {"$ref": "#/$defs/b"}}}',
            r": properties\.a: cannot resolve '#/\$defs/b'",
        ),
        (
            '{"properties": {"a": {"x-rule": "mising-date"}}}',
            r": properties\.a: x-rule: unknown rule 'mising-date' for entries; did you mean 'mi.*",
        ),
        ('{"x-rule": ["x"]}', r": x-rule: unknown rule \['x'\] for entries"),
        ('{"x-rule": "broken-link"}', r": x-rule: unknown rule 'broken-link' for entries"),
        ('{"x-message": 1}', r": x-message: must be a string"),
        ("[" * 100_000, r": nested too deeply"),
        ('{"not":' * 900 + "{}" + "}" * 900, r": nested too deeply"),
    ],
)
def test_a_schema_that_cannot_be_used_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path / "own.schema.json", text)
    with pytest.raises(ConfigError) as error:
        compile_schema(path)
    assert re.fullmatch(rf"own\.schema\.json{message}", str(error.value)), str(error.value)


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.schema\.json: cannot be read: No such file"):
        compile_schema(tmp_path / "gone.schema.json")
    binary = tmp_path / "binary.schema.json"
    binary.write_bytes(b"\xff\xfe{}")
    with pytest.raises(
        ConfigError, match=r"binary\.schema\.json: cannot be read: byte 0 is not UTF-8 text"
    ):
        compile_schema(binary)


def test_a_schema_that_refers_to_itself_without_end_is_one_line(tmp_path: Path) -> None:
    path = write(tmp_path / "own.schema.json", {"$ref": "#"})
    with pytest.raises(ConfigError, match=r"own\.schema\.json: has a circular \$ref"):
        breaches({}, path)


def test_items_of_what_is_no_array_are_none(tmp_path: Path) -> None:
    path = write(tmp_path / "own.schema.json", {"properties": {"title": {"items": False}}})
    assert breaches({"title": "text"}, path) == []
    path = write(tmp_path / "own.schema.json", {"properties": {"title": {"items": {"not": {}}}}})
    assert breaches({"title": "text"}, path) == []


def test_data_in_a_schema_is_no_schema(tmp_path: Path) -> None:
    data = {"$ref": "nowhere", "x-rule": "no-rule"}
    schema = {
        "properties": {"$ref": {}, "a": {"enum": [data], "default": data, "examples": [data]}}
    }
    assert breaches({}, write(tmp_path / "own.schema.json", schema)) == []


# Links are validated once for all that are alike --------------------------------------------------

LINKS = st.builds(
    lambda says, **values: link(**values) | ({"says": says} if says else {}),
    says=st.sampled_from(["", "arxiv", "github", "stars"]),
    message=st.sampled_from(["", "Page"]),
    url=st.sampled_from(["https://a.example/", "https://example.com/"]),
    site=st.sampled_from(["arxiv", "github/owner", OTHER]),
)
URL = {"pattern": "//a"}
# Schemas that look at links in ways of their own.
ITEMS: dict[str, Any] = {
    "nothing": {},
    "url": {"properties": {"url": URL}},
    "any property": {"patternProperties": {"^u": URL}},
    "other properties": {
        "properties": dict.fromkeys(["label", "message", "kind", "site", "badge", "says"], True),
        "additionalProperties": URL,
    },
    "number of properties": {"minProperties": 7},
    "a whole link": {"not": {"const": link(site="arxiv")}},
}


@pytest.mark.parametrize("name", ITEMS)
@example(entries=[[link(site="arxiv", url="https://a.example/")], [link(site="arxiv")]])
@given(entries=st.lists(st.lists(LINKS, min_size=1, max_size=4), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_links_are_judged_as_jsonschema_alone_judges_them(
    tmp_path: Path, name: str, entries: list[list[dict[str, Any]]]
) -> None:
    schema = {"$ref": "entry.schema.json", "properties": {"links": {"items": ITEMS[name]}}}
    registry: Registry[Any] = Registry().with_resources(
        [
            ("entry.schema.json", Resource.from_contents(ENTRY)),
            ("badge.schema.json", Resource.from_contents(BADGE)),
        ]
    )
    reference = Draft202012Validator(schema, registry=registry)
    validator = compile_schema(write(tmp_path / "own.schema.json", schema)).with_dates(
        lambda _: None
    )
    for links in entries:
        instance = {"section": "", "links": links}
        expected = [
            (tuple(error.absolute_path), error.message) for error in reference.iter_errors(instance)
        ]
        assert [(one.path, one.detail) for one in validator.breaches(instance)] == expected


def test_a_list_s_every_instance_satisfies_the_types_of_the_schema() -> None:
    text = (ROOT / "examples" / "attention.md").read_text(encoding="utf-8")
    for entry in judge(parse(Source("", text))).entries:
        assert {one.rule for one in breaches(entry.as_json())} <= RULES - {"row-schema"}
