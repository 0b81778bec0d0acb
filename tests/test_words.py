"""The words that users read: plain English, one word for a concept (CONTRIBUTING, "Style")."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]

# A pattern, what to write in its place, and a text that it is for.
PATTERNS = [
    (
        r"(?<!there )\b(?:is|are|was|were|be) no(?! longer)\b",
        "is not a, invalid, unknown",
        "is no URL",
    ),
    (r"\b(?:has|have) got\b", "was, has", "has got another name"),
    (r"\bmend(?:s|ed|ing)?\b", "fix", "may mend 1 problem"),
    (r"\bjudg(?:e|es|ed|ing)\b", "check, lint", "a file is judged whole"),
    (r"\bso (?:often|many)\b", "up to N times, the number of", "repeat so often"),
    (r"\bask(?:s|ed|ing)?\b", "request, require", "asks for a login"),
    (r"\bof which\b", "whose, two sentences", "of which nothing is staged"),
    (
        r"\bquiet\b(?! about)(?=.*\b(?:keep|kept|keeps)\b)|\b(?:keep|keeps|kept)\b.{0,30}\bquiet\b",
        "suppress",
        "keeps nothing quiet",
    ),
    (r"\b(?:whoever|somebody)\b", "someone who, anyone", "whoever adds it"),
    (r"\bgoe?s? (?:with|together)\b", "can be combined, requires", "does not go with --report"),
    (r"\bbr(?:ing|ings|ought) in\b", "introduce", "what it brings in"),
    (
        r"\bstands? (?:there|here|beside|between|behind|within)\b",
        "is next to, is between",
        "no blank line stands between",
    ),
    (r"\bleft alone\b", "ignored, not fixed", "so it is left alone"),
    (r"\bfor good\b", "permanently", "has moved for good"),
    (r"\bthe (?:least|greatest) (?:number|level)\b", "minimum, maximum", "the least number of"),
    (r", for (?:it|its|the|which|no|this|they|there)\b", "because", ", for the change comes"),
    (r"\bnot to be had\b", "not available, cannot", "is not to be had"),
    (r"\b(?:is|are) none of\b", "unknown X, expected one of", "is none of changed, all"),
    (r"\btakes? (?:it|them|the \w+|both \w+) out\b", "remove", "take the comment out"),
    (r"\bpictures?\b", "image", "the link of the picture"),
    (r"\bblanks?\b(?! lines?\b)", "space", "lacks a blank"),
    (r"\bdefect of\b", "bug in", "a defect of awesome-lint"),
    (r"\bnothing came\b", "no response", "nothing came of 4 requests"),
    (r"\bcloses what\b", "unmatched", "closes what no ( opens"),
    (r"\bas yet\b", "yet", "leads nowhere as yet"),
    (r"\banswer(?:s|ed|ing)?\b", "response, respond", "no host answered"),
    (r"\bexit codes?\b", "exit status", "ends with exit code 2"),
    (r"\bpassed over\b", "skipped", "so it was passed over"),
    (r"\bgoe?s? on\b", "continue", "the same command goes on from there"),
    (r"\bcannot be made\b", "cannot create", "the folder cannot be made"),
    (r"\bin the place of\b", "instead of", "in the place of what the site says"),
    (r"\bis there already\b", "already exists", "the link is there already"),
    (
        r"\bthere (?:is|are) no (?:such )?(?:file|folder|list|section|entries)",
        "no such file",
        "there is no such folder",
    ),
    (r"\b(?:program|site|host|rule)s? (?:knows?|wants?|hears?|tells?)\b", "has", "no site knows"),
    (r"\bas (?:well|much) as (?:it|they) can\b", "if possible", "as well as it can"),
    (r"\bquite (?:another|an?other|different)\b", "different", "quite another paper"),
]
COMPILED = [(re.compile(pattern, re.IGNORECASE), instead) for pattern, instead, _ in PATTERNS]
ANY = re.compile("|".join(f"(?:{one})" for one, _, _ in PATTERNS), re.IGNORECASE)
# Calls whose texts are not shown: patterns, and what programs read.
UNSEEN = {
    "compile",
    "lazy",
    "search",
    "match",
    "fullmatch",
    "sub",
    "findall",
    "finditer",
    "execute",
}
EXAMPLE = re.compile(r"(?ms)^(`{3,})\w.*?^\1$|`[^`\n]*`")


@pytest.mark.parametrize(("pattern", "instead", "text"), PATTERNS)
def test_each_pattern_finds_what_it_is_for(pattern: str, instead: str, text: str) -> None:
    assert re.search(pattern, text, re.IGNORECASE)
    assert not re.search(pattern, instead, re.IGNORECASE)


def test_no_text_that_users_read_has_a_forbidden_phrase() -> None:
    found = []
    for place, text in (*strings(), *documentation(), *descriptions()):
        prose = EXAMPLE.sub(" ", text)
        # Most texts have none of them.
        if ANY.search(prose):
            found += [
                f"{place}: {text!r}: write {instead!r} for {match[0]!r}"
                for pattern, instead in COMPILED
                if (match := pattern.search(prose))
            ]
    assert not found, "\n" + "\n".join(found)


def test_the_texts_are_collected() -> None:
    texts = [text for _, text in strings()]
    assert any("does not exist; did you mean" in one or "did you mean" in one for one in texts)
    assert "suppression: no problem after this comment" in " ".join(texts)
    assert any("## Why it matters" in text for _, text in documentation())
    assert any("is missing" in text for _, text in descriptions())


@cache
def strings() -> tuple[tuple[str, str], ...]:
    """The strings in `lint` that have several words, with their places; f-strings with gaps."""
    return tuple(_strings())


def _strings() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "lint").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        hidden = set(_hidden(tree))
        for node in ast.walk(tree):
            text = _text(node)
            if text is not None and id(node) not in hidden and len(text.split()) > 1:
                yield f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)}", text


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        parts = (one.value if isinstance(one, ast.Constant) else "…" for one in node.values)
        return "".join(map(str, parts))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _hidden(tree: ast.AST) -> Iterator[int]:
    """The nodes whose texts users do not read, and the parts of f-strings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield id(node.value)  # a docstring
        elif isinstance(node, ast.JoinedStr):
            yield from (id(one) for one in ast.walk(node) if one is not node)
        elif isinstance(node, ast.Call) and _name(node.func) in UNSEEN:
            yield from (id(one) for one in ast.walk(node))


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def documentation() -> Iterator[tuple[str, str]]:
    """The docstrings that users read: of rules and of commands."""
    for path in sorted((ROOT / "lint" / "rules").glob("*.py")):
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        if path.stem not in {"__init__", "base"}:
            yield path.relative_to(ROOT).as_posix(), text or ""
    for path in sorted((ROOT / "lint" / "cli").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(one, ast.Call) and _name(one.func) in {"command", "group"}
                for one in node.decorator_list
            ):
                place = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
                yield place, ast.get_docstring(node) or ""


def descriptions() -> Iterator[tuple[str, str]]:
    """The texts of the schemas."""
    for path in sorted((ROOT / "schema").glob("*.json")):
        for text in _described(json.loads(path.read_text(encoding="utf-8"))):
            yield path.relative_to(ROOT).as_posix(), text


def _described(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"description", "title", "x-message"} and isinstance(inner, str):
                yield inner
            else:
                yield from _described(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _described(inner)
