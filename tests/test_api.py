"""The Python API, and that its documentation is true."""

from __future__ import annotations

import asyncio
import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

import lint
from tests.command import concise
from tests.engine.test_overlaps import gone

PAGE = Path(__file__).parents[1] / "docs" / "api.md"
_BLOCK = re.compile(r"(?ms)^```(python|text)\n(.*?)^```$")


def blocks() -> list[tuple[str, str]]:
    """Each Python example with what it prints."""
    found = _BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    return [(code, text) for (_, code), (_, text) in zip(found[::2], found[1::2], strict=True)]


@pytest.mark.parametrize(("code", "printed"), blocks())
def test_the_examples_print_what_the_page_says(code: str, printed: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(compile(code, str(PAGE), "exec"), {})
    assert output.getvalue() == printed


@pytest.mark.parametrize("name", lint.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(lint, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="lint_texts"):
        _ = lint.lint_texts


def test_importing_the_package_loads_nothing_else() -> None:
    code = "import sys, lint; print([m for m in sys.modules if m.startswith('lint.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['lint.version']"


def test_paths_use_the_nearest_configuration_or_the_given_one(tmp_path: Path) -> None:
    (tmp_path / ".awesome-lint.toml").write_text('ignore = ["missing-anchor"]\n', encoding="utf-8")
    (tmp_path / "a.md").write_text("[one](#nowhere)\n", encoding="utf-8")
    assert lint.lint_paths([tmp_path]).diagnostics == ()
    found = lint.lint_paths([tmp_path / "a.md"], config=lint.Config()).diagnostics
    assert [one.rule for one in found] == ["missing-anchor"]
    config = lint.load_config(tmp_path / ".awesome-lint.toml")
    assert lint.lint_text("[one](#nowhere)\n", config=config).diagnostics == ()


def test_the_report_is_that_of_the_command() -> None:
    lists = sorted(str(path) for path in (PAGE.parents[1] / "examples").glob("*.md"))
    assert len(lists) > 1
    report = lint.lint_paths(lists)
    status, out, _ = concise("--isolated", "--all", *lists)
    found = [
        f"{one.path}:{one.line}:{one.column}: {one.severity} {one.rule}" for one in report.places
    ]
    assert [" ".join(line.split()[:3]) for line in out.splitlines()] == found
    assert status == int(any(one.severity is lint.Severity.ERROR for one in report.diagnostics))


def test_what_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe")
    assert len(lint.lint_paths([tmp_path / "a.md"]).failures) == 1
    with pytest.raises(lint.ConfigError):
        lint.load_config(tmp_path / "none.toml")


@pytest.mark.parametrize("awaited", [False, True])
def test_links_are_checked_once_each(*, awaited: bool) -> None:
    options = lint.LinkOptions(allow_addresses=_loopback())
    with gone() as url:
        links = [f"{url}/a", f"{url}/a#b", "mailto:a@example.org"]
        if awaited:
            results = asyncio.run(lint.check_links_async(links, options=options))
        else:
            results = lint.check_links(links, options=options)
    assert list(results) == links[:2]
    assert {one.reason for one in results.values()} == {lint.Reason.NOT_FOUND}


def _loopback() -> tuple:  # type: ignore[type-arg]
    from lint.config.reading import network

    return (network("127.0.0.0/8"),)
