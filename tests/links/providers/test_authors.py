"""The authors of papers, and their code, as the sites have them."""

from __future__ import annotations

import pytest

from lint.links.providers import _text
from tests.links.providers.interfaces import World
from tests.links.providers.test_online import look, sites
from tests.links.server import Server

SAID = {
    "arxiv.org/abs/2502.00001": ("Jane Doe", "Richard Roe"),
    "openreview.net/forum?id=gEZrGCozdqR": ("Jane Doe", "Richard Roe"),
    "doi.org/10.18653/v1/2023.acl-long.1": ("Jane Doe", "The Group"),
    "doi.org/10.5281/zenodo.1234": ("Jane Doe", "Richard Roe", "The Group"),
    "doi.org/10.1000/182": None,
}


def test_the_authors_are_all_of_them_in_their_order() -> None:
    with Server(World().route) as server:
        found = look(server, SAID, sites(server))
    facts = {page: one.facts for page, one in found.items()}
    assert {page: one and one.authors for page, one in facts.items()} == SAID
    paper = facts["arxiv.org/abs/2502.00001"]
    assert paper is not None
    assert (paper.code, paper.venue) == ("https://github.com/o/r", "CVPR 2025")


def test_of_many_works_no_authors_are_asked_for() -> None:
    """Some papers have thousands, which would be too much for one answer."""
    pages = [f"doi.org/10.5555/{name}" for name in ("retracted", "taken-back", "corrected")]
    pages += ["doi.org/10.18653/v1/2023.acl-long.1", "doi.org/10.5281/zenodo.1234"]
    pages += ["doi.org/10.1145/3626772.3657819"]
    with Server(World().route) as server:
        found = look(server, pages, sites(server))
    assert all(one.facts is not None and one.facts.title for one in found.values())
    authors = {page: one.facts and one.facts.authors for page, one in found.items()}
    # All six were asked for at the first registry, the one that it does not have at the second.
    assert authors.pop("doi.org/10.5281/zenodo.1234")
    assert {*authors.values()} == {None}


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ([], None),
        (["Jane Doe"], ("Jane Doe",)),
        (["Jane\nDoe", "R\u202eoe"], ("Jane Doe", "Roe")),
        (["Jane Doe", None], None),
        (["Jane Doe", ""], None),
        (["Jane Doe"] * 100, ("Jane Doe",) * 100),
        (["Jane Doe"] * 101, None),
        (["Jane Doe", "x" * 201], None),
    ],
)
def test_half_of_the_authors_are_none(values: list[object], names: tuple[str, ...] | None) -> None:
    assert _text.names(values) == names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Doe, Jane", "Jane Doe"),
        ("Jane Doe", "Jane Doe"),
        ("Doe, Jane, Jr.", "Doe, Jane, Jr."),
        ("Doe,", "Doe"),
        (None, None),
    ],
)
def test_the_given_name_comes_first(written: object, name: object) -> None:
    assert _text.first_name_first(written) == name
