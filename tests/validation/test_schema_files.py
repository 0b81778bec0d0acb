"""A schema of the user's own: the files it refers to, its annotations, and what it forbids."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from lint.document.parser import parse
from lint.entries.options import TableConfig
from lint.errors import ConfigError
from lint.source import Source
from lint.validation.schema_files import PLACEHOLDERS
from lint.validation.validator import Breach, compile_schema
from lint.validation.violations import judge

SHORT = {"$defs": {"short": {"maxLength": 4}}}
TABLE = """\
| Title | Summary | Notes | Links |
| --- | --- | --- | --- |
| Apple | A fruit. | secret | [x](https://example.org/a) |
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "list"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def write(path: str, schema: Any) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = schema if isinstance(schema, str) else json.dumps(schema)
    file.write_text(text, encoding="utf-8")
    return file


def breaches(schema: Any, **fields: Any) -> list[Breach]:
    path = write("own.json", schema)
    return list(compile_schema(path).breaches({"section": "", **fields}))


def notes(reference: str) -> dict[str, Any]:
    return {"properties": {"notes": {"$ref": reference}}}


# References --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reference", "files"),
    [
        ("common.json#/$defs/short", {"common.json": SHORT}),
        ("parts/common.json#/$defs/short", {"parts/common.json": SHORT}),
        ("./parts/../common.json#/$defs/short", {"common.json": SHORT}),
        ("my%20common.json#/$defs/short", {"my common.json": SHORT}),
        (
            "parts/a.json",
            {"parts/a.json": {"$ref": "b.json"}, "parts/b.json": {"$ref": "../common.json"}}
            | {"common.json": {"maxLength": 4}},
        ),
        ("common.json#short", {"common.json": {"$defs": {"a": {"$anchor": "short"}}}}),
    ],
)
def test_a_reference_leads_to_a_file_of_the_folder_or_below(
    reference: str, files: dict[str, Any]
) -> None:
    if "#short" in reference:
        files["common.json"]["$defs"]["a"]["maxLength"] = 4
    for path, schema in files.items():
        write(path, schema)
    assert breaches(notes(reference), notes="ripe") == []
    (one,) = breaches(notes(reference), notes="secret")
    assert (one.path, one.detail) == (("notes",), "'secret' is too long")


def test_two_files_may_refer_to_each_other() -> None:
    write("a.json", {"$defs": {"short": {"$ref": "b.json#/$defs/short"}}})
    write("b.json", {**SHORT, "properties": {"title": {"$ref": "a.json#/$defs/short"}}})
    assert [one.path for one in breaches(notes("a.json#/$defs/short"), notes="secret")] == [
        ("notes",)
    ]


def test_files_build_on_ours_from_any_folder() -> None:
    write("parts/common.json", {"$ref": "entry.schema.json"})
    assert [one.rule for one in breaches({"$ref": "parts/common.json"}, title="")] == [
        "missing-title"
    ]


def test_a_file_that_changes_is_read_again() -> None:
    write("common.json", SHORT)
    assert len(breaches(notes("common.json#/$defs/short"), notes="secret")) == 1
    write("common.json", {"$defs": {"short": {"maxLength": 400}}})
    assert breaches(notes("common.json#/$defs/short"), notes="secret") == []
    Path("common.json").unlink()
    with pytest.raises(ConfigError, match=r"own\.json: properties\.notes: cannot read"):
        breaches(notes("common.json#/$defs/short"))


WHERE = "it must be a file in the folder of the schema or below it"


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("../outside.json", WHERE),
        ("parts/../../outside.json", WHERE),
        ("%2e%2e/outside.json", WHERE),
        ("/etc/hosts.json", WHERE),
        ("file:///etc/hosts.json", WHERE),
        ("https://example.org/x.json", WHERE),
        ("//example.org/x.json", WHERE),
        ("..\\outside.json", WHERE),
        ("linked.json", WHERE),
        ("linked/outside.json", WHERE),
        ("circle.json", "No such file or directory|it is not a file|Too many levels.*"),
        ("gone.json", "No such file or directory"),
        ("folder.json", "it is not a file"),
        ("pipe.json", "it is not a file"),
        ("zero%00.json", ".*null byte.*"),
        ("README.md", r"its name must end in \.json"),
        ("large.json", r"it is larger than 1,000,000 bytes"),
        ("latin.json", "byte 1 is not UTF-8 text"),
    ],
)
def test_a_reference_to_anything_else_is_refused(
    tmp_path: Path, reference: str, message: str
) -> None:
    write("../outside.json", {"maxLength": 4})
    Path("linked.json").symlink_to(tmp_path / "outside.json")
    Path("linked").symlink_to(tmp_path)
    Path("circle.json").symlink_to("circle.json")
    Path("folder.json").mkdir()
    os.mkfifo("pipe.json")
    write("README.md", {})
    write("large.json", json.dumps({"title": "x" * 1_000_000}))
    Path("latin.json").write_bytes(b'"\xe9"')
    with pytest.raises(ConfigError) as error:
        breaches(notes(reference))
    said = re.fullmatch(
        rf"own\.json: properties\.notes: cannot read '.*': (?:{message})", str(error.value)
    )
    assert said, str(error.value)


def test_what_is_wrong_in_another_file_is_said_of_that_file() -> None:
    wrong = {"$defs": {"short": {"maxLength": "4"}}}
    for schema, message in (
        ("{", r"parts/common\.json:1:2: invalid JSON: .*"),
        ("[]", r"parts/common\.json: a schema must be an object, not \[\]"),
        (wrong, r"parts/common\.json: \$defs\.short\.maxLength: '4' is not of type 'integer'"),
        ({"x-rule": "x"}, r"parts/common\.json: x-rule: unknown rule 'x' for entries"),
        ({"items": {"$ref": "#/a"}}, r"parts/common\.json: items: cannot resolve '#/a'"),
        ({"$schema": "http://a"}, r"parts/common\.json: \$schema: must be .*"),
    ):
        write("parts/common.json", schema)
        with pytest.raises(ConfigError) as error:
            breaches(notes("parts/common.json"))
        assert re.fullmatch(message, str(error.value)), str(error.value)


def test_twenty_files_are_read_and_no_more() -> None:
    for number in range(21):
        write(f"{number}.json", {})
    every = [{"$ref": f"{number}.json"} for number in range(21)]
    assert breaches({"allOf": every[:20]}) == []
    with pytest.raises(ConfigError, match=r"allOf\.20: cannot read '20\.json': a schema may refer"):
        breaches({"allOf": every})


def test_a_reference_below_a_name_that_is_a_keyword_is_followed_at_once() -> None:
    with pytest.raises(ConfigError, match=r"own\.json: properties\.default: cannot read"):
        breaches({"properties": {"default": {"$ref": "gone.json"}}})


# What is forbidden -------------------------------------------------------------------------------

FORBIDDEN: list[dict[str, Any]] = [
    {"properties": {"notes": False}},
    {"properties": {"notes": {"not": {}}}},
    {"properties": {"notes": {"$ref": "#/$defs/never"}}, "$defs": {"never": False}},
    {"properties": {"notes": {"allOf": [False]}}},
    {"patternProperties": {"^no": False}},
    {
        "properties": dict.fromkeys(["section", "title", "summary", "links"], True),
        "additionalProperties": False,
    },
    {"dependentSchemas": {"title": {"properties": {"notes": False}}}},
    {"if": {"required": ["title"]}, "then": {"properties": {"notes": False}}},
]


@pytest.mark.parametrize("schema", FORBIDDEN, ids=json.dumps)
def test_what_the_schema_forbids_is_reported_at_its_cell(schema: dict[str, Any]) -> None:
    config = TableConfig(schema=Path.cwd() / write("own.json", schema))
    (one,) = judge(parse(Source("", TABLE)), [config]).violations["row-schema"]
    assert (one.message, TABLE[one.span.start : one.span.end]) == (
        "notes: not allowed by the schema",
        "secret",
    )
    allowed = TABLE.replace("Notes", "").replace("secret", "")
    assert schema.keys() & {"additionalProperties"} or not judge(
        parse(Source("", allowed)), [config]
    ).violations.get("row-schema")


def test_false_is_data_where_it_is_no_schema() -> None:
    schema = {"properties": {"notes": {"enum": [False, "x"]}, "title": {"const": False}}}
    assert [one.detail for one in breaches(schema, notes="x", title="x")] == ["False was expected"]


# Formats and messages ----------------------------------------------------------------------------


@pytest.mark.parametrize("more", [{}, {"uniqueItems": True}], ids=["fast", "jsonschema alone"])
def test_a_uri_is_asserted_in_either_way(more: dict[str, Any]) -> None:
    schema = {**more, "properties": {"notes": {"format": "uri"}}}
    assert breaches(schema, notes="https://example.org/") == []
    (one,) = breaches(schema, notes="example.org")
    assert (one.path, one.detail) == (("notes",), "'example.org' is not a 'uri'")


def test_an_unknown_placeholder_is_refused() -> None:
    schema = {"properties": {"notes": {"x-message": "{vlaue} is {} and {a b}"}}}
    with pytest.raises(ConfigError) as error:
        breaches(schema)
    wanted = "own.json: properties.notes: x-message: unknown placeholder 'vlaue'; did you mean "
    assert str(error.value).startswith(wanted + "'value'")


def test_each_placeholder_has_a_value_for_a_link() -> None:
    message = " ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS))
    schema = {"properties": {"links": {"items": {"maxProperties": 0, "x-message": message}}}}
    config = TableConfig(schema=Path.cwd() / write("own.json", schema))
    (one,) = judge(parse(Source("", TABLE)), [config]).violations["row-schema"]
    assert "{" not in one.message
    readme = (Path(__file__).parents[2] / "schema" / "README.md").read_text(encoding="utf-8")
    assert all(f"`{{{name}}}`" in readme for name in PLACEHOLDERS)


# Fetched repositories ----------------------------------------------------------------------------


@pytest.mark.parametrize("more", [{}, {"uniqueItems": True}], ids=["fast", "jsonschema alone"])
def test_a_pattern_of_a_fetched_schema_runs_without_backtracking(more: dict[str, Any]) -> None:
    pytest.importorskip("re2")
    write("common.json", {"pattern": "^(a+)+$"})
    schema = write("own.json", {**more, **notes("common.json")})
    found = list(compile_schema(schema, foreign=True).breaches({"notes": "a" * 60 + "b"}))
    assert [one.path for one in found] == [("notes",)]


def test_a_pattern_that_cannot_run_so_is_refused_in_any_file() -> None:
    write("common.json", {"anyOf": [{"pattern": "(?=a)"}]})
    schema = write("own.json", notes("common.json"))
    list(compile_schema(schema).breaches({"notes": "a"}))
    with pytest.raises(ConfigError, match=r"^common\.json: anyOf\.0\.pattern: "):
        compile_schema(schema, foreign=True)
