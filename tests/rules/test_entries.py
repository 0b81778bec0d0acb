"""Messages and fixes of the rules that compare entries with each other and with their links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.rules.helpers.lines import move, remove, whole_lines
from lint.source import Span
from lint.testing import Case, judge
from tests.rules.test_rules import apply

if TYPE_CHECKING:
    from lint.diagnostics import Edit

TABLE = "| Date | Title | Link |\n|---|---|---|\n"
ROW = "| 2017 | x | [x](https://arxiv.org/abs/2303.04129) |"
OTHER_ROW = "| 2017 | X | [x](https://arxiv.org/pdf/2303.04129v1.pdf)|"
TITLES = ("One two three four five", "Six seven eight nine ten")
STARS = "https://img.shields.io/github/stars/"
ARXIV = "https://arxiv.org/abs/"
LETTERS = [f"- [{letter}](https://{letter}.example)\n" for letter in "abcdefgh"]


@pytest.mark.parametrize(
    ("rule_id", "text", "message"),
    [
        (
            "date-contradiction",
            f"{TABLE}| 2017-03 | x | [x]({ARXIV}2303.04129) |",
            "the date 2017-03 is 72 months before the submission of arXiv:2303.04129 (2023-03)",
        ),
        (
            "conflicting-ids",
            f"- [x]({ARXIV}2303.04129) [paper]({ARXIV}cs/0703001)",
            "the link leads to arXiv:cs/0703001, but the title to arXiv:2303.04129",
        ),
        (
            "conflicting-ids",
            f"[![x](https://img.shields.io/badge/arXiv-2303.04128-red)]({ARXIV}2303.04129)",
            "the badge displays arXiv:2303.04128 but links to arXiv:2303.04129",
        ),
        (
            "star-badge-mismatch",
            f"[![x]({STARS}a/b)](https://github.com/C/d)",
            "the badge displays a/b, but it links to c/d",
        ),
        (
            "star-badge-mismatch",
            f"- [c](https://github.com/c/d) [e](https://github.com/e/f) ![x]({STARS}a/b)",
            "the badge displays a/b, but its entry links to c/d and 1 more",
        ),
        (
            "duplicate-row",
            f"{TABLE}{ROW}\n{OTHER_ROW}",
            "duplicate row “X”: same as line 3",
        ),
        (
            "duplicate-link",
            f"- [x]({ARXIV}2303.04129)\n- [X]({ARXIV}2303.04129)",
            "“X” is listed twice in this list, first on line 1",
        ),
        (
            "duplicate-link",
            "- [mailer](https://github.com/a/b)\n- [py-mailer](https://github.com/a/b)",
            "“py-mailer” links to the same repository as “mailer”, first on line 1",
        ),
        (
            "swapped-title",
            "".join(f"- [{title}]({ARXIV}2303.04129)\n" for title in TITLES),
            "this entry links to the same paper as “One two three four five” on line 1",
        ),
        (
            "future-date",
            f"{TABLE}| 2026-03 | x | [x]({ARXIV}2303.04129) |",
            "the date 2026-03 is in the future (today is 2025-06-01)",
        ),
        (
            "mixed-dates",
            f"{TABLE}| 2024-03 | x |\n| 2024-03 | y |\n| 2024.03 | z |",
            "2 of the 3 dates in this table are written YYYY-MM, 1 is not, such as 2024.03",
        ),
        (
            "mixed-dates",
            f"{TABLE}| 2024-03 | x |\n| 2024/03 | y |\n| 2024.03 | z |",
            "1 of the 3 dates in this table is written YYYY-MM, 2 are not, such as 2024/03",
        ),
        (
            "unsorted-entry",
            "".join([*LETTERS[1:], LETTERS[0]]),
            "“a” belongs before “b”: the other 7 entries of this list are in alphabetical order",
        ),
    ],
)
def test_messages_name_the_values(rule_id: str, text: str, message: str) -> None:
    ((_, finding),) = judge(Case("", (rule_id,), text, {}))
    assert finding.message == message


@pytest.mark.parametrize(
    ("rule_id", "text", "fixed"),
    [
        (
            "duplicate-row",
            f"{TABLE}{ROW}\n{OTHER_ROW}\n\ny",
            f"{TABLE}{ROW}\n\ny",
        ),
        (
            "duplicate-row",
            f"> {TABLE}".replace("\n|-", "\n> |-") + "> | 2017 | x |\n> | 2017 | x | |",
            f"> {TABLE}".replace("\n|-", "\n> |-") + "> | 2017 | x |",
        ),
        (
            "mixed-dates",
            f"{TABLE}| 2024-03 | x |\n| 2024-03 | y |\n| **2024.03.07** | z |\n| 2/2024 | z |",
            f"{TABLE}| 2024-03 | x |\n| 2024-03 | y |\n| **2024-03-07** | z |\n| 2024-02 | z |",
        ),
        (
            "mixed-dates",
            f"{TABLE}| 03/2024 | x |\n| 03/2024 | y |\n| May, 2024 | z |",
            f"{TABLE}| 03/2024 | x |\n| 03/2024 | y |\n| 05/2024 | z |",
        ),
        ("mixed-dates", f"{TABLE}| 03/2024 | x |\n| 03/2024 | y |\n| 2024-05-01 | z |", None),
        ("mixed-dates", f"{TABLE}| 2024-05 | x |\n| 2024-05 | y |\n| May 2024 (v2) | z |", None),
        (
            "mixed-dates",
            f"{TABLE}| 2024-05 | x |\n| 2024-05 | y |\n| 05/2024 | z |\n| 05/2024 | z |",
            None,
        ),
        ("unsorted-entry", "".join([*LETTERS[1:], LETTERS[0]]), "".join(LETTERS)),
        (
            "unsorted-entry",
            "".join([*LETTERS[1:], LETTERS[0].rstrip()]),
            "".join(LETTERS).rstrip(),
        ),
        (
            "unsorted-entry",
            "".join([*LETTERS[:2], LETTERS[7], *LETTERS[2:7]]).rstrip(),
            "".join(LETTERS).rstrip(),
        ),
        (
            "unsorted-entry",
            "".join([*LETTERS[:3], "- [x](https://x.example) - More\n  of it.\n", *LETTERS[3:]]),
            "".join([*LETTERS, "- [x](https://x.example) - More\n  of it.\n"]),
        ),
        ("unsorted-entry", "\n".join([*LETTERS[1:], LETTERS[0]]), None),
        ("unsorted-entry", "- " + "  ".join([*LETTERS[1:], LETTERS[0]]), None),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_fixes_of_whole_lines(rule_id: str, text: str, fixed: str | None, ending: str) -> None:
    text = text.replace("\n", ending)
    ((_, finding),) = judge(Case("", (rule_id,), text, {}))
    if fixed is None:
        assert finding.fix is None
    else:
        assert finding.fix is not None
        assert not finding.fix.safe
        assert apply(finding, text) == fixed.replace("\n", ending)


LINES = st.lists(st.sampled_from(["a", "b", "c", "d d"]), min_size=2, max_size=8)


@given(LINES, st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]), st.data())
def test_lines_are_moved_and_removed_whole(
    lines: list[str],
    closed: bool,  # noqa: FBT001 - drawn by Hypothesis
    ending: str,
    data: st.DataObject,
) -> None:
    text = ending.join(lines) + (ending if closed else "")
    starts = [len(ending.join([*lines[:i], ""])) for i in range(len(lines))]
    at = data.draw(st.integers(0, len(lines) - 1))
    to = data.draw(st.integers(0, len(lines)).filter(lambda one: one not in (at, at + 1)))
    block = whole_lines(text, Span(starts[at], starts[at] + len(lines[at])))
    place = starts[to] if to < len(lines) else len(text)

    left = [*lines[:at], *lines[at + 1 :]]
    assert _apply(text, [remove(text, block)]) == ending.join(left) + (ending if closed else "")

    moved = left.copy()
    moved.insert(to if to < at else to - 1, lines[at])
    written = _apply(text, list(move(text, block, place)))
    assert written == ending.join(moved) + (ending if closed else "")


def _apply(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text
