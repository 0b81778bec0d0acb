"""The inputs of the action that checks, as the environment has them; see action.yml."""

from __future__ import annotations

import hashlib
import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

from lint.errors import LintError
from lint.plugins import is_plugin
from lint.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

ARTIFACT = "awesome-lint-report"
"""What the names of the artifacts begin with that are left for the comment."""
_LINKS = ("changed", "all", "none")
_LEVELS = ("error", "warning", "info", "never")
_SWITCH = {"true": True, "false": False}
_PLAIN = frozenset({"sarif", "comment"})
# What an artifact's name may not have: https://github.com/actions/upload-artifact
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.-]+")


class Inputs(NamedTuple):
    """What a workflow asks for; see action.yml."""

    paths: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    config: str = ""
    base: str = ""
    links: str = "changed"
    fail_on: str = ""
    reports: tuple[str, ...] = ()
    sarif: bool = False
    comment: bool = False
    annotations: bool = True
    summary: bool = True
    fail_if_empty: bool = False

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Inputs:
        """The inputs in `environ`. Raises LintError, with the input, for what cannot be used."""
        reports = words(environ, "report")
        for one in reports:
            if one not in _PLAIN and not ("=" in one and _is_format(one.partition("=")[0])):
                raise LintError(
                    f"invalid input report: {one!r} (choose from sarif, comment, FORMAT=FILE)"
                )
        return cls(
            paths=words(environ, "paths"),
            args=words(environ, "args"),
            config=environ.get("ACTION_CONFIG", "").strip(),
            base=environ.get("ACTION_BASE", "").strip(),
            links=_one_of(_LINKS, environ, "links") or "changed",
            fail_on=_one_of(_LEVELS, environ, "fail-on"),
            reports=tuple(one for one in reports if one not in _PLAIN),
            sarif="sarif" in reports,
            comment="comment" in reports,
            annotations=_SWITCH[_one_of(tuple(_SWITCH), environ, "annotations") or "true"],
            summary=_SWITCH[_one_of(tuple(_SWITCH), environ, "summary") or "true"],
            fail_if_empty=_SWITCH[_one_of(tuple(_SWITCH), environ, "fail-if-empty") or "false"],
        )


def artifact_name(chosen: Inputs, environ: Mapping[str, str]) -> str:
    """The name of the artifact with the report for the comment.

    The same for each attempt of a job, and another one for each job of a matrix and for each step
    with other inputs.
    """
    own = repr((chosen.paths, chosen.args, chosen.config, chosen.base))
    parts = [environ.get(f"ACTION_{name}", "") for name in ("JOB", "JOB_INDEX")]
    parts.append(hashlib.sha256(own.encode(errors="replace")).hexdigest()[:8])
    named = (_NOT_IN_NAMES.sub("-", one)[:100] for one in parts)
    return "-".join([ARTIFACT, *filter(None, named)])


def words(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    """The words of an input, with quotes as a shell reads them; no shell ever sees them."""
    try:
        return tuple(shlex.split(environ.get(f"ACTION_{name.upper()}", "")))
    except ValueError as error:
        raise LintError(f"invalid input {name}: {str(error).lower()}") from None


def _one_of(known: tuple[str, ...], environ: Mapping[str, str], name: str) -> str:
    """The input `name`, which is one of those `known` or empty."""
    value = environ.get(f"ACTION_{name.upper().replace('-', '_')}", "").strip()
    if value and value not in known:
        raise LintError(f"invalid input {name}: {value!r} (choose from {', '.join(known)})")
    return value


def _is_format(name: str) -> bool:
    return name in FORMATS or is_plugin(name)
