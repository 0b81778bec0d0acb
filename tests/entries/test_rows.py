"""Rows and cards of lists that nobody tuned for: small tables, any headers, grids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lint.document.parser import parse
from lint.source import Source
from lint.validation.violations import judge

if TYPE_CHECKING:
    from lint.entries.entry import Entry


def entries(text: str) -> tuple[Entry, ...]:
    return judge(parse(Source("", text)), latest=2030).entries


def said(text: str) -> list[tuple[str, ...]]:
    return [
        tuple(entry.fields.get(name, "") for name in ("date", "title", "summary"))
        for entry in entries(text)
    ]


ROWS = (
    ("2023/5", "[Rivers](https://a.org)", "How all of the rivers bend", "rivers"),
    ("2023/6", "[Lakes](https://b.org)", "How all of the lakes fill", "lakes"),
    ("2023/7", "[Ponds](https://c.org)", "How all of the ponds dry", "ponds"),
)
EXPECTED = [(date, cell.partition("]")[0][1:], summary) for date, cell, summary, _ in ROWS]


@pytest.mark.parametrize("rows", [2, 3])
@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 1, 0), (1, 0, 2)])
@pytest.mark.parametrize(
    "headers",
    [
        ("Date", "Title", "Description"),
        ("時間", "標題", "說明"),
        ("Дата", "Название", "Описание"),
        ("Fecha", "Nombre", "Descripción"),
        ("A", "B", "C"),
        ("", "", ""),
        ("Date", "Title", "Wxyz"),
        ("Wxyz", "Title", "Description"),
    ],
)
@pytest.mark.parametrize("pipes", [True, False])
def test_columns_are_known_by_their_cells(
    rows: int, order: tuple[int, ...], headers: tuple[str, ...], *, pipes: bool
) -> None:
    if not pipes and not headers[0]:
        pytest.skip("a header of blanks needs pipes")
    lines = [" | ".join(row[at] for at in order) for row in (headers, ("---",) * 3, *ROWS[:rows])]
    edge = "| {} |" if pipes else "{}"
    text = "# Waters\n\n" + "\n".join(map(edge.format, lines)) + "\n"
    assert said(text) == EXPECTED[:rows]


@pytest.mark.parametrize("html", [True, False])
def test_a_header_row_that_is_a_row_is_one(*, html: bool) -> None:
    if html:
        cells = "".join(
            f'<tr><td>{date}</td><td><a href="https://{title}.org">{title}</a></td>'
            f"<td>{summary}</td></tr>\n"
            for date, title, summary in EXPECTED
        )
        text = f"# Waters\n\n<table>\n{cells}</table>\n"
    else:
        first, *rest = [f"| {' | '.join(row[:3])} |" for row in ROWS]
        text = "\n".join(["# Waters", "", first, "|---|---|---|", *rest, ""])
    assert said(text) == EXPECTED


def card(name: str, host: str) -> str:
    return (
        f'<td align="center"><a href="https://{host}"><img src="{name}.png" alt="{name}"/><br/>'
        f"<b>{name}</b></a><br/>About {name}</td>"
    )


def test_cells_of_a_grid_are_entries() -> None:
    names = ("Rivers", "Lakes", "Ponds", "Seas")
    cards = [card(name, f"{name.lower()}.org") for name in names]
    text = f"# Waters\n\n<table><tr>{''.join(cards[:3])}</tr><tr>{cards[3]}<td></td></tr></table>\n"
    assert said(text) == [("", name, f"About {name}") for name in names]


def test_people_in_a_grid_are_no_entries() -> None:
    cards = "".join(card(name, f"github.com/{name}") for name in ("Ann", "Bob", "Cid", "Dan"))
    assert entries(f"# Waters\n\n<table><tr>{cards}</tr><tr>{cards}</tr></table>\n") == ()


def test_a_bare_url_is_no_title() -> None:
    text = "# W\n\n| Was | Wozu | Wo |\n|---|---|---|\n"
    text += "".join(f"| {one} | Es misst {one} genau | https://{one}.org |\n" for one in "ab")
    assert [title for _, title, _ in said(text)] == ["a", "b"]


@pytest.mark.parametrize(
    "row", ["aa | arxiv | github | bb'23", "Paper title | link | code | venue", "xxx | Link | - |"]
)
def test_a_template_is_no_row(row: str) -> None:
    head = "| Title | Link | Code | Venue |\n|---|---|---|---|\n"
    real = "| Rivers and how they bend | [arXiv](https://arxiv.org/abs/2303.00001) | | ICLR |\n"
    found = said(f"# W\n\n{head}| {row} |\n\n## Papers\n\n{head}{real}")
    assert [title for _, title, _ in found] == ["Rivers and how they bend"]


def test_a_venue_with_its_year_is_the_date() -> None:
    text = "# W\n\n| Title | Venue | Link |\n|---|---|---|\n"
    text += (
        "| Rivers | CVPR'24 | [Paper](https://a.org) |\n| Lakes | ICML | [Paper](https://b.org) |\n"
    )
    assert [(entry.fields.get("date"), entry.fields["venue"]) for entry in entries(text)] == [
        ("CVPR'24", "CVPR'24"),
        (None, "ICML"),
    ]
