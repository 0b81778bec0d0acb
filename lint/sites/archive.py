"""The Wayback Machine and archive.today, which keep copies of any page."""

from __future__ import annotations

from lint.sites.site import plain

SITE = plain("archive", "archive.org", "archive.is", "archive.ph", "archive.today")
