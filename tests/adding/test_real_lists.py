"""Entries of real lists, taken out and added again: nothing else changes, wherever they go."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.adding.rounds import again, open_list
from tests.lists import LISTS, read_list

if TYPE_CHECKING:
    from pathlib import Path

_ENTRIES = 2


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_most_entries_come_back_where_they_were(path: Path) -> None:
    listed = open_list(read_list(path))
    places = [(group, at) for group in listed.groups for at in range(len(group.entries))]
    random.Random(3).shuffle(places)
    found = []
    for group, at in places:
        outcome = again(listed, group, at)
        if outcome is not None:
            found.append(outcome)
        if len(found) == _ENTRIES:
            break
    if not found:
        pytest.skip("no entry of this list has lines of its own and a neighbour")
    assert any(one.kind in {"exact", "same", "reads"} for one in found)
    ordered = [one.placed for one in found if one.ordered]
    assert sum(ordered) >= len(ordered) - 1
