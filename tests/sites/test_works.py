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
            "doi:10.18653/v1/2023.acl-long.1",
            """
            https://aclanthology.org/2023.acl-long.1/ https://aclanthology.org/2023.acl-long.1.pdf
            https://www.aclanthology.org/2023.acl-long.1 https://doi.org/10.18653/v1/2023.ACL-long.1
            """,
        ),
        ("doi:10.18653/v1/p19-1001", "https://aclanthology.org/P19-1001.pdf"),
        (
            "doi:10.1007/s11263-015-0816-y",
            """
            https://link.springer.com/article/10.1007/s11263-015-0816-y
            https://link.springer.com/content/pdf/10.1007/s11263-015-0816-y.pdf
            https://link.springer.com/article/10.1007%2Fs11263-015-0816-y
            """,
        ),
        (
            "doi:10.1007/978-3-319-10602-1_48",
            "https://link.springer.com/chapter/10.1007/978-3-319-10602-1_48#Sec2",
        ),
        (
            "doi:10.1038/s41586-021-03819-2",
            """
            https://www.nature.com/articles/s41586-021-03819-2
            https://nature.com/articles/s41586-021-03819-2.pdf
            """,
        ),
        ("doi:10.1038/nature14539", "https://www.nature.com/articles/nature14539"),
        (
            "doi:10.3389/fnbot.2013.00021",
            """
            https://www.frontiersin.org/articles/10.3389/fnbot.2013.00021/full
            https://www.frontiersin.org/journals/neurorobotics/articles/10.3389/fnbot.2013.00021/full
            """,
        ),
        (
            "doi:10.1101/2020.03.22.002386",
            """
            https://www.biorxiv.org/content/10.1101/2020.03.22.002386v3
            https://www.biorxiv.org/content/10.1101/2020.03.22.002386v3.full.pdf
            https://www.biorxiv.org/content/10.1101/2020.03.22.002386v1.abstract
            https://www.biorxiv.org/content/10.1101/2020.03.22.002386
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
    https://aclanthology.org/venues/acl/ https://aclanthology.org/2020.lrec-1.1/
    https://aclanthology.org/C18-1001/ https://link.springer.com/journal/11263
    https://www.nature.com/articles/d41586-023-00001-1 https://www.nature.com/nature
    https://www.frontiersin.org/journals/neurorobotics https://www.biorxiv.org/search/x
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
