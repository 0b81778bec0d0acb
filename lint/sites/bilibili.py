"""Bilibili."""

from __future__ import annotations

from lint.sites._site import plain

SITE = plain("bilibili", "bilibili.com", "b23.tv")
