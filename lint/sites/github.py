"""GitHub: repositories and what is in them, gists, pages, and instances of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.sites.site import Site, segments

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


# The default branch goes by one of these names nearly everywhere: its root is the repository.
_DEFAULT_BRANCHES = frozenset({"main", "master"})


def repository(url: URL) -> str | None:
    """The `owner/name`, in lower case, of the repository that a page at github.com belongs to.

    Owners and repositories have no case there: any spelling leads to the same page.
    """
    parts = segments(url)
    if url.host not in {"github.com", "www.github.com"} or kind(parts[:2]) != "repository":
        return None
    return f"{parts[0]}/{parts[1].removesuffix('.git')}".lower()


def _identity(url: URL) -> str | None:
    """The repository at its root; what is in it may be a work of its own."""
    parts = segments(url)
    root = len(parts) == 2 or (
        len(parts) == 4 and parts[2] == "tree" and parts[3] in _DEFAULT_BRANCHES
    )
    found = repository(url) if root else None
    return f"github:{found}" if found else None


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
    return f"github/{kind(segments(url))}"


def kind(parts: list[str]) -> str:
    """What the page at a path is, by the parts of that which are not empty: `repository`, say."""
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
    _identity,
)
