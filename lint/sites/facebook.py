"""Facebook."""

from __future__ import annotations

from lint.sites.site import plain

SITE = plain("facebook", "facebook.com", "fb.com", "fb.watch")
