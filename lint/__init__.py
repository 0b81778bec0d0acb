"""awesome-lint: a linter for awesome lists that reads their tables, badges and links."""

__version__ = "0.1.0"
