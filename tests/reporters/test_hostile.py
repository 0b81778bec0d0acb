"""Whatever a list says is text in every format: read back, it is what the rule said, no more."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lint.console.escape import visible
from lint.diagnostics import Edit, Finding, Fix, Related
from lint.engine.report import Report
from lint.reporters import FORMATS, render, reporter
from lint.reporters.base import Media
from lint.source import Source, Span
from tests.command import run, write
from tests.console.test_github_log import commands
from tests.reporters.reading import READERS
from tests.reporters.small import REPORT, report_of

pytestmark = pytest.mark.usefixtures("folder")

EVIL = (
    "\x1b[31mred\x1b[0m ::error::a ##[error]b <script>alert(1)</script> | `x` **y** ](1) [z](https:"
    "//evil.example) ![i](x.png) @octocat #12 octo/repo#3 GH-4 KEY-5 :tada: www.evil.example "
    "a@evil.example 0123456789abcdef \u202e\u200f\u2066 \0 {0} %0A %25 & &lt; &#64; $x$ <!-- --> "
    "</details> ]]> \\ \ufffe ,line=7,title=x::y"
)
LIST = f"""# List

[{EVIL.replace("[", "(").replace("]", ")").replace("`", "'")}](#no)
[::error::](#nowhere-##[error])
[t](http://[::error::q) [](x|y.png) [b](<https://x.example/ \x1b[2J>)
![b](https://img.shields.io/badge/<script>-@octocat-red)
[@octocat](www.evil.example/<img>) [\u202e](#\u202e-`|`-<b>-##[add-mask]-#12)

| Date | Title |
| --- | --- |
| 99/99/2024 ::error:: \x1b[31m | [<script>](#\0gone) |
"""
ANYTHING = st.text(max_size=40) | st.text(
    "\x1b[]()<>|`@#:,=&;{}%\\\"'!*_~$\n\r\t /1a\u202e\0", max_size=30
)
HIDDEN = {"Cc", "Cf", "Zl", "Zp", "Cs"}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def expected(name: str, message: str) -> str:
    """What a reader of the format shows for `message`."""
    if name in {"json", "jsonl"}:
        return message
    shown = visible(message)
    if name == "github":
        # A line end is one in an annotation; the other signs are shown as escapes.
        return "".join(part if part in "\r\n" else visible(part) for part in message)
    if name == "junit":
        return re.sub("[\ufffe\uffff]", "\ufffd", shown)
    return shown


@pytest.mark.parametrize("name", READERS)
def test_a_hostile_list(name: str) -> None:
    write("list.md", LIST)
    options = ("--isolated", "--offline", "list.md")
    found = json.loads(run("--format", "json", *options).stdout)["diagnostics"]
    assert len(found) > 6
    done = run("--format", name, *options, GITHUB_ACTIONS="true")
    assert not done.stderr
    said = READERS[name](done.stdout)
    wanted = [(one["rule"], squeezed(expected(name, one["message"]))) for one in found]
    own = reporter(name)
    if own.media is Media.LINES:  # where a command would begin, a sign is written otherwise
        said = [(rule, message.replace(f"{own.number_sign}#[", "##[")) for rule, message in said]
    assert [(rule, squeezed(message)) for rule, message in said] == wanted
    if name != "github":
        assert commands(done.stdout) == []


def test_a_hostile_list_on_a_terminal() -> None:
    write("list.md", LIST)
    for more in ((), ("--all",)):
        text = run("--isolated", "--offline", *more, "list.md", GITHUB_ACTIONS="").stdout
        assert not [c for c in text if unicodedata.category(c) in HIDDEN and c != "\n"]


@pytest.mark.parametrize("name", READERS)
@given(message=ANYTHING.filter(bool), title=ANYTHING.filter(bool), text=ANYTHING, data=st.data())
@example(EVIL, EVIL, EVIL, None)
@example("a :", ":x: b", "", None)
@example("[x](1) {0} \\[y](https://z)", "@a", "#1", None)
def test_any_text(
    name: str, message: str, title: str, text: str, data: st.DataObject | None
) -> None:
    source = Source(title.replace("\0", "").replace("./", "") or "x", text)
    size = len(source.text)
    start = data.draw(st.integers(0, size)) if data else 0
    end = data.draw(st.integers(start, size)) if data else size
    edits = (Edit(Span(start, end), text),)
    related = (Related(Span(start, start), title),)
    found = Finding(Span(start, end), message, Fix(title, edits), related, url=message)
    said = READERS[name](render(name, report_of(source, found)))
    wanted = expected(name, message)
    if name == "markdown":
        wanted = wanted if len(wanted) <= 400 else f"{wanted[:399]}…"
    assert [(rule, squeezed(shown)) for rule, shown in said] == [("x-rule", squeezed(wanted))]


@pytest.mark.parametrize("name", READERS)
def test_the_small_report_is_valid(name: str) -> None:
    said = READERS[name](render(name, REPORT))
    assert sorted(said) == sorted((one.rule, one.message) for one in REPORT.diagnostics)


@pytest.mark.parametrize("name", READERS)
def test_a_report_with_a_failure_is_valid(name: str) -> None:
    failed = Report((), {}, {}, files=0, entries=0, links=0, failures=(EVIL, EVIL))
    text = render(name, failed)
    said = READERS[name](text)
    if name == "junit":
        assert said == [("", expected("junit", EVIL))] * 2
    elif name in {"github", "gitlab", "rdjson"}:
        assert said == [("not-checked", expected(name, EVIL))] * 2
    else:
        assert said == []
    if name == "sarif":
        assert json.loads(text)["runs"][0]["invocations"][0]["executionSuccessful"] is False


def test_every_format_is_read_back() -> None:
    assert FORMATS.keys() - READERS.keys() <= {"full", "html"}
