"""The recipes in docs/editors.md: what they match is what is printed."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from tests.command import concise, write

PAGE = Path(__file__).parents[1].joinpath("docs", "editors.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", PAGE)


def test_the_matchers_read_the_concise_format(tmp_path: Path) -> None:
    task, matcher = map(json.loads, blocks("json"))
    (first,) = task["tasks"]
    (second,) = matcher["problemMatcher"]
    patterns = [first["problemMatcher"]["pattern"], *second["pattern"]]
    assert patterns[0] == patterns[1]
    pattern = patterns[0]
    name = tmp_path / "a list: of 1:2: things.md"
    write(str(name), "# T\n\n[to: a section](#nowhere)\n")
    _, out, _ = concise(name)
    (line,) = out.splitlines()
    found = re.fullmatch(pattern["regexp"].replace("^", "").replace("$", ""), line)
    assert found is not None
    assert {key: found[pattern[key]] for key in ("line", "column", "severity", "code")} == {
        "line": "3",
        "column": "1",
        "severity": "error",
        "code": "missing-anchor",
    }
    assert found[pattern["message"]] == "section #nowhere does not exist"


def test_the_toml_is_toml() -> None:
    for block in blocks("toml"):
        tomllib.loads(block)
