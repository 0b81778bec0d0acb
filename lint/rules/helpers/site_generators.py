"""Programs that make a site of Markdown pages, and read more in them than GitHub does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.document.model import Document
    from lint.rules.base import Context

ON_GITHUB = " on GitHub, where {#…} is part of the heading"
"""What is said of a section that only a generator knows, by the id that its heading is given."""
# Their configuration: Docusaurus, Hugo, Jekyll, MkDocs, VitePress.
_CONFIGURATION = lazy(
    r"_config\.(?:ya?ml|toml)|(?:mkdocs|hugo)\.(?:ya?ml|toml|json)"
    r"|docusaurus\.config\.[cm]?[jt]s|(?:docs/)?\.vitepress"
)
_NAMES = (
    *(f"_config.{suffix}" for suffix in ("yml", "yaml", "toml")),
    *("mkdocs.yml", "mkdocs.yaml"),
    *(f"hugo.{suffix}" for suffix in ("toml", "yaml", "yml", "json")),
    *(f"docusaurus.config.{suffix}" for suffix in ("js", "ts", "mjs", "mts", "cjs", "cts")),
    ".vitepress",
)
# A page lies some folders below it: `website/docs/tools/page.md`.
_PLACES = tuple(f"{up}{name}" for up in ("", "../", "../../", "../../../") for name in _NAMES)


def configurations(document: Document) -> tuple[str, ...]:
    """Where a configuration would lie, as targets; none for a document that no generator changes.

    Those are documents without the id of a heading, and without links to sections of other files.
    """
    concerned = "{#" in document.source.text or any(
        link.url.find("#") > 0 and link.web is None for link in document.links
    )
    return _PLACES if concerned else ()


def is_site(context: Context) -> bool:
    """Whether the configuration of a site generator lies beside the list or above it."""
    return any(map(_CONFIGURATION.fullmatch, context.beside or ())) or any(
        map(context.files.get, _PLACES)
    )
