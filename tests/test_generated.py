"""The generated pages are fresh, and `scripts/generate.py --check` notices when they are not."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lint.links.result import Reason, Verdict

ROOT = Path(__file__).parents[1]


def run(root: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def generate(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run(root, "scripts/generate.py", *options)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the generator reads and writes, and of the tests."""
    folder = tmp_path_factory.mktemp("checkout")
    unwanted = shutil.ignore_patterns("__pycache__")
    for name in ("lint", "schema", "docs", "scripts", "examples", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=unwanted)
    for name in ("README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def copy(copied: Path) -> Path:
    """That copy with fresh pages, whatever the test before did to them."""
    done = generate(copied)
    assert done.returncode == 0, done.stderr
    return copied


def test_pages_are_fresh() -> None:
    done = generate(ROOT, "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_changed_pages_are_noticed_and_restored(copy: Path) -> None:
    changes = {
        "README.md": ["| [`broken-link`]", "error[badge-url-mismatch]"],
        "docs/cli.md": ["--offline"],
        "docs/configuration.md": ["| `max_file_size` |"],
        "docs/rules/broken-link.md": ["Severity:"],
        "docs/rules/README.md": ["# Rules"],
    }
    fresh = {page: (copy / page).read_text(encoding="utf-8") for page in changes}
    for page, parts in changes.items():
        text = fresh[page]
        for part in parts:
            assert part in text
            text = text.replace(part, "by hand")
        (copy / page).write_text(text, encoding="utf-8")
    done = generate(copy, "--check")
    stale = [f"{page} is stale: run scripts/generate.py" for page in changes]
    assert (done.returncode, sorted(done.stdout.splitlines())) == (1, sorted(stale))
    assert generate(copy).returncode == 0
    assert {page: (copy / page).read_text(encoding="utf-8") for page in changes} == fresh


def test_the_page_of_a_rule_that_is_gone_is_noticed_and_removed(copy: Path) -> None:
    page = copy / "docs" / "rules" / "bygone.md"
    page.write_text("# bygone\n", encoding="utf-8")
    done = generate(copy, "--check")
    assert (done.returncode, done.stdout.partition(" ")[0]) == (1, "docs/rules/bygone.md")
    assert generate(copy).returncode == 0
    assert not page.exists()


def test_the_walk_of_contributing_makes_a_rule(copy: Path, request: pytest.FixtureRequest) -> None:
    walk = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^   ````(?:python|md)\n(.*?)^   ````$", walk, re.DOTALL | re.MULTILINE)
    module, cases = (re.sub(r"^   ", "", block, flags=re.MULTILINE) for block in blocks)
    path = copy / "lint" / "rules" / "no_shouting.py"
    path.write_text(module, encoding="utf-8")
    tried = copy / "tests" / "rules" / "no-shouting.md"
    tried.write_text(cases, encoding="utf-8")
    # The next test finds the copy as this one found it; the pages follow.
    request.addfinalizer(path.unlink)
    request.addfinalizer(tried.unlink)

    done = generate(copy)
    assert done.returncode == 0, done.stderr
    # The walk names each page that is written.
    written = re.findall(r"^(\S+) written$", done.stdout, re.MULTILINE)
    assert len(written) == 3
    assert [name for name in written if f"`{name}`" not in walk] == []
    page = (copy / "docs" / "rules" / "no-shouting.md").read_text(encoding="utf-8")
    assert "Title in capitals." in page
    index = copy / "docs" / "rules" / "README.md"
    assert "(no-shouting.md)" in index.read_text(encoding="utf-8")

    for tool in (
        ("pytest", "-q", "-k", "no-shouting", "tests/rules/test_rules.py"),
        ("ruff", "check", path),
        ("ruff", "format", "--check", path),
    ):
        done = run(copy, "-m", *tool)
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_verdict_and_reason_is_explained() -> None:
    text = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
    first_cells = re.findall(r"^\| `?([a-z][a-z0-9-]+)`? \|", text, re.MULTILINE)
    assert set(first_cells) == {*Verdict, *Reason}
