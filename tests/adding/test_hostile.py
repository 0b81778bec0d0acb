"""A stranger's title and description change no structure, in whatever form a list is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.adding.escaping import in_markdown, one_line
from lint.adding.insertion import Added
from lint.document.parser import parse
from lint.source import Source
from tests.adding.lists import open_list, outcome, work

LISTS = {
    "item": """\
# Tools

- [alpha](https://a.example/alpha) - First of all.
- [beta](https://a.example/beta) - Second one.
- [gamma](https://a.example/gamma) - Third.
""",
    "title first": """\
# Tools

- **Alpha Way** [[page]](https://a.example/alpha)
- **Beta Way** [[page]](https://a.example/beta)
- **Gamma Way** [[page]](https://a.example/gamma)
""",
    "row": """\
# Tools

| Title | Summary |
|---|---|
| [Alpha](https://a.example/alpha) | First of all |
| [Beta](https://a.example/beta) | Second one |
| [Gamma](https://a.example/gamma) | Third |
""",
    "record": """\
# Tools

<table>
<tr><th>Title</th><th>Summary</th></tr>
<tr><td><a href="https://a.example/alpha">Alpha</a></td><td>First of all</td></tr>
<tr><td><a href="https://a.example/beta">Beta</a></td><td>Second one</td></tr>
<tr><td><a href="https://a.example/gamma">Gamma</a></td><td>Third</td></tr>
</table>
""",
}
PEOPLE = {
    "row": """\
# Papers

| Title | Authors | Venue |
|---|---|---|
| [Alpha](https://a.example/alpha) | Ann Bee, Cy Dee | ICLR |
| [Beta](https://a.example/beta) | Eve Fox, Gus Hay | ICML |
| [Gamma](https://a.example/gamma) | Ida Jay | ACL |
""",
    "record": """\
# Papers

<table>
<tr><th>Title</th><th>Authors</th><th>Venue</th></tr>
<tr><td><a href="https://a.example/alpha">Alpha</a></td><td>Ann Bee, Cy Dee</td><td>ICLR</td></tr>
<tr><td><a href="https://a.example/beta">Beta</a></td><td>Eve Fox, Gus Hay</td><td>ICML</td></tr>
<tr><td><a href="https://a.example/gamma">Gamma</a></td><td>Ida Jay</td><td>ACL</td></tr>
</table>
""",
    "item": """\
# Papers

- [Alpha Way of the Sea](https://arxiv.org/abs/2401.00001). Ann Bee, Cy Dee. ICLR.
- [Beta Way of the Sea](https://arxiv.org/abs/2401.00002). Eve Fox, Gus Hay. ICML.
- [Gamma Way of the Sea](https://arxiv.org/abs/2401.00003). Ida Jay, Kit Lay. ACL.
""",
}
MARKUP = (
    *("|", "||", "\\|", "\\", "`", "``", "[", "]", "](", "[x](http://evil.example)", "![x](y)"),
    *("<", ">", "<b>", "</td>", "</table>", "<!--", "-->"),
    *("<!-- awesome-lint", "<!-- awesome-lint: off -->"),
    *("\n", "\r\n", "\n\n", "\n# h\n", "\n- x", "\u2028", "\t", "\0", "\u202e", "\u2066", "\u200b"),
    *("*", "**", "_", "__", "~~", "#", "- ", "1. ", "+ ", "=", ":tada:", "&lt;", "&#124;", "&"),
    *("http://evil.example", "www.evil.example", "a@evil.example", "$x$", "[^1]", "[a]: /b", "!"),
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.sampled_from(MARKUP), st.text(max_size=8), st.sampled_from(["Maps", "for", " "])),
    max_size=8,
).map("".join)


def shape(text: str) -> object:
    """What a document is built of, but for words."""
    document = parse(Source("list.md", text))
    rows = [len(row.cells) for table in document.tables for row in table.rows]
    return (
        [one.text for one in document.headings],
        sorted(rows),
        len(document.comments),
        len(document.footnotes),
        len(document.definitions),
        [link.url for link in document.links],
    )


@pytest.mark.parametrize("form", LISTS)
@given(title=TEXTS, summary=TEXTS)
@settings(max_examples=20)
def test_one_entry_comes_and_nothing_else(form: str, title: str, summary: str) -> None:
    text = LISTS[form]
    new = work("https://a.example/new", one_line(f"Maps {title}"), summary=one_line(summary))
    found = outcome(text, new)
    assert isinstance(found, Added), found
    after = found.task.source.text
    assert len(after.splitlines()) == len(text.splitlines()) + 1
    assert [one for one in after.splitlines() if one not in text.splitlines()] == [found.entry]
    sound = outcome(text, work("https://a.example/new", "Maps Way", summary="Text"))
    assert isinstance(sound, Added)
    before, there = shape(sound.task.source.text), shape(after)
    assert isinstance(before, tuple)
    assert isinstance(there, tuple)
    assert before[:-1] == there[:-1]
    assert sorted(before[-1]) == sorted(there[-1])
    old = open_list(text).parsed.judged.entries
    entries = open_list(after).parsed.judged.entries
    assert len(entries) == len(old) + 1


@pytest.mark.parametrize("form", PEOPLE)
@given(authors=st.lists(TEXTS, max_size=3), venue=TEXTS)
@settings(max_examples=20)
def test_names_of_people_and_venues_change_nothing_either(
    form: str, authors: list[str], venue: str
) -> None:
    text = PEOPLE[form]
    names = tuple(filter(None, map(one_line, authors)))
    new = replace(
        work("https://arxiv.org/abs/2403.00001", "Maps Way of the Sea"),
        authors=names,
        venue=one_line(venue),
    )
    found = outcome(text, new)
    assert isinstance(found, Added), found
    after = found.task.source.text
    assert [one for one in after.splitlines() if one not in text.splitlines()] == [found.entry]
    before, there = shape(text), shape(after)
    assert isinstance(before, tuple)
    assert isinstance(there, tuple)
    # One row and one link more.
    assert (before[0], *before[2:-1]) == (there[0], *there[2:-1])
    assert len(there[1]) - len(before[1]) == (form != "item")
    assert {*there[-1]} - {*before[-1]} == {"https://arxiv.org/abs/2403.00001"}


@given(TEXTS)
def test_text_reads_as_it_is(text: str) -> None:
    """In a paragraph; what begins a line cannot, and what would be an autolink is one."""
    plain = one_line(text)
    if any(one in plain.casefold() for one in ("http", "ftp", "www.", "@")) or not plain:
        return
    document = parse(Source("list.md", f"x {in_markdown(plain)} x"))
    shown = "".join(run.text for run in document.runs_in(document.paragraphs[0].span))
    assert shown == f"x {plain} x"
    assert not document.links


def test_what_nobody_sees_is_dropped() -> None:
    assert one_line("a\u202eb\u2066 c\u200b\0\n\r\nd\u2028e\te") == "ab c d e e"
