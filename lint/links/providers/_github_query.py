"""Queries of GitHub's GraphQL: many questions in one, and what they look for as variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.links.providers._github_pages import Page, Part
    from lint.urls import URL

_PARTS = 20  # of one repository in one question
_REPOSITORY = """
fragment R on Repository {
  nameWithOwner visibility isArchived isDisabled isLocked isFork isEmpty
  createdAt pushedAt archivedAt description stargazerCount
  licenseInfo { spdxId }
  latestRelease { tagName }
  repositoryTopics(first: 20) { nodes { topic { name } } }
}"""


class Asked(NamedTuple):
    """A URL, under its key, and the page that it shows."""

    key: str
    url: URL
    page: Page


class Question(NamedTuple):
    """URLs that one field of a query answers: pages of one repository, one owner, or one gist."""

    asked: tuple[Asked, ...]

    @property
    def page(self) -> Page:
        return self.asked[0].page

    @property
    def parts(self) -> dict[str, Part]:
        """The parts of the repository that are asked for, each once, by their names in a query."""
        found = dict.fromkeys(one.page.part for one in self.asked if one.page.part is not None)
        return {f"p{index}": part for index, part in enumerate(found)}


def questions(asked: Sequence[Asked]) -> list[Question]:
    groups: dict[tuple[str, ...], list[Asked]] = {}
    for one in asked:
        # Neither owners nor repositories have case.
        key = (one.page.owner.lower(), one.page.repository.lower(), one.page.gist)
        groups.setdefault(key, []).append(one)
    return [
        Question(tuple(group[start : start + _PARTS]))
        for group in groups.values()
        for start in range(0, len(group), _PARTS)
    ]


class Query:
    """A query with one field for each question, `q0` and so on; what it looks for are variables."""

    def __init__(self, questions: Sequence[Question]) -> None:
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

    def _field(self, question: Question) -> str:
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
