"""The files that have a repository run awesome-lint: for pre-commit and for GitHub Actions."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from lint.errors import ConfigError, LintError
from lint.text import display_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lint.cli.adoption.origin import Origin

WORKFLOWS = ("awesome-lint.yml", "awesome-lint-comment.yml", "link-rot.yml")
PRE_COMMIT = "pre-commit-config.yaml"
_PLACE = re.compile(r"@([A-Z]+)@")
_README = re.compile(r"(?i)^readme[^/]*$")


def workflows(root: Path, path: str, origin: Origin) -> Iterator[tuple[Path, str]]:
    """The workflows for the list at `path`, from `root` on, with their texts.

    Raises LintError for a path that a workflow cannot hold.
    """
    if "${{" in path or "\n" in path:
        raise LintError(f"cannot write a workflow for {path!r}: the path has a line break or ${{{{")
    values = {
        "NAME": origin.name,
        "COMMIT": origin.commit,
        "TAG": f" # {origin.tag}" if origin.tag else "",
        "PATHS": json.dumps(shlex.quote(path), ensure_ascii=False),
        "CRON": _weekly(f"{origin.name} {root.resolve().name} {path}"),
    }
    for name in WORKFLOWS:
        yield root / ".github" / "workflows" / name, _filled(name, values)


def pre_commit(root: Path, path: str, origin: Origin) -> tuple[Path, str]:
    """The configuration of pre-commit for the list at `path`, from `root` on, with its text."""
    own = "" if _README.match(PurePosixPath(path).name) else f"^{re.escape(path)}$"
    values = {
        "URL": json.dumps(origin.url),
        "COMMIT": origin.commit,
        "TAG": f" # {origin.tag}" if origin.tag else "",
        "FILES": f"\n        files: {json.dumps(own, ensure_ascii=False)}" if own else "",
    }
    return root / f".{PRE_COMMIT}", _filled(PRE_COMMIT, values)


def write(file: Path, text: str) -> bool:
    """Write a file that is not there yet; whether it was not. Raises ConfigError."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        reason = error.strerror or error
        raise ConfigError(f"{display_path(file)}: cannot be written: {reason}") from None
    return True


def is_same(file: Path, text: str) -> bool:
    """Whether a file that is there holds `text` already."""
    try:
        return file.read_text(encoding="utf-8") == text
    except (OSError, ValueError):
        return False


def _filled(name: str, values: Mapping[str, str]) -> str:
    text = (files("lint.cli.adoption") / "templates" / name).read_text(encoding="utf-8")
    return _PLACE.sub(lambda found: values[found[1]], text)


def _weekly(seed: str) -> str:
    """A minute of the week, another one for each list: at full hours GitHub is late or drops runs.

    https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
    #schedule
    """
    digest = hashlib.sha256(seed.encode(errors="replace")).digest()
    return f"{7 + digest[0] % 46} {digest[1] % 24} * * {digest[2] % 7}"
