"""Data files: every value of every entry with its exact place, and no file that costs too much."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from lint.document.data import Data, DataError, parse_data
from lint.document.data_csv import read_csv
from lint.document.data_yaml import read_yaml
from lint.source import Source

WORDS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\ufeff"
    )
    | st.sampled_from("\"',;:#-&*{}[]|>!% \t\n"),
    max_size=12,
)
NAMES = st.sampled_from(["name", "url", "description", "説明", "x y"])


def texts(data: Data) -> list[dict[str, str]]:
    return [
        {name: "\n".join(one.text for one in values) for name, values in record.values.items()}
        for record in data.records
    ]


@given(
    st.lists(NAMES, min_size=1, unique=True).flatmap(
        lambda names: st.tuples(
            st.just(names), st.lists(st.lists(WORDS, min_size=len(names), max_size=len(names)))
        )
    ),
    st.sampled_from([",", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_each_value_of_a_row_is_where_it_is_written(
    table: tuple[list[str], list[list[str]]], delimiter: str, end: str, quoting: int
) -> None:
    names, rows = table
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([names, *rows])
    text = written.getvalue()
    data = read_csv(text, delimiter)
    kept = [row for row in rows if any(map(str.strip, row))]
    assert texts(data) == [dict(zip(names, row, strict=True)) for row in kept]
    for record in data.records:
        for (value,) in record.values.values():
            assert record.span.contains(value.span)
            own = text[value.span.start : value.span.end]
            assert next(csv.reader(io.StringIO(own, newline=""), delimiter=delimiter), [""]) == [
                value.text
            ]


@given(
    st.lists(st.dictionaries(NAMES, WORDS.map(str.strip).filter(bool), min_size=1), min_size=1),
    st.sampled_from([None, '"', "'"]),
    st.booleans(),
)
def test_each_value_of_a_mapping_is_where_it_is_written(
    entries: list[dict[str, str]],
    style: str | None,
    flow: bool,  # noqa: FBT001 - generated
) -> None:
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.default_style = style
    yaml.default_flow_style = flow
    yaml.allow_unicode = True
    written = io.StringIO()
    yaml.dump({"projects": entries}, written)
    text = written.getvalue()
    data = read_yaml(text, "projects")
    assert texts(data) == entries
    for record in data.records:
        for (value,) in record.values.values():
            assert record.span.contains(value.span)
            own = YAML(typ="safe", pure=True).load(text[value.span.start : value.span.end])
            assert str(own).strip() == value.text or "\n" in text[value.span.start : value.span.end]


YAML_FILE = """\
defaults: &defaults
  licence: MIT
projects:
  - name: Weir
    <<: *defaults
    links:
      site: https://weir.example
      code: [https://github.com/o/weir, "https://git.example/weir"]
  - {name: Sluice, licence: ~, more: [{a: x}, {b: y}]}
"""


def test_what_is_nested_has_a_column_of_its_own_and_merged_values_their_place() -> None:
    data = read_yaml(YAML_FILE, "projects")
    assert texts(data) == [
        {
            "name": "Weir",
            "links.site": "https://weir.example",
            "links.code": "https://github.com/o/weir\nhttps://git.example/weir",
            "licence": "MIT",
        },
        {"name": "Sluice", "licence": "", "more": "x\ny"},
    ]
    (nothing,) = data.records[1].values["licence"]
    assert nothing.span.start == YAML_FILE.rindex("licence")
    assert list(data.header) == ["name", "links.site", "links.code", "licence", "more"]
    (licence,) = data.records[0].values["licence"]
    assert licence.span.start == YAML_FILE.index("MIT")
    assert YAML_FILE[data.records[0].span.start :].startswith("- name: Weir")
    assert YAML_FILE[: data.records[0].span.end].endswith('"https://git.example/weir"')


@pytest.mark.parametrize(
    ("text", "items", "names"),
    [
        ("- name: a\n- name: b\n", None, ["a", "b"]),
        ("name: a\n", None, ["a"]),
        ("---\nname: a\n---\nname: b\n", None, ["a", "b"]),
        ("x:\n  y:\n  - name: a\n", "x.y", ["a"]),
        ("x:\n  one:\n    name: a\n  two:\n    name: b\n", "x", ["a", "b"]),
        ("", None, []),
        ("# nothing\n", None, []),
        ("[]\n", None, []),
    ],
)
def test_where_the_entries_of_a_file_are(text: str, items: str | None, names: list[str]) -> None:
    assert [one["name"] for one in texts(read_yaml(text, items))] == names


LAUGHS = "a0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)
CHAIN = "- &m0 {name: x}\n" + "".join(f"- &m{n} {{<<: *m{n - 1}}}\n" for n in range(1, 3000))


@pytest.mark.parametrize(
    ("text", "items", "reason"),
    [
        ("[" * 3000, None, "nested deeper than 50 levels"),
        ("- " * 3000 + "x", None, "nested deeper than 50 levels"),
        (LAUGHS, None, "aliases are expanded more than 1,000 times"),
        (f"- {{x: &a {'y' * 2000}}}\n" + "- {x: *a}\n" * 900, None, "aliases repeat more than"),
        (CHAIN, None, "aliases are expanded more than 1,000 times"),
        ("a: &a [*a]\n", None, "the alias *a refers to nothing before it"),
        ("a: *b\n", None, "the alias *b refers to nothing before it"),
        ("a: [\n", None, "no YAML: expected the node content, but found '<stream end>'"),
        ("a: b: c\n", None, "no YAML: mapping values are not allowed"),
        ("a: \x00\n", None, "no YAML: a character that YAML forbids"),
        ("just words\n", None, "there is neither a sequence nor a mapping"),
        ("- just words\n", None, "an entry must be a mapping"),
        ("a: 1\n", "b", "'items' in [[sources]] is 'b', but there is no 'b' here"),
        ("a: 1\n", "a.b", "'items' in [[sources]] is 'a.b', but there is no 'b' here"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(text: str, items: str | None, reason: str) -> None:
    with pytest.raises(DataError) as caught:
        read_yaml(text, items)
    assert str(caught.value).startswith(reason)
    assert 0 <= caught.value.offset <= len(text)


@pytest.mark.parametrize(
    ("text", "reason", "offset"),
    [
        ("", "there is no header", 0),
        ("a,b,a\n", "two columns are called 'a'", 4),
        ("a,b\n1,2,3\n", "the row has 3 values, the header 2", 4),
        ('a,b\n1,"2', "no CSV: unexpected end of data", 4),
        ('a,b\n"1"2,3\n', "no CSV: ',' expected after '\"'", 4),
    ],
)
def test_a_file_that_is_no_csv_is_one_line(text: str, reason: str, offset: int) -> None:
    with pytest.raises(DataError) as caught:
        read_csv(text, ",")
    assert (str(caught.value), caught.value.offset) == (reason, offset)


def test_only_a_value_that_is_a_url_is_a_link() -> None:
    text = "name,url\nSee https://a.example/,https://b.example/x\n"
    (link,) = parse_data(Source("a.csv", text, "a.csv"), None).links
    assert (link.url, link.url_span.start) == ("https://b.example/x", text.index("https://b"))
