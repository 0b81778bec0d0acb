"""TikTok and Douyin."""

from __future__ import annotations

from lint.sites.site import plain

SITE = plain("tiktok", "tiktok.com", "douyin.com")
