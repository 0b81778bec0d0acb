from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lint.config.reading import from_values
from lint.document.npm_comments import RULES
from lint.document.parser import parse
from lint.document.suppressions import Suppressions
from lint.engine.distrust import shown_again, with_note
from lint.engine.pipeline import Task, run
from lint.engine.versions import Version
from lint.rules import all_rules
from lint.source import Source
from tests.command import run as run_command
from tests.engine.test_fixer import TODAY
from tests.listeners import Strict

if TYPE_CHECKING:
    from pathlib import Path

RULES_OF_ALL = tuple(all_rules().values())
ITEM = "- [Press](https://example.org/a) - presses apples\n"
OTHER = "- [Peeler](https://example.org/b) - peels apples\n"
OFF, ON = "<!--lint disable awesome-list-item-->", "<!--lint enable awesome-list-item-->"


def found(text: str, path: Path, *, npm: bool) -> list[int]:
    """The lines with findings of `improper-list-item`, and of any rule on suppressions."""
    config = from_values(
        {
            "select": ["improper-list-item", "unused-suppression"],
            "offline": True,
            "compat": {"npm_comments": npm},
        },
        path / ".awesome-lint.toml",
    )
    task = Task(Source("readme.md", text), config)
    report = run([task], RULES_OF_ALL, today=TODAY, listener=Strict())
    assert {one.rule for one in report.diagnostics} <= {"improper-list-item"}
    return sorted({one.source.position(one.span.start)[0] for one in report.diagnostics})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{OFF}\n\n{ITEM}{OTHER}", []),
        (f"{ITEM}\n{OFF}\n\n{OTHER}", [1]),
        (f"{OFF}\n\n{ITEM}\n{ON}\n\n{OTHER}", [7]),
        (f"<!--lint disable-->\n\n{ITEM}\n<!--lint enable-->\n\n{OTHER}", [7]),
        (f"<!--lint ignore awesome-list-item-->\n\n{ITEM}{OTHER}\nText.\n\n{OTHER}", [8]),
        (f"<!--lint ignore-->\n{ITEM}{OTHER}", []),
        (f"<!-- lint disable double-link, awesome-list-item -->\n\n{ITEM}", []),
        (f"<!--lint disable double-link-->\n\n{ITEM}", [3]),
        (f"<!--lint disable no-such-rule-->\n\n{ITEM}", [3]),
        (f"<!--lint disable remark-lint:awesome-list-item-->\n\n{ITEM}", []),
        (f"<!--LINT DISABLE awesome-list-item-->\n\n{ITEM}", []),
        (f"<!--lint-disable awesome-list-item-->\n\n{ITEM}", [3]),
        (f"<!--lint ignore awesome-list-item-->\n\nText.\n\n{ITEM}", [5]),
        (f"`{OFF}`\n\n{ITEM}", [3]),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_comments_for_the_linter_of_npm(
    text: str, left: list[int], ending: str, tmp_path: Path
) -> None:
    text = f"# Awesome Fruit\n\n{text}".replace("\n", ending)
    assert found(text, tmp_path, npm=True) == [line + 2 for line in left]
    every = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("- [")]
    assert found(text, tmp_path, npm=False) == every


def test_the_rules_that_they_name_are_ours() -> None:
    assert {rule for rules in RULES.values() for rule in rules} <= all_rules().keys()


def test_they_count_for_nothing_by_default() -> None:
    document = parse(Source("list.md", f"{OFF}\n\n{ITEM}"))
    assert Suppressions(document).comments == ()
    (comment,) = Suppressions(document, npm=True).comments
    assert (comment.verb, comment.foreign) == ("off", True)


def test_those_of_a_stranger_hide_nothing(tmp_path: Path) -> None:
    text = f"# Awesome Fruit\n\n{OFF}\n\n{ITEM}"
    config = from_values(
        {"select": ["improper-list-item"], "offline": True}, tmp_path / ".awesome-lint.toml"
    )
    report = run([Task(Source("a.md", text), config)], RULES_OF_ALL, today=TODAY, listener=Strict())
    source = Source("a.md", text)
    now = Version(source, lambda: (parse(source), ()))
    assert shown_again(now, None, report.diagnostics, (), npm=False) == {}
    again = shown_again(now, None, report.diagnostics, (), npm=True)
    assert again.keys() == {one.identity for one in report.diagnostics} != set()
    (comment,) = again.values()
    shown = with_note(report.diagnostics[0], comment)
    assert "“lint disable awesome-list-item” on line 3 is not trusted" in shown.message


def test_a_first_configuration_mentions_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("a.md", f"# A\n\n{ITEM}"), ("b.md", f"# B\n\n{OFF}\n\n{ITEM}")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = run_command("init", "--offline", name)
        assert done.returncode in {0, 1}, done.stderr
        file = tmp_path / ".awesome-lint.toml"
        assert ("npm_comments" in file.read_text(encoding="utf-8")) == (name == "b.md")
        file.unlink()
