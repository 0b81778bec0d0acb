from __future__ import annotations

import difflib
import random
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.engine.fix_lists import diff
from lint.engine.line_diff import unified
from lint.source import Source

if TYPE_CHECKING:
    from pathlib import Path

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n", "d\n", "e\n"]), max_size=30)


def changed(before: list[str], after: list[str]) -> list[str]:
    """The lines that a diff shows as removed or added, with their signs."""
    return [line for line in unified(before, after) if line[0] in "-+"]


@given(LINES, LINES)
def test_no_line_is_shown_that_could_be_kept(before: list[str], after: list[str]) -> None:
    from rapidfuzz.distance import LCSseq

    shown = changed(before, after)
    kept = len(before) - sum(line[0] == "-" for line in shown)
    assert kept == len(after) - sum(line[0] == "+" for line in shown)
    # With lines that both have once as anchors, that is the longest there is or nearly so.
    assert kept <= LCSseq.similarity(before, after)
    if before == after:
        assert not shown


@given(LINES, LINES)
def test_the_new_lines_can_be_made_of_the_old_ones(before: list[str], after: list[str]) -> None:
    made: list[str] = []
    at = 0
    for line in unified(before, after):
        if line.startswith("@@"):
            start, _, count = line.split()[1].lstrip("-").partition(",")
            first = int(start) - (count != "0")
            made += before[at:first]
            at = first
        elif line[0] == "+":
            made.append(line[1:])
        else:
            assert before[at] == line[1:]
            made += [line[1:]] * (line[0] == " ")
            at += 1
    assert made + before[at:] == after


@given(LINES, LINES)
def test_hunks_are_written_as_difflib_writes_them(before: list[str], after: list[str]) -> None:
    def heads(lines: list[str]) -> list[str]:
        return [line for line in lines if line.startswith("@@")]

    ours = list(unified(before, after))
    theirs = list(difflib.unified_diff(before, after))[2:]
    if sum(line[0] in "-+" for line in ours) == sum(line[0] in "-+" for line in theirs):
        assert len(heads(ours)) <= len(heads(theirs)) + 1


@pytest.mark.parametrize("count", [50, 199, 200, 1_000, 30_000])
@pytest.mark.parametrize("repeated", ["\n", "| --- | --- |\n", "</td>\n"])
@pytest.mark.parametrize("seed", range(2))
def test_frequent_lines_stay_however_long_the_list_is(count: int, repeated: str, seed: int) -> None:
    chosen = random.Random(seed)
    before = [f"- entry {n}\n" if n % 3 else repeated for n in range(count)]
    places = sorted(chosen.sample(range(count), 10))
    after = [f"{line[:-1]}!\n" if n in places else line for n, line in enumerate(before)]
    assert sorted(changed(before, after)) == sorted(
        [f"-{before[n]}" for n in places] + [f"+{after[n]}" for n in places]
    )


def test_lines_that_are_all_the_same_are_bounded() -> None:
    before, after = ["a\n", "b\n"] * 30_000, ["b\n", "c\n"] * 30_000
    assert len(changed(before, after)) <= len(before) + len(after)


@pytest.mark.parametrize("ending", ["\n", ""])
def test_git_applies_it(tmp_path: Path, ending: str) -> None:
    before = "".join(f"line {n}\n\n" for n in range(300)) + f"last{ending}"
    after = before.replace("line 7\n", "line seven\n").replace("last", "least")
    (tmp_path / "list.md").write_text(before)
    patch = "".join(diff(Source("list.md", before), Source("list.md", after)))
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch.encode(), check=True)
    assert (tmp_path / "list.md").read_text() == after
    assert sum(line[:1] in {"-", "+"} for line in patch.splitlines()) == 6
