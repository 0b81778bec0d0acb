"""LinkedIn."""

from __future__ import annotations

from lint.sites.site import plain

SITE = plain("linkedin", "linkedin.com")
