"""Links in quotes of their own, and READMEs of other lists that a list recommends."""

from __future__ import annotations

import pytest

from lint.api import read_entries as read

HEAD = "# List\n\nWords of the list.\n\n"
NAMES = ("Questions on rivers", "静かな川の本", "Курсы рек")


@pytest.mark.parametrize("mark", ["> ", ">", "> 👉 "])
@pytest.mark.parametrize("link", ["[{name}](https://a.example/{n})", "https://a.example/{n}"])
def test_links_in_quotes_of_their_own_are_entries(mark: str, link: str) -> None:
    first = "".join(mark + link.format(name=name, n=n) + "\n\n" for n, name in enumerate(NAMES[:2]))
    more = "".join(mark + link.format(name=name, n=n + 5) + "\n\n" for n, name in enumerate(NAMES))
    text = f"{HEAD}## Books\n\n{first}## Sites\n\nSome of them:\n\n{more}> *They were collected.*\n"
    found = read(text)
    names = [*NAMES[:2], *NAMES]
    urls = [f"https://a.example/{n}" for n in (0, 1, 5, 6, 7)]
    assert [one.title for one in found] == (names if "name" in link else urls)


def test_a_link_alone_in_a_quote_and_sentences_in_quotes_are_none() -> None:
    text = (
        f"{HEAD}## Books\n\n> As [Ann](https://a.example/ann) says, rivers flow.\n\n"
        "> [Source](https://a.example/1)\n\n## Sites\n\n> [Source](https://a.example/2)\n\n"
        "## Contact\n\n> [Forum](https://a.example/3)\n\n> [Chat](https://a.example/4)\n"
    )
    assert not read(text)


@pytest.mark.parametrize("file", ["README.md", "readme-vi.md", "docs/README.zh.md"])
def test_a_readme_that_a_section_recommends_is_not_the_list(file: str) -> None:
    url = f"https://github.com/ann/rivers/blob/main/{file}"
    text = f"{HEAD}## Books\n\n- [Many questions on rivers and lakes]({url})\n- [B](https://b.example)\n"
    assert [one.title for one in read(text)] == ["Many questions on rivers and lakes", "B"]


@pytest.mark.parametrize("name", ["English", "Tiếng Việt", "README in Korean"])
def test_translations_of_the_list_are_none(name: str) -> None:
    url = "https://github.com/ann/rivers/blob/main/README"
    text = (
        f"{HEAD}## Languages\n\n- [{name}]({url}.xx.md)\n\n## Books\n\n- [B](https://b.example)\n"
    )
    assert [one.title for one in read(text)] == ["B"]
