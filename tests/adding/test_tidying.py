"""URLs as they were copied become those that a list should have."""

from __future__ import annotations

import pytest

from lint.adding.tidying import tidied
from lint.config.config import Config
from lint.engine.analysis import Task
from lint.source import Source
from tests.adding.lists import TODAY


def tidy(url: str, config: Config | None = None) -> str:
    return tidied(url, Task(Source("list.md", "# L\n"), config or Config(), streamed=True), TODAY)


@pytest.mark.parametrize(
    ("copied", "meant"),
    [
        ("https://www.github.com/o/r/", "https://github.com/o/r"),
        ("https://github.com/o/r.git", "https://github.com/o/r"),
        ("http://github.com/o/r?utm_source=x", "https://github.com/o/r"),
        ("https://github.com/o/r?tab=readme-ov-file", "https://github.com/o/r"),
        ("https://github.com/o/r?tab=readme-ov-file#readme", "https://github.com/o/r"),
        ("https://github.com/o/r?tab=readme-ov-file#usage", "https://github.com/o/r#usage"),
        ("https://github.com/o/r?a=b&fbclid=x", "https://github.com/o/r?a=b"),
        ("http://arxiv.org/abs/2303.04129", "https://arxiv.org/abs/2303.04129"),
    ],
)
def test_what_was_copied_is_tidied_once(copied: str, meant: str) -> None:
    assert tidy(copied) == meant
    assert tidy(meant) == meant


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/o/r#readme",
        "https://github.com/o/r/tree/main/docs",
        "https://a.example/x?tab=readme-ov-file",
        "http://a.example/",
        "https://a.example/?utm_source=awesome-list",  # meant for the site
        "https://a.example/a_(b)?utm_source=x",
        "https://a.example/`*[x]|<!--y-->",
        "not a URL",
    ],
)
def test_what_may_be_meant_stays(url: str) -> None:
    assert tidy(url) == url


def test_rules_that_are_off_change_nothing() -> None:
    config = Config(ignore=("insecure-link", "tracking-parameter"))
    url = "http://arxiv.org/abs/2303.04129?utm_source=x"
    assert tidy(url, config) == url
