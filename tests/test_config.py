"""Which configuration counts, what it may say, and what is said of one that is wrong."""

from __future__ import annotations

import dataclasses
import ipaddress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from lint.config import Config, Configurations, TableConfig, check_rules, nearest, read
from lint.diagnostics import Severity
from lint.errors import ConfigError
from lint.links.result import LinkOptions
from lint.schemas import load

if TYPE_CHECKING:
    from collections.abc import Mapping

EVERYTHING = """
select = ["broken-link", "missing-date"]
ignore = ["missing-date"]
fail_on = "never"
offline = true
max_file_size = 1000
null_marks = ["none yet"]
dates = ["M/D/YY"]

[[tables]]
headers = ["When", "Paper"]
section = "Papers*"
file = "docs/*.md"
schema = "paper.schema.json"
entries = true
map = { When = "date", "Paper" = "title" }
null_marks = ["?"]
dates = ["D.M.YYYY"]

[links]
timeout = 2.5
retries = 0
concurrency = 4
per_host = 2
allow_addresses = ["10.0.0.0/8", "::1"]
exclude = ["https://example\\\\.org/.*"]
user_agent = "a curator's checks"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def own(text: str, folder: str = ".") -> Path:
    return write(f"{folder}/.awesome-lint.toml", text)


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def complaint(file: Path) -> str:
    with pytest.raises(ConfigError) as raised:
        read(file)
    return str(raised.value)


def test_every_key_is_read(folder: Path) -> None:
    config = read(own(EVERYTHING))
    assert config == Config(
        file=folder / ".awesome-lint.toml",
        select=("broken-link", "missing-date"),
        ignore=("missing-date",),
        fail_on=None,
        offline=True,
        max_file_size=1000,
        null_marks=("none yet",),
        dates=("M/D/YY",),
        tables=(
            TableConfig(
                headers=("When", "Paper"),
                section="Papers*",
                file="docs/*.md",
                schema=folder / "paper.schema.json",
                entries=True,
                map={"When": "date", "Paper": "title"},
                null_marks=("?",),
                dates=("D.M.YYYY",),
            ),
        ),
        links=LinkOptions(
            timeout=2.5,
            retries=0,
            concurrency=4,
            per_host=2,
            allow_addresses=(ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("::1/128")),
            exclude=("https://example\\.org/.*",),
            user_agent="a curator's checks",
        ),
    )


def test_the_same_keys_in_pyproject(folder: Path) -> None:
    text = EVERYTHING.replace("[[tables]]", "[[tool.awesome-lint.tables]]")
    text = "[tool.awesome-lint]\n" + text.replace("[links]", "[tool.awesome-lint.links]")
    config = read(write("pyproject.toml", text))
    assert dataclasses.replace(config, file=None) == dataclasses.replace(
        read(own(EVERYTHING)), file=None
    )
    assert config.file == folder / "pyproject.toml"


def properties(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = schema["properties"]
    return found


def test_the_schema_knows_each_field_and_its_default() -> None:
    schema = load("config")
    Draft202012Validator.check_schema(schema)
    plain = {"file", "tables", "links"}
    for shown, kind, absent in (
        (properties(schema), Config, {"file"}),
        (properties(schema["$defs"]["table"]), TableConfig, set[str]()),
        (properties(schema["$defs"]["links"]), LinkOptions, {"ca_bundle"}),
    ):
        fields = {field.name: field for field in dataclasses.fields(kind)}
        assert set(shown) == set(fields) - absent
        for name, value in shown.items():
            assert value.get("description") or name in plain, name
            if "default" in value:
                default = fields[name].default
                assert value["default"] == (
                    str(default) if isinstance(default, Severity) else default
                )


def test_an_empty_configuration_changes_nothing(folder: Path) -> None:
    assert read(own("")) == Config(file=folder / ".awesome-lint.toml")


def test_the_nearest_file_alone_counts() -> None:
    own("ignore = ['above']\noffline = true")
    own("ignore = ['near']", "docs")
    write("docs/deep/er/pyproject.toml", "[project]\nname = 'x'  # not awesome-lint's\n")
    configurations = Configurations()
    near = configurations.for_path("docs/deep/er/list.md")
    assert (near.ignore, near.offline) == (("near",), False)
    assert configurations.for_path("list.md").ignore == ("above",)
    assert configurations.for_path("no/such/folder/list.md").offline


def test_our_own_file_wins_within_a_folder() -> None:
    own("ignore = ['own']")
    write("pyproject.toml", "[tool.awesome-lint]\nignore = ['project']")
    assert Configurations().for_path("list.md").ignore == ("own",)


def test_a_pyproject_without_our_table_does_not_count() -> None:
    own("ignore = ['above']")
    for text in ("broken = [", "[tool.other]\nx = 'awesome-lint'", "tool = 'awesome-lint'"):
        write("docs/pyproject.toml", text)
        assert Configurations().for_path("docs/list.md").ignore == ("above",)
    write("docs/pyproject.toml", "[tool.awesome-lint]")
    assert Configurations().for_path("docs/list.md").ignore == ()


def test_a_file_that_is_named_counts_alone_and_isolated_reads_none() -> None:
    own("ignore = ['near']")
    other = write("other/mine.toml", "ignore = ['named']\ntables = [{schema = 's.json'}]")
    named = Configurations(file=str(other)).for_path("list.md")
    assert named.ignore == ("named",)
    assert named.tables[0].schema == Path.cwd() / "other" / "s.json"
    assert Configurations(isolated=True).for_path("list.md") == Config()


def test_overrides_win_and_a_selection_replaces_what_is_ignored() -> None:
    own("ignore = ['a']\nselect = ['a', 'b']\noffline = false\n[links]\ntimeout = 3\nretries = 4")
    overrides = {"offline": True, "timeout": 1.0}
    config = Configurations(overrides=overrides).for_path("x.md")
    assert (config.offline, config.links.timeout, config.links.retries) == (True, 1.0, 4)
    assert [config.selects(rule) for rule in "abc"] == [False, True, False]
    config = Configurations(overrides={"select": ("a",)}).for_path("x.md")
    assert [config.selects(rule) for rule in "abc"] == [True, False, False]
    config = Configurations(overrides={"ignore": ("b",)}).for_path("x.md")
    assert [config.selects(rule) for rule in "abc"] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("null_mark = ['x']", ["unknown key 'null_mark'; did you mean 'null_marks'?"]),
        ("fail-on = 'error'", ["unknown key 'fail-on'; did you mean 'fail_on'?"]),
        ("zzzzzz = 1", ["unknown key 'zzzzzz'"]),
        ("[links]\ntime_out = 1", ["unknown key 'links.time_out'; did you mean 'timeout'?"]),
        (
            "[[tables]]\n[[tables]]\nheader = ['x']",
            ["unknown key 'tables[2].header'; did you mean 'headers'?"],
        ),
        ("select = 'x'", ["'select' must be an array, not 'x'"]),
        ("ignore = [1]", ["'ignore[1]' must be a string, not 1"]),
        ("offline = 1", ["'offline' must be true or false, not 1"]),
        ("max_file_size = 1.5", ["'max_file_size' must be a whole number, not 1.5"]),
        ("max_file_size = 0", ["'max_file_size' must be at least 1, not 0"]),
        ("max_file_size = true", ["'max_file_size' must be a whole number, not True"]),
        ("links = 3", ["'links' must be a table, not 3"]),
        ("fail_on = 'bad'", ["'fail_on' must be one of error, warning, info, never, not 'bad'"]),
        ("[links]\ntimeout = 0", ["'links.timeout' must be more than 0, not 0"]),
        ("[links]\ntimeout = inf", ["'links.timeout' must be at most 3600, not inf"]),
        ("[links]\ntimeout = nan", ["'links.timeout' must be a number, not nan"]),
        (
            '[links]\nuser_agent = "a\\n"',
            ["'links.user_agent' must be one line of ASCII characters, not 'a\\n'"],
        ),
        (
            "[links]\nexclude = ['a', '(']",
            ["'links.exclude': '(' is no regular expression: missing ), unterminated subpattern"],
        ),
        ("[[tables]]\nheaders = []", ["'tables[1].headers': [] should be non-empty"]),
        (
            "[links]\nallow_addresses = ['10.0.0.0/8', 'example.org']",
            ["'links.allow_addresses': 'example.org' is no network such as 192.168.0.0/16"],
        ),
        (
            "oflline = 1\nselct = 2",
            [
                "unknown key 'oflline'; did you mean 'offline'?",
                "unknown key 'selct'; did you mean 'select'?",
            ],
        ),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(text: str, lines: list[str]) -> None:
    assert complaint(own(text)).splitlines() == [f".awesome-lint.toml: {line}" for line in lines]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"offline = true\nignore [", ".awesome-lint.toml:2:8: "),
        (b"offline = true\nignore = [", ".awesome-lint.toml:2:11: "),
        (b"a = 1\na = 2", ".awesome-lint.toml:2:6: "),
        (b"a = '\xff'", ".awesome-lint.toml: byte 5 is not UTF-8 text"),
        (b"a = " + b"[" * 100_000, ".awesome-lint.toml"),
    ],
)
def test_broken_toml_is_said_in_one_line_with_its_place(data: bytes, reason: str) -> None:
    file = own("")
    file.write_bytes(data)
    text = complaint(file)
    assert text.startswith(reason)
    assert "\n" not in text


def test_a_byte_order_mark_is_no_part_of_the_toml() -> None:
    file = own("")
    file.write_bytes(b"\xef\xbb\xbfoffline = true")
    assert read(file).offline


def test_a_configuration_that_cannot_be_read(folder: Path) -> None:
    assert complaint(Path("gone.toml")).startswith("gone.toml: cannot be read: ")
    assert complaint(folder).startswith(".: cannot be read: ")
    project = write("pyproject.toml", "[project]")
    assert complaint(project) == "pyproject.toml: there is no table [tool.awesome-lint]"
    write("pyproject.toml", "[tool]\nawesome-lint = 1")
    assert complaint(project) == "pyproject.toml: 'tool.awesome-lint' must be a table, not 1"
    above = write("above/.awesome-lint.toml", "x = 1")
    Path("below").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir("below")
        assert complaint(folder / above).startswith((folder / above).as_posix() + ": unknown key")


def test_a_rule_that_does_not_exist_is_told_with_the_nearest_and_its_file() -> None:
    known = ("broken-link", "missing-link")
    with pytest.raises(ConfigError, match=r"^there is no rule 'broken-lnk'; did you mean 'broken"):
        check_rules(Config(select=("broken-lnk",)), known)
    config = read(own("ignore = ['broken-link', 'missing_link']"))
    with pytest.raises(
        ConfigError, match=r"^\.awesome-lint\.toml: there is no rule 'missing_link'"
    ):
        check_rules(config, known)
    check_rules(Config(select=known, ignore=known), known)


def test_nothing_near_is_not_suggested() -> None:
    assert nearest("xyz", ("broken-link",)) == ""
    assert nearest("timout", ("timeout", "retries")) == "; did you mean 'timeout'?"


def test_a_pattern_for_files_starts_at_the_configuration() -> None:
    own("tables = [{file = 'docs/*.md'}, {file = 'a.md'}, {section = 'S'}]")
    configurations = Configurations()

    def chosen(path: str) -> list[str | None]:
        return [table.file for table in configurations.for_path(path).tables_for(path)]

    assert chosen("docs/a.md") == ["docs/*.md", "a.md", None]
    assert chosen("./docs/b.md") == ["docs/*.md", None]
    assert chosen(str(Path.cwd() / "x" / "a.md")) == ["a.md", None]
    assert chosen("b.md") == [None]
