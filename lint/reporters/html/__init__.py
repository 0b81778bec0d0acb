"""One HTML page that needs nothing else: no server, no network, not even its own script.

The page is made by report.html.jinja, with report.css and report.js inlined. A policy in the page
(https://www.w3.org/TR/CSP3/) allows these two by their hashes, and nothing else: whatever a list
may hold, the page runs nothing of it and asks nobody for anything. Without the script there are no
filters; all the rest is there.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from lint.console.escape import visible
from lint.credentials import hide
from lint.reporters.base import Media, Reporter
from lint.reporters.html.view import View
from lint.text import plural
from lint.version import __version__

if TYPE_CHECKING:
    from jinja2 import Template

    from lint.engine.report import Report
    from lint.reporters.base import RenderOptions


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - one signature
    """The page, a whole document."""
    return document(
        _asset("report.html.jinja"), _asset("report.css"), _asset("report.js"), view=View(report)
    )


def document(template: str, style: str, script: str, **values: object) -> str:
    """The page that the Jinja `template` makes of `values`, with the policy for its own parts."""
    return _template(template).render(
        version=__version__, style=style, script=script, policy=_policy(style, script), **values
    )


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _template(text: str) -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        finalize=_shown,
        keep_trailing_newline=True,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["many"] = plural
    return environment.from_string(text)


def _shown(value: object) -> object:
    """A value as the template may write it: no user-info, and nothing that hides or reorders."""
    return visible(hide(value)) if type(value) is str else value


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}';"
        " img-src data:; base-uri 'none'; form-action 'none';"
        " require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _digest(text: str) -> str:
    """The hash by which a policy allows an inline element (CSP3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


REPORTER = Reporter(render, Media.DOCUMENT, "&#35;")
