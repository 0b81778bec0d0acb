"""Links of a list to the pages of its own repository: which files they mean.

A page of the branch that is checked out shows what lies here. Judged by the files, it is right
before the branch is published, offline, and without a request. Of another branch nothing is known.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from lint import urls
from lint.files.inputs import home_page, root_of
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

DETAIL = "checked by the files of the repository"
"""What is said of such a link, which is not requested."""
# `blob` and `tree` of GitHub; GitLab has `-/` in front.
_PAGE = lazy(r"/(?:-/)?(?:blob|tree)/(?P<rest>.+)", re.DOTALL)
_HEAD = lazy(r"ref: refs/heads/(\S+)\s*")


def own_targets(path: str, links: Iterable[str]) -> dict[str, str]:
    """By those of `links`, URLs as written, that lead to own pages: targets from the root.

    `path` is that of the list. `https://github.com/o/r/blob/main/x.md#y` is `/x.md#y` where `o/r`
    is the repository's remote, and `main` is checked out.
    """
    candidates = [link for link in links if "/blob/" in link or "/tree/" in link]
    home = urls.http(home_page(path) or "") if candidates else None
    branch = branch_of(path) if home is not None else None
    if home is None or branch is None:
        return {}
    found = {}
    for link in candidates:
        url = urls.http(link)
        if url is None or url.origin != home.origin or url.query:
            continue
        start = url.path[: len(home.path)]
        page = _PAGE.fullmatch(url.path, len(home.path))
        if page is None or start.lower() != home.path.lower():
            continue
        place = unquote(page["rest"])
        if place == branch or place.startswith(f"{branch}/"):
            inside = quote(place[len(branch) :].rstrip("/") or "/")
            found[link] = inside + (f"#{url.fragment}" if url.fragment else "")
    return found


def branch_of(path: str) -> str | None:
    """The branch that is checked out around `path`; None for a commit without one."""
    root = root_of(Path(os.path.abspath(path)).parent)  # noqa: PTH100 - follows no links
    if root is None:
        return None
    try:
        git = root / ".git"
        if not git.is_dir():  # of a worktree or a submodule
            git = root / git.read_text(encoding="utf-8").partition(":")[2].strip()
        head = _HEAD.fullmatch((git / "HEAD").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return head[1] if head else None
