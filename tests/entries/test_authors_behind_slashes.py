"""Authors behind a slash, and names with a venue in brackets before their labels."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

import pytest

from lint.api import read_entries as read

TITLES = (
    "Reading Quiet Rivers",
    "静かな川の本",
    "Slow Lakes: A Field Guide",
    "El libro de los ríos",
)
PEOPLE = ("Ann Lee", "山田太郎", "Bo Chen, Carl Diaz", "Dora M. Kim et al.")


def listed(*items: str) -> str:
    """A list with one section of these items."""
    return "# List\n\nWords.\n\n## Things\n\n" + "\n".join(items) + "\n"


@pytest.mark.parametrize("slash", [" / ", " ／ ", "／"])
@pytest.mark.parametrize(
    "form",
    [
        "- [{title}](https://a.example/{n}){slash}{who}",
        "1. [{title}](https://a.example/{n}){slash}{who}",
        "- **[{title}](https://a.example/{n})**{slash}{who}",
        "- {title}{slash}{who} [[pdf]](https://a.example/{n})",
        "* **{title}**{slash}{who} [[pdf](https://a.example/{n})] [[code](https://b.example/{n})]",
        "1. {title}{slash}{who} [[Paper]](https://a.example/{n})",
    ],
)
def test_authors_may_stand_behind_a_slash(form: str, slash: str) -> None:
    found = read(
        listed(
            *(
                form.format(title=title, who=who, n=n, slash=slash)
                for n, (title, who) in enumerate(zip(TITLES, PEOPLE, strict=True))
            )
        )
    )
    assert [one.title for one in found] == list(TITLES)
    assert [one.fields["authors"] for one in found] == list(PEOPLE)
    assert all("summary" not in one.fields for one in found)


def test_a_year_and_a_summary_may_follow_the_authors() -> None:
    one, other, last = read(
        listed(
            "- [Reading Rivers](https://a.example/1) / Ann Lee, 2019",
            "- [Reading Lakes](https://a.example/2) / Bo M. Chen - A book about lakes.",
            "- [Reading Seas](https://a.example/3) / Carl Diaz et al. (2011)",
        )
    )
    assert (one.fields["date"], one.fields["authors"]) == ("2019", "Ann Lee")
    assert other.fields["summary"] == "A book about lakes."
    assert (last.fields["date"], last.fields["authors"]) == ("2011", "Carl Diaz et al.")


def test_books_without_a_link_are_entries_among_others() -> None:
    found = read(
        listed(
            "1. Reading Rivers / Ann Lee et al.",
            "2. [Reading Lakes](https://a.example/2) / Bo Chen",
            "3. [Reading Seas](https://a.example/3) / Carl Diaz",
            "4. 静かな川の本 / 山田太郎",
        )
    )
    assert [one.title for one in found][::3] == ["Reading Rivers", "静かな川の本"]


@pytest.mark.parametrize(("linked", "asked"), [(2, False), (4, True)])
def test_no_link_is_asked_of_books_most_of_which_have_none(linked: int, *, asked: bool) -> None:
    titles = [f"Reading {one}" for one in ("Rivers", "Lakes", "Seas", "Ponds", "Bays")]
    items = [
        f"{n}. [{title}](https://a.example/{n}) / Ann M. Lee" if n <= linked else f"{n}. {title}"
        for n, title in enumerate(titles, 1)
    ]
    last = read(listed(*items))[-1]
    assert last.title == "Reading Bays"
    assert (last.links is not None) is asked


@pytest.mark.parametrize(
    "behind",
    [
        ("Software Engineer", "Data Scientist", "Product Manager"),
        ("New York", "San Francisco, New York", "Buenos Aires"),
        ("Redux", "Vuex", "C++"),
    ],
)
def test_what_is_nobody_stays_where_it_is(behind: tuple[str, ...]) -> None:
    found = read(
        listed(
            *(f"- Firm{n} / {what} [apply](https://a.example/{n})" for n, what in enumerate(behind))
        )
    )
    assert all("authors" not in one.fields for one in found)


@pytest.mark.parametrize("name", ["RR-Net", "MO-Tran", "Ki-Net", "静川-Net"])
@pytest.mark.parametrize("date", ["arXiv 2021.5", "CVPR 2021", "May 2021", "arXiv 2021年5月"])
@pytest.mark.parametrize(
    "form",
    [
        "{name} ({date}) [[Paper]](https://a.example/{n})",
        "{name} ({date}), [[Paper]](https://a.example/{n}), [[Code]](https://b.example/{n})",
        "{name}（{date}） [論文](https://a.example/{n})",
        "{name} [{date}] [[Paper](https://a.example/{n})]",
        "{name}({date}): [[Paper]](https://a.example/{n})",
    ],
)
def test_a_name_with_a_venue_before_its_labels_is_a_title(name: str, date: str, form: str) -> None:
    alone = [form.format(name=name, date=date, n=1)]
    beside = [*alone, *(form.format(name=other, date=date, n=other) for other in ("QU-Rel", "Foo"))]
    for items in (alone, beside):
        one = read(listed(*(f"- {item}" for item in items)))[0]
        assert (one.title, one.fields["date"]) == (name, date)
