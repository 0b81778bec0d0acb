"""An entry is written as its neighbours are: tables, HTML records, items and titles first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lint.adding.forms import authors_like, summary_like
from lint.adding.insertion import Added, Refused
from lint.adding.work import Role, Work
from tests.adding.lists import added, line, outcome, work

PAPER = work(
    "https://arxiv.org/abs/2403.01234",
    "Maps for Ships",
    date="2024-03-02",
    venue="ICLR 2024",
    authors=("Jane Doe", "Richard Roe", "Ann Poe"),
    summary="A way to sail.",
    code="https://github.com/doe/maps",
    project="https://doe.github.io/maps",
)
REPOSITORY = work(
    "https://github.com/doe/maps", "maps", date="2024-03-02", summary="Maps for all.", owner="doe"
)


def rows(header: str, *lines: str) -> str:
    rule = "|" + "---|" * (header.count("|") - 1)
    return "\n".join(("# Papers", "", header, rule, *lines, ""))


def items(*lines: str) -> str:
    return "\n".join(("# Papers", "", *lines, ""))


BADGES = (
    "| {date} | **{title}** |"
    " [![arXiv](https://img.shields.io/badge/arXiv-{id}-b31b1b.svg?logo=arxiv)]"
    "(https://arxiv.org/pdf/{id}.pdf)<br>"
    "[![Star](https://img.shields.io/github/stars/{repo}?style=social)]"
    "(https://github.com/{repo}) |"
)
TABLES = [
    (
        rows(
            "| Date | Title | Paper | Code |",
            "| 2024-02 | [One Way](https://arxiv.org/abs/2402.00001) |"
            " [pdf](https://arxiv.org/pdf/2402.00001) | [code](https://github.com/a/b) |",
            "| 2024-01 | [Two Ways](https://arxiv.org/abs/2401.00002) |"
            " [pdf](https://arxiv.org/pdf/2401.00002) | - |",
            "| 2023-12 | [Three Ways](https://arxiv.org/abs/2312.00003) |"
            " [pdf](https://arxiv.org/pdf/2312.00003) | [code](https://github.com/a/c) |",
        ),
        (
            "| 2024-03 | [Maps for Ships](https://arxiv.org/abs/2403.01234) |"
            " [pdf](https://arxiv.org/pdf/2403.01234) | [code](https://github.com/doe/maps) |"
        ),
    ),
    (
        rows(
            "| Title | Date | Links |",
            *(
                "| {title} | {date} | {links} |".format(
                    title=f"**{title}**",
                    date=f"Feb. 0{day}, 2024",
                    links=f"[Paper](http://www.arxiv.org/abs/2402.0000{day}v2) · "
                    f"[Site](https://x{day}.github.io)",
                )
                for title, day in (("One Way", 3), ("Two Ways", 2), ("Three Ways", 1))
            ),
        ),
        (
            "| **Maps for Ships** | Mar. 02, 2024 | [Paper](https://www.arxiv.org/abs/2403.01234)"
            " · [Site](https://doe.github.io/maps) |"
        ),
    ),
    (
        rows(
            "| Date | Title | Links |",
            *(
                BADGES.format(date=f"2024.0{month}", title=title, id=f"240{month}.00001", repo=repo)
                for title, month, repo in (
                    ("One Way", 3, "a/one"),
                    ("Two Ways", 2, "B/two-ways"),
                    ("Three Ways", 1, "c/three"),
                )
            ),
        ),
        BADGES.format(date="2024.03", title="Maps for Ships", id="2403.01234", repo="doe/maps"),
    ),
    (
        rows(
            "| Title & Authors | Venue | Links |",
            *(
                f"| [{title}](https://arxiv.org/abs/240{month}.00001) <br> *A. Bee, C. Dee* |"
                f" {venue} | [Github](https://github.com/a/r{month}) |"
                for title, month, venue in (
                    ("One Way", 3, "ACL'24"),
                    ("Two Ways", 2, "EMNLP'23"),
                    ("Three Ways", 1, "N/A"),
                )
            ),
        ),
        (
            "| [Maps for Ships](https://arxiv.org/abs/2403.01234) <br>"
            " *J. Doe, R. Roe, A. Poe* | ICLR'24 | [Github](https://github.com/doe/maps) |"
        ),
    ),
]


@pytest.mark.parametrize(("text", "wanted"), TABLES)
def test_rows_keep_columns_notations_and_badges(text: str, wanted: str) -> None:
    assert line(text, PAPER) == wanted


RECORDS = """\
# Papers

<table>
<tr><th>Title</th><th>Date</th><th>Code</th></tr>
<tr>
<td><a href="https://arxiv.org/abs/2402.00001"><b>One Way</b></a></td>
<td>2024-02</td>
<td><a href="https://github.com/a/one">code</a></td>
</tr>
<tr>
<td><a href="https://arxiv.org/abs/2401.00001"><b>Two Ways</b></a></td>
<td>2024-01</td>
<td><a href="https://github.com/a/two">code</a></td>
</tr>
<tr>
<td><a href="https://arxiv.org/abs/2312.00001"><b>Three Ways</b></a></td>
<td>2023-12</td>
<td><a href="https://github.com/a/three">code</a></td>
</tr>
</table>
"""


def test_html_records_keep_their_tags() -> None:
    found = added(RECORDS, PAPER)
    assert found.entry == (
        "<tr>\n"
        '<td><a href="https://arxiv.org/abs/2403.01234"><b>Maps for Ships</b></a></td>\n'
        "<td>2024-03</td>\n"
        '<td><a href="https://github.com/doe/maps">code</a></td>\n'
        "</tr>"
    )
    assert found.line == 5


ITEMS = [
    (
        items(
            "* [One Way](https://arxiv.org/abs/2402.00001), A. Bee et al., **ACL 2024**. [[Code](https://github.com/a/one)]",
            "* [Three Ways](https://arxiv.org/abs/2312.00001), C. Dee et al., **ACL 2023**. [[Code](https://github.com/a/three)]",
        ),
        (
            "* [Maps for Ships](https://arxiv.org/abs/2403.01234), J. Doe et al., **ICLR 2024**."
            " [[Code](https://github.com/doe/maps)]"
        ),
    ),
    (
        items(
            "- **One Way** (2024.02) [[paper]](https://arxiv.org/abs/2402.00001) [[code]](https://github.com/a/one)",
            "- **Two Ways** (2024.01) [[paper]](https://arxiv.org/abs/2401.00001) [[code]](https://github.com/a/two)",
            "- **Three Ways** (2023.12) [[paper]](https://arxiv.org/abs/2312.00001)",
        ),
        (
            "- **Maps for Ships** (2024.03) [[paper]](https://arxiv.org/abs/2403.01234)"
            " [[code]](https://github.com/doe/maps)"
        ),
    ),
    (
        items(
            "1. [2024/02] One Way. [pdf](https://arxiv.org/pdf/2402.00001.pdf)",
            "1. [2024/01] Two Ways. [pdf](https://arxiv.org/pdf/2401.00001.pdf)",
            "1. [2023/12] Three Ways. [pdf](https://arxiv.org/pdf/2312.00001.pdf)",
        ),
        "1. [2024/03] Maps for Ships. [pdf](https://arxiv.org/pdf/2403.01234.pdf)",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), ITEMS)
def test_items_keep_separators_and_emphasis(text: str, wanted: str) -> None:
    assert line(text, PAPER) == wanted


@pytest.mark.parametrize(
    "form",
    [
        "- [{n}](https://github.com/{o}/{n}) - {s}.",
        "* [{o}/{n}](https://github.com/{o}/{n}/): {s}",
        "- **[{n}](https://github.com/{o}/{n}#readme)** — {s}.",
        '- <a href="https://github.com/{o}/{n}">{n}</a> - {s}.',
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_repositories_keep_name_url_and_full_stop(form: str, ending: str) -> None:
    wanted = form.format(o="doe", n="maps", s="Maps for all")
    others = [
        ("ann", "alpha", "First of all"),
        ("bob", "beta", "Second one"),
        ("zed", "zeta", "Last"),
    ]
    text = items(*(form.format(o=o, n=n, s=s) for o, n, s in others)).replace("\n", ending)
    found = added(text, REPOSITORY)
    assert found.entry == wanted
    assert found.task.source.text == text + wanted + ending


def test_references_become_links_in_the_line() -> None:
    text = items("- [alpha] - First.", "- [beta][b] - Second.") + (
        "\n[alpha]: https://github.com/a/alpha\n[b]: https://github.com/a/beta\n"
    )
    assert line(text, REPOSITORY) == "- [maps](https://github.com/doe/maps) - Maps for all."


def test_columns_that_line_up_still_do() -> None:
    text = """\
| Name                                   | Summary          |
|----------------------------------------|------------------|
| [alpha](https://github.com/ann/alpha)  | First of all.    |
| [beta](https://github.com/bob/beta)    | Second one.      |
| [gamma](https://github.com/cyd/gamma)  | Third.           |
"""
    assert line(text, REPOSITORY) == (
        "| [maps](https://github.com/doe/maps)    | Maps for all.    |"
    )


def test_what_no_site_knows_is_a_null_mark_in_a_row_and_left_out_of_an_item() -> None:
    bare = Work(PAPER.url, PAPER.title, date="2024-03", links={PAPER.role: PAPER.url}, paper=True)
    table = rows(
        "| Date | Title | Task | Paper | Code |",
        "| 2024-02 | One Way | QA | [pdf](https://arxiv.org/pdf/2402.00001) | N/A |",
        "| 2024-01 | Two Ways | NLI | [pdf](https://arxiv.org/pdf/2401.00001) | [c](https://a.b) |",
    )
    found = added(table, bare)
    assert found.entry == (
        "| 2024-03 | Maps for Ships | N/A | [pdf](https://arxiv.org/pdf/2403.01234) | N/A |"
    )
    assert "Task" in found.unknown
    found = added(ITEMS[0][0], bare)
    assert found.entry == "* [Maps for Ships](https://arxiv.org/abs/2403.01234)."
    assert set(found.unknown) == {"authors", "date", "code"}


@pytest.mark.parametrize(
    ("example", "wanted"),
    [
        ("Ann Bee, Cy Dee", "Jane Doe, Jean-Luc van Roe, Plato"),
        ("A. Bee, C. Dee", "J. Doe, J.-L. van Roe, Plato"),
        ("A. Bee and C. Dee", "J. Doe, J.-L. van Roe and Plato"),
        ("A. Bee, C. Dee, and E. Fox", "J. Doe, J.-L. van Roe, and Plato"),
        ("A. B. Bee; C. Dee", "J. Doe; J.-L. van Roe; Plato"),
        ("Bee, Dee", "Doe, Roe, Plato"),
        ("Bee et al.", "Doe et al."),
        ("Ann Bee et al.", "Jane Doe et al."),
        ("Ann Bee, Cy Dee, et al.", "Jane Doe, Jean-Luc van Roe, et al."),
        ("李雷等", "Jane Doe等"),
        ("", "Jane Doe, Jean-Luc van Roe, Plato"),
    ],
)
def test_authors_are_written_as_others_are(example: str, wanted: str) -> None:
    assert authors_like(("Jane Doe", "Jean-Luc van Roe", "Plato"), example) == wanted


@pytest.mark.parametrize(
    ("examples", "example", "wanted"),
    [
        (["One.", "Two.", "Three.", "Four.", "Five"], "Five", "A way to sail."),
        (["One", "Two", "Three", "Four", "Five."], "Five.", "A way to sail"),
        (["One.", "Two.", "Three", "Four.", "Five"], "Five", "A way to sail"),
        (["One.", "Two.", "Three"], "Three", "A way to sail"),
        (["One.", "Two.", "Three"], "One.", "A way to sail."),
    ],
)
def test_a_summary_ends_as_nearly_all_do(examples: list[str], example: str, wanted: str) -> None:
    assert summary_like("A way to sail", examples, example) == wanted
    assert summary_like("A way to sail.", examples, example) == wanted


def model_rows(*lines: str) -> str:
    return rows("| Model | Paper | Checkpoint | Context | License |", *lines)


MODEL = Work(
    "https://huggingface.co/doe/maps-7b",
    "Maps",
    links={
        Role.MODEL: "https://huggingface.co/doe/maps-7b",
        Role.PAPER: "https://arxiv.org/abs/2403.01234",
    },
)


def test_no_link_is_called_after_another_work() -> None:
    """Neither by a part of its name, nor by a figure, nor by its licence."""
    text = model_rows(
        *(
            f"| {name} | [pdf](https://arxiv.org/abs/240{at}.00001)"
            f" | [{name.lower()}-{at}b-base](https://huggingface.co/a/{name.lower()}-{at}b)"
            f" | [{at}096](https://huggingface.co/a/{name.lower()}-{at}b)"
            f" | [Custom](https://huggingface.co/a/{name.lower()}-{at}b/blob/main/LICENSE) |"
            for at, name in ((1, "Alpha"), (2, "Beta"), (3, "Gamma"))
        )
    )
    assert line(text, MODEL) == (
        "| Maps | [pdf](https://arxiv.org/abs/2403.01234)"
        " | [Maps](https://huggingface.co/doe/maps-7b) | - | - |"
    )


COUNTED = (
    "[![citations](https://img.shields.io/badge/dynamic/json?label=citations&url=https%3A%2F%2F"
    "api.example%2F{key})]({url})"
)


def test_no_badge_goes_on_to_count_another_work() -> None:
    text = rows(
        "| Title | Cited |",
        *(
            f"| {title} | {COUNTED.format(key=key, url=f'https://arxiv.org/abs/240{at}.00001')} |"
            for at, (title, key) in enumerate((("One", "k1"), ("Two", "k2"), ("Three", "k3")), 1)
        ),
    )
    found = outcome(text, PAPER)
    # There is no other link to the paper, so that nothing is left to copy.
    assert isinstance(found, Refused)
    named = text.replace("| One |", "| [One](https://arxiv.org/abs/2401.00001) |")
    named = named.replace("| Two |", "| [Two](https://arxiv.org/abs/2402.00001) |")
    assert line(named, PAPER) == ("| [Maps for Ships](https://arxiv.org/abs/2403.01234) | - |")


def test_the_badge_of_a_folder_counts_its_repository() -> None:
    form = (
        "| {title} | [![Star](https://img.shields.io/github/stars/{repo}?style=social)]"
        "(https://github.com/{repo}{path}) |"
    )
    text = rows(
        "| Title | Code |",
        *(form.format(title=one, repo=f"a/{one}", path="") for one in ("one", "two", "three")),
    )
    folder = "/tree/main/ships"
    new = Work(
        f"https://github.com/doe/maps{folder}",
        "Maps",
        links={Role.CODE: f"https://github.com/doe/maps{folder}"},
    )
    assert line(text, new) == form.format(title="Maps", repo="doe/maps", path=folder)


def test_the_mark_of_a_footnote_stays_where_it_is() -> None:
    text = items(
        "- [alpha](https://github.com/a/alpha)[^1] - First.",
        "- [beta](https://github.com/a/beta)[^1] - Second.",
    ) + ("\n[^1]: A note.\n")
    assert line(text, REPOSITORY) == "- [maps](https://github.com/doe/maps) - Maps for all."


def test_a_cell_is_written_as_most_rows_write_it() -> None:
    names = ("link", "link", "link", "Link")
    text = rows(
        "| Date | Title | Paper |",
        *(
            f"| 2024-0{9 - at} | {'**' * (at != 3)}Way {at}{'**' * (at != 3)}"
            f" | [{name}](https://arxiv.org/abs/240{9 - at}.00001) |"
            for at, name in enumerate(names)
        ),
    )
    assert line(text, PAPER) == (
        "| 2024-03 | **Maps for Ships** | [link](https://arxiv.org/abs/2403.01234) |"
    )


def test_one_with_code_is_written_like_one_that_has_some() -> None:
    plain = (
        "| Way {at} | [![arXiv](https://img.shields.io/badge/arXiv-x)]"
        "(https://arxiv.org/abs/24{at}.00001) [note](notes/{at}.md) |"
    )
    text = rows(
        "| Title | Links |",
        *(plain.format(at=f"{at:02}") for at in range(1, 9)),
        plain.format(at="09").removesuffix(" |") + " [code](https://github.com/a/nine) |",
        plain.format(at="10").removesuffix(" |") + " [code](https://github.com/a/ten) |",
        *(plain.format(at=f"{at}") for at in range(11, 13)),
    )
    assert line(text, PAPER).endswith(
        "(https://arxiv.org/abs/2403.01234) [code](https://github.com/doe/maps) |"
    )


@pytest.mark.parametrize(
    ("share", "wanted"), [(1, "- [maps](https://github.com/doe/maps)"), (3, " - Maps for all.")]
)
def test_a_summary_is_written_where_a_list_has_some(share: int, wanted: str) -> None:
    lines = [
        f"- [way{at}](https://github.com/a/way{at}){' - A way.' * (at < share)}" for at in range(12)
    ]
    assert line(items(*lines), REPOSITORY).endswith(wanted)


@pytest.mark.parametrize(
    "marked", ["**{}**", "*{}*", "__{}__", "~~{}~~", "`{}`", "<b>{}</b>", "***{}***"]
)
@pytest.mark.parametrize("part", ["{} and more words", "words and {}", "{} and {}", "so {} it is"])
def test_emphasis_of_a_part_of_a_text_goes_with_the_text(marked: str, part: str) -> None:
    text = items(
        *(
            f"- [{name}](https://github.com/a/{name}) - {part.format(*2 * [marked.format(name)])}"
            for name in ("Alpha", "Beta", "Gamma")
        )
    )
    assert line(text, REPOSITORY) == "- [maps](https://github.com/doe/maps) - Maps for all"


def test_emphasis_of_a_whole_text_stays() -> None:
    text = items(
        *(
            f"- [{name}](https://github.com/a/{name}) - *{name} and **more**.*"
            for name in ("Alpha", "Beta", "Gamma")
        )
    )
    assert line(text, REPOSITORY) == "- [maps](https://github.com/doe/maps) - *Maps for all.*"


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (("12/29/22", "12/28/22", "11/14/22", "1/7/22", "1/6/22"), "7/4/22"),
        (("12/29/22", "12/28/22", "11/14/22", "01/07/22", "01/06/22"), "07/04/22"),
        (("12/29/22", "12/28/22", "11/14/22", "1/17/22", "1/16/22"), "7/14/22"),
        (("12/29/22", "12/28/22", "11/14/22", "10/17/22"), "07/14/22"),
    ],
)
def test_days_have_the_digits_that_those_of_others_have(days: tuple[str, ...], wanted: str) -> None:
    text = rows(
        "| Date | Title |",
        *(
            f"| {day} | [Way {at}](https://arxiv.org/abs/2201.0000{at}) |"
            for at, day in enumerate(days)
        ),
    )
    url = "https://arxiv.org/abs/2207.01234"
    # `7/4/22` where no other date can be read in two ways would be a new problem.
    date = f"2022-07-{wanted.split('/')[1]:0>2}"
    found = line(text, replace(PAPER, url=url, links={Role.PAPER: url}, date=date))
    assert found.startswith(f"| {wanted} |")


def test_a_title_in_two_rows_is_no_label() -> None:
    text = model_rows(
        *(
            f"| {name}{size} | [{name}: A Strong and Efficient Model](https://github.com/a/{name})"
            f" | [{name}{size}](https://huggingface.co/a/{name}{size}) | 4k | MIT |"
            for name in ("Alpha", "Beta", "Gamma")
            for size in (1, 2)
        )
    )
    new = Work(
        MODEL.url, "Maps", links=dict(MODEL.links) | {Role.CODE: "https://github.com/doe/maps"}
    )
    assert "Strong" not in line(text, new)


def test_a_licence_in_a_repository_is_no_paper() -> None:
    text = model_rows(
        *(
            f"| {name} | [pdf](https://arxiv.org/abs/240{at}.00001)"
            f" | [{name}](https://huggingface.co/a/{name})"
            f" | 4k | [Custom](https://github.com/a/{name}/blob/main/LICENSE.pdf) |"
            for at, name in ((1, "Alpha"), (2, "Beta"), (3, "Gamma"))
        )
    )
    assert line(text, MODEL) == (
        "| Maps | [pdf](https://arxiv.org/abs/2403.01234)"
        " | [maps-7b](https://huggingface.co/doe/maps-7b) | - | - |"
    )


def test_brackets_and_breaks_are_copied_from_an_only_row() -> None:
    text = model_rows(
        "| [Alpha](https://alpha.example/)<br>([v1](https://huggingface.co/a/alpha-v1))"
        " | [pdf](https://arxiv.org/abs/2401.00001) | - | 4k | MIT |"
    )
    new = Work(
        "https://maps.example/", "Maps", links={**MODEL.links, Role.PAGE: "https://maps.example/"}
    )
    assert line(text, new).startswith(
        "| [Maps](https://maps.example/)<br>([v1](https://huggingface.co/doe/maps-7b)) |"
    )


@pytest.mark.parametrize(
    ("label", "url"),
    [
        ("Paper", "https://pypi.org/project/maps/"),
        ("PDF", "https://www.youtube.com/watch?v=jNQXAC9IVRw"),
        ("论文", "https://github.com/doe/maps"),
        ("Code", "https://arxiv.org/abs/2403.01234"),
    ],
)
def test_a_link_is_not_called_what_it_is_not(label: str, url: str) -> None:
    page = "https://github.com/a/{}" if label == "Code" else "https://arxiv.org/abs/240{}.00001"
    text = rows(
        "| Title | Link |",
        *(f"| Way {at * 'x'} | [{label}]({page.format(at)}) |" for at in (1, 2, 3)),
    )
    assert line(text, work(url, "Maps")) == f"| Maps | [Maps]({url}) |"


def test_a_blank_behind_an_item_is_not_copied() -> None:
    lines = [f"- [way{at}](https://github.com/a/way{at}) - A way. " for at in range(3)]
    assert line(items(*lines), REPOSITORY).endswith("Maps for all.")


OF_ARXIV = [
    ("[arXiv]({})", "[{}]({})"),
    (
        "[![arXiv](https://img.shields.io/badge/arXiv-Paper-red?logo=arxiv)]({})",
        "[![{0}](https://img.shields.io/badge/{0}-Paper-red)]({1})",
    ),
    (
        "[![arXiv](https://img.shields.io/badge/arXiv-Paper-red?logo=arxiv&style=flat)]({})",
        "[![{0}](https://img.shields.io/badge/{0}-Paper-red?style=flat)]({1})",
    ),
    (
        '<a href="{}"><img src="https://img.shields.io/badge/arXiv-Paper-red?a=b&amp;logo=arxiv"></a>',
        '<a href="{1}"><img src="https://img.shields.io/badge/{0}-Paper-red?a=b"></a>',
    ),
]


@pytest.mark.parametrize(("old", "new"), OF_ARXIV)
@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("OpenReview", "https://openreview.net/forum?id=mNVR9jJYqK"),
        ("Paper", "https://aclanthology.org/2024.acl-long.1.pdf"),
    ],
)
def test_a_link_that_is_called_after_its_site_is_called_after_the_other(
    old: str, new: str, name: str, url: str
) -> None:
    text = rows(
        "| Title | Link |",
        *(
            f"| Way {at * 'x'} | {old.format(f'https://arxiv.org/abs/240{at}.00001')} |"
            for at in (1, 2, 3)
        ),
    )
    assert line(text, work(url, "Maps")) == f"| Maps | {new.format(name, url)} |"


def test_a_logo_is_that_of_the_other_site_if_it_has_one() -> None:
    badge = "[![{0}](https://img.shields.io/badge/{0}-Code-red?logo={0})](https://{1}.com/{2})"
    text = rows(
        "| Title | Link |",
        *(
            f"| Way {at * 'x'} | {badge.format('GitHub', 'github', f'a/{at}')} |"
            for at in (1, 2, 3)
        ),
    )
    new = work("https://gitlab.com/doe/maps", "Maps")
    assert line(text, new) == f"| Maps | {badge.format('GitLab', 'gitlab', 'doe/maps')} |"


def test_the_last_of_several_sentences_keeps_its_full_stop() -> None:
    lines = [f"- [way{at}](https://github.com/a/way{at}) - A way" for at in range(6)]
    new = replace(REPOSITORY, summary="Maps for all. Also for you.")
    assert line(items(*lines), new).endswith(" - Maps for all. Also for you.")


def test_a_list_has_summaries_in_other_sections_too() -> None:
    few = items(
        "- [way0](https://github.com/a/way0)",
        "- [way1](https://github.com/a/way1) - A way.",
        "- [way2](https://github.com/a/way2)",
    )
    for said in ("", " - A way."):
        others = (f"- [way{at}](https://github.com/a/way{at}){said}\n" for at in range(3, 15))
        text = f"{few}\n## More\n\n{''.join(others)}"
        assert line(text, REPOSITORY, "Papers").endswith(" - Maps for all." if said else "maps)")


def test_a_row_leads_to_what_was_given() -> None:
    text = rows(
        "| Title | Model |",
        *(
            f"| [{name}](https://{page}) | [◯](https://huggingface.co/a/{name}) |"
            for name, page in (
                ("alpha", "alpha.example/"),
                ("beta", "huggingface.co/a/beta"),
                ("gamma", "gamma.example/"),
                ("delta", "huggingface.co/a/delta"),
            )
        ),
        "| [epsilon](https://huggingface.co/a/e) | ◯ ([x](https://huggingface.co/a/e-x)) |",
    )
    page = "https://maps.example/"
    new = Work(page, "Maps", links={Role.MODEL: MODEL.url, Role.PAGE: page})
    assert line(text, new) == f"| [Maps]({page}) | [◯]({MODEL.url}) |"


def test_no_bracket_stays_behind() -> None:
    """Neither of words that end with one, nor of several links in a pair."""
    text = items(
        "- [Alpha](https://github.com/a/alpha)",
        "  - Understands language (all of it)",
        "- [Beta](https://github.com/a/beta)",
        "  - Understands nothing (at all)",
    )
    assert added(text, REPOSITORY).entry.splitlines()[0] == "- [maps](https://github.com/doe/maps)"
    assert ")" not in added(text, REPOSITORY).entry.replace("doe/maps)", "")


@pytest.mark.parametrize("who", ["", "<sub>{} of {}<br></sub>", " <sub>({})</sub>", " by *{}*, {}"])
@pytest.mark.parametrize("what", ["{}", "<sub>{}</sub>", "<i>{} **{}**</i>", "({}) [{}]", "“{}”"])
@pytest.mark.parametrize("known", [True, False])
def test_nothing_is_left_of_a_pair(who: str, what: str, *, known: bool) -> None:
    """Whatever goes, the tags, the brackets and the emphasis around it go, too."""
    text = rows(
        "| Date | Title | Link |",
        *(
            f"| 2024-0{9 - at} | **Way {at}**<br>{who.format(f'Uni {at}', at)}<br>"
            f"{what.format(f'The paper shows way {at} to sail.', at)}"
            f" | [pdf](https://arxiv.org/abs/240{9 - at}.00001) |"
            for at in range(4)
        ),
    )
    new = PAPER if known else replace(PAPER, summary="", authors=(), venue="")
    done = outcome(text, new)
    if isinstance(done, Refused):
        # Where a field has one bracket of a pair, no row is an example.
        assert "(" in who or what.startswith("(")
        return
    assert isinstance(done, Added)
    found = done.entry
    for opening, closing in (("<sub>", "</sub>"), ("<i>", "</i>"), *zip("([“", ")]”", strict=True)):
        assert found.count(opening) == found.count(closing)
    assert found.count("*") % 2 == 0
    assert known or "way" not in found.casefold()


@pytest.mark.parametrize("size", ["7b", "7b (6.8b)", "8x7B", "1.5B", "~13 B"])
def test_a_size_is_no_label(size: str) -> None:
    text = model_rows(
        *(
            f"| [{name}](https://{name}.example/) | [pdf](https://arxiv.org/abs/240{at}.00001)"
            f" | Llama ([**{size}**](https://huggingface.co/a/{name})) | 4k | MIT |"
            for at, name in ((1, "alpha"), (2, "beta"), (3, "gamma"))
        )
    )
    page = "https://maps.example/"
    new = Work(page, "Maps", links={Role.PAGE: page, Role.MODEL: MODEL.url})
    assert size not in line(text, new)
