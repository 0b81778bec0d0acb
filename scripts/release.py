"""The notes of a release, from CHANGELOG.md: `python scripts/release.py v1.2.3 notes.md`.

Fails, with one line, if the tag is not the version of the package, or the changelog has nothing on
it. Run by .github/workflows/release.yml before anything is built, and made of nothing but the
standard library. GITHUB_SERVER_URL and GITHUB_REPOSITORY make links to files of the repository
absolute: on the page of a release, relative ones lead nowhere.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_VERSION = re.compile(r'(?m)^__version__ = "([^"]+)"$')
_HEADING = re.compile(r"(?m)^## \[([^\]\n]+)\](?: - (\d{4}-\d{2}-\d{2}))?$")
# The links to pages of the repository, as this changelog writes them.
_RELATIVE = re.compile(r"\]\((?![a-z]+:|#)([^()\s]+)\)")


def notes(changelog: str, version: str, files: str = "") -> str:
    """What `changelog` says of `version`; `files` is the URL of the repository's files at its tag.

    Raises SystemExit, with a line, if it says nothing, or has no date for it.
    """
    headings = list(_HEADING.finditer(changelog))
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        if heading[1] == version:
            text = changelog[heading.end() : following.start() if following else None].strip()
            if heading[2] is None:
                raise SystemExit(f"CHANGELOG.md: [{version}] has no date")
            if not text:
                raise SystemExit(f"CHANGELOG.md: [{version}] is empty")
            return (_RELATIVE.sub(rf"]({files}/\1)", text) if files else text) + "\n"
    raise SystemExit(f"CHANGELOG.md: no section [{version}]")


def main(tag: str, target: str) -> None:
    """Write the notes of the release `tag` to the file `target`."""
    found = _VERSION.search((ROOT / "lint" / "version.py").read_text(encoding="utf-8"))
    if found is None or tag != f"v{found[1]}":
        own = found[1] if found else "unknown"
        raise SystemExit(f"tag {tag} is not the version in lint/version.py: {own}")
    server, name = (os.environ.get(f"GITHUB_{key}", "") for key in ("SERVER_URL", "REPOSITORY"))
    files = f"{server}/{name}/blob/{tag}" if server and name else ""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    Path(target).write_text(notes(changelog, found[1], files), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: release.py TAG FILE")
    main(*sys.argv[1:])
