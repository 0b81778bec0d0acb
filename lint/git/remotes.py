"""Where the repository around a list is published, by its git configuration; git is not run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint import urls

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# git-config(1), "Syntax", as far as git itself writes it.
_SECTION = re.compile(r'\s*\[\s*(?P<name>[\w.-]+)(?:\s+"(?P<sub>(?:[^"\\]|\\.)*)")?\s*\]')
_URL = re.compile(r"(?i)\s*url\s*=\s*(?P<value>[^\s;#]+)")
# git-clone(1), "Git URLs": `git@host:owner/name.git` and its long form.
_SHORT = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]+):(?P<path>(?!/)[^\s:\\]+)")
_LONG = re.compile(r"(?:ssh|git|git\+ssh)://(?:[^\s/@]*@)?(?P<host>[\w.-]+)(?::\d+)?/(?P<path>\S+)")
_LARGEST = 1_000_000


def page(root: Path) -> str | None:
    """The URL of the page of the repository with the working tree at `root`.

    It is that of the remote `upstream`, which a fork has, else of `origin`; None without either,
    and where they are no network addresses or nothing can be read.
    """
    try:
        remotes = _remotes(_folder(root) / "config")
    except (OSError, ValueError):
        return None
    found = remotes.get("upstream") or remotes.get("origin")
    return None if found is None else as_page(found)


def _folder(root: Path) -> Path:
    """The folder with the configuration: a worktree and a submodule have a file that names it."""
    git = root / ".git"
    if git.is_dir():
        return git
    word, _, place = git.read_text(encoding="utf-8").partition(":")
    if word != "gitdir":
        raise ValueError(word)
    folder = root / place.strip()
    common = folder / "commondir"
    return folder / common.read_text(encoding="utf-8").strip() if common.is_file() else folder


def _remotes(file: Path) -> Mapping[str, str]:
    """The URL of each remote by its name, the last one where there are several."""
    with file.open(encoding="utf-8", errors="replace") as opened:
        lines = opened.read(_LARGEST).splitlines()
    remotes = {}
    remote = None
    for line in lines:
        section = _SECTION.match(line)
        if section is not None:
            remote = section["sub"] if section["name"].lower() == "remote" else None
        elif remote is not None and (value := _URL.match(line)) is not None:
            remotes[remote] = value["value"]
    return remotes


def as_page(remote: str) -> str | None:
    """The URL of the page of the repository at the git URL `remote`, without credentials."""
    written = urls.http(remote)
    if written is not None:
        found = f"{written.origin}{written.path}"
    else:
        parts = _LONG.fullmatch(remote) or _SHORT.fullmatch(remote)
        if parts is None:
            return None
        found = f"https://{parts['host']}/{parts['path']}"
    url = urls.http(found.rstrip("/").removesuffix(".git"))
    return url.request if url is not None and url.path != "/" else None
