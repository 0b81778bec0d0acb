"""Plain English in pages and messages: none of the worst patterns of CONTRIBUTING.md."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PATTERNS = (
    r"(?<!there )\b(?:is|are|was|were) no (?!longer\b|more\b)",
    r"\b(?:has|have|had) got\b",
    r"\bmend(?:s|ed|ing)?\b",
    r"\bjudg(?:e|es|ed|ing)\b",
    r"\bso (?:often|many|long) (?!as\b|that\b)",
    r"\bof which\b",
    r"\bkeeps? (?:\w+ )?quiet\b",
    r"\b(?:nobody|whoever|somebody)\b",
    r"\bnot to be had\b",
    r"\bbrings? in\b|\bbrought in\b",
    r"\bgoes with\b|\bgo with\b",
    r"\bthe least (?:level|severity)\b",
    r"\bask(?:s|ed)? (?:for|again|of)\b",
)
"""Regular expressions for words that CONTRIBUTING.md replaces by others."""
STYLE = re.compile("|".join(PATTERNS), re.IGNORECASE)
PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))
FOLDERS = ("cli", "config", "files", "git", "actions")
"""Folders of the package whose messages are held to the style."""


def prose(page: str) -> str:
    """A page without what is generated, code, and the glossary's words to avoid."""
    page = re.sub(r"(?s)<!-- generated: (?!help)(\S+) -->.*?<!-- end: \1 -->", "", page)
    page = re.sub(r"(?s)## Words\n.*", "", page)
    fences = re.compile(r"(?ms)^ *(`{3,})(?!text\n## |text\nUsage)\w*.*?^ *\1$")
    return re.sub(r"`[^`\n]+`", "", fences.sub("", page))


def messages(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that are not documentation, each with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for one in body if isinstance(body, list) else ():
            if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant):
                silent.add(id(one.value))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
        ):
            yield node.lineno, node.value


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_page_has_none_of_the_patterns(page: Path) -> None:
    text = prose(page.read_text(encoding="utf-8"))
    assert [
        " ".join(text[max(0, one.start() - 30) : one.end() + 20].split())
        for one in STYLE.finditer(text)
    ] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_message_has_none_of_the_patterns(folder: str) -> None:
    paths = sorted((ROOT / "lint" / folder).rglob("*.py"))
    assert paths
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in paths
        for line, text in messages(path)
        if STYLE.search(text)
    ]
    assert found == []


def test_the_help_has_none_of_the_patterns() -> None:
    found = STYLE.findall((ROOT / "docs" / "cli.md").read_text(encoding="utf-8"))
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "'foo' is no format",
        "A repository has got another name",
        "Mend what can be mended",
        "a file that cannot be judged",
        "Repeat so often what may pass",
        "the check is not to be had",
        "report only what it brings in",
    ],
)
def test_the_patterns_find_what_they_are_for(text: str) -> None:
    assert STYLE.search(text)
