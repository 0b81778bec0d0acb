"""Threads."""

from __future__ import annotations

from lint.sites.site import plain

SITE = plain("threads", "threads.net", "threads.com")
