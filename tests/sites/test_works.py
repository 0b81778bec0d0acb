"""Works on sites of packages, of pages and of videos."""

from __future__ import annotations

import pytest

from tests.sites.test_identity import work


@pytest.mark.parametrize(
    ("expected", "spellings"),
    [
        (
            "pypi:markdown-it-py",
            """
            https://pypi.org/project/markdown-it-py/ https://pypi.org/project/Markdown_It.Py
            https://pypi.org/project/markdown-it-py/4.0.0/ https://pypi.org/p/markdown-it-py
            http://pypi.python.org/pypi/markdown-it-py https://www.pypi.org/project/markdown-it-py/
            """,
        ),
        (
            "npm:react",
            "https://www.npmjs.com/package/react https://npmjs.com/package/react/v/18.0.0",
        ),
        (
            "npm:@types/node",
            """
            https://www.npmjs.com/package/@types/node https://www.npmjs.com/package/%40types/node
            https://www.npmjs.com/package/@types/node/v/20.0.0
            """,
        ),
        (
            "crates:serde-json",
            "https://crates.io/crates/serde_json https://crates.io/crates/Serde-JSON/1.0.0",
        ),
        (
            "wikipedia:en/Large_language_model",
            """
            https://en.wikipedia.org/wiki/Large_language_model
            https://en.m.wikipedia.org/wiki/large_language__model#History
            https://en.wikipedia.org/wiki/Large%20language%20model
            """,
        ),
        ("wikipedia:en/AC/DC", "https://en.wikipedia.org/wiki/AC/DC"),
        ("wikipedia:de/Ähnlichkeit", "https://de.wikipedia.org/wiki/%C3%84hnlichkeit"),
        (
            "vimeo:1084537",
            """
            https://vimeo.com/1084537 https://player.vimeo.com/video/1084537?h=0
            https://vimeo.com/channels/staffpicks/1084537 https://vimeo.com/1084537/c9433cf35e
            https://vimeo.com/groups/shortfilms/videos/1084537
            """,
        ),
    ],
)
def test_all_spellings_of_a_work_are_one(expected: str, spellings: str) -> None:
    assert {work(url) for url in spellings.split()} == {expected}


UNCERTAIN = """
    https://pypi.org/ https://pypi.org/project/ https://pypi.org/user/a https://pypi.org/search/?q=a
    https://pypi.org/project/-a- https://test.pypi.org/project/a
    https://pypi.org/project/a/b/c https://files.pypi.org/project/a
    https://www.npmjs.com/ https://www.npmjs.com/package/ https://www.npmjs.com/~a
    https://www.npmjs.com/package/@types https://www.npmjs.com/package/a/b https://www.npmjs.com/org/a
    https://docs.npmjs.com/package/a https://www.npmjs.com/search?q=a
    https://crates.io/ https://crates.io/crates https://crates.io/categories/a
    https://crates.io/crates/1a https://crates.io/crates/a/1.0/dependencies
    https://www.wikipedia.org/wiki/A https://en.wikipedia.org/ https://en.wikipedia.org/wiki/
    https://en.wikipedia.org/w/index.php?title=A https://en.wikipedia.org/wiki/A?oldid=1
    https://en.wikipedia.org/wiki/A%7CB https://en.wikipedia.org/wiki/%FF
    https://commons.wikimedia.org/wiki/A https://zh.wikipedia.org/zh-cn/A
    https://vimeo.com/ https://vimeo.com/watch https://vimeo.com/someone https://vimeo.com/12
    https://vimeo.com/1084537/settings https://developer.vimeo.com/1084537
"""


@pytest.mark.parametrize("url", UNCERTAIN.split())
def test_what_is_not_certain_is_no_work(url: str) -> None:
    assert work(url) is None
