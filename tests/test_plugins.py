"""Rules, reporters and sites of another distribution: the example, really installed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.command import environment

if TYPE_CHECKING:
    from collections.abc import Callable

    Lint = Callable[..., subprocess.CompletedProcess[str]]

EXAMPLE = Path(__file__).parents[1] / "examples" / "plugin"
LIST = "# BIG WORDS\n\n- [A](https://example.com/a) - Does a thing.\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example plug-in as pip installs it."""
    target = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    command = [*pip, "--target", str(target), str(EXAMPLE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        # A build backend is needed, which the development group does not promise.
        command.remove("--no-build-isolation")
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def lint(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., subprocess.CompletedProcess[str]]:
    monkeypatch.chdir(tmp_path)
    Path("list.md").write_text(LIST, encoding="utf-8")

    def call(*arguments: str, plugin: bool = True) -> subprocess.CompletedProcess[str]:
        env = environment()
        if plugin:
            env["PYTHONPATH"] = f"{installed}:{env['PYTHONPATH']}"
        command = [sys.executable, "-m", "lint", *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, env=env, check=False, timeout=60
        )

    return call


def rules(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [one["rule"] for one in json.loads(done.stdout)["diagnostics"]]


JSON = ("--offline", "--format", "json", "list.md")


def test_a_rule_is_off_until_it_is_named(lint: Lint) -> None:
    assert rules(lint(*JSON)) == []
    assert rules(lint("--select", "acme/no-shouting", *JSON)) == ["acme/no-shouting"]


def test_a_configuration_turns_a_rule_on_beside_the_others(lint: Lint) -> None:
    Path(".awesome-lint.toml").write_text(
        '[severity]\n"acme/no-shouting" = "error"\n', encoding="utf-8"
    )
    done = lint(*JSON)
    assert rules(done) == ["acme/no-shouting"]
    assert done.returncode == 1


def test_comments_and_baselines_know_the_rule(lint: Lint) -> None:
    Path(".awesome-lint.toml").write_text(
        '[severity]\n"acme/no-shouting" = "error"\n', encoding="utf-8"
    )
    assert lint("--offline", "--write-baseline", "list.md").returncode == 0
    assert rules(lint(*JSON)) == []
    Path(".awesome-lint-baseline.json").unlink()
    Path("list.md").write_text(
        f"<!-- awesome-lint: ignore acme/no-shouting -->\n{LIST}", encoding="utf-8"
    )
    assert rules(lint(*JSON)) == []
    Path(".awesome-lint.toml").unlink()
    assert rules(lint(*JSON)) == []


def test_explain_and_format(lint: Lint) -> None:
    assert "Heading in capitals." in lint("explain", "acme/no-shouting").stdout
    done = lint("--offline", "--select", "acme/no-shouting", "--format", "acme/count", "list.md")
    assert done.stdout == "1\n"


def test_a_site_is_known_where_it_is_named(lint: Lint) -> None:
    text = "| Title | Link |\n| --- | --- |\n| A | [Code](https://forge.acme.example/o/r) |\n"
    Path("list.md").write_text(text * 2, encoding="utf-8")

    def sites() -> set[str]:
        lines = lint("rows", "--offline", "list.md").stdout.splitlines()
        return {link["site"] for line in lines for link in json.loads(line)["links"]}

    assert sites() == {"other"}
    Path(".awesome-lint.toml").write_text('[sites]\n"acme/forge" = true\n', encoding="utf-8")
    assert sites() == {"acme/repository"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--select", "acme/no-shout", "list.md"), "did you mean 'acme/no-shouting'?"),
        (("--format", "acme/none", "list.md"), "no installed package provides 'acme/none'"),
        (("explain", "other/rule"), "no installed package provides 'other/rule'"),
    ],
)
def test_what_is_not_there_is_one_line(
    arguments: tuple[str, ...], message: str, lint: Lint
) -> None:
    done = lint(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_the_package_its_name_is_one_line(lint: Lint) -> None:
    done = lint("--offline", "--select", "acme/no-shouting", "list.md", plugin=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "awesome-lint: no installed package provides 'acme/no-shouting'\n"


@pytest.mark.usefixtures("lint")
def test_nothing_is_looked_for_until_it_is_named() -> None:
    code = (
        "import sys; from lint.cli.main import main\n"
        "try: main(['--offline', 'list.md'])\n"
        "except SystemExit: print('importlib.metadata' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.usefixtures("lint")
@pytest.mark.parametrize("named", [False, True])
def test_two_hundred_distributions_are_looked_at_only_where_one_is_named(
    tmp_path: Path, *, named: bool
) -> None:
    for number in range(200):
        folder = tmp_path / "many" / f"vendor{number}-1.0.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Name: vendor{number}\nVersion: 1.0\n", encoding="utf-8")
        points = f'[awesome_lint.rules]\n"v{number}.rule" = "nowhere:check"\n'
        (folder / "entry_points.txt").write_text(points, encoding="utf-8")
    select = "'--select', 'acme/no-rule', " if named else ""
    code = (
        "import sys; read = []\n"
        "sys.addaudithook(lambda event, about: event == 'open' and read.append(str(about[0])))\n"
        "from lint.cli.main import main\n"
        f"try: main(['--offline', {select}'list.md'])\n"
        "except SystemExit: print(sum('-1.0.dist-info' in one for one in read))"
    )
    env = environment()
    env["PYTHONPATH"] = f"{tmp_path / 'many'}:{env['PYTHONPATH']}"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True
    )
    assert done.stdout.splitlines()[-1] == ("200" if named else "0")


def test_the_tests_of_the_example_pass(installed: Path) -> None:
    env = environment()
    env["PYTHONPATH"] = f"{installed}:{env['PYTHONPATH']}"
    code = (
        f"import runpy, sys; n = runpy.run_path({str(EXAMPLE / 'tests/test_no_shouting.py')!r});"
        "n['test_rule'](); print('pytest' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False
    )
    assert done.stdout == "False\n", done.stderr
