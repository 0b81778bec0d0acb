"""Links that show a part of their URL, shortcodes before labels, and columns of remarks."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

import pytest

from lint.api import read_entries as read

HEAD = "# List\n\nWords.\n\n"


@pytest.mark.parametrize("name", ["**{}**: ", "**{}:** ", "**{}** - ", "__{}__: "])
@pytest.mark.parametrize(
    ("shown", "url"),
    [
        ("docs.example.org", "https://docs.example.org/3/"),
        ("docs.example.org/tutorial", "https://docs.example.org/tutorial/start"),
        ("www.example.org/a", "http://example.org/a?b=c"),
        ("Example.org", "https://www.example.org/en"),
    ],
)
def test_a_bold_name_before_a_shown_url_is_an_entry_wherever_it_stands(
    name: str, shown: str, url: str
) -> None:
    sections = "".join(
        f"## {section}\n\n"
        + "".join(
            f"{name.format(one)}[{shown}]({url}#{number})\n- Words about {one}\n- More\n\n"
            for number, one in enumerate(names)
        )
        for section, names in {
            "A": ["Rivers"],
            "B": ["نهر طويل", "静かな湖"],
            "C": ["Seas"],
        }.items()
    )
    found = read(HEAD + sections)
    assert [one.title for one in found] == ["Rivers", "نهر طويل", "静かな湖", "Seas"]
    assert [one.fields["summary"] for one in found] == [f"Words about {one.title}" for one in found]


def test_a_link_that_shows_another_host_is_a_name() -> None:
    one = read(HEAD + "## A\n\n- [Next.js](https://next.js.example/) [Docs](https://a.example/)\n")[
        0
    ]
    assert (one.title, one.form.value) == ("Next.js", "item")


@pytest.mark.parametrize("gap", ["<br>", " ", "<br/> ", " | "])
@pytest.mark.parametrize("code", [":house:", ":star:", ":open_file_folder:", "🤗", "🏠 "])
def test_shortcodes_before_labels_are_no_summary(gap: str, code: str) -> None:
    labels = ["[code](https://b.example/{})", "[project](https://c.example/{})"]
    for several in (labels[:1], labels, [*labels, "[主页](https://d.example/{})"]):
        items = "".join(
            f"* [Reading {one}](https://a.example/{one})"
            + "".join(gap + code + label.format(one) for label in several)
            + "\n"
            for one in ("Rivers", "Lakes", "Seas")
        )
        found = read(f"{HEAD}## A\n\n{items}")
        assert [one.title for one in found] == ["Reading Rivers", "Reading Lakes", "Reading Seas"]
        assert all("summary" not in one.fields for one in found)


@pytest.mark.parametrize("url", ["https://a.example/{}", "链接", "link", ""])
@pytest.mark.parametrize(
    "header", ["Remark", "Comments", "📝 Notes", "备注/一句话评价", "コメント", "Comentario"]
)
@pytest.mark.parametrize(
    "remarks",
    [
        ("The first of its kind, a must read", "Basis of many other works"),
        ("这类工作的开山之作，必读", "许多模型的基石"),
        ("この分野で最初の論文、必読", "多くの研究の基礎になった論文"),
    ],
)
def test_a_column_of_remarks_holds_summaries(
    url: str, header: str, remarks: tuple[str, str]
) -> None:
    rows = "".join(
        f"| 20{20 + n} | Reading {one} | ICCV | {remark} | [PDF]({url.format(n)}) |\n"
        for n, (one, remark) in enumerate(zip(("Rivers", "Lakes"), remarks, strict=True))
    )
    table = f"| Year | Title | Venue | {header} | Link |\n| - | - | - | - | - |\n{rows}"
    assert [one.fields["summary"] for one in read(f"{HEAD}## A\n\n{table}")] == list(remarks)


@pytest.mark.parametrize("cells", [("oral", "spotlight"), ("CNN, RNN", "GAN, VAE"), ("ok", "")])
@pytest.mark.parametrize("header", ["Notes", "备注"])
def test_a_column_of_marks_holds_none(cells: tuple[str, str], header: str) -> None:
    rows = "".join(
        f"| Reading {one} | {cell} | [PDF](https://a.example/{one}) |\n"
        for one, cell in zip(("Rivers", "Lakes"), cells, strict=True)
    )
    table = f"| Title | {header} | Link |\n| - | - | - |\n{rows}"
    assert all("summary" not in one.fields for one in read(f"{HEAD}## A\n\n{table}"))
