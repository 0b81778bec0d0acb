"""A hook of MkDocs: links from docs/ to other files of the repository, such as ../SECURITY.md.

On GitHub they work as they are. On the site they lead to the repository, at `repo_url` of
mkdocs.yml; where that is not set, their text stays without a link.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINK = re.compile(r"\[([^\[\]\n]+)\]\((\.\./[^()\s]*)\)")
_BRANCH = "HEAD"


def on_page_markdown(markdown: str, *, page: Any, config: Mapping[str, Any], **_: Any) -> str:
    """The text of a page with links that stay on the site or lead to the repository."""
    return linked(markdown, page.file.src_uri, config["repo_url"] or "")


def linked(markdown: str, path: str, repository: str) -> str:
    """`markdown`, the page at `path` below docs/, with the links out of docs/ replaced."""

    def replaced(found: re.Match[str]) -> str:
        folder = posixpath.dirname(posixpath.join("docs", path))
        target = posixpath.normpath(posixpath.join(folder, found[2]))
        if target.startswith("docs/"):
            return found[0]
        where = f"{repository.rstrip('/')}/blob/{_BRANCH}/{target}"
        return f"[{found[1]}]({where})" if repository else found[1]

    return _LINK.sub(replaced, markdown)
