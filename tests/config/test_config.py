"""Which configuration counts, what it may say, and what is said of one that is wrong."""

from __future__ import annotations

import dataclasses
import datetime as dt
import ipaddress
import json
import re
import shutil
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from lint.config.config import Config, GithubConfig, check_rules
from lint.config.overrides import Overrides
from lint.config.reading import Configurations, read
from lint.diagnostics import Severity
from lint.entries.options import TableConfig
from lint.errors import ConfigError
from lint.links import providers
from lint.links.providers.options import SitesOptions
from lint.links.result import CacheOptions, LinkOptions
from lint.rules import Context, Rule, all_rules
from lint.rules.entry_policy import Policy
from lint.text import did_you_mean
from lint.validation.schemas import load
from tests.command import concise, run_process

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.usefixtures("folder")

ROOT = Path(__file__).parents[2]
NO_BASE = "must be an http or https URL without user-info, query and fragment"
EVERYTHING = """
select = ["broken-link", "missing-date"]
ignore = ["missing-date"]
extend = []
per_file_ignores = { "archive/**" = ["broken-link"] }
severity = { broken-link = "warning", ragged-row = "off" }
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

[policy]
description_max = 100
allowed_values = { Auth = ["No", "apiKey"] }

[rules.redirected-link]
keep = ["/latest/"]

[links]
timeout = 2.5
retries = 0
concurrency = 4
per_host = 2
allow_addresses = ["10.0.0.0/8", "::1"]
exclude = ["https://example\\\\.org/.*"]
user_agent = "a curator's checks"
cache = { good_days = 3 }
"""

WRONG_POLICY = """
[policy]
final_punctation = "required"
description_min = 0
final_punctuation = "maybe"
title_is_repository = 1
banned_words = [""]
allowed_values = { A = "x" }
"""
NO_PATTERN = "invalid regular expression '(': missing ), unterminated subpattern"
NEAREST = "did you mean 'private-address'?"


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
        per_file_ignores={"archive/**": ("broken-link",)},
        severity={"broken-link": Severity.WARNING, "ragged-row": None},
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
        rules={
            "entry-policy": {"description_max": 100, "allowed_values": {"Auth": ("No", "apiKey")}},
            "redirected-link": {"keep": ("/latest/",)},
        },
        links=LinkOptions(
            timeout=2.5,
            retries=0,
            concurrency=4,
            per_host=2,
            allow_addresses=(ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("::1/128")),
            exclude=("https://example\\.org/.*",),
            user_agent="a curator's checks",
            cache=CacheOptions(good_days=3),
        ),
    )


def test_the_same_keys_in_pyproject(folder: Path) -> None:
    text = EVERYTHING.replace("[[tables]]", "[[tool.awesome-lint.tables]]")
    for table in ("links", "policy", "rules.redirected-link"):
        text = text.replace(f"\n[{table}]", f"\n[tool.awesome-lint.{table}]")
    text = "[tool.awesome-lint]\n" + text
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
    plain = {"file", "tables", "links", "policy", "rules", "severity", "sites", "github", "compat"}
    for shown, kind, absent in (
        (
            {key: properties(schema)[key] for key in properties(schema) if key != "policy"},
            Config,
            {"file"},
        ),
        (properties(schema["$defs"]["table"]), TableConfig, {"foreign"}),
        (properties(schema["$defs"]["links"]), LinkOptions, {"foreign"}),
        (properties(schema["$defs"]["github"]), GithubConfig, set[str]()),
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


def test_the_schema_knows_each_site_and_its_interfaces() -> None:
    shown = properties(load("config")["$defs"]["sites"])
    assert {*providers.names(), "mailto", "urls"} == set(shown)
    for name in providers.names():
        assert shown[name]["default"] is True
        interfaces = import_module(f"{providers.__name__}.{name}").URLS
        for interface, base in interfaces.items():
            assert properties(shown["urls"])[interface]["default"] == base


def test_sites() -> None:
    text = """
    [sites]
    youtube = false
    arxiv = true
    mailto = "curator@example.org"

    [sites.urls]
    arxiv = "https://mirror.example/arxiv/"
    wikipedia = "https://mirror.example/{language}"
    """
    sites = read(own(text)).sites
    assert sites == SitesOptions(
        frozenset({"youtube"}),
        {
            "arxiv": "https://mirror.example/arxiv/",
            "wikipedia": "https://mirror.example/{language}",
        },
        "curator@example.org",
    )
    assert sites.url("arxiv", "https://public.example") == "https://mirror.example/arxiv"
    assert sites.url("github", "https://public.example/x/") == "https://public.example/x"


def test_the_examples_of_the_documentation_are_valid() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    examples = re.findall(r"(?ms)^```toml\n(.*?)^```$", text)
    assert len(examples) > 3
    for example in examples:
        read(own(example))


def test_an_empty_configuration_changes_nothing(folder: Path) -> None:
    assert read(own("")) == Config(file=folder / ".awesome-lint.toml")


def test_the_nearest_file_alone_counts() -> None:
    own("ignore = ['empty-link']\noffline = true")
    own("ignore = ['broken-link']", "docs")
    write("docs/deep/er/pyproject.toml", "[project]\nname = 'x'  # not awesome-lint's\n")
    configurations = Configurations()
    near = configurations.for_path("docs/deep/er/list.md")
    assert (near.ignore, near.offline) == (("broken-link",), False)
    assert configurations.for_path("list.md").ignore == ("empty-link",)
    assert configurations.for_path("no/such/folder/list.md").offline


def test_our_own_file_wins_within_a_folder() -> None:
    own("ignore = ['empty-link']")
    write("pyproject.toml", "[tool.awesome-lint]\nignore = ['broken-link']")
    assert Configurations().for_path("list.md").ignore == ("empty-link",)


def test_a_pyproject_without_our_table_does_not_count() -> None:
    own("ignore = ['empty-link']")
    for text in ("broken = [", "[tool.other]\nx = 'awesome-lint'", "tool = 'awesome-lint'"):
        write("docs/pyproject.toml", text)
        assert Configurations().for_path("docs/list.md").ignore == ("empty-link",)
    write("docs/pyproject.toml", "[tool.awesome-lint]")
    assert Configurations().for_path("docs/list.md").ignore == ()


def test_a_file_that_is_named_counts_alone_and_isolated_reads_none() -> None:
    own("ignore = ['empty-link']")
    other = write("other/mine.toml", "ignore = ['broken-link']\ntables = [{schema = 's.json'}]")
    named = Configurations(file=str(other)).for_path("list.md")
    assert named.ignore == ("broken-link",)
    assert named.tables[0].schema == Path.cwd() / "other" / "s.json"
    assert Configurations(isolated=True).for_path("list.md") == Config()


def test_overrides_win() -> None:
    own("ignore = ['empty-link']\noffline = false\n[links]\ntimeout = 3\nretries = 4")
    overrides = Overrides(offline=True, timeout=1.0, ignore=("broken-link",))
    config = Configurations(overrides=overrides).for_path("x.md")
    assert (config.offline, config.links.timeout, config.links.retries) == (True, 1.0, 4)
    assert config.ignore == ("broken-link",)


def some_rule(rule_id: str, preset: str | None = None) -> Rule:
    return Rule(rule_id, Severity.WARNING, "0.1.0", lambda _, __: iter(()), "", preset=preset)


RULES = (some_rule("a"), some_rule("b"), some_rule("p", "strict"), some_rule("q", "other"))


@pytest.mark.parametrize(
    ("config", "selected"),
    [
        (Config(), "ab"),
        (Config(select=("a", "p")), "ap"),
        (Config(ignore=("a",)), "b"),
        (Config(select=("a", "b"), ignore=("a",)), "b"),
        (Config(extend=("strict",)), "abp"),
        (Config(extend=("strict", "other"), ignore=("a", "q")), "bp"),
        (Config(extend=("strict",), select=("a",)), "ap"),
        (Config(severity={"a": None, "b": Severity.INFO}), "b"),
        (Config(severity={"a": None}, select=("a", "b")), "b"),
        (Config(severity={"p": Severity.INFO}), "abp"),
        (Config(severity={"p": Severity.INFO}, select=("a",)), "a"),
        (Config(severity={"p": None}, extend=("strict",)), "ab"),
        (Config(per_file_ignores={"*.md": ("a",), "y.md": ("b",)}), "b"),
        # What the command line selects, it gets, and nothing else; but not where it is not for.
        (Config(ignore=("a",)).override(Overrides(select=("a",))), "a"),
        (Config(select=("b",)).override(Overrides(select=("a",))), "a"),
        (Config(extend=("strict",)).override(Overrides(select=("a",))), "a"),
        (Config(severity={"a": None, "q": None}).override(Overrides(select=("a",))), "a"),
        (Config().override(Overrides(select=("p",))), "p"),
        (Config(per_file_ignores={"x.md": ("a",)}).override(Overrides(select=("a",))), ""),
        (Config(ignore=("a",)).override(Overrides(select=("a", "b"), ignore=("b",))), "a"),
        (Config(select=("a", "b")).override(Overrides(ignore=("b",))), "a"),
    ],
)
def test_which_rules_are_applied(config: Config, selected: str) -> None:
    assert "".join(rule.id for rule in RULES if config.selects(rule, "x.md")) == selected


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
        (
            "[links.cache]\ngood_days = -1\nunverified_days = 366",
            [
                "'links.cache.good_days' must be at least 0, not -1",
                "'links.cache.unverified_days' must be at most 365, not 366",
            ],
        ),
        ("[links]\ntimeout = inf", ["'links.timeout' must be at most 3600, not inf"]),
        ("[links]\ntimeout = nan", ["'links.timeout' must be a number, not nan"]),
        (
            "[links]\ncontact = 'https://u:secret@example.org/'",
            ["'links.contact': expected the URL of a page without user name, or a mail address"],
        ),
        (
            "[links]\ncontact = 'ask me'",
            ["'links.contact': expected the URL of a page without user name, or a mail address"],
        ),
        (
            '[links]\nuser_agent = "a\\n"',
            ["'links.user_agent' must be one line of ASCII characters, not 'a\\n'"],
        ),
        (
            "[links]\nexclude = ['a', '(']",
            [f"'links.exclude[2]': {NO_PATTERN}"],
        ),
        ("[[tables]]\nheaders = []", ["'tables[1].headers': [] should be non-empty"]),
        (
            "[links]\nallow_addresses = ['10.0.0.0/8', 'example.org']",
            [
                (
                    "'links.allow_addresses': invalid network 'example.org': expected an address or"
                    " a range such as 192.168.0.0/16"
                )
            ],
        ),
        (
            "ignore = ['broken-link', 'private_address']",
            [f"'ignore[2]': unknown rule 'private_address'; {NEAREST}"],
        ),
        ("select = ['zzz']", ["'select[1]': unknown rule 'zzz'"]),
        ("extend = ['nobody']", ["'extend[1]': unknown preset 'nobody'"]),
        (
            "[sites]\ngithb = false\nmailto = 'a'\n[sites.urls]\narxiv = 3",
            [
                "'sites.mailto': 'a' is not a 'email'",
                "'sites.urls.arxiv' must be a string, not 3",
                "unknown key 'sites.githb'; did you mean 'github'?",
            ],
        ),
        *(
            (
                f"sites.urls.arxiv = '{url}'",
                [f"'sites.urls.arxiv' {NO_BASE}"],
            )
            for url in (
                "ftp://a.example/",
                "a.example",
                "https://u:secret@a.example/",
                "https://a.example/?b",
            )
        ),
        (
            "[severity]\nprivate-adress = 'off'\nragged-row = 'on'\nrow-schema = 1",
            [
                "'severity.ragged-row' must be one of error, warning, info, off, not 'on'",
                "'severity.row-schema' must be a string, not 1",
                f"unknown key 'severity.private-adress'; {NEAREST}",
            ],
        ),
        (
            "[per_file_ignores]\n'*.md' = 'broken-link'\nx-y = ['private-adres']",
            [
                "'per_file_ignores.\"*.md\"' must be an array, not 'broken-link'",
                f"'per_file_ignores.x-y[1]': unknown rule 'private-adres'; {NEAREST}",
            ],
        ),
        (
            "[rules.redirected-link]\nkep = []\n[rules.broken-link]\n[rules.private-adress]",
            [
                "unknown key 'rules.broken-link'; this rule has no such table",
                f"unknown key 'rules.private-adress'; {NEAREST}",
                "unknown key 'rules.redirected-link.kep'; did you mean 'keep'?",
            ],
        ),
        (
            "[rules.redirected-link]\nkeep = ['(']",
            [f"'rules.redirected-link.keep[1]': {NO_PATTERN}"],
        ),
        (
            WRONG_POLICY,
            [
                "'policy.allowed_values.A' must be an array, not 'x'",
                "'policy.banned_words[1]': '' should be non-empty",
                "'policy.description_min' must be at least 1, not 0",
                "'policy.final_punctuation' must be one of required, forbidden, not 'maybe'",
                "'policy.title_is_repository' must be true or false, not 1",
                "unknown key 'policy.final_punctation'; did you mean 'final_punctuation'?",
            ],
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
    said = [re.sub(r"^(\.awesome-lint\.toml):[0-9]+", r"\1", one) for one in complaints(text)]
    assert sorted(said) == sorted(f".awesome-lint.toml: {line}" for line in lines)


def complaints(text: str) -> list[str]:
    """The lines of the complaint about a configuration."""
    return complaint(own(text)).splitlines()


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
    assert complaint(project) == "pyproject.toml: missing table [tool.awesome-lint]"
    write("pyproject.toml", "[tool]\nawesome-lint = 1")
    assert complaint(project) == "pyproject.toml: 'tool.awesome-lint' must be a table, not 1"
    above = write("above/.awesome-lint.toml", "x = 1")
    Path("below").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir("below")
        assert complaint(folder / above).startswith((folder / above).as_posix() + ":1: unknown key")


def test_a_rule_that_does_not_exist_is_told_with_the_nearest() -> None:
    known = ("broken-link", "missing-link")
    with pytest.raises(ConfigError, match=r"^unknown rule 'broken-lnk'; did you mean 'broken"):
        check_rules(Config(select=("broken-lnk",)), known)
    with pytest.raises(ConfigError, match=r"^unknown rule 'missing_link'"):
        check_rules(Config(ignore=("broken-link", "missing_link")), known)
    check_rules(Config(select=known, ignore=known), known)


def test_nothing_near_is_not_suggested() -> None:
    assert did_you_mean("xyz", ("broken-link",)) == ""
    assert did_you_mean("timout", ("timeout", "retries")) == "; did you mean 'timeout'?"


@pytest.mark.parametrize(
    ("pattern", "fitting"),
    [
        ("a.md", "a.md docs/a.md docs/x/a.md"),
        ("*.md", "a.md b.md docs/a.md docs/x/a.md"),
        ("[ab].md", "a.md b.md docs/a.md docs/x/a.md"),
        ("?.md", "a.md b.md docs/a.md docs/x/a.md"),
        ("./a.md", "a.md"),
        ("docs/*.md", "docs/a.md"),
        ("docs/*", "docs/a.md"),
        ("docs/**", "docs/a.md docs/x/a.md"),
        ("docs/**/*.md", "docs/a.md docs/x/a.md"),
        ("**/x/*", "docs/x/a.md"),
        ("**/a.md", "a.md docs/a.md docs/x/a.md"),
        ("x/a.md", ""),
        ("docs", ""),
        ("A.md", ""),
        ("../a.md", "../a.md"),
    ],
)
def test_a_pattern_for_files_starts_at_the_configuration(pattern: str, fitting: str) -> None:
    paths = ["a.md", "b.md", "docs/a.md", "docs/x/a.md"]
    if pattern.startswith("../"):
        paths.append("../a.md")
    write(
        "work/.awesome-lint.toml",
        f"[per_file_ignores]\n'{pattern}' = ['broken-link']\n[[tables]]\nfile = '{pattern}'",
    )
    config = read(Path("work/.awesome-lint.toml"))
    rule = all_rules()["broken-link"]
    found = [path for path in paths if not config.selects(rule, f"work/{path}")]
    assert " ".join(found) == fitting
    assert [path for path in paths if config.tables_for(str(Path.cwd() / "work" / path))] == found


def test_options_are_those_of_the_configuration_and_else_the_defaults() -> None:
    rules = all_rules().values()
    context = Context(today=dt.date(2025, 1, 1))
    assert context.options(Policy) == Policy()
    text = "[policy]\nbanned_words = ['best']\nallowed_values = { A = ['x'] }\nallowed_hosts = []"
    options = read(own(text)).options(rules)
    assert list(options) == [Policy]
    context = Context(today=dt.date(2025, 1, 1), configured=options)
    assert context.options(Policy) == Policy(
        banned_words=("best",), allowed_values={"A": ("x",)}, allowed_hosts=()
    )


def test_every_option_has_a_description_and_its_default_in_the_schema() -> None:
    definitions = load("config")["$defs"]
    schemas = {**definitions["options"]["properties"], "entry-policy": definitions["policy"]}
    with_options = {name: rule.options for name, rule in all_rules().items() if rule.options}
    assert set(schemas) == set(with_options)
    for name, kind in with_options.items():
        assert set(properties(schemas[name])) == {one.name for one in dataclasses.fields(kind)}
        for key, value in properties(schemas[name]).items():
            assert value["description"]
            if "default" in value:
                assert value["default"] == getattr(kind(), key)


PRESET_RULE = '''\
"""A line says too much.

```md bad
much
```

```md good
little
```
"""

from lint.diagnostics import Finding, Severity
from lint.source import Span
from lint.rules.base import rule


@rule("too-much", Severity.WARNING, since="0.1.0", preset="terse")
def check(document, context):
    if "much" in document.source.text:
        yield Finding(Span(0, 1), "too much")
'''


def test_a_preset_is_off_until_it_is_asked_for(folder: Path) -> None:
    for name in ("lint", "schema"):
        shutil.copytree(ROOT / name, name, ignore=shutil.ignore_patterns("__pycache__"))
    write("lint/rules/too_much.py", PRESET_RULE)
    schema = json.loads((folder / "schema" / "config.schema.json").read_text(encoding="utf-8"))
    for name, value in (("preset", "terse"), ("rule", "too-much")):
        holder = schema["$defs"][name]
        holder.get("else", holder)["enum"].append(value)
    schema["$defs"]["severity"]["properties"]["too-much"] = {"$ref": "#/$defs/level"}
    write("schema/config.schema.json", json.dumps(schema))
    write("list.md", "much\n")

    def found(*arguments: str, configuration: str = "") -> str:
        own(configuration)
        done = run_process("--offline", "--format", "concise", *arguments, PYTHONPATH=str(folder))
        return done.stdout + done.stderr

    line = "list.md:1:1: warning too-much too much"
    assert "too-much" not in found("list.md")
    assert line in found("list.md", configuration="extend = ['terse']")
    assert line in found("list.md", "--select", "too-much")
    assert "error too-much" in found("list.md", configuration="severity = { too-much = 'error' }")
    assert found("list.md", configuration="extend = ['ters']") == (
        "awesome-lint: .awesome-lint.toml:1: 'extend[1]': unknown preset 'ters';"
        " did you mean 'terse'?\n"
    )
    done = run_process("rules", PYTHONPATH=str(folder))
    assert "A line says too much (preset terse)\n" in done.stdout
    done = run_process("rules", "--format", "json", PYTHONPATH=str(folder))
    presets = {one["id"]: one["preset"] for one in json.loads(done.stdout)}
    assert (presets["too-much"], presets["broken-link"]) == ("terse", None)
    assert (
        "off by default (preset `terse`)"
        in run_process("explain", "too-much", PYTHONPATH=str(folder)).stdout
    )


def test_a_severity_replaces_that_of_a_rule_and_off_silences_it() -> None:
    write("list.md", "[x](#gone)\n\n| A | B |\n|--|--|\n| 1 | 2 | 3 |\n")

    def found(configuration: str) -> tuple[int, list[str]]:
        own(configuration)
        status, out, _ = concise("list.md")
        return status, [" ".join(line.split()[1:3]) for line in out.splitlines()[:2]]

    assert found("") == (1, ["error missing-anchor", "warning ragged-row"])
    assert found("severity = { missing-anchor = 'info', ragged-row = 'error' }") == (
        1,
        ["info missing-anchor", "error ragged-row"],
    )
    status, lines = found("severity = { missing-anchor = 'off' }")
    assert (status, lines[0]) == (0, "warning ragged-row")
    status, lines = found("per_file_ignores = { 'l*.md' = ['missing-anchor'] }")
    assert (status, lines[0]) == (0, "warning ragged-row")
