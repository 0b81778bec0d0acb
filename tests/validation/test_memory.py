"""What a list takes in memory: a command reads it as a whole, however long it is."""

from __future__ import annotations

import gc
import tracemalloc

from lint.document.parser import parse
from lint.source import Source
from lint.validation.violations import judge

ITEMS = 2_000
# Bytes of an item of one line: 2,650 once it is read, 3,000 at most while it is. They are 3,200 and
# 4,800 where spans and URLs share nothing, and what was read of items is kept to the end.
KEPT, MOST = 3_000, 3_800


def listed(items: int, kind: str) -> Source:
    lines = (
        f"- [Name {number}](https://host-{number % 50}.example/{kind}/{number}) - What it is for."
        for number in range(items)
    )
    return Source("list.md", "# List\n\n## Section\n\n" + "\n".join(lines) + "\n")


def test_an_item_takes_few_bytes() -> None:
    judge(parse(listed(50, "first")))  # what any list needs is there then
    gc.collect()
    tracemalloc.start()
    try:
        document = parse(listed(ITEMS, "second"))
        judged = judge(document)
        gc.collect()
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(judged.entries) == len(document.links) == ITEMS
    assert kept / ITEMS < KEPT
    assert most / ITEMS < MOST
