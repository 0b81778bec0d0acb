"""Lines that show how to write an entry, whose placeholders are not reported."""
# ruff: noqa: RUF001  punctuation of other scripts is what some tests are about

from __future__ import annotations

import json
from itertools import cycle
from typing import TYPE_CHECKING

import pytest

from lint.rules.helpers import templates
from lint.source import Source
from lint.testing import judge, read_case
from tests.command import run, write
from tests.engine.test_overlaps import gone
from tests.rules.variants import lines

if TYPE_CHECKING:
    from pathlib import Path

RULES = ("missing-file", "malformed-link", "empty-link")
PLACES = [
    "link",
    "url",
    "URL",
    "your-link",
    "<your-url>",
    "link-to-paper",
    "paper_url",
    "link/to/resource",
    "链接",
    "ссылка",
    "リンク",
    "enlace",
    "...",
]
# What such lines look like, in lists of several languages.
FORMS = [
    "- [Name]({}) - Description.",
    "- **Paper title** [[paper]({})] [[code]({})] *Venue Year*",
    "* [Title]({}): a short description.",
    "1. [Project name]({}) - What it does.",
    "> * (Conference Year) **Title**, First Author et al. [[Paper]({})] [[Code]({})]",
    "- [项目名称]({}) - 描述",
    "- [название]({}) - описание",
    "- [タイトル]({}) - 説明",
    "| [title]({}) | description | year |",
    "+ [nombre]({}) - descripción",
]
HEADINGS = [
    "Contributing",
    "How to add an entry",
    "Contribution guidelines",
    "Submission format",
    "贡献指南",
    "投稿格式",
    "Как добавить",
    "Formato",
    "기여",
    "Template",
]
REAL = "- [Alpha](https://a.example) - Does things.\n- [Beta](https://b.example) - Does more.\n"
MIXED = list(zip(PLACES, cycle(FORMS)))


def found(text: str) -> set[tuple[str, int]]:
    """What the rules say, and in which line."""
    case = read_case("missing-file", RULES, f"<!-- files: README.md -->\n{text}")
    source = Source("list.md", case.text)
    return {(rule, source.position(one.span.start)[0]) for rule, one in judge(case)}


@pytest.mark.parametrize(("place", "form"), MIXED)
def test_a_line_that_names_its_parts_is_a_template(place: str, form: str) -> None:
    line = form.replace("{}", place)
    assert not found(f"# Tools\n\n{REAL}\n{line}\n")


@pytest.mark.parametrize(("heading", "place"), list(zip(cycle(HEADINGS), PLACES)))
@pytest.mark.parametrize(
    "item", ["- [Gimp]({})", "* [Räder]({}) – fahren.", "2. [苹果]({}) 好", "> [Foo]({}) bar"]
)
def test_an_item_below_such_a_heading_is_one(heading: str, place: str, item: str) -> None:
    line = item.replace("{}", place)
    assert not found(f"# Tools\n\n{REAL}\n## {heading}\n\n### Form\n\n{line}\n")


@pytest.mark.parametrize(
    "lead",
    [
        "Please use the following format:",
        "Entries look like this:",
        "An example of an entry:",
        "**Format:**",
        "请按以下格式:",
        "格式如下：",
        "次のフォーマットで：",
        "Добавьте в формате:",
        "Por ejemplo:",
        "예시:",
    ],
)
def test_so_is_one_that_the_text_above_announces(lead: str) -> None:
    assert not found(f"# Tools\n\n{REAL}\n{lead}\n\n- [Gimp](link) does\n- [Krita](url) too\n")
    assert found(f"# Tools\n\n{REAL}\nSome text.\n\n- [Gimp](link) does\n- [Krita](url) too\n")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "item",
    [
        "- **Attention is enough** NeurIPS 2023. [[paper]({})]",
        "- [Gimp]({}) - Edits pictures.",
        "| [苹果榨汁机]({}) | 好 |",
        "[Reading the rivers of the north]({}), ICML 2022",
    ],
)
def test_a_real_entry_without_its_url_is_a_defect(item: str, place: str) -> None:
    line = item.replace("{}", place)
    assert found(f"# Tools\n\n{REAL}\n## Papers\n\n{line}\n")


@pytest.mark.parametrize("name", ["LICENSE.md", "license", "docs/format.md", "link.md", "guide"])
def test_a_file_is_no_placeholder(name: str) -> None:
    assert found(f"# Tools\n\n{REAL}\n## Contributing\n\n- [Title]({name}) - Description.\n")


@pytest.mark.parametrize("place", ["link", "url"])
def test_prose_on_contributing_is_no_template(place: str) -> None:
    text = f"Before you open a request, read what the [maintainers]({place}) have written."
    assert found(f"# Tools\n\n{REAL}\n## Contributing\n\n{text}\n- Ask [us]({place}) first.\n")


@pytest.mark.parametrize("form", FORMS)
def test_empty_links_and_the_top_of_the_page_are_placeholders(form: str) -> None:
    for place in ("", "#"):
        line = form.replace("{}", place)
        assert not lines("empty-link", f"# Tools\n\n{REAL}\n{line}\n")


def test_a_long_line_is_none() -> None:
    line = "- [Name](link) - " + "description " * templates._LONGEST
    assert found(f"# Tools\n\n{REAL}\n{line}\n")


@pytest.mark.parametrize("heading", ["# [![Title]]()", "## [Name](link)", "### [Project](url)"])
def test_a_heading_is_none(heading: str) -> None:
    assert found(f"{heading}\n\n{REAL}")


ADDRESSES = ["user/repo", "owner/repository", "your-name/your-project", "link", "abs/xxxx.xxxxx"]


@pytest.mark.parametrize("form", FORMS[:4])
def test_nobody_follows_the_addresses_of_a_template(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with gone() as url:
        lines_ = [form.replace("{}", f"{url}/{one}") for one in ADDRESSES]
        real = [f"- [Gimp]({url}/{one}) - Edits pictures of rivers." for one in ADDRESSES]
        other = form.replace("{}", f"{url}/rivers")
        write("list.md", "\n\n".join(["# L", *lines_, *real, other]) + "\n")
        done = run(
            "--isolated", "--no-cache", "--allow-address", "127.0.0.0/8", "--format", "json",
            "list.md",
        )  # fmt: skip
    found_ = json.loads(done.stdout)["diagnostics"]
    broken = {one["line"] for one in found_ if one["rule"] == "broken-link"}
    first = 3 + 2 * len(lines_)
    assert broken == {first + 2 * n for n in range(len(real) + 1)}
