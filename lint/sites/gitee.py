"""Gitee."""

from __future__ import annotations

from lint.sites.site import forge

SITE = forge("gitee", "gitee.com", pages=("gitee.io",))
