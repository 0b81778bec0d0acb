"""The repository of a paper in its abstract or its comment, as authors write that."""

from __future__ import annotations

import pytest

from lint.links.providers._code_links import repository

GIVEN = [
    "We do much. Code is available at https://github.com/o/r.",
    "Our code is available at: https://github.com/o/r",
    "Code and models are publicly available at https://github.com/o/r .",
    "The code and dataset are available at https://github.com/o/r.",
    "We release our code (https://github.com/o/r).",
    "Codes will be released at https://github.com/o/r",
    "12 pages, 3 figures. Code: https://github.com/o/r",
    "Accepted at ICML 2024; Code: https://www.github.com/o/r",
    "An open-source implementation can be found at github.com/o/r.",
    r"The source code is hosted on \url{https://github.com/o/r}.",
    "Code is available at https://github.com/o/r and again at https://github.com/O/R/.",
    "Our data are here: https://x.example/d. Our code is available at https://github.com/o/r",
    "Code is available at https://github.com/o/r. Project page: https://o.github.io/r",
]
NONE = [
    "",
    "We study https://github.com/o/r at length.",
    "The dataset is available at https://github.com/o/r.",
    "Our code is based on https://github.com/o/r, which is available.",
    "Code is available at https://github.com/o/r. Code is available at https://github.com/o/s.",
    "Code is available at https://github.com/o",
    "Code is available at https://code.example/o/r",
    "Their code is available at https://github.com/o/r",
    "Our code was released. We analyse https://github.com/o/r",
    "Code is available upon request.",
]


@pytest.mark.parametrize("text", GIVEN)
def test_what_is_given_as_the_code_of_a_paper(text: str) -> None:
    found = repository(text)
    assert found is not None
    assert found.lower().rstrip("/").endswith("github.com/o/r")


@pytest.mark.parametrize("text", NONE)
def test_what_is_not(text: str) -> None:
    assert repository(text) is None
