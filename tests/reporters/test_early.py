"""On a terminal, too, no more than fifty problems are shown in full, before and after the links."""

from __future__ import annotations

import os

import pytest

from tests.cli.test_interrupts import HERE, LINE, Gate, Terminal
from tests.command import POSIX, write

pytestmark = [
    pytest.mark.usefixtures("folder"),
    POSIX,
    pytest.mark.skipif(os.name == "nt", reason="there are no terminals"),
]


@pytest.mark.parametrize(
    ("anchors", "links", "options", "early", "late"),
    [
        (40, 10, (), 40, 10),
        (40, 11, (), 40, 0),
        (51, 1, (), 0, 0),
        (51, 1, ("--all",), 51, 1),
    ],
)
def test_findings_are_grouped_in_both_parts(
    anchors: int, links: int, options: tuple[str, ...], early: int, late: int
) -> None:
    gate = Gate()
    gate.open()
    with gate.server() as server:
        urls = "".join(f"[b]({server.url(f'/{number}')})\n" for number in range(links))
        write("a.md", "".join(f"[a](#no-{number})\n" for number in range(anchors)) + urls)
        terminal = Terminal("--isolated", *HERE, *options, "a.md", streams=("stdout",))
        status, _ = terminal.end()
    before, _, after = terminal.text.replace("\r\n", "\n").partition(f"{LINE}\n\n")
    assert status == 1
    assert (before.count("--> a.md:"), after.count("--> a.md:")) == (early, late)
    hidden = (0 if early else anchors - 3) + (0 if late else max(0, links - 3))
    assert (f"Next: --all shows {hidden} more" in after) == bool(hidden)
    assert "a.md:1:1" in before
    assert f"Found {anchors + links} errors in 1 file" in after
