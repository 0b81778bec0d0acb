"""Reddit."""

from __future__ import annotations

from lint.sites.site import plain

SITE = plain("reddit", "reddit.com", "redd.it")
