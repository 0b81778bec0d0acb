"""What a URL of GitHub asks for, as far as its GraphQL interface can tell for certain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lint.sites.github import kind
from lint.sites.site import decoded, segments

if TYPE_CHECKING:
    from lint.urls import URL

# Names of users and organisations. Those with an underscore belong to an enterprise, which alone
# sees their pages: https://docs.github.com/enterprise-cloud@latest/admin/managing-iam
_OWNER = re.compile(r"[A-Za-z0-9-]{1,39}")
_REPOSITORY = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_GIST = re.compile(r"[0-9a-f]{20,40}")
# A number is a GraphQL Int.
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
# Names of branches and tags that git reads as nothing else (gitrevisions(7)): no `@{1}`, `^`, `~`
# and `..`, no abbreviated hash, and nothing as `git describe` prints it.
_REF = re.compile(r"(?!.*\.\.)(?!.*-g[0-9a-f]{4,}$)[A-Za-z0-9][A-Za-z0-9._-]*")
_HASH = re.compile(r"[0-9a-fA-F]{4,39}")
_GITHUB = "github.com"


class Part(NamedTuple):
    """A thing in a repository: a field of GraphQL's `Repository` and how to recognise it.

    `argument` is the one that `field` takes; `types` are those that the thing may be of.
    """

    field: str
    argument: str | int
    types: tuple[str, ...]


class Page(NamedTuple):
    """A page: of a repository (with the part that it shows), a gist, or, without any, an owner."""

    owner: str
    repository: str = ""
    gist: str = ""
    part: Part | None = None


def page(url: URL, host: str) -> Page | None:
    """The page that `url` shows on the instance at `host`; None for what cannot be asked for.

    `host` has a port where that is not the scheme's own.
    """
    place = url.host.removeprefix("www.") + (f":{url.port}" if url.port else "")
    if url.username or url.password:
        return None
    parts = segments(url)
    if place == f"gist.{_GITHUB}" and host == _GITHUB:
        if len(parts) == 2 and _OWNER.fullmatch(parts[0]) and _GIST.fullmatch(parts[1]):
            return Page(parts[0], gist=parts[1])
        return None
    if place != host or not parts or not _OWNER.fullmatch(parts[0]):
        return None
    what = kind(parts[:2])
    if what == "owner" and len(parts) == 1:
        return Page(parts[0])
    if what != "repository":
        return None
    name = parts[1].removesuffix(".git")
    if not _REPOSITORY.fullmatch(name):
        return None
    if len(parts) == 2:
        return Page(parts[0], name)
    part = _part(decoded(url)[2:]) if name == parts[1] else None
    return None if part is None else Page(parts[0], name, part=part)


def _part(parts: list[str]) -> Part | None:
    """The part that the rest of a path, decoded, names."""
    match parts:
        case ["tree" | "blob" as word, ref, *path]:
            if not _REF.fullmatch(ref) or _HASH.fullmatch(ref) or "" in path:
                return None
            if word == "blob":
                return Part("object", f"{ref}:{'/'.join(path)}", ("Blob",)) if path else None
            # A commit has a page of another kind: a name that stands for one is no folder.
            return Part("object", f"{ref}:{'/'.join(path)}", ("Tree",))
        case ["issues" | "pull", number] if _NUMBER.fullmatch(number):
            return Part("issueOrPullRequest", int(number), ("Issue", "PullRequest"))
        case ["discussions", number] if _NUMBER.fullmatch(number):
            return Part("discussion", int(number), ("Discussion",))
        case ["releases", "tag", *tag] if tag:
            return Part("release", "/".join(tag), ("Release",))
        case _:
            return None
