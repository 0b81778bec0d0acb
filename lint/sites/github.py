"""GitHub: repositories and what is in them, gists, pages, and instances of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.sites._site import Site, segments

if TYPE_CHECKING:
    from lint.urls import URL

# First parts of a path that are no owners. Not all of GitHub's reserved names: a name that is
# missing here makes a link an owner or a repository, so those that lists link to matter.
_RESERVED = frozenset(
    {
        "about",
        "apps",
        "collections",
        "customer-stories",
        "enterprise",
        "explore",
        "features",
        "login",
        "marketplace",
        "notifications",
        "pricing",
        "search",
        "security",
        "settings",
        "sponsors",
        "stars",
        "topics",
        "trending",
    }
)
_KINDS = {
    "blob": "file",
    "discussions": "discussion",
    "issues": "discussion",
    "pull": "discussion",
    "pulls": "discussion",
    "raw": "file",
    "releases": "release",
    "tree": "tree",
    "wiki": "wiki",
}


def _name(url: URL) -> str:
    host = url.host
    if host.endswith("github.io"):
        return "github/pages"
    if host.startswith("gist."):
        return "github/gist"
    if host.endswith("githubusercontent.com") or host == "raw.github.com":
        return "github/file"
    if host.endswith((".github.com", "github.dev", "git.io")) and host != "www.github.com":
        return "github/other"
    return f"github/{_kind(segments(url))}"


def _kind(parts: list[str]) -> str:
    if parts[:1] in (["orgs"], ["users"]) and len(parts) > 1:
        return "owner"
    if parts[:1] == ["user-attachments"]:
        return "file"
    if not parts or parts[0].lower() in _RESERVED:
        return "other"
    if len(parts) == 1:
        return "owner"
    return "repository" if len(parts) == 2 else _KINDS.get(parts[2], "other")


SITE = Site(
    frozenset({"github.com", "github.io", "githubusercontent.com", "github.dev", "git.io"})
    | {"github.*"},
    frozenset(f"github/{kind}" for kind in (*_KINDS.values(), "owner", "repository"))
    | {"github/gist", "github/other", "github/pages"},
    _name,
)
