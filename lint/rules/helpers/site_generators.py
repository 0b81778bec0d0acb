"""Programs that make a site of Markdown pages, and read more in them than GitHub does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.rules.base import Context

ON_GITHUB = " on GitHub, where {#…} is part of the heading"
"""What is said of a section that only a generator knows, by the id that its heading is given."""
# Their configuration at the root of a repository: Docusaurus, Hugo, Jekyll, MkDocs, VitePress.
_CONFIGURATION = lazy(
    r"_config\.(?:ya?ml|toml)|(?:mkdocs|hugo)\.(?:ya?ml|toml|json)"
    r"|docusaurus\.config\.[cm]?[jt]s|(?:docs/)?\.vitepress"
)


def is_site(context: Context) -> bool:
    """Whether the configuration of a site generator lies in the repository of the list."""
    return any(map(_CONFIGURATION.fullmatch, context.beside or ()))
