"""Bluesky."""

from __future__ import annotations

from lint.sites._site import plain

SITE = plain("bluesky", "bsky.app")
