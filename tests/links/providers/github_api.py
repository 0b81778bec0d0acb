"""A small GitHub on loopback: its pages, and its GraphQL interface, which runs real queries.

Queries are validated and carried out by graphql-core against the part of GitHub's own schema in
github.graphql; errors have GitHub's form, with a `type` and a `path`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from graphql import build_schema, graphql_sync

from tests.links.server import Request, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from graphql import GraphQLError

TOKEN = "ghp_0123456789abcdefABCDEF"
SCHEMA = build_schema((Path(__file__).parent / "github.graphql").read_text(encoding="utf-8"))


class ApiError(Exception):
    """An error of the interface, as it says them."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass
class Repository:
    """A repository; `objects` are the types of what is at its paths, by `ref:path`."""

    nameWithOwner: str  # noqa: N815 - fields have the names that GraphQL asks for
    visibility: str = "PUBLIC"
    isArchived: bool = False  # noqa: N815
    isDisabled: bool = False  # noqa: N815
    isLocked: bool = False  # noqa: N815
    isFork: bool = False  # noqa: N815
    isEmpty: bool = False  # noqa: N815
    createdAt: str = "2020-01-02T03:04:05Z"  # noqa: N815
    archivedAt: str | None = None  # noqa: N815
    stargazerCount: int = 0  # noqa: N815
    pushedAt: str | None = "2025-05-30T10:11:12Z"  # noqa: N815
    description: str | None = "A thing"
    licence: str | None = "MIT"
    topics: tuple[str, ...] = ("awesome",)
    objects: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[int, str] = field(default_factory=dict)
    releases: Mapping[str, bool] = field(default_factory=dict)
    """Whether it is a draft, by tag."""

    def object(self, _: Any, expression: str) -> Mapping[str, Any] | None:
        kind = self.objects.get(expression)
        return {"__typename": kind, "oid": "0" * 40} if kind else None

    def issueOrPullRequest(self, _: Any, number: int) -> Mapping[str, Any]:  # noqa: N802
        return self._numbered(number, "Issue", "PullRequest")

    def discussion(self, _: Any, number: int) -> Mapping[str, Any]:
        return self._numbered(number, "Discussion")

    def release(self, _: Any, tagName: str) -> Mapping[str, Any] | None:  # noqa: N803
        draft = self.releases.get(tagName)
        return None if draft is None else {"isDraft": draft, "tagName": tagName}

    def latestRelease(self, _: Any) -> Mapping[str, Any] | None:  # noqa: N802
        out = [tag for tag, draft in self.releases.items() if not draft]
        return {"isDraft": False, "tagName": out[-1]} if out else None

    def licenseInfo(self, _: Any) -> Mapping[str, Any] | None:  # noqa: N802
        return {"spdxId": self.licence} if self.licence else None

    def repositoryTopics(self, _: Any, first: int) -> Mapping[str, Any]:  # noqa: N802
        return {"nodes": [{"topic": {"name": name}} for name in self.topics[:first]]}

    def _numbered(self, number: int, *kinds: str) -> Mapping[str, Any]:
        if self.numbers.get(number) not in kinds:
            raise ApiError("NOT_FOUND", f"Could not resolve to an issue with the number {number}.")
        return {"__typename": self.numbers[number], "number": number}


@dataclass
class GitHub:
    """What there is, and how the interface is today.

    `renames` are new full names by old ones, in lower case. `errors` are types of errors by the
    repository that they come up for. `fault` may answer a query, the n-th, in another way.
    """

    repositories: list[Repository] = field(default_factory=list)
    renames: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    gists: set[tuple[str, str]] = field(default_factory=set)
    errors: dict[str, str] = field(default_factory=dict)
    fault: Callable[[Request, int], bytes | None] | None = None
    limit: int = 5000
    used: int = 0
    limits: bool = True
    queries: list[str] = field(default_factory=list)
    variables: list[object] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    """How many fields each query had that came through."""
    pages: int = 0
    """How many pages were asked for."""

    async def route(self, request: Request) -> AsyncIterator[bytes]:
        """The route of a server."""
        if request.path == "/graphql":
            yield self._graphql(request)
        else:
            self.pages += 1
            yield self._page(request)

    def _graphql(self, request: Request) -> bytes:
        body = json.loads(request.body)
        self.queries.append(body["query"])
        self.variables.append(body.get("variables"))
        faulty = self.fault and self.fault(request, len(self.queries))
        if faulty:
            return faulty
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return reply(401, {"message": "Bad credentials"})
        self.used += 1
        self.sizes.append(body["query"].count("\n  q"))
        done = graphql_sync(
            SCHEMA, body["query"], _Root(self), variable_values=body.get("variables")
        )
        said: dict[str, Any] = {"data": done.data}
        if done.errors:
            said["errors"] = [_formatted(error) for error in done.errors]
        return reply(200, said)

    def find(self, name: str) -> Repository | None:
        """The repository that goes, or went, by a full name."""
        name = self.renames.get(name.lower(), name).lower()
        return next((one for one in self.repositories if one.nameWithOwner.lower() == name), None)

    def _page(self, request: Request) -> bytes:
        head = request.method == "HEAD"
        path = unquote(request.path.partition("?")[0])
        if path.endswith(".git"):
            return answer(301, b"", ("Location", path.removesuffix(".git")))
        parts = [part for part in path.split("/") if part]
        if len(parts) == 1:
            return answer(200 if parts[0] in self.owners else 404, b"x", head=head)
        old = "/".join(parts[:2])
        found = self.find(old)
        if found is None or found.visibility != "PUBLIC":
            return answer(404, b"x", head=head)
        if found.isDisabled:
            return answer(451, b"x", head=head)
        if found.nameWithOwner.lower() != old.lower():
            rest = "/".join([found.nameWithOwner, *parts[2:]])
            return answer(301, b"", ("Location", f"/{rest}"))
        return answer(200 if _has(found, parts[2:]) else 404, b"x", head=head)


def _has(repository: Repository, parts: list[str]) -> bool:
    """Whether a page of a repository is there; a branch may have slashes in its name."""
    match parts:
        case []:
            return True
        case ["tree" | "blob" as word, *rest]:
            kind = "Tree" if word == "tree" else "Blob"
            places = (
                f"{'/'.join(rest[:count])}:{'/'.join(rest[count:])}"
                for count in range(1, len(rest) + 1)
            )
            return any(repository.objects.get(place) == kind for place in places)
        case ["issues" | "pull" | "discussions", number]:
            return int(number) in repository.numbers
        case ["releases", "tag", *tag]:
            return repository.releases.get("/".join(tag)) is False
        case _:
            return True


@dataclass
class _Root:
    github: GitHub

    def rateLimit(self, _: Any, **__: Any) -> Mapping[str, Any] | None:  # noqa: N802
        if not self.github.limits:
            return None
        left = self.github.limit - self.github.used
        return {"cost": 1, "limit": self.github.limit, "remaining": left}

    def repository(self, _: Any, owner: str, name: str, **__: Any) -> Repository:
        full = f"{owner}/{name}"
        if full in self.github.errors:
            raise ApiError(self.github.errors[full], "Something went wrong.")
        found = self.github.find(full)
        if found is None:
            message = f"Could not resolve to a Repository with the name '{full}'."
            raise ApiError("NOT_FOUND", message)
        return found

    def repositoryOwner(self, _: Any, login: str) -> Mapping[str, Any] | None:  # noqa: N802
        kind = self.github.owners.get(login)
        return {"__typename": kind, "login": login} if kind else None

    def user(self, _: Any, login: str) -> Mapping[str, Any]:
        if self.github.owners.get(login) != "User":
            message = f"Could not resolve to a User with the login of '{login}'."
            raise ApiError("NOT_FOUND", message)
        gists = self.github.gists
        return {
            "login": login,
            "gist": lambda _, name: {"name": name} if (login, name) in gists else None,
        }


def reply(status: int, said: object, *headers: tuple[str, str]) -> bytes:
    """An answer of the interface."""
    kind = ("Content-Type", "application/json; charset=utf-8")
    return answer(status, json.dumps(said).encode(), kind, *headers)


def _formatted(error: GraphQLError) -> dict[str, Any]:
    said: dict[str, Any] = {"message": error.message}
    if error.path:
        said["path"] = error.path
    if error.original_error is None:
        said["extensions"] = {"code": "undefinedField"}
    if isinstance(error.original_error, ApiError):
        said["type"] = error.original_error.kind
    return said
