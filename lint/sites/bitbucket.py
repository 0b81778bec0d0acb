"""Bitbucket."""

from __future__ import annotations

from lint.sites._site import forge

SITE = forge("bitbucket", "bitbucket.org", pages=("bitbucket.io",))
