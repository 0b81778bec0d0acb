from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import urls
from lint.sites import OTHER, all_sites, site_name


def name(url: str) -> str:
    parsed = urls.http(url)
    assert parsed is not None
    return site_name(parsed)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://arxiv.org/abs/2303.04129", "arxiv"),
        ("http://www.arxiv.org/pdf/2303.04129v2.pdf", "arxiv"),
        ("https://browse.arxiv.org/html/2303.04129v1", "arxiv"),
        ("https://export.arxiv.org/abs/cs/0112017", "arxiv"),
        ("https://arxiv.org/ftp/arxiv/papers/2303/2303.04129.pdf", "arxiv"),
        ("https://ARXIV.org./abs/2303.04129", "arxiv"),
        ("https://ar5iv.labs.arxiv.org/html/2303.04129", "arxiv"),
        ("https://ar5iv.org/abs/2303.04129", "arxiv"),
        ("https://www.alphaxiv.org/abs/2303.04129", "arxiv"),
        ("https://arxiv.org/src/2303.04129/anc/code.py", "arxiv/source"),
        ("https://doi.org/10.48550/arXiv.2303.04129", "doi/arxiv"),
        ("https://dx.doi.org/10.48550/ARXIV.2303.04129", "doi/arxiv"),
        ("https://doi.org/10.1145/3626772.3657819", "doi"),
        ("https://huggingface.co/papers/2303.04129", "huggingface/paper"),
        ("https://huggingface.co/papers", "huggingface"),
        ("https://hf.co/datasets/a/b", "huggingface"),
        ("https://a-b.hf.space/", "huggingface"),
        ("https://github.com/o/r", "github/repository"),
        ("https://www.github.com/o/r/", "github/repository"),
        ("https://github.com/o/r.git", "github/repository"),
        ("https://github.com/o/r?tab=readme-ov-file#demo", "github/repository"),
        ("https://github.com/o", "github/owner"),
        ("https://github.com/orgs/o/repositories", "github/owner"),
        ("https://github.com/", "github/other"),
        ("https://github.com/topics/awesome", "github/other"),
        ("https://github.com/features", "github/other"),
        ("https://github.com/o/r/tree/main/x", "github/tree"),
        ("https://github.com/o/r/blob/main/paper.pdf", "github/file"),
        ("https://raw.githubusercontent.com/o/r/main/paper.pdf", "github/file"),
        ("https://github.com/o/r/releases/download/v1/paper.pdf", "github/release"),
        ("https://github.com/o/r/issues/1", "github/discussion"),
        ("https://github.com/o/r/pull/1", "github/discussion"),
        ("https://github.com/o/r/wiki", "github/wiki"),
        ("https://github.com/o/r/stargazers", "github/other"),
        ("https://gist.github.com/o/0123", "github/gist"),
        ("https://o.github.io/r/", "github/pages"),
        ("https://docs.github.com/rest", "github/other"),
        ("https://github.example.edu/o/r", "github/repository"),
        ("https://gitlab.com/group/sub/project", "gitlab/repository"),
        ("https://gitlab.inria.fr/o/r/-/tree/main", "gitlab/other"),
        ("https://o.gitlab.io/r", "gitlab/pages"),
        ("https://gitee.com/o/r", "gitee/repository"),
        ("https://codeberg.org/o/r/src/branch/main", "codeberg/other"),
        ("https://o.codeberg.page/", "codeberg/pages"),
        ("https://bitbucket.org/o/r", "bitbucket/repository"),
        ("https://openreview.net/forum?id=x", "openreview"),
        ("https://openreview.net/attachment?id=x&name=code", "openreview/attachment"),
        ("https://youtu.be/x", "youtube"),
        ("https://m.youtube.com/watch?v=x", "youtube"),
        ("https://b23.tv/x", "bilibili"),
        ("https://x.com/a/status/1", "x"),
        ("https://mobile.twitter.com/a", "x"),
        ("https://web.archive.org/web/2020/https://arxiv.org/abs/1", "archive"),
        ("https://bit.ly/x", "shortener"),
        ("https://anonymous.4open.science/r/x", "anonymous-github"),
        # What only looks alike.
        ("https://netflix.com/", OTHER),
        ("https://notarxiv.org/abs/1", OTHER),
        ("https://mygithub.io/", OTHER),
        ("https://arxiv.org.example.com/", OTHER),
        ("https://example.com/arxiv.org/abs/1", OTHER),
        ("https://cdn.openai.com/papers/x.pdf", OTHER),
    ],
)
def test_name(url: str, expected: str) -> None:
    assert name(url) == expected


def test_a_site_s_names_begin_with_its_module_s() -> None:
    for module, site in all_sites().items():
        own = module.replace("_", "-")
        assert {one.partition("/")[0] for one in site.names} == {own}
        assert site.hosts


HOSTS = sorted(
    {host.replace(".*", ".example") for one in all_sites().values() for host in one.hosts}
)
PATHS = st.lists(
    st.sampled_from(
        ["o", "r", "-", "abs", "src", "blob", "tree", "papers", "orgs", "topics", "%20"]
    ),
    max_size=5,
).map("/".join)


@given(st.sampled_from(HOSTS), st.sampled_from(["", "www.", "a.b."]), PATHS)
def test_a_known_host_gets_a_declared_name_whatever_the_path(
    host: str, prefix: str, path: str
) -> None:
    declared = frozenset().union(*(site.names for site in all_sites().values()))
    if not (prefix and host.endswith(".example")):
        assert name(f"https://{prefix}{host}/{path}") in declared


@given(st.from_regex(r"[a-z]{1,12}(\.[a-z]{1,12}){1,3}", fullmatch=True), PATHS)
def test_any_host_gets_a_name(host: str, path: str) -> None:
    assert name(f"https://{host}/{path}")
