"""The command line as a user runs it: arguments, environment, exit status."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from jsonschema import Draft202012Validator

import lint
from lint.cli.main import main
from lint.links.result import LinkOptions
from lint.links.scheduling.rate_limit import USUAL
from lint.reporters import FORMATS
from lint.rules import all_rules
from lint.validation.schemas import load, names
from tests.command import (
    ANCHOR,
    CLEAN,
    FOUND,
    PATIENCE,
    concise,
    environment,
    run,
    run_process,
    write,
)

if TYPE_CHECKING:
    from tests.links.server import Server

pytestmark = pytest.mark.usefixtures("two_lists")


# What runs it -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("--offline", "list.md", "gone.md"),
        ("--offline", "--diff", "list.md"),
        ("--offline", "--format", "json", "--quiet", "-"),
        ("--frobnicate",),
        ("--offline", "--config", "gone.toml", "list.md"),
    ],
)
def test_a_process_of_its_own_says_what_this_one_does(arguments: tuple[str, ...]) -> None:
    here, there = run(*arguments, stdin=ANCHOR), run_process(*arguments, stdin=ANCHOR)
    texts = (re.sub(r"\d+\.\d+ ?s|\"elapsed_ms\": \d+", "", one.stdout) for one in (here, there))
    assert len(set(texts)) == 1
    assert (here.returncode, here.stderr) == (there.returncode, there.stderr)


# What is run --------------------------------------------------------------------------------------


def test_check_is_what_runs_where_no_command_is_named() -> None:
    for arguments in (("list.md",), ("check", "list.md"), ("./list.md",), ("--", "list.md")):
        status, out, err = concise(*arguments)
        assert (status, err) == (1, "")
        assert FOUND in out


def test_a_command_wins_over_a_file_of_its_name_wherever_it_stands() -> None:
    write("rules", ANCHOR)
    assert run("rules").stdout.count("\n") == len(all_rules())
    assert json.loads(run("--format", "json", "rules").stdout)
    assert "rules:3:1: error missing-anchor" in concise("./rules")[1]
    assert "rules:3:1: error missing-anchor" in concise("--", "rules")[1]
    assert "rules:3:1: error missing-anchor" in concise("check", "rules")[1]
    assert "unknown rule 'rules'" in run("--ignore", "rules", "list.md").stderr


def test_without_a_path_the_readme_of_the_folder_is_checked() -> None:
    assert concise() == (
        2,
        "",
        "awesome-lint: no README.md in this folder; pass a file or a folder\n",
    )
    write("readme.md", ANCHOR)
    assert concise()[1].startswith("readme.md:3:1: error missing-anchor")


def test_folders_files_and_standard_input_together() -> None:
    write("docs/deep/a.md", ANCHOR)
    status, out, err = concise("docs", "clean.md", "-", "list.md", "docs/deep/a.md", stdin=ANCHOR)
    assert (status, err) == (1, "")
    assert re.findall(r"^(.*):3:1: ", out, re.MULTILINE) == ["<stdin>", "docs/deep/a.md", "list.md"]


def test_standard_input_goes_by_the_name_given() -> None:
    write("docs/.awesome-lint.toml", "ignore = ['missing-anchor']")
    write("docs/b.md", CLEAN)
    text = ANCHOR + "[f](b.md) [g](gone.md)\n"
    status, out, _ = concise("-", "--stdin-filename", "docs/a.md", stdin=text)
    assert (status, out.count("\n")) == (1, 1)
    assert out.startswith("docs/a.md:4:11: error missing-file ")


def test_the_version_says_which_awesome_lint_this_is() -> None:
    done = run("--version")
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    assert done.stdout.startswith(f"awesome-lint {lint.__version__}")
    assert "npm" in done.stdout


def test_the_help_shows_every_option_of_check_and_every_command() -> None:
    text = run("--help").stdout
    check = main.commands["check"]
    for option in check.params:
        if isinstance(option, click.Option) and not option.hidden:
            assert option.opts[0] in text
    assert "--help" in text
    assert "Other" in text
    for name in main.commands:
        assert f"\n  {name} " in text
    own = run("check", "--help").stdout
    assert own.partition("Rules:")[2] == text.partition("Rules:")[2].partition("\nCommands:")[0]


def test_the_help_tells_the_true_defaults_and_ranges() -> None:
    links = load("config")["$defs"]["links"]["properties"]
    for option in main.commands["check"].params:
        if option.name in {"timeout", "retries", "concurrency", "per_host"}:
            assert isinstance(option, click.Option)
            shown = str(option.show_default).partition(",")[0]
            assert float(shown) == (getattr(LinkOptions(), option.name) or USUAL)
            bounds = option.type
            assert isinstance(bounds, click.IntRange | click.FloatRange)
            schema = links[option.name]
            least = schema.get("minimum", schema.get("exclusiveMinimum"))
            assert (bounds.min, bounds.max) == (least, schema["maximum"])


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--bogus", "list.md"), "No such option"),
        (("-o", "list.md"), "no such option -o; did you mean --offline or --output?"),
        (("-9", "list.md"), "No such option"),
        (("rows",), "no README.md in this folder; pass a file\n"),
        (("--format", "yaml", "list.md"), "unknown format 'yaml'"),
        (("--timeout", "0", "list.md"), "--timeout"),
        (("--timeout", "nan", "list.md"), "expected a number of seconds, got nan"),
        (("--allow-address", "example.org", "list.md"), "invalid network 'example.org'"),
        (("--severity", "bad", "list.md"), "--severity"),
        (
            ("--select", "missing-ancor", "list.md"),
            "'missing-ancor'; did you mean 'missing-anchor'",
        ),
        (("--ignore", "missing-anchor,x", "list.md"), "'x'; `awesome-lint rules` lists them\n"),
        (("explain", "x"), "unknown rule 'x'; `awesome-lint rules` lists them\n"),
        (("",), "awesome-lint: '': no such file or folder\n"),
        (("init", ""), "awesome-lint: no README.md in this folder; pass the path of the list\n"),
        (("--config", "gone.toml", "list.md"), "gone.toml: cannot be read"),
        (("explain", "missing-ancor"), "did you mean 'missing-anchor'"),
        (("explain",), "Missing argument"),
        (("schema", "entri"), "did you mean 'entry'"),
        (("schema", "zzz"), "unknown schema 'zzz'; expected one of badge, config, entry, report"),
        (("rows", "gone.md"), "gone.md: no such file or folder"),
        (("fix", "list.md"), "fix: no such file or folder"),
    ],
)
def test_wrong_usage_is_exit_status_2_and_no_report(
    arguments: tuple[str, ...], reason: str
) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


# Which rules, how bad, how it is shown ------------------------------------------------------------


def test_rules_are_selected_and_left_out() -> None:
    write("list.md", ANCHOR + "[a]()\n")
    for arguments, rules in (
        ((), ["missing-anchor", "empty-link"]),
        (("--select", "empty-link"), ["empty-link"]),
        (("--select", "empty-link, missing-anchor"), ["missing-anchor", "empty-link"]),
        (("--ignore", "empty-link"), ["missing-anchor"]),
        (("--ignore", "empty-link", "--ignore", "missing-anchor"), []),
        (("--select", "empty-link", "--ignore", "empty-link"), []),
    ):
        status, out, _ = concise(*arguments, "list.md")
        assert (status, re.findall(r"error ([a-z-]+) ", out)) == (int(bool(rules)), rules)


def test_fail_on_decides_on_the_exit_status_and_severity_on_what_is_shown() -> None:
    write("list.md", "# A\n\n| a | b |\n| - | - |\n| 1 | 2 | 3 |\n")  # a warning
    for arguments, status, lines in (
        ((), 0, 1),
        (("--fail-on", "warning"), 1, 1),
        (("--fail-on", "info"), 1, 1),
        (("--fail-on", "never"), 0, 1),
        (("--severity", "error"), 0, 0),
        (("--severity", "warning", "--fail-on", "warning"), 1, 1),
    ):
        got, out, _ = concise("--select", "ragged-row", *arguments, "list.md")
        assert (got, out.count("\n")) == (status, lines), arguments
    assert concise("--fail-on", "never", "gone.md")[0] == 2


def test_each_list_fails_by_its_own_configuration() -> None:
    write("docs/list.md", ANCHOR)
    write("docs/.awesome-lint.toml", "fail_on = 'never'")
    assert concise("docs")[0] == 0
    assert concise("docs", "list.md")[0] == 1
    assert concise("--fail-on", "error", "docs")[0] == 1
    assert concise("--isolated", "docs")[0] == 1


@pytest.mark.parametrize(
    ("variable", "value", "changed"),
    [
        ("FAIL_ON", "never", (0, FOUND)),
        ("IGNORE", "missing-anchor,empty-link", (0, "")),
        ("SELECT", "empty-link", (0, "")),
        ("SEVERITY", "error", (1, FOUND)),
        ("ISOLATED", "1", (1, FOUND)),
        ("CONFIG", "gone.toml", (2, "")),
        ("TIMEOUT", "none", (2, "")),
        ("RETRIES", "-1", (2, "")),
        ("CONCURRENCY", "0", (2, "")),
        ("PER_HOST", "0", (2, "")),
        ("ALLOW_ADDRESS", "10.0.0.0/8 everywhere", (2, "")),
        ("STDIN_FILENAME", "x.md", (1, FOUND)),
        ("OUTPUT", "report.txt", (1, "")),
        ("OFFLINE", "", (1, FOUND)),
        ("SELECT", "", (1, FOUND)),
        ("VERSION", "0.1.0", (1, FOUND)),
    ],
)
def test_the_environment_sets_each_option(
    variable: str, value: str, changed: tuple[int, str]
) -> None:
    status, out, _ = concise("list.md", **{f"AWESOME_LINT_{variable}": value})
    assert (status, out[: len(FOUND)]) == changed


def test_the_command_line_wins_over_the_environment_and_that_over_the_configuration() -> None:
    write(".awesome-lint.toml", "fail_on = 'never'\noffline = true\nignore = ['empty-link']")
    assert run("list.md").returncode == 0
    assert run("list.md", AWESOME_LINT_FAIL_ON="error").returncode == 1
    assert run("--fail-on", "never", "list.md", AWESOME_LINT_FAIL_ON="error").returncode == 0
    assert run("--format", "json", "list.md", AWESOME_LINT_FORMAT="github").stdout[0] == "{"
    assert run("list.md", AWESOME_LINT_FORMAT="github").stdout.startswith("::error ")


def test_the_environment_can_set_offline_either_way(server: Server) -> None:
    write("list.md", f"[a]({server.url('/ok')})\n")

    def asked(**more: str) -> int:
        before = len(server.requests)
        assert run("list.md", "--allow-address", "127.0.0.1", **more).returncode == 0
        return len(server.requests) - before

    assert asked(AWESOME_LINT_OFFLINE="1") == 0
    assert asked() == 1
    write(".awesome-lint.toml", "offline = true")
    assert asked() == 0
    assert asked(AWESOME_LINT_OFFLINE="0") == 1


def test_the_default_format_is_full_and_in_actions_github() -> None:
    assert run("--offline", "list.md").stdout.startswith("error[missing-anchor]: ")
    assert run("--offline", "list.md", GITHUB_ACTIONS="true").stdout.startswith("::error file=list")
    run("--offline", "--output", "report.txt", "list.md", GITHUB_ACTIONS="true")
    assert Path("report.txt").read_text(encoding="utf-8").startswith("error[missing-anchor]: ")
    assert concise("list.md", GITHUB_ACTIONS="true")[1].startswith(FOUND)
    assert run("--offline", "list.md", GITHUB_ACTIONS="false").stdout.startswith("error[")


def test_the_formats_of_the_contract() -> None:
    names = "full concise json jsonl sarif github junit gitlab rdjson markdown html"
    assert set(names.split()) <= FORMATS.keys()
    assert next(iter(FORMATS)) == "full"


def test_colour_is_for_terminals_and_whoever_asks() -> None:
    def coloured(*arguments: str, **more: str) -> bool:
        return "\x1b[" in run("--offline", *arguments, "list.md", **more).stdout

    assert not coloured()
    assert coloured(FORCE_COLOR="1")
    assert not coloured(FORCE_COLOR="1", NO_COLOR="1")
    assert not coloured("--format", "json", FORCE_COLOR="1")
    run("--offline", "--output", "report.txt", "list.md", FORCE_COLOR="1")
    assert "\x1b" not in Path("report.txt").read_text(encoding="utf-8")


# Other commands -----------------------------------------------------------------------------------


def test_the_rules_are_listed() -> None:
    lines = run("rules").stdout.splitlines()
    known = all_rules()
    assert [line.split()[0] for line in lines] == list(known)
    for record, rule in zip(
        json.loads(run("rules", "--format", "json").stdout), known.values(), strict=True
    ):
        assert record == {
            "id": rule.id,
            "severity": str(rule.severity),
            "fixable": rule.fixable,
            "preset": rule.preset,
            "since": rule.since,
            "summary": rule.summary,
        }


@pytest.mark.parametrize("name", all_rules())
def test_each_rule_is_explained(name: str) -> None:
    from click.testing import CliRunner

    done = CliRunner().invoke(main, ["explain", name])
    assert done.exit_code == 0
    assert done.output.startswith(f"# {name}\n\n")
    rule = all_rules()[name]
    summary, *_ = rule.documentation.split("\n")
    assert f"\n{summary}\n" in done.output
    headings = re.findall(r"(?m)^## ([A-Z][a-z]+ .*|Bad|Good|Options)$", done.output)
    wanted = ["What it does", "Why it matters", "Bad", "Good"]
    wanted += ["Options"] * (rule.options is not None) + ["Fix safety"] * rule.fixable
    assert [one for one in headings if one in {*wanted, "Options", "Fix safety"}] == wanted
    for option in dataclasses.fields(rule.options) if rule.options else ():
        assert f"- `{option.name}`" in done.output


def test_the_schemas_are_shown() -> None:
    assert {"config", "report"} <= set(names())
    for name in names():
        assert json.loads(run("schema", name).stdout) == load(name)
    assert json.loads(run("schema", "config.schema.json").stdout) == load("config")


def test_the_entries_are_shown_as_json_lines() -> None:
    write("list.md", "# P\n\n| Date | Title |\n| - | - |\n| 2024-01-02 | 题 |\n| 2024 | B |\n")
    done = run("rows", "list.md")
    assert (done.returncode, done.stderr) == (0, "")
    first, second = map(json.loads, done.stdout.splitlines())
    assert "题" in str(first)
    assert "2024" in str(second)
    assert run("rows", "-", stdin=Path("list.md").read_bytes()).stdout == done.stdout
    Path("list.md").rename("README.md")
    assert run("rows").stdout == done.stdout


def test_the_entries_are_shown_as_json_and_csv() -> None:
    text = (
        '# P\n\n- [=A](https://a.example) `MIT` - text, "quoted"\n'
        "- **A title of three** (2024), A. Author [[pdf](https://b.example)]\n"
    )
    write("list.md", text)
    rows = json.loads(run("rows", "--format", "json", "list.md").stdout)
    lines = run("rows", "--format", "jsonl", "list.md").stdout.splitlines()
    assert rows == [json.loads(line) for line in lines]
    assert [(row["line"], row["end_line"], row["form"]) for row in rows] == [
        (3, 3, "item"),
        (4, 4, "title-first-item"),
    ]
    for row in rows:
        assert not list(Draft202012Validator(load("row")).iter_errors(row))
    done = run("rows", "--format", "csv", "list.md")
    header = "path,line,end_line,form,section,title,date,authors,venue,summary,tags,links"
    assert done.stdout.splitlines()[0] == header
    first, second = csv.DictReader(done.stdout.splitlines())
    assert (first["title"], first["summary"], first["tags"]) == ("'=A", 'text, "quoted"', "MIT")
    assert (second["date"], second["authors"]) == ("2024", "A. Author")
    assert second["links"] == "pdf https://b.example"


def test_what_was_not_read_is_shown() -> None:
    items = "".join(f"- [N{number}](https://a.example/{number})\n" for number in range(5))
    write("list.md", f"{items}- **A key**: what it means ([example](https://b.example))\n")
    done = run("rows", "--unread", "list.md")
    assert done.returncode == 0
    assert re.fullmatch(r"list\.md:6: item: [a-z ,]+\n", done.stdout)
    refused = run("rows", "--unread", "--resolve", "list.md")
    assert refused.returncode == 2
    assert "cannot be combined with --resolve" in refused.stderr


# Start-up -----------------------------------------------------------------------------------------


def modules(code: str) -> set[str]:
    """The modules that are loaded once `code` has run."""
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=PATIENCE,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_the_command_line_imports_click_and_next_to_nothing_else() -> None:
    more = modules("import lint.cli.main") - modules("import click")
    ours = {
        "lint",
        "lint.cli",
        "lint.cli.arguments",
        "lint.cli.commands",
        "lint.cli.completion",
        "lint.cli.crash",
        "lint.cli.group",
        "lint.cli.main",
        "lint.cli.options",
        "lint.errors",
        "lint.links",
        "lint.links.scheduling",
        "lint.links.scheduling.interrupts",
        "lint.patterns",
        "lint.plugins",
        "lint.reporters",
        "lint.reporters.options",
        "lint.sweep",
        "lint.sweep.options",
        "lint.version",
    }
    # Click's, built in, or small and needed by the options.
    cheap = {
        "locale",
        "_locale",
        "__future__",
        "gc",
        "copy",
        "dataclasses",
        "signal",
        "fnmatch",
        "ntpath",
        "pathlib",
        "urllib",
        "urllib.parse",
        "ipaddress",
    }
    assert more - cheap == ours


def test_an_offline_check_imports_nothing_of_the_network() -> None:
    loaded = modules(
        "from lint.cli.main import main\n"
        "try: main(['--offline', 'clean.md'])\n"
        "except SystemExit as done: assert done.code == 0"
    )
    assert "markdown_it" in loaded
    assert not loaded & {"aiohttp", "asyncio", "ssl", "lint.links.checker"}
