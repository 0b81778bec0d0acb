"""The command line as a user runs it: arguments, environment, streams, exit status."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
from jsonschema import Draft202012Validator

import lint
from lint.cli import main
from lint.links.result import LinkOptions
from lint.reporters import FORMATS
from lint.rules import all_rules
from lint.schemas import load, names
from tests.links.routes import odd, to
from tests.links.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 60
SCRUBBED = re.compile(r"AWESOME_LINT_|GITHUB_|(CI|NO_COLOR|FORCE_COLOR|COLUMNS|TERM|PYTHONUTF8)$")
POSIX = pytest.mark.skipif(os.name == "nt", reason="a matter of POSIX")
ANCHOR = "# Papers\n\n[to a section](#nowhere)\n"
CLEAN = "# Papers\n\n[to a section](#papers)\n"
FOUND = "list.md:3:1: error missing-anchor"


def environment(**more: str) -> dict[str, str]:
    """The environment without what would change the output."""
    kept = {key: value for key, value in os.environ.items() if not SCRUBBED.match(key)}
    root = str(Path(lint.__file__).parents[1])
    return kept | {"PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"} | more


def run(
    *arguments: str | Path, stdin: str | bytes = "", **more: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "lint", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env=environment(**more),
        timeout=PATIENCE,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args,
        done.returncode,
        done.stdout.decode().replace("\r\n", "\n"),
        done.stderr.decode().replace("\r\n", "\n"),
    )


def concise(*arguments: str | Path, stdin: str = "", **more: str) -> tuple[int, str, str]:
    """Exit status, standard output and error of an offline run in the format `concise`."""
    done = run("--offline", "--format", "concise", *arguments, stdin=stdin, **more)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("list.md", ANCHOR)
    write("clean.md", CLEAN)
    return tmp_path


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(odd) as running:
        yield running


def write(name: str, text: str | bytes) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


# What is run -----------------------------------------------------------------------------------


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
    assert "there is no rule 'rules'" in run("--ignore", "rules", "list.md").stderr


def test_without_a_path_the_readme_of_the_folder_is_checked() -> None:
    assert concise() == (
        2,
        "",
        "awesome-lint: there is no README.md in this folder; name a file or a folder\n",
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
        assert not isinstance(option, click.Option) or option.opts[0] in text
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
            assert float(str(option.show_default)) == getattr(LinkOptions(), option.name)
            bounds = option.type
            assert isinstance(bounds, click.IntRange | click.FloatRange)
            schema = links[option.name]
            least = schema.get("minimum", schema.get("exclusiveMinimum"))
            assert (bounds.min, bounds.max) == (least, schema["maximum"])


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--bogus", "list.md"), "No such option"),
        (("--format", "yaml", "list.md"), "'yaml' is not one of"),
        (("--timeout", "0", "list.md"), "--timeout"),
        (("--timeout", "nan", "list.md"), "nan is no number of seconds"),
        (("--allow-address", "example.org", "list.md"), "'example.org' is no network"),
        (("--severity", "bad", "list.md"), "--severity"),
        (
            ("--select", "missing-ancor", "list.md"),
            "'missing-ancor'; did you mean 'missing-anchor'",
        ),
        (("--ignore", "missing-anchor,x", "list.md"), "there is no rule 'x'"),
        (("--config", "gone.toml", "list.md"), "gone.toml: cannot be read"),
        (("explain", "missing-ancor"), "did you mean 'missing-anchor'"),
        (("explain",), "Missing argument"),
        (("schema", "entri"), "did you mean 'entry'"),
        (("rows", "gone.md"), "gone.md: there is no such file or folder"),
        (("fix", "list.md"), "fix: there is no such file or folder"),
    ],
)
def test_wrong_usage_is_exit_status_2_and_no_report(
    arguments: tuple[str, ...], reason: str
) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


# Which rules, how bad, how it is shown ---------------------------------------------------------


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
    assert list(FORMATS) == ["full", "concise", "json", "github"]


def test_colour_is_for_terminals_and_whoever_asks() -> None:
    def coloured(*arguments: str, **more: str) -> bool:
        return "\x1b[" in run("--offline", *arguments, "list.md", **more).stdout

    assert not coloured()
    assert coloured(FORCE_COLOR="1")
    assert not coloured(FORCE_COLOR="1", NO_COLOR="1")
    assert not coloured("--format", "json", FORCE_COLOR="1")
    run("--offline", "--output", "report.txt", "list.md", FORCE_COLOR="1")
    assert "\x1b" not in Path("report.txt").read_text(encoding="utf-8")


# Files that cannot be judged -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\xff", "byte 0 is not UTF-8 text"),
        ("# Ü".encode("utf-16"), "it is UTF-16"),
        (b"x" * 5_000_001, "larger than max_file_size (5,000,000 bytes)"),
    ],
)
def test_a_file_that_cannot_be_judged_is_one_line_and_the_others_are_reported(
    data: bytes, reason: str
) -> None:
    write("bad.md", data)
    status, out, err = concise("bad.md", "list.md", "gone.md")
    assert status == 2
    assert out.startswith(FOUND)
    first, second = err.splitlines()
    assert first.startswith("awesome-lint: gone.md: there is no such file")
    assert second.startswith("awesome-lint: bad.md: ")
    assert reason in second


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "null_mark = []",
            ".awesome-lint.toml: unknown key 'null_mark'; did you mean 'null_marks'?",
        ),
        ("fail_on = [", ".awesome-lint.toml:1:12: "),
        ("ignore = ['missing-ancor']", ".awesome-lint.toml: there is no rule 'missing-ancor'; did"),
        ("tables = [{schema = 'gone.json'}]", ".awesome-lint.toml: gone.json: cannot be read"),
        ("dates = ['nonsense']", ".awesome-lint.toml: 'dates': 'nonsense'"),
    ],
)
def test_a_broken_configuration_is_one_line_and_no_report(text: str, line: str) -> None:
    write(".awesome-lint.toml", text)
    write("list.md", "| Date | Title |\n| - | - |\n| 2024 | A |\n")
    status, out, err = concise("list.md")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"awesome-lint: {line}")
    assert concise("--isolated", "list.md")[2] == ""


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "> " * 100_000 + "x",
        "![" * 50_000,
        "* " * 20_000 + "x",
        "x" * 4_000_000,
        "[a](b) " * 20_000,
        "| a " * 50_000 + "|\n" + "| - " * 50_000 + "|\n",
        "<table>" * 20_000,
        "*a **b " * 20_000,
    ],
    ids=lambda text: text[:8],
)
def test_a_hostile_list_gets_a_report_or_one_line(text: str) -> None:
    write("list.md", text)
    status, _, err = concise("list.md")
    assert status in {0, 1, 2}
    assert err.count("\n") == (status == 2)
    assert "Traceback" not in err


def test_an_empty_file_is_clean() -> None:
    write("empty.md", "")
    assert (
        run("--offline", "empty.md").stdout == "No problems found in 1 file (0 entries, 0 links)\n"
    )
    assert concise("empty.md") == (0, "", "")


def test_names_cannot_speak_to_the_terminal() -> None:
    done = run("--offline", "gone\x1b[2J.md")
    assert done.stderr == "awesome-lint: gone\\x1b[2J.md: there is no such file or folder\n"


# Streams ---------------------------------------------------------------------------------------


def test_the_report_goes_to_a_file_as_a_whole() -> None:
    write("report.json", "old")
    done = run("--offline", "--format", "json", "--output", "report.json", "list.md")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    Draft202012Validator(load("report")).validate(report)
    assert [one["rule"] for one in report["diagnostics"]] == ["missing-anchor"]
    assert sorted(path.name for path in Path().iterdir()) == ["clean.md", "list.md", "report.json"]


def test_a_report_that_cannot_be_written_is_one_line(folder: Path) -> None:
    for target in ("gone/report.txt", str(folder)):
        done = run("--offline", "--output", target, "list.md")
        assert (done.returncode, done.stdout) == (2, "")
        assert re.fullmatch(r"awesome-lint: .*: the report cannot be written: .*\n", done.stderr)
    assert sorted(path.name for path in Path().iterdir()) == ["clean.md", "list.md"]


@POSIX
def test_a_report_keeps_the_link_and_the_mode_of_what_it_replaces() -> None:
    write("real.txt", "old")
    Path("real.txt").chmod(0o640)
    Path("link.txt").symlink_to("real.txt")
    run("--offline", "--output", "link.txt", "list.md")
    assert Path("link.txt").is_symlink()
    assert "missing-anchor" in Path("real.txt").read_text(encoding="utf-8")
    assert Path("real.txt").stat().st_mode & 0o777 == 0o640


@POSIX
def test_a_device_is_written_to_not_replaced() -> None:
    assert run("--offline", "--output", "/dev/null", "list.md").returncode == 1
    assert not Path("/dev/null").is_file()
    done = run("--offline", "--format", "concise", "--output", "/dev/stdout", "list.md")
    assert done.stdout.startswith(FOUND)


def shell(command: str, **more: str) -> subprocess.CompletedProcess[str]:
    program = f"'{sys.executable}' -m lint"
    return subprocess.run(
        ["/bin/sh", "-c", command.replace("awesome-lint", program)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(**more),
        timeout=PATIENCE,
        check=False,
    )


@POSIX
def test_a_reader_who_leaves_ends_it_quietly() -> None:
    write("list.md", ANCHOR + "[x](#gone)\n" * 5_000)
    done = shell("awesome-lint --offline list.md | head -n 1")
    assert (done.stdout.count("\n"), done.stderr) == (1, "")
    done = shell("{ awesome-lint --offline list.md; echo $? >&2; } | true")
    assert done.stderr == "1\n"


@POSIX
def test_closed_streams_end_it_quietly() -> None:
    assert shell("awesome-lint --offline list.md >&-; echo $?").stdout == "1\n"
    assert shell("awesome-lint --offline list.md >&- 2>&-; echo $?").stdout == "1\n"
    done = shell("awesome-lint --offline - <&-; echo $?")
    assert done.stdout.endswith("2\n")
    assert done.stderr == "awesome-lint: <stdin>: standard input is closed\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
def test_a_full_disk_is_one_line() -> None:
    done = shell("awesome-lint --offline list.md > /dev/full; echo $?")
    assert done.stdout == "2\n"
    assert re.fullmatch(r"awesome-lint: the report cannot be written: .*\n", done.stderr)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "iso8859-15"])
def test_a_terminal_without_unicode_gets_escapes(encoding: str) -> None:
    write("论.md", "# 题\n\n[题](#no)\n")
    status, out, err = concise("论.md", "无.md", PYTHONIOENCODING=encoding)
    assert (status, out.partition(" error ")[0]) == (2, "\\u8bba.md:3:1:")
    assert err.startswith("awesome-lint: \\u65e0.md: ")
    for name in FORMATS:
        done = run("--offline", "--format", name, "论.md", PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (1, "")
        assert name != "json" or json.loads(done.stdout)["diagnostics"][0]["path"] == "论.md"


# Links -----------------------------------------------------------------------------------------


def test_links_are_checked_and_reported_end_to_end(server: Server) -> None:
    gone, moved = server.url("/status/404"), server.url(to(301, server.url("/ok")))
    write("list.md", f"# A\n\n[a]({gone}) [b]({moved}) [c]({gone}#x)\n[d](http://10.0.0.1/)\n")
    done = run("--format", "json", "--allow-address", "127.0.0.1/32", "list.md")
    report: dict[str, Any] = json.loads(done.stdout)
    Draft202012Validator(load("report")).validate(report)
    assert (done.returncode, done.stderr) == (1, "")
    verdicts = {link["url"]: (link["verdict"], link["reason"]) for link in report["links"]}
    assert verdicts == {
        gone: ("broken", "not-found"),
        moved: ("ok", None),
        "http://10.0.0.1/": ("skipped", "private-address"),
    }
    assert report["links"][1]["redirect"] == {"permanent": True, "to": server.url("/ok")}
    rules = [(one["line"], one["rule"]) for one in report["diagnostics"]]
    assert [rule for rule in rules if rule[1] == "broken-link"] == [(3, "broken-link")] * 2
    assert (4, "private-address") in rules
    assert len([one for one in report["diagnostics"] if one["url"] == gone]) == 2


def test_a_badge_image_is_not_asked_for_but_where_it_leads(server: Server) -> None:
    badge = "https://img.shields.io/badge/a-b-c"
    write("list.md", f"[![a]({badge})]({server.url('/ok')})\n")
    report = json.loads(run("--format", "json", "--allow-address", "127.0.0.1", "list.md").stdout)
    assert [(link["url"], link["reason"]) for link in report["links"]] == [
        (server.url("/ok"), None),
        (badge, "badge-image"),
    ]


def test_a_network_that_is_down_is_said_once() -> None:
    with socket.socket() as closed:  # bound and not listening: connections are refused
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        write("list.md", f"[a](http://127.0.0.1:{port}/a) [b](http://127.0.0.1:{port}/b)\n")
        done = run("--allow-address", "127.0.0.1", "--retries", "0", "list.md")
    assert done.stderr == "awesome-lint: no host answered: the network seems to be down\n"
    assert "2 unverified" in done.stdout


def test_the_configuration_reaches_the_links(server: Server) -> None:
    write("list.md", f"[a]({server.url('/status/404')}) [b]({server.url('/ok')})\n")
    write(
        ".awesome-lint.toml",
        "[links]\nallow_addresses = ['127.0.0.1']\nexclude = ['/status/']\nuser_agent = 'me'\n",
    )
    report = json.loads(run("--format", "json", "list.md").stdout)
    assert [link["reason"] for link in report["links"]] == ["excluded", None]
    assert {request.headers["user-agent"] for request in server.requests} == {"me"}


@POSIX
def test_an_interrupted_run_reports_what_it_knows_and_says_130(server: Server) -> None:
    write("list.md", f"[a](#no) [b]({server.url('/status/404')}) [c]({server.url('/hang')})\n")
    options = ("--allow-address", "127.0.0.1", "--timeout", "50", "--format", "concise")
    process = subprocess.Popen(
        [sys.executable, "-m", "lint", *options, "list.md"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    deadline = time.monotonic() + PATIENCE
    while not server.methods("/hang") or not server.methods("/status/404"):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "missing-anchor" in out


@POSIX
def test_progress_is_drawn_on_a_terminal_and_taken_away(server: Server) -> None:
    import pty

    write("list.md", "".join(f"[a]({server.url(f'/ok?{n}')})\n" for n in range(12)))
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "lint", "--allow-address", "127.0.0.1", "list.md"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )
    os.close(theirs)
    drawn = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0
    assert [int(n) for n in re.findall(r"links (\d+)/12", drawn)] == list(range(1, 13))
    assert re.search(r"\r +\r$", drawn)
    assert b"links 1/" not in done.stdout


# Other commands --------------------------------------------------------------------------------


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
            "since": rule.since,
            "summary": rule.summary,
        }


@pytest.mark.parametrize("name", all_rules())
def test_each_rule_is_explained(name: str) -> None:
    from click.testing import CliRunner

    done = CliRunner().invoke(main, ["explain", name])
    assert done.exit_code == 0
    assert done.output.startswith(f"# {name}\n\n")
    assert all_rules()[name].documentation.rstrip() in done.output


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


# Start-up --------------------------------------------------------------------------------------


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
    more = modules("import lint.cli") - modules("import click")
    ours = {"lint", "lint.cli", "lint.errors", "lint.reporters"}
    assert more - {"locale", "_locale"} == ours  # click's own, where it translates


def test_an_offline_check_imports_nothing_of_the_network() -> None:
    loaded = modules(
        "from lint.cli import main\n"
        "try: main(['--offline', 'clean.md'])\n"
        "except SystemExit as done: assert done.code == 0"
    )
    assert "markdown_it" in loaded
    assert not loaded & {"aiohttp", "asyncio", "ssl", "lint.links.checker"}
