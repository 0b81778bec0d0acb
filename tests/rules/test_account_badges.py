from __future__ import annotations

import pytest

from lint.diagnostics import Severity
from tests.rules.variants import found, lines

RULE = "badge-url-mismatch"
BADGE = "[![x](https://img.shields.io/badge/GitHub-{message}-blue)]({url})"


def rows(right: int, wrong: list[str], paper: str, message: str = "Code") -> str:
    text = "| Title | Links |\n|---|---|\n"
    for number in range(right):
        code = BADGE.format(message=message, url=f"https://github.com/o/r{number}")
        text += f"| Paper {number} | {code} {paper.format(n=number)} |\n"
    for number, url in enumerate(wrong, right):
        code = BADGE.format(message=message, url=url)
        text += f"| Paper {number} | {code} {paper.format(n=number)} |\n"
    return text


PAPERS = [
    "[arXiv](https://arxiv.org/abs/2401.0000{n})",
    "[Paper](https://fine.example/{n}.pdf)",
    "[x](https://doi.org/10.1145/{n})",
    "[![arXiv](https://img.shields.io/badge/arXiv-1-red)](https://arxiv.org/abs/2401.0000{n})",
    "[论文](https://fine.example/{n})",
    "[x](https://openreview.net/forum?id=abcdefgh{n})",
]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(
    "url", ["https://github.com/octo-org", "https://github.com/octo-org/", "http://github.com/octo"]
)
def test_an_account_where_the_code_of_a_paper_belongs(paper: str, url: str) -> None:
    text = rows(5, [url], paper)
    assert lines(RULE, text) == {8}
    assert "an account, not the code of the paper" in found(RULE, text)[8].message


@pytest.mark.parametrize(("right", "wrong"), [(0, 1), (3, 1), (7, 2), (0, 9)])
def test_a_list_that_links_to_accounts_means_it(right: int, wrong: int) -> None:
    urls = [f"https://github.com/o{number}" for number in range(wrong)]
    assert not lines(RULE, rows(right, urls, PAPERS[0]))


@pytest.mark.parametrize("other", ["", "[Website](https://fine.example/{n})", "text"])
def test_an_entry_without_a_paper_may_lead_to_an_account(other: str) -> None:
    assert not lines(RULE, rows(9, ["https://github.com/octo-org"], other))


@pytest.mark.parametrize("label", ["Code", "代码"])
def test_the_code_of_a_project_may_be_all_of_an_account(label: str) -> None:
    item = "- [Gazebo](https://a.example) - Simulates. [Site](https://b.example) [{}]({}){}\n"
    url = "https://github.com/octo-org"
    alone = found(RULE, "\n" + item.format(label, url, "") * 2)
    assert {one.severity for one in alone.values()} <= {Severity.INFO}
    paper = found(
        RULE, "\n" + item.format(label, url, " [Paper](https://arxiv.org/abs/2401.00001)")
    )
    assert Severity.INFO not in {one.severity for one in paper.values()}
    assert paper


@pytest.mark.parametrize("label", ["PDF", "pdf", "[PDF]", "**PDF**", "Paper"])
@pytest.mark.parametrize(
    "repository", ["sicp-{}", "{}-of-rivers", "my.{}", "{}", "the_{}_of", "Foo-{}/"]
)
def test_a_repository_may_be_named_after_the_label(label: str, repository: str) -> None:
    word = label.strip("[]*").lower()
    item = "\n- [Rivers](https://a.example) - A book. [{}](https://github.com/octo/{})\n"
    assert not lines(RULE, item.format(label, repository.format(word)))
    assert lines(RULE, item.format(label, repository.format("book"))) == {2}


@pytest.mark.parametrize("label", ["Code", "code", "[Code]", "代码", "コード"])
@pytest.mark.parametrize("paper", ["[Paper](https://arxiv.org/abs/2401.00001)", ""])
def test_an_account_is_called_one(label: str, paper: str) -> None:
    item = f"\n- [Deep rivers](https://a.example) - Flow. {paper} [{label}](https://github.com/octo-org)\n"
    (finding,) = found(RULE, item).values()
    assert finding.message.endswith("links to github.com/octo-org, an account, not the code")
