"""Where keys stand in a configuration, as TOML writes them."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.config.places import Key, key_spans
from lint.config.reading import read
from lint.errors import ConfigError
from lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EVERYTHING = r'''# a comment with = and [x]
a = 1
"b c" = "text # [no] = key"
\'d.e\' = \'it"""\' # x
f.g."h" = 1979-05-27 07:32:00
i = [ # one
  "x", # ] two
  [1, 2.5],
  { j = 1, k.l = [true] },
]
m = """
n = 1
""o"""""
p = """x"""

[q.r]
s = {t = 1, "u v" = "}"}
[[w]]
x = 1
[[w]]
x = 2
[w.y]
z = "\u00e9\""
[[w.v]]
x = 3
[[w.v]]
x = 4
'''.replace("\\'", "'")


def paths(value: Any, path: Key = ()) -> Iterator[Key]:
    """The ways to all values in `value`."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for step, each in pairs:
        yield (*path, step)
        if isinstance(each, dict | list):
            yield from paths(each, (*path, step))


def test_every_key_has_a_place() -> None:
    text = EVERYTHING
    spans = key_spans(text)
    assert spans.keys() == set(paths(tomllib.loads(text)))
    source = Source("", text)
    for line, key in ((2, ("a",)), (3, ("b c",)), (4, ("d.e",)), (5, ("f", "g", "h"))):
        assert source.position(spans[key].start)[0] == line
    shown = {key: source.slice(span) for key, span in spans.items()}
    assert shown["i", 2, "k", "l"] == "k.l"
    assert shown["i", 1] == "["
    assert shown["q", "r", "s", "u v"] == '"u v"'
    assert shown["w", 1, "v"] == "w.v"
    assert source.position(spans["w", 1, "v", 1, "x"].start) == (27, 1)


NAMES = st.text("ab.\"' é\n#=[]", max_size=3)
VALUES = st.recursive(
    st.one_of(st.integers(), st.booleans(), NAMES, st.dates(), st.floats(allow_nan=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=6,
)


def quoted(text: str) -> str:
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}
    return '"' + "".join(escapes.get(one, one) for one in text) + '"'


def written(value: Any) -> str:
    """`value` as TOML writes it in one line."""
    if isinstance(value, dict):
        pairs = (f"{quoted(key)} = {written(one)}" for key, one in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return quoted(value) if isinstance(value, str) else str(value)


@given(st.dictionaries(NAMES, VALUES, max_size=4), st.dictionaries(NAMES, VALUES, max_size=2))
def test_every_key_of_any_document_has_a_place(top: dict[str, Any], table: dict[str, Any]) -> None:
    lines = [f"{quoted(key)} = {written(value)}" for key, value in top.items()]
    for _ in range(2):
        lines += ["[[tables.x]]"]
        lines += [f"{quoted(key)} = {written(value)}" for key, value in table.items()]
    text = "\n".join(lines)
    values = tomllib.loads(text)
    spans = key_spans(text)
    assert spans.keys() == set(paths(values))
    source = Source("", text)
    for line, key in enumerate(top, 1):
        assert source.position(spans[key,].start) == (line, 1)


@given(st.text("ab=[]{}.,\"'\\#\n \t"))
def test_what_is_no_toml_ends_all_the_same(text: str) -> None:
    key_spans(text)


def test_deep_nesting_ends() -> None:
    assert ("a",) in key_spans("a = " + "[" * 100_000)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n# x\noflline = 1", 3),
        ("[links]\n\ntimeout = 0", 3),
        ("[links]\n\ntimeout = nan", 3),
        ("[links]\nexclude = [\n  'a',\n  '(',\n]", 4),
        ("[links]\nallow_addresses = ['x']", 2),
        ("[[tables]]\n[[tables]]\nheader = ['x']", 3),
        ("sites.urls.arxiv = 'x'", 1),
        ("ignore = [\n'broken-link',\n'x']", 3),
        ("[per_file_ignores]\n'a' = []\n'*.md' = 'x'", 3),
    ],
)
def test_an_error_carries_the_line_of_its_key(tmp_path: Path, text: str, line: int) -> None:
    own = tmp_path / ".awesome-lint.toml"
    project = tmp_path / "pyproject.toml"
    own.write_text(text, encoding="utf-8")
    if not text.startswith(("[", "\n[")):
        project.write_text(f"[tool.awesome-lint]\n{text}\n", encoding="utf-8")
        with pytest.raises(ConfigError) as error:
            read(project)
        if "[per_file" not in text:
            assert str(error.value).startswith(f"{project}:{line + 1}: ")
    with pytest.raises(ConfigError) as error:
        read(own)
    assert str(error.value).startswith(f"{own}:{line}: ")
