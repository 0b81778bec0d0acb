from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.variants import lines

if TYPE_CHECKING:
    from collections.abc import Callable

RULE = "unsorted-entry"
BEFORE = ["Aster", "Birch", "Clover", "Daisy"]
AFTER = ["Oak", "Pine", "Rose", "Sage", "Tulip"]


def listed(titles: list[str]) -> str:
    items = (f"- [{title}](https://fine.example/{n}) - x.\n" for n, title in enumerate(titles))
    return "".join(items)


def table(titles: list[str]) -> str:
    rows = (f"| [{title}](https://fine.example/{n}) | x |\n" for n, title in enumerate(titles))
    return "| Name | Description |\n|---|---|\n" + "".join(rows)


# Each is an order of two names that some lists keep.
PAIRS = [
    ("Immich Kiosk", "Immich"),
    ("Kubernetes-native", "Kubernetes"),
    ("Kubernetes.io", "kubernetes"),
    ("Éclair Pro", "Eclair"),
    ("Nginx Proxy Manager", "Nginx"),
    ("JupyterLab", "Jupyter"),
    ("Linux 中文", "Linux"),
    ("Node: a history", "Node.js"),
    ("Go, the book", "Go.dev"),
    ("Jq_play", "Jq-web"),
    ("Fish (shell)", "Fish/tools"),
    ("Kit [old]", "Kit & Co"),
]


# These, others turn round.
PREFIXES = PAIRS[:7]


@pytest.mark.parametrize("build", [listed, table])
@pytest.mark.parametrize("pair", [*PAIRS, *((two, one) for one, two in PREFIXES)])
@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("place", ["middle", "second"])
def test_orders_that_lists_keep(
    build: Callable[[list[str]], str], pair: tuple[str, str], *, backwards: bool, place: str
) -> None:
    titles = [*(BEFORE if place == "middle" else ["Aster"]), *pair, *AFTER]
    titles = [*titles, "Umber", "Violet", "Willow"]
    assert not lines(RULE, build(titles[::-1] if backwards else titles))


@pytest.mark.parametrize("pair", PAIRS)
def test_what_is_out_of_place_beside_them_is_found(pair: tuple[str, str]) -> None:
    titles = [*BEFORE, *pair, *AFTER, "Cedar"]
    assert lines(RULE, listed(titles)) == {len(titles)}


def test_both_orders_in_one_list_are_none_that_could_be_broken() -> None:
    assert not lines(RULE, listed(["Apple", "Apple Pie", *BEFORE[1:], "Kiwi Jam", "Kiwi", *AFTER]))
