"""Link or image with a path that does not exist.

## What it does

Checks links and images with a relative destination. Paths are resolved from the folder of the list,
and from the root of the repository if they start with `/`. A URL of a page in the same repository
on the branch that is checked out, such as `https://github.com/o/r/blob/main/x.md`, is checked in
the same way. Paths outside of the repository, such as `../../issues` for a page on GitHub, are
ignored, and so is a placeholder such as `link` or `your-url` in a line that shows how to write an
entry. Three or more files of one missing folder are one problem.

## Why it matters

The link leads to an error page, or the image is not displayed.

## Bad

```md bad
[Contributing](CONTRIBUTNG.md)
```

## Good

```md good
[Contributing](CONTRIBUTING.md)
[Report a dead link](../../issues)
```
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lint.credentials import hide
from lint.diagnostics import Finding, Severity
from lint.files.inputs import folders, relative_target
from lint.rules.base import Context, rule
from lint.rules.helpers.destinations import defect
from lint.rules.helpers.templates import is_in_template
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lint.document.model import Document, Link


# So many files of one folder are missing because the folder is.
_FOLDER = 3


@rule("missing-file", Severity.ERROR, since="0.1.0")
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each link or image."""
    if False not in context.files.values():
        return
    found: list[tuple[Link, str, str | None]] = []
    below: dict[str | None, set[str]] = defaultdict(set)
    for link in document.links:
        path = relative_target(context.own.get(link.url, link.url))
        if path is None or context.files.get(path) is not False:
            continue
        if defect(link.url, context.files) is None and not is_in_template(document, context, link):
            folder = _missing_folder(path, context.files)
            below[_key(folder)].add(path)
            found.append((link, path, folder))
    for link, path, folder in found:
        written = _shown(link.url, path)
        message = f"file {clip(written)} does not exist"
        if folder is not None and hide(written) == written:
            shown = folder if written == path else _start(written, folder.count("/"))
            message += f": the folder {clip(shown)} is missing"
        together = folder is not None and len(below[_key(folder)]) >= _FOLDER
        yield Finding(link.span, message, cause=_key(folder) if together else _key(path))


def _missing_folder(path: str, files: Mapping[str, bool]) -> str | None:
    """The outermost folder of `path` that does not exist, as far as that is known."""
    return next((one for one in folders(path) if files.get(one) is False), None)


def _key(path: str | None) -> str | None:
    """One name for a path that is written with `./` here and without it there."""
    return path and path.removeprefix("./")


def _shown(url: str, path: str) -> str:
    """The path of a link as a reader knows it: decoded, or as written where that is no text."""
    return url.partition("?")[0].partition("#")[0] if "\ufffd" in path else path


def _start(written: str, folders: int) -> str:
    """So many folders at the start of a path as written."""
    return "".join(f"{name}/" for name in written.split("/")[:folders])
