"""awesome-lint: a linter for awesome lists that reads their tables, badges and links.

The public names are loaded on first use: `import lint` costs next to nothing. docs/api.md
describes them; everything else in this package is private.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lint.api import (
        check_links,
        check_links_async,
        fix_text,
        lint_paths,
        lint_text,
        load_config,
        read_entries,
    )
    from lint.config.config import Config
    from lint.diagnostics import Diagnostic, Edit, Finding, Fix, Related, Severity
    from lint.document.model import Document
    from lint.engine.report import Report
    from lint.entries.entry import Entry
    from lint.errors import ConfigError, InputError, LintError
    from lint.links.result import LinkOptions, LinkResult, Reason, Verdict
    from lint.reporters.base import Media, RenderOptions, Reporter
    from lint.rules.base import Context, Rule, rule
    from lint.sites.site import Site
    from lint.source import Source, Span

from lint.version import __version__

__all__ = [
    "Config",
    "ConfigError",
    "Context",
    "Diagnostic",
    "Document",
    "Edit",
    "Entry",
    "Finding",
    "Fix",
    "InputError",
    "LinkOptions",
    "LinkResult",
    "LintError",
    "Media",
    "Reason",
    "Related",
    "RenderOptions",
    "Report",
    "Reporter",
    "Rule",
    "Severity",
    "Site",
    "Source",
    "Span",
    "Verdict",
    "__version__",
    "check_links",
    "check_links_async",
    "fix_text",
    "lint_paths",
    "lint_text",
    "load_config",
    "read_entries",
    "rule",
]

_HOMES = {
    "lint.api": (
        "check_links check_links_async fix_text lint_paths lint_text load_config read_entries"
    ),
    "lint.config.config": "Config",
    "lint.diagnostics": "Diagnostic Edit Finding Fix Related Severity",
    "lint.document.model": "Document",
    "lint.engine.report": "Report",
    "lint.entries.entry": "Entry",
    "lint.errors": "ConfigError InputError LintError",
    "lint.links.result": "LinkOptions LinkResult Reason Verdict",
    "lint.reporters.base": "Media RenderOptions Reporter",
    "lint.rules.base": "Context Rule rule",
    "lint.sites.site": "Site",
    "lint.source": "Source Span",
}


def __getattr__(name: str) -> Any:
    """Load a public name on first use (PEP 562)."""
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names.split():
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names."""
    return list(__all__)
