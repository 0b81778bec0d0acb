"""What is told from lines alone is what both versions say once they are read."""

from __future__ import annotations

import datetime as dt
import re
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from lint.config.config import Config
from lint.document.parser import parse
from lint.engine.changes import Before, Change
from lint.engine.line_changes import line_change
from lint.engine.pipeline import Task, run
from lint.engine.versions import Past, Version
from lint.rules import all_rules
from lint.source import Source
from lint.validation.violations import judge
from tests.listeners import Strict
from tests.lists import LISTS, judged, parsed

if TYPE_CHECKING:
    from pathlib import Path

    from lint.engine.report import Report
    from lint.engine.versions import Reading

TODAY = dt.date(2026, 7, 1)
MOST = 3000
ITEMS = st.sampled_from("abcdefgh").map(
    lambda one: f"- [Thing {one}](https://{one}.example/) - What {one} does."
)
WRAPPED = st.sampled_from("klm").map(
    lambda one: f"- [Thing {one}](https://{one}.example/)\n  - What {one}\n    does."
)
ROWS = st.sampled_from("pqrs").map(lambda one: f"| 2024-01 | [{one}](https://{one}.example/) |")
TABLE = "| Date | Title |\n| --- | --- |"
OTHERS = st.sampled_from(
    [
        "",
        "",
        "## More",
        "Some words.",
        "<!--",
        "-->",
        "```",
        "- no entry",
        "  - below it",
        "  more words",
        f"\n{TABLE}",
        "[a]: https://elsewhere.example/",
    ]
)
BLOCKS = st.lists(ITEMS | ITEMS | ROWS | WRAPPED | OTHERS, min_size=1, max_size=12)


def version(text: str) -> Version:
    source = Source("list.md", text)

    def read() -> Reading:
        document = parse(source)
        return document, judge(document).entries

    return Version(source, read)


def unread(text: str) -> Version:
    """A version that nobody may read."""

    def read() -> Reading:
        raise AssertionError("read")

    return Version(Source("list.md", text), read)


def exactly(now: Version, old: Version) -> Change:
    """The change as both versions, read, tell of it: another list might have changed, too."""
    return Change(now, Before(old, Past([old, version("")])))


def is_told(now: Version, old: Version) -> bool:
    """Whether lines tell of a change at all; then they must tell what reading does."""
    if line_change(now.source, old.source, now.owners) is None:
        return False
    own = unread(old.source.text)
    told, exact = Change(now, Before(own, Past([own]))), exactly(now, old)
    assert told.changed == exact.changed
    assert told.added == exact.added
    return True


@given(BLOCKS, BLOCKS, st.data())
def test_any_change(blocks: list[str], others: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(blocks)))
    end = data.draw(st.integers(start, len(blocks)))
    changed = [*blocks[:start], *others, *blocks[end:]]
    old, now = (version("# List\n\n" + "\n".join(one) + "\n") for one in (blocks, changed))
    event("told" if is_told(now, old) else "to be read")


@given(st.lists(BLOCKS, min_size=1, max_size=3), ITEMS | ROWS | WRAPPED, st.data())
def test_an_entry_more_or_less(groups: list[list[str]], entry: str, data: st.DataObject) -> None:
    blocks = [one for group in groups for one in ("", *group)]
    at = data.draw(st.integers(0, len(blocks)))
    longer = [*blocks[:at], entry, *blocks[at:]]
    edited = [*blocks[:at], entry.replace("example", "example.org"), *blocks[at:]]
    one, other, third = (
        version("# List\n\n" + "\n".join(lines) + "\n") for lines in (blocks, longer, edited)
    )
    pairs = (("added", other, one), ("removed", one, other), ("edited", third, other))
    for name, now, old in pairs:
        event(f"{name}, {'told' if is_told(now, old) else 'to be read'}")


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_real_lists(path: Path) -> None:
    """An entry is removed, is there again, or has another summary: what both versions say."""
    old = Version(parsed(path).source, lambda: (parsed(path), judged(path).entries))
    lines = old.source.text.splitlines(keepends=True)
    entries = [entry for entry in old.entries if "\n" not in old.source.slice(entry.span)]
    if not entries:
        pytest.skip("no entry of this list has a line of its own")
    at = old.source.line_of(Random(path.name).choice(entries).span.start) - 1
    if len(lines) > MOST or "".join(lines).count("\r") or "\f" in old.source.text:
        pytest.skip("too long to be read often")
    for instead in ("", edited(lines[at])):
        other = version("".join((*lines[:at], instead, *lines[at + 1 :])))
        is_told(other, old)
        is_told(old, other)


def edited(line: str) -> str:
    """A line of an entry with a word more than it has."""
    return re.sub(r"(\w+)(\W*)$", r"\1 instead\2", line)


@pytest.mark.parametrize("title", ["Thing b", ""])
def test_a_sound_list_is_not_read_as_it_was(title: str) -> None:
    """Nothing but lines tells of what is new, unless there is something that may be older."""
    items = [f"- [Thing {one}](https://{one}.example/) - What {one} does.\n" for one in "abcdef"]
    old, now = (
        ("# List\n\n" + "".join(one)).replace("Thing b", title) for one in (items[:-1], items)
    )
    own = unread(old)
    task = Task(Source("list.md", now), Config(offline=True), before=Before(own, Past([own])))

    def report() -> Report:
        return run([task], all_rules().values(), today=TODAY, listener=Strict())

    if title:
        assert (report().entries, report().diagnostics) == (6, ())
    else:
        with pytest.raises(AssertionError, match="read"):
            report()


def test_a_large_change_is_read() -> None:
    """Each new entry is sought in the older text, which takes long for many."""
    items = [f"- [Thing {one}](https://{one}.example/) - What it does.\n" for one in range(60)]
    old = Source("list.md", "# List\n\n" + items[0])
    now = version("# List\n\n" + "".join(items))
    assert line_change(now.source, old, now.owners) is None
    few = version("# List\n\n" + "".join(items[:40]))
    assert line_change(few.source, old, few.owners) is not None
