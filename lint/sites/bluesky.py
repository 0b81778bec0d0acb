"""Bluesky."""

from __future__ import annotations

from lint.sites.site import plain

SITE = plain("bluesky", "bsky.app")
