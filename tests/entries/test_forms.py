# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from lint.document.parser import parse
from lint.source import Source
from lint.validation.violations import judge
from tests.entries.forms import WAYS, Thing, Way

if TYPE_CHECKING:
    from lint.entries.entry import Entry
    from lint.validation.violations import Judged

TITLES = {
    "latin": [
        "Deep Residual Learning for Image Recognition",
        "Attention Is All You Need",
        "GPT-4: A Technical Overview of Large Models",
        "Learning to Rank, Search and Recommend",
        "Do Transformers Really Perform Bad for Graphs?",
    ],
    "cjk": [
        "面向图像识别的深度残差学习",
        "注意力机制综述与展望",
        "GPT-4：大模型技术报告解读",
        "検索のためのランキング学習入門",
        "그래프를 위한 트랜스포머 연구",
    ],
    "cyrillic": [
        "Глубокое обучение для распознавания речи",
        "Внимание это всё что нужно модели",
        "Обзор больших языковых моделей за год",
        "Как построить поиск и рекомендации",
        "Синтез речи на малых данных",
    ],
}
NAMES = {
    "latin": ["ripgrep", "Tokio", "Hello World", "libuv", "Kafka Streams"],
    "cjk": ["千问", "书生模型", "日本語辞書", "한국어 사전", "悟道"],
    "cyrillic": ["Голос", "Сова", "Тишина речи", "Буква", "Яр"],
}
SUMMARIES = {
    "latin": [
        "A fast tool that searches text in folders",
        "Runtime for writing reliable applications",
        "Greets everybody in the world with style",
        "Cross-platform asynchronous input and output",
        "Streams processing for the rest of us",
    ],
    "cjk": [
        "一个快速的搜索工具，支持正则表达式",
        "用于编写可靠应用的异步运行时",
        "日本語のための形態素解析ライブラリです",
        "한국어 문장을 위한 분류 데이터",
        "面向中文的预训练语言模型与工具",
    ],
    "cyrillic": [
        "быстрый инструмент для поиска по тексту",
        "среда для надёжных приложений и служб",
        "набор данных для распознавания речи",
        "словарь ударений русского языка на сервере",
        "потоковая обработка для всех остальных",
    ],
}
AUTHORS = [
    "Kaiming He, Xiangyu Zhang, Shaoqing Ren",
    "Ashish Vaswani et al.",
    "J. Achiam and S. Adler",
    "Tie-Yan Liu, Jun Xu, Hang Li",
    "Chengxuan Ying, Tianle Cai, Shengjie Luo",
]
VENUES = ["CVPR 2016", "NeurIPS 2017", "arXiv 2023", "SIGIR 2020", "ICLR 2021"]
DATES = ["2016-06", "2017-12", "2023-03", "2020-07", "2021-05"]


def things(script: str, *, backwards: bool) -> list[Thing]:
    found = [
        Thing(
            title,
            name,
            summary,
            AUTHORS[at],
            VENUES[at],
            DATES[at],
            f"https://code.example/u{at}/r{at}",
            f"https://paper.example/abs/210{at}.0123{at}",
        )
        for at, (title, name, summary) in enumerate(
            zip(TITLES[script], NAMES[script], SUMMARIES[script], strict=True)
        )
    ]
    return found[::-1] if backwards else found


def written(way: Way, group: list[Thing]) -> str:
    entries = "\n".join(way.write(thing) for thing in group)
    around = [part for part in (way.before, entries, way.after) if part]
    return "# A list\n\nWhat the list is about.\n\n## Things\n\n" + "\n".join(around) + "\n"


def read(text: str) -> Judged:
    return judge(parse(Source("", text)), latest=2030)


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("script", list(TITLES))
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_every_form_is_read(way: Way, script: str, *, backwards: bool) -> None:
    group = things(script, backwards=backwards)
    text = written(way, group)
    judged = read(text)
    assert [plain(entry.title) for entry in judged.entries] == [
        plain(getattr(thing, way.titled)) for thing in group
    ]
    for entry, thing in zip(judged.entries, group, strict=True):
        assert entry.form == way.form
        assert entry.links
        for name in way.fields:
            wanted = getattr(thing, name)
            if name == "date" and thing.date not in way.write(thing):
                wanted = thing.venue
            assert plain(entry.fields[name]) == plain(wanted), name
        check_places(text, entry)
    assert judged.unread == ()


def check_places(text: str, entry: Entry) -> None:
    """Every field stands where it says that it does."""
    lines = text[: entry.span.start].count("\n") + 1
    assert entry.line == lines
    assert entry.end_line == text[: entry.span.end].count("\n") + 1
    for name in ("title", "date", "authors", "summary"):
        value = entry.fields.get(name)
        if value:
            place = entry.places[name]
            assert entry.span.start <= place.start < place.end <= entry.span.end
            assert plain(value) in plain(text[place.start : place.end]), name


NONE = {
    "contents": (
        "## Contents\n"
        "\n"
        "- [Tools](#tools)\n"
        "  - [Fast](#fast)\n"
        "- [Books](books.md)\n"
        "- [Talks](#talks)\n"
    ),
    "contributing": (
        "## Contributing\n"
        "\n"
        "- Open an [issue](https://x.example/i)\n"
        "- [Guide](https://x.example/g) - read it\n"
    ),
    "contributors": (
        "- [Ann](https://github.com/ann)\n"
        "- [Bob](https://github.com/bob)\n"
        "- [Cy](https://github.com/cy)\n"
    ),
    "licence": (
        "## License\n"
        "\n"
        "[![CC0](https://x.example/cc0.svg)](https://cc.example/zero)\n"
        "\n"
        "- [CC0](https://cc.example/zero)\n"
    ),
    "legend": ("- 🎉 new\n- 💤 inactive\n- `⚠` needs a service\n"),
    "prose": (
        "Please read [the guide](https://x.example/g) and then see [the "
        "site](https://x.example/s) for more.\n"
    ),
    "prose items": (
        "- Please fill in [this form](https://x.example/f) if you miss something here.\n"
        "- See also our page on [many other things](https://x.example/o) for reasons.\n"
    ),
    "bold first": (
        "**[Subscribe](https://x.example/n)** to hear of new things from time to time.\n"
    ),
    "definition": (
        "[Analytics](https://x.example/w) is the systematic analysis of data of all kinds.\n"
    ),
    "navigation": ("[English](README.md) | [中文](README-zh.md) | [Web](https://x.example/)\n"),
    "contact": (
        "- Twitter: [@me](https://x.example/me)\n"
        "- Weibo: [@me](https://w.example/me)\n"
        "- YouTube: [@me](https://y.example/me)\n"
    ),
    "follow": ("## Follow us\n\n- [Chat](https://x.example/c) with us\n"),
    "news": (
        "## News\n"
        "\n"
        "- [2024/05] We have added [many things](https://x.example/m) to this list.\n"
        "- [2024/06] Thanks to [somebody](https://x.example/s) there are more.\n"
    ),
    "numbers": (
        "| Model | MMLU | GSM8K |\n"
        "|--|--|--|\n"
        "| A | 10.1 | 20.2 |\n"
        "| B | 11.1 | 21.2 |\n"
        "| C | 12.1 | 22.2 |\n"
    ),
    "counts": (
        "| Topic | Papers | Share |\n"
        "|--|--|--|\n"
        "| [A](list.md#a) | 10 | 20% |\n"
        "| [B](list.md#b) | 11 | 21% |\n"
    ),
    "banner": (
        '<p align="center"><a href="https://x.example"><img src="x.png" '
        'alt="Sponsor"></a></p>\n'
        "\n"
        '<h5><a href="https://x.example/w">See it on the web</a></h5>\n'
    ),
    "comment": (
        "<!--\n- [A](https://x.example/a) - text\n- [B](https://x.example/b) - text\n-->\n"
    ),
    "sections": (
        "## [A](https://x.example/a)\n"
        "\n"
        "## [B](https://x.example/b)\n"
        "\n"
        "## [C](https://x.example/c)\n"
    ),
    "prose with labels": "The code is at [GitHub](https://x.example/c).\n\nThe text is on [arXiv](https://x.example/a).\n\nSee the [docs](https://x.example/d).\n",  # noqa: E501
    "labels in bold": "**Documentation**: [x.example](https://x.example/d)\n\n**Source code**: [GitHub](https://x.example/c)\n\n**Chat**: [Discord](https://x.example/h)\n",  # noqa: E501
    "steps": "## Use\n\n**Fast**. It is [measured](https://x.example/b) here.\n\n**Safe**. As [the manual](https://x.example/r) says.\n\n**Small**. See [sizes](https://x.example/s) of files.\n",  # noqa: E501
    "bare URLs": "https://x.example/1\n\nhttps://x.example/2\n\nhttps://x.example/3\n",
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_entry_stays_none(name: str) -> None:
    judged = read(f"# A list\n\n{NONE[name]}")
    assert [entry.title for entry in judged.entries] == []


@pytest.mark.parametrize("sections", [1, 3, 4])
@pytest.mark.parametrize("each", [2, 3])
def test_a_section_of_paragraphs_is_no_entry(sections: int, each: int) -> None:
    text = "".join(
        f"## Part {part}\n\n"
        + "".join(
            f"**Deep Thing {part}{at} for Us**  \n[Paper](https://x.example/{part}{at}) / "
            f"[Code](https://x.example/c{part}{at})\n\n"
            for at in range(each)
        )
        for part in range(sections)
    )
    found = read(text).entries
    assert {entry.form for entry in found} <= {"paragraph"}
    assert len(found) == sections * each


def test_figures_on_entries_are_no_entries_again() -> None:
    names = [f"tool{number}" for number in range(5)]
    items = "".join(f"- [{name}](https://x.example/{name}) - what it does\n" for name in names)
    rows = "".join(f"| [{name}](https://x.example/{name}) | 10 | 2k |\n" for name in names)
    text = f"{items}\n| Name | Downloads | Stars |\n|--|--|--|\n{rows}"
    assert [entry.form for entry in read(text).entries] == ["item"] * 5


def test_the_row_that_shows_how_to_write_one_is_none() -> None:
    rows = "".join(f"| A title {n} | [arXiv](https://x.example/{n}) | 2024 |\n" for n in range(4))
    text = f"| Title | Paper | Date |\n|--|--|--|\n| aa | arxiv | bb'23 |\n{rows}"
    assert [entry.title for entry in read(text).entries] == [f"A title {n}" for n in range(4)]


ROWS = [way for way in WAYS if way.form == "row"]


@pytest.mark.parametrize("script", list(TITLES))
@pytest.mark.parametrize("way", ROWS, ids=lambda way: way.name)
def test_headers_are_evidence_and_no_condition(way: Way, script: str) -> None:
    group = things(script, backwards=False)
    header, rule = way.before.split("\n")
    letters = "|".join("ABCDEFGH"[: len(header.strip("|").split("|"))])
    blind = Way(way.name, way.form, way.write, before=f"|{letters}|\n|{rule.strip('|')}|")
    titles = [plain(entry.title) for entry in read(written(blind, group)).entries]
    assert titles == [plain(getattr(thing, way.titled)) for thing in group]


def test_things_below_a_category_are_entries_and_below_a_thing_its_parts() -> None:
    text = (
        "- Category\n  - [A](https://x.example/a) - text\n    - Nothing but a remark on it\n"
        "  - [B](https://x.example/b) - text\n    - [Paper](https://x.example/p)\n"
    )
    first, second = read(text).entries
    assert (first.title, second.title) == ("A", "B")
    assert [link.link.url[-1] for link in second.links or ()] == ["b", "p"]


def test_words_before_a_link_are_a_tag_among_links() -> None:
    first = "".join(f"- [A{n}](https://x.example/{n}) - text\n" for n in range(3))
    entries = read(first + "- Qt-based [B](https://x.example/b) - text\n").entries
    assert [entry.title for entry in entries] == ["A0", "A1", "A2", "B"]


def test_what_looks_like_an_entry_and_is_none_is_told() -> None:
    text = "- [A](https://x.example/a)\n- MySQL - [Bee](https://x.example/b)\n" * 1 + (
        "- **A key**: what it means ([example](https://x.example/c))\n"
    )
    judged = read("".join(f"- [N{n}](https://x.example/{n})\n" for n in range(5)) + text)
    assert [(one.line, one.form) for one in judged.unread] == [(8, "item")]
    assert all(first.line <= second.line for first, second in pairwise(judged.unread))
