from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import urls
from lint.sites import all_sites, arxiv, github, identity
from tests.sites.test_sites import HOSTS


def work(url: str) -> str | None:
    parsed = urls.http(url)
    assert parsed is not None
    return identity(parsed)


@pytest.mark.parametrize(
    ("expected", "spellings"),
    [
        (
            "arxiv:2303.04129",
            """
            https://arxiv.org/abs/2303.04129 http://www.arxiv.org/pdf/2303.04129v2.pdf
            https://arxiv.org/pdf/2303.04129 https://browse.arxiv.org/html/2303.04129v1
            https://ARXIV.org./abs/2303.04129/ https://export.arxiv.org/format/2303.04129
            https://arxiv.org/ftp/arxiv/papers/2303/2303.04129.pdf
            https://arxiv.org/abs/2303.04129?trk=x#S1 https://ar5iv.labs.arxiv.org/html/2303.04129
            https://ar5iv.org/abs/2303.04129 https://www.alphaxiv.org/overview/2303.04129v1
            https://www.arxiv-vanity.com/papers/2303.04129/ https://huggingface.co/papers/2303.04129
            https://hf-mirror.com/papers/2303.04129 https://doi.org/10.48550/arXiv.2303.04129
            http://dx.doi.org/10.48550/ARXIV.2303.04129v3
            """,
        ),
        (
            "arxiv:cs/0703001",
            """
            https://arxiv.org/abs/cs/0703001 https://arxiv.org/pdf/cs/0703001v2.pdf
            https://arxiv.org/abs/cs.CL/0703001 https://doi.org/10.48550/arXiv.cs/0703001
            """,
        ),
        ("arxiv:hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
        (
            "doi:10.1145/3626772.3657819",
            """
            https://doi.org/10.1145/3626772.3657819 http://dx.doi.org/10.1145/3626772.3657819
            https://doi.org/10.1145%2F3626772.3657819 https://dl.acm.org/doi/10.1145/3626772.3657819
            https://dl.acm.org/doi/pdf/10.1145/3626772.3657819
            https://dl.acm.org/doi/fullHtml/10.1145/3626772.3657819
            """,
        ),
        ("doi:10.1000/abc", "https://doi.org/10.1000/ABC https://doi.org/10.1000/abc#x"),
        (
            "openreview:gEZrGCozdqR",
            """
            https://openreview.net/forum?id=gEZrGCozdqR https://openreview.net/pdf?id=gEZrGCozdqR
            https://openreview.net/forum?noteId=x&id=gEZrGCozdqR
            """,
        ),
        (
            "github:owner/repo.x",
            """
            https://github.com/owner/repo.x http://www.github.com/Owner/Repo.X/
            https://github.com/owner/repo.x.git https://github.com/owner/repo.x/tree/main
            https://github.com/owner/repo.x?tab=readme-ov-file#readme
            """,
        ),
        ("gitlab:group/sub/project", "https://gitlab.com/group/sub/Project.git"),
        ("codeberg:o/r", "https://codeberg.org/O/r"),
        ("gitee:o/r", "https://gitee.com/o/r.git https://www.gitee.com/o/r"),
        (
            "huggingface:Qwen/Qwen-VL",
            """
            https://huggingface.co/Qwen/Qwen-VL https://hf.co/Qwen/Qwen-VL/tree/main
            https://hf-mirror.com/Qwen/Qwen-VL
            """,
        ),
        ("huggingface:datasets/a/b", "https://huggingface.co/datasets/a/b"),
        ("huggingface:spaces/a/b", "https://huggingface.co/spaces/a/b"),
        ("modelscope:models/a/b", "https://modelscope.cn/models/a/b/summary"),
        (
            "youtube:fqVLjtvWgq8",
            """
            https://youtu.be/fqVLjtvWgq8?t=4 https://www.youtube.com/watch?v=fqVLjtvWgq8&list=PL1
            https://m.youtube.com/watch?list=PL1&v=fqVLjtvWgq8 https://youtube.com/live/fqVLjtvWgq8
            https://www.youtube-nocookie.com/embed/fqVLjtvWgq8
            """,
        ),
        ("youtube:playlist/PL1", "https://www.youtube.com/playlist?list=PL1"),
        ("bilibili:BV1H44y1t75x", "https://www.bilibili.com/video/BV1H44y1t75x/?vd_source=1"),
    ],
)
def test_all_spellings_of_a_work_are_one(expected: str, spellings: str) -> None:
    assert {work(url) for url in spellings.split()} == {expected}


UNCERTAIN = """
    https://arxiv.org/ https://arxiv.org/abs/ https://arxiv.org/list/cs.CL/2303
    https://arxiv.org/abs/2313.04129 https://arxiv.org/abs/2303.4129 https://arxiv.org/abs/1405.12345
    https://arxiv.org/abs/0703.0001 https://arxiv.org/abs/cs/0704001 https://arxiv.org/abs/2303.04129x
    https://arxiv.org/src/2303.04129/anc https://arxiv.org/e-print/2303.04129
    https://info.arxiv.org/help/api/user-manual https://arxiv.org/a/knuth_d_1
    https://arxiv.org.example.com/abs/2303.04129 https://doi.org/ https://doi.org/abc
    https://dl.acm.org/profile/1 https://example.com/doi/10.1145/1
    https://openreview.net/attachment?id=x&name=code https://openreview.net/group?id=ICLR.cc
    https://openreview.net/forum
    https://github.com/owner https://github.com/topics/awesome https://github.com/orgs/o/people
    https://github.com/o/r/tree/main/sub https://github.com/o/r/blob/main/a.md
    https://github.com/o/r/issues/1 https://gist.github.com/o/1 https://o.github.io/r
    https://docs.github.com/en/rest https://github.example.edu/o/r
    https://gitlab.example.edu/o/r https://gitlab.com/o https://o.gitlab.io/r
    https://gitee.com/o/r/tree/master https://bitbucket.org/o
    https://huggingface.co/gpt2 https://huggingface.co/docs/hub https://huggingface.co/blog/x
    https://huggingface.co/datasets/squad https://huggingface.co/a/b/blob/main/c
    https://a-b.hf.space/ https://modelscope.cn/models/a
    https://www.youtube.com/@someone https://www.youtube.com/channel/fqVLjtvWgq8 https://youtu.be/
    https://www.youtube.com/watch?v= https://b23.tv/x https://space.bilibili.com/1
    https://x.com/a/status/1 https://example.com/arxiv.org/abs/2303.04129
"""


@pytest.mark.parametrize("url", UNCERTAIN.split())
def test_what_is_not_certain_is_no_work(url: str) -> None:
    assert work(url) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/Owner/Repo.git", "owner/repo"),
        ("https://github.com/o/r/stargazers", "o/r"),
        ("https://github.com/o/r/tree/v2/sub", "o/r"),
        ("https://github.com/o/r/blob/main/LICENSE", "o/r"),
        ("https://github.com/o", None),
        ("https://github.com/orgs/o/people", None),
        ("https://github.com/sponsors/o", None),
        ("https://github.com/user-attachments/assets/x", None),
        ("https://o.github.io/r", None),
        ("https://raw.githubusercontent.com/o/r/main/x", None),
    ],
)
def test_the_repository_that_a_page_belongs_to(url: str, expected: str | None) -> None:
    parsed = urls.http(url)
    assert parsed is not None
    assert github.repository(parsed) == expected


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("2303.04129", (2023, 3)),
        ("0704.0001", (2007, 4)),
        ("9912.12345", (2099, 12)),
        ("cs/0703001", (2007, 3)),
        ("hep-th/9108001", (1991, 8)),
        ("math/0001001", (2000, 1)),
    ],
)
def test_the_month_of_an_arxiv_identifier(identifier: str, expected: tuple[int, int]) -> None:
    assert arxiv.paper(identifier) == identifier
    assert arxiv.month(identifier) == expected


WORDS = """
    abs pdf 2303.04129 2303.04129v1 cs 0703001 papers forum o r r.git tree main datasets video watch
    BV1H44y1t75x fqVLjtvWgq8 doi 10.1145 %2F %20 models summary
"""
PARTS = st.lists(st.sampled_from(WORDS.split()), max_size=5).map("/".join)
QUERIES = st.sampled_from(["", "?id=x", "?v=fqVLjtvWgq8", "?list=PL1", "?&=&id"])


@given(st.sampled_from(HOSTS), st.sampled_from(["", "www.", "a."]), PARTS, QUERIES)
def test_an_identity_is_one_word_that_names_its_kind(
    host: str, prefix: str, path: str, query: str
) -> None:
    found = work(f"https://{prefix}{host}/{path}{query}")
    if found is not None:
        kind, _, name = found.partition(":")
        assert kind in all_sites()
        assert name == name.strip("/") != ""


@given(PARTS, st.sampled_from(HOSTS), QUERIES)
def test_scheme_and_fragment_make_no_other_work(path: str, host: str, query: str) -> None:
    written = f"{host}/{path}{query}"
    assert work(f"https://{written}") == work(f"http://{written}#section")
