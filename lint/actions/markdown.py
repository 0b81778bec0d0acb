"""Untrusted text in Markdown that a bot posts: nothing of it links, mentions, embeds or ends early.

What comes from a list, a server or an artifact stands in code, where GitHub Flavored Markdown
reads nothing else (GFM, sections 4.5 and 6.3) and GitHub finds no mention and no reference.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote

from lint.console.escape import visible
from lint.console.markdown import code, longest_run
from lint.credentials import hide

__all__ = ["address", "block", "code", "linked"]


def block(text: str) -> str:
    """`text` as a fenced code block, with what could not be seen made visible."""
    lines = [visible(line.expandtabs(4)) for line in re.split(r"\r\n|\n|\r", hide(text))]
    fence = "`" * max(3, longest_run(text) + 1)
    return "\n".join((f"{fence}md", *lines, fence))


def address(url: str) -> str:
    """`url` as the destination of a link, "" where it is no plain web address."""
    if not re.match(r"https?://[^/]", url) or re.search(r"[\s\x00-\x20<>\\|`]", url):
        return ""
    return f"<{url}>" if "@" not in url.partition("://")[2].partition("/")[0] else ""


def linked(shown: str, files: str, path: str, line: int) -> str:
    """`shown` as a link to a line of the file at `path`, below the URL `files`."""
    parts = PurePosixPath(path).parts
    if not files or not parts or path.startswith("/") or ".." in parts:
        return shown
    return f"[{shown}]({files}/{quote('/'.join(parts), errors='replace')}?plain=1#L{line})"
