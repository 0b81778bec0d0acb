"""docs/architecture.md against the code: layers, walks, and the new names of modules."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
RENAMED = (ROOT / "docs" / "renamed-modules.md").read_text(encoding="utf-8")
ABOVE = {"__init__"}
"""The package's own module: its public names are imported lazily, from every layer."""


def layers() -> list[set[str]]:
    """The layers that the drawing shows, top first."""
    drawing = PAGE.split("## Layers", 1)[1].split("```text\n", 1)[1].split("```", 1)[0]
    names = (
        set(re.match(r"(\S+(?: {1,2}\S+)*)?", line)[0].split())  # type: ignore[index]
        for line in drawing.splitlines()
    )
    return [found for found in names if found]


def parts() -> set[str]:
    """The folders and modules at the top of the package."""
    found = (path for path in (ROOT / "lint").iterdir() if not path.name.startswith("__pycache"))
    return {
        path.stem
        for path in found
        if path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py")))
    }


def imports() -> list[tuple[str, str, str]]:
    """Each import from one part of the package to another: the file, its part, the other part."""
    known = parts()
    found = []
    for path in sorted((ROOT / "lint").rglob("*.py")):
        part = path.relative_to(ROOT / "lint").parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            for name in names:
                package, _, rest = name.partition(".")
                other = rest.partition(".")[0]
                if package == "lint" and other in known and other != part:
                    found.append((path.relative_to(ROOT).as_posix(), part, other))
    return found


def test_the_drawing_is_the_contract() -> None:
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = tables["tool"]["importlinter"]["contracts"][0]
    assert layers() == [set(re.split(r" [|:] ", layer)) for layer in contract["layers"]]


def test_the_drawing_holds_for_every_import() -> None:
    place = {name: number for number, names in enumerate(layers()) for name in names}
    assert parts() - ABOVE == set(place)
    last = len(layers()) - 1
    found = imports()
    assert len(found) > 500
    wrong = [
        f"{path} imports lint.{other}"
        for path, part, other in found
        if part not in ABOVE
        and not place[part] < place[other]
        and not place[part] == place[other] == last
    ]
    assert wrong == []


def test_the_commands_run_lists_by_the_api_alone() -> None:
    """Reading, checking and fixing lists is `lint.api`'s; a command may use values of the engine.

    `init` replays old changes of a list, which is no part of the API.
    """
    values = {"baseline", "causes", "report", "unread"}
    replay = {"changes", "revisions", "versions"}
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "lint" / "cli").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        types = [
            inner
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            for inner in ast.walk(node)
        ]
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom) or node in types or not node.module:
                continue
            for name in (f"{node.module}.{alias.name}" for alias in node.names):
                if name.startswith("lint.engine."):
                    file = path.relative_to(ROOT).as_posix()
                    found.setdefault(file, set()).add(name.split(".")[2])
    allowed = {"lint/cli/adoption/trial.py": values | replay}
    assert found["lint/cli/check.py"] <= values  # it is there, and it is found
    assert {
        file: names - allowed.get(file, values)
        for file, names in found.items()
        if names - allowed.get(file, values)
    } == {}


@pytest.mark.parametrize("walk", ["row", "link"])
def test_a_walk_goes_up_through_the_layers(walk: str) -> None:
    text = PAGE.split(f"## The walk of a {walk}\n", 1)[1].split("\n## ", 1)[0]
    steps = re.findall(r"^\d+\. `lint/(\S+\.py)`", text, re.MULTILINE)
    assert len(steps) >= 10
    place = {name: number for number, names in enumerate(layers()) for name in names}
    heights = [place[step.partition("/")[0]] for step in steps]
    assert heights == sorted(heights, reverse=True)
    assert [step for step in steps if not (ROOT / "lint" / step).is_file()] == []


def test_every_module_that_a_page_names_is_there() -> None:
    pages = (PAGE, (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    named = {name for page in pages for name in re.findall(r"`(lint/[\w/]+\.py)`", page)}
    assert len(named) > 20
    made = {"lint/rules/no_shouting.py", "lint/reporters/count.py"}
    assert [name for name in sorted(named - made) if not (ROOT / name).is_file()] == []


def test_the_new_names_of_modules_are_there() -> None:
    rows = re.findall(r"^\| `([\w/.]+)` \| (.*) \|$", RENAMED, re.MULTILINE)
    assert len(rows) > 100
    for old, new in rows:
        assert not (ROOT / "lint" / old).is_file(), old
        for name in re.findall(r"`([\w/]+\.py)`", new):
            assert (ROOT / "lint" / name).is_file(), name


def test_each_page_is_found_from_the_first_one() -> None:
    first = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([\w-]+\.md)", first + PAGE))
    assert {path.name for path in (ROOT / "docs").glob("*.md")} - linked == {"README.md"}
