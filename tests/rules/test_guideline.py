"""The preset of the guideline, beyond the cases: which files it is about, and its fixes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from lint.config.config import Config
from lint.document.parser import parse
from lint.rules import Context, all_rules
from lint.rules.data.product_names import misspellings
from lint.source import Source
from lint.validation import violations

if TYPE_CHECKING:
    from collections.abc import Mapping

LIST = "## tools\n\n- [a](https://fine.example/a) - a thing\n"


def found(
    rule_id: str, text: str, path: str = "readme.md", beside: Mapping[str, int] | None = None
) -> list[str]:
    """The messages of a rule for a list at `path`."""
    document = parse(Source(path, text))
    entries = violations.judge(document).entries
    context = Context(today=dt.date(2025, 6, 1), entries=entries, beside=beside)
    return [finding.message for finding in all_rules()[rule_id].check(document, context)]


def test_the_preset_alone_turns_its_rules_on() -> None:
    rules = [rule for rule in all_rules().values() if rule.preset == "sindresorhus"]
    assert len(rules) > 10
    for rule in rules:
        assert not Config().selects(rule, "readme.md")
        assert Config(extend=("sindresorhus",)).selects(rule, "readme.md")
        assert Config(select=(rule.id,)).selects(rule, "readme.md")


@pytest.mark.parametrize(
    ("path", "is_list", "is_front_page"),
    [
        ("README.md", True, True),
        ("readme.markdown", True, True),
        ("docs/README_zh.md", True, True),
        ("awesome-swift.md", True, True),
        ("<stdin>", True, True),
        ("C:\\lists\\Readme.md", True, True),
        ("papers.md", True, False),
        ("docs/guide.md", True, False),
        ("security-tools.md", True, False),
        ("CONTRIBUTING.md", False, False),
        (".github/contributing.md", False, False),
        (".github/readme.md", False, False),
        ("code_of_conduct.md", False, False),
        ("docs\\CHANGELOG.md", False, False),
        ("PULL_REQUEST_TEMPLATE.md", False, False),
    ],
)
def test_which_files_are_lists(path: str, *, is_list: bool, is_front_page: bool) -> None:
    assert bool(found("improper-list-heading", LIST, path)) == is_list
    assert bool(found("improper-list-item", LIST, path)) == is_list
    assert bool(found("missing-awesome-badge", LIST, path)) == is_front_page


@pytest.mark.parametrize(
    ("rule_id", "item", "fixed"),
    [
        ("improper-list-item", "[a](https://x.example): B.", "[a](https://x.example) - B."),
        ("improper-list-item", "[a](https://x.example) : B.", "[a](https://x.example) - B."),
        ("improper-list-item", "[a](https://x.example)- B.", "[a](https://x.example) - B."),
        ("improper-list-item", "[a](https://x.example) -B.", "[a](https://x.example) - B."),
        ("improper-list-item", "[a](https://x.example) -- B.", "[a](https://x.example) - B."),
        (
            "improper-list-item",
            "[a](https://x.example) All the good things.",
            "[a](https://x.example) - All the good things.",
        ),
        (
            "improper-list-item",
            "[a](https://x.example) - the b.",
            "[a](https://x.example) - The b.",
        ),
        ("improper-list-item", "[a](https://x.example) - B 🎉", "[a](https://x.example) - B. 🎉"),
        ("improper-list-item", "[a](https://x.example) - *B*", "[a](https://x.example) - *B.*"),
        (
            "improper-list-item",
            "[a](https://x.example) - B [c](https://y.example 'd')",
            "[a](https://x.example) - B [c](https://y.example 'd').",
        ),
        ("improper-list-item", "[a](https://x.example) - B `c`", None),
        ("misspelt-product-name", "For NodeJS.", "For Node.js."),
    ],
)
def test_fixes(rule_id: str, item: str, fixed: str | None) -> None:
    text = f"- {item}\n"
    document = parse(Source("readme.md", text))
    context = Context(today=dt.date(2025, 6, 1), entries=violations.judge(document).entries)
    (finding,) = all_rules()[rule_id].check(document, context)
    if fixed is None:
        assert finding.fix is None
        return
    assert finding.fix is not None
    assert not finding.fix.safe
    (edit,) = finding.fix.edits
    assert text[: edit.span.start] + edit.replacement + text[edit.span.end :] == f"- {fixed}\n"


@pytest.mark.parametrize(
    ("rule_id", "text", "message"),
    [
        (
            "improper-list-heading",
            "# Awesome big lists\n\n" + LIST,
            "“Awesome big lists” is not in title case: big, lists",
        ),
        (
            "improper-list-heading",
            LIST,
            "the first heading “tools” has level 2, expected 1",
        ),
        (
            "missing-awesome-badge",
            "[![x](https://awesome.re/mentioned-badge.svg)](https://awesome.re)\n\n" + LIST,
            "https://awesome.re/mentioned-badge.svg is for projects, not for lists",
        ),
        (
            "double-link",
            LIST + "\n## B\n\n- [c](https://fine.example/a)\n",
            "“c” links to the same page as “a” on line 3",
        ),
        (
            "improper-contents",
            "# A\n\n## Contents\n\n- [tools](#tools)\n\n" + LIST + "\n## B\n",
            "the section “B” is missing from the table of contents",
        ),
        ("misspelt-product-name", "On MacOS.", "“MacOS” should be macOS"),
        (
            "repeated-item-name",
            LIST.replace("a thing", "A is"),
            "the description starts with the name “a”",
        ),
        ("unbalanced-punctuation", "A “b.", "unmatched “: missing ”"),
        ("unbalanced-punctuation", 'A "b.', '" is unmatched: the text has 1'),
    ],
)
def test_messages_name_the_values(rule_id: str, text: str, message: str) -> None:
    assert found(rule_id, text) == [message]


def test_no_right_spelling_is_called_wrong() -> None:
    pattern, names = misspellings()
    for slip, name in names.items():
        assert pattern.fullmatch(slip), slip
        assert not pattern.search(f"The {name} for all."), name


@pytest.mark.parametrize("rule", ["missing-contributing", "unfilled-code-of-conduct"])
def test_of_several_readmes_the_one_of_the_repository_is_told(rule: str) -> None:
    files = {"readme.md": 9, "readme_zh.md": 9, "awesome.md": 9, "code-of-conduct.md": 0}
    assert found(rule, LIST, "README.md", files)
    assert found(rule, LIST, "README_zh.md", {**files, "readme.md": 0}) == []
    assert found(rule, LIST, "README_zh.md", {"readme_zh.md": 9, "code-of-conduct.md": 0})
    assert found(rule, LIST, "awesome.md", files)
