"""Answers of GitHub's GraphQL: what they say for certain, what went wrong, what is left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lint.links.providers import _text
from lint.links.result import Facts, LinkResult, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lint.links.providers._github_access import Access
    from lint.links.providers._github_pages import Part
    from lint.links.providers._github_query import Asked, Question

# So much of the hour's budget is left to others that use the same token.
_RESERVE = 0.1
UNKNOWN = "unknown to the instance"
# https://github.com/rmosolgo/graphql-ruby/tree/master/lib/graphql/static_validation/rules
_MISUNDERSTOOD = frozenset(
    {"argumentNotAccepted", "selectionMismatch", "undefinedField", "undefinedType", "parseError"}
)
_NAME = re.compile(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}")


def errors(answer: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """The type and the path of each error, "" and () where it has none.

    One in the query itself has a code instead, such as `undefinedField`, which becomes one type.
    """
    said = answer.get("errors")
    found = []
    for error in said if isinstance(said, list) else ():
        if isinstance(error, dict):
            path = error.get("path")
            names = tuple(map(str, path)) if isinstance(path, list) else ()
            code = _at(error, "extensions", "code")
            kind = str(error.get("type") or (UNKNOWN if code in _MISUNDERSTOOD else ""))
            found.append((kind, names))
    return found


def is_low(answer: Mapping[str, Any]) -> bool:
    """Whether the hour's budget is to be left to others; an instance may have none."""
    limit = _at(answer, "data", "rateLimit", "limit")
    remaining = _at(answer, "data", "rateLimit", "remaining")
    cost = _at(answer, "data", "rateLimit", "cost")
    if not (isinstance(limit, int) and isinstance(remaining, int) and isinstance(cost, int)):
        return False
    return remaining - cost < limit * _RESERVE


def results(
    instance: Access, batch: Sequence[Question], answer: Mapping[str, Any], elapsed: float
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
    instance: Access, question: Question, said: Any, elapsed: float
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


def _without_git(asked: Asked) -> str:
    """Where the page of a repository leads that kept its name: an address to clone goes there."""
    path, query = asked.url.path.rstrip("/"), asked.url.query
    if not path.endswith(".git") or asked.page.part is not None:
        return asked.key
    return f"{asked.url.origin}{path.removesuffix('.git')}" + (f"?{query}" if query else "")


def _moved(instance: Access, asked: Asked, name: str) -> str | None:
    """Where the page of a repository that goes by another `name` now is, if it does."""
    if name.lower() == f"{asked.page.owner}/{asked.page.repository}".lower():
        return None
    # The path begins with the owner and the old name, each with a slash or several before it.
    rest = re.sub(r"\A/+[^/]+/+[^/]+", "", asked.url.path)
    query = f"?{asked.url.query}" if asked.url.query else ""
    return f"{instance.web}/{name}{rest}{query}"


def _facts(instance: Access, asked: Asked, said: Any, moved: str | None) -> Facts:
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
