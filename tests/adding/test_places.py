"""Where a new entry goes: its section, its place by the order, and whether it is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lint.adding.insertion import Added, Present, Refused
from lint.adding.position import AT_END, UNDATED
from lint.errors import LintError
from tests.adding.lists import added, open_list, outcome, work

if TYPE_CHECKING:
    from lint.adding.work import Work

NAMES = ("alpha", "beta", "delta", "gamma", "omega", "zeta")


def listed(*names: str) -> list[str]:
    return [f"- [{name}](https://github.com/x/{name}) - A thing." for name in names]


def dated(*dates: str) -> list[str]:
    return [
        f"- [Way {at}](https://arxiv.org/abs/24{at:02}.00001) ({date})"
        for at, date in enumerate(dates, start=1)
    ]


def text(*sections: tuple[str, list[str]]) -> str:
    return "\n".join(line for name, lines in sections for line in (f"## {name}", "", *lines, ""))


def paper(date: str) -> Work:
    year, _, rest = date.partition("-")
    return work(
        f"https://arxiv.org/abs/{year[2:]}{rest[:2] or '01'}.09999", "Maps for Ships", date=date
    )


def repository(name: str) -> Work:
    return work(f"https://github.com/y/{name}", name, summary="A thing.", owner="y")


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(("name", "place"), [("aaa", 0), ("Charlie", 2), ("zz", 6)])
def test_the_alphabet_is_kept(name: str, place: int, *, backwards: bool) -> None:
    names = NAMES[::-1] if backwards else NAMES
    found = added(text(("Tools", listed(*names))), repository(name))
    assert found.line == 3 + (6 - place if backwards else place)


@pytest.mark.parametrize(
    ("dates", "date", "line"),
    [
        (("2024-05", "2024-03", "2024-01"), "2024-04-09", 4),
        (("2024-05", "2024-03", "2024-01"), "2024-03-01", 4),
        (("2024-05", "2024-03", "2024-01"), "2024-06", 3),
        (("2024-05", "2024-03", "2024-01"), "2019", 6),
        (("2024-01", "2024-03", "2024-05"), "2024-04", 5),
        (("2024-01", "2024-03", "2024-05"), "2024-03", 5),
        (("2024-01", "2024-03", "2024-05"), "2024-07-01", 6),
    ],
)
def test_the_order_of_dates_is_kept(dates: tuple[str, ...], date: str, line: int) -> None:
    new = paper(date)
    assert added(text(("Papers", dated(*dates))), new).line == line


def test_without_an_order_it_is_the_end() -> None:
    found = added(
        text(("Tools", listed("delta", "alpha", "zeta", "beta", "omega"))), repository("b")
    )
    assert (found.line, found.order) == (8, AT_END)


def test_without_a_date_it_is_the_end_of_what_dates_order() -> None:
    found = added(text(("Papers", dated("2024-05", "2024-03", "2024-01"))), paper(""))
    assert (found.line, found.order) == (6, UNDATED)


def test_a_small_section_does_as_the_others() -> None:
    sections = [(f"Tools {at}", listed(*(f"{name}{at}" for name in NAMES))) for at in range(3)]
    found = added(
        text(("Few", listed("zorro", "alpha1x")[::-1]), *sections), repository("mid"), "Few"
    )
    assert (found.line, found.order) == (4, "in alphabetical order")


def test_blank_lines_between_entries_are_kept() -> None:
    lines = "\n\n".join(listed(*NAMES))
    found = added(f"## Tools\n\n{lines}\n", repository("charlie"))
    assert found.task.source.text == f"## Tools\n\n{lines}\n".replace(
        "\n- [delta]", f"\n{found.entry}\n\n- [delta]"
    )


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\n\n\n"])
def test_the_last_line_may_have_no_ending(ending: str) -> None:
    before = text(("Tools", listed(*NAMES))).rstrip("\n") + ending
    found = added(before, repository("zz"))
    after = found.task.source.text
    assert found.entry in after.splitlines()
    assert after.replace(found.entry, "").split() == before.split()


TWO = text(
    ("Tools", listed(*NAMES)), ("Papers", dated("2024-01", "2024-02")), ("More", listed("b", "c"))
)


@pytest.mark.parametrize("section", ["Papers", "papers", "#papers", "PAPERS "])
def test_a_section_is_named_by_its_heading_or_anchor(section: str) -> None:
    new = paper("2024-03")
    assert added(TWO, new, section).section == "Papers"


def test_the_only_section_for_such_pages_need_not_be_named() -> None:
    new = paper("2024-03")
    assert added(TWO, new).section == "Papers"


def test_the_section_of_the_year_need_not_be_named() -> None:
    years = [(str(year), dated(f"{year}-05", f"{year}-03")) for year in (2025, 2024, 2023)]
    unlike = [
        (
            name,
            [
                line.replace("abs/24", f"abs/{name[2:]}").replace("Way", f"Way of {name}")
                for line in lines
            ],
        )
        for name, lines in years
    ]
    new = paper("2024-02-01")
    assert added(text(*unlike), new).section == "2024"


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ("Paper", "list.md: unknown section 'Paper'; did you mean 'Papers'?"),
        ("Quux", "list.md: unknown section 'Quux'; there are 'Tools', 'Papers', 'More'"),
        (None, "name a section with --section, such as 'Tools', 'More'"),
    ],
)
def test_doubt_names_the_nearest_sections(section: str | None, message: str) -> None:
    with pytest.raises(LintError) as caught:
        outcome(TWO, repository("new"), section)
    assert message in str(caught.value)


def test_two_sections_of_one_name_are_told_apart_by_anchors() -> None:
    twice = text(("Tools", listed("a", "b")), ("Tools", listed("c", "d")))
    with pytest.raises(LintError) as caught:
        outcome(twice, repository("new"), "Tools")
    assert str(caught.value) == (
        "list.md: 2 sections are called 'Tools': #tools (line 1), #tools-1 (line 6)"
    )
    assert added(twice, repository("new"), "#tools-1").line > 6


def test_a_section_without_entries_has_nothing_to_copy() -> None:
    with pytest.raises(LintError, match="section 'Empty' has no entries to write one like"):
        outcome(TWO + "\n## Empty\n\nText.\n", repository("new"), "Empty")


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2401.00001",
        "http://www.arxiv.org/pdf/2401.00001v3.pdf",
        "https://doi.org/10.48550/arXiv.2401.00001",
        "https://huggingface.co/papers/2401.00001",
    ],
)
def test_the_same_work_is_found_under_any_of_its_urls(url: str) -> None:
    assert outcome(TWO, work(url, "Whatever Its Title Is")) == Present(12)
    assert open_list(TWO).find(url) == Present(12)


def test_the_same_title_is_the_same_paper() -> None:
    lines = ["- [A Long Way to Sail](https://arxiv.org/abs/2401.00001) (2024)"]
    new = work("https://openreview.net/forum?id=abc", "A long way to sail")
    assert outcome(text(("Papers", lines)), new) == Present(3)


def test_what_a_summary_mentions_is_not_there() -> None:
    lines = [
        "- [alpha](https://github.com/x/alpha) - A fork of [beta](https://github.com/y/beta).",
        "- [gamma](https://github.com/x/gamma) - A thing.",
    ]
    assert isinstance(outcome(text(("Tools", lines)), repository("beta")), Added)


def test_a_new_problem_refuses_it() -> None:
    lines = [
        f"- [{name}](https://github.com/x/{name}) - A tool that does {name} for everybody."
        for name in NAMES
    ]
    new = work("https://y.example/new?utm_source=x", "new", summary="A tool that does it.")
    found = outcome(text(("Tools", lines)), new)
    assert isinstance(found, Refused)
    assert {one.rule for one in found.found} == {"tracking-parameter"}
