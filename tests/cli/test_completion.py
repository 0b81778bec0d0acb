"""Completion as the shells ask for it, and in a real bash."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from lint.rules import all_rules
from tests.command import environment, run, write


def offered(line: str) -> list[str]:
    """What bash is offered for the last word of `line`, in the form `type,value`."""
    words = line.split(" ")
    done = run(
        _AWESOME_LINT_COMPLETE="bash_complete",
        COMP_WORDS=line,
        COMP_CWORD=str(len(words) - 1),
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "some", "none"),
    [
        ("awesome-lint --select missing-a", ["missing-anchor"], ["missing-file"]),
        ("awesome-lint check --ignore a,missing-a", ["a,missing-anchor"], []),
        ("awesome-lint explain broken-", ["broken-link", "broken-table"], ["empty-link"]),
        ("awesome-lint --extend s", ["sindresorhus"], ["maintenance"]),
        ("awesome-lint --format j", ["json", "jsonl", "junit"], ["sarif"]),
        ("awesome-lint --report sa", ["sarif="], []),
        ("awesome-lint --fail-on w", ["warning"], ["error"]),
        ("awesome-lint --unsafe", ["--unsafe-fixes"], ["--fix"]),
        ("awesome-lint ex", ["explain"], ["init"]),
        ("awesome-lint schema re", ["report"], ["entry"]),
        ("awesome-lint cache c", ["clear"], ["info"]),
        ("awesome-lint completion z", ["zsh"], ["bash"]),
    ],
)
def test_words_are_completed(line: str, some: list[str], none: list[str]) -> None:
    found = offered(line)
    assert {f"plain,{one}" for one in some} <= set(found)
    assert not {f"plain,{one}" for one in none} & set(found)


def test_files_are_left_to_the_shell() -> None:
    assert "file,doc" in offered("awesome-lint doc")
    assert offered("awesome-lint a.md doc") == ["file,doc"]
    assert "file,doc" in offered("awesome-lint rows doc")


def test_every_rule_is_offered() -> None:
    assert set(offered("awesome-lint explain ")) == {f"plain,{name}" for name in all_rules()}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_reads_its_script(shell: str, tmp_path: Path) -> None:
    done = run("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert "_AWESOME_LINT_COMPLETE" in done.stdout
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"needs {shell}")
    script = tmp_path / "script"
    script.write_text(done.stdout, encoding="utf-8")
    subprocess.run([program, "-n", script], check=True, timeout=60)


def test_in_a_real_bash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bash, installed = shutil.which("bash"), shutil.which("awesome-lint")
    if bash is None or installed is None:
        pytest.skip("needs bash and an installed awesome-lint")
    monkeypatch.chdir(tmp_path)
    write("script", run("completion", "bash").stdout)
    ask = """
        . ./script
        COMP_WORDS=(awesome-lint --select missing-an); COMP_CWORD=2
        _awesome_lint_completion awesome-lint missing-an --select
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        [bash, "--norc", "-c", ask],
        env=environment(PATH=f"{Path(installed).parent}:/usr/bin:/bin"),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["missing-anchor"]


def test_an_unknown_shell_is_wrong_usage() -> None:
    assert run("completion", "tcsh").returncode == 2
