"""Short addresses, which may lead anywhere."""

from __future__ import annotations

from lint.sites.site import plain

SITE = plain(
    "shortener",
    "aka.ms",
    "bit.ly",
    "buff.ly",
    "cutt.ly",
    "dwz.cn",
    "g.co",
    "goo.gl",
    "is.gd",
    "lnkd.in",
    "ow.ly",
    "rb.gy",
    "reurl.cc",
    "s.id",
    "t.cn",
    "t.co",
    "tinyurl.com",
    "url.cn",
)
