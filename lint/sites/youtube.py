"""YouTube."""

from __future__ import annotations

from lint.sites._site import plain

SITE = plain("youtube", "youtube.com", "youtu.be", "youtube-nocookie.com")
