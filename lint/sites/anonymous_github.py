"""Anonymous GitHub, which hides who owns a repository under review."""

from __future__ import annotations

from lint.sites.site import plain

SITE = plain("anonymous-github", "anonymous.4open.science")
