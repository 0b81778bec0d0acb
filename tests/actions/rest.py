"""A small GitHub on loopback: the part of its REST interface that the actions use, in memory."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.links.server import Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

TOKEN = "ghs_0123456789abcdefABCDEF"
REPOSITORY = "owner/list"
BOT = "github-actions[bot]"


@dataclass
class Rest:
    """What there is; `writes` are the requests that changed something, `auth` the headers seen."""

    issues: dict[int, dict[str, Any]] = field(default_factory=dict)
    comments: dict[int, dict[str, Any]] = field(default_factory=dict)
    pulls: dict[int, dict[str, Any]] = field(default_factory=dict)
    artifacts: list[dict[str, Any]] = field(default_factory=list)
    archive: str = ""
    """Where the artifacts are kept: a URL elsewhere."""
    refuse: int = 0
    """A status that every request to write is refused with."""
    writes: list[tuple[str, str]] = field(default_factory=list)
    auth: list[str] = field(default_factory=list)

    def server(self) -> Server:
        return Server(self.route)

    def environment(self, server: Server) -> dict[str, str]:
        return {
            "GITHUB_API_URL": server.url("").removesuffix("/"),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_TOKEN": TOKEN,
        }

    def issue(self, body: str, login: str | None = BOT, **more: Any) -> int:
        number = 1 + len(self.issues) + len(self.pulls)
        user = {"login": login, "type": "Bot"} if login is not None else None
        self.issues[number] = {
            "number": number,
            "state": "open",
            "user": user,
            "body": body,
            "labels": [],
        } | more
        return number

    def pull(self, head: str, sha: str, **more: Any) -> int:
        number = 1 + len(self.issues) + len(self.pulls)
        self.pulls[number] = {
            "number": number,
            "state": "open",
            "merged_at": None,
            "user": {"login": BOT},
            "body": "",
            "labels": [],
            "head": {"label": head, "sha": sha},
        } | more
        return number

    def comment(self, issue: int, body: str, login: str | None = BOT) -> int:
        """A comment; GitHub says `"user": null` of an account that was deleted."""
        number = 100 + len(self.comments)
        self.comments[number] = {
            "id": number,
            "issue": issue,
            "user": {"login": login} if login is not None else None,
            "body": body,
        }
        return number

    def said(self, issue: int) -> list[str]:
        return [one["body"] for one in self.comments.values() if one["issue"] == issue]

    async def route(self, request: Request) -> AsyncIterator[bytes]:
        self.auth.append(request.headers.get("authorization", ""))
        place = urlsplit(request.path)
        query = {key: values[0] for key, values in parse_qs(place.query).items()}
        path = unquote(place.path.removeprefix(f"/repos/{REPOSITORY}"))
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            yield self._say(401, {"message": "Bad credentials"})
            return
        if place.path == path:
            yield self._say(404, {"message": "Not Found"})
            return
        body = json.loads(request.body) if request.body else {}
        if request.method != "GET":
            if self.refuse:
                yield self._say(self.refuse, {"message": "Resource not accessible by integration"})
                return
            self.writes.append((request.method, path))
        if path.endswith("/zip"):
            yield answer(302, b"", ("Location", self.archive))
            return
        status, said = self._answer(request.method, path, query, body)
        yield self._say(status, said)

    def _say(self, status: int, said: object) -> bytes:
        return answer(status, json.dumps(said).encode(), ("Content-Type", "application/json"))

    def _answer(
        self, method: str, path: str, query: dict[str, str], body: dict[str, Any]
    ) -> tuple[int, object]:
        routes: tuple[tuple[str, str, Callable[..., tuple[int, object]]], ...] = (
            ("GET", r"", lambda: (200, {"default_branch": "main"})),
            ("GET", r"/issues", lambda: (200, self._page(self._listed(query), query))),
            ("POST", r"/issues", lambda: (201, self.issues[self.issue(**body)])),
            ("PATCH", r"/issues/(\d+)", lambda n: (200, self._changed(self.issues[n], body))),
            ("GET", r"/issues/(\d+)/comments", lambda n: (200, self._page(self._of(n), query))),
            (
                "POST",
                r"/issues/(\d+)/comments",
                lambda n: (201, self.comments[self.comment(n, **body)]),
            ),
            (
                "PATCH",
                r"/issues/comments/(\d+)",
                lambda n: (200, self._changed(self.comments[n], body)),
            ),
            ("POST", r"/issues/(\d+)/labels", lambda n: (200, self._label(n, body["labels"]))),
            ("DELETE", r"/issues/(\d+)/labels/(.+)", self._unlabel),
            ("GET", r"/pulls", lambda: (200, self._page(self._pulls(query), query))),
            ("GET", r"/pulls/(\d+)", lambda n: (200, self.pulls[n])),
            ("POST", r"/pulls", lambda: (201, self.pulls[self._propose(body)])),
            (
                "GET",
                r"/actions/runs/(\d+)/artifacts",
                lambda _: (200, {"artifacts": self.artifacts}),
            ),
        )
        for verb, pattern, act in routes:
            found = re.fullmatch(pattern, path)
            if verb == method and found:
                arguments = [int(one) if one.isdigit() else one for one in found.groups()]
                try:
                    return act(*arguments)
                except KeyError:
                    break
        return 404, {"message": "Not Found"}

    def _page(self, items: list[Any], query: dict[str, str]) -> list[Any]:
        size, page = int(query["per_page"]), int(query["page"])
        return items[(page - 1) * size : page * size]

    def _listed(self, query: dict[str, str]) -> list[Any]:
        found = [
            *self.issues.values(),
            *({**one, "pull_request": {}} for one in self.pulls.values()),
        ]
        return [
            one
            for one in found
            # Others' are listed, too: that it asks for its own is no reason to rely on it.
            if query.get("state", "open") in {"all", one["state"]}
        ]

    def _pulls(self, query: dict[str, str]) -> list[Any]:
        return [
            one
            for one in self.pulls.values()
            if query["state"] in {"all", one["state"]} and one["head"]["label"] == query["head"]
        ]

    def _of(self, issue: int) -> list[Any]:
        return [one for one in self.comments.values() if one["issue"] == issue]

    def _changed(self, what: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        what.update(body)
        return what

    def _label(self, number: int, labels: list[str]) -> list[Any]:
        bearer = self.pulls.get(number) or self.issues[number]
        bearer["labels"] += [{"name": one} for one in labels]
        return list(bearer["labels"])

    def _unlabel(self, number: int, label: str) -> tuple[int, object]:
        bearer = self.pulls.get(number) or self.issues[number]
        left = [one for one in bearer["labels"] if one["name"] != label]
        if len(left) == len(bearer["labels"]):
            return 404, {"message": "Label does not exist"}
        bearer["labels"] = left
        return 200, left

    def _propose(self, body: dict[str, Any]) -> int:
        head = f"{REPOSITORY.partition('/')[0]}:{body['head']}"
        return self.pull(head, "", body=body["body"], title=body["title"])
