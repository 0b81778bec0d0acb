"""X, once Twitter."""

from __future__ import annotations

from lint.sites.site import plain

SITE = plain("x", "x.com", "twitter.com", "nitter.net")
