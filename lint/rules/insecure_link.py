"""Link that uses http where the site supports https.

## What it does

Checks for `http` links to sites that serve `https`. Offline, this covers sites that are known to do
so; online, also sites that redirect to `https` themselves.

## Why it matters

Content that is loaded over `http` can be read and modified on its way. Most readers are redirected
anyway.

## Bad

```md bad
- [Attention Is All You Need](http://arxiv.org/abs/1706.03762)
```

## Good

```md good
- [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
- [A demo](http://192.0.2.1:8081/) - IP addresses have no certificates.
- [A page](http://example.com/) - May not support https.
```

## Fix safety

The fix replaces `http` with `https`. It is safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint import urls
from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.links.result import Verdict
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.links.result import LinkResult
    from lint.urls import URL

# Sites that serve every page by https, with the hosts below those in the second list.
_HOSTS = frozenset(
    """
    aclanthology.org aclweb.org ar5iv.org arxiv.org bitbucket.org blog.google blogs.nvidia.com
    browse.arxiv.org codeberg.org colab.research.google.com creativecommons.org
    developer.nvidia.com discord.com discord.gg dl.acm.org docs.github.com docs.google.com
    docs.microsoft.com docs.python.org doi.org drive.google.com dx.doi.org export.arxiv.org
    facebook.com gist.github.com gitee.com github.com gitlab.com gitter.im hub.docker.com
    huggingface.co ieeexplore.ieee.org img.shields.io jmlr.org kaggle.com learn.microsoft.com
    linkedin.com medium.com mp.weixin.qq.com nature.com npmjs.com openaccess.thecvf.com
    openreview.net opensource.org papers.neurips.cc papers.nips.cc pkg.go.dev
    proceedings.mlr.press proceedings.neurips.cc pypi.org pypi.python.org python.org pytorch.org
    raw.githubusercontent.com reddit.com scholar.google.com semanticscholar.org
    stackoverflow.com t.me tensorflow.org twitter.com www.aclanthology.org www.aclweb.org
    www.arxiv.org www.bilibili.com www.facebook.com www.github.com www.huggingface.co
    www.instagram.com www.jmlr.org www.kaggle.com www.linkedin.com www.nature.com www.npmjs.com
    www.python.org www.reddit.com www.sciencedirect.com www.semanticscholar.org
    www.tensorflow.org www.usenix.org www.w3.org www.youtube.com www.zhihu.com x.com youtu.be
    youtube.com zenodo.org zhuanlan.zhihu.com
    """.split()  # noqa: SIM905 - a list that is read by its names
)
_BELOW = (".readthedocs.io", ".stackexchange.com", ".wikipedia.org")
_IP = lazy(r"\[.*|[0-9.]+")


@rule("insecure-link", Severity.INFO, since="0.1.0", fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each link and image."""
    for link in document.links:
        # As it is written: GitHub itself puts `http://` before a bare `www.`.
        start = link.url_span.start
        if document.source.text[start : start + len("http:")].lower() != "http:":
            continue
        url = link.web
        if url is None or url.port or _IP.fullmatch(url.host):
            continue
        result = context.results.get(url.request)
        if not _serves_https(url, result):
            continue
        edit = Edit(Span(start, start + len("http")), "https")
        fix = Fix(f"link to {url.host} over https", (edit,), safe=True)
        message = f"the link uses http, but {url.host} supports https"
        yield Finding(link.span, message, fix, url=url.request, cause=url.host)


def _serves_https(url: URL, result: LinkResult | None) -> bool:
    if result is not None and result.verdict is not Verdict.SKIPPED:
        # What an answer says of this very page counts for more than what is known of the host.
        if result.verdict is not Verdict.OK:
            return False
        final = urls.http(result.final_url or "")
        if final is not None and final.scheme == "https" and final.host == url.host:
            return True
    return url.host in _HOSTS or url.host.endswith(_BELOW)
