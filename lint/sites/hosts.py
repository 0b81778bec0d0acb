"""Sites of which nothing but their hosts matters, and forges without pages of their own kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.sites.site import forge, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.sites.site import Site

_PLAIN = {
    # Hides who owns a repository under review.
    "anonymous-github": ("anonymous.4open.science",),
    # Keep copies of any page.
    "archive": ("archive.org", "archive.is", "archive.ph", "archive.today"),
    "bluesky": ("bsky.app",),
    "facebook": ("facebook.com", "fb.com", "fb.watch"),
    "instagram": ("instagram.com",),
    "linkedin": ("linkedin.com",),
    "reddit": ("reddit.com", "redd.it"),
    "threads": ("threads.net", "threads.com"),
    "tiktok": ("tiktok.com", "douyin.com"),
    "weibo": ("weibo.com", "weibo.cn"),
    "x": ("x.com", "twitter.com", "nitter.net"),
}
# Each with the host of its repositories and that of their web pages.
_FORGES = {
    "bitbucket": ("bitbucket.org", "bitbucket.io"),
    "codeberg": ("codeberg.org", "codeberg.page"),
    "gitee": ("gitee.com", "gitee.io"),
}

SITES: Mapping[str, Site] = {
    **{name: plain(name, *hosts) for name, hosts in _PLAIN.items()},
    **{name: forge(name, host, pages=(pages,)) for name, (host, pages) in _FORGES.items()},
}
"""The sites by name."""
