"""GitHub, by GraphQL, a hundred repositories a request; only where there is a token.

Repositories, their folders and files, issues, pull requests, discussions and releases, users,
organisations and gists. Only what readers without an account see is called fine: what is private,
disabled or not found may be there for others or be gone, which its page decides. So does it where
an answer is missing, the budget low or the interface down.

Schema: https://docs.github.com/graphql/reference; limits: "Rate limits and query limits for the
GraphQL API" there.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

import aiohttp

from lint.links.providers import _text
from lint.links.providers._github_access import PUBLIC, Access, accesses
from lint.links.providers._github_pages import Page, Part, page
from lint.links.result import Facts, LinkResult, Verdict

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

    from lint.links.protocols import Client, OnlineSite, Reply
    from lint.links.providers.options import SitesOptions
    from lint.urls import URL

URLS = {"github": PUBLIC}
"""GitHub Enterprise: `https://HOST/api/graphql`."""

BATCH = 100
"""Repositories, owners and gists in one query."""
_PARTS = 20  # of one repository in one question
# A query that GitHub finds too heavy is cut in half so often, one after another.
_MOST_FAILURES = 3
# GitHub gives up a query after ten seconds.
_SECONDS = 15.0
# So much of the hour's budget is left to others that use the same token.
_RESERVE = 0.1
# As the engine does, it waits for so long where a server asks for it; here once a run.
_LONGEST_WAIT = 60.0
_TOO_HEAVY = frozenset({"MAX_NODE_LIMIT_EXCEEDED", "RESOURCE_LIMITS_EXCEEDED", "TIMEOUT"})
_LIMITED = frozenset({"RATE_LIMITED", "RATE_LIMIT"})
_SECONDARY = re.compile(rb"secondary rate limit|abuse detection", re.IGNORECASE)
_UNKNOWN = "unknown to the instance"
# https://github.com/rmosolgo/graphql-ruby/tree/master/lib/graphql/static_validation/rules
_MISUNDERSTOOD = frozenset(
    {"argumentNotAccepted", "selectionMismatch", "undefinedField", "undefinedType", "parseError"}
)
_NAME = re.compile(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}")
_REPOSITORY = """
fragment R on Repository {
  nameWithOwner visibility isArchived isDisabled isLocked isFork isEmpty
  createdAt pushedAt archivedAt description stargazerCount
  licenseInfo { spdxId }
  latestRelease { tagName }
  repositoryTopics(first: 20) { nodes { topic { name } } }
}"""


def open_site(options: SitesOptions, environ: Mapping[str, str]) -> OnlineSite | None:
    """The site, if `environ` has a token for it."""
    found = accesses(environ, options.urls.get("github"))
    return GitHub(found) if found else None


class GitHub:
    """The instances of GitHub that can be asked."""

    name = "github"

    def __init__(self, instances: Sequence[Access]) -> None:
        self._instances = tuple(instances)

    def claims(self, url: URL) -> bool:
        """Whether `url` shows something that GraphQL knows."""
        return any(page(url, one.host) is not None for one in self._instances)

    async def answers(self, urls: Mapping[str, URL], client: Client) -> AsyncIterator[LinkResult]:
        """Results for what is certainly there, and facts on repositories in any case."""
        for instance in self._instances:
            pages = ((key, url, page(url, instance.host)) for key, url in urls.items())
            asked = [_Asked(key, url, one) for key, url, one in pages if one is not None]
            conversation = _Conversation(instance, client)
            async for result in conversation.run(_questions(asked)):
                yield result


class _Asked(NamedTuple):
    """A URL, under its key, and the page that it shows."""

    key: str
    url: URL
    page: Page


class _Question(NamedTuple):
    """URLs that one field of a query answers: pages of one repository, one owner, or one gist."""

    asked: tuple[_Asked, ...]

    @property
    def page(self) -> Page:
        return self.asked[0].page

    @property
    def parts(self) -> dict[str, Part]:
        """The parts of the repository that are asked for, each once, by their names in a query."""
        found = dict.fromkeys(one.page.part for one in self.asked if one.page.part is not None)
        return {f"p{index}": part for index, part in enumerate(found)}


def _questions(asked: Sequence[_Asked]) -> list[_Question]:
    groups: dict[tuple[str, ...], list[_Asked]] = {}
    for one in asked:
        # Neither owners nor repositories have case.
        key = (one.page.owner.lower(), one.page.repository.lower(), one.page.gist)
        groups.setdefault(key, []).append(one)
    return [
        _Question(tuple(group[start : start + _PARTS]))
        for group in groups.values()
        for start in range(0, len(group), _PARTS)
    ]


class _Query:
    """A query with one field for each question, `q0` and so on; what it looks for are variables."""

    def __init__(self, questions: Sequence[_Question]) -> None:
        self._variables: dict[str, str] = {}
        fields = [f"q{index}: {self._field(one)}" for index, one in enumerate(questions)]
        declared = ", ".join(f"${name}: String!" for name in self._variables)
        fragment = _REPOSITORY if any(one.page.repository for one in questions) else ""
        lines = "\n  ".join((*fields, "rateLimit { cost limit remaining }"))
        self.body = {
            "query": f"query({declared}) {{\n  {lines}\n}}{fragment}",
            "variables": self._variables,
        }

    def _variable(self, value: str) -> str:
        name = f"v{len(self._variables)}"
        self._variables[name] = value
        return f"${name}"

    def _field(self, question: _Question) -> str:
        asked = question.page
        owner = self._variable(asked.owner)
        if asked.gist:
            gist = self._variable(asked.gist)
            return f"user(login: {owner}) {{ gist(name: {gist}) {{ name }} }}"
        if not asked.repository:
            return f"repositoryOwner(login: {owner}) {{ login }}"
        parts = (f"{name}: {self._part(part)}" for name, part in question.parts.items())
        name = self._variable(asked.repository)
        return f"repository(owner: {owner}, name: {name}) {{ {' '.join(('...R', *parts))} }}"

    def _part(self, part: Part) -> str:
        if isinstance(part.argument, int):
            return f"{part.field}(number: {part.argument}) {{ __typename }}"
        value = self._variable(part.argument)
        if part.field == "release":
            return f"release(tagName: {value}) {{ __typename isDraft }}"
        return f"object(expression: {value}) {{ __typename }}"


class _OverError(Exception):
    """Nothing more is to be asked: the token is refused, or the budget is used up."""


class _Conversation:
    """Asking one instance, one query after another, as GitHub wants it of its callers."""

    def __init__(self, instance: Access, client: Client) -> None:
        self._instance = instance
        self._client = client
        self._waiting: deque[_Question] = deque()
        self._size = BATCH
        self._failures = 0
        self._waited = False

    async def run(self, questions: Sequence[_Question]) -> AsyncIterator[LinkResult]:
        """What is certain, as it comes."""
        self._waiting.extend(questions)
        while self._waiting and self._failures < _MOST_FAILURES:
            count = min(self._size, len(self._waiting))
            batch = [self._waiting.popleft() for _ in range(count)]
            start = time.perf_counter()
            try:
                reply = await self._client.request(
                    "POST",
                    self._instance.graphql,
                    headers={
                        "Accept": "application/json",
                        "Authorization": f"Bearer {self._instance.token}",
                    },
                    json=_Query(batch).body,
                    timeout=_SECONDS,
                )
                answer = await self._read(reply, batch)
            except _OverError:
                return
            except (aiohttp.ClientError, OSError, ValueError):
                self._shrink(batch)
                continue
            if answer is None:
                continue
            each = (time.perf_counter() - start) / count
            for result in _results(self._instance, batch, answer, each):
                yield result
            if _is_low(answer):
                return

    async def _read(self, reply: Reply, batch: list[_Question]) -> Mapping[str, Any] | None:
        """The answer in `reply`; None where `batch`, or less at once, is to be asked for again.

        What was too heavy waits again, the rest of the answer counting. Raises _OverError, and
        ValueError for what is no answer.
        """
        if reply.status in {403, 429}:
            await self._rest(batch, _pause(reply))
            return None
        if 300 <= reply.status < 500:
            raise _OverError
        answer = reply.json()
        if reply.status != 200 or not isinstance(answer, dict):
            raise ValueError(f"status {reply.status}")
        errors = _errors(answer)
        if any(kind in _LIMITED for kind, _ in errors):
            await self._rest(batch, _pause(reply))
            return None
        # What went wrong for no stated reason has no type: a timeout, mostly.
        heavy = {path[:1] for kind, path in errors if kind in _TOO_HEAVY or not kind}
        if not isinstance(answer.get("data"), dict):
            if any(kind == _UNKNOWN for kind, _ in errors):
                raise _OverError  # it does not understand the query: an old instance
            self._shrink(batch)
            return None
        again = [one for index, one in enumerate(batch) if (f"q{index}",) in heavy]
        if again:
            self._shrink(again)
        else:
            self._failures = 0
        return answer

    async def _rest(self, batch: Sequence[_Question], seconds: float | None) -> None:
        """Wait for so long, once a run, and ask for `batch` again. Raises _OverError."""
        if self._waited or seconds is None or seconds > _LONGEST_WAIT:
            raise _OverError
        self._waited = True
        self._waiting.extendleft(reversed(batch))
        await asyncio.sleep(seconds)

    def _shrink(self, batch: Sequence[_Question]) -> None:
        """Ask for `batch` again, and for less at once."""
        self._failures += 1
        self._size = max(self._size // 2, 1)
        self._waiting.extendleft(reversed(batch))


def _pause(reply: Reply) -> float | None:
    """The seconds that the secondary limits want their caller to wait; None for another refusal.

    Source: "Exceeding the rate limit" in
    https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
    """
    wish = reply.headers.get("Retry-After", "")
    if wish:
        return int(wish) if wish.isascii() and wish.isdigit() else None
    if reply.headers.get("X-RateLimit-Remaining") == "0" or not _SECONDARY.search(reply.body):
        return None
    return _LONGEST_WAIT


def _errors(answer: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """The type and the path of each error, "" and () where it has none.

    One in the query itself has a code instead, such as `undefinedField`, which becomes one type.
    """
    errors = answer.get("errors")
    found = []
    for error in errors if isinstance(errors, list) else ():
        if isinstance(error, dict):
            path = error.get("path")
            names = tuple(map(str, path)) if isinstance(path, list) else ()
            code = _at(error, "extensions", "code")
            kind = str(error.get("type") or (_UNKNOWN if code in _MISUNDERSTOOD else ""))
            found.append((kind, names))
    return found


def _is_low(answer: Mapping[str, Any]) -> bool:
    """Whether the hour's budget is to be left to others; an instance may have none."""
    limit = _at(answer, "data", "rateLimit", "limit")
    remaining = _at(answer, "data", "rateLimit", "remaining")
    cost = _at(answer, "data", "rateLimit", "cost")
    if not (isinstance(limit, int) and isinstance(remaining, int) and isinstance(cost, int)):
        return False
    return remaining - cost < limit * _RESERVE


def _results(
    instance: Access, batch: Sequence[_Question], answer: Mapping[str, Any], elapsed: float
) -> Iterator[LinkResult]:
    """What `answer` says for certain of the URLs in `batch`."""
    for index, question in enumerate(batch):
        said = _at(answer, "data", f"q{index}")
        asked = question.page
        if asked.gist:
            there = _at(said, "gist", "name") == asked.gist
        elif not asked.repository:
            there = str(_at(said, "login")).lower() == asked.owner.lower()
        else:
            yield from _of_repository(instance, question, said, elapsed)
            continue
        if there:
            for one in question.asked:
                yield LinkResult(one.key, Verdict.OK, final_url=one.key, elapsed=elapsed)


def _of_repository(
    instance: Access, question: _Question, said: Any, elapsed: float
) -> Iterator[LinkResult]:
    """What is certain of the pages of one repository: nothing, unless everybody can see it."""
    name = _at(said, "nameWithOwner")
    hidden = _at(said, "isDisabled") is not False or _at(said, "isLocked") is not False
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return
    if hidden or _at(said, "visibility") != "PUBLIC":
        return
    parts = {part: name for name, part in question.parts.items()}
    for one in question.asked:
        moved = _moved(instance, one, name)
        facts = _facts(instance, one, said, moved)
        if one.page.part is None or _is_there(one.page.part, _at(said, parts[one.page.part])):
            final = moved or _without_git(one)
            yield LinkResult(
                one.key,
                Verdict.OK,
                final_url=final,
                permanent=final != one.key,
                elapsed=elapsed,
                facts=facts,
            )
        else:
            yield LinkResult(one.key, Verdict.UNVERIFIED, elapsed=elapsed, facts=facts)


def _is_there(part: Part, said: Any) -> bool:
    return _at(said, "__typename") in part.types and _at(said, "isDraft") is not True


def _without_git(asked: _Asked) -> str:
    """Where the page of a repository leads that kept its name: an address to clone goes there."""
    path, query = asked.url.path.rstrip("/"), asked.url.query
    if not path.endswith(".git") or asked.page.part is not None:
        return asked.key
    return f"{asked.url.origin}{path.removesuffix('.git')}" + (f"?{query}" if query else "")


def _moved(instance: Access, asked: _Asked, name: str) -> str | None:
    """Where the page of a repository that goes by another `name` now is, if it does."""
    if name.lower() == f"{asked.page.owner}/{asked.page.repository}".lower():
        return None
    # The path begins with the owner and the old name, each with a slash or several before it.
    rest = re.sub(r"\A/+[^/]+/+[^/]+", "", asked.url.path)
    query = f"?{asked.url.query}" if asked.url.query else ""
    return f"{instance.web}/{name}{rest}{query}"


def _facts(instance: Access, asked: _Asked, said: Any, moved: str | None) -> Facts:
    """What is known of the repository; of its age nothing where the page is a single thing in it.

    A file or an issue is what it is, whatever has become of its repository.
    """
    own = f"{asked.page.owner}/{asked.page.repository}".lower()
    whole = asked.page.part is None or asked.page.part.types == ("Tree",)
    nodes = _at(said, "repositoryTopics", "nodes")
    topics = (
        [_text.name(_at(node, "topic", "name")) for node in nodes or ()]
        if isinstance(nodes, list)
        else None
    )
    host = "github" if instance.host == "github.com" else instance.host
    stars = _at(said, "stargazerCount")
    return Facts(
        identity=f"{host}:{own}",
        date=_day(said, "createdAt") if whole else None,
        moved_to=moved,
        archived=whole and _at(said, "isArchived") is True,
        archived_on=_day(said, "archivedAt") if whole else None,
        pushed=_day(said, "pushedAt") if whole else None,
        description=_text.line(_at(said, "description")),
        topics=None if topics is None else tuple(one for one in topics if one),
        licence=_text.name(_at(said, "licenseInfo", "spdxId")),
        fork=_at(said, "isFork") is True,
        stars=stars if type(stars) is int else None,
        release=_text.name(_at(said, "latestRelease", "tagName")),
        empty=_at(said, "isEmpty") is True,
    )


def _day(said: Any, name: str) -> str | None:
    found = _text.day(_at(said, name))
    return found if found and len(found) == len("2020-01-01") else None


def _at(value: Any, *keys: str) -> Any:
    """What lies at `keys` in nested objects; None where there is nothing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value
