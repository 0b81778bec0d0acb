from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.diagnostics import Severity
from lint.document.model import LinkKind
from lint.document.parser import parse
from lint.entries.options import TableConfig
from lint.errors import ConfigError
from lint.source import Source
from lint.validation.violations import judge
from tests.document.pieces import PIECES
from tests.lists import LISTS, judged, parsed, read_list, seed

if TYPE_CHECKING:
    from pathlib import Path

    from lint.validation.violations import Entry, Violation

HEADER = "| Date | Title | Summary | Links |\n|--|--|--|--|\n"
ARXIV = "[![arXiv](https://img.shields.io/badge/arXiv-Paper-red)](https://arxiv.org/abs/1)"


def violations(
    text: str, *tables: TableConfig, null_marks: tuple[str, ...] = (), dates: tuple[str, ...] = ()
) -> list[Violation]:
    judged = judge(parse(Source("", text)), tables, null_marks=null_marks, dates=dates)
    assert all(rule == one.rule for rule, each in judged.violations.items() for one in each)
    found = [one for each in judged.violations.values() for one in each]
    return sorted(found, key=lambda one: (one.span, one.rule))


def found(
    text: str, *tables: TableConfig, null_marks: tuple[str, ...] = (), dates: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """The rules that are broken, each with the text that it points at."""
    return [
        (one.rule, text[one.span.start : one.span.end].strip())
        for one in violations(text, *tables, null_marks=null_marks, dates=dates)
    ]


def entries(text: str, *tables: TableConfig) -> list[Entry]:
    return list(judge(parse(Source("", text)), tables).entries)


def rows(*cells: str) -> str:
    return HEADER + "".join(f"| {row} |\n" for row in cells)


# The lists that the linter was made for -----------------------------------------------------------


def places(path: Path) -> list[tuple[int, str, Severity | None]]:
    source = parsed(path).source
    return sorted(
        (source.position(one.span.start)[0], rule, one.severity)
        for rule, each in judged(path).violations.items()
        for one in each
    )


def test_the_first_seed() -> None:
    path = seed("large-language-model.md")
    assert places(path) == [
        (51, "placeholder-row", None),
        (58, "placeholder-row", None),
        (66, "placeholder-row", None),
        (67, "placeholder-row", None),
        (76, "badge-url-mismatch", None),
        (76, "invalid-date", None),
        (77, "placeholder-row", None),
    ]
    text = read_list(path)
    (badge,) = [one for one in violations(text) if one.rule == "badge-url-mismatch"]
    shown = text[badge.span.start : badge.span.end]
    assert shown.startswith("[![arXiv](https://img.shields.io/")
    assert shown.endswith("](https://cdn.openai.com/papers/weak-to-strong-generalization.pdf)")
    assert badge.message == "the badge “arXiv” links to cdn.openai.com, not to arXiv"
    assert badge.url == "https://cdn.openai.com/papers/weak-to-strong-generalization.pdf"


def test_the_second_seed() -> None:
    assert places(seed("jump-into-llm.md")) == []


EXPECTED = {
    # Badges that say arXiv and lead to a company's server.
    "xianshang33__llm-paper-daily--README_en.md": [(527, "badge-url-mismatch", None)],
    # A column of remarks that is empty here and there, and in one table mostly; dates month first.
    "mli__paper-reading.md": [
        (7, "invalid-date", Severity.INFO),
        *((line, "missing-summary", None) for line in (106, 109, 110, 111, 115)),
        (123, "missing-summary", Severity.INFO),
        (223, "missing-summary", None),
    ],
    # Four of 3,000 projects and tutorials have no description.
    "avelino__awesome-go.md": [
        (line, "missing-summary", Severity.WARNING) for line in (3951, 3955, 3980, 4004)
    ],
}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_nothing_is_said_of_real_lists_that_was_not_read_and_found_true(path: Path) -> None:
    if path.parent.name == "real":
        assert places(path) == EXPECTED.get(path.name, [])


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_the_entries_of_real_lists_are_json_and_lie_in_the_text(path: Path) -> None:
    text = read_list(path)
    previous = -1
    for entry in judged(path).entries:
        instance = entry.as_json()
        assert json.loads(json.dumps(instance)) == instance
        assert instance["title"]
        assert previous <= entry.span.start < entry.span.end <= len(text)
        previous = entry.span.start


# What a row lacks ---------------------------------------------------------------------------------


def test_a_row_that_lacks_nothing() -> None:
    assert found(rows(f"2023 | A | s | {ARXIV}")) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f" | A | s | {ARXIV}", ["missing-date"]),
        (f"2023 |  | s | {ARXIV}", ["missing-title"]),
        (f"2023 | A |  | {ARXIV}", ["missing-summary"]),
        ("2023 | A | s | ", ["missing-link"]),
        ("2023 | A | s | soon to appear", ["missing-link"]),
        (" | A |  | ", ["missing-date", "missing-summary", "missing-link"]),
        ("2023 | [A](https://a.org) | s | ", []),
        ("2023 | A | s | [paper]()", []),
        # A picture is content, but no link.
        (f"2023 | ![A](a.png) | ![](b.png) | {ARXIV}", []),
        ("2023 | A | s | ![arXiv](https://img.shields.io/badge/arXiv-Paper-red)", ["missing-link"]),
        (f"![](https://img.shields.io/badge/Date-2023--11--23-red) | A | s | {ARXIV}", []),
        # Whoever has no title has nothing yet: once is enough.
        ("2023 |  |  | ", ["missing-title"]),
        (f"2023 | ??? | s | {ARXIV}", ["row-schema"]),
        # What is not written is missing, too, unless cells have moved.
        ("2023 | A", ["missing-summary", "missing-link"]),
        (f"A | s | {ARXIV}", ["invalid-date"]),
        ("A | s", ["invalid-date"]),
        (f"2023 | A |  |  | {ARXIV}", []),
        # Cells that say nothing are nothing.
        (f"2023 | A | s | {ARXIV} |  |", []),
        (f"2023 | A | s | {ARXIV} |[//]: #06/18", []),
        ("2023 | A |[//]: #06/18", ["missing-link", "missing-summary"]),
        # Headings within the table, and its header once more.
        ("**2023** |  |  | ", []),
        ("2023", []),
        ("Date | Title | Summary | Links", []),
    ],
)
def test_what_a_row_lacks(row: str, expected: list[str]) -> None:
    assert sorted(rule for rule, _ in found(rows(row))) == sorted(expected)


MARKS = """
    - | -- | — | / | ⚠️ | ✗ | … | ? | :heavy_minus_sign: | None | N/A | n.a. | (TBD) | TODO | WIP
    | Coming soon! | 待开源 | 暂无
"""


@pytest.mark.parametrize("mark", [mark.strip() for mark in MARKS.split("|")])
def test_a_mark_says_on_purpose_that_there_is_nothing(mark: str) -> None:
    assert found(rows(f"{mark} | A | {mark} | {mark}")) == []
    (entry,) = entries(rows(f"{mark} | A | {mark} | {mark}"))
    assert entry.as_json() == {"section": "", "date": mark, "title": "A", "summary": mark}


def test_marks_can_be_configured() -> None:
    text = rows("jamais | A | Jamais | JAMAIS")
    assert found(text) == [("invalid-date", "jamais"), ("missing-link", "JAMAIS")]
    assert found(text, null_marks=("Jamais",)) == []
    assert found(text, TableConfig(null_marks=("jamais",))) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (" |  |  | ", "the row is empty"),
        ("|||", "the row is empty"),
        ("TBD |  |  | ", "the row holds nothing but 'TBD'"),
        ("- | Coming soon | N/A | - ", "the row holds nothing but '-'"),
    ],
)
def test_a_row_that_says_nothing_is_reported_once(row: str, message: str) -> None:
    (one,) = violations(rows(row))
    assert (one.rule, one.message) == ("placeholder-row", message)
    assert entries(rows(row)) == []


def test_a_violation_lands_on_its_cell_badge_or_link() -> None:
    slip = "[![arXiv](https://img.shields.io/badge/arXiv-Paper-red)](https://b.org)"
    text = rows(f"2023-13 | A | s | {ARXIV} {slip}", "| A || [x](https://a.org)")
    assert found(text) == [
        ("invalid-date", "2023-13"),
        ("badge-url-mismatch", slip),
        ("missing-date", ""),
        ("missing-summary", "|"),
    ]
    assert all(one.span.start < one.span.end for one in violations(text))


def test_links_are_asked_for_only_where_headers_or_most_rows_do() -> None:
    ticks = "| Title | Date | PyTorch | Code |\n|-|-|-|-|\n| A | 2023 | ✅ | |\n| B | 2023 | | |\n"
    assert found(ticks) == []
    linked = "| C | 2023 | | [c](https://c.org) |\n| D | 2023 | | [d](https://d.org) |\n"
    assert found(ticks + linked + linked) == [("missing-link", "")]
    (a, b, *_) = entries(ticks)
    assert "links" not in a.as_json()
    assert "links" not in b.as_json()


def test_a_summary_that_most_rows_lack_is_one_info() -> None:
    empty, full = f"2023 | A |  | {ARXIV}", f"2023 | A | s | {ARXIV}"
    assert [one.severity for one in violations(rows(*[empty] * 5, *[full] * 5))] == [None] * 5
    (one,) = violations(rows(full, *[empty] * 5, *[full] * 3))
    assert one.severity is Severity.INFO
    assert one.message == "the summary is missing in 5 of 9 rows of this table"


def test_no_picture_is_asked_for_in_a_column_of_pictures() -> None:
    picture, text = f"2023 | A | ![](a.png) | {ARXIV}", f"2023 | A | s | {ARXIV}"
    empty = f"2023 | A |  | {ARXIV}"
    assert found(rows(picture, picture, text, empty)) == []
    assert found(rows(picture, text, empty)) == [("missing-summary", "")]


# Which tables are entries, and what their cells are called ----------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "Step | Section | Subsections",
        "NLP Task | Type | Benchmarks",
        "Metric | Count",
        "Language | Icon",
    ],
)
def test_other_tables_are_left_alone(header: str) -> None:
    line = "|--" * (header.count("|") + 1)
    text = f"{header}\n{line}\n| | | |\n| 7/4/23 | | |\n"
    assert (entries(text), found(text)) == ([], [])


def test_the_cells_of_an_entry() -> None:
    text = (
        "## LLM\n| **Date** | Paper<br>Title | &nbsp;Recom 🔥 | Title | Section | Code |\n"
        "|--|--|--|--|--|--|\n"
        "| 2023<br>ICML | **A**<br>B | ⭐️ | t | s | [c](https://c.org) |\n"
    )
    (entry,) = entries(text)
    link = {"label": "c", "message": "", "url": "https://c.org", "kind": "inline"}
    assert entry.as_json() == {
        "section": "LLM",
        "date": "2023\nICML",
        "title": "A",
        "recom": "⭐️",
        "title (2)": "t",
        "section (2)": "s",
        "code": "c",
        "links": [link | {"site": "other", "badge": False}],
    }


def test_a_paper_s_cell_may_hold_a_summary_below_the_title() -> None:
    text = (
        "Date | Paper | Link\n--|--|--\n"
        "2023 | **A**<br><sub>What it<br>shows</sub> | {0}\n2023 | B | {0}\n"
    )
    first, second = entries(text.format(ARXIV))
    assert (first.fields["title"], first.fields["summary"]) == ("A", "What it\nshows")
    assert "summary" not in second.fields
    assert found(text.format(ARXIV)) == []
    both = text.replace("Paper", "Paper & Summary").format(ARXIV)
    assert found(both) == [("missing-summary", "B")]


def test_configured_tables() -> None:
    text = "## Old\n| When | What | Where |\n|-|-|-|\n| 7/4/23 | | x |\n"
    mapping = {"when": "date", "What": "title", "Where": "links"}
    assert found(text) == []
    assert found(text, TableConfig(map=mapping)) == [
        ("invalid-date", "7/4/23"),
        ("missing-title", ""),
    ]
    assert found(text, TableConfig(headers=("where", "WHEN"), map=mapping)) != []
    assert found(text, TableConfig(headers=("Where", "Who"), map=mapping)) == []
    assert found(text, TableConfig(section="o?d", map=mapping)) != []
    assert found(text, TableConfig(section="new*", map=mapping)) == []
    # The first that fits decides.
    assert found(text, TableConfig(entries=False), TableConfig(map=mapping)) == []
    (entry,) = entries(text, TableConfig(entries=True))
    assert entry.fields == {"when": "7/4/23", "what": "", "where": "x"}


def test_a_table_s_own_schema(tmp_path: Path) -> None:
    path = tmp_path / "own.schema.json"
    schema = {
        "properties": {
            "recom": {"enum": ["⭐️"]},
            "links": {"items": {"properties": {"url": {"pattern": "^ftp:"}}}},
        }
    }
    path.write_text(json.dumps(schema), encoding="utf-8")
    text = f"| Recom | Title | Link |\n|-|-|-|\n| ok |  | {ARXIV} |\n"
    config = TableConfig(headers=("Recom",), schema=path)
    first, second = violations(text, config)
    assert (first.rule, text[first.span.start : first.span.end]) == ("row-schema", "ok")
    assert first.message == "recom: 'ok' is not one of ['⭐️']"
    assert text[second.span.start : second.span.end] == ARXIV
    assert second.message == "links/0/url: 'https://arxiv.org/abs/1' does not match '^ftp:'"
    assert found(text) == [("missing-title", "")]
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ConfigError):
        violations(text, config)


def test_a_violation_of_the_whole_entry_points_at_its_title(tmp_path: Path) -> None:
    path = tmp_path / "own.schema.json"
    path.write_text(
        '{"required": ["venue"], "x-message": "no venue in {field}, {label}"}', encoding="utf-8"
    )
    (one,) = violations(rows(f"2023 | Some title | s | {ARXIV}"), TableConfig(schema=path))
    assert (one.rule, one.message) == ("row-schema", "no venue in , {label}")
    assert one.span.end - one.span.start == len("Some title")


# HTML ---------------------------------------------------------------------------------------------

RECORDS = """<table>
<tr><td><strong>Date</strong></td><td>Paper & Summary</td><td>Tags</td><td>Links</td></tr>
<tr><td rowspan="2">2025-02-17</td><td>First</td><td></td><td><a href="https://a.org">x</a></td></tr>
<tr><td colspan="3">What it shows</td></tr>
<tr><td rowspan="2">2025-02</td><td>Second</td><td></td><td><a href="https://a.org">x</a></td></tr>
<tr><td colspan="3"></td></tr>
<tr><td rowspan="2">2025-13</td><td></td><td></td><td></td></tr>
<tr><td colspan="3">What it shows</td></tr>
<tr><td colspan="4">Older</td></tr>
<tr><td>2024</td><td>Third<br>What it shows</td><td></td><td><a href="https://a.org">x</a></td></tr>
</table>
"""


def test_a_record_over_two_rows_is_one_entry() -> None:
    first, second, third, fourth = entries(RECORDS)
    assert first.fields == {
        "date": "2025-02-17",
        "title": "First",
        "column:tags": "",
        "summary": "What it shows",
    }
    assert second.fields["summary"] == ""
    assert third.fields["title"] == ""
    assert (fourth.fields["title"], fourth.fields["summary"]) == ("Third", "What it shows")
    assert RECORDS[first.span.start : first.span.end].count("<tr>") == 2
    wrong = violations(RECORDS)
    assert all(one.span.start < one.span.end for one in wrong)
    lines = [(one.rule, RECORDS.count("\n", 0, one.span.start)) for one in wrong]
    assert lines == [
        ("missing-summary", 5),
        ("invalid-date", 6),
        ("missing-title", 6),
        ("missing-link", 6),
    ]


def test_a_category_beside_its_members_makes_no_record_of_them() -> None:
    text = (
        "<table><tr><th>Kind</th><th>Name</th><th>Link</th></tr>"
        "<tr><td rowspan=2>K</td><td>A</td><td><a href='https://a.org'>x</a></td></tr>"
        "<tr><td>B</td><td><a href='https://b.org'>y</a></td></tr>"
        "<tr><td>L</td><td>C</td><td></td></tr></table>"
    )
    assert [(one.fields["kind"], one.fields["title"]) for one in entries(text)] == [
        ("K", "A"),
        ("K", "B"),
        ("L", "C"),
    ]
    assert [rule for rule, _ in found(text)] == ["missing-link"]


# Dates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "date", "right"),
    [
        ("Date", "NeurIPS<br>2022", True),
        ("Date", "2023", True),
        ("Date", "**Mar/2023**", True),
        ("Date", "<span>2023/11</span><!--30-->", True),
        ("Date", "7/4/23<br>ICML23", False),
        ("Date", "2025--01", False),
        ("Date", "中文", False),
        ("Date", "CVPR", True),
        ("Date", "Llama-3-8B", False),
        ("Pub. & Date", "Some Workshop", True),
        ("Pub. & Date", "CVPR, 2025", True),
        ("Pub. & Date", "7/4/23", False),
        ("Venue", "7/4/23", True),
        ("Venue", "anything", True),
    ],
)
def test_a_date_is_judged_by_its_column(header: str, date: str, *, right: bool) -> None:
    text = f"| Title | {header} | Link |\n|-|-|-|\n| A | {date} | {ARXIV} |\n"
    assert found(text) == ([] if right else [("invalid-date", date)])


def test_a_heading_gives_the_year() -> None:
    table = rows(f"07-29 | A | s | {ARXIV}")
    assert found(table) == [("invalid-date", "07-29")]
    assert found("## 2024-07\n\n" + table) == []
    assert found("# 2024\n## July\n\n" + table) == []


def test_a_habit_of_a_table_is_one_info() -> None:
    text = rows(
        *(f"{date} | A | s | {ARXIV}" for date in ("7/4/23", "9/2/22", "12/29/22", "1/2/22"))
    )
    (one,) = violations(text)
    assert (one.rule, one.severity) == ("invalid-date", Severity.INFO)
    assert one.message == "dates are written M/D/YY, month first"
    assert text[one.span.start : one.span.end] == "7/4/23"
    assert found(text, dates=("M/D/YY",)) == []
    assert found(text, TableConfig(dates=("M/D/YY",))) == []
    # One hand writes all tables of a list: the cells of one tell how to read those of another.
    (one,) = violations(rows(f"7/4/23 | A | s | {ARXIV}") + "\n" + text)
    assert one.severity is Severity.INFO


@pytest.mark.parametrize(
    ("written", "iso", "notation", "reason"),
    [
        ("2023-05-17", "2023-05-17", "YYYY-MM-DD", ""),
        ("NeurIPS 2022", "2022", "VENUE YYYY", ""),
        ("12/29/22", "2022-12-29", "M/D/YY", ""),
        ("7/4/23", "2023", "M/D/YY", "'7/4/23' is ambiguous: 4 July or 7 April 2023"),
        ("2025--01", "", "", "'2025--01' is not a date"),
        ("not yet known", "", "", ""),
        ("-", "", "", ""),
    ],
)
def test_an_entry_has_its_date_as_a_value(
    written: str, iso: str, notation: str, reason: str
) -> None:
    text = rows(f"{written} | A | s | {ARXIV}")
    (entry,) = judge(parse(Source("", text)), null_marks=["Not yet known"]).entries
    assert entry.date is not None
    assert entry.date.text == entry.fields["date"] == written
    assert (entry.date.iso, entry.date.notation, entry.date.reason) == (iso, notation, reason)
    assert (entry.known_date is None) == (not iso)
    assert entry.as_json()["date"] == written


def test_an_entry_without_a_date_has_no_value() -> None:
    (entry,) = judge(parse(Source("", rows(f" | A | s | {ARXIV}")))).entries
    assert entry.fields["date"] == ""
    assert entry.date is None


def test_a_year_after_the_latest_is_no_reading_of_a_date() -> None:
    def found(latest: int) -> list[str]:
        judged = judge(parse(Source("", rows(f"29-12-22 | A | s | {ARXIV}"))), latest=latest)
        return [one.message for one in judged.violations.get("invalid-date", ())]

    (one,) = found(2030)
    assert "ambiguous" in one
    assert found(2028) == []


def test_a_notation_that_is_none_is_one_line() -> None:
    with pytest.raises(
        ConfigError, match=r"'dates': 'M/D/Y' is not an optional notation; .*'M/D/YY'"
    ):
        found(HEADER, dates=("M/D/Y",))


def test_a_header_that_may_mean_something_else_needs_dates_below_it() -> None:
    text = "| Model | Time | Link |\n|-|-|-|\n| A | {} | {} |\n| B | {} | {} |\n"
    assert found(text.format("1.2 s", ARXIV, "0.3 s", ARXIV)) == []
    assert found(text.format("2023-01", ARXIV, "中文", ARXIV)) == [("invalid-date", "中文")]
    (a, _) = entries(text.format("1.2 s", ARXIV, "0.3 s", ARXIV))
    assert a.fields == {"title": "A", "time": "1.2 s", "link": "arXiv Paper"}


# Badges -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shield", "url", "right"),
    [
        ("badge/arXiv-Paper-red", "https://arxiv.org/pdf/2303.04129v2.pdf", True),
        ("badge/arXiv-2303.04129-red", "https://www.arxiv.org/abs/2303.04129", True),
        ("badge/arXiv-b31b1b.svg", "https://doi.org/10.48550/arXiv.2303.04129", True),
        ("badge/Paper-arXiv%3A2303.04129-red", "https://alphaxiv.org/abs/2303.04129", True),
        ("badge/arXiv-Paper-red", "https://huggingface.co/papers/2303.04129", True),
        ("badge/arXiv-Paper-red", "https://web.archive.org/web/1/https://arxiv.org/abs/1", True),
        ("badge/arXiv-Paper-red", "https://bit.ly/x", True),
        ("badge/arXiv-Paper-red", "https://o.github.io/x.pdf", False),
        ("badge/arXiv-b31b1b.svg", "https://openreview.net/forum?id=x", False),
        ("badge/Read-arXiv-red", "https://a.org", False),
        ("static/v1?label=arXiv&message=Paper", "https://a.org", False),
        ("badge/arXiv-Paper-red", "paper.pdf", False),
        # Other rules speak of these.
        ("badge/arXiv-Paper-red", "", True),
        ("badge/arXiv-Paper-red", "#", True),
        ("badge/arXiv-Paper-red", "arxiv.org/abs/1", True),
        ("badge/arXiv-Paper-red", "https:/arxiv.org/abs/1", True),
        # A venue says where, not under which address.
        ("badge/ICLR-Paper-red", "https://arxiv.org/abs/1", True),
        ("badge/GitHub-View-green", "https://github.com/o/r", True),
        ("badge/GitHub-Code-green", "https://gist.github.com/o/1", True),
        ("badge/GitHub-View-green", "https://o.github.io/r", True),
        ("badge/GitHub-View-green", "https://anonymous.4open.science/r/x", True),
        ("badge/GitHub-View-green", "code/", True),
        ("badge/GitHub-View-green", "https://gitee.com/o/r", False),
        ("badge/GitHub-Page-green", "https://a.org", True),
        ("badge/GitHub-Page-green", "https://arxiv.org/abs/1", False),
        ("badge/Website-9cf", "https://github.com/o/r", True),
        ("badge/Website-9cf", "https://arxiv.org/abs/1", False),
        ("badge/Project-Page-9cf", "https://doi.org/10.48550/arXiv.1", False),
        ("badge/Project-Paper-9cf", "https://arxiv.org/abs/1", True),
        ("badge/Paper-PDF-red", "https://dl.acm.org/doi/10.1145/1", True),
        ("badge/Paper-PDF-red", "https://github.com/o/r/blob/main/paper.pdf", True),
        ("badge/Paper-PDF-red", "https://github.com/o/r", False),
        ("badge/论文-red", "https://gitlab.com/o/r", False),
        ("badge/Paper-red", "https://youtu.be/x", False),
        ("badge/Paper-Video-red", "https://youtu.be/x", True),
        ("badge/PDF-red", "https://x.com/a/status/1", False),
        ("badge/Code-blue", "https://huggingface.co/o/r", True),
        ("badge/Code-blue", "https://openreview.net/attachment?id=x&name=code", True),
        ("badge/Code-blue", "https://arxiv.org/src/1/anc", True),
        ("badge/Code-blue", "https://arxiv.org/abs/1", False),
        ("badge/%F0%9F%A4%97-Model-yellow", "https://hf.co/o/r", True),
        ("badge/%F0%9F%A4%97%20Hugging%20Face-Model-yellow", "https://modelscope.cn/o/r", False),
        ("badge/OpenReview-Paper-red", "https://arxiv.org/abs/1", False),
        ("badge/YouTube-Video-red", "https://www.youtube.com/watch?v=x", True),
        ("badge/YouTube-Video-red", "https://www.bilibili.com/video/x", False),
        ("github/stars/o/r", "https://github.com/O/r/tree/main", True),
        ("github/stars/o/r?label=Star", "https://project.org/", True),
        ("github/stars/o/r", "https://github.com/o/", False),
        # Whatever they say, these promise nothing that a URL could break.
        ("badge/Demo-x-red", "https://arxiv.org/abs/1", True),
        ("badge/Dataset-red", "https://arxiv.org/abs/1", True),
        ("badge/Summary-Read-red", "summary/1.md", True),
        ("badge/LLM-589cf4", "https://arxiv.org/abs/1", True),
        ("badge/dynamic/json?label=arXiv&url=https%3A%2F%2Fa.org", "https://b.org", True),
        ("youtube/views/x?label=YouTube", "https://www.bilibili.com/video/x", True),
    ],
)
def test_a_badge_keeps_its_promise(shield: str, url: str, *, right: bool) -> None:
    badge = f"[![Paper](https://img.shields.io/{shield})]({url})"
    expected = [] if right else [("badge-url-mismatch", badge)]
    assert found(f"- [A](https://a.org) - text {badge}\n") == expected
    assert found(rows(f"2023 | A | s | {badge} {ARXIV}")) == expected


def test_alternative_text_counts_only_where_there_is_no_shield() -> None:
    item = "- [A](https://a.org) [![arXiv]({})](https://b.org)\n"
    assert found(item.format("https://img.shields.io/badge/Blog-red")) == []
    assert len(found(item.format("assets/arxiv-badge.svg"))) == 1
    assert found(item.format("assets/arxiv.svg")) == []


def test_a_badge_without_a_link_promises_nothing() -> None:
    tag = "![arXiv](https://img.shields.io/badge/arXiv-Paper-red)"
    assert found(f"- [A](https://a.org) {tag}\n") == []


def test_words_promise_only_as_labels() -> None:
    wrong = "[arXiv](https://a.org) [Github](https://gitee.com/o/r)"
    assert [text for _, text in found(rows(f"2023 | A | s | {wrong}"))] == wrong.split()
    assert found(rows(f"2023 | {wrong} | {wrong} | {ARXIV}")) == []
    assert found(f"- [A](https://a.org) - See {wrong} for more.\n") == []
    assert [text for _, text in found(f"- [A](https://a.org) - B. {wrong}\n")] == wrong.split()
    paper = "[Paper](https://github.com/o/r)"
    kept = "[arXiv daily](https://a.org) [Paper](https://github.com/o/r/blob/main/a.pdf)"
    assert [text for _, text in found(rows(f"2023 | A | s | {paper} {kept}"))] == [paper]


def test_a_label_s_use_that_a_fifth_breaks_is_said_once() -> None:
    def row(url: str) -> str:
        return f"2023 | A | s | [![](https://img.shields.io/badge/Website-red)]({url}) {ARXIV}"

    wrong, right = row("https://arxiv.org/abs/1"), row("https://a.org")
    assert len(violations(rows(*[wrong] * 4))) == 4
    assert len(violations(rows(*[wrong] * 5, *[right] * 21))) == 5
    (one,) = violations(rows(*[wrong] * 5, *[right] * 20))
    assert one.severity is Severity.INFO
    assert one.message == (
        "the badge “Website” links to arxiv.org, a paper, as do 5 of 25 such labels in this list"
    )


# Lists --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("[A](https://a.org) - text", {"title": "A", "summary": "text"}),
        ("[A](https://a.org)：说明。", {"title": "A", "summary": "说明。"}),  # noqa: RUF001
        ("**[A](https://a.org)** — by `B`.", {"title": "A", "summary": "by B."}),
        ("[A](https://a.org)", {"title": "A"}),
        ("[A](https://a.org) ⭐", {"title": "A"}),
        ("[A](https://a.org) [code](https://b.org)", {"title": "A"}),
        ("🔥 [A](https://a.org)", {"title": "A"}),
        (":star: <b>[A](https://a.org)</b>", {"title": "A"}),
        ("[ ] [A](https://a.org)", {"title": "A"}),
        ("[2023/10] [A](https://a.org)", {"date": "2023/10", "title": "A"}),
        (
            "**ICML 2023** [A](https://a.org)",
            {"date": "ICML 2023", "venue": "ICML", "title": "A"},
        ),
        (f"{ARXIV} [A](https://a.org) text", {"title": "A", "summary": "text"}),
        ("![x](x.png) [A](https://a.org)", {"title": "A"}),
        ("[[paper](https://a.org)] text", {"title": "text"}),
        ("**A** [paper](https://a.org)", {"title": "A"}),
        ("https://a.org text", {"title": "https://a.org", "summary": "text"}),
        ("[![A](a.png)](https://a.org)", {"title": "A"}),
        ("[![](a.png)](https://a.org)", {"title": "a.png"}),
        ("[A\nB](https://a.org)\ntext", {"title": "A B", "summary": "text"}),
    ],
)
def test_an_item_that_opens_with_a_link_is_an_entry(item: str, expected: dict[str, str]) -> None:
    indented = item.replace("\n", "\n  ")
    (entry,) = entries(f"- {indented}\n")
    assert entry.fields == expected
    assert entry.links
    assert found(f"- {indented}\n") == []


@pytest.mark.parametrize(
    "item",
    [
        "text [A](https://a.org)",
        "[A](#a)",
        "[A](docs/a.md)",
        "[A]()",
        "[A](mailto:a@a.org)",
        "A - text",
        "v1.2: [A](https://a.org)",
        "![A](https://a.org/a.png)",
    ],
)
def test_other_items_are_left_alone(item: str) -> None:
    assert (entries(f"- {item}\n"), found(f"- {item}\n" * 9)) == ([], [])


@pytest.mark.parametrize(
    ("item", "summary"),
    [
        ("[A](https://a.org) - text\n", "text"),
        ("**[A](https://a.org)** — *some* [b](https://b.org).", "some* [b](https://b.org)."),
        ("[A](https://a.org): a\n  b\n  - [c](https://c.org)", "a\n  b"),
        ("[A](https://a.org)", "[A](https://a.org)"),
    ],
)
def test_the_place_of_an_item_s_summary(item: str, summary: str) -> None:
    text = f"- {item}\n"
    place = entries(text)[0].places["summary"]
    assert text[place.start : place.end] == summary


def test_a_link_without_words_has_no_title() -> None:
    assert found("- [](https://a.org) - text\n") == [("missing-title", "[](https://a.org)")]


FULL = "- [A](https://a.org) - text\n"
BARE = "- [B](https://b.org)\n"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (FULL * 9 + BARE, True),
        (FULL * 9 + BARE * 2, False),
        (FULL * 3 + BARE, False),
        # One list that has summaries, in a document that mostly has none.
        (FULL * 9 + BARE + "\n# Others\n\n" + BARE * 9, False),
        # What the item says in other places.
        (FULL * 30 + "- [B](https://b.org)\n  - [C](https://c.org)\n", False),
        (FULL * 30 + "- [B](https://b.org)\n  ```\n  text\n  ```\n", False),
        (FULL * 30 + "- [B](https://b.org)\n\n  text\n", False),
        (FULL * 30 + "- [B](https://b.org) [code](https://c.org)\n", False),
        (FULL * 30 + "- [B](https://b.org) ([C](https://c.org))\n", False),
        # Another list.
        (FULL * 20 + "\n# Others\n\n" + BARE, False),
    ],
)
def test_a_summary_is_asked_for_where_nearly_all_siblings_have_one(
    text: str, *, asked: bool
) -> None:
    found = violations(text)
    assert [one.rule for one in found] == ["missing-summary"] * asked
    assert all(one.severity is Severity.WARNING for one in found)
    if asked:
        assert text[found[0].span.start : found[0].span.end] == "[B](https://b.org)"


# Whatever the text --------------------------------------------------------------------------------

CELLS = st.sampled_from(
    [
        "",
        " ",
        "-",
        "2023",
        "7/4/23",
        "TBD",
        "**A**",
        "A",
        ARXIV,
        "[x]()",
        "![](a.png)",
        "[//]: #1",
        "\\|",
    ]
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=6)


@given(TABLES)
def test_any_table_is_judged_each_defect_once_within_its_row(table: list[list[str]]) -> None:
    text = rows(*(" | ".join(cells) for cells in table))
    judged = judge(parse(Source("", text)))
    found = [one for each in judged.violations.values() for one in each]
    assert len({(one.rule, one.span) for one in found}) == len(found)
    for one in found:
        assert len(HEADER) <= one.span.start < one.span.end <= len(text)
        assert "\n" not in text[one.span.start : one.span.end]
    for entry in judged.entries:
        assert all(link.link.kind is not LinkKind.IMAGE for link in entry.links or ())
        lacking = {name for name in ("date", "title", "summary") if entry.fields.get(name) == ""}
        told = {
            one.rule.removeprefix("missing-")
            for one in found
            if entry.span.contains(one.span) and one.rule.startswith("missing-")
        }
        assert told - {"link"} <= lacking


@given(
    st.lists(st.sampled_from([*PIECES, HEADER, "<tr><td rowspan=3 colspan=2>"]), max_size=25).map(
        "".join
    )
)
def test_no_text_makes_it_fail(text: str) -> None:
    document = parse(Source("", text))
    judged = judge(document, (TableConfig(entries=True),))
    for each in judged.violations.values():
        for one in each:
            assert 0 <= one.span.start < one.span.end <= len(text)
            assert one.message
            assert "\n" not in one.message


MANY = 100_000
LINK = "[a](https://a.org) "
HOSTILE = {
    "tags": f"- {'<' * MANY} {LINK}",
    "labels": f"- {LINK * (MANY // 10)}",
    "a badge's label": f"- {LINK}[![](https://img.shields.io/badge/{'.' * MANY}a-red)](https://a.org)",
    "a link's label": rows(f"2023 | A | s | [{'.' * MANY}a](https://a.org)"),
    "a host": f"- {LINK}[![](https://img.shields.io/badge/arXiv-red)](https://{'a.' * MANY}org)",
    "brackets": f"{'【' * MANY} | Title | Link\n-|-|-\na | b | c",
    "columns": f"Title{'| Link' * MANY}\n{'-|' * MANY}-\n{LINK}",
    "columns of records": f"<table><tr><td>Title<td>Link<tr>{'<td rowspan=1000>' * (MANY // 10)}"
    f"{'<tr><td>a' * 1000}</table>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_work_grows_with_the_text_and_no_faster(text: str) -> None:
    # Were it to grow with the square of the length, this would not end.
    violations(text + "\n")


def test_a_text_without_entries_does_not_import_jsonschema() -> None:
    code = (
        "import sys\n"
        "from lint.document.parser import parse\n"
        "from lint.validation.violations import judge\n"
        "from lint.source import Source\n"
        "judge(parse(Source('', '# A\\n\\n- [b](#b)\\n\\n| c |\\n|--|\\n| d |\\n')))\n"
        "print('jsonschema' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_wide_cell_of_an_html_row_says_nothing_of_each_column() -> None:
    text = (
        "<table>\n<tr><th>Date</th><th>Title</th><th>Links</th></tr>\n"
        "<tr><td>2023</td><td>A</td><td><a href='https://a.example/1'>x</a></td></tr>\n"
        "<tr><td colspan=2>2024</td><td><a href='https://a.example/2'>x</a></td></tr>\n"
        "<tr><td>2024</td><td>B</td><td><a href='https://a.example/3'>x</a></td></tr>\n</table>\n"
    )
    judged = judge(parse(Source("", text)))
    assert [entry.fields["title"] for entry in judged.entries] == ["A", "B"]
    assert not judged.violations


@pytest.mark.parametrize(
    "date",
    ["二〇二四年五月", "พ.ศ. 2567", "300 BC", "weekly", "continuously updated", '"', "ditto"],
)
def test_words_and_calendars_that_are_no_slips(date: str) -> None:
    rows = f"| 2024-01 | A | {ARXIV} |\n| {date} | B | {ARXIV} |\n"
    text = f"| Date | Title | Links |\n|--|--|--|\n{rows}"
    assert not judge(parse(Source("", text))).violations
