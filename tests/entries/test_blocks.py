"""Headings, paragraphs and elements of HTML that are entries, written in many ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.entries.test_forms import check_places, plain, read, things

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.entries.forms import Thing

NAMED: dict[str, Callable[[Thing], str]] = {
    "heading, sentence": lambda t: f"### {t.name}\n\n{t.summary}. See [{t.name}]({t.url}).",
    "heading, URL below": lambda t: f"### {t.name}\n\n{t.summary}\n\n{t.url}",
    "heading, URL above": lambda t: f"### {t.name}\n\n<{t.url}>\n\n{t.summary}",
    "heading, URL on the next line": lambda t: f"### {t.name}\n{t.summary}\n{t.url}",
    "heading, list": lambda t: f"### **{t.name}**\n\n{t.summary}\n\n* {t.url}",
    "heading, button": lambda t: f"### {t.name}\n\n{t.summary}\n\n[Visit website]({t.url})",
    "heading, dash": lambda t: f"### [{t.name}]({t.url}) - {t.summary}",
    "heading in HTML": lambda t: f'<h4>1. <a href="{t.url}">{t.name}</a></h4>\n{t.summary}\n',
    "details": lambda t: (
        f'<details><summary><a href="{t.url}">{t.name}</a></summary>\n{t.summary}\n</details>'
    ),
    "bold line, words, URL": lambda t: f"**{t.name}**\n\n{t.summary}\n\n{t.url}",
    "sentence": lambda t: f"[{t.name}]({t.url}) {t.summary}",
    "italic": lambda t: f"*[{t.name}]({t.url})* {t.summary}",
    "full stop": lambda t: f"[{t.name}]({t.url}). {t.summary}",
    "dash, URL on the next line": lambda t: f"{t.name} - {t.summary}\n{t.url}",
    "two p": lambda t: f'<p><a href="{t.url}">{t.name}</a></p>\n<p>{t.summary}</p>',
    "heading, kind before the link": lambda t: f"#### Article: [{t.name}]({t.url})\n\n{t.summary}",
    "heading, quote": lambda t: f"### {t.name}\n> {t.summary}\n\n<{t.url}>",
    "heading, key of several": lambda t: (
        f"### {t.name}\n\n{t.summary}\n\nWatch: [The channel]({t.url})"
    ),
    "heading in a link": lambda t: (
        f'<div><a href="{t.url}"><h3>{t.name}</h3></a><p>{t.summary}</p></div>'
    ),
    "definition": lambda t: f"[{t.name}]({t.url})\n: {t.summary}",
    "div": lambda t: f'<div><a href="{t.url}">{t.name}</a><br>{t.summary}</div>',
    "unclosed dd": lambda t: f'<dl><dt><a href="{t.url}">{t.name}</a>\n<dd>{t.summary}</dl>',
    "several dd": lambda t: (
        f'<dt>{t.name}</dt>\n<dd>{t.summary}</dd>\n<dd><a href="{t.url}">Website</a></dd>'
    ),
}
DATED: dict[str, Callable[[Thing], str]] = {
    "key": lambda t: f"### {t.title}\n\n**Date:** {t.date}\n\n**Summary:** {t.summary}\n\n{t.url}",
    "date behind": lambda t: f"### [{t.title}]({t.url}) ({t.date})\n\n{t.summary}",
    "italic line": lambda t: f"**[{t.title}]({t.url})**  \n*{t.date}*  \n{t.summary}",
    "bold": lambda t: f"<b>{t.title} ({t.date})</b> [[Link]({t.url})]<br>{t.summary}",
    "day on a line of its own": lambda t: f"{t.date}\n: [{t.title}]({t.url}) - {t.summary}",
    "p": lambda t: f'<p>{t.date}: <a href="{t.url}">{t.title}</a> - {t.summary}</p>',
}
HEAD = "# A list\n\nWhat the list is about.\n\n## Things\n\n"
# A script whose words are not parted by blanks needs a mark behind a name.
SCRIPTS = ("latin", "cyrillic")


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("way", list(NAMED))
def test_named_blocks_are_read(way: str, script: str, *, backwards: bool) -> None:
    group = things(script, backwards=backwards)
    text = HEAD + "\n\n".join(map(NAMED[way], group)) + "\n"
    entries = read(text).entries
    assert [plain(one.title) for one in entries] == [plain(thing.name) for thing in group]
    for entry, thing in zip(entries, group, strict=True):
        assert plain(entry.fields["summary"]).startswith(plain(thing.summary))
        assert [link.link.url for link in entry.links or ()] == [thing.url]
        check_places(text, entry)


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("way", list(DATED))
def test_dated_blocks_are_read(way: str, script: str, *, backwards: bool) -> None:
    group = things(script, backwards=backwards)
    text = HEAD + "\n\n".join(map(DATED[way], group)) + "\n"
    entries = read(text).entries
    assert [plain(one.title) for one in entries] == [plain(thing.title) for thing in group]
    for entry, thing in zip(entries, group, strict=True):
        assert entry.fields["date"] == thing.date
        assert plain(entry.fields["summary"]) == plain(thing.summary)


@pytest.mark.parametrize("way", ["heading, URL below", "heading, button"])
def test_headings_count_over_the_document_where_sections_hold_one_each(way: str) -> None:
    group = things("latin", backwards=False)
    sections = [f"## Section {at}\n\n{NAMED[way](thing)}" for at, thing in enumerate(group)]
    entries = read("# A list\n\n" + "\n\n".join(sections) + "\n").entries
    assert [one.title for one in entries] == [thing.name for thing in group]


def test_headings_without_a_link_are_read_beside_linked_ones() -> None:
    group = things("latin", backwards=False)
    blocks = [
        f"### [{thing.name}]({thing.url})\n\n{thing.summary}"
        if at % 3 != 1
        else f"### {thing.name}\n\n{thing.summary} in [a page]({thing.url}) of its own."
        for at, thing in enumerate(group)
    ]
    entries = read(HEAD + "\n\n".join(blocks) + "\n").entries
    assert [one.title for one in entries] == [thing.name for thing in group]


def test_lines_of_a_p_are_read() -> None:
    group = things("latin", backwards=False)
    lines = [f':star: <a href="{t.url}"><b>{t.name}</b></a> - {t.summary}<br>' for t in group]
    entries = read(HEAD + "<p>\n" + "\n".join(lines) + "\n</p>\n").entries
    assert [one.title for one in entries] == [thing.name for thing in group]
    assert [one.fields["summary"] for one in entries] == [thing.summary for thing in group]


NONE = {
    "guide": (
        "## Guide\n\n### Install Python\n\nGet it from [python.org](https://python.example).\n\n"
        "### Configure\n\nOpen the [settings](https://x.example/settings) page and log in.\n\n"
        "### Deploy\n\nPush to [Heroku](https://h.example) or [Render](https://r.example).\n"
    ),
    "prerequisites": (
        "## Prerequisites\n\n### Docker\n\nInstall [Docker](https://docker.example).\n\n"
        "### Node\n\nInstall [Node](https://node.example).\n\n"
        "### Git\n\nInstall [Git](https://git.example).\n"
    ),
    "questions": (
        "### How do I add a tool?\n\nAs in [the guide](https://x.example/guide).\n\n"
        "### Why is it slow?\n\nBecause of [this](https://x.example/slow).\n\n"
        "### Who made it?\n\n[Jane](https://jane.example) did.\n"
    ),
    "changes": (
        "### Version 1.2.0\n\nhttps://x.example/1.2.0\n\n"
        "### Version 1.1.0\n\nhttps://x.example/1.1.0\n\n"
        "### Version 1.0.0\n\nhttps://x.example/1.0.0\n"
    ),
    "code": (
        "### parse(text)\n\nSee [parse](https://x.example/parse).\n\n```js\nparse()\n```\n\n"
        "### write(text)\n\nSee [write](https://x.example/write).\n\n```js\nwrite()\n```\n\n"
        "### read(text)\n\nSee [read](https://x.example/read).\n\n```js\nread()\n```\n"
    ),
    "statements": (
        "The source code is hosted here\nhttps://x.example/code\n\n"
        "Documentation is available there\nhttps://x.example/docs\n\n"
        "Please report what you find\nhttps://x.example/issues\n"
    ),
    "prose": (
        "[Awesome](https://a.example) lists are great.\n\n"
        "Text with [a link](https://b.example) in it.\n\n"
        "And [another](https://c.example), too, but [one](https://d.example) more.\n"
    ),
}


@pytest.mark.parametrize("kind", list(NONE))
def test_documentation_is_no_entry(kind: str) -> None:
    assert read(f"# A list\n\n{NONE[kind]}").entries == ()


@pytest.mark.parametrize("inner", ["- [{0}]({1}) - {2}\n", "**[{0}]({1})** {2}\n\n"])
def test_sections_stay_sections_of_entries(inner: str) -> None:
    text, names = "# A list\n", []
    for at, word in enumerate(("Rust", "Go", "Python")):
        text += f"\n## {word}\n\nSee [{word}](https://{word}.example).\n\n"
        for thing in things("latin", backwards=False):
            names.append(f"{thing.name} {word}")
            text += inner.format(names[-1], f"{thing.url}/{at}", thing.summary)
    assert [one.title for one in read(text).entries] == names
