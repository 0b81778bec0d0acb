"""Where on GitHub a reader of a report finds the lines of a list and the pages of the rules."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from lint import urls
from lint.cli.adoption.origin import source
from lint.console.github_log import listening
from lint.engine.report import Published
from lint.errors import LintError
from lint.files.inputs import home_page
from lint.git.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lint.engine.analysis import Task

_GITHUB = "github.com"
_ACTION = re.compile(r"[\w.-]+/awesome-lint")
_REVISION = re.compile(r"[\w./-]+")


def published(tasks: Iterable[Task]) -> Published:
    """The pages of the lists that are on GitHub as they were read, at the commit that they are of.

    A list that was changed since, or a commit that was never pushed, has none.
    """
    repositories: dict[str, Repository | None] = {}
    homes: list[str | None] = []
    pages: dict[str, str] = {}
    for task in tasks:
        home = None if task.streamed else _home(task)
        homes.append(home)
        if home is not None and (page := _page(task, home, repositories)):
            pages[task.source.path] = page
    first = homes[0] if homes and len(set(homes)) == 1 else None
    return Published(first, pages, rule_pages(os.environ))


def _home(task: Task) -> str | None:
    """The page of the repository around a list, on GitHub."""
    if listening():
        server, name = (os.environ.get(f"GITHUB_{key}", "") for key in ("SERVER_URL", "REPOSITORY"))
        url = urls.http(f"{server}/{name}") if server and name else None
        return None if url is None else url.request
    url = urls.http(home_page(task.source.file) or "")
    return url.request if url is not None and url.host == _GITHUB else None


def _page(task: Task, home: str, known: dict[str, Repository | None]) -> str | None:
    """The page of the list, if what is there is what was read."""
    folder = str(Path(task.source.file).resolve().parent)
    try:
        if folder not in known:
            known[folder] = _pushed(folder, cloned=task.clone is not None)
        around = known[folder]
        if around is None:
            return None
        path = around.path(task.source.file)
        commit = around.head()
        found = around.file(commit, path) if commit else None
        if found is None or around.content(found[1].object) != task.source.encode():
            return None
    except LintError:
        return None
    return f"{home}/blob/{commit}/{quote(path.encode(errors='replace'))}"


def _pushed(folder: str, *, cloned: bool) -> Repository | None:
    """The repository around `folder`, if what is checked out there is known to be elsewhere."""
    around = Repository(folder)
    head = around.head()
    if head is None or not (cloned or listening() or around.is_pushed(head)):
        return None
    return around


def rule_pages(environ: Mapping[str, str]) -> str | None:
    """The URL of the folder with the pages of the rules, by where this awesome-lint comes from."""
    name, ref = environ.get("GITHUB_ACTION_REPOSITORY", ""), environ.get("GITHUB_ACTION_REF", "")
    if listening(environ) and _ACTION.fullmatch(name) and _REVISION.fullmatch(ref):
        return f"https://{_GITHUB}/{name}/blob/{ref}/docs/rules"
    known = source()
    url = urls.http(known.url) if known is not None else None
    on_github = url is not None and url.host == _GITHUB
    return f"{known.url}/blob/{known.commit}/docs/rules" if known and on_github else None
