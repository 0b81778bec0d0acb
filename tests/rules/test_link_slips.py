# ruff: noqa: RUF001  punctuation of other scripts is what some tests are about
from __future__ import annotations

import pytest

from lint.diagnostics import Severity
from tests.rules.test_rules import apply
from tests.rules.variants import found, lines

RULE = "malformed-link"
PLACES = [
    "- {}\n",
    "1. Text before {} and behind.\n",
    "| a | b |\n|---|---|\n| x | {} |\n",
    "> {}\n",
    "## {}\n",
    "{}",
]


def line_of(place: str) -> int:
    return place[: place.index("{}")].count("\n") + 1


SHOWN_AS_TEXT = [
    "[![stars](https://img.shields.io/github/stars/o/r](https://fine.example)",
    "[![](docs/x.png](https://fine.example/a)",
    "[see [the paper](https://fine.example/b](https://fine.example/a)",
    "[[paper](ACM Comput. Surv)]",
    "[Code](coming soon)",
    "[论文](即将 发布)",
    "[PDF](to appear in 2025)",
    "[[official site](https://fine.example/s)]([official site](https://fine.example/s))",
    "[Website]([site](https://fine.example))",
    "[<u>Paper Link</u>] (https://fine.example/a)",
    "[**Code**] (https://fine.example/a)",
    "[[Blog]] (https://fine.example/a)",
    "[`tool`] (https://fine.example/a)",
    r"\[[Octo](https://fine.example/a)]\(<https://fine.example/b>)",
    r"[Octo]\(https://fine.example/b)",
    r"[Octo]\(https://fine.example/b\)",
    r"[Cohort](https://fine.example/main/\(https://example.com\))",
]


@pytest.mark.parametrize("written", SHOWN_AS_TEXT)
@pytest.mark.parametrize("place", PLACES)
def test_brackets_that_lose_a_link(written: str, place: str) -> None:
    assert lines(RULE, place.format(written)) == {line_of(place)}


@pytest.mark.parametrize(
    "written",
    [
        "[name](a b)",
        "[sic](as it stands)",
        "[x]([y])",
        "[Paper](docs/a.pdf)",
        "[![stars](https://fine.example/a.svg)](https://fine.example)",
        "[![a](b.svg) ![c](d.svg)](https://fine.example)",
        "[a `[b](c` d](https://fine.example)",
        "[[Code](https://fine.example/a)] (https://fine.example/b)",
        "[2] (https://fine.example)",
        r"\[Octo\]\(https://fine.example/b\)",
        "f[x](y z)",
        "[Paper](https://fine.example 'coming soon')",
        "[sound](https://fine.example/sound_(noise))",
        "[see (https://fine.example)]",
        "[Paper] (see the appendix)",
    ],
)
def test_brackets_that_are_well(written: str) -> None:
    assert not lines(RULE, f"- {written}\n")


# A destination, and what was meant by it.
DESTINATIONS = [
    ("arXiv:2308.03281", "https://arxiv.org/abs/2308.03281"),
    ("arxiv:2308.03281v2", "https://arxiv.org/abs/2308.03281v2"),
    ("ArXiv:cs/0112017", "https://arxiv.org/abs/cs/0112017"),
    ("doi:10.1145/3292500.3330701", "https://doi.org/10.1145/3292500.3330701"),
    ("https://arxiv.org/abs//2306.08707", "https://arxiv.org/abs/2306.08707"),
    ("https://www.arxiv.org/abs///2306.08707v1", "https://www.arxiv.org/abs/2306.08707v1"),
    ("https://arxiv.org/abs/2202.10447.pdf", "https://arxiv.org/abs/2202.10447"),
    ("https://arxiv.org/abs//2202.10447.pdf", "https://arxiv.org/abs/2202.10447"),
    ("https://arxiv.org/pdf//2202.10447.pdf", "https://arxiv.org/pdf/2202.10447.pdf"),
    ("example.fi", "https://example.fi"),
    ("example.dev/docs", "https://example.dev/docs"),
    ("a.b.example.co.uk", "https://a.b.example.co.uk"),
    ("example.com.br/x?y=z", "https://example.com.br/x?y=z"),
    ("пример.рф", "https://пример.рф"),
    ("example.museum", "https://example.museum"),
    ("example.app", "https://example.app"),
    ("example.xyz#top", "https://example.xyz#top"),
    ("example.co", "https://example.co"),
    ("None", None),
    ("undefined", None),
    ("null", None),
    ("N/A", None),
    ("https://undefined/a", None),
    ("/[object%20Object]", None),
    ("https://fine.example/blogs/[object%20Object]", None),
    ("[object+Object]", None),
    ("javascript:void(0)", None),
    ("JavaScript:history.back()", None),
    ("https://fine.example/x/(https://fine.example/y)", None),
]


@pytest.mark.parametrize(("url", "meant"), DESTINATIONS)
@pytest.mark.parametrize("form", ["- [Paper]({})\n", "<a href='{}'>x</a>\n", "[x]\n\n[x]: {}\n"])
def test_destinations_that_no_reader_can_follow(url: str, meant: str | None, form: str) -> None:
    text = f"<!-- offline -->\n{form.format(url)}"
    finding = found(RULE, text)[2]
    if meant is None:
        assert finding.fix is None
    else:
        assert meant in finding.fix.title if finding.fix else False
        assert not lines(RULE, apply(finding, text))
    assert finding.severity == (Severity.WARNING if "arxiv.org" in url else None)


@pytest.mark.parametrize(
    "url",
    [
        "README.md",
        "tool.py",
        "run.sh",
        "main.rs",
        "data.zip",
        "script.pl",
        "Makefile.am",
        "docs/guide.md",
        "example.js",
        "a.tex",
        "LICENSE.io",
        "config.dev",
        "v1.0",
        "e.g",
        "example.notatld",
        "socket.io/README.md",
        "none",
        "Undefined",
        "docs/None",
        "arXiv-2308.03281.pdf",
        "javascript.md",
        "https://arxiv.org/pdf/2202.10448.pdf",
        "https://arxiv.org/abs/2202.10448?context=cs",
        "https://fine.example/undefined",
        "https://fine.example/null?x=undefined",
        "https://web.archive.org/web/2020/https://fine.example",
        "https://fine.example/abs//2306.08707",
    ],
)
def test_destinations_that_may_be_right(url: str) -> None:
    assert not lines(RULE, f"[x]({url})\n")


@pytest.mark.parametrize("url", ["example.fi", "example.dev", "пример.рф", "None", "null"])
def test_a_file_of_that_name_makes_it_right(url: str) -> None:
    assert not lines(RULE, f"<!-- files: {url} -->\n[x]({url})\n")


@pytest.mark.parametrize("url", ["example.fi", "example.dev/docs", "пример.рф"])
def test_where_nothing_is_known_of_files_a_path_may_be_one(url: str) -> None:
    assert not lines(RULE, f"<!-- files: unknown -->\n[x]({url})\n")


def test_an_address_that_arxiv_answers_is_left_alone() -> None:
    assert not lines(RULE, "[x](https://arxiv.org/abs//2306.08707)\n")


SWAPPED = "swapped-text-and-url"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[https://fine.example](Android)", "[Android](https://fine.example)"),
        ("[https://fine.example/a/](安卓)", "[安卓](https://fine.example/a/)"),
        ("[HTTPS://fine.example](Сайт)", "[Сайт](HTTPS://fine.example)"),
        ("[https://fine.example](Android phones)", "[Android phones](https://fine.example)"),
        ("[https://fine.example/a_b](the-project)", "[the-project](https://fine.example/a_b)"),
        ("![https://fine.example/a.png](logo)", "![logo](https://fine.example/a.png)"),
        ("(Android)[https://fine.example]", "[Android](https://fine.example)"),
        ("(the project)[http://fine.example/x?y=z]", "[the project](http://fine.example/x?y=z)"),
        ("(安卓)[https://fine.example/a]", "[安卓](https://fine.example/a)"),
        ("(Docs & more)[https://fine.example/a]", "[Docs & more](https://fine.example/a)"),
        ("(https://fine.example/a)[Android]", "[Android](https://fine.example/a)"),
        ("(https://fine.example)[the project]", "[the project](https://fine.example)"),
        ("(http://fine.example/x_(y))[安卓]", None),
    ],
)
@pytest.mark.parametrize("place", PLACES)
def test_text_and_url_that_have_changed_places(written: str, meant: str | None, place: str) -> None:
    text = place.format(written)
    reports = found(SWAPPED, text)
    assert set(reports) == {line_of(place)}
    if meant is None:
        assert reports[line_of(place)].fix is None
        return
    assert apply(reports[line_of(place)], text) == place.format(meant)


@pytest.mark.parametrize(
    "written",
    [
        "[https://fine.example](https://fine.example)",
        "[https://fine.example](docs/a.md)",
        "[https://fine.example](#android)",
        "[https://fine.example](android.html)",
        "[https://fine.example](./android)",
        "[see https://fine.example](Android)",
        "[Android](Phones)",
        "Smith (2019)[https://fine.example]",
        "f(x)[https://fine.example]",
        "(2019)[https://fine.example]",
        r"\(Android)[https://fine.example]",
        "`(Android)[https://fine.example]`",
        "[a](b)[https://fine.example]",
        "(see [Android](https://fine.example))",
        "[Android](https://fine.example)[phones]",
        "f(https://fine.example)[phones]",
        "(https://fine.example)[1]",
        "(https://fine.example)[^note]",
        "(https://fine.example)[Android](https://fine.example/a)",
        "(https://fine.example) [Android]",
        "`(https://fine.example)[Android]`",
    ],
)
def test_text_and_url_in_their_places(written: str) -> None:
    assert not lines(SWAPPED, f"- {written}\n")


def test_a_file_called_like_the_words_is_meant() -> None:
    text = "[https://fine.example](Android)\n"
    assert not lines(SWAPPED, f"<!-- files: Android -->\n{text}")


@pytest.mark.parametrize("text", ["Android Docs", "Beispiel", "文档", "Документы", "مستندات"])
@pytest.mark.parametrize("url", ["www.example.com", "WWW.example.co.uk/docs", "www.a-b.example"])
@pytest.mark.parametrize("item", ["- {}\n", "| a | {} |\n|---|---|\n", "See {} for more.\n"])
def test_a_host_that_begins_with_www_is_a_url_too(text: str, url: str, item: str) -> None:
    written = item.format(f"[{url}](<{text}>)" if " " in text else f"[{url}]({text})")
    assert lines(SWAPPED, written) == {1}


@pytest.mark.parametrize(
    "brackets", ["（文档）", "（Docs）", "(文档）", "（官网)", "（ドキュメント）"]
)
@pytest.mark.parametrize("item", ["- {}\n", "见： {}\n", "| a | {} |\n|---|---|\n"])
def test_so_are_fullwidth_brackets(brackets: str, item: str) -> None:
    written = f"{brackets}[https://d.example/x]"
    finding = found(SWAPPED, item.format(written))[1]
    assert finding.fix is not None
    assert finding.fix.edits[0].replacement == f"[{brackets[1:-1]}](https://d.example/x)"
    # Behind a word, as behind a name, they are a remark.
    assert not lines(SWAPPED, item.format(f"某工具{written}"))
