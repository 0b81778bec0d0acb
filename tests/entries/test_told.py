"""Which column tells what a thing is, and rows that GitHub shows as text."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from tests.command import run, write
from tests.entries.test_rows import said

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("Rill", "Brook", "Creek")
TOLD = (
    "Runs small streams of data",
    "A proxy that is written in Go",
    "Toy language for water systems",
)
KINDS = ("Stream processing", "Network proxy", "Stream processing")
STATES = ("active", "active", "archived")


def table(header: tuple[str, ...], *columns: tuple[str, ...]) -> str:
    rows = [header, ("---",) * len(header), *zip(*columns, strict=True)]
    return "# Waters\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def linked(name: str) -> str:
    return f"[{name}](https://{name.lower()}.org)"


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        *(("Notes", "Category"), ("Remarks", "Task"), ("Highlights", "Domain"), ("Usage", "Type")),
        *(("Key idea", "Language"), ("Comments / thoughts", "Genre"), ("What they do", "Stack")),
        *(("备注", "类型"), ("功能", "领域"), ("備考", "種類"), ("비고", "분류")),
        *(("Комментарий", "Тип"), ("Observações", "Tipo"), ("Bemerkung", "Art"), ("کاربرد", "نوع")),
        *(("Wxyz", "Status"), ("B", "C")),
    ],
)
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_words_tell_and_kinds_do_not(told: str, kind: str, order: tuple[int, ...]) -> None:
    if told in {"Wxyz", "B"} and order.index(1) < order.index(0):
        pytest.skip("a few words before a name may be another name of it")
    columns = (tuple(map(linked, NAMES)), TOLD, KINDS)
    headers = ("Name", told, kind)
    text = table(tuple(headers[at] for at in order), *(columns[at] for at in order))
    assert said(text) == [("", *pair) for pair in zip(NAMES, TOLD, strict=True)]


@pytest.mark.parametrize(
    "kind", ["Category", "Task", "Framework", "Licence", "Institution", "语言"]
)
def test_kinds_alone_are_no_summary(kind: str) -> None:
    text = table(("Name", kind, "Status"), tuple(map(linked, NAMES)), KINDS, STATES)
    assert said(text) == [("", name, "") for name in NAMES]


@pytest.mark.parametrize("header", ["Role", "Position", "岗位", "Cargo"])
def test_a_job_tells_where_nothing_else_does(header: str) -> None:
    jobs = ("Software Engineer", "Data Scientist", "Backend Engineer, New Grad")
    columns = (tuple(map(linked, NAMES)), jobs, STATES)
    text = table(("Company", header, "Status"), *columns)
    assert [summary for _, _, summary in said(text)] == list(jobs)
    text = table(("Company", header, "Notes"), *columns[:2], TOLD)
    assert [summary for _, _, summary in said(text)] == list(TOLD)


def test_a_linked_paper_is_the_title_before_a_framework() -> None:
    papers = tuple(f"[How all of the {name}s flow](https://{name}.org)" for name in NAMES)
    text = table(("Paper", "Framework", "Task"), papers, ("PyTorch", "JAX", "PyTorch"), KINDS)
    assert [title for _, title, _ in said(text)] == [
        f"How all of the {name}s flow" for name in NAMES
    ]


@pytest.mark.parametrize("header", [("Name",), ("Name", "Stars")])
def test_a_column_without_a_header_tells(header: tuple[str, ...]) -> None:
    columns = [tuple(map(linked, NAMES)), ("12", "30", "7")][: len(header)]
    lines = table((*header, "x"), *columns, TOLD).splitlines(keepends=True)
    lines[2] = f"| {' | '.join(header)} |\n"
    lines[3] = f"|{'---|' * len(header)}\n"
    assert said("".join(lines)) == [("", *pair) for pair in zip(NAMES, TOLD, strict=True)]


def test_emoji_before_a_summary_are_no_words_of_it() -> None:
    warned = tuple(f"⚠️ {told}" for told in TOLD)
    text = table(("Name", "Remark"), tuple(map(linked, NAMES)), warned)
    assert [summary for _, _, summary in said(text)] == list(TOLD)


@pytest.mark.parametrize("blank", [{2}, {2, 3}, {1}, {1, 2, 3}])
def test_rows_behind_a_blank_line_are_rows(blank: set[int]) -> None:
    header, dashes, *rows = table(
        ("Name", "Kind", "Notes"), tuple(map(linked, NAMES)), KINDS, TOLD
    ).splitlines(keepends=True)[2:]
    loose = "".join(("\n" if at in blank else "") + row for at, row in enumerate(rows, 1))
    text = f"# Waters\n\n{header}{dashes}{loose}"
    assert said(text) == [("", *pair) for pair in zip(NAMES, TOLD, strict=True)]
    # Words between them end the table.
    apart = f"# Waters\n\n{header}{dashes}{rows[0]}{rows[1]}\nWords.\n\n| a | b |\n"
    assert said(apart) == [("", *pair) for pair in zip(NAMES[:2], TOLD[:2], strict=True)]


def test_a_line_of_dashes_that_is_too_short_still_parts_a_header_from_rows() -> None:
    header, _, *rows = table(
        ("Name", "Kind", "Notes"), tuple(map(linked, NAMES)), KINDS, TOLD
    ).splitlines(keepends=True)[2:]
    text = f"# Waters\n\n{header}|---|---|\n{''.join(rows)}"
    assert said(text) == [("", *pair) for pair in zip(NAMES, TOLD, strict=True)]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\nMore of them:\n\n"])
@pytest.mark.parametrize(
    "cells",
    [
        "[Name {n}](https://a{n}.example) | What it does {n} | No",
        "[名称 {n}](https://a{n}.example) | 说明 {n} | 否",
        "[Имя {n}](https://a{n}.example) | Что делает {n} | Нет",
        "[Name {n}](https://arxiv.org/abs/2401.0000{n}) | What it says {n} | 2024-0{n}",
    ],
)
def test_every_rule_knows_a_row_behind_a_blank_line(
    gap: str, cells: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [f"| {cells.format(n=n)} |\n" for n in range(1, 8)]
    head = "# List\n\n| Title | Description | Date |\n|---|---|---|\n"
    write("list.md", head + "".join(rows[:4]) + gap + "".join(rows[4:]))
    done = run("--offline", "--isolated", "--extend", "sindresorhus", "list.md")
    assert "failed" not in done.stderr
    assert done.returncode in {0, 1}
