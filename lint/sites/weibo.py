"""Weibo."""

from __future__ import annotations

from lint.sites.site import plain

SITE = plain("weibo", "weibo.com", "weibo.cn")
