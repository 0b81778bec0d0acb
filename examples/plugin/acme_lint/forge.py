"""A forge: `[sites] "acme/forge" = true` lets rules know its repositories."""

from __future__ import annotations

from lint.sites.site import forge

SITE = forge("acme", "forge.acme.example")
