"""Codeberg."""

from __future__ import annotations

from lint.sites.site import forge

SITE = forge("codeberg", "codeberg.org", pages=("codeberg.page",))
