"""The closures find the breaches that jsonschema finds, and say of each what it says."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.sites import OTHER, all_sites
from lint.validation import schemas
from lint.validation.formats import DATE_FORMAT
from lint.validation.validator import RULES, CompiledSchema, ours, without_dialect
from tests.command import PATIENCE, environment
from tests.lists import LISTS, judged
from tests.validation.test_fast import EVERY, INSTANCES, is_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lint.validation.validator import Breach

ENTRY = CompiledSchema(without_dialect(schemas.load("entry")), ours, "")


def check(schema: CompiledSchema, value: Any) -> Sequence[Breach] | None:
    """The breaches of `value` by the closures, held against those by jsonschema."""
    found = schema.breaches(value, is_date)
    wanted = list(schema.explainer.breaches(value, is_date))
    if not all(one.template for one in wanted):
        assert found is None, wanted
        return None
    assert found is not None, wanted
    if "additionalProperties" in str(schema.root):  # jsonschema takes them in any order
        found, wanted = sorted(found, key=repr), sorted(wanted, key=repr)
    assert found == [one._replace(detail="") for one in wanted]
    assert all(one.value is other.value for one, other in zip(found, wanted, strict=True))
    return found


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_of_real_entries_the_closures_say_what_jsonschema_says(path: Path) -> None:
    assert ENTRY.is_plainly_valid is not None
    sound = []
    for entry in judged(path).entries:
        instance = entry.as_json()
        if ENTRY.is_plainly_valid(instance, is_date):
            assert ENTRY.breaches(instance, is_date) == []
            sound.append(instance)
        else:
            assert check(ENTRY, instance)
    for instance in sound[:: max(1, len(sound) // 50)]:
        assert check(ENTRY, instance) == []


# Entries made from what the schemas name ---------------------------------------------------------


def words(schema: Any, name: str) -> Iterator[str]:
    """The texts that `schema` names for the property `name`, in whatever way."""
    if isinstance(schema, list):
        for one in schema:
            yield from words(one, name)
    elif isinstance(schema, dict):
        yield from texts((schema.get("properties") or {}).get(name))
        for one in schema.values():
            yield from words(one, name)


def texts(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for one in schema:
            yield from texts(one)
    elif isinstance(schema, dict):
        yield from schema.get("enum", ())
        yield from filter(None, [schema.get("const")])
        for key in ("anyOf", "not"):
            yield from texts(schema.get(key))


# Of arXiv, the schema has a pattern.
ARXIV = {"arxiv", "arxiv paper", "arxiv:2301.00001"}
SAYS = sorted(ARXIV | {*words(schemas.load("badge"), "says")})
SITES = sorted({OTHER, "relative", ""}.union(*(site.names for site in all_sites().values())))
MESSAGES = ["", "Paper", "Code", "Page", "arXiv", "论文", "主页", "b"]
URLS = ["https://example.org/", "https://example.org/a.pdf#page=2", "#a", "", "/x.PDF?y"]
WRONG = st.sampled_from([None, True, "", "x", [], [""], [None], {}, {"says": "arxiv"}, 1])


def fields(
    required: dict[str, st.SearchStrategy[Any]], optional: dict[str, st.SearchStrategy[Any]]
) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with these fields, in some of which one is missing or of any type."""
    sound = st.fixed_dictionaries(required, optional=optional)
    every = {name: values | WRONG for name, values in (required | optional).items()}
    return st.one_of(sound, sound, sound, st.fixed_dictionaries({}, optional=every))


TEXT = st.text(max_size=3) | st.sampled_from(["", "A", "???", "…", "?!a"])
DATES = st.sampled_from(["", "2023", "2023-13", "2023-02-30", "7/4/23", "99", "soon", "ICML"])
LINKS = fields(
    {
        "label": TEXT,
        "message": st.sampled_from(MESSAGES),
        "url": st.sampled_from(URLS),
        "kind": st.sampled_from(["inline", "reference"]),
        "site": st.sampled_from(SITES),
        "badge": st.booleans(),
    },
    {"says": st.sampled_from(SAYS)},
)
ENTRIES = fields(
    {"section": TEXT},
    {
        "date": DATES,
        "title": TEXT,
        "summary": TEXT,
        "venue": TEXT,
        "authors": TEXT,
        "tags": st.lists(TEXT, max_size=2),
        "links": st.lists(LINKS, max_size=3),
        "licence": TEXT,
    },
)


@given(entry=ENTRIES)
@settings(max_examples=500, deadline=None)
def test_of_made_up_entries_the_closures_say_what_jsonschema_says(entry: dict[str, Any]) -> None:
    check(ENTRY, entry)


@pytest.mark.parametrize("says", SAYS)
def test_of_each_promise_and_each_site_the_closures_say_what_jsonschema_says(says: str) -> None:
    link = {"label": says, "kind": "inline", "badge": True, "says": says}
    # All messages and URLs at three sites, and one of each at every site.
    made = [(site, message, url) for site in SITES[::40] for message in MESSAGES for url in URLS]
    made += [(site, "b", "#a") for site in SITES]
    links = [{**link, "site": site, "message": message, "url": url} for site, message, url in made]
    assert check(ENTRY, {"section": "", "links": links}) is not None


def test_the_schema_has_words_for_what_can_be_wrong_with_an_entry() -> None:
    link = {"label": "arXiv", "message": "", "url": "#a", "kind": "inline", "badge": True}
    entry = {
        "section": "",
        "date": "2023-13",
        "title": "???",
        "summary": "",
        "links": [{**link, "site": OTHER, "says": "arxiv"}],
    }
    found = check(ENTRY, entry) or ()
    found = [*found, *(check(ENTRY, {"section": "", "date": "", "title": "", "links": []}) or ())]
    assert {one.rule for one in found} == RULES
    assert any(one.reason for one in found)


def test_what_takes_a_sentence_of_jsonschema_is_left_to_it() -> None:
    assert check(ENTRY, {"title": ""}) is None
    assert check(ENTRY, {"section": "", "title": "", "date": None}) is None


# Schemas -----------------------------------------------------------------------------------------

RULE = st.sampled_from(["missing-date", "missing-link", "row-schema"])
SAID = st.sampled_from(["one", "two", ""])
NOTES = st.one_of(
    st.fixed_dictionaries({"x-message": SAID}, optional={"x-rule": RULE}),
    st.fixed_dictionaries({}, optional={"x-message": SAID, "x-rule": RULE}),
)
PLAIN = [st.fixed_dictionaries({key: values}) for key, values in EVERY.items()]
LEAVES = st.sampled_from([{"not": {}}, {"title": "x"}, {"$ref": "#/$defs/a"}]) | st.one_of(PLAIN)


def with_notes(schemas: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(lambda schema, notes: {**schema, **notes}, schemas, NOTES)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    many = st.lists(inner, min_size=1, max_size=3)
    named = st.dictionaries(
        st.sampled_from("ab"), inner | st.sampled_from([True]), min_size=1, max_size=2
    )
    keywords = {
        "allOf": many,
        "anyOf": many,
        "not": inner,
        "items": inner,
        "properties": named,
        "additionalProperties": inner,
        "dependentSchemas": named,
    }
    conditions = {"if": inner, "then": inner, "else": inner}
    return with_notes(
        st.one_of(
            *(st.fixed_dictionaries({key: values}) for key, values in keywords.items()),
            st.fixed_dictionaries({"if": inner}, optional={"then": inner, "else": inner}),
            st.fixed_dictionaries({}, optional={**keywords, **conditions}),
        )
    )


@given(
    schema=st.recursive(with_notes(LEAVES), nested, max_leaves=8),
    target=with_notes(st.one_of(PLAIN) | nested(with_notes(st.one_of(PLAIN)))),
    values=st.lists(INSTANCES, min_size=1, max_size=4),
)
@settings(max_examples=300, deadline=None)
def test_of_any_schema_of_known_keywords_the_closures_say_what_jsonschema_says(
    schema: Any, target: Any, values: list[Any]
) -> None:
    made = CompiledSchema({**schema, "$defs": {"a": target}}, ours, "")
    assert made.is_plainly_valid is not None
    for value in values:
        check(made, value)


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        # The message belongs to the rule within, which has none.
        (
            {"x-message": "far", "allOf": [{"not": {}, "x-rule": "missing-date"}]},
            "",
            None,
        ),
        # An empty message is one, and keeps those beyond it out.
        ({"x-message": "far", "allOf": [{"not": {}, "x-message": ""}]}, "", None),
        # The rule around an anyOf comes before those of its branches.
        (
            {
                "x-rule": "missing-link",
                "x-message": "far",
                "anyOf": [{"not": {}, "x-rule": "missing-date", "x-message": "near"}],
            },
            "",
            [("missing-link", "far", ())],
        ),
        # The first branch that names a rule, be it in an anyOf of its own.
        (
            {
                "x-message": "far",
                "anyOf": [
                    {"not": {}, "x-message": "no rule"},
                    {"anyOf": [{"not": {}, "x-rule": "missing-date", "x-message": "near"}]},
                    {"not": {}, "x-rule": "missing-title", "x-message": "late"},
                ],
            },
            "",
            [("missing-date", "near", ())],
        ),
        ({"x-message": "m", "required": ["a", "b"]}, {}, [("row-schema", "m", ())] * 2),
        (
            {
                "x-message": "m",
                "properties": {"a": {"items": {"format": DATE_FORMAT, "x-rule": "invalid-date"}}},
            },
            {"a": ["2023", "x"]},
            None,
        ),
        (
            {
                "properties": {
                    "a": {"items": {"$ref": "#/$defs/b", "x-rule": "invalid-date"}},
                },
                "$defs": {"b": {"format": DATE_FORMAT, "x-message": "m"}},
            },
            {"a": ["2023", "x"]},
            [("invalid-date", "m", ("a", 1))],
        ),
    ],
    ids=str,
)
def test_the_words_are_the_innermost(
    schema: Any, value: Any, expected: list[tuple[str, str, tuple[str | int, ...]]] | None
) -> None:
    found = check(CompiledSchema(schema, ours, ""), value)
    said = None if found is None else [(one.rule, one.template, one.path) for one in found]
    assert said == expected


# Cost --------------------------------------------------------------------------------------------

# Each breaks a schema in a way of its own.
BROKEN = {
    "badge-url-mismatch": "- [B](https://b.example/) "
    "[![arXiv](https://img.shields.io/badge/arXiv-b)](https://example.org/y) - What it is.",
    "missing-summary": "| 2023-01 | A | | [x](https://example.org/a) |",
    "missing-date": "| | A | What it is. | [x](https://example.org/a) |",
    "invalid-date": "| 2023-13 | A | What it is. | [x](https://example.org/a) |",
    "missing-title": "| 2023-01 | | What it is. | [x](https://example.org/a) |",
    "missing-link": "| 2023-01 | A | What it is. | |",
    "row-schema": "| 2023-01 | ??? | What it is. | [x](https://example.org/a) |",
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_list_with_breaches_does_not_import_jsonschema(tmp_path: Path, rule: str) -> None:
    row = "| 2023-0{0} | T{0} | What it is. | [x](https://example.org/{0}) |\n"
    table = "| Date | Title | Summary | Link |\n|---|---|---|---|\n"
    rows = "".join(map(row.format, range(1, 7)))
    items = "".join(f"- [I{n}](https://example.org/i{n}) - What it is.\n" for n in range(6))
    broken = BROKEN[rule] + "\n"
    text = f"{broken}{items}" if broken.startswith("-") else f"{table}{rows}{broken}"
    (tmp_path / "list.md").write_text(f"# Papers\n\n{text}", encoding="utf-8")
    code = (
        "import sys\nfrom lint.cli.main import main\ntry:\n    main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules.keys() & {'jsonschema', 'referencing', 'attr', 'attrs'})"
    )
    options = ["check", "--offline", "--isolated", "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-c", code, *options, "list.md"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=environment(),
        timeout=PATIENCE,
        check=True,
    )
    report, loaded = done.stdout[: done.stdout.rindex("}") + 1], done.stdout.splitlines()[-1]
    assert rule in {one["rule"] for one in json.loads(report)["diagnostics"]}
    assert loaded == ""
