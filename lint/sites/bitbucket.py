"""Bitbucket."""

from __future__ import annotations

from lint.sites.site import forge

SITE = forge("bitbucket", "bitbucket.org", pages=("bitbucket.io",))
