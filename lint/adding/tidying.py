"""The URL that a curator means by one that was copied from the address bar or from a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint import urls
from lint.adding.trial import findings
from lint.sites import site_name
from lint.sites.site import segments
from lint.source import Source

if TYPE_CHECKING:
    import datetime as dt

    from lint.engine.analysis import Task

# Their fixes change nothing about where a link leads.
_RULES = frozenset({"insecure-link", "tracking-parameter"})
_BEFORE, _BEHIND = "- [x](", ")\n"
_README = "readme"
# Each rule, and once more.
_MOST = 3


def tidied(url: str, task: Task, today: dt.date) -> str:
    """`url` without what its site or a message added, as the rules of the list of `task` ask for.

    Without tracking parameters, over https where the host is known for that, and a repository on
    GitHub without `.git` and without the tab of its page.
    """
    known = urls.http(url)
    if known is None or any(sign in url for sign in " ()<>\\\n"):
        return url
    for _ in range(_MOST):
        fixed = _fixed(url, task, today)
        if fixed == url:
            break
        url = fixed
    return _repository(url)


def _fixed(url: str, task: Task, today: dt.date) -> str:
    """`url` with what the first of the rules fixes in it."""
    text = f"{_BEFORE}{url}{_BEHIND}"
    found = findings(task._replace(source=Source(task.source.path, text, task.source.file)), today)
    fixes = (one.finding.fix for one in found or () if one.rule in _RULES)
    fix = next(filter(None, fixes), None)
    for edit in sorted(fix.edits if fix is not None else (), key=lambda one: -one.span.start):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    whole = text.startswith(_BEFORE) and text.endswith(_BEHIND)
    return text[len(_BEFORE) : -len(_BEHIND)] if whole else url


def _repository(text: str) -> str:
    url = urls.http(text)
    parts = segments(url) if url is not None else []
    if url is None or site_name(url) != "github/repository" or len(parts) != 2:
        return text
    tab = url.query.startswith("tab=") and "&" not in url.query
    if url.query and not tab:
        return text
    place = f"#{url.fragment}" if url.fragment and not (tab and url.fragment == _README) else ""
    return f"https://github.com/{parts[0]}/{parts[1].removesuffix('.git')}{place}"
